//! Finds council names in running text in one pass, and how each is used.

use std::ops::Range;

use super::index::RegisterIndex;
use super::name_variants::NameOrigin;
use super::tokenizer::{
    AM, AND, AS, BEHALF, CC, CITY, CLERK, COLON, COMMA, COUNCIL, COUNCILS, FOR, GROUP, IN, LINE, MEETING, OF, PARISH,
    PC, STOP, STREET, TC, THE, TOWN, Token, UNKNOWN, Word, tokens,
};
use crate::matching::name_trie::{Node, ROOT};
use charter::council::Kind;

/// How a name is used in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MentionRole {
    /// As a place that somebody speaks of.
    Place,
    /// As a council's name.
    Council,
    /// As the name of the council that writes: in a signature, a heading, "on behalf of".
    Author,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub node: Node,
    pub kind: Option<Kind>,
    pub role: MentionRole,
    /// Number of the run "A, B and C" that contains it.
    pub run: usize,
    /// Byte offset of the name.
    pub at: usize,
    /// Whether "in" or "near" stands before it.
    pub is_location: bool,
    /// Byte offset of the name, if it alone heads a line or what follows.
    pub heading_at: Option<usize>,
    /// The bytes of an area beside the name: a county after a comma, or in the lines below a signature.
    pub area: Option<(usize, usize)>,
}

/// A name before its neighbours are read.
struct UnresolvedMention {
    node: Node,
    start: usize,
    /// Index after its last word.
    end: usize,
    /// Index after "Parish Council" and the like.
    body_end: usize,
    kind: Option<Kind>,
    body: bool,
}

/// Limit for hostile texts; a reply names a handful.
const MAX_MENTIONS: usize = 2_000;
/// Longest run of names that belong together.
const MAX_RUN: usize = 16;
/// Parts of a signature, between commas and line ends, in which an area is looked for.
const MAX_ADDRESS_PARTS: usize = 7;
const MAX_AREA_WORDS: usize = 4;
/// How many tokens back "Clerk" is looked for.
const MAX_LOOKBACK: usize = 8;

/// Names that are also common words: places only where a council is named.
const COMMON_WORDS: [&str; 30] = [
    "more", "stone", "rock", "ford", "badger", "barrow", "wick", "lea", "stock", "hill", "moor", "eye", "clive",
    "heath", "trench", "pant", "border", "gorge", "foreign", "hope", "broadway", "leigh", "norton", "sutton", "ashton",
    "nash", "bradley", "grafton", "church", "elton",
];

impl RegisterIndex {
    /// Mentions in the order of the text.
    pub(super) fn mentions(&self, text: &str) -> Vec<Mention> {
        let tokens = tokens(text, &self.vocabulary);
        let mut mentions = Vec::new();
        let mut run: Vec<UnresolvedMention> = Vec::new();
        let (mut at, mut run_number) = (0, 0);
        while at < tokens.len() && mentions.len() < MAX_MENTIONS {
            let Some(name) = self.name_at(&tokens, at) else {
                at += 1;
                continue;
            };
            at = name.body_end;
            let joined = run
                .last()
                .is_some_and(|last| run.len() < MAX_RUN && is_conjunction(&tokens[last.body_end..name.start]));
            if !joined {
                run_number += 1;
                self.push_mentions(text, &tokens, &run, run_number, &mut mentions);
                run.clear();
            }
            run.push(name);
        }
        self.push_mentions(text, &tokens, &run, run_number + 1, &mut mentions);
        mentions
    }

    /// The longest name that starts here.
    fn name_at(&self, tokens: &[Token], start: usize) -> Option<UnresolvedMention> {
        let mut node = self.trie.child(ROOT, tokens[start].word)?;
        let mut best = None;
        let mut end = start + 1;
        loop {
            if self.trie.is_end(node) {
                best = Some((node, end));
            }
            let Some(next) = tokens.get(end) else { break };
            // "Eye, Moreton and Ashton".
            let (word, consumed) = match (next.word, tokens.get(end + 1)) {
                (COMMA, Some(after)) => (after.word, 2),
                (word, _) => (word, 1),
            };
            let Some(child) = self.trie.child(node, word) else { break };
            node = child;
            end += consumed;
        }
        let (node, end) = best?;
        let (body_end, kind, body) = parse_body(tokens, end);
        Some(UnresolvedMention { node, start, end, body_end, kind, body })
    }

    /// Adds a run of names: "A, B and C Parish Councils" are three councils.
    fn push_mentions(
        &self,
        text: &str,
        tokens: &[Token],
        run: &[UnresolvedMention],
        run_number: usize,
        mentions: &mut Vec<Mention>,
    ) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let body = run.iter().any(|name| name.body);
        let by_clerk = is_signed_by_clerk(tokens, first.start..last.body_end, body);
        let alone = stands_alone(tokens, first.start, last.body_end);
        let heading_at = alone || (body && begins_sentence(tokens, first.start, last.body_end));
        let heading_at = Some(tokens[first.start].start).filter(|_| heading_at && run.len() == 1);
        let before = tokens[..first.start].iter().rev().find(|token| token.word != THE);
        let is_location = before.is_some_and(|token| token.word == IN);
        for name in run {
            let is_council = name.body || last.body || by_clerk;
            let role = match is_council {
                true if by_clerk || (body && alone) => MentionRole::Author,
                true => MentionRole::Council,
                false => MentionRole::Place,
            };
            if role == MentionRole::Place && !self.is_place(tokens, name) {
                continue;
            }
            let kind = if name.body { name.kind } else { last.kind };
            let parts = if role == MentionRole::Author { MAX_ADDRESS_PARTS } else { 1 };
            let area = self.area_after(text, &tokens[last.body_end..], parts);
            mentions.push(Mention {
                node: name.node,
                at: tokens[name.start].start,
                kind,
                role,
                run: run_number,
                is_location,
                heading_at,
                area,
            });
        }
    }

    /// The area in the parts after a name: "Whitchurch Town Council, Hampshire", or the last line of an address.
    fn area_after(&self, text: &str, tokens: &[Token], most_parts: usize) -> Option<(usize, usize)> {
        let is_separator = |token: &Token| matches!(token.word, COMMA | LINE | STOP);
        if !tokens.first().is_some_and(is_separator) {
            return None;
        }
        let parts = tokens.split(is_separator).filter(|part| !part.is_empty()).take(most_parts);
        parts.filter(|part| part[0].capital).find_map(|part| {
            // A post code may follow.
            let is_letters = |token: &&Token| !text[token.start..token.end].contains(|c: char| c.is_ascii_digit());
            let words = part.iter().take_while(is_letters).take(MAX_AREA_WORDS + 1).count();
            let (first, last) = (part.first()?, part.get(words.checked_sub(1)?)?);
            let area = (first.start, last.end);
            (words <= MAX_AREA_WORDS && self.areas.find(&text[area.0..area.1]).is_some()).then_some(area)
        })
    }

    /// Whether a name without "Parish Council" is a place, and not a common word, a street or half of another name.
    fn is_place(&self, tokens: &[Token], name: &UnresolvedMention) -> bool {
        let is_one_word = name.end == name.start + 1;
        let street = tokens.get(name.end).is_some_and(|next| next.word == STREET);
        let whole = self.trie.names_at(name.node).any(|(_, name)| name.origin != NameOrigin::Part);
        tokens[name.start].capital
            && !street
            && whole
            && !(is_one_word && COMMON_WORDS.contains(&self.vocabulary.spelling(tokens[name.start].word)))
    }
}

/// Reads "Parish Council" and the like after a name: the index after it, the kind, and whether it says a council at all.
pub(super) fn parse_body(tokens: &[Token], end: usize) -> (usize, Option<Kind>, bool) {
    let word = |at: usize| tokens.get(at).map_or(UNKNOWN, |token| token.word);
    let mut at = end;
    let mut kind = None;
    if word(at) == GROUP {
        kind = Some(Kind::Group);
        at += 1;
    }
    let (council_kind, short) = match word(at) {
        PARISH => (Kind::Parish, false),
        TOWN => (Kind::Town, false),
        CITY => (Kind::City, false),
        PC => (Kind::Parish, true),
        TC => (Kind::Town, true),
        CC if tokens[at].capital => (Kind::City, true),
        COUNCIL | COUNCILS => return (at + 1, kind, true),
        CLERK if kind.is_none() => return (at + 1, None, true),
        _ => return (at, kind, kind.is_some()),
    };
    at += 1;
    if short {
        return (at, kind.or(Some(council_kind)), true);
    }
    // The line may break between the two words.
    let line_break = usize::from(word(at) == LINE);
    match word(at + line_break) {
        COUNCIL | COUNCILS => (at + line_break + 1, kind.or(Some(council_kind)), true),
        MEETING => (at + line_break + 1, Some(Kind::ParishMeeting), true),
        CLERK => (at, kind.or(Some(council_kind)), true),
        _ => (end, None, false),
    }
}

fn is_conjunction(between: &[Token]) -> bool {
    let joins = |word: Word| matches!(word, AND | COMMA | THE);
    between.len() <= 3 && between.iter().all(|token| joins(token.word)) && between.iter().any(|token| token.word != THE)
}

/// Whether a clerk's signature or "on behalf of" stands before a name. A name without "Council" must follow at once: below
/// "Clerk" the name of a person or a house may stand.
fn is_signed_by_clerk(tokens: &[Token], run: Range<usize>, body: bool) -> bool {
    let ends = tokens.get(run.end).is_none_or(|next| matches!(next.word, LINE | STOP | COMMA));
    let (mut lines, mut linked) = (0, false);
    for at in (run.start.saturating_sub(MAX_LOOKBACK)..run.start).rev() {
        match tokens[at].word {
            BEHALF => return body || ends,
            CLERK => return (body || (ends && linked)) && begins_clause(tokens, at, ends),
            LINE | STOP | COLON if body => lines += usize::from(tokens[at].word == LINE),
            FOR | OF | COMMA => linked = true,
            THE | PARISH | TOWN | COUNCIL | COUNCILS | MEETING | AND => {}
            _ => return false,
        }
        if lines > 1 {
            return false;
        }
    }
    false
}

/// Whether "Clerk" starts a line or a clause: "the clerk of Wem told us" and "cc: the Clerk" are no signatures.
fn begins_clause(tokens: &[Token], clerk: usize, ends: bool) -> bool {
    let skipped = |token: &Token| matches!(token.word, THE | PARISH | TOWN | CLERK | AND);
    let Some(before) = tokens[..clerk].iter().rposition(|token| !skipped(token)) else {
        return clerk == 0 || tokens[clerk - 1].word != THE || (tokens[clerk].capital && ends);
    };
    let has_article = tokens[clerk - 1].word == THE;
    let is_copy_list = || before > 0 && matches!(tokens[before - 1].word, CC | FOR);
    match tokens[before].word {
        AM => true,
        AS => !has_article,
        COLON if is_copy_list() => false,
        LINE | COMMA | COLON | STOP => !has_article || (tokens[clerk].capital && ends),
        _ => false,
    }
}

/// Whether a council's full name starts a line and ends a phrase: "Wem Town Council - yes."
fn begins_sentence(tokens: &[Token], start: usize, body_end: usize) -> bool {
    let starts_line = start == 0 || tokens[start - 1].word == LINE;
    starts_line && tokens.get(body_end).is_some_and(|token| token.word == STOP)
}

/// Whether a council's name has its own line or heads what follows: "Wem TC:".
pub(super) fn stands_alone(tokens: &[Token], start: usize, body_end: usize) -> bool {
    let before = start == 0
        || matches!(tokens[start - 1].word, LINE | STOP)
        || (tokens[start - 1].word == THE && (start == 1 || tokens[start - 2].word == LINE));
    let after = tokens.get(body_end).map(|token| token.word);
    let dash = after == Some(STOP) && tokens.get(body_end + 1).is_none_or(|next| next.word == LINE);
    let clerk =
        after == Some(CLERK) && tokens.get(body_end + 1).is_none_or(|next| matches!(next.word, LINE | STOP | COMMA));
    let comma = after == Some(COMMA) && tokens.get(body_end + 1).is_none_or(|next| matches!(next.word, LINE | CLERK));
    before && (after.is_none() || matches!(after, Some(LINE | COLON)) || dash || clerk || comma)
}
