//! A text as words and marks, folded once, each with its place in the text as it was written.

use unicode_normalization::char::is_combining_mark;

use super::word_set::{HASH_SEED, WordSet, hash, hash_step};
use charter::incoming::Span;

/// As much of a text as is read, in bytes; no clerk writes more.
const MAX_BYTES: usize = 200_000;

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing, or a hyphen between letters.
    Tight,
    /// White space.
    Space,
    /// The end of a line.
    Line,
    /// A blank line, or the beginning of the text.
    Blank,
}

/// A word or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it begins, in bytes of the text.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What stands before it.
    pub gap: Gap,
    /// The mark; none for a word.
    pub punctuation: Option<char>,
    /// Of a word, for looking it up.
    pub hash: u32,
    folded: (u32, u32),
}

/// A text in tokens.
pub(super) struct Text<'a> {
    /// As it was written, up to [`MAX_BYTES`].
    pub raw: &'a str,
    /// Its words and marks in order.
    pub tokens: Vec<Token>,
    folded: String,
}

/// A word as it is compared: its hash, and where it stands among the folds.
struct Folded {
    hash: u32,
    place: (u32, u32),
}

fn to_index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'a> Text<'a> {
    /// Splits a text. A hyphen between letters parts two words and is no mark ("anti-social", "e-mail"); an apostrophe
    /// inside a word stays, straight; whatever has no shape of its own is passed over.
    pub fn new(raw: &'a str) -> Self {
        let mut end = raw.len().min(MAX_BYTES);
        while !raw.is_char_boundary(end) {
            end -= 1;
        }
        let raw = &raw[..end];
        // The folds of plain words lie where the words themselves do; those of others come behind them.
        let mut text = Self { raw, tokens: Vec::with_capacity(end / 4), folded: raw.to_ascii_lowercase() };
        let mut gap = Gap::Blank;
        let mut at = 0;
        while at < end {
            let (word, behind) = text.word_from(at, end);
            if let Some(folded) = word {
                text.tokens.push(Token {
                    from: at,
                    to: behind,
                    gap,
                    punctuation: None,
                    hash: folded.hash,
                    folded: folded.place,
                });
                (gap, at) = (Gap::Tight, behind);
                // A hyphen between two words.
                let hyphen = raw[at..end].chars().next().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'));
                let parts = hyphen.filter(|c| text.letter_at(at + c.len_utf8(), end));
                at += parts.map_or(0, char::len_utf8);
                continue;
            }
            let c = raw[at..end].chars().next().unwrap_or(' ');
            let behind = at + c.len_utf8();
            match c {
                ' ' => gap = gap.max(Gap::Space),
                '\n' | '\u{2028}' | '\u{2029}' => gap = if gap >= Gap::Line { Gap::Blank } else { Gap::Line },
                c if c.is_whitespace() || is_invisible(c) => gap = gap.max(Gap::Space),
                c => {
                    text.tokens.push(Token {
                        from: at,
                        to: behind,
                        gap,
                        punctuation: Some(c),
                        hash: 0,
                        folded: (0, 0),
                    });
                    gap = Gap::Tight;
                }
            }
            at = behind;
        }
        text
    }

    /// The word that begins at a byte, if one does, and the byte after it.
    fn word_from(&mut self, start: usize, end: usize) -> (Option<Folded>, usize) {
        let bytes = &self.folded.as_bytes()[..end];
        let (mut at, mut hash) = (start, HASH_SEED);
        // Plain letters and figures are most of any text.
        while at < end && IS_ASCII_ALPHANUMERIC[usize::from(bytes[at])] {
            hash = hash_step(hash, bytes[at]);
            at += 1;
        }
        let stands = bytes.get(at).is_none_or(|byte| byte.is_ascii() && *byte != b'\'');
        match stands {
            true if at == start => (None, at),
            true => (Some(Folded { hash, place: (to_index(start), to_index(at)) }), at),
            false => self.odd_word_from(start, end),
        }
    }

    /// The same where the word has an apostrophe or letters that are not plain.
    fn odd_word_from(&mut self, start: usize, end: usize) -> (Option<Folded>, usize) {
        let before = self.folded.len();
        let mut at = start;
        while let Some(c) = self.raw[at..end].chars().next() {
            let behind = at + c.len_utf8();
            let taken = c.is_alphanumeric()
                || at > start
                    && (matches!(c, '\'' | '’' | '‘') && self.letter_at(behind, end)
                        || !c.is_ascii() && (is_combining_mark(c) || is_invisible(c)));
            if !taken {
                break;
            }
            match c {
                c if c.is_ascii() => self.folded.push(c.to_ascii_lowercase()),
                '’' | '‘' => self.folded.push('\''),
                c if c.is_alphanumeric() => self.folded.extend(c.to_lowercase()),
                _ => {}
            }
            at = behind;
        }
        let word = &self.folded.as_bytes()[before..];
        let hash = hash(word, 0, word.len());
        let folded = Folded { hash, place: (to_index(before), to_index(self.folded.len())) };
        (Some(folded).filter(|_| at > start), at)
    }

    fn letter_at(&self, at: usize, end: usize) -> bool {
        self.raw[at..end].chars().next().is_some_and(char::is_alphanumeric)
    }

    /// Drops the tokens that are not kept. The next token takes over the widest gap before them.
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

    /// The folded word; blank for a mark and beyond the end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.folded[token.folded.0 as usize..token.folded.1 as usize])
    }

    /// Whether the token is one of these words.
    #[inline]
    pub fn is(&self, at: usize, words: &WordSet) -> bool {
        self.tokens.get(at).is_some_and(|token| words.has(token.hash))
    }

    /// The mark, if it is one.
    pub fn punctuation(&self, at: usize) -> Option<char> {
        self.tokens.get(at).and_then(|token| token.punctuation)
    }

    /// What stands before the token; a blank line beyond the end.
    pub fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Blank, |token| token.gap)
    }

    /// Whether a word is written with a capital or begins with a figure.
    pub fn is_capitalized(&self, at: usize) -> bool {
        let first = self.tokens.get(at).and_then(|token| self.raw[token.from..].chars().next());
        first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }

    /// Whether the same words stand in two places, whatever the marks between them.
    pub fn has_same_words(&self, one: (usize, usize), other: (usize, usize)) -> bool {
        let words = |(first, end): (usize, usize)| (first..end).map(|at| self.word(at)).filter(|word| !word.is_empty());
        words(one).eq(words(other))
    }

    /// How many words stand there.
    pub fn word_count(&self, first: usize, end: usize) -> usize {
        self.tokens[first..end.max(first)].iter().filter(|token| token.punctuation.is_none()).count()
    }

    /// The bytes of the tokens from `first` up to `end`.
    pub fn span(&self, first: usize, end: usize) -> Span {
        Span { from: self.tokens[first].from, to: self.tokens[end.max(first + 1) - 1].to }
    }

    /// The words as written.
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

/// By byte: whether it is a plain letter or a figure.
const IS_ASCII_ALPHANUMERIC: [bool; 256] = {
    let (mut plain, mut byte) = ([false; 256], 0_u8);
    while byte < 128 {
        plain[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

/// Zero widths, soft hyphens and turns of the reading order.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::{Gap, Text};

    #[test]
    fn words_and_marks_come_apart() {
        let text = Text::new("Anti-social – don’t, e-mail\u{200b}s\n\nA49. Café");
        let words: Vec<String> = (0..text.tokens.len())
            .map(|at| text.punctuation(at).map_or_else(|| text.word(at).to_owned(), String::from))
            .collect();
        assert_eq!(words.join("|"), "anti|social|–|don't|,|e|mails|a49|.|café");
        assert_eq!(text.gap(7), Gap::Blank);
        assert_eq!(text.slice(0, 2), "Anti-social");
    }
}
