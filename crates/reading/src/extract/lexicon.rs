//! Phrases and their meanings.
//!
//! The phrases stand in files of `data/phrases`. A field has some hundred phrases, and a text some hundred words. The
//! compiler sorts the phrases into buckets by their first word, so that one step looks up a word.

use super::tokenizer::Text;
use super::word_set::hash;

const BUCKETS: usize = 512;
/// Large enough that few other words share a bit with the first word of a phrase.
const BLOOM_BITS: usize = 2048;
const NO_ENTRY: u16 = u16::MAX;

/// Phrases of folded words. `_` in a phrase stands for any word.
pub(super) struct Lexicon<T: 'static, const N: usize> {
    file: &'static str,
    /// Byte range in the file.
    phrases: [(u32, u32); N],
    tags: [T; N],
    /// Bloom filter over the hashes of first words. Read for every word of a text, so it is small.
    first_words: [u64; BLOOM_BITS / 64],
    heads: [u16; BUCKETS],
    next: [u16; N],
    /// Hashes of the first two words; 0 for any word or none.
    keys: [(u32, u32); N],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PhraseMatch<T> {
    /// Meaning of the phrase.
    pub tag: T,
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
}

/// Declares a lexicon: a file of `data/phrases` and the meaning of each of its sections. A section without a meaning does
/// not compile.
macro_rules! lexicon {
    ($(#[$outer:meta])* $vis:vis $name:ident: $kind:ty = $file:literal { $($section:literal => $tag:expr),+ $(,)? }) => {
        $(#[$outer])*
        $vis static $name: $crate::extract::lexicon::Lexicon<$kind, {
            $crate::extract::lexicon::count_phrases(
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/phrases/", $file)).as_bytes(),
            )
        }> = $crate::extract::lexicon::Lexicon::new(
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/phrases/", $file)),
            &[$(($section, $tag)),+],
        );
    };
}
pub(super) use lexicon;

enum Line {
    /// Empty, or a comment after `#`.
    Blank,
    /// `[monthly]`: heads the phrases of one meaning.
    Section,
    Phrase,
}

const fn line_at(file: &[u8], start: usize) -> (Line, usize) {
    let mut end = start;
    while end < file.len() && file[end] != b'\n' && file[end] != b'\r' {
        end += 1;
    }
    let line = if end == start || file[start] == b'#' {
        Line::Blank
    } else if file[start] == b'[' {
        Line::Section
    } else {
        Line::Phrase
    };
    (line, end)
}

pub(super) const fn count_phrases(file: &[u8]) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < file.len() {
        let (line, end) = line_at(file, at);
        count += matches!(line, Line::Phrase) as usize;
        at = end + 1;
    }
    count
}

/// Index of the section of this name; `sections.len()` if there is none, which stops the compilation.
const fn section_at<T>(file: &[u8], start: usize, end: usize, sections: &[(&str, T)]) -> usize {
    let mut index = 0;
    while index < sections.len() {
        let name = sections[index].0.as_bytes();
        let mut at = 0;
        while at < name.len() && start + at < end && file[start + at] == name[at] {
            at += 1;
        }
        if at == name.len() && start + at == end {
            return index;
        }
        index += 1;
    }
    index
}

impl<T: Copy, const N: usize> Lexicon<T, N> {
    pub const fn new(file: &'static str, sections: &[(&str, T)]) -> Self {
        let bytes = file.as_bytes();
        let (mut phrases, mut tags, mut keys) = ([(0, 0); N], [sections[0].1; N], [(0, 0); N]);
        let (mut first_words, mut heads, mut next) = ([0; BLOOM_BITS / 64], [NO_ENTRY; BUCKETS], [NO_ENTRY; N]);
        let (mut at, mut start, mut section) = (0, 0, 0);
        while start < bytes.len() {
            let (line, end) = line_at(bytes, start);
            match line {
                Line::Blank => {}
                Line::Section => section = section_at(bytes, start + 1, end - 1, sections),
                Line::Phrase => {
                    (phrases[at], tags[at]) = ((start as u32, end as u32), sections[section].1);
                    keys[at] = first_two_words(bytes, start, end);
                    let (bucket, bit) = (keys[at].0 as usize % BUCKETS, keys[at].0 as usize % BLOOM_BITS);
                    first_words[bit / 64] |= 1 << (bit % 64);
                    (next[at], heads[bucket]) = (heads[bucket], at as u16);
                    at += 1;
                }
            }
            start = end + 1;
        }
        Self { file, phrases, tags, first_words, heads, next, keys }
    }

    /// The longest phrase that starts at a token and ends before `end`.
    #[inline]
    pub fn match_at(&self, text: &Text<'_>, first: usize, end: usize) -> Option<PhraseMatch<T>> {
        let hash = text.tokens.get(first)?.hash;
        let bit = hash as usize % BLOOM_BITS;
        if self.first_words[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        self.longest(hash, text, first, end)
    }

    fn longest(&self, hash: u32, text: &Text<'_>, first: usize, end: usize) -> Option<PhraseMatch<T>> {
        let second = text.tokens.get(first + 1).map_or(0, |token| token.hash);
        let (mut index, mut found): (u16, Option<PhraseMatch<T>>) = (self.heads[hash as usize % BUCKETS], None);
        while index != NO_ENTRY {
            let here = usize::from(index);
            let key = self.keys[here];
            index = self.next[here];
            if key.0 != hash || (key.1 != 0 && key.1 != second) {
                continue;
            }
            let (start, stop) = self.phrases[here];
            let stop = phrase_end(&self.file[start as usize..stop as usize], text, first, end);
            if let Some(stop) = stop.filter(|stop| found.is_none_or(|longest| *stop > longest.end)) {
                found = Some(PhraseMatch { tag: self.tags[here], first, end: stop });
            }
        }
        found
    }

    /// Phrases between two tokens, from left to right; the longest at each token, without overlaps.
    pub fn matches<'t>(
        &'t self,
        text: &'t Text<'_>,
        first: usize,
        end: usize,
    ) -> impl Iterator<Item = PhraseMatch<T>> + 't {
        let mut at = first;
        std::iter::from_fn(move || {
            while at < end {
                if let Some(mark) = self.match_at(text, at, end) {
                    at = mark.end;
                    return Some(mark);
                }
                at += 1;
            }
            None
        })
    }

    pub fn first_match(&self, text: &Text<'_>, first: usize, end: usize) -> Option<PhraseMatch<T>> {
        self.matches(text, first, end).next()
    }
}

const fn first_two_words(file: &[u8], start: usize, end: usize) -> (u32, u32) {
    let first = word_end(file, start, end);
    let second =
        if first < end && file[first + 1] != b'_' { hash(file, first + 1, word_end(file, first + 1, end)) } else { 0 };
    (hash(file, start, first), second)
}

const fn word_end(file: &[u8], start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end && file[at] != b' ' {
        at += 1;
    }
    at
}

fn phrase_end(phrase: &str, text: &Text<'_>, first: usize, end: usize) -> Option<usize> {
    let (mut at, mut rest) = (first, phrase.as_bytes());
    while at < end {
        let word = text.word(at).as_bytes();
        let length = if rest[0] == b'_' { 1 } else { word.len() };
        // The folded word of a punctuation mark is empty.
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
    use super::{Lexicon, Text, count_phrases};

    const FILE: &str = "# Numbers\n[one]\none\nnumber one\n\n[two]\r\ntwo\r\ntwo of _ kind\n";
    static NUMBERS: Lexicon<u8, { count_phrases(FILE.as_bytes()) }> = Lexicon::new(FILE, &[("one", 1), ("two", 2)]);

    #[test]
    fn the_longest_phrase_is_found() {
        let text = Text::new("Number one, two. Two of a kind; one");
        let found: Vec<(u8, usize)> =
            NUMBERS.matches(&text, 0, text.tokens.len()).map(|mark| (mark.tag, mark.end - mark.first)).collect();
        assert_eq!(found, [(1, 2), (2, 1), (2, 4), (1, 1)]);
    }
}
