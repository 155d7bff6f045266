//! `inbox`: what came in and waits, and what becomes of it.

mod actions;
mod describe;
mod document;
mod list;
mod run;

pub use describe::{describe_content, describe_match};
pub use document::{ItemDocument, MatchDocument, ProposalDocument};
pub use run::run;
