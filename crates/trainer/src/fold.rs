//! The replies of one group of authors, read with stages that were learnt from the others.

use reading::extract::learnt::{
    Around, CALIBRATION_INPUTS, CANDIDATE_FEATURES, CLASSES, Forest, GuessedPriority, Marginal, Proposed, Question,
    Weights, candidate_features, candidates, choose, likeliest_spans, logistic, marginals, proposed, sentence_scores,
};

use crate::learn::{Material, labelled_class, rules};
use crate::learn_forest::{Judged, learn_forest};
use crate::learn_logistic::learn_logistic;
use crate::learn_questions::learn_questions;
use crate::learn_tags::Tagged;
use crate::score::is_right;
use crate::stage::Stage;
use crate::thresholds::Graded;

/// A range of words that may be a priority.
struct JudgedCandidate {
    first: usize,
    end: usize,
    judged: Judged<CANDIDATE_FEATURES>,
}

/// What may answer a question, and the label.
struct JudgedAnswer {
    proposed: Vec<Proposed>,
    labelled: Option<usize>,
}

pub struct Fold {
    pub group: usize,
    /// The second stage; the first belongs to the group as well.
    pub second: Stage,
    pub sentences: Vec<u8>,
    pub biases: [f32; CLASSES],
    /// By reply.
    candidates: Vec<Vec<JudgedCandidate>>,
    /// By question and reply.
    answers: [Vec<JudgedAnswer>; 4],
}

impl Fold {
    pub fn new(material: &Material<'_>, group: usize, second_rows: &[Tagged], expected: &[Vec<Marginal>]) -> Self {
        let second = material.stage_without(second_rows, group);
        let (sentences, biases) =
            learn_questions(&material.sentences, material.examples, |index| material.groups[index] != group);
        let mut fold = Self { group, second, sentences, biases, candidates: Vec::new(), answers: Default::default() };
        for index in material.originals_of(group) {
            fold.add(material, index, &expected[index]);
        }
        fold
    }

    fn add(&mut self, material: &Material<'_>, index: usize, first: &[Marginal]) {
        let (sequence, example) = (&material.sequences[index], material.pieces[index].example);
        let reply = &material.examples[example].reply;
        let (rule_answers, rule_spans) = rules(reply, sequence);
        let Some(weights) = Weights::parse(&self.sentences) else { return };
        let scored = sentence_scores(&material.sentences[example], weights, &self.biases);
        for question in Question::ALL {
            self.answers[question as usize].push(JudgedAnswer {
                proposed: proposed(question, &rule_answers, &scored),
                labelled: labelled_class(reply, question),
            });
        }
        // What refers to the round before has no words of its own.
        if !reply.before.is_empty() {
            return;
        }
        let scores = self.second.scores(sequence, Some(first));
        let second = marginals(&scores, &self.second.transitions());
        let tagger = likeliest_spans(&scores, &self.second.transitions());
        let around = Around { first, second: &second, rules: &rule_spans, tagger: &tagger };
        let judge = |candidate: reading::extract::learnt::Candidate| {
            let text = sequence.span(candidate.first, candidate.end).slice(&reply.text);
            let right = reply.priorities.iter().any(|label| is_right(text, &label.text));
            let features = candidate_features(sequence, &candidate, &around);
            JudgedCandidate { first: candidate.first, end: candidate.end, judged: Judged { features, right } }
        };
        self.candidates.push(candidates(sequence, &rule_spans, &tagger, &second).into_iter().map(judge).collect());
    }

    fn judged(&self) -> impl Iterator<Item = &Judged<CANDIDATE_FEATURES>> {
        self.candidates.iter().flatten().map(|candidate| &candidate.judged)
    }

    fn examples(&self, question: Question) -> impl Iterator<Item = ([f32; CALIBRATION_INPUTS], bool)> {
        let answers = self.answers[question as usize].iter();
        answers.flat_map(|answer| {
            answer.proposed.iter().map(|proposed| (proposed.inputs, Some(proposed.class) == answer.labelled))
        })
    }

    /// The priorities that a forest chooses, and whether each is right.
    pub fn grade_priorities(&self, forest: &[u8]) -> Vec<Graded> {
        const LEAST: f32 = 0.2;
        let Some(forest) = Forest::parse(forest) else { return Vec::new() };
        let mut graded = Vec::new();
        for candidates in &self.candidates {
            let guessed = candidates.iter().map(|candidate| GuessedPriority {
                first: candidate.first,
                end: candidate.end,
                probability: forest.probability(&candidate.judged.features),
            });
            for chosen in choose(guessed.collect(), LEAST) {
                let own = candidates.iter().find(|own| (own.first, own.end) == (chosen.first, chosen.end));
                let right = own.is_some_and(|own| own.judged.right);
                graded.push(Graded { probability: chosen.probability, right });
            }
        }
        graded
    }

    /// The likelier answers to a question, and whether each is right.
    pub fn grade_answers(&self, question: Question, weights: &[f32; CALIBRATION_INPUTS]) -> Vec<Graded> {
        let likeliest = |answer: &JudgedAnswer| {
            let graded = answer.proposed.iter().map(|proposed| Graded {
                probability: logistic(weights, &proposed.inputs),
                right: Some(proposed.class) == answer.labelled,
            });
            graded.max_by(|one, other| one.probability.total_cmp(&other.probability))
        };
        self.answers[question as usize].iter().filter_map(likeliest).collect()
    }
}

/// The forest of all authors.
pub fn judge_forest(folds: &[Fold]) -> Vec<u8> {
    Forest::build(&learn_forest(&folds.iter().flat_map(Fold::judged).collect::<Vec<_>>()))
}

/// A forest that was not learnt from one of the folds.
pub fn judge_forest_without(folds: &[Fold], index: usize) -> Vec<u8> {
    let others = folds.iter().enumerate().filter(|(other, _)| *other != index);
    Forest::build(&learn_forest(&others.flat_map(|(_, fold)| fold.judged()).collect::<Vec<_>>()))
}

const CALIBRATION_PENALTY: f64 = 1.0;

/// The calibration of all authors.
pub fn calibrate(folds: &[Fold], question: Question) -> [f32; CALIBRATION_INPUTS] {
    learn_logistic(&folds.iter().flat_map(|fold| fold.examples(question)).collect::<Vec<_>>(), CALIBRATION_PENALTY)
}

/// A calibration that was not learnt from one of the folds.
pub fn calibrate_without(folds: &[Fold], index: usize, question: Question) -> [f32; CALIBRATION_INPUTS] {
    let others = folds.iter().enumerate().filter(|(other, _)| *other != index);
    learn_logistic(&others.flat_map(|(_, fold)| fold.examples(question)).collect::<Vec<_>>(), CALIBRATION_PENALTY)
}
