//! The words of a name as somebody wrote it, and those for the sort of council among them.

use super::names::strip_body_words;
use super::typing_errors::is_typo_of;
use super::words::{
    AND, CC, CITY, CLERK, CLLR, COUNCIL, COUNCILS, FOR, MEETING, OF, PARISH, PC, PM, RawToken, TC, THE, TOWN, UNKNOWN,
    Vocabulary, Word, is_mark, tokenize,
};
use charter::council::Kind;

/// A word of what was written.
#[derive(Clone, Debug)]
pub(super) struct WrittenWord {
    pub word: Word,
    /// As it is compared letter by letter.
    pub spelt: String,
    /// Where it stands, in bytes.
    pub start: usize,
    pub end: usize,
}

/// The words of a name, with "Coucil" and the like mended.
pub(super) fn split_words(text: &str, vocabulary: &Vocabulary) -> Vec<WrittenWord> {
    let mut words = Vec::new();
    tokenize(text, |piece| {
        words.push(match piece {
            RawToken::Word { folded, start, end, .. } => {
                let word = vocabulary.number(folded);
                let spelt = if word == UNKNOWN { folded } else { vocabulary.spelt(word) };
                WrittenWord { word, spelt: spelt.to_owned(), start, end }
            }
            RawToken::Mark(word, start) => {
                WrittenWord { word, spelt: vocabulary.spelt(word).to_owned(), start, end: start + 1 }
            }
        });
    });
    for place in (1..words.len()).rev() {
        if words[place].word != UNKNOWN {
            continue;
        }
        let before_body = words.get(place + 1).is_some_and(|next| matches!(next.word, COUNCIL | MEETING));
        let bodies: &[(&str, Word)] = if before_body {
            &[("parish", PARISH), ("town", TOWN), ("city", CITY)]
        } else {
            &[("council", COUNCIL), ("meeting", MEETING)]
        };
        if let Some((_, word)) = bodies.iter().find(|(known, _)| is_typo_of(&words[place].spelt, known)) {
            words[place].word = *word;
        }
    }
    words
}

/// "P/C", "P C" and "o/s", which would fall into letters.
pub(super) fn expand_abbreviations(written: &str) -> String {
    let padded = format!("{} ", written.replace('\u{a0}', " "));
    let lower = padded.to_ascii_lowercase();
    let mut out = String::with_capacity(padded.len());
    let mut at = 0;
    const LETTERS: [(&str, &str); 8] = [
        (" p/c ", " pc "),
        (" t/c ", " tc "),
        (" p c ", " pc "),
        (" t c ", " tc "),
        (" c c ", " cc "),
        (" o/s ", " on severn "),
        (" u/s ", " on severn "),
        (" o/t ", " on the "),
    ];
    while at < padded.len() {
        let found = LETTERS.iter().find(|(short, _)| lower[at..].starts_with(short));
        if let Some((short, long)) = found {
            out.push_str(long.trim_end());
            at += short.len() - 1;
            continue;
        }
        let Some(c) = padded[at..].chars().next() else { break };
        out.push(c);
        at += c.len_utf8();
    }
    // "Upton u/Severn".
    out.replace("u/", "u ").replace("o/", "o ")
}

pub(super) fn word_numbers(words: &[WrittenWord]) -> Vec<Word> {
    words.iter().map(|word| word.word).filter(|word| !is_mark(*word)).collect()
}

/// Without "the clerk to", "Parish Council of"; and what sort of council that said.
pub(super) fn strip_leading_body(words: &[WrittenWord]) -> (&[WrittenWord], Option<Kind>) {
    let mut kind = None;
    let mut start = 0;
    while let Some(written) = words.get(start) {
        let said = match written.word {
            PARISH | PC => Some(Kind::Parish),
            TOWN | TC => Some(Kind::Town),
            CITY => Some(Kind::City),
            CLERK | CLLR | COUNCIL | COUNCILS | MEETING | FOR | OF | THE | AND => None,
            mark if is_mark(mark) => None,
            _ => break,
        };
        kind = kind.or(said);
        start += 1;
    }
    (&words[start..], kind)
}

pub(super) fn strip_trailing_body(words: &[WrittenWord]) -> (&[WrittenWord], Option<Kind>) {
    let all: Vec<Word> = words.iter().map(|word| word.word).collect();
    let (end, kind) = strip_body_words(&all);
    (&words[..end], kind)
}

/// Where each "Parish Council", "PC" and the like ends, if a name stands before it.
pub(super) fn body_ends(words: &[WrittenWord]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut named = false;
    for (place, written) in words.iter().enumerate() {
        match written.word {
            COUNCIL | COUNCILS | MEETING | PC | TC | CC | PM if named => {
                ends.push(place + 1);
                named = false;
            }
            PARISH | TOWN | CITY | CLERK | CLLR | AND | FOR | THE | OF => {}
            mark if is_mark(mark) => {}
            _ => named = true,
        }
    }
    ends
}
