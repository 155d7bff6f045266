//! The content of a new database: the shipped register and the first round.
//!
//! The reader for a user's own register reads this one too. `Store::open` receives [`seed`] as a function, because
//! the store knows no other file formats.

use crate::register::SeedError;
use crate::register::councils_csv::{embedded_register, read_register};
use crate::register::rounds_csv::embedded_rounds;
use charter::change::{Act, Change};
use charter::english::pluralize;
use charter::register::{RegisterTerms, Seed, SeedSummary, compare};

/// # Errors
///
/// The shipped files are wrong.
pub fn seed() -> Result<Seed, SeedError> {
    let file = read_register(embedded_register())?;
    let parishes = file.rows.len();
    let comparison = compare(file.rows, &[], RegisterTerms::default());
    let mut acts = comparison.acts;
    let councils = acts.len();
    let rounds = embedded_rounds()?;
    let newest = rounds.iter().max_by_key(|round| round.quarter).ok_or(SeedError::NoRound)?;
    let round = newest.quarter.to_string();
    acts.extend(rounds.into_iter().map(Act::OpenRound));
    let words = format!("register: {}, {}", pluralize(councils, "council"), pluralize(parishes, "parish"));
    Ok(Seed { change: Change::with_summary(acts, words), summary: SeedSummary { councils, parishes, round } })
}
