//! Parses typed duty.

use chrono::{NaiveDate, NaiveTime};

use super::duty::Duty;
use crate::calendar;
use crate::calendar::{DateBias, add_days, parse_time};
use crate::date_words::parse_weekday;
use crate::english::pluralize;

const DUTY_SYNTAX: &str = "write it as 6 nov, as 8-10 nov 16:00-23:00, as 14 dec x2 for two officers, or as tue 18:00-22:00 weekly until \
                           15 dec";

/// A longer range is a typing error in the year.
const MAX_DAYS: i64 = 100;

/// Of a repetition, from its first to its last day.
const MAX_REPEATED_DAYS: i64 = 367;

const MAX_OFFICERS: usize = 20;

impl Duty {
    /// Parses `6 nov, 8-10 nov 16:00-23:00, thu 14 dec x2`: days or ranges of days, each with its times or for the
    /// whole day; `x2` means two officers. `tue 18:00-22:00 weekly until 15 dec` repeats the days each week, `fortnightly` every
    /// other week. Days are British dates from today on.
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
    #[error("“{entry}” does not say until when; add the last day, as in tue 18:00-22:00 weekly until 15 dec")]
    Endless { entry: String },
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
    let plain = entry.to_lowercase().replace(['–', '—'], "-").replace('×', "x");
    let plain = plain.replace(" to ", "-").replace(" - ", "-");
    let (plain, repeat) = parse_repeat(&plain, entry, today)?;
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
            return Err(DutyError::OneTime { entry: entry.to_owned() });
        }
        _ => (NaiveTime::MIN, NaiveTime::MIN),
    };
    let mut days = Vec::new();
    for part in words.join(" ").split(" and ").flat_map(|part| part.split('&')) {
        days.extend(repeated(parse_days(part.trim(), entry, today)?, repeat, entry)?);
    }
    days.sort_unstable();
    days.dedup();
    let duty = |on, officer: usize| Duty { officer: officer.to_string(), on, from, until };
    Ok(days.into_iter().flat_map(|on| (1..=officers).map(move |officer| duty(on, officer))).collect())
}

/// Each so many days, up to and including the last day.
type Repeat = Option<(i64, NaiveDate)>;

/// Takes `weekly until 15 dec` and the like out of an entry. `until` without a word for a repetition joins two days of a
/// range.
fn parse_repeat(plain: &str, entry: &str, today: NaiveDate) -> Result<(String, Repeat), DutyError> {
    let mut step = None;
    let mut words = Vec::new();
    for word in plain.split_whitespace() {
        match word {
            "weekly" | "every" | "each" => step = step.or(Some(WEEK)),
            "week" if step.is_some() => {}
            "fortnightly" | "fortnight" => step = Some(2 * WEEK),
            "till" | "til" => words.push("until"),
            other => words.push(weekday_of_plural(other).inspect(|_| step = step.or(Some(WEEK))).unwrap_or(other)),
        }
    }
    let plain = words.join(" ");
    let Some(step) = step else { return Ok((plain.replace(" until ", "-"), None)) };
    let (start, rest) = plain.split_once("until ").ok_or_else(|| DutyError::Endless { entry: entry.to_owned() })?;
    // What follows the last day belongs to each of the days.
    let rest: Vec<&str> = rest.split_whitespace().collect();
    let (last, times) = rest.split_at(rest.iter().position(|word| is_hours(word)).unwrap_or(rest.len()));
    let (last, _) = parse_days(&last.join(" "), entry, today)?;
    Ok((format!("{} {}", start.trim(), times.join(" ")), Some((step, last))))
}

const WEEK: i64 = 7;

/// `tue` for `tuesdays`.
fn weekday_of_plural(word: &str) -> Option<&str> {
    word.strip_suffix("days").and(word.strip_suffix('s')).filter(|day| parse_weekday(day).is_some())
}

/// The days of a range, repeated until the last day.
fn repeated((first, last): (NaiveDate, NaiveDate), repeat: Repeat, entry: &str) -> Result<Vec<NaiveDate>, DutyError> {
    let days = (last - first).num_days();
    let end = repeat.map_or(last, |(_, end)| end);
    if days < 0 || end < first {
        return Err(DutyError::Reversed { entry: entry.to_owned() });
    }
    let most = if repeat.is_some() { MAX_REPEATED_DAYS } else { MAX_DAYS };
    let long = (end - first).num_days().max(days);
    if days >= MAX_DAYS || long >= most {
        return Err(DutyError::TooLong { entry: entry.to_owned(), days: long.unsigned_abs() as usize + 1 });
    }
    let Some((step, end)) = repeat else { return Ok((0..=days).map(|n| add_days(first, n)).collect()) };
    let rounds = (0..).map(|round| add_days(first, round * step)).take_while(|start| *start <= end);
    let each = rounds.flat_map(|start| (0..=days).map(move |n| add_days(start, n)));
    Ok(each.filter(|on| *on <= end).collect())
}

/// Times, or a number of officers.
fn is_hours(word: &str) -> bool {
    word.contains(':') || is_officers(word)
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
