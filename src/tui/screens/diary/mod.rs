//! The diary: meetings, and the promise of the quarter.

pub mod alteration;
pub mod calendar;
pub mod promise_line;
pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
