//! The meaning of a sheet's columns.

pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
