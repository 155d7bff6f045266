//! A database in which every council's letter is on record, without its date. A new database holds no letters.

#![allow(dead_code, reason = "each file of tests uses its part")]

use std::path::Path;

use charter::change::{Act, Change, Moment, RecordLetter};
use charter::english::pluralize;
use charter::ids::{CouncilId, RoundId};
use charter::register::Seed;
use desk::register::SeedError;
use store::Store;

/// The content of a new database, and the letters.
pub fn seed_with_letters() -> Result<Seed, SeedError> {
    let Seed { change, summary } = desk::seed::seed()?;
    let councils = i64::try_from(summary.councils).unwrap_or(0);
    let letter = |council| RecordLetter {
        council: CouncilId(council),
        round: RoundId(1),
        sent_on: None,
        channel: None,
        undelivered_on: None,
    };
    let letters = (1..=councils).map(|council| Act::Letter(letter(council)));
    let words =
        format!("register: {}, {}", pluralize(summary.councils, "council"), pluralize(summary.parishes, "parish"));
    let acts = change.acts.into_iter().chain(letters).collect();
    Ok(Seed { change: Change::with_summary(acts, words), summary })
}

/// Makes the database as a first start does, with the letters.
pub fn create(database: &Path, moment: Moment) {
    Store::open(database, moment, seed_with_letters).expect("a new database");
}
