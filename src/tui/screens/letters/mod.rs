//! The preview of a batch of letters.

pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
