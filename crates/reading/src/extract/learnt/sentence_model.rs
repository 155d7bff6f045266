//! Which sentence answers a question of the letter, and how.
//!
//! For each field a log-linear model over the pairs of a sentence and a class, and over "none": P(class, sentence) is
//! proportional to exp(score), P(none) to 1.

use super::weights::Weights;

/// The fields that a sentence can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    Wish,
    Frequency,
    Method,
    Holding,
}

impl Question {
    pub const ALL: [Self; 4] = [Self::Wish, Self::Frequency, Self::Method, Self::Holding];

    /// The columns of its classes in the table of weights.
    pub fn classes(self) -> std::ops::Range<usize> {
        match self {
            Self::Wish => 0..2,
            Self::Frequency => 2..8,
            Self::Method => 8..14,
            Self::Holding => 14..15,
        }
    }
}

/// Number of weights of a feature.
pub const CLASSES: usize = 15;

/// The scores of each sentence for all classes.
pub fn sentence_scores(
    features: &[Vec<u32>],
    weights: Weights<'_, CLASSES>,
    biases: &[f32; CLASSES],
) -> Vec<[f32; CLASSES]> {
    features
        .iter()
        .map(|features| {
            let mut sums = *biases;
            weights.add_all(features, &mut sums);
            sums
        })
        .collect()
}

/// The probabilities of the classes of a question.
pub(super) fn class_probabilities(question: Question, scores: &[[f32; CLASSES]]) -> Vec<f32> {
    let classes = question.classes();
    let most = scores.iter().flat_map(|own| &own[classes.clone()]).fold(0_f32, |most, score| most.max(*score));
    let mut sums = vec![0.0; classes.len()];
    for own in scores {
        for (sum, score) in sums.iter_mut().zip(&own[classes.clone()]) {
            *sum += (score - most).exp();
        }
    }
    let all = (-most).exp() + sums.iter().sum::<f32>();
    sums.into_iter().map(|sum| sum / all).collect()
}

/// The likeliest class, and the index of the sentence that says it best; `None` without a sentence.
pub(super) fn likeliest(question: Question, scores: &[[f32; CLASSES]]) -> Option<(usize, usize)> {
    let probabilities = class_probabilities(question, scores);
    let (class, _) = probabilities.iter().enumerate().max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let column = question.classes().start + class;
    let (sentence, _) =
        scores.iter().enumerate().max_by(|(_, one), (_, other)| one[column].total_cmp(&other[column]))?;
    Some((class, sentence))
}
