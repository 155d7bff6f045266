//! The rounds that the program ships: `data/rounds.csv`.

use chrono::NaiveDate;
use serde::Deserialize;

use super::error::SeedError;
use charter::calendar::Quarter;
use charter::change::OpenRound;
use charter::round::RoundTerms;

#[derive(Deserialize)]
struct RoundRow {
    round: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    letter_on: Option<NaiveDate>,
    charter_version: String,
    deadline: NaiveDate,
    next_contact: NaiveDate,
}

/// The rounds of a new database.
///
/// # Errors
///
/// A row is not a quarter with its own days: then the program was built with wrong data.
pub(crate) fn embedded_rounds() -> Result<Vec<OpenRound>, SeedError> {
    read_rounds(include_bytes!("../../../../data/rounds.csv"))
}

fn read_rounds(bytes: &[u8]) -> Result<Vec<OpenRound>, SeedError> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| open(row?)).collect()
}

fn open(row: RoundRow) -> Result<OpenRound, SeedError> {
    let Some(quarter) = Quarter::parse(&row.round) else { return Err(SeedError::NotAQuarter(row.round)) };
    let days = (quarter.starts_on(), quarter.ends_on(), quarter.next().starts_on());
    if days != (row.starts_on, row.ends_on, row.next_contact) {
        return Err(SeedError::WrongDays(row.round));
    }
    let terms = RoundTerms { charter_version: row.charter_version, ..RoundTerms::default() };
    Ok(OpenRound { quarter, issued_on: row.letter_on, deadline: row.deadline, terms })
}

#[cfg(test)]
mod tests {
    use super::{embedded_rounds, read_rounds};

    #[test]
    fn the_first_round_is_the_one_of_the_letter() {
        let rounds = embedded_rounds().unwrap();
        assert_eq!(rounds.len(), 1);
        assert_eq!(rounds[0].quarter.to_string(), "2023-Q4");
        assert_eq!(rounds[0].deadline.to_string(), "2023-09-30");
        assert_eq!((rounds[0].issued_on, rounds[0].terms.charter_version.as_str()), (None, "2022"));
    }

    #[test]
    fn days_that_are_not_those_of_the_quarter_are_refused() {
        let header = "round,starts_on,ends_on,letter_on,charter_version,deadline,next_contact\n";
        let row = format!("{header}2023-Q4,2023-10-01,2023-12-30,,2022,2023-09-30,2024-01-01\n");
        assert!(read_rounds(row.as_bytes()).unwrap_err().to_string().contains("2023-Q4"));
    }
}
