//! Pages for people: the brief before a meeting, the handover to another team.

mod error;
pub mod handover;
pub mod html;

pub use error::DocumentError;
