//! The priorities of all councils.

pub mod order;
pub mod state;
pub mod view;
