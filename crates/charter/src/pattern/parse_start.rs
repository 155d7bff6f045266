//! First days and times of day in a typed pattern.

use chrono::{NaiveDate, NaiveTime};

use super::token::{parse_ordinal, parse_weekday, parse_year};
use crate::calendar::{DateBias, DateError, parse_typed};
use crate::date_words::{hour_24, parse_month};
use crate::pattern::model::PatternError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartDate {
    Day(NaiveDate),
    /// Without a year it is not a day yet.
    Month(u32, Option<i32>),
}

/// Parses a date at the start of `words` and returns the number of words used; `None` if they don't start with one.
pub(super) fn parse_date(words: &[&str], today: NaiveDate) -> Option<(Result<StartDate, DateError>, usize)> {
    let first = *words.first()?;
    if first.contains(['/', '-', '.']) && first.split(['/', '-', '.']).count() == 3 {
        return Some((parse_typed(first, today, DateBias::Nearest).map(StartDate::Day), 1));
    }
    if let Some(number) = parse_month(first) {
        let found = words.get(1).and_then(|word| parse_year(word));
        return Some((Ok(StartDate::Month(number, found)), if found.is_some() { 2 } else { 1 }));
    }
    if let Some(year) = parse_year(first) {
        return Some((Ok(StartDate::Month(1, Some(year))), 1));
    }
    let named = usize::from(parse_weekday(first).is_some());
    let (day, rest) = words.get(named..)?.split_first()?;
    let rest_at = usize::from(rest.first() == Some(&"of"));
    if !is_day(day) || parse_month(rest.get(rest_at)?).is_none() || parse_year(rest.get(rest_at + 1)?).is_none() {
        return None;
    }
    let figures = match parse_ordinal(day) {
        Some(n) => n.to_string(),
        None => (*day).to_owned(),
    };
    let weekday = if named == 1 { format!("{first} ") } else { String::new() };
    let typed = format!("{weekday}{figures} {} {}", rest[rest_at], rest[rest_at + 1]);
    Some((parse_typed(&typed, today, DateBias::Nearest).map(StartDate::Day), named + 1 + rest_at + 2))
}

fn is_day(word: &str) -> bool {
    parse_ordinal(word).is_some_and(|n| n > 0) || word.parse().is_ok_and(|n: u32| (1..=31).contains(&n))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meridiem {
    Am,
    Pm,
    /// "1930hrs": a clock of twenty-four hours.
    Clock24,
}

/// Parses a time of day at the start of `words` and returns the number of words used; `None` if they don't start with
/// one. `said_at`: "at" precedes it, so "2030" is no year.
pub(super) fn parse_time_of_day(words: &[&str], said_at: bool) -> Option<Result<(NaiveTime, usize), PatternError>> {
    let first = *words.first()?;
    if matches!(first, "noon" | "midday") {
        return NaiveTime::from_hms_opt(12, 0, 0).map(|noon| Ok((noon, 1)));
    }
    let figures_end = first.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(first.len());
    let (figures, unit) = (first[..figures_end].trim_end_matches(['.', ':']), &first[figures_end..]);
    if figures.is_empty() {
        return None;
    }
    let next = words.get(1).copied().unwrap_or_default();
    let (half, taken) = if !unit.is_empty() {
        (Some(parse_meridiem(unit)?), 1)
    } else if let Some(half) = parse_meridiem(next) {
        (Some(half), 2)
    } else if matches!(next, "o'clock" | "o’clock" | "oclock") {
        (None, 2)
    } else {
        (None, 1)
    };
    let typed = words[..taken].join(" ");
    let (hour, minute) = parse_hour_minute(figures)?;
    Some(resolve(figures, hour, minute, half, said_at || taken == 2, &typed).map(|time| (time, taken)))
}

fn parse_meridiem(word: &str) -> Option<Meridiem> {
    match word {
        "am" => Some(Meridiem::Am),
        "pm" => Some(Meridiem::Pm),
        "h" | "hrs" | "hours" | "hr" => Some(Meridiem::Clock24),
        _ => None,
    }
}

/// `7`, `19`, `7.30`, `19:30`, `730`, `1930`.
fn parse_hour_minute(figures: &str) -> Option<(u32, u32)> {
    let parts = match figures.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if figures.len() > 2 => figures.split_at_checked(figures.len() - 2)?,
        None => (figures, "0"),
    };
    if parts.0.len() > 2 {
        return None;
    }
    Some((parts.0.parse().ok()?, parts.1.parse().ok()?))
}

fn resolve(
    figures: &str,
    hour: u32,
    minute: u32,
    half: Option<Meridiem>,
    said_at: bool,
    typed: &str,
) -> Result<NaiveTime, PatternError> {
    let marked = figures.contains([':', '.']);
    let none = || PatternError::not_understood(typed);
    let hour = match half {
        Some(Meridiem::Clock24) => hour,
        Some(half) => hour_24(hour, half == Meridiem::Pm).ok_or_else(none)?,
        None if !marked && !said_at && (figures.len() < 4 || (1970..2100).contains(&(hour * 100 + minute))) => {
            // "2030" or "2024": an hour or a year? A bare "7" could be anything.
            let asked = if figures.len() < 4 { return Err(none()) } else { "write “at 20:30” for a time" };
            return Err(PatternError::ambiguous(typed, format!("{asked}, or “from January 2030” for a year")));
        }
        None if (1..=9).contains(&hour) && !figures.starts_with('0') => {
            let (am, pm) = (format!("0{hour}:{minute:02}"), format!("{hour}.{minute:02}pm"));
            return Err(PatternError::ambiguous(typed, format!("write “{pm}” or “{am}”")));
        }
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or_else(none)
}
