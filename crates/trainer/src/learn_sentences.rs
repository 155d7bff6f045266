//! Learns which sentences answer a question of the letter, and how.

use crate::examples::{Dictionary, Rows, in_two_threads};
use crate::lbfgs::minimize;

/// A reply as rows of features, one a sentence, and its answer.
pub struct Answered<'r> {
    pub sentences: &'r [Vec<u32>],
    /// The class; `None` if the reply does not answer.
    pub class: Option<usize>,
}

/// Weights by feature for each class, and the score of a sentence without features.
pub struct LearntAnswers {
    pub weights: Vec<(u32, Vec<f32>)>,
    pub bias: f32,
}

const BIAS: f64 = -5.0;
const STEPS: usize = 80;

/// Negative log-likelihood of a reply: the sum over its sentences. Adds its gradient.
fn add_reply(rows: &Rows, class: Option<usize>, classes: usize, at: &[f64], gradient: &mut [f64]) -> f64 {
    let mut scores = vec![BIAS; rows.len() * classes];
    for (sentence, own) in scores.chunks_exact_mut(classes).enumerate() {
        for feature in rows.row(sentence) {
            let weights = &at[*feature as usize * classes..][..classes];
            own.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
    }
    let most = scores.iter().fold(0_f64, |most, score| most.max(*score));
    let total = (-most).exp() + scores.iter().map(|score| (score - most).exp()).sum::<f64>();
    let of_class = |index: &usize| Some(index % classes) == class;
    let labelled: f64 = match class {
        None => (-most).exp(),
        Some(_) => (0..scores.len()).filter(of_class).map(|index| (scores[index] - most).exp()).sum(),
    };
    let labelled = labelled.max(1e-300);
    for sentence in 0..rows.len() {
        for own in 0..classes {
            let index = sentence * classes + own;
            let weight = (scores[index] - most).exp();
            let error = weight / total - if of_class(&index) { weight / labelled } else { 0.0 };
            if error.abs() > 1e-9 {
                for feature in rows.row(sentence) {
                    gradient[*feature as usize * classes + own] += error;
                }
            }
        }
    }
    total.ln() - labelled.ln()
}

pub fn learn_sentences(replies: &[Answered<'_>], classes: usize, l2: f64) -> LearntAnswers {
    let dictionary = Dictionary::new(replies.iter().flat_map(|reply| reply.sentences).map(Vec::as_slice), 2);
    let dense: Vec<(Rows, Option<usize>)> = replies
        .iter()
        .map(|reply| {
            let mut rows = Rows::default();
            reply.sentences.iter().for_each(|sentence| rows.push(dictionary.indices(sentence)));
            (rows, reply.class)
        })
        .collect();
    let learnt = minimize(vec![0.0; dictionary.len() * classes], 0.0, STEPS, |at, gradient| {
        let mut value = in_two_threads(dense.len(), gradient, |range, gradient| {
            dense[range].iter().map(|(rows, class)| add_reply(rows, *class, classes, at, gradient)).sum()
        });
        for (slope, weight) in gradient.iter_mut().zip(at) {
            *slope += l2 * weight;
            value += l2 / 2.0 * weight * weight;
        }
        value
    });
    LearntAnswers { weights: dictionary.weights(&learnt), bias: BIAS as f32 }
}
