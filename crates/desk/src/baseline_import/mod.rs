//! Imports the answers of an earlier round from a sheet, for the subcommand and the screen alike: the round, the returns,
//! the agreed priorities and what came of them, as one change.
//!
//! A council is never guessed: a row that is not certain is listed with its number and the reason, and nothing is recorded
//! for it.
//!
//! | module | does |
//! | --- | --- |
//! | `columns` | what the columns mean |
//! | `rows` | reads each row: council, answer, day of the agreement, results |
//! | `compare` | what the rows would change |
//! | `rest` | writes the rows that were not recorded to a file |

mod columns;
mod compare;
mod rest;
mod rows;

pub use compare::{Baseline, BaselineRequest, compare};
pub use rest::{AskedBaselineRow, write_rest};

#[cfg(test)]
mod tests;
