//! A round as JSON.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use charter::round::Round;

#[derive(Serialize, JsonSchema)]
pub struct RoundDocument<'a> {
    code: &'a str,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    /// The date of the letter, if it is known.
    issued_on: Option<NaiveDate>,
    /// Inclusive.
    deadline: NaiveDate,
    next_contact: NaiveDate,
    /// The version of the charter sent with the letter.
    charter_version: &'a str,
}

impl<'a> RoundDocument<'a> {
    pub fn new(round: &'a Round) -> Self {
        Self {
            code: &round.code,
            starts_on: round.starts_on,
            ends_on: round.ends_on,
            issued_on: round.issued_on,
            deadline: round.deadline,
            next_contact: round.next_contact,
            charter_version: &round.charter_version,
        }
    }
}
