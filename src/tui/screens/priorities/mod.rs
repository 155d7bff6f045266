//! The priorities of all councils.

pub mod grouping;
pub mod order;
pub mod state;
pub mod update;
pub mod view;
