//! Names before "Parish Council" and the like that the register does not have: misspelt, reordered or shortened ones.

use super::found::{Confidence, Found};
use super::index::RegisterIndex;
use super::mention::{parse_body, stands_alone};
use super::tokenizer::{
    AND, CITY, CLERK, COLON, COMMA, FOR, GROUP, LINE, OF, ON, PARISH, STOP, THE, TOWN, Token, tokens,
};

/// A name that is probably one of the register.
pub(super) struct SimilarName {
    pub found: Found,
    /// Whether it stands where the writer's own council is named.
    pub is_author: bool,
}

/// Most names that are looked up: each costs a comparison with the whole register.
const MAX_LOOKUPS: usize = 8;
/// Longest name, in words.
const MAX_WORDS: usize = 6;
const MIN_LETTERS: usize = 4;

impl RegisterIndex {
    pub(super) fn similar_names(&self, text: &str) -> Vec<SimilarName> {
        let tokens = tokens(text, &self.vocabulary);
        let (mut names, mut lookups) = (Vec::new(), 0);
        for body in 1..tokens.len() {
            let (end, _, says_council) = parse_body(&tokens, body);
            if !says_council || tokens[body].word == CLERK {
                continue;
            }
            if lookups >= MAX_LOOKUPS {
                break;
            }
            let Some(start) = self.unknown_name_before(&tokens, body) else { continue };
            let written = &text[tokens[start].start..tokens[end - 1].end];
            if tokens[body - 1].end - tokens[start].start < MIN_LETTERS {
                continue;
            }
            lookups += 1;
            let found = match self.match_written_name(written, None) {
                Found::One(mut one) => {
                    one.confidence = one.confidence.max(Confidence::Likely);
                    Found::One(one)
                }
                Found::None => continue,
                found => found,
            };
            names.push(SimilarName { found, is_author: stands_alone(&tokens, start, end) });
        }
        names
    }

    /// Whether a name stands before "Parish Council" that no council of the register has.
    pub(super) fn names_unknown_council(&self, text: &str) -> bool {
        let tokens = tokens(text, &self.vocabulary);
        let is_unknown = |body: usize| {
            let says_council = tokens[body].word != CLERK && parse_body(&tokens, body).2;
            let start = says_council.then(|| self.unknown_name_before(&tokens, body)).flatten();
            start.is_some_and(|start| tokens[body - 1].end - tokens[start].start >= MIN_LETTERS)
        };
        (1..tokens.len()).any(is_unknown)
    }

    /// Where the words before "Parish Council" start that are written like a name and are none; `None` if there is a name.
    fn unknown_name_before(&self, tokens: &[Token], body: usize) -> Option<usize> {
        let belongs = |token: &Token| {
            token.capital && !matches!(token.word, THE | CLERK | FOR | OF | LINE | COMMA | STOP | COLON)
                || matches!(token.word, AND | ON)
        };
        // "Town Council" is no name before "Council".
        if matches!(tokens[body - 1].word, PARISH | TOWN | CITY | GROUP) {
            return None;
        }
        let from = body.saturating_sub(MAX_WORDS);
        let start = (from..body).rev().take_while(|at| belongs(&tokens[*at])).last()?;
        let start = (start..body).find(|at| tokens[*at].capital)?;
        (start..body).all(|at| !self.is_name(&tokens[at..body])).then_some(start)
    }

    /// Whether these words are the whole name of a council.
    fn is_name(&self, tokens: &[Token]) -> bool {
        let words: Vec<_> = tokens.iter().map(|token| token.word).collect();
        self.trie.find(&words).is_some_and(|node| self.trie.is_end(node))
    }
}
