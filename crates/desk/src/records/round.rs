//! The dates of a round. Fields: `issued`, `deadline`, `charter`.

use charter::calendar::{DateBias, Quarter};
use charter::change::{Act, EditRound, OpenRound};
use charter::round::Round;
use chrono::NaiveDate;

use super::reader::FieldReader;

/// What was typed. The outer `None` stands for a field that was not given.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundInput {
    /// The date of the letter; the inner `None` while it is not known.
    pub issued_on: Option<Option<NaiveDate>>,
    /// Inclusive (charter rule 6).
    pub deadline: Option<NaiveDate>,
    /// The version of the charter enclosed with the letter.
    pub charter_version: Option<String>,
}

impl RoundInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Self {
        let issued_on = reader.is_given("issued").then(|| reader.optional_date("issued", DateBias::Nearest));
        let deadline = if reader.is_given("deadline") { reader.date("deadline", DateBias::Nearest) } else { None };
        let charter_version = reader.is_given("charter").then(|| reader.value("charter").to_owned());
        Self { issued_on, deadline, charter_version }
    }

    /// Changes only the dates that were given.
    pub fn edit(&self, known: &Round) -> Act {
        Act::Round(EditRound {
            round: known.id,
            code: known.code.clone(),
            version: known.version,
            issued_on: self.issued_on.unwrap_or(known.issued_on),
            deadline: self.deadline.unwrap_or(known.deadline),
        })
    }

    /// Opens the round of `quarter`. `None` without a deadline.
    pub fn open(&self, quarter: Quarter) -> Option<Act> {
        Some(Act::OpenRound(OpenRound {
            quarter,
            issued_on: self.issued_on.flatten(),
            deadline: self.deadline?,
            charter_version: self.charter_version.clone().unwrap_or_default(),
        }))
    }
}
