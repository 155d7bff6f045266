//! `round`: the rounds, opening one, its dates, and comparing two.

mod compare;
mod document;
mod run;

pub use compare::ComparisonDocument;
pub use document::{ListedRoundDocument, OpenedRoundDocument, RoundDocument};
pub use run::run;
