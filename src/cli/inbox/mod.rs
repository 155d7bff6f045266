//! `inbox`: lists the pending items and decides about them.

mod actions;
mod describe;
mod document;
mod list;
mod run;

pub use describe::{describe_content, describe_match};
pub use document::{ItemDocument, MatchDocument, ProposalDocument};
pub use run::run;
