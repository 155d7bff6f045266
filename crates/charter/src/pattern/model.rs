//! The stored pattern, and its errors.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::calendar::DateError;
use crate::untrusted::sanitize;

/// When a council meets: an RFC 5545 recurrence rule with its first day and its time of day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pattern {
    /// Without `DTSTART`: `FREQ=MONTHLY;BYDAY=2TU;BYMONTH=1,2,3`.
    pub rule: String,
    /// No meeting is before this day, and "every two months" counts from it. 1 April 1974 if none was given.
    pub from: NaiveDate,
    pub at: Option<NaiveTime>,
}

impl Pattern {
    /// 1 April 1974, when the councils of the Local Government Act 1972 began.
    pub(crate) const EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(1974, 4, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    };
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("“{0}” is not understood in a meeting pattern; try “second Tuesday of each month, not August, at 7.30pm”")]
    NotUnderstood(String),
    #[error("“{part}” can be read in more than one way; {ask}")]
    Ambiguous { part: String, ask: String },
    #[error("“{one}” and “{other}” do not go together; leave one of them out")]
    Contradiction { one: String, other: String },
    #[error("the pattern does not say on which day; try “second Tuesday of each month”")]
    NoDay,
    #[error("the pattern leaves no month to meet in; check the months that it names and those that it leaves out")]
    NoMonth,
    #[error(transparent)]
    Date(#[from] DateError),
    #[error("“FREQ={0}” would be several meetings a day; use FREQ=MONTHLY or FREQ=WEEKLY")]
    TooOften(String),
    #[error("the rule “{rule}” can't be kept: {why}")]
    Rule { rule: String, why: String },
    #[error("no day ever fits “{0}”; check its days and its months")]
    Never(String),
    #[error("{0} cannot be the first day of a council's pattern; give one between 1 April 1974 and 31 December 2199")]
    FirstDay(NaiveDate),
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

/// Sanitized, and short enough for a sentence.
pub(super) fn quote(part: &str) -> String {
    const KEPT: usize = 60;
    let part = sanitize(part.trim());
    if part.chars().count() <= KEPT {
        return part.into_owned();
    }
    part.chars().take(KEPT).chain(['…']).collect()
}
