//! `inbox`: what came in and waits, and what becomes of it.

mod document;
mod list;
mod settle;
mod words;

pub use document::{FoundDocument, ProposedDocument};
pub use list::run;
pub use words::{found, says};
