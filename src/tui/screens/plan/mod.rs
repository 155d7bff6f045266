//! The plan of which meetings to attend.

pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
