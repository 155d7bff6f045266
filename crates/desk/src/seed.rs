//! The content of a new database: the shipped areas, register and first round.
//!
//! The reader for a user's own register reads this one too. `Store::open` receives [`seed`] as a function, because
//! the store knows no other file formats.

use crate::records::record_area;
use crate::register::SeedError;
use crate::register::areas_csv::{embedded_areas, read_areas};
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
    let councils = comparison.acts.len();
    // The councils find the records of their areas.
    let areas = read_areas(embedded_areas())?.rows;
    let mut acts: Vec<Act> =
        areas.into_iter().flat_map(|row| record_area(None, row.facts, row.successor.as_ref(), &[])).collect();
    acts.extend(comparison.acts);
    let rounds = embedded_rounds()?;
    let newest = rounds.iter().max_by_key(|round| round.quarter).ok_or(SeedError::NoRound)?;
    let round = newest.quarter.to_string();
    acts.extend(rounds.into_iter().map(Act::OpenRound));
    let words = format!("register: {}, {}", pluralize(councils, "council"), pluralize(parishes, "parish"));
    Ok(Seed { change: Change::with_summary(acts, words), summary: SeedSummary { councils, parishes, round } })
}
