//! Counts what was read right.

use std::collections::HashSet;

pub fn words(text: &str) -> HashSet<String> {
    let folded = text.to_lowercase().replace(['\'', '\u{2019}'], "");
    folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Least share of the words, of the larger set, that a right priority has in common with its label.
const MIN_SHARED: f64 = 0.6;

fn shared(one: &str, other: &str) -> f64 {
    let (one, other) = (words(one), words(other));
    one.intersection(&other).count() as f64 / one.len().max(other.len()).max(1) as f64
}

pub fn is_right(proposed: &str, label: &str) -> bool {
    shared(proposed, label) >= MIN_SHARED
}

/// How many proposed priorities are labelled ones, each label counted once.
pub fn count_right(proposed: &[String], labels: &[String]) -> usize {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, one) in proposed.iter().enumerate() {
        pairs.extend(labels.iter().enumerate().map(|(j, other)| (shared(one, other), i, j)));
    }
    pairs.retain(|pair| pair.0 >= MIN_SHARED);
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut used, mut matched) = (HashSet::new(), HashSet::new());
    pairs
        .into_iter()
        .filter(|(_, i, j)| !used.contains(i) && !matched.contains(j) && used.insert(*i) && matched.insert(*j))
        .count()
}
