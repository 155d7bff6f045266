//! When a council meets, as an RFC 5545 recurrence rule.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// When a council meets, as an RFC 5545 recurrence rule with its first day and time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pattern {
    /// The rule, without its first day.
    pub rule: String,
    /// The first day.
    pub from: NaiveDate,
    /// The time of day in London.
    pub at: Option<NaiveTime>,
}

impl Pattern {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What was not understood.
    pub fn parse_typed(_words: &str, _today: NaiveDate) -> Result<Self, String> {
        Err("not yet".to_owned())
    }
}

/// Works out the days of patterns.
#[derive(Default)]
pub struct Occurrences;

impl Occurrences {
    /// The days.
    ///
    /// # Errors
    /// What was not understood.
    pub fn between(&mut self, _: &Pattern, _: NaiveDate, _: NaiveDate) -> Result<std::sync::Arc<[NaiveDate]>, String> {
        Ok(std::sync::Arc::from(Vec::new()))
    }
}
