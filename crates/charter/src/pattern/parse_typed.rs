//! From what is typed to a checked pattern, and back to words.

use chrono::NaiveDate;

use super::model::{Pattern, PatternError};
use super::{describe, phrase_parser, rule};

impl Pattern {
    /// Reads what a clerk writes or a person types: `second Tuesday monthly, not August`, `1st & 3rd Monday 7.30pm`,
    /// `last Wed of every other month from Jan 2024`, `10th of each month`, or a rule such as `FREQ=MONTHLY;BYDAY=2TU`.
    ///
    /// Nothing is guessed: what has two readings ("bi-monthly", "every second Tuesday", "quarterly" without a first
    /// month, "at 7.30" without am or pm) is an error that asks. `today` only gives the year where a frequency that
    /// is the same every year counts "from January".
    pub fn parse_typed(words: &str, today: NaiveDate) -> Result<Self, PatternError> {
        let pattern = phrase_parser::parse(words, today)?;
        pattern.check()?;
        Ok(pattern)
    }

    /// Whether the rule is one that can be kept: the library reads it, it asks for no more than a council could, and
    /// there is a day that it falls on.
    pub fn check(&self) -> Result<(), PatternError> {
        rule::Rule::parse(&self.rule, self.from)?.check_has_days()
    }

    /// Plain words that [`Pattern::parse_typed`] reads back: `second Tuesday of each month, not August, at 19:30`. A
    /// rule that it has no words for is said as the rule.
    pub fn describe(&self) -> String {
        describe::describe(self)
    }
}
