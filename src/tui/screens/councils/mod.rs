//! The list of councils.

pub mod pane;
pub mod state;
pub mod update;
pub mod view;
