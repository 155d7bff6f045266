//! Typing errors: the names that are nearest to what was written.
//!
//! Every name is asked, so that this comes last, and only for something as short as a name.

use strsim::osa_distance;

use super::words::{Vocabulary, Word};
use crate::matching::trie::Node;

/// A name as it is compared letter by letter.
struct IndexedName {
    text: Box<str>,
    /// By ear: see [`sound`].
    sound: Box<str>,
    letters: u32,
    length: usize,
    node: Node,
}

/// All names, letter by letter.
#[derive(Default)]
pub(super) struct SpellingIndex {
    known: Vec<IndexedName>,
}

/// A name that is near to what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SimilarName {
    pub node: Node,
    /// How many letters differ: missing, added, other, or two that changed places.
    pub distance: usize,
    /// How far away it is, by letter and by ear; less is nearer.
    pub cost: usize,
}

/// Nothing longer is compared: no name is.
const MAX_CHARS: usize = 100;

impl SpellingIndex {
    pub(super) fn insert(&mut self, words: &[Word], node: Node, vocabulary: &Vocabulary) {
        let spelt: Vec<&str> = words.iter().map(|word| vocabulary.spelt(*word)).collect();
        let text = spelt.join(" ");
        self.known.push(IndexedName {
            sound: phonetic_key(&text).into(),
            letters: letter_set(&text),
            length: text.chars().count(),
            text: text.into(),
            node,
        });
    }

    /// The names that are near, the nearest first.
    pub(super) fn find_similar(&self, written: &str) -> Vec<SimilarName> {
        let length = written.chars().count();
        if length > MAX_CHARS {
            return Vec::new();
        }
        let (set, heard) = (letter_set(written), phonetic_key(written));
        let mut near = Vec::new();
        for known in &self.known {
            let allowed = max_distance(length.min(known.length));
            // A letter that changes makes two differences in the set of letters at most.
            let far = known.length.abs_diff(length) > allowed + 1
                || (set ^ known.letters).count_ones() as usize > 2 * (allowed + 1);
            if far || allowed == 0 {
                continue;
            }
            let letters = osa_distance(written, &known.text);
            if letters > allowed + 1 {
                continue;
            }
            let by_ear = osa_distance(&heard, &known.sound);
            if letters <= allowed || by_ear == 0 {
                let first = usize::from(written.chars().next() != known.text.chars().next());
                near.push(SimilarName { node: known.node, distance: letters, cost: 2 * letters + by_ear + first });
            }
        }
        near.sort_by_key(|near| near.cost);
        near
    }
}

/// How many letters of a name may differ.
fn max_distance(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4 | 5 => 1,
        6..=8 => 2,
        9..=13 => 3,
        _ => 4,
    }
}

fn letter_set(text: &str) -> u32 {
    text.bytes().filter(u8::is_ascii_lowercase).fold(0, |set, byte| set | 1 << (byte - b'a'))
}

/// A name by ear: a run of vowels is one vowel, a double letter one letter, letters that sound alike are one.
fn phonetic_key(text: &str) -> String {
    let mut sound = String::with_capacity(text.len());
    for c in text.chars() {
        let heard = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => 'a',
            'k' | 'q' => 'c',
            'z' => 's',
            'v' => 'f',
            ' ' => continue,
            other => other,
        };
        if !sound.ends_with(heard) {
            sound.push(heard);
        }
    }
    sound
}

/// Whether a word is another one with a typing error in it.
pub(super) fn is_typo_of(written: &str, word: &str) -> bool {
    let allowed = if word.len() > 5 { 2 } else { 1 };
    written.len() + 2 >= word.len() && written.len() <= word.len() + 2 && osa_distance(written, word) <= allowed
}
