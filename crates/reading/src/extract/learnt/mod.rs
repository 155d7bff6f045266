//! The learnt reader: what the rules do not know.
//!
//! | module | does |
//! | --- | --- |
//! | `sequence`, `word_class` | the words of a document in a row, and what is known of each |
//! | `token_features`, `tagger` | which words belong to a priority: a linear-chain conditional random field, twice |
//! | `candidates`, `candidate_features`, `forest` | ranges of words that rules or tagger propose, and how likely each is right |
//! | `sentence_features`, `sentence_model` | which sentence answers a question of the letter, and how, given what the tagger finds |
//! | `classes` | the classes of the questions, and the values that they stand for |
//! | `calibration` | how likely an answer is right, given what rules and model say |
//! | `weights`, `model` | the file of what was learnt, read in place |
//! | `guess` | all of it for one reply |
//! | `trust` | whether the whole reading can be trusted |
//!
//! `crates/trainer` learns the model with the same functions.

mod calibration;
mod candidate_features;
mod candidates;
mod classes;
mod forest;
mod guess;
mod model;
mod sentence_features;
mod sentence_model;
mod sequence;
mod tagger;
mod token_features;
mod trust;
mod weights;
mod word_class;
mod word_groups;

pub use calibration::{CALIBRATION_INPUTS, Proposed, RuleAnswers, logistic, proposed};
pub use candidate_features::{Around, CANDIDATE_FEATURES, candidate_features};
pub use candidates::{Candidate, Sources, candidates};
pub use classes::{frequency_class, method_class, wish_class};
pub(super) use classes::{frequency_of, method_of, wish_of};
pub use forest::{Forest, Node};
pub use guess::{GuessedAnswer, GuessedPriority, Guesses, choose, guess};
pub use model::{Model, Tables, Tagger, Thresholds};
pub use sentence_features::sentence_features;
pub use sentence_model::{CLASSES, Question, sentence_scores};
pub use sequence::Sequence;
pub use tagger::{FORBIDDEN, Marginal, Scores, TAGS, Transitions, likeliest_spans, marginals, scores};
pub use token_features::{ExpectedSpans, TokenFeatures};
pub(super) use trust::certainty;
pub use weights::Weights;
pub use word_groups::{GROUPINGS, WordGroups};
