//! Pages for people: the brief before a meeting, the handover to another team.

pub mod handover;
pub mod html;
