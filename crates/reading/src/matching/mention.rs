//! Names in running text, and whether they stand as a council's: one pass over the words.

use std::ops::Range;

use super::index::RegisterIndex;
use super::names::NameOrigin;
use super::words::{
    AM, AND, AS, BEHALF, CC, CITY, CLERK, COLON, COMMA, COUNCIL, COUNCILS, FOR, GROUP, IN, LINE, MEETING, OF, PARISH,
    PC, STOP, STREET, TC, THE, TOWN, Token, UNKNOWN, Word, tokens,
};
use crate::matching::trie::{Node, ROOT};
use charter::council::Kind;

/// How a name stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MentionRole {
    /// As a place, which somebody only speaks of.
    Place,
    /// As a council's name.
    Council,
    /// As the name of the council that writes: signed, headed, on its behalf.
    Author,
}

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub node: Node,
    pub kind: Option<Kind>,
    pub role: MentionRole,
    /// The number of the run "A, B and C" that it stands in.
    pub run: usize,
    /// Whether "in" or "near" stands before it.
    pub is_location: bool,
    /// The byte at which it begins, if it has a line to itself or stands over what follows, and no other name beside it.
    pub heads: Option<usize>,
}

/// A name as it is found, before its neighbours are looked at.
struct UnresolvedMention {
    node: Node,
    start: usize,
    /// Behind its last word.
    end: usize,
    /// Behind "Parish Council".
    behind: usize,
    kind: Option<Kind>,
    body: bool,
}

/// So many names of a text are kept; a reply has a handful.
const MAX_MENTIONS: usize = 2_000;
/// The longest run of names that is taken as one.
const MAX_RUN: usize = 16;
/// How far back a clerk is looked for.
const MAX_LOOKBACK: usize = 8;

/// Names that are words of the language too: places only where a council is named.
const COMMON_WORDS: [&str; 30] = [
    "more", "stone", "rock", "ford", "badger", "barrow", "wick", "lea", "stock", "hill", "moor", "eye", "clive",
    "heath", "trench", "pant", "border", "gorge", "foreign", "hope", "broadway", "leigh", "norton", "sutton", "ashton",
    "nash", "bradley", "grafton", "church", "elton",
];

impl RegisterIndex {
    /// The names in a text, in its order.
    pub(super) fn mentions(&self, text: &str) -> Vec<Mention> {
        let tokens = tokens(text, &self.vocabulary);
        let mut mentions = Vec::new();
        let mut run: Vec<UnresolvedMention> = Vec::new();
        let (mut at, mut number) = (0, 0);
        while at < tokens.len() && mentions.len() < MAX_MENTIONS {
            let Some(raw) = self.name_at(&tokens, at) else {
                at += 1;
                continue;
            };
            at = raw.behind;
            let joined =
                run.last().is_some_and(|last| run.len() < MAX_RUN && is_conjunction(&tokens[last.behind..raw.start]));
            if !joined {
                number += 1;
                self.finish(&tokens, &run, number, &mut mentions);
                run.clear();
            }
            run.push(raw);
        }
        self.finish(&tokens, &run, number + 1, &mut mentions);
        mentions
    }

    /// The longest name that begins here.
    fn name_at(&self, tokens: &[Token], start: usize) -> Option<UnresolvedMention> {
        let mut node = self.tree.child(ROOT, tokens[start].word)?;
        let mut best = None;
        let mut end = start + 1;
        loop {
            if self.tree.is_end(node) {
                best = Some((node, end));
            }
            let Some(next) = tokens.get(end) else { break };
            // "Eye, Moreton and Ashton".
            let (word, used) = match (next.word, tokens.get(end + 1)) {
                (COMMA, Some(after)) => (after.word, 2),
                (word, _) => (word, 1),
            };
            let Some(step) = self.tree.child(node, word) else { break };
            node = step;
            end += used;
        }
        let (node, end) = best?;
        let (behind, kind, body) = parse_body(tokens, end);
        Some(UnresolvedMention { node, start, end, behind, kind, body })
    }

    /// What a run of names comes to: "A, B and C Parish Councils" are three councils.
    fn finish(&self, tokens: &[Token], run: &[UnresolvedMention], number: usize, mentions: &mut Vec<Mention>) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let body = run.iter().any(|raw| raw.body);
        let by_clerk = is_signed_by_clerk(tokens, first.start..last.behind, body);
        let stands = stands_alone(tokens, first.start, last.behind);
        let heads = stands || (body && begins_sentence(tokens, first.start, last.behind));
        let heads = Some(tokens[first.start].start).filter(|_| heads && run.len() == 1);
        let before = tokens[..first.start].iter().rev().find(|token| token.word != THE);
        let is_location = before.is_some_and(|token| token.word == IN);
        for raw in run {
            let is_council = raw.body || last.body || by_clerk;
            let role = match is_council {
                true if by_clerk || (body && stands) => MentionRole::Author,
                true => MentionRole::Council,
                false => MentionRole::Place,
            };
            if role == MentionRole::Place && !self.is_place(tokens, raw) {
                continue;
            }
            let kind = if raw.body { raw.kind } else { last.kind };
            mentions.push(Mention { node: raw.node, kind, role, run: number, is_location, heads });
        }
    }

    /// Whether a name without "Parish Council" is a place, and not a word, a street or half of another name.
    fn is_place(&self, tokens: &[Token], raw: &UnresolvedMention) -> bool {
        let single = raw.end == raw.start + 1;
        let street = tokens.get(raw.end).is_some_and(|next| next.word == STREET);
        let whole = self.tree.names_at(raw.node).any(|(_, name)| name.origin != NameOrigin::Part);
        tokens[raw.start].capital
            && !street
            && whole
            && !(single && COMMON_WORDS.contains(&self.vocabulary.spelt(tokens[raw.start].word)))
    }
}

/// Where "Parish Council" and the like end behind a name, what sort they say, and whether they say a council at all.
fn parse_body(tokens: &[Token], end: usize) -> (usize, Option<Kind>, bool) {
    let word = |at: usize| tokens.get(at).map_or(UNKNOWN, |token| token.word);
    let mut at = end;
    let mut kind = None;
    if word(at) == GROUP {
        kind = Some(Kind::Group);
        at += 1;
    }
    let (sort, short) = match word(at) {
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
        return (at, kind.or(Some(sort)), true);
    }
    // The line may break between the two words.
    let broken = usize::from(word(at) == LINE);
    match word(at + broken) {
        COUNCIL | COUNCILS => (at + broken + 1, kind.or(Some(sort)), true),
        MEETING => (at + broken + 1, Some(Kind::ParishMeeting), true),
        CLERK => (at, kind.or(Some(sort)), true),
        _ => (end, None, false),
    }
}

/// Whether what stands between two names joins them.
fn is_conjunction(between: &[Token]) -> bool {
    let linking = |word: Word| matches!(word, AND | COMMA | THE);
    between.len() <= 3
        && between.iter().all(|token| linking(token.word))
        && between.iter().any(|token| token.word != THE)
}

/// Whether a clerk's signature or "on behalf of" stands before a name. One that is not said to be a council's has to follow
/// at once: below "Clerk" there may be the name of a person or of a house.
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

/// Whether "Clerk" begins a line or a clause: "the clerk of Wem told us" is nobody's signature, nor is "cc: the Clerk".
fn begins_clause(tokens: &[Token], clerk: usize, ends: bool) -> bool {
    let skipped = |token: &Token| matches!(token.word, THE | PARISH | TOWN | CLERK | AND);
    let Some(before) = tokens[..clerk].iter().rposition(|token| !skipped(token)) else {
        return clerk == 0 || tokens[clerk - 1].word != THE || (tokens[clerk].capital && ends);
    };
    let the = tokens[clerk - 1].word == THE;
    let copied = || before > 0 && matches!(tokens[before - 1].word, CC | FOR);
    match tokens[before].word {
        AM => true,
        AS => !the,
        COLON if copied() => false,
        LINE | COMMA | COLON | STOP => !the || (tokens[clerk].capital && ends),
        _ => false,
    }
}

/// Whether a council's full name begins a line, and a dash or a full stop stands behind it: "Wem Town Council - yes."
fn begins_sentence(tokens: &[Token], start: usize, behind: usize) -> bool {
    let begins = start == 0 || tokens[start - 1].word == LINE;
    begins && tokens.get(behind).is_some_and(|token| token.word == STOP)
}

/// Whether a council's name has a line to itself, or heads what follows: "Wem TC:".
fn stands_alone(tokens: &[Token], start: usize, behind: usize) -> bool {
    let before = start == 0
        || matches!(tokens[start - 1].word, LINE | STOP)
        || (tokens[start - 1].word == THE && (start == 1 || tokens[start - 2].word == LINE));
    let after = tokens.get(behind).map(|token| token.word);
    let dash = after == Some(STOP) && tokens.get(behind + 1).is_none_or(|next| next.word == LINE);
    let clerk =
        after == Some(CLERK) && tokens.get(behind + 1).is_none_or(|next| matches!(next.word, LINE | STOP | COMMA));
    let comma = after == Some(COMMA) && tokens.get(behind + 1).is_none_or(|next| matches!(next.word, LINE | CLERK));
    before && (after.is_none() || matches!(after, Some(LINE | COLON)) || dash || clerk || comma)
}
