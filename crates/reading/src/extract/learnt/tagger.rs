//! A linear-chain conditional random field over three labels: outside, first word of a priority, further word of one.
//!
//! A reply has some hundred words, and each a score for each label; Viterbi finds the likeliest labels, forward-backward the
//! probability of each.

use super::sequence::Sequence;
use super::token_features::{ExpectedSpans, TokenFeatures};
use super::weights::Weights;

/// Number of weights of a feature: for begin and for inside.
pub const TAGS: usize = 2;

/// Scores of a word for its labels; that of `outside` is 0.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scores {
    pub begin: f32,
    pub inside: f32,
}

/// Probabilities of a word's labels.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marginal {
    pub begin: f32,
    pub continues: f32,
}

impl Marginal {
    /// That the word belongs to a priority.
    pub fn inside(&self) -> f32 {
        self.begin + self.continues
    }
}

/// Scores by label before and label: 0 outside, 1 begin, 2 inside. A priority cannot start with `inside`.
pub type Transitions = [[f32; 3]; 3];

pub const FORBIDDEN: f32 = -1e4;

/// `expected` is what the first tagger expects, for the second one.
pub fn scores(
    sequence: &Sequence<'_>,
    features: &TokenFeatures,
    weights: Weights<'_, TAGS>,
    expected: Option<&[Marginal]>,
) -> Vec<Scores> {
    let expected = expected.map(|marginals| ExpectedSpans::new(sequence, marginals));
    let mut further = Vec::new();
    (0..sequence.len())
        .map(|at| {
            further.clear();
            if let Some(expected) = &expected {
                expected.add_features(at, &mut further);
            }
            let mut sums = [0.0; TAGS];
            weights.add_all(features.of_word(at), &mut sums);
            weights.add_all(&further, &mut sums);
            Scores { begin: sums[0], inside: sums[1] }
        })
        .collect()
}

fn by_label(scores: &Scores) -> [f32; 3] {
    [0.0, scores.begin, scores.inside]
}

fn log_sum(values: [f32; 3]) -> f32 {
    let most = values[0].max(values[1]).max(values[2]);
    most + values.iter().map(|value| (value - most).exp()).sum::<f32>().ln()
}

pub fn marginals(scores: &[Scores], transitions: &Transitions) -> Vec<Marginal> {
    let Some(last) = scores.len().checked_sub(1) else { return Vec::new() };
    let mut forward = vec![[0.0; 3]; scores.len()];
    let mut backward = vec![[0.0; 3]; scores.len()];
    for (at, own) in scores.iter().map(by_label).enumerate() {
        for label in 0..3 {
            let from = |before: usize| match at {
                0 => {
                    if before == 0 {
                        transitions[0][label]
                    } else {
                        FORBIDDEN
                    }
                }
                _ => forward[at - 1][before] + transitions[before][label],
            };
            forward[at][label] = own[label] + log_sum([from(0), from(1), from(2)]);
        }
    }
    for at in (0..last).rev() {
        let next = by_label(&scores[at + 1]);
        for label in 0..3 {
            let to = |after: usize| transitions[label][after] + next[after] + backward[at + 1][after];
            backward[at][label] = log_sum([to(0), to(1), to(2)]);
        }
    }
    let all = log_sum(forward[last]);
    let probability = |at: usize, label: usize| (forward[at][label] + backward[at][label] - all).exp().min(1.0);
    (0..scores.len()).map(|at| Marginal { begin: probability(at, 1), continues: probability(at, 2) }).collect()
}

/// The spans of the likeliest labels, as ranges of words.
pub fn likeliest_spans(scores: &[Scores], transitions: &Transitions) -> Vec<(usize, usize)> {
    let mut best = [0.0, FORBIDDEN, FORBIDDEN];
    let mut from: Vec<[u8; 3]> = Vec::with_capacity(scores.len());
    for own in scores.iter().map(by_label) {
        let (mut next, mut source) = ([f32::MIN; 3], [0_u8; 3]);
        for label in 0..3 {
            for before in 0..3_u8 {
                let score = best[usize::from(before)] + transitions[usize::from(before)][label] + own[label];
                if score > next[label] {
                    (next[label], source[label]) = (score, before);
                }
            }
        }
        best = next;
        from.push(source);
    }
    let mut label = (0..3).max_by(|one, other| best[*one].total_cmp(&best[*other])).unwrap_or_default();
    let (mut spans, mut end) = (Vec::new(), None);
    for at in (0..scores.len()).rev() {
        match label {
            0 => end = None,
            1 => {
                spans.push((at, end.unwrap_or(at + 1)));
                end = None;
            }
            _ => end = end.or(Some(at + 1)),
        }
        label = usize::from(from[at][label]);
    }
    spans.reverse();
    spans
}

#[cfg(test)]
mod tests {
    use super::{FORBIDDEN, Scores, likeliest_spans, marginals};
    use proptest::prelude::{prop_assert, proptest};

    const FREE: super::Transitions = [[0.0, 0.0, FORBIDDEN], [0.0; 3], [0.0; 3]];

    fn scores(all: &[(f32, f32)]) -> Vec<Scores> {
        all.iter().map(|(begin, inside)| Scores { begin: *begin, inside: *inside }).collect()
    }

    #[test]
    fn spans_follow_the_scores() {
        let scores = scores(&[(-2.0, -2.0), (3.0, 0.0), (-1.0, 2.0), (4.0, 1.0), (-3.0, -3.0)]);
        assert_eq!(likeliest_spans(&scores, &FREE), [(1, 3), (3, 4)]);
        assert_eq!(likeliest_spans(&[], &FREE), []);
    }

    proptest! {
        /// The sum over all labellings, by counting them out.
        #[test]
        fn marginals_are_those_of_all_labellings(all in proptest::collection::vec((-3.0_f32..3.0, -3.0_f32..3.0), 1..6)) {
            let scores = scores(&all);
            let (mut total, mut begin) = (0.0_f64, vec![0.0_f64; all.len()]);
            for code in 0..3_usize.pow(all.len() as u32) {
                let labels: Vec<usize> = (0..all.len()).map(|at| code / 3_usize.pow(at as u32) % 3).collect();
                let mut score = 0.0;
                for (at, label) in labels.iter().enumerate() {
                    let before = if at == 0 { 0 } else { labels[at - 1] };
                    score += FREE[before][*label] + [0.0, scores[at].begin, scores[at].inside][*label];
                }
                let weight = f64::from(score).exp();
                total += weight;
                for (at, label) in labels.iter().enumerate() {
                    begin[at] += if *label == 1 { weight } else { 0.0 };
                }
            }
            for (found, expected) in marginals(&scores, &FREE).iter().zip(&begin) {
                prop_assert!((f64::from(found.begin) - expected / total).abs() < 1e-3);
            }
        }
    }
}
