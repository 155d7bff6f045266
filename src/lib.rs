//! charterdesk: a terminal desk for Safer Neighbourhood Teams.

pub mod cli;
pub mod clock;
pub mod domain;
pub mod exchange;
pub mod session;
pub mod settings;
pub mod store;
pub mod tui;
