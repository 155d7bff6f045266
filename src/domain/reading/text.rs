//! A text as words and marks, folded once, each with its place in the text as it was written.

use unicode_normalization::char::is_combining_mark;

use crate::domain::incoming::Span;

/// As much of a text as is read, in bytes; no clerk writes more.
const MOST_BYTES: usize = 200_000;

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
    pub mark: Option<char>,
    /// Of a word, for looking it up.
    pub hash: u32,
    folded: (u32, u32),
}

/// A text in tokens.
pub(super) struct Text<'a> {
    /// As it was written.
    pub raw: &'a str,
    /// Its words and marks in order.
    pub tokens: Vec<Token>,
    folded: String,
}

/// The hash of a folded word; the same at compile time for the lexicons.
pub(super) const fn hash(word: &[u8], start: usize, end: usize) -> u32 {
    let (mut hash, mut at) = (0x811c_9dc5_u32, start);
    while at < end {
        hash = (hash ^ word[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

impl<'a> Text<'a> {
    /// Splits a text. A hyphen between letters parts two words and is no mark ("anti-social", "e-mail"); an apostrophe
    /// inside a word stays, straight; whatever has no shape of its own is passed over.
    pub fn new(raw: &'a str) -> Self {
        let mut end = raw.len().min(MOST_BYTES);
        while !raw.is_char_boundary(end) {
            end -= 1;
        }
        let mut text = Self { raw, tokens: Vec::with_capacity(end / 4), folded: String::with_capacity(end + end / 8) };
        let mut chars = raw[..end].char_indices().peekable();
        let (mut gap, mut word): (Gap, Option<(usize, u32)>) = (Gap::Blank, None);
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |(_, next)| *next);
            if text.takes(c, next, word.is_some()) {
                word = word.or(Some((at, text.folded_end())));
                text.fold(c);
                continue;
            }
            if let Some((from, folded)) = word.take() {
                text.push_word(from, at, folded, gap);
                gap = Gap::Tight;
                if matches!(c, '-' | '\u{2010}' | '\u{2011}') && next.is_alphanumeric() {
                    continue;
                }
            }
            match c {
                '\n' | '\u{2028}' | '\u{2029}' => gap = if gap >= Gap::Line { Gap::Blank } else { Gap::Line },
                c if c.is_whitespace() || is_shapeless(c) => gap = gap.max(Gap::Space),
                c => {
                    let to = at + c.len_utf8();
                    text.tokens.push(Token { from: at, to, gap, mark: Some(c), hash: 0, folded: (0, 0) });
                    gap = Gap::Tight;
                }
            }
        }
        if let Some((from, folded)) = word {
            text.push_word(from, end, folded, gap);
        }
        text
    }

    fn takes(&self, c: char, next: char, inside: bool) -> bool {
        c.is_alphanumeric()
            || inside
                && (matches!(c, '\'' | '’' | '‘') && next.is_alphanumeric()
                    || !c.is_ascii() && (is_combining_mark(c) || is_shapeless(c)))
    }

    fn fold(&mut self, c: char) {
        match c {
            c if c.is_ascii() => self.folded.push(c.to_ascii_lowercase()),
            '’' | '‘' => self.folded.push('\''),
            c if c.is_alphanumeric() => self.folded.extend(c.to_lowercase()),
            _ => {}
        }
    }

    fn folded_end(&self) -> u32 {
        u32::try_from(self.folded.len()).unwrap_or(u32::MAX)
    }

    fn push_word(&mut self, from: usize, to: usize, folded: u32, gap: Gap) {
        let bytes = &self.folded.as_bytes()[folded as usize..];
        let hash = hash(bytes, 0, bytes.len());
        self.tokens.push(Token { from, to, gap, mark: None, hash, folded: (folded, self.folded_end()) });
    }

    /// The folded word; blank for a mark and beyond the end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.folded[token.folded.0 as usize..token.folded.1 as usize])
    }

    /// Whether the token is one of these words.
    pub fn is(&self, at: usize, words: &[u32]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.mark.is_none() && words.contains(&token.hash))
    }

    /// The mark, if it is one.
    pub fn mark(&self, at: usize) -> Option<char> {
        self.tokens.get(at).and_then(|token| token.mark)
    }

    /// What stands before the token; a blank line beyond the end.
    pub fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Blank, |token| token.gap)
    }

    /// Whether a word is written with a capital or begins with a figure.
    pub fn is_name(&self, at: usize) -> bool {
        let first = self.tokens.get(at).and_then(|token| self.raw[token.from..].chars().next());
        first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }

    /// How many words stand there.
    pub fn count(&self, first: usize, end: usize) -> usize {
        self.tokens[first..end.max(first)].iter().filter(|token| token.mark.is_none()).count()
    }

    /// The bytes of the tokens from `first` up to `end`.
    pub fn span(&self, first: usize, end: usize) -> Span {
        Span { from: self.tokens[first].from, to: self.tokens[end.max(first + 1) - 1].to }
    }

    /// The words as written, on one line.
    pub fn slice(&self, first: usize, end: usize) -> String {
        let span = self.span(first, end);
        let raw = &self.raw[span.from..span.to];
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

/// Zero widths, soft hyphens and turns of the reading order.
fn is_shapeless(c: char) -> bool {
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
            .map(|at| text.mark(at).map_or_else(|| text.word(at).to_owned(), String::from))
            .collect();
        assert_eq!(words.join("|"), "anti|social|–|don't|,|e|mails|a49|.|café");
        assert_eq!(text.gap(7), Gap::Blank);
        assert_eq!(text.slice(0, 2), "Anti-social");
    }
}
