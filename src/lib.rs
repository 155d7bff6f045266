//! charterdesk: a terminal desk for Safer Neighbourhood Teams.

pub mod domain;
pub mod exchange;
pub mod store;
