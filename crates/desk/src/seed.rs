//! What a new database is filled with: the register that the program ships, and the first round.
//!
//! The register is read by the same reader as a user's own. `Store::open` is handed [`seed`], because the store does
//! not know files of other forms.

use crate::register::councils_csv::{embedded_register, read_register};
use crate::register::rounds_csv::embedded_rounds;
use charter::change::{Act, Change};
use charter::english::pluralize;
use charter::register::{Seed, SeedSummary, compare};

/// Reads what the program ships.
///
/// # Errors
/// A sentence, if what is shipped cannot be read.
pub fn seed() -> Result<Seed, String> {
    let file = read_register(embedded_register()).map_err(|error| error.to_string())?;
    let parishes = file.rows.len();
    let comparison = compare(file.rows, &[], None);
    let mut acts = comparison.acts;
    let councils = acts.len();
    let rounds = embedded_rounds()?;
    let newest = rounds.iter().max_by_key(|round| round.quarter).ok_or("no round is shipped")?;
    let round = newest.quarter.to_string();
    acts.extend(rounds.into_iter().map(Act::Open));
    let words = format!("register: {}, {}", pluralize(councils, "council"), pluralize(parishes, "parish"));
    Ok(Seed { change: Change::with_summary(acts, words), loaded: SeedSummary { councils, parishes, round } })
}
