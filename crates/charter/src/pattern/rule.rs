//! Parses the accepted part of RFC 5545 with the library.
//!
//! The library accepts more than a council could mean, and searches without a limit. So this module bounds the parts,
//! the length, the numbers and the years. It computes days in UTC, so that no clock change moves one.

use chrono::{DateTime, Datelike, NaiveDate, TimeZone};
use rrule::{Frequency, NWeekday, RRule, RRuleSet, Tz, Unvalidated};

use crate::pattern::model::{Pattern, PatternError};

pub(super) const LAST_YEAR: i32 = 2199;

const MAX_LEN: usize = 200;
const MAX_INTERVAL: u16 = 60;
const MAX_COUNT: u32 = 1000;

/// A parsed rule with its first day.
pub(super) struct Rule<'a> {
    text: &'a str,
    from: NaiveDate,
    parts: RRule<Unvalidated>,
}

impl<'a> Rule<'a> {
    /// # Errors
    ///
    /// The library does not read the rule, or no council could mean it.
    pub(crate) fn parse(text: &'a str, from: NaiveDate) -> Result<Self, PatternError> {
        if from < Pattern::EARLIEST || from.year() > LAST_YEAR {
            return Err(PatternError::FirstDay(from));
        }
        if text.len() > MAX_LEN {
            return Err(PatternError::TooLong);
        }
        for part in text.split(';') {
            check_part(text, part)?;
        }
        let parts: RRule<Unvalidated> =
            text.parse().map_err(|_| PatternError::rule(text, "it is not understood; try FREQ=MONTHLY;BYDAY=2TU"))?;
        let rule = Self { text, from, parts };
        rule.check_numbers()?;
        rule.to_rrule_set(from)?;
        Ok(rule)
    }

    fn check_numbers(&self) -> Result<(), PatternError> {
        let refused = |why: &str| Err(PatternError::rule(self.text, why));
        if !(1..=MAX_INTERVAL).contains(&self.parts.get_interval()) {
            return refused("INTERVAL is 1 to 60");
        }
        if self.parts.get_count().is_some_and(|count| !(1..=MAX_COUNT).contains(&count)) {
            return refused("COUNT is 1 to 1000; leave it out if the council goes on meeting");
        }
        let numbered = self.parts.get_by_weekday().iter().any(|day| matches!(day, NWeekday::Nth(..)));
        if numbered && !matches!(self.parts.get_freq(), Frequency::Monthly | Frequency::Yearly) {
            return refused("a numbered day such as 2TU goes with FREQ=MONTHLY or FREQ=YEARLY");
        }
        Ok(())
    }

    /// The library stops searching in the year 10000.
    pub(crate) fn check_has_days(&self) -> Result<(), PatternError> {
        let longest = |month: u8| match month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let (days, months) = (self.parts.get_by_month_day(), self.parts.get_by_month());
        let possible = days.is_empty()
            || months.is_empty()
            || days.iter().any(|day| months.iter().any(|month| day.unsigned_abs() <= longest(*month)));
        if possible && self.to_rrule_set(self.from)?.into_iter().next().is_some() {
            return Ok(());
        }
        Err(PatternError::never_occurs(self.text))
    }

    /// Days from `start` on, ascending, without end. If the first day matters, `start` is ignored.
    pub(crate) fn days_from(&self, start: NaiveDate) -> Result<impl Iterator<Item = NaiveDate> + use<>, PatternError> {
        let start = if self.depends_on_first_day() { self.from } else { start.max(self.from) };
        let series = self.to_rrule_set(start)?;
        Ok(series.into_iter().map(|instant| instant.date_naive()))
    }

    /// Whether a different first day would shift later days too, not only the beginning.
    pub(crate) fn depends_on_first_day(&self) -> bool {
        let no_days = self.parts.get_by_weekday().is_empty() && self.parts.get_by_month_day().is_empty();
        no_days || self.parts.get_interval() > 1 || self.parts.get_count().is_some()
    }

    fn to_rrule_set(&self, start: NaiveDate) -> Result<RRuleSet, PatternError> {
        let series = self.parts.clone().build(midnight(start));
        let why = "its end, its days or its months do not go with its first day or its FREQ";
        series.map(RRuleSet::limit).map_err(|_| PatternError::rule(self.text, why))
    }

    pub(crate) fn parts(&self) -> &RRule<Unvalidated> {
        &self.parts
    }

    pub(crate) fn until(&self) -> Option<NaiveDate> {
        self.parts.get_until().map(DateTime::date_naive)
    }
}

fn midnight(day: NaiveDate) -> DateTime<Tz> {
    Tz::UTC.from_utc_datetime(&day.and_time(chrono::NaiveTime::MIN))
}

/// Checks one `NAME=value`.
fn check_part(rule: &str, part: &str) -> Result<(), PatternError> {
    const TIMES: [&str; 3] = ["BYHOUR", "BYMINUTE", "BYSECOND"];
    const KEPT: [&str; 8] = ["FREQ", "INTERVAL", "COUNT", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"];
    let refused = |why: String| Err(PatternError::rule(rule, why));
    let Some((name, value)) = part.split_once('=') else {
        return refused("each part is a name and a value; try FREQ=MONTHLY;BYDAY=2TU".to_owned());
    };
    if !value.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b',' | b'-' | b'+')) {
        return refused(format!("{name} has a value that is not understood; try FREQ=MONTHLY;BYDAY=2TU"));
    }
    match name {
        "FREQ" if matches!(value, "SECONDLY" | "MINUTELY" | "HOURLY") => Err(PatternError::TooOften(value.to_owned())),
        "FREQ" if value == "DAILY" => refused("no council meets daily; use FREQ=WEEKLY or FREQ=MONTHLY".to_owned()),
        "UNTIL" if is_utc(value) => Ok(()),
        "UNTIL" => refused("UNTIL is written as 20241231T000000Z".to_owned()),
        // The library would read 0TU as every Tuesday.
        "BYDAY" if value.split(',').any(|day| day.trim_start_matches(['+', '-']).starts_with('0')) => {
            refused("a day of BYDAY is numbered 1 to 5, or -1 for the last".to_owned())
        }
        name if KEPT.contains(&name) => Ok(()),
        name if TIMES.contains(&name) => refused(format!(
            "the time of day is separate from the rule; leave {name} out and write “at 7.30pm” after it"
        )),
        name => refused(format!("{name} is not used for meetings of councils; use {}, UNTIL", KEPT.join(", "))),
    }
}

/// `20241231T000000Z`: the library would read any other form in the machine's time zone.
fn is_utc(value: &str) -> bool {
    let shape = |b: u8| if b.is_ascii_digit() { b'0' } else { b };
    value.bytes().map(shape).eq(*b"00000000T000000Z")
}
