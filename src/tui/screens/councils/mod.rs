//! The list of councils.

pub mod cells;
pub mod grouping;
pub mod layout;
pub mod pane;
pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
