//! A round: one quarter's consultation.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Quarter;
use super::date_words::month_name;
use super::ids::RoundId;
use chrono::{Datelike, Months};

/// One quarter's consultation: the quarter it covers, the letter, the deadline, and when everybody is asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub id: RoundId,
    pub version: i64,
    /// `2023-Q4`: the quarter that it covers.
    pub code: String,
    /// First day of the quarter.
    pub starts_on: NaiveDate,
    /// Last day of the quarter.
    pub ends_on: NaiveDate,
    /// The day of the letter, where it is known: the letter of 2023 bears no date.
    pub issued_on: Option<NaiveDate>,
    /// Which version of the charter the letter enclosed.
    pub charter_version: String,
    /// The last day for a reply, inclusive (charter rule 6).
    pub deadline: NaiveDate,
    /// The first day of the month in which everybody is asked again (rule 18).
    pub next_contact: NaiveDate,
}

impl Round {
    /// `October–December 2023`.
    pub fn title(&self) -> String {
        format!("{}–{} {}", month_name(self.starts_on.month()), month_name(self.ends_on.month()), self.ends_on.year())
    }

    /// The first day on which its letter can have been answered: the letter's, or the first of the quarter before the one
    /// that it covers, in which everybody is asked.
    pub fn answered_from(&self) -> NaiveDate {
        self.issued_on.unwrap_or_else(|| self.starts_on.checked_sub_months(Months::new(3)).unwrap_or(self.starts_on))
    }

    /// Whole civil days from `as_at` to the deadline; negative when it is past (rule 8).
    pub fn days_left(&self, as_at: NaiveDate) -> i64 {
        (self.deadline - as_at).num_days()
    }

    /// Whether the deadline is past: it is inclusive, so on the day itself it is not.
    pub fn is_past(&self, as_at: NaiveDate) -> bool {
        as_at > self.deadline
    }

    /// Whether `as_at` is one of the last seven days, the deadline's own day among them.
    pub fn in_last_seven_days(&self, as_at: NaiveDate) -> bool {
        (0..7).contains(&self.days_left(as_at))
    }

    /// A round for a quarter, to be opened: the letter's date open, next contact in the quarter's following month.
    pub fn for_quarter(id: RoundId, quarter: Quarter, deadline: NaiveDate) -> Self {
        Self {
            id,
            version: 1,
            code: quarter.to_string(),
            starts_on: quarter.starts_on(),
            ends_on: quarter.ends_on(),
            issued_on: None,
            charter_version: String::new(),
            deadline,
            next_contact: quarter.next().starts_on(),
        }
    }
}
