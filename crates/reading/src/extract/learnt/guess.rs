//! What the model makes of a reply, with what the rules read.

use super::calibration::{RuleAnswers, logistic, proposed};
use super::candidate_features::{Around, candidate_features};
use super::candidates::candidates;
use super::model::Model;
use super::sentence_features::sentence_features;
use super::sentence_model::{CLASSES, Question, class_probabilities, likeliest, sentence_scores};
use super::sequence::Sequence;
use super::tagger::{Marginal, likeliest_spans, marginals, scores};
use super::token_features::TokenFeatures;

/// A priority, as a range of words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GuessedPriority {
    pub first: usize,
    pub end: usize,
    pub probability: f32,
}

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GuessedAnswer {
    pub class: usize,
    /// Index of the sentence that says so, unless it is what the rules read.
    pub sentence: usize,
    pub by_rule: bool,
    pub probability: f32,
}

#[derive(Clone, Debug, Default)]
pub struct Guesses {
    /// In the order of the text, without overlaps.
    pub priorities: Vec<GuessedPriority>,
    /// The likelier of what the rules and the model propose, by question.
    pub answers: [Option<GuessedAnswer>; 4],
    /// The probability that each question is answered, by the model alone.
    pub answered: [f32; 4],
    pub marginals: Vec<Marginal>,
    pub sentence_scores: Vec<[f32; CLASSES]>,
}

impl Guesses {
    /// The sentence that most likely answers a question.
    pub fn sentence(&self, question: Question) -> Option<usize> {
        likeliest(question, &self.sentence_scores).map(|(_, sentence)| sentence)
    }
}

/// The priorities that may be meant are those above the threshold for suggestions.
pub fn guess(
    sequence: &Sequence<'_>,
    rule_spans: &[(usize, usize)],
    rules: &RuleAnswers,
    model: &Model<'_>,
) -> Guesses {
    let features = TokenFeatures::new(sequence);
    let first = marginals(&scores(sequence, &features, model.first.weights, None), &model.first.transitions);
    let second_scores = scores(sequence, &features, model.second.weights, Some(&first));
    let second = marginals(&second_scores, &model.second.transitions);
    let tagger = likeliest_spans(&second_scores, &model.second.transitions);
    let sentences = sentence_scores(&sentence_features(sequence, &first), model.sentences, &model.biases);
    let of = |question: Question| class_probabilities(question, &sentences);
    let around = Around { first: &first, second: &second, rules: rule_spans, tagger: &tagger };
    let judged = candidates(sequence, rule_spans, &tagger, &second).into_iter().map(|candidate| GuessedPriority {
        first: candidate.first,
        end: candidate.end,
        probability: model.forest.probability(&candidate_features(sequence, &candidate, &around)),
    });
    let answers = Question::ALL.map(|question| {
        let weights = &model.calibration[question as usize];
        let likely = proposed(question, rules, &sentences).into_iter().map(|proposed| GuessedAnswer {
            class: proposed.class,
            sentence: proposed.sentence,
            by_rule: proposed.by_rule,
            probability: logistic(weights, &proposed.inputs),
        });
        likely.max_by(|one, other| one.probability.total_cmp(&other.probability))
    });
    Guesses {
        priorities: choose(judged.collect(), model.priorities.suggest),
        answers,
        answered: Question::ALL.map(|question| of(question).iter().sum()),
        marginals: second,
        sentence_scores: sentences,
    }
}

/// The likeliest first; what overlaps one of them is left out.
pub fn choose(mut judged: Vec<GuessedPriority>, least: f32) -> Vec<GuessedPriority> {
    judged.retain(|one| one.probability >= least);
    judged.sort_by(|one, other| other.probability.total_cmp(&one.probability).then(one.first.cmp(&other.first)));
    let mut chosen: Vec<GuessedPriority> = Vec::new();
    for one in judged {
        if chosen.iter().all(|known| one.end <= known.first || known.end <= one.first) {
            chosen.push(one);
        }
    }
    chosen.sort_by_key(|one| one.first);
    chosen
}
