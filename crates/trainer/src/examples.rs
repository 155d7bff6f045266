//! Features of many words or sentences, with dense indices instead of hashes.

use std::collections::HashMap;

/// Rows of features.
#[derive(Default)]
pub struct Rows {
    ends: Vec<usize>,
    features: Vec<u32>,
}

impl Rows {
    pub fn push(&mut self, features: impl IntoIterator<Item = u32>) {
        self.features.extend(features);
        self.ends.push(self.features.len());
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub fn row(&self, at: usize) -> &[u32] {
        let first = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[first..self.ends[at]]
    }
}

/// The features that are learnt.
#[derive(Default)]
pub struct Dictionary {
    indices: HashMap<u32, u32>,
    features: Vec<u32>,
}

impl Dictionary {
    /// Those that occur at least so often.
    pub fn new<'r>(rows: impl IntoIterator<Item = &'r [u32]>, least: u32) -> Self {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for feature in rows.into_iter().flatten() {
            *counts.entry(*feature).or_default() += 1;
        }
        let mut features: Vec<u32> =
            counts.into_iter().filter(|(_, count)| *count >= least).map(|(feature, _)| feature).collect();
        features.sort_unstable();
        let indices = features.iter().zip(0..).map(|(feature, index)| (*feature, index)).collect();
        Self { indices, features }
    }

    pub fn len(&self) -> usize {
        self.features.len()
    }

    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    pub fn indices(&self, row: &[u32]) -> Vec<u32> {
        row.iter().filter_map(|feature| self.indices.get(feature).copied()).collect()
    }

    /// Each feature with its weights.
    pub fn weights(&self, weights: &[f64]) -> Vec<(u32, Vec<f32>)> {
        let each = weights.len() / self.features.len().max(1);
        let own = |index: usize| weights[index * each..][..each].iter().map(|weight| *weight as f32).collect();
        self.features.iter().enumerate().map(|(index, feature)| (*feature, own(index))).collect()
    }
}

/// Runs `work` on both halves of a range at once and adds up values and gradients.
pub fn in_two_threads(
    count: usize,
    gradient: &mut [f64],
    work: impl Fn(std::ops::Range<usize>, &mut [f64]) -> f64 + Sync,
) -> f64 {
    let half = count / 2;
    let mut other = vec![0.0; gradient.len()];
    gradient.fill(0.0);
    let (one, two) = std::thread::scope(|scope| {
        let second = scope.spawn(|| work(half..count, &mut other));
        let first = work(0..half, gradient);
        (first, second.join().expect("the other half"))
    });
    gradient.iter_mut().zip(&other).for_each(|(sum, other)| *sum += other);
    one + two
}
