//! `letters`: drafted as files, marked as sent, listed.

mod document;
mod draft;
mod list;
mod mark;
mod run;

pub use document::{DraftDocument, DueDocument, LetterDocument};
pub use run::run;
