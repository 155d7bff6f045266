//! Phrases and what they mean.
//!
//! A field has some hundred phrases, and a text some hundred words. So that each word is looked up in one step, the
//! phrases are put into buckets by their first word when the program is compiled.

use super::text::{Text, hash};

const BUCKETS: usize = 512;

/// Phrases of folded words. `_` in a phrase is any word.
pub(super) struct Lexicon<T: 'static, const N: usize> {
    entries: &'static [(&'static str, T)],
    heads: [u16; BUCKETS],
    next: [u16; N],
    /// The hashes of the first two words; 0 where any word may stand, or none.
    keys: [(u32, u32); N],
}

/// A phrase that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark<T> {
    /// What it means.
    pub tag: T,
    /// Its first token.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
}

/// Declares a lexicon: what the phrases mean, then the phrases.
macro_rules! lexicon {
    ($(#[$outer:meta])* $name:ident: $kind:ty { $($tag:expr => $($phrase:literal)+;)+ }) => {
        $(#[$outer])*
        static $name: $crate::domain::reading::lexicon::Lexicon<$kind, { [$($($phrase,)+)+].len() }> =
            $crate::domain::reading::lexicon::Lexicon::new(&[$($(($phrase, $tag),)+)+]);
    };
}
pub(super) use lexicon;

/// Words to compare one with, for [`super::text::Text::is`]: their hashes, worked out when the program is compiled.
macro_rules! words {
    ($($word:literal)+) => {
        &[$(const { $crate::domain::reading::text::hash($word.as_bytes(), 0, $word.len()) }),+]
    };
}
pub(super) use words;

impl<T: Copy, const N: usize> Lexicon<T, N> {
    /// Puts the phrases into their buckets.
    pub const fn new(entries: &'static [(&'static str, T)]) -> Self {
        let (mut heads, mut next, mut keys, mut at) = ([u16::MAX; BUCKETS], [u16::MAX; N], [(0, 0); N], 0);
        while at < N {
            let phrase = entries[at].0.as_bytes();
            let end = word_end(phrase, 0);
            keys[at].0 = hash(phrase, 0, end);
            if end < phrase.len() && phrase[end + 1] != b'_' {
                keys[at].1 = hash(phrase, end + 1, word_end(phrase, end + 1));
            }
            let bucket = keys[at].0 as usize % BUCKETS;
            next[at] = heads[bucket];
            heads[bucket] = at as u16;
            at += 1;
        }
        Self { entries, heads, next, keys }
    }

    /// The longest phrase that begins at a token and ends before `end`.
    pub fn at(&self, text: &Text<'_>, first: usize, end: usize) -> Option<Mark<T>> {
        let token = text.tokens.get(first).filter(|token| token.mark.is_none())?;
        let second = text.tokens.get(first + 1).map_or(0, |token| token.hash);
        let mut place = self.heads[token.hash as usize % BUCKETS];
        let mut found: Option<Mark<T>> = None;
        while let Some((phrase, tag)) = self.entries.get(usize::from(place)) {
            let key = self.keys[usize::from(place)];
            let may = key.0 == token.hash && (key.1 == 0 || key.1 == second);
            let stop = may.then(|| follows(phrase, text, first, end)).flatten();
            if let Some(stop) = stop.filter(|stop| found.is_none_or(|longest| *stop > longest.end)) {
                found = Some(Mark { tag: *tag, first, end: stop });
            }
            place = self.next[usize::from(place)];
        }
        found
    }

    /// The phrases between two tokens, from left to right, the longest first, none inside another.
    pub fn marks<'t>(&'t self, text: &'t Text<'_>, first: usize, end: usize) -> impl Iterator<Item = Mark<T>> + 't {
        let mut at = first;
        std::iter::from_fn(move || {
            while at < end {
                if let Some(mark) = self.at(text, at, end) {
                    at = mark.end;
                    return Some(mark);
                }
                at += 1;
            }
            None
        })
    }

    /// The first phrase between two tokens.
    pub fn first(&self, text: &Text<'_>, first: usize, end: usize) -> Option<Mark<T>> {
        self.marks(text, first, end).next()
    }
}

const fn word_end(phrase: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < phrase.len() && phrase[end] != b' ' {
        end += 1;
    }
    end
}

fn follows(phrase: &str, text: &Text<'_>, first: usize, end: usize) -> Option<usize> {
    let mut at = first;
    for word in phrase.split(' ') {
        let same = at < end && text.mark(at).is_none() && (word == "_" || word == text.word(at));
        if !same {
            return None;
        }
        at += 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::Text;

    lexicon! {
        NUMBERS: u8 {
            1 => "one" "number one";
            2 => "two" "two of _ kind";
        }
    }

    #[test]
    fn the_longest_phrase_is_found() {
        let text = Text::new("Number one, two. Two of a kind; one");
        let found: Vec<(u8, usize)> =
            NUMBERS.marks(&text, 0, text.tokens.len()).map(|mark| (mark.tag, mark.end - mark.first)).collect();
        assert_eq!(found, [(1, 2), (2, 1), (2, 4), (1, 1)]);
    }
}
