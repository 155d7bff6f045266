//! `inbox`: what came in and waits, and what becomes of it.

mod document;
mod list;
mod settle;
mod words;

pub use document::{MatchDocument, ProposalDocument};
pub use list::run;
pub use words::{describe_content, describe_match};
