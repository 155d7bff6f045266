//! Some days in a row.

use chrono::NaiveDate;

/// Some days in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
}

impl DateRange {
    /// Whether a day is among them.
    pub fn contains(&self, on: NaiveDate) -> bool {
        self.from <= on && on <= self.until
    }

    /// Each of them.
    pub fn iter_days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.until)
    }
}
