//! Groups of words of like meaning, from a dictionary and not from labelled replies: a word that no labelled reply has is
//! read like those that stand beside it in its groups.

use super::super::word_set::hash;

/// Groups of different sizes, the largest first.
pub const GROUPINGS: usize = 4;

/// The hash of the word, then the numbers of its groups.
const ENTRY_BYTES: usize = 4 + 2 * GROUPINGS;

type Entry = [u8; ENTRY_BYTES];

/// The groups of each known word, in the bytes that [`WordGroups::build`] made. None by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordGroups<'a> {
    /// By hash.
    entries: &'a [Entry],
}

impl<'a> WordGroups<'a> {
    /// `None` if the bytes are no such table.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (entries, rest) = bytes.as_chunks();
        (rest.is_empty() && entries.is_sorted_by_key(hash_of)).then_some(Self { entries })
    }

    /// The bytes of a table, from the folded words.
    pub fn build<'w>(words: impl IntoIterator<Item = (&'w str, [u16; GROUPINGS])>) -> Vec<u8> {
        let entry = |(word, groups): (&str, [u16; GROUPINGS])| {
            let mut entry = [0; ENTRY_BYTES];
            entry[..4].copy_from_slice(&hash(word.as_bytes(), 0, word.len()).to_le_bytes());
            for (place, group) in entry[4..].chunks_exact_mut(2).zip(groups) {
                place.copy_from_slice(&group.to_le_bytes());
            }
            entry
        };
        let mut entries: Vec<Entry> = words.into_iter().map(entry).collect();
        entries.sort_unstable_by_key(hash_of);
        entries.into_flattened()
    }

    /// The groups of a word by its hash; 0 for a word that is not known.
    pub(super) fn get(self, hash: u32) -> [u16; GROUPINGS] {
        let Ok(at) = self.entries.binary_search_by_key(&hash, hash_of) else { return [0; GROUPINGS] };
        std::array::from_fn(|index| {
            let from = 4 + 2 * index;
            u16::from_le_bytes([self.entries[at][from], self.entries[at][from + 1]])
        })
    }
}

fn hash_of(entry: &Entry) -> u32 {
    u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]])
}

#[cfg(test)]
mod tests {
    use super::{GROUPINGS, WordGroups, hash};

    #[test]
    fn a_known_word_has_its_groups_and_another_none() {
        let words =
            [("quarterly", [22, 2, 237, 1100]), ("monthly", [22, 188, 237, 655]), ("e-mail", [1, 2, 3, u16::MAX])];
        let bytes = WordGroups::build(words);
        let groups = WordGroups::parse(&bytes).unwrap();
        let get = |groups: WordGroups<'_>, word: &str| groups.get(hash(word.as_bytes(), 0, word.len()));
        for (word, own) in words {
            assert_eq!(get(groups, word), own, "{word}");
        }
        assert_eq!(get(groups, "yearly"), [0; GROUPINGS]);
        assert_eq!(get(WordGroups::default(), "monthly"), [0; GROUPINGS]);
        assert!(WordGroups::parse(&bytes[1..]).is_none());
        assert!(WordGroups::parse(&[&bytes[12..], &bytes[..12]].concat()).is_none(), "not in the order of the hashes");
    }
}
