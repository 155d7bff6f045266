//! Pages for people: the brief before a meeting, the handover to another team.

mod error;
pub mod handover;
pub mod html;
mod json;

pub use error::DocumentError;
pub use json::json_bytes;
