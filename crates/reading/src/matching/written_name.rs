//! Words of a written name, and those that mean a kind of council.

use super::edit_distance::is_typo_of;
use super::name_variants::strip_council_words;
use super::tokenizer::{
    AND, CC, CITY, CLERK, CLLR, COUNCIL, COUNCILS, FOR, MEETING, OF, PARISH, PC, PM, RawToken, TC, THE, TOWN, UNKNOWN,
    Vocabulary, Word, is_mark, tokenize,
};
use charter::council::Kind;

#[derive(Clone, Debug)]
pub(super) struct WrittenWord {
    pub word: Word,
    /// Spelling for comparing letters.
    pub spelling: String,
    /// Byte offsets.
    pub start: usize,
    pub end: usize,
}

/// Splits a name into words and corrects "Coucil" and the like.
pub(super) fn split_words(text: &str, vocabulary: &Vocabulary) -> Vec<WrittenWord> {
    let mut words = Vec::new();
    tokenize(text, |token| {
        words.push(match token {
            RawToken::Word { folded, start, end, .. } => {
                let word = vocabulary.word_id(folded);
                let spelling = if word == UNKNOWN { folded } else { vocabulary.spelling(word) };
                WrittenWord { word, spelling: spelling.to_owned(), start, end }
            }
            RawToken::Mark(word, start) => {
                WrittenWord { word, spelling: vocabulary.spelling(word).to_owned(), start, end: start + 1 }
            }
        });
    });
    for index in (1..words.len()).rev() {
        if words[index].word != UNKNOWN {
            continue;
        }
        let before_council = words.get(index + 1).is_some_and(|next| matches!(next.word, COUNCIL | MEETING));
        let council_words: &[(&str, Word)] = if before_council {
            &[("parish", PARISH), ("town", TOWN), ("city", CITY)]
        } else {
            &[("council", COUNCIL), ("meeting", MEETING)]
        };
        if let Some((_, word)) = council_words.iter().find(|(known, _)| is_typo_of(&words[index].spelling, known)) {
            words[index].word = *word;
        }
    }
    words
}

/// Expands "P/C", "P C" and "o/s", which would split into letters.
pub(super) fn expand_abbreviations(written: &str) -> String {
    let text = format!("{} ", written.replace('\u{a0}', " "));
    let lowercase = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    const EXPANSIONS: [(&str, &str); 8] = [
        (" p/c ", " pc "),
        (" t/c ", " tc "),
        (" p c ", " pc "),
        (" t c ", " tc "),
        (" c c ", " cc "),
        (" o/s ", " on severn "),
        (" u/s ", " on severn "),
        (" o/t ", " on the "),
    ];
    while at < text.len() {
        let found = EXPANSIONS.iter().find(|(abbreviation, _)| lowercase[at..].starts_with(abbreviation));
        if let Some((abbreviation, expansion)) = found {
            out.push_str(expansion.trim_end());
            at += abbreviation.len() - 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        out.push(c);
        at += c.len_utf8();
    }
    // "Upton u/Severn".
    out.replace("u/", "u ").replace("o/", "o ")
}

pub(super) fn word_ids(words: &[WrittenWord]) -> Vec<Word> {
    words.iter().map(|word| word.word).filter(|word| !is_mark(*word)).collect()
}

/// Strips "the clerk to", "Parish Council of" and the like; also returns the kind that they state.
pub(super) fn strip_leading_council_words(words: &[WrittenWord]) -> (&[WrittenWord], Option<Kind>) {
    let mut kind = None;
    let mut start = 0;
    while let Some(word) = words.get(start) {
        let stated = match word.word {
            PARISH | PC => Some(Kind::Parish),
            TOWN | TC => Some(Kind::Town),
            CITY => Some(Kind::City),
            CLERK | CLLR | COUNCIL | COUNCILS | MEETING | FOR | OF | THE | AND => None,
            mark if is_mark(mark) => None,
            _ => break,
        };
        kind = kind.or(stated);
        start += 1;
    }
    (&words[start..], kind)
}

pub(super) fn strip_trailing_council_words(words: &[WrittenWord]) -> (&[WrittenWord], Option<Kind>) {
    let all: Vec<Word> = words.iter().map(|word| word.word).collect();
    let (end, kind) = strip_council_words(&all);
    (&words[..end], kind)
}

/// Index after each "Parish Council", "PC" and the like that follows a name.
pub(super) fn council_word_ends(words: &[WrittenWord]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut after_name = false;
    for (index, word) in words.iter().enumerate() {
        match word.word {
            COUNCIL | COUNCILS | MEETING | PC | TC | CC | PM if after_name => {
                ends.push(index + 1);
                after_name = false;
            }
            PARISH | TOWN | CITY | CLERK | CLLR | AND | FOR | THE | OF => {}
            mark if is_mark(mark) => {}
            _ => after_name = true,
        }
    }
    ends
}
