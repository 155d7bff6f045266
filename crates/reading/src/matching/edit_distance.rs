//! Finds misspelled names by edit distance.
//!
//! Every name is compared, so this is the last resort, and only for a text as short as a name.

use strsim::osa_distance;

use super::tokenizer::{Vocabulary, Word};
use crate::matching::name_trie::Node;

struct IndexedName {
    text: Box<str>,
    /// See [`phonetic_key`].
    sound: Box<str>,
    letters: u32,
    length: usize,
    node: Node,
}

#[derive(Default)]
pub(super) struct SpellingIndex {
    names: Vec<IndexedName>,
}

/// A name close to what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SimilarName {
    pub node: Node,
    /// Edits: letters added, removed, replaced, or two neighbours swapped.
    pub distance: usize,
    /// Weight of spelling and sound together; less is closer.
    pub cost: usize,
}

/// No name is longer.
const MAX_CHARS: usize = 100;

impl SpellingIndex {
    pub(super) fn insert(&mut self, words: &[Word], node: Node, vocabulary: &Vocabulary) {
        let spelling: Vec<&str> = words.iter().map(|word| vocabulary.spelling(*word)).collect();
        let text = spelling.join(" ");
        self.names.push(IndexedName {
            sound: phonetic_key(&text).into(),
            letters: letter_set(&text),
            length: text.chars().count(),
            text: text.into(),
            node,
        });
    }

    /// Finds similar names, closest first.
    pub(super) fn find_similar(&self, written: &str) -> Vec<SimilarName> {
        let length = written.chars().count();
        if length > MAX_CHARS {
            return Vec::new();
        }
        let (letters, sound) = (letter_set(written), phonetic_key(written));
        let mut similar = Vec::new();
        for known in &self.names {
            let allowed = max_distance(length.min(known.length));
            // A replaced letter changes at most two bits of the letter set.
            let far = known.length.abs_diff(length) > allowed + 1
                || (letters ^ known.letters).count_ones() as usize > 2 * (allowed + 1);
            if far || allowed == 0 {
                continue;
            }
            let distance = osa_distance(written, &known.text);
            if distance > allowed + 1 {
                continue;
            }
            let sound_distance = osa_distance(&sound, &known.sound);
            if distance <= allowed || sound_distance == 0 {
                let first = usize::from(written.chars().next() != known.text.chars().next());
                similar.push(SimilarName { node: known.node, distance, cost: 2 * distance + sound_distance + first });
            }
        }
        similar.sort_by_key(|similar| similar.cost);
        similar
    }
}

/// Greatest edit distance for names of this length.
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
    text.bytes().filter(u8::is_ascii_lowercase).fold(0, |letters, byte| letters | 1 << (byte - b'a'))
}

/// Key by sound: collapses runs of vowels and double letters, and merges letters that sound alike.
fn phonetic_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        let sound = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => 'a',
            'k' | 'q' => 'c',
            'z' => 's',
            'v' => 'f',
            ' ' => continue,
            other => other,
        };
        if !key.ends_with(sound) {
            key.push(sound);
        }
    }
    key
}

/// Whether a word is a misspelling of another one.
pub(super) fn is_typo_of(written: &str, word: &str) -> bool {
    let allowed = if word.len() > 5 { 2 } else { 1 };
    written.len() + 2 >= word.len() && written.len() <= word.len() + 2 && osa_distance(written, word) <= allowed
}
