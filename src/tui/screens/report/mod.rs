//! The report as charts: one in focus, its bars with their numbers, the councils behind each bar.

#[cfg(test)]
mod area_tests;
mod drawing;
mod layout;
pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
