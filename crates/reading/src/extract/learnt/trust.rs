//! Whether a whole reading can be trusted: recorded by one key, without a look at the text.

use super::super::extracted::Reading;
use super::guess::Guesses;
use super::sentence_model::Question;
use super::sequence::Sequence;

pub const TRUST_INPUTS: usize = 18;

/// How likely recording what is filled in would be exact, and from which probability on a reading is trusted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trust {
    pub weights: [f32; TRUST_INPUTS],
    pub bias: f32,
    pub least: f32,
}

impl Trust {
    pub fn probability(&self, inputs: &[f32; TRUST_INPUTS]) -> f32 {
        let sum: f32 = self.weights.iter().zip(inputs).map(|(weight, input)| weight * input).sum();
        1.0 / (1.0 + (-self.bias - sum).exp())
    }

    pub fn holds(&self, inputs: &[f32; TRUST_INPUTS]) -> bool {
        self.probability(inputs) >= self.least
    }
}

/// What speaks for and against a reading: how likely its values are, and what was left over.
pub fn trust_inputs(reading: &Reading, sequence: &Sequence<'_>, guesses: &Guesses) -> [f32; TRUST_INPUTS] {
    let flag = |set: bool| f32::from(u8::from(set));
    let chosen: Vec<f32> = guesses.priorities.iter().map(|guessed| guessed.probability).collect();
    let least = chosen.iter().copied().fold(1.0, f32::min);
    let read = reading.highlight_spans();
    let outside = |at: usize| {
        let span = sequence.span(at, at + 1);
        !read.iter().any(|own| own.overlaps(span))
    };
    let left: Vec<f32> = (0..sequence.len()).filter(|at| outside(*at)).map(|at| guesses.marginals[at].begin).collect();
    // How likely the decision is right, to fill the value in or to leave it open.
    let certainty = |question: Question, filled_in: bool| {
        let answered = guesses.answered[question as usize];
        let own = guesses.answers[question as usize].map_or(0.0, |answer| answer.probability);
        let right = if filled_in { own } else { (1.0 - own).min(1.0 - answered) };
        right.max(0.01).ln()
    };
    let is_filled_in = [
        reading.wish.as_ref().is_some_and(|read| read.filled_in),
        reading.frequency.as_ref().is_some_and(|read| read.filled_in),
        reading.method.as_ref().is_some_and(|read| read.filled_in),
    ];
    let questions = [Question::Wish, Question::Frequency, Question::Method];
    let certainties: Vec<f32> =
        questions.into_iter().zip(is_filled_in).map(|(question, set)| certainty(question, set)).collect();
    let answered = |question: Question| guesses.answered[question as usize];
    [
        chosen.iter().map(|probability| probability.max(0.01).ln()).sum::<f32>(),
        least,
        chosen.len() as f32,
        left.iter().sum::<f32>(),
        left.iter().copied().fold(0.0, f32::max),
        certainties[0],
        certainties[1],
        certainties[2],
        certainties.iter().copied().fold(0.0, f32::min),
        certainties.iter().sum::<f32>(),
        answered(Question::Wish),
        answered(Question::Frequency),
        answered(Question::Method),
        answered(Question::Holding),
        reading.unread.len() as f32,
        flag(reading.has_suggestions()),
        flag(reading.wish.as_ref().is_some_and(|read| read.value == charter::returns::Wish::No)),
        sequence.len() as f32,
    ]
}
