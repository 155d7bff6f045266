//! Weights by feature: a hash table that is read in place.
//!
//! A feature is the hash of what was seen and where. A table has a power of two of slots: the feature, and some weights as
//! signed 16-bit numbers of a common scale. A slot with feature 0 is empty; a feature that does not fit its slot stands in one
//! of the next. Most features of a text were not learnt: a bit for each feature, by its first bits, tells so in one step.

/// Mixes a value into a hash.
pub(super) const fn mix(hash: u32, value: u32) -> u32 {
    let mixed = (hash.rotate_left(5) ^ value).wrapping_mul(0x9E37_79B1);
    mixed ^ (mixed >> 15)
}

/// The feature of a template and its values. Never 0.
#[inline]
pub(super) const fn feature(template: u32, values: &[u32]) -> u32 {
    let (mut hash, mut at) = (mix(0x51ED_270B, template), 0);
    while at < values.len() {
        hash = mix(hash, values[at]);
        at += 1;
    }
    if hash == 0 { 1 } else { hash }
}

/// The number of weights of a feature, that of slots, and the scale.
const HEADER_BYTES: usize = 12;
const FEATURE_BYTES: usize = 4;
const BITS: usize = 1 << 18;

/// The byte and the bit of a feature among [`BITS`].
fn bit(feature: u32) -> (usize, u8) {
    let at = (feature >> (32 - BITS.trailing_zeros())) as usize;
    (at / 8, 1 << (at % 8))
}

/// A table of `N` weights a feature, in the bytes that [`Weights::build`] made.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a, const N: usize> {
    bits: &'a [u8],
    slots: &'a [u8],
    /// Number of slots, less one.
    mask: usize,
    /// Of weight 1.
    scale: f32,
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

impl<'a, const N: usize> Weights<'a, N> {
    const SLOT_BYTES: usize = FEATURE_BYTES + 2 * N;

    /// `None` if the bytes are no such table.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (per_feature, count) = (read_u32(bytes, 0)? as usize, read_u32(bytes, 4)? as usize);
        let scale = f32::from_bits(read_u32(bytes, 8)?);
        let (bits, slots) = bytes[HEADER_BYTES..].split_at_checked(BITS / 8)?;
        let whole = count.is_power_of_two() && slots.len() == count.checked_mul(Self::SLOT_BYTES)?;
        (whole && per_feature == N).then_some(Self { bits, slots, mask: count - 1, scale })
    }

    /// The bytes of a table. A feature whose weights all round to nothing is left out.
    pub fn build(weights: &[(u32, Vec<f32>)]) -> Vec<u8> {
        let largest = weights.iter().flat_map(|(_, own)| own).fold(0_f32, |most, weight| most.max(weight.abs()));
        let scale = if largest > 0.0 { largest / f32::from(i16::MAX) } else { 1.0 };
        let rounded = |own: &[f32]| own.iter().map(|weight| (weight / scale).round() as i16).collect::<Vec<i16>>();
        let kept: Vec<(u32, Vec<i16>)> = weights
            .iter()
            .map(|(feature, own)| (*feature, rounded(own)))
            .filter(|(_, own)| own.iter().any(|weight| *weight != 0))
            .collect();
        let count = (kept.len() * 9 / 8).max(2).next_power_of_two();
        let slot_bytes = Self::SLOT_BYTES;
        let mut slots = vec![0_u8; count * slot_bytes];
        let mut bits = vec![0_u8; BITS / 8];
        for (feature, own) in kept {
            let (byte, own_bit) = bit(feature);
            bits[byte] |= own_bit;
            let mut at = feature as usize % count;
            while slots[at * slot_bytes..][..FEATURE_BYTES] != [0; FEATURE_BYTES] {
                at = (at + 1) % count;
            }
            let slot = &mut slots[at * slot_bytes..][..slot_bytes];
            slot[..FEATURE_BYTES].copy_from_slice(&feature.to_le_bytes());
            for (place, weight) in slot[FEATURE_BYTES..].chunks_exact_mut(2).zip(own) {
                place.copy_from_slice(&weight.to_le_bytes());
            }
        }
        let header = [N as u32, count as u32, scale.to_bits()];
        header.iter().flat_map(|number| number.to_le_bytes()).chain(bits).chain(slots).collect()
    }

    /// Adds the weights of features; nothing for those that were not learnt.
    ///
    /// Most were not, and no rule says which: they are left out by counting, which a processor does not guess wrong, so
    /// that it looks up several of the others at a time.
    pub(super) fn add_all(&self, features: &[u32], sums: &mut [f32; N]) {
        const AT_ONCE: usize = 128;
        for features in features.chunks(AT_ONCE) {
            let (mut learnt, mut count) = ([0; AT_ONCE], 0);
            for feature in features {
                let (byte, own_bit) = bit(*feature);
                learnt[count] = *feature;
                count += usize::from(self.bits[byte] & own_bit != 0);
            }
            for feature in &learnt[..count] {
                self.add(*feature, sums);
            }
        }
    }

    #[inline]
    fn add(&self, feature: u32, sums: &mut [f32; N]) {
        let mut at = feature as usize & self.mask;
        for _ in 0..=self.mask {
            let slot = &self.slots[at * Self::SLOT_BYTES..][..Self::SLOT_BYTES];
            let known = u32::from_le_bytes([slot[0], slot[1], slot[2], slot[3]]);
            if known == feature {
                for (sum, weight) in sums.iter_mut().zip(slot[FEATURE_BYTES..].chunks_exact(2)) {
                    *sum += f32::from(i16::from_le_bytes([weight[0], weight[1]])) * self.scale;
                }
                return;
            }
            if known == 0 {
                return;
            }
            at = (at + 1) & self.mask;
        }
    }
}
