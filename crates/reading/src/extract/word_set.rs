//! Sets of words that are compared by hash, computed at compile time.

/// A [`WordSet`] for [`Text::is`](super::tokenizer::Text::is).
macro_rules! words {
    ($($word:literal)+) => {
        const {
            const HASHES: &[u32] = &[$($crate::extract::word_set::hash($word.as_bytes(), 0, $word.len())),+];
            &$crate::extract::word_set::WordSet::new(HASHES)
        }
    };
}
pub(super) use words;

pub(super) struct WordSet {
    hashes: &'static [u32],
    /// Bloom filter: rejects most words in one step.
    bits: u64,
}

impl WordSet {
    pub const fn new(hashes: &'static [u32]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < hashes.len() {
            bits |= 1 << (hashes[at] >> 26);
            at += 1;
        }
        Self { hashes, bits }
    }

    #[inline]
    pub fn has(&self, hash: u32) -> bool {
        self.bits >> (hash >> 26) & 1 == 1 && self.hashes.contains(&hash)
    }
}

/// Hash of the bytes from `start` to `end`, which are a folded word.
pub(super) const fn hash(word: &[u8], start: usize, end: usize) -> u32 {
    let (mut hash, mut at) = (HASH_SEED, start);
    while at < end {
        hash = hash_step(hash, word[at]);
        at += 1;
    }
    hash
}

/// FNV-1a, 32 bit.
pub(super) const HASH_SEED: u32 = 0x811c_9dc5;

pub(super) const fn hash_step(hash: u32, letter: u8) -> u32 {
    (hash ^ letter as u32).wrapping_mul(0x0100_0193)
}
