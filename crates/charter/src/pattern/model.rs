//! The pattern as it is kept, and what can be wrong with it.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::calendar::DateError;
use crate::untrusted::sanitize;

/// When a council meets, as an RFC 5545 recurrence rule with its first day and its time of day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pattern {
    /// The rule, without `DTSTART`: `FREQ=MONTHLY;BYDAY=2TU;BYMONTH=1,2,3`.
    pub rule: String,
    /// No meeting is before this day, and "every two months" counts from it. [`Pattern::EARLIEST`] where none was said.
    pub from: NaiveDate,
    /// The time of day in London, if known.
    pub at: Option<NaiveTime>,
}

impl Pattern {
    /// The first day of a pattern of which no first day was said: 1 April 1974, when the councils of the Local
    /// Government Act 1972 began.
    pub const EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(1974, 4, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    };
}

/// Why a pattern was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// Some of the words are not known.
    #[error("“{0}” is not understood in a meeting pattern; try “second Tuesday of each month, not August, at 7.30pm”")]
    NotUnderstood(String),
    /// Some of the words have two readings.
    #[error("“{part}” can be read in more than one way; {ask}")]
    Ambiguous {
        part: String,
        /// What to write instead.
        ask: String,
    },
    /// Two parts cannot both be.
    #[error("“{one}” and “{other}” do not go together; leave one of them out")]
    Contradiction {
        /// What was said first.
        one: String,
        /// What was said later.
        other: String,
    },
    /// No day is named.
    #[error("the pattern does not say on which day; try “second Tuesday of each month”")]
    NoDay,
    /// No month is left to meet in.
    #[error("the pattern leaves no month to meet in; check the months that it names and those that it leaves out")]
    NoMonth,
    /// A date in it is none.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The rule asks for several meetings a day.
    #[error("“FREQ={0}” would be several meetings a day; use FREQ=MONTHLY or FREQ=WEEKLY")]
    TooOften(String),
    /// The rule is not one that is kept.
    #[error("the rule “{rule}” can't be kept: {why}")]
    Rule {
        rule: String,
        /// What is the matter, and what to do.
        why: String,
    },
    /// The rule falls on no day.
    #[error("no day ever fits “{0}”; check its days and its months")]
    Never(String),
    /// The first day is outside the years that are worked with.
    #[error("{0} cannot be the first day of a council's pattern; give one between 1 April 1974 and 31 December 2199")]
    FirstDay(NaiveDate),
    /// More was typed than any pattern needs.
    #[error("this is too long for a meeting pattern; try “second Tuesday of each month, not August, at 7.30pm”")]
    TooLong,
}

impl PatternError {
    pub(super) fn not_understood(part: &str) -> Self {
        Self::NotUnderstood(quote(part))
    }

    pub(super) fn ambiguous(part: &str, ask: impl Into<String>) -> Self {
        Self::Ambiguous { part: quote(part), ask: ask.into() }
    }

    pub(super) fn contradiction(one: &str, other: &str) -> Self {
        Self::Contradiction { one: quote(one), other: quote(other) }
    }

    pub(super) fn rule(rule: &str, why: impl Into<String>) -> Self {
        Self::Rule { rule: quote(rule), why: why.into() }
    }

    pub(super) fn never_occurs(rule: &str) -> Self {
        Self::Never(quote(rule))
    }
}

/// What was typed, harmless and short enough to stand in a sentence.
pub(super) fn quote(part: &str) -> String {
    const KEPT: usize = 60;
    let part = sanitize(part.trim());
    if part.chars().count() <= KEPT {
        return part.into_owned();
    }
    part.chars().take(KEPT).chain(['…']).collect()
}
