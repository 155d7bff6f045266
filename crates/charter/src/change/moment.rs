//! The instant of a change, and the checks of dates against it.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::calendar::{format_full, to_london};
use crate::edit::Refusal;

/// An earlier date is a typing error: the charter began in 2023.
const MIN_YEAR: i32 = 2000;

/// For timestamps and for checks against today.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub at: DateTime<Utc>,
}

impl Moment {
    /// The civil day in London.
    pub fn today(self) -> NaiveDate {
        to_london(self.at).date()
    }
}

/// Refuses a date after today, which cannot have happened yet, and a year before [`MIN_YEAR`].
pub(super) fn check_past(what: &str, on: NaiveDate, moment: Moment) -> Result<(), Refusal> {
    check_year(what, on)?;
    if on > moment.today() {
        let (on, today) = (format_full(on), format_full(moment.today()));
        return Err(Refusal::Invalid(format!("{what} {on}, which is after today, {today}; check the date")));
    }
    Ok(())
}

/// Refuses a year before 2000.
pub fn check_year(what: &str, on: NaiveDate) -> Result<(), Refusal> {
    if on.year() < MIN_YEAR {
        let on = format_full(on);
        return Err(Refusal::Invalid(format!("{what} {on}, which is before {MIN_YEAR}; check the year")));
    }
    Ok(())
}
