//! Learns the models of all questions, in one table.

use std::collections::BTreeMap;

use reading::extract::learnt::{CLASSES, Question, Weights};

use crate::learn::{Example, labelled_class};
use crate::learn_sentences::{Answered, learn_sentences};

/// Smaller weights are pruned.
const MIN_WEIGHT: f32 = 0.08;
/// Models of the wish whose weights are averaged, each of a part of the features.
const BAGS: u32 = 5;

fn penalty(question: Question) -> f64 {
    if question == Question::Method { 0.15 } else { 0.3 }
}

/// From the examples for which `is_taken` is true. The table and the score of a sentence without features.
pub fn learn_questions(
    sentences: &[Vec<Vec<u32>>],
    examples: &[&Example],
    is_taken: impl Fn(usize) -> bool,
) -> (Vec<u8>, [f32; CLASSES]) {
    let (mut merged, mut biases) = (BTreeMap::<u32, Vec<f32>>::new(), [0.0; CLASSES]);
    for question in Question::ALL {
        let classes = question.classes();
        let bags = if question == Question::Wish { BAGS } else { 1 };
        for bag in 0..bags {
            let taken = (0..examples.len()).filter(|index| is_taken(*index));
            let kept: Vec<(usize, Vec<Vec<u32>>)> =
                taken.map(|index| (index, keep(&sentences[index], bag, bags))).collect();
            let replies: Vec<Answered<'_>> = kept
                .iter()
                .map(|(index, sentences)| Answered {
                    sentences,
                    class: labelled_class(&examples[*index].reply, question),
                })
                .collect();
            let learnt = learn_sentences(&replies, classes.len(), penalty(question));
            for (feature, weights) in learnt.weights {
                let own = merged.entry(feature).or_insert_with(|| vec![0.0; CLASSES]);
                own[classes.clone()].iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight / bags as f32);
            }
            biases[classes.clone()].fill(learnt.bias);
        }
    }
    let mut weights: Vec<(u32, Vec<f32>)> = merged.into_iter().collect();
    for (_, own) in &mut weights {
        own.iter_mut().filter(|weight| weight.abs() < MIN_WEIGHT).for_each(|weight| *weight = 0.0);
    }
    weights.retain(|(_, own)| own.iter().any(|weight| *weight != 0.0));
    (Weights::<CLASSES>::build(&weights), biases)
}

/// Three of five features, others in each bag.
fn keep(sentences: &[Vec<u32>], bag: u32, bags: u32) -> Vec<Vec<u32>> {
    let is_kept = |feature: &&u32| bags == 1 || (*feature / 7 + bag) % 5 < 3;
    sentences.iter().map(|features| features.iter().filter(is_kept).copied().collect()).collect()
}
