//! Parses typed duty.

use chrono::{NaiveDate, NaiveTime};

use super::duty::Duty;
use crate::calendar;
use crate::calendar::{DateBias, add_days, parse_time};
use crate::english::pluralize;

const DUTY_SYNTAX: &str = "write it as 6 nov, as 8-10 nov 16:00-23:00, or as 14 dec x2 for two officers";

/// A longer range is a typing error in the year.
const MAX_DAYS: i64 = 100;

const MAX_OFFICERS: usize = 20;

impl Duty {
    /// Parses `6 nov, 8-10 nov 16:00-23:00, thu 14 dec x2`: days or ranges of days, each with its times or for the
    /// whole day; `x2` means two officers. Days are British dates from today on.
    ///
    /// # Errors
    ///
    /// The first unreadable entry; no duty is returned then.
    pub fn parse_typed(text: &str, today: NaiveDate) -> Result<Vec<Self>, DutyError> {
        let entries = text.split([',', ';', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
        let mut duties = Vec::new();
        for entry in entries {
            duties.extend(parse_entry(entry, today)?);
        }
        Ok(duties)
    }
}

/// Each message quotes the entry and says what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DutyError {
    #[error("“{entry}” is not a duty; {syntax}", syntax = DUTY_SYNTAX)]
    NotUnderstood { entry: String },
    #[error("“{entry}” gives only one of the start and the end; {syntax}", syntax = DUTY_SYNTAX)]
    OneTime { entry: String },
    #[error("“{times}” in “{entry}” is not a time from and to; {syntax}", syntax = DUTY_SYNTAX)]
    Times { times: String, entry: String },
    #[error("{day}, in “{entry}”, does not exist in the calendar; check the day and the month")]
    NoSuchDay { day: String, entry: String },
    #[error("“{entry}” ends before it begins; put the earlier day first")]
    Reversed { entry: String },
    #[error("“{entry}” is {} long; check the years", pluralize(*days, "day"))]
    TooLong { entry: String, days: usize },
    #[error(
        "“{entry}” must be for 1 to {max} officers; put x2 at its end for two, or nothing for one",
        max = MAX_OFFICERS
    )]
    Officers { entry: String },
}

fn parse_entry(entry: &str, today: NaiveDate) -> Result<Vec<Duty>, DutyError> {
    let quoted = || entry.to_owned();
    let plain = entry.to_lowercase().replace(['–', '—'], "-").replace('×', "x");
    let plain = plain.replace(" to ", "-").replace(" - ", "-");
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let officers = match words.as_slice() {
        [_, .., last] if is_officers(last) => parse_officers(words.pop(), entry)?,
        _ => 1,
    };
    let (from, until) = match words.as_slice() {
        [_, .., last] if last.contains('-') && last.contains([':', '.']) && !last.contains('/') => {
            parse_times(words.pop().unwrap_or_default(), entry)?
        }
        [_, .., last] if last.contains(':') => {
            return Err(DutyError::OneTime { entry: quoted() });
        }
        _ => (NaiveTime::MIN, NaiveTime::MIN),
    };
    let (first, last) = parse_days(&words.join(" "), entry, today)?;
    let days = (last - first).num_days();
    if days < 0 {
        return Err(DutyError::Reversed { entry: quoted() });
    }
    if days >= MAX_DAYS {
        return Err(DutyError::TooLong { entry: quoted(), days: days.unsigned_abs() as usize + 1 });
    }
    let each_day = (0..=days).map(|n| add_days(first, n));
    let duty = |on, officer: usize| Duty { officer: officer.to_string(), on, from, until };
    Ok(each_day.flat_map(|on| (1..=officers).map(move |officer| duty(on, officer))).collect())
}

fn is_officers(word: &str) -> bool {
    word.strip_prefix('x').is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

fn parse_officers(word: Option<&str>, entry: &str) -> Result<usize, DutyError> {
    let number = word.and_then(|word| word.strip_prefix('x')).and_then(|n| n.parse().ok());
    number.filter(|n| (1..=MAX_OFFICERS).contains(n)).ok_or_else(|| DutyError::Officers { entry: entry.to_owned() })
}

/// `16:00-23:00`; 24:00 is midnight.
fn parse_times(word: &str, entry: &str) -> Result<(NaiveTime, NaiveTime), DutyError> {
    let time = |text: &str| match text.replace('.', ":").as_str() {
        "24:00" => Some(NaiveTime::MIN),
        other => parse_time(other),
    };
    let times = word.split_once('-').and_then(|(from, until)| Some((time(from)?, time(until)?)));
    times.ok_or_else(|| DutyError::Times { times: word.to_owned(), entry: entry.to_owned() })
}

fn parse_days(text: &str, entry: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), DutyError> {
    if let Some(range) = parse_range(text, today) {
        return Ok(range);
    }
    match calendar::parse_typed(text, today, DateBias::Future) {
        Ok(on) => Ok((on, on)),
        Err(calendar::DateError::DoesNotExist(day)) => Err(DutyError::NoSuchDay { day, entry: entry.to_owned() }),
        Err(calendar::DateError::NotUnderstood(_) | calendar::DateError::Skipped { .. }) => {
            Err(DutyError::NotUnderstood { entry: entry.to_owned() })
        }
    }
}

/// `8-10 nov`, `30 oct-2 nov`, `8/11-10/11`, `mon-fri`, `2023-11-08-2023-11-10`. A dash inside a date, as in
/// `12-9-23`, makes no range.
fn parse_range(text: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    text.match_indices('-').find_map(|(at, dash)| {
        let (first, last) = (text[..at].trim(), text[at + dash.len()..].trim());
        let iso = |text: &str| calendar::parse_day_strict(text).is_ok();
        if !(iso(first) && iso(last) || last.contains(|c: char| c == '/' || c == '.' || c.is_alphabetic())) {
            return None;
        }
        let last = calendar::parse_typed(last, today, DateBias::Future).ok()?;
        Some((parse_first_day(first, last, today)?, last))
    })
}

/// The first day of a range; a bare number is in the month of the last day.
fn parse_first_day(text: &str, last: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let number = text.rsplit(' ').next()?.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !text.contains(['/', '.']) && number.chars().all(|c| c.is_ascii_digit()) && !number.is_empty() {
        let in_month = calendar::parse_typed(&format!("{text} {}", last.format("%B %Y")), today, DateBias::Future);
        if let Ok(first) = in_month {
            return Some(first);
        }
    }
    let ahead = calendar::parse_typed(text, today, DateBias::Future).ok()?;
    if ahead <= last { Some(ahead) } else { calendar::parse_typed(text, last, DateBias::Past).ok() }
}
