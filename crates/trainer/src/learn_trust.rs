//! Learns when a whole reading can be trusted.

use reading::extract::learnt::{Model, Question, Tables};
use reading::extract::{Context, Document, read_with_certainty};

use crate::evaluate::{Outcome, judge};
use crate::fold::{Fold, calibrate_without, judge_forest_without};
use crate::learn::{Material, categories};
use crate::stage::Stage;
use crate::thresholds::{Graded, lowest_threshold};

/// Least share of trusted readings that are exact, on left-out authors.
const MIN_EXACT: f64 = 0.92;

/// Reads the replies of each group of authors with a model that was learnt from the others, and finds from which certainty on a
/// reading is trusted.
pub fn least_certainty(material: &Material<'_>, folds: &[Fold], firsts: &[Stage], tables: &Tables) -> f32 {
    let categories = categories();
    let mut graded = Vec::new();
    for (index, fold) in folds.iter().enumerate() {
        let first = &firsts[fold.group];
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
        for index in material.originals_of(fold.group) {
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
            let (reading, certainty) = read_with_certainty(&Document::new(&reply.text), &context, &model);
            // Something else asks for a look at the others.
            let is_clear = reading.unread.is_empty() && !reading.has_suggestions() && reading.holding.is_none();
            if reading.has_answer() && is_clear {
                graded.push(Graded { probability: certainty, right: judge(reply, &reading) == Outcome::Exact });
            }
        }
    }
    lowest_threshold(&graded, MIN_EXACT)
}
