//! Civil days in London, quarters, and British dates as people type and read them.
//!
//! Every day in the program is a civil day in Europe/London: the deadline is inclusive there (charter rule 6), and
//! "days left" are counted in civil days (rule 8).

use chrono::{
    DateTime, Datelike, Days, LocalResult, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc, Weekday,
};
use chrono_tz::Europe::London;
use serde::{Deserialize, Serialize};

pub use crate::date_words::{month_name, parse_time};
use crate::date_words::{parse_day, parse_month, parse_weekday, parse_year};

/// When a council sent something: a civil day in London, and the time of day if known.
///
/// A reply with a date and no time counts by its date (charter rule 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Received {
    pub on: NaiveDate,
    pub at: Option<NaiveTime>,
}

impl Received {
    pub fn day(on: NaiveDate) -> Self {
        Self { on, at: None }
    }

    /// Parses `2023-09-30`, `2023-09-30T23:30`, or the latter with `Z` or an offset, which is converted to London
    /// time: 23:30 UTC on 30 September 2023 is 00:30 on 1 October (rule 6).
    pub fn parse_iso(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let wrong = || DateError::NotUnderstood(text.to_owned());
        let Some((date, time)) = text.split_once(['T', 't']) else {
            return parse_day_strict(text).map(Self::day);
        };
        if let Ok(instant) = DateTime::parse_from_rfc3339(&with_seconds(text)) {
            let local = instant.with_timezone(&London).naive_local();
            return Ok(Self { on: local.date(), at: Some(local.time()) });
        }
        let on = parse_day_strict(date)?;
        let at = parse_time(time).ok_or_else(wrong)?;
        Self::with_time(on, at)
    }

    /// A time that the change to summer time skips is an error. A time that occurs twice in October is accepted:
    /// either instant is on the same day.
    fn with_time(on: NaiveDate, at: NaiveTime) -> Result<Self, DateError> {
        match London.from_local_datetime(&on.and_time(at)) {
            LocalResult::None => Err(DateError::Skipped { on, at }),
            LocalResult::Single(_) | LocalResult::Ambiguous(..) => Ok(Self { on, at: Some(at) }),
        }
    }

    /// Without a time, an answer counts as sent at the end of its day, as for the deadline.
    pub fn sort_key(self) -> (NaiveDate, NaiveTime) {
        (self.on, self.at.or_else(|| NaiveTime::from_hms_opt(23, 59, 59)).unwrap_or_default())
    }

    /// Parses a British date, then an optional time: `12/9 14:30`.
    pub fn parse_typed(text: &str, today: NaiveDate, bias: DateBias) -> Result<Self, DateError> {
        let text = text.trim();
        // Only at the position of ISO's `T`, because "Tue" and "Thu" contain the same letter.
        if text.as_bytes().get(10) == Some(&b'T') {
            return Self::parse_iso(text);
        }
        if let Some((date, time)) = text.rsplit_once(' ')
            && time.contains(':')
        {
            let at = parse_time(time).ok_or_else(|| DateError::NotUnderstood(text.to_owned()))?;
            return Self::with_time(parse_typed(date, today, bias)?, at);
        }
        parse_typed(text, today, bias).map(Self::day)
    }

    /// `Tue 12 Sep 2023 14:30`. A form shows no seconds, and [`Received::parse_typed`] reads this back.
    pub fn format_full(self) -> String {
        let time = self.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
        format!("{}{time}", format_full(self.on))
    }
}

impl std::fmt::Display for Received {
    /// The ISO form that [`Received::parse_iso`] reads back.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.at {
            Some(at) => write!(out, "{}T{}", self.on, at.format("%H:%M:%S")),
            None => write!(out, "{}", self.on),
        }
    }
}

/// chrono's RFC 3339 parser needs seconds, which people leave out.
fn with_seconds(text: &str) -> String {
    let Some(t) = text.find(['T', 't']) else { return text.to_owned() };
    let zone = text[t..].find(['Z', 'z', '+', '-']).map_or(text.len(), |at| t + at);
    if text[t..zone].matches(':').count() == 1 {
        format!("{}:00{}", &text[..zone], &text[zone..])
    } else {
        text.to_owned()
    }
}

pub fn to_london(instant: DateTime<Utc>) -> NaiveDateTime {
    London.from_utc_datetime(&instant.naive_utc()).naive_local()
}

/// Where to look for a date without a year, or for a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBias {
    /// On or before today, for a reply.
    Past,
    /// On or after today, for a coming meeting.
    Future,
    /// The nearer of the two, for a meeting that was held or is coming.
    Nearest,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    #[error("“{0}” is not a date; try 12/9, 12 sep, today, -1 or tue")]
    NotUnderstood(String),
    #[error("{0} does not exist in the calendar; check the day and the month")]
    DoesNotExist(String),
    /// The time falls into the hour that the change to summer time skips.
    #[error(
        "{} on {date} does not exist: the clocks go forward then, and {hour}:00 to {hour}:59 on {date} are left out; check the time",
        at.format("%H:%M"), date = quote_date(*on), hour = at.format("%H")
    )]
    Skipped { on: NaiveDate, at: NaiveTime },
}

fn quote_date(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}

/// Parses a British date, day first: `12/9`, `12.9.2023`, `12 sep`, `12 September 2023`, `today`, `yesterday`,
/// `tomorrow`, `-1`, `+2`, `+2w`, `tue`, `eom`, and ISO `2023-09-12`.
pub fn parse_typed(text: &str, today: NaiveDate, bias: DateBias) -> Result<NaiveDate, DateError> {
    let wanted = text.trim().to_lowercase();
    let wrong = || DateError::NotUnderstood(text.trim().to_owned());
    match wanted.as_str() {
        "today" | "t" | "now" => return Ok(today),
        "yesterday" => return Ok(add_days(today, -1)),
        "tomorrow" => return Ok(add_days(today, 1)),
        "eom" => return Ok(last_day_of_month(today)),
        _ => {}
    }
    if wanted.len() == 10 && wanted.as_bytes().get(4) == Some(&b'-') {
        return parse_day_strict(&wanted);
    }
    if wanted.starts_with(['+', '-']) {
        return parse_offset(&wanted, today).ok_or_else(wrong);
    }
    if let Some(weekday) = parse_weekday(&wanted) {
        return Ok(nearest_weekday(weekday, today, bias));
    }
    let parts: Vec<&str> = wanted.split(['/', '.', '-', ' ', ',']).filter(|part| !part.is_empty()).collect();
    // The program itself writes "Tue 12 Sep 2023", so it also reads it. The weekday is checked below.
    let (weekday, parts) = match parts.split_first() {
        Some((first, rest)) if rest.len() >= 2 && parse_weekday(first).is_some() => (parse_weekday(first), rest),
        _ => (None, parts.as_slice()),
    };
    let date = parse_parts(parts, today, bias).ok_or_else(wrong)??;
    match weekday {
        Some(weekday) if date.weekday() != weekday => Err(DateError::DoesNotExist(text.trim().to_owned())),
        _ => Ok(date),
    }
}

fn parse_parts(parts: &[&str], today: NaiveDate, bias: DateBias) -> Option<Result<NaiveDate, DateError>> {
    let (day, month, year) = match parts {
        [day, month] => (day, month, None),
        [day, month, year] => (day, month, Some(parse_year(year)?)),
        _ => return None,
    };
    let day = parse_day(day)?;
    let month = month.parse().ok().or_else(|| parse_month(month))?;
    let missing = |year: i32| DateError::DoesNotExist(format!("{day} {} {year}", month_name(month)));
    Some(match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| missing(year)),
        None => year_for(day, month, today, bias).ok_or_else(|| missing(today.year())),
    })
}

/// The date with this day and month in the year that the bias selects; `None` if no near year has it.
fn year_for(day: u32, month: u32, today: NaiveDate, bias: DateBias) -> Option<NaiveDate> {
    let candidates = (today.year() - 1..=today.year() + 1).filter_map(|y| NaiveDate::from_ymd_opt(y, month, day));
    match bias {
        DateBias::Past => candidates.filter(|date| *date <= today).max(),
        DateBias::Future => candidates.filter(|date| *date >= today).min(),
        DateBias::Nearest => candidates.min_by_key(|date| (*date - today).num_days().abs()),
    }
}

fn parse_offset(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (number, unit) = match text.strip_suffix(['d', 'w']) {
        Some(number) if text.ends_with('w') => (number, 7),
        Some(number) => (number, 1),
        None => (text, 1),
    };
    let days: i64 = number.parse().ok().filter(|n: &i64| n.abs() < 4000)?;
    Some(add_days(today, days * unit))
}

fn nearest_weekday(weekday: Weekday, today: NaiveDate, bias: DateBias) -> NaiveDate {
    let ahead = i64::from(weekday.days_since(today.weekday()));
    match bias {
        DateBias::Future => add_days(today, ahead),
        DateBias::Past if ahead == 0 => today,
        DateBias::Past => add_days(today, ahead - 7),
        DateBias::Nearest if ahead <= 3 => add_days(today, ahead),
        DateBias::Nearest => add_days(today, ahead - 7),
    }
}

pub(crate) fn parse_day_strict(text: &str) -> Result<NaiveDate, DateError> {
    let text = text.trim();
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(date) if looks_iso(text) => Ok(date),
        Err(_) if looks_iso(text) => Err(DateError::DoesNotExist(text.to_owned())),
        _ => Err(DateError::NotUnderstood(text.to_owned())),
    }
}

fn looks_iso(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(|part| part.parse::<u32>().is_ok())
}

/// Saturates at the ends of the calendar. Negative `days` go back.
pub fn add_days(date: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days < 0 {
        date.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        date.checked_add_days(Days::new(days.unsigned_abs()))
    };
    moved.unwrap_or(date)
}

fn last_day_of_month(date: NaiveDate) -> NaiveDate {
    let first = date.with_day(1).unwrap_or(date);
    first.checked_add_months(Months::new(1)).map_or(date, |next| add_days(next, -1))
}

/// `12 Sep`, or `12 Sep 2022` if the year differs from the reader's.
pub fn format_short(date: NaiveDate, reader: NaiveDate) -> String {
    if date.year() == reader.year() { format!("{}", date.format("%-d %b")) } else { format_with_year(date) }
}

/// `12 Sep 2023`.
pub fn format_with_year(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// `Tue 12 Sep 2023`.
pub fn format_full(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// `in 5 days`, `today`, `5 days ago`, counted in civil days from `as_at`.
pub fn describe_distance(date: NaiveDate, as_at: NaiveDate) -> String {
    use crate::english::pluralize;
    let days = (date - as_at).num_days();
    let n = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    match days {
        0 => "today".to_owned(),
        1.. => format!("in {}", pluralize(n, "day")),
        _ => format!("{} ago", pluralize(n, "day")),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    pub year: i32,
    /// 1 to 4.
    pub number: u32,
}

impl Quarter {
    pub fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), number: date.month0() / 3 + 1 }
    }

    pub fn next(self) -> Self {
        if self.number == 4 {
            Self { year: self.year + 1, number: 1 }
        } else {
            Self { number: self.number + 1, ..self }
        }
    }

    /// Parses `2023-Q4`, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.trim().split_once("-")?;
        let number = number.strip_prefix(['q', 'Q'])?.parse().ok().filter(|n| (1..=4).contains(n))?;
        Some(Self { year: year.parse().ok()?, number })
    }

    pub fn starts_on(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.number * 3 - 2, 1).unwrap_or_default()
    }

    pub fn ends_on(self) -> NaiveDate {
        add_days(self.next().starts_on(), -1)
    }
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}-Q{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        DateBias, DateError, NaiveDate, Quarter, Received, add_days, describe_distance, format_full, parse_typed,
    };
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("12/9", "2023-09-12")]
    #[case("12/9/23", "2023-09-12")]
    #[case("12.9.2022", "2022-09-12")]
    #[case("12 sep", "2023-09-12")]
    #[case("12th September 2023", "2023-09-12")]
    #[case("sept 12", "?")]
    #[case("today", "2023-10-05")]
    #[case("-1", "2023-10-04")]
    #[case("+2w", "2023-10-19")]
    #[case("tue", "2023-10-03")]
    #[case("thu", "2023-10-05")]
    #[case("eom", "2023-10-31")]
    #[case("2023-09-12", "2023-09-12")]
    #[case("6/10", "2022-10-06")]
    #[case("Tue 12 Sep 2023", "2023-09-12")]
    #[case("31/9", "!")]
    #[case("29/2/2023", "!")]
    #[case("2023-02-30", "!")]
    #[case("Mon 12 Sep 2023", "!")]
    #[case("1/13", "!")]
    #[case("12-9-23", "2023-09-12")]
    #[case("30-09-2023", "2023-09-30")]
    #[case("soon", "?")]
    #[case("", "?")]
    #[case("+99999999999999999999", "?")]
    fn british_dates(#[case] typed: &str, #[case] expected: &str) {
        let understood = match parse_typed(typed, day("2023-10-05"), DateBias::Past) {
            Ok(date) => date.to_string(),
            Err(DateError::NotUnderstood(_)) => "?".into(),
            Err(DateError::DoesNotExist(_) | DateError::Skipped { .. }) => "!".into(),
        };
        assert_eq!(understood, expected);
    }

    #[rstest]
    #[case(DateBias::Past, "2022-12-01")]
    #[case(DateBias::Future, "2023-12-01")]
    #[case(DateBias::Nearest, "2023-12-01")]
    fn a_date_without_a_year_leans(#[case] bias: DateBias, #[case] expected: &str) {
        assert_eq!(parse_typed("1 dec", day("2023-10-05"), bias).unwrap(), day(expected));
    }

    #[rstest]
    #[case("Tue 12 Sep 2023", "2023-09-12")]
    #[case("Thu 14 Sep 2023 19:30", "2023-09-14T19:30:00")]
    #[case("12/9 14:30", "2023-09-12T14:30:00")]
    #[case("2023-09-30T23:30Z", "2023-10-01T00:30:00")]
    fn received_is_read_as_it_is_typed(#[case] typed: &str, #[case] expected: &str) {
        let received = Received::parse_typed(typed, day("2023-10-05"), DateBias::Past);
        assert_eq!(received.unwrap().to_string(), expected);
    }

    #[rstest]
    #[case("2023-09-30T23:30Z", "2023-10-01T00:30:00")]
    #[case("2023-09-30T23:30", "2023-09-30T23:30:00")]
    #[case("2023-09-30T23:59:59", "2023-09-30T23:59:59")]
    #[case("2023-12-01T09:00+01:00", "2023-12-01T08:00:00")]
    #[case("2023-09-30", "2023-09-30")]
    fn received_is_london_time(#[case] iso: &str, #[case] expected: &str) {
        assert_eq!(Received::parse_iso(iso).unwrap().to_string(), expected);
    }

    #[rstest]
    #[case("2024-03-31T01:30")]
    #[case("2024-03-31T01:00:00")]
    #[case("31/3/2024 01:59")]
    #[case("Sun 31 Mar 2024 01.00:30")]
    fn an_hour_that_the_clocks_skip_is_refused(#[case] typed: &str) {
        let refused = Received::parse_typed(typed, day("2024-04-05"), DateBias::Past).unwrap_err().to_string();
        assert!(refused.contains("01:00 to 01:59 on 31 March 2024 are left out"), "{refused}");
    }

    #[rstest]
    #[case("2024-03-31T00:59", "2024-03-31T00:59:00")]
    #[case("31/3/2024 02:00", "2024-03-31T02:00:00")]
    #[case("2024-03-31T01:30Z", "2024-03-31T02:30:00")]
    #[case("2023-10-29T01:30", "2023-10-29T01:30:00")]
    #[case("29/10/2023 01:30", "2023-10-29T01:30:00")]
    fn a_time_that_occurs_once_or_twice_is_accepted(#[case] typed: &str, #[case] expected: &str) {
        let received = Received::parse_typed(typed, day("2024-04-05"), DateBias::Past);
        assert_eq!(received.unwrap().to_string(), expected);
    }

    #[test]
    fn a_quarter_ends_where_the_next_begins() {
        let quarter = Quarter::parse("2023-q4").unwrap();
        assert_eq!((quarter.starts_on(), quarter.ends_on()), (day("2023-10-01"), day("2023-12-31")));
        assert_eq!(quarter.next().to_string(), "2024-Q1");
        assert_eq!(Quarter::parse("2023-Q5"), None);
    }

    #[test]
    fn distances_are_civil_days() {
        assert_eq!(describe_distance(day("2023-09-30"), day("2023-10-05")), "5 days ago");
        assert_eq!(describe_distance(day("2023-10-06"), day("2023-10-05")), "in 1 day");
    }

    proptest! {
        /// No typed text panics, and the program reads back what it writes.
        #[test]
        fn no_typed_text_panics(text in ".{0,24}") {
            let _ = parse_typed(&text, day("2023-10-05"), DateBias::Nearest);
            let _ = Received::parse_iso(&text);
            let _ = Received::parse_typed(&text, day("2023-10-05"), DateBias::Past);
        }

        #[test]
        fn printed_dates_parse_again(offset in -9000i64..9000, past in any::<bool>()) {
            let date = add_days(day("2023-10-05"), offset);
            let bias = if past { DateBias::Past } else { DateBias::Future };
            prop_assert_eq!(parse_typed(&format_full(date), day("2023-10-05"), bias), Ok(date));
            prop_assert_eq!(parse_typed(&date.to_string(), day("2023-10-05"), bias), Ok(date));
        }
    }
}
