//! What there is to do today.

pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
