//! Learns the model of the reader from labelled replies, and measures it on authors that it did not learn from.
//!
//! | module | does |
//! | --- | --- |
//! | `corpus`, `align` | the labelled replies, and where the words of their labels stand |
//! | `augment`, `pieces` | varied copies |
//! | `examples`, `lbfgs` | features as dense indices, and the minimizer |
//! | `learn_tags`, `learn_sentences`, `learn_questions`, `learn_forest`, `learn_logistic`, `learn_trust` | one part each |
//! | `stage`, `fold` | a learnt tagger; one author's replies, read with what was learnt from the others |
//! | `thresholds` | from which probability on a value is filled in |
//! | `word_groups` | which words mean nearly the same |
//! | `learn` | all of it |
//! | `score`, `evaluate` | counts what is right |

pub mod align;
pub mod augment;
pub mod corpus;
pub mod evaluate;
pub mod examples;
pub mod fold;
pub mod lbfgs;
pub mod learn;
pub mod learn_forest;
pub mod learn_logistic;
pub mod learn_questions;
pub mod learn_sentences;
pub mod learn_tags;
pub mod learn_trust;
pub mod pieces;
pub mod score;
pub mod stage;
pub mod thresholds;
pub mod word_groups;
