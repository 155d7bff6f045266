//! What the columns of a sheet mean.

pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
