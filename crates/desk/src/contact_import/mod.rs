//! Imports a list of contacts: a sheet or cards become contacts of councils, for the subcommand and the screen alike.
//!
//! A council is never guessed: a row whose council or role is not certain is listed with its number and candidates, and
//! nothing is recorded for it.
//!
//! | module | does |
//! | --- | --- |
//! | `councils` | which council a row is about |
//! | `compare` | what the rows would change |
//! | `known` | the contacts on record while the rows are compared with them |

mod compare;
mod councils;
mod known;

pub use compare::{AskedRow, Comparison, ContactContext, compare};

#[cfg(test)]
mod tests;
