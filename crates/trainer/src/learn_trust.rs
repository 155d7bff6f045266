//! Learns when a whole reading can be trusted.

use reading::extract::learnt::{Model, Question, TRUST_INPUTS, Tables, Trust};
use reading::extract::{Context, Document, read_with_evidence};

use crate::evaluate::{Outcome, judge};
use crate::fold::{Fold, calibrate_without, judge_forest_without};
use crate::learn::{Material, categories};
use crate::learn_logistic::learn_logistic;
use crate::stage::Stage;
use crate::thresholds::{Graded, lowest_threshold};

/// Least share of trusted readings that are exact, on left-out authors.
const MIN_EXACT: f64 = 0.92;

const PENALTY: f64 = 3.0;

/// A reading of a reply by a model that does not know its author.
#[derive(Clone, Copy)]
struct JudgedReading {
    inputs: [f32; TRUST_INPUTS],
    exact: bool,
    /// Whether something else asks for a look.
    blocked: bool,
}

/// Learns on inputs of mean 0 and deviation 1, so that the penalty treats them alike.
fn learn(readings: &[JudgedReading]) -> Trust {
    let count = readings.len().max(1) as f32;
    let mean_of = |value: &dyn Fn(&JudgedReading) -> f32| readings.iter().map(value).sum::<f32>() / count;
    let mut scales = [(0.0, 1.0); TRUST_INPUTS];
    for (index, scale) in scales.iter_mut().enumerate() {
        let mean = mean_of(&|own| own.inputs[index]);
        let deviation = mean_of(&|own| (own.inputs[index] - mean).powi(2)).sqrt();
        *scale = (mean, if deviation > 0.0 { deviation } else { 1.0 });
    }
    let scaled = readings.iter().map(|own| {
        let mut inputs = [1.0; TRUST_INPUTS + 1];
        for (index, (mean, deviation)) in scales.iter().enumerate() {
            inputs[index] = (own.inputs[index] - mean) / deviation;
        }
        (inputs, own.exact)
    });
    let learnt = learn_logistic(&scaled.collect::<Vec<_>>(), PENALTY);
    let mut trust = Trust { weights: [0.0; TRUST_INPUTS], bias: learnt[TRUST_INPUTS], least: 0.0 };
    for (index, (mean, deviation)) in scales.iter().enumerate() {
        trust.weights[index] = learnt[index] / deviation;
        trust.bias -= learnt[index] * mean / deviation;
    }
    trust
}

/// Reads each author's replies with a model that was learnt from the others, and learns which readings are exact.
pub fn learn_trust(material: &Material<'_>, folds: &[Fold], firsts: &[Stage], tables: &Tables) -> Trust {
    let categories = categories();
    let mut examples: Vec<Vec<JudgedReading>> = Vec::new();
    for (index, fold) in folds.iter().enumerate() {
        let first = &firsts[fold.author];
        let own = Tables {
            first_transitions: first.transitions(),
            first: first.table().to_vec(),
            second_transitions: fold.second.transitions(),
            second: fold.second.table().to_vec(),
            forest: judge_forest_without(folds, index),
            sentences: fold.sentences.clone(),
            biases: fold.biases,
            calibration: Question::ALL.map(|question| calibrate_without(folds, index, question)),
            ..tables.clone()
        };
        let bytes = own.to_bytes();
        let Some(model) = Model::parse(&bytes) else { continue };
        let mut of_author = Vec::new();
        for index in material.originals_of(fold.author) {
            let reply = &material.examples[material.pieces[index].example].reply;
            if !reply.before.is_empty() {
                continue;
            }
            let context = Context {
                received_on: reply.received,
                agreed: &reply.before,
                categories: &categories,
                model: Some(&model),
            };
            let (reading, inputs) = read_with_evidence(&Document::new(&reply.text), &context, &model);
            if reading.has_answer() {
                of_author.push(JudgedReading {
                    inputs,
                    exact: judge(reply, &reading) == Outcome::Exact,
                    blocked: !reading.unread.is_empty() || reading.has_suggestions(),
                });
            }
        }
        examples.push(of_author);
    }
    let mut graded = Vec::new();
    for (index, own) in examples.iter().enumerate() {
        let others = examples.iter().enumerate().filter(|(other, _)| *other != index);
        let others: Vec<JudgedReading> = others.flat_map(|(_, own)| own).filter(|own| !own.blocked).copied().collect();
        let trust = learn(&others);
        graded.extend(
            own.iter()
                .filter(|own| !own.blocked)
                .map(|own| Graded { probability: trust.probability(&own.inputs), right: own.exact }),
        );
    }
    let all: Vec<JudgedReading> = examples.into_iter().flatten().filter(|own| !own.blocked).collect();
    Trust { least: lowest_threshold(&graded, MIN_EXACT), ..learn(&all) }
}
