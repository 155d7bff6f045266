//! The report as charts: one in focus, its bars with their numbers, the councils behind each bar.

mod drawing;
mod layout;
pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
