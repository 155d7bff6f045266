//! Phrases and what they mean.
//!
//! A field has some hundred phrases, and a text some hundred words. So that each word is looked up in one step, the
//! phrases are put into buckets by their first word when the program is compiled.

use super::text::{Text, hash};

const BUCKETS: usize = 512;
/// So many that few other words share the bit of one that begins a phrase.
const BITS: usize = 2048;
/// No phrase.
const NONE: u16 = u16::MAX;

/// Phrases of folded words. `_` in a phrase is any word.
pub(super) struct Lexicon<T: 'static, const N: usize> {
    entries: &'static [(&'static str, T)],
    /// By the hash of a first word, a bit: whether a phrase may begin with it. Read for every word of a text, so it is small.
    used: [u64; BITS / 64],
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
        static $name: $crate::extract::lexicon::Lexicon<$kind, { [$($($phrase,)+)+].len() }> =
            $crate::extract::lexicon::Lexicon::new(&[$($(($phrase, $tag),)+)+]);
    };
}
pub(super) use lexicon;

/// Words to compare one with, for [`super::text::Text::is`]: their hashes, worked out when the program is compiled.
macro_rules! words {
    ($($word:literal)+) => {
        const {
            const HASHES: &[u32] = &[$($crate::extract::text::hash($word.as_bytes(), 0, $word.len())),+];
            &$crate::extract::lexicon::Words::new(HASHES)
        }
    };
}
pub(super) use words;

/// Some words to compare one with.
pub(super) struct Words {
    hashes: &'static [u32],
    /// A bit for each of them, by their hashes: most words are none of these, and one step tells.
    bits: u64,
}

impl Words {
    /// The words with these hashes.
    pub const fn new(hashes: &'static [u32]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < hashes.len() {
            bits |= 1 << (hashes[at] >> 26);
            at += 1;
        }
        Self { hashes, bits }
    }

    /// Whether the word with this hash is one of them.
    #[inline]
    pub fn has(&self, hash: u32) -> bool {
        self.bits >> (hash >> 26) & 1 == 1 && self.hashes.contains(&hash)
    }
}

impl<T: Copy, const N: usize> Lexicon<T, N> {
    /// Puts the phrases into their buckets.
    pub const fn new(entries: &'static [(&'static str, T)]) -> Self {
        let mut used = [0; BITS / 64];
        let (mut heads, mut next, mut keys, mut at) = ([NONE; BUCKETS], [NONE; N], [(0, 0); N], 0);
        while at < N {
            let phrase = entries[at].0.as_bytes();
            let end = word_end(phrase, 0);
            keys[at].0 = hash(phrase, 0, end);
            if end < phrase.len() && phrase[end + 1] != b'_' {
                keys[at].1 = hash(phrase, end + 1, word_end(phrase, end + 1));
            }
            let bucket = keys[at].0 as usize % BUCKETS;
            let bit = keys[at].0 as usize % BITS;
            used[bit / 64] |= 1 << (bit % 64);
            next[at] = heads[bucket];
            heads[bucket] = at as u16;
            at += 1;
        }
        Self { entries, used, heads, next, keys }
    }

    /// The longest phrase that begins at a token and ends before `end`.
    #[inline]
    pub fn at(&self, text: &Text<'_>, first: usize, end: usize) -> Option<Mark<T>> {
        let hash = text.tokens.get(first)?.hash;
        let bit = hash as usize % BITS;
        if self.used[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        self.longest(hash, text, first, end)
    }

    /// The longest phrase of a bucket that begins at a token.
    fn longest(&self, hash: u32, text: &Text<'_>, first: usize, end: usize) -> Option<Mark<T>> {
        let second = text.tokens.get(first + 1).map_or(0, |token| token.hash);
        let (mut place, mut found): (u16, Option<Mark<T>>) = (self.heads[hash as usize % BUCKETS], None);
        while place != NONE {
            let here = usize::from(place);
            let key = self.keys[here];
            place = self.next[here];
            if key.0 != hash || (key.1 != 0 && key.1 != second) {
                continue;
            }
            let (phrase, tag) = &self.entries[here];
            let stop = follows(phrase, text, first, end);
            if let Some(stop) = stop.filter(|stop| found.is_none_or(|longest| *stop > longest.end)) {
                found = Some(Mark { tag: *tag, first, end: stop });
            }
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
    let (mut at, mut rest) = (first, phrase.as_bytes());
    while at < end {
        let word = text.word(at).as_bytes();
        let length = if rest[0] == b'_' { 1 } else { word.len() };
        // A mark is a word without letters.
        if word.is_empty() || (rest[0] != b'_' && !rest.starts_with(word)) {
            return None;
        }
        at += 1;
        match rest.get(length) {
            None => return Some(at),
            Some(b' ') => rest = &rest[length + 1..],
            Some(_) => return None,
        }
    }
    None
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
