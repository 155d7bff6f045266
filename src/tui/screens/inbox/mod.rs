//! The inbox: replies that wait for a decision.

#[cfg(test)]
mod compare_tests;
pub mod disabled;
pub mod layout;
pub mod proposal;
mod proposal_page;
pub mod source;
pub mod state;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_next;
pub mod update;
pub mod view;
