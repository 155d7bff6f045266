//! Parses typed text to a checked pattern, and converts it back to words.

use chrono::NaiveDate;

use super::model::{Pattern, PatternError};
use super::{describe, phrase_parser, rule};

impl Pattern {
    /// Parses `second Tuesday monthly, not August`, `1st & 3rd Monday 7.30pm`, `last Wed of every other month from
    /// Jan 2024`, `10th of each month`, or a rule such as `FREQ=MONTHLY;BYDAY=2TU`.
    ///
    /// Nothing is guessed: an ambiguity ("bi-monthly", "every second Tuesday", "quarterly" without a first month, "at
    /// 7.30" without am or pm) is an error that asks. `today` only gives the year for a frequency that is the same
    /// every year and counts "from January".
    pub fn parse_typed(words: &str, today: NaiveDate) -> Result<Self, PatternError> {
        let pattern = phrase_parser::parse(words, today)?;
        pattern.check()?;
        Ok(pattern)
    }

    /// Checks that the library parses the rule, that its frequency is plausible for a council, and that it falls on
    /// some day.
    pub fn check(&self) -> Result<(), PatternError> {
        rule::Rule::parse(&self.rule, self.from)?.check_has_days()
    }

    /// Words that [`Pattern::parse_typed`] reads back: `second Tuesday of each month, not August, at 19:30`. A rule
    /// without plain words is printed as the rule.
    pub fn describe(&self) -> String {
        describe::describe(self)
    }
}
