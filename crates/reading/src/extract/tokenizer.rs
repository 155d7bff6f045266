//! Splits text into words and punctuation marks with their positions, and folds each word once.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::word_set::{HASH_SEED, WordSet, hash, hash_step};
use charter::incoming::Span;

/// Only this much of a text is read, in bytes; no clerk writes more.
const MAX_BYTES: usize = 200_000;

/// The separator before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing, or a hyphen between letters.
    Tight,
    Space,
    Line,
    /// A blank line, or the start of the text.
    Blank,
}

/// A word or a punctuation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Byte offset of its start.
    pub from: usize,
    /// Byte offset after its end.
    pub to: usize,
    pub gap: Gap,
    /// `None` for a word.
    pub punctuation: Option<char>,
    /// Hash of the folded word, for [`WordSet`].
    pub hash: u32,
    folded: (u32, u32),
}

pub(super) struct Text<'a> {
    /// As written, cut after [`MAX_BYTES`].
    pub raw: &'a str,
    pub tokens: Vec<Token>,
    folded: String,
}

/// A folded word: its hash, and its byte range in `Text::folded`.
struct Folded {
    hash: u32,
    range: (u32, u32),
}

fn to_index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'a> Text<'a> {
    /// Splits a text. A hyphen between letters separates two words and is no mark ("anti-social", "e-mail"). An apostrophe
    /// inside a word is kept and straightened. Invisible characters are dropped.
    pub fn new(raw: &'a str) -> Self {
        let mut end = raw.len().min(MAX_BYTES);
        while !raw.is_char_boundary(end) {
            end -= 1;
        }
        let raw = &raw[..end];
        // Folded ASCII words keep their offsets; those of other words are appended.
        let mut text = Self { raw, tokens: Vec::with_capacity(end / 4), folded: raw.to_ascii_lowercase() };
        let mut gap = Gap::Blank;
        let mut at = 0;
        while at < end {
            let (word, next) = text.word_from(at, end);
            if let Some(folded) = word {
                text.tokens.push(Token {
                    from: at,
                    to: next,
                    gap,
                    punctuation: None,
                    hash: folded.hash,
                    folded: folded.range,
                });
                (gap, at) = (Gap::Tight, next);
                // A hyphen between two words.
                let hyphen = raw[at..end].chars().next().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'));
                let next_word = hyphen.filter(|c| text.letter_at(at + c.len_utf8(), end));
                at += next_word.map_or(0, char::len_utf8);
                continue;
            }
            let c = raw[at..end].chars().next().unwrap_or(' ');
            let next = at + c.len_utf8();
            match c {
                ' ' => gap = gap.max(Gap::Space),
                '\n' | '\u{2028}' | '\u{2029}' => gap = if gap >= Gap::Line { Gap::Blank } else { Gap::Line },
                c if c.is_whitespace() || is_invisible(c) => gap = gap.max(Gap::Space),
                c => {
                    text.tokens.push(Token { from: at, to: next, gap, punctuation: Some(c), hash: 0, folded: (0, 0) });
                    gap = Gap::Tight;
                }
            }
            at = next;
        }
        text
    }

    /// The word that starts at a byte, if any, and the byte after it.
    fn word_from(&mut self, start: usize, end: usize) -> (Option<Folded>, usize) {
        let bytes = &self.folded.as_bytes()[..end];
        let (mut at, mut hash) = (start, HASH_SEED);
        // Fast path: most of any text is ASCII.
        while at < end && IS_ASCII_ALPHANUMERIC[usize::from(bytes[at])] {
            hash = hash_step(hash, bytes[at]);
            at += 1;
        }
        let is_ascii_word = bytes.get(at).is_none_or(|byte| byte.is_ascii() && *byte != b'\'');
        match is_ascii_word {
            true if at == start => (None, at),
            true => (Some(Folded { hash, range: (to_index(start), to_index(at)) }), at),
            false => self.non_ascii_word_from(start, end),
        }
    }

    /// The same for a word with an apostrophe or non-ASCII letters.
    fn non_ascii_word_from(&mut self, start: usize, end: usize) -> (Option<Folded>, usize) {
        let before = self.folded.len();
        let mut at = start;
        while let Some(c) = self.raw[at..end].chars().next() {
            let next = at + c.len_utf8();
            let in_word = c.is_alphanumeric()
                || at > start
                    && (matches!(c, '\'' | '’' | '‘') && self.letter_at(next, end)
                        || !c.is_ascii() && (is_combining_mark(c) || is_invisible(c)));
            if !in_word {
                break;
            }
            match c {
                c if c.is_ascii() => self.folded.push(c.to_ascii_lowercase()),
                '’' | '‘' => self.folded.push('\''),
                c if c.is_alphanumeric() => self.folded.extend(c.to_lowercase()),
                _ => {}
            }
            at = next;
        }
        let word = &self.folded.as_bytes()[before..];
        let hash = hash(word, 0, word.len());
        let folded = Folded { hash, range: (to_index(before), to_index(self.folded.len())) };
        (Some(folded).filter(|_| at > start), at)
    }

    fn letter_at(&self, at: usize, end: usize) -> bool {
        self.raw[at..end].chars().next().is_some_and(char::is_alphanumeric)
    }

    /// Keeps the tokens for which `kept` is true. A token after dropped ones gets the widest gap among them.
    pub fn retain(&mut self, kept: &[bool]) {
        let mut gap = Gap::Tight;
        let mut kept = kept.iter();
        self.tokens.retain_mut(|token| {
            gap = gap.max(token.gap);
            let keep = kept.next().is_none_or(|keep| *keep);
            if keep {
                token.gap = std::mem::replace(&mut gap, Gap::Tight);
            }
            keep
        });
    }

    /// The folded word; empty for a mark and past the end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.folded[token.folded.0 as usize..token.folded.1 as usize])
    }

    #[inline]
    pub fn is(&self, at: usize, words: &WordSet) -> bool {
        self.tokens.get(at).is_some_and(|token| words.has(token.hash))
    }

    /// Whether one of these tokens is one of these words.
    pub fn has_any(&self, mut tokens: Range<usize>, words: &WordSet) -> bool {
        tokens.any(|at| self.is(at, words))
    }

    pub fn punctuation(&self, at: usize) -> Option<char> {
        self.tokens.get(at).and_then(|token| token.punctuation)
    }

    /// The gap before the token; [`Gap::Blank`] past the end.
    pub fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Blank, |token| token.gap)
    }

    /// Whether a word starts with a capital or a digit.
    pub fn is_capitalized(&self, at: usize) -> bool {
        let first = self.tokens.get(at).and_then(|token| self.raw[token.from..].chars().next());
        first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }

    /// Whether two ranges contain the same words, whatever the marks between them.
    pub fn has_same_words(&self, one: (usize, usize), other: (usize, usize)) -> bool {
        let words = |(first, end): (usize, usize)| (first..end).map(|at| self.word(at)).filter(|word| !word.is_empty());
        words(one).eq(words(other))
    }

    pub fn word_count(&self, first: usize, end: usize) -> usize {
        self.tokens[first..end.max(first)].iter().filter(|token| token.punctuation.is_none()).count()
    }

    /// Byte range of the tokens from `first` up to `end`.
    pub fn span(&self, first: usize, end: usize) -> Span {
        Span { from: self.tokens[first].from, to: self.tokens[end.max(first + 1) - 1].to }
    }

    pub fn raw_slice(&self, first: usize, end: usize) -> &'a str {
        let span = self.span(first, end);
        &self.raw[span.from..span.to]
    }

    /// The words as written, on one line.
    pub fn slice(&self, first: usize, end: usize) -> String {
        let raw = self.raw_slice(first, end);
        if !raw.contains(['\n', '\r', '\t', '\u{a0}']) {
            return raw.to_owned();
        }
        let mut line = String::with_capacity(raw.len());
        for word in raw.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        line
    }
}

/// By byte.
const IS_ASCII_ALPHANUMERIC: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0_u8);
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Zero-width characters, soft hyphens and bidirectional controls.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::{Gap, Text};

    #[test]
    fn words_and_marks_are_separated() {
        let text = Text::new("Anti-social – don’t, e-mail\u{200b}s\n\nA49. Café");
        let words: Vec<String> = (0..text.tokens.len())
            .map(|at| text.punctuation(at).map_or_else(|| text.word(at).to_owned(), String::from))
            .collect();
        assert_eq!(words.join("|"), "anti|social|–|don't|,|e|mails|a49|.|café");
        assert_eq!(text.gap(7), Gap::Blank);
        assert_eq!(text.slice(0, 2), "Anti-social");
    }
}
