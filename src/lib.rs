//! charterdesk: a terminal desk for Safer Neighbourhood Teams.

pub mod cli;
pub mod clock;
pub mod domain;
<<<<<<< HEAD
=======
pub mod exchange;
pub mod session;
pub mod settings;
pub mod store;
>>>>>>> cli
pub mod tui;
