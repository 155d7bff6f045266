//! `round`: the rounds, opening one, and its dates.

mod document;
mod run;

pub use document::{ListedRoundDocument, RoundDocument};
pub use run::run;
