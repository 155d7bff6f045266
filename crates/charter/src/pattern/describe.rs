//! A rule in plain words.

use chrono::{Datelike, NaiveDate, Weekday};
use rrule::{Frequency, NWeekday};

use super::rule::Rule;
use super::token::{ordinal_figures, ordinal_name};
use crate::calendar::format_with_year;
use crate::date_words::{month_name, weekday_name};
use crate::english::join_list;
use crate::pattern::model::Pattern;
use crate::untrusted::sanitize;

/// Words that parse to the same rule, or the rule itself.
pub(super) fn describe(pattern: &Pattern) -> String {
    let rule = Rule::parse(&pattern.rule, pattern.from).ok();
    let mut words = rule.as_ref().and_then(describe_rule).unwrap_or_else(|| sanitize(&pattern.rule).into_owned());
    let sayable = !words.contains('=');
    let mut add = |part: String| {
        words.push_str(if sayable { ", " } else { " " });
        words.push_str(&part);
    };
    let counts_from_it = rule.as_ref().is_some_and(Rule::depends_on_first_day);
    if counts_from_it || pattern.from != Pattern::EARLIEST {
        let weekly = rule.as_ref().is_some_and(|rule| rule.parts().get_freq() == Frequency::Weekly);
        add(format!("from {}", if weekly { format_with_year(pattern.from) } else { describe_first_day(pattern.from) }));
    }
    if let Some(until) = rule.as_ref().filter(|_| sayable).and_then(Rule::until) {
        add(format!("until {}", format_with_year(until)));
    }
    if let Some(at) = pattern.at {
        add(format!("at {}", at.format("%H:%M")));
    }
    words
}

/// `January 2024`, or `9 Jan 2024`.
fn describe_first_day(day: NaiveDate) -> String {
    if day.day() == 1 { format!("{} {}", month_name(day.month()), day.year()) } else { format_with_year(day) }
}

/// `None` if the rule has no plain words.
fn describe_rule(rule: &Rule) -> Option<String> {
    let parts = rule.parts();
    let plain = parts.get_by_set_pos().is_empty() && parts.get_count().is_none();
    if !plain || parts.get_week_start() != Weekday::Mon {
        return None;
    }
    let interval = parts.get_interval();
    let excluded: Vec<u32> = match parts.get_by_month() {
        [] => Vec::new(),
        months => (1..=12).filter(|month| !months.iter().any(|named| u32::from(*named) == *month)).collect(),
    };
    let many_out = excluded.len() > 3;
    let days = match parts.get_freq() {
        Frequency::Monthly if parts.get_by_weekday().is_empty() => describe_month_days(parts.get_by_month_day())?,
        Frequency::Monthly if parts.get_by_month_day().is_empty() => describe_numbered_days(parts.get_by_weekday())?,
        Frequency::Weekly => describe_weekly(parts.get_by_weekday(), interval)?,
        _ => return None,
    };
    let often = match (parts.get_freq(), interval) {
        (Frequency::Weekly, _) => "",
        (_, 1) if many_out => "",
        (_, 1) => " of each month",
        (_, 2) => " of every other month",
        (_, n) => return Some(append_months(format!("{days}, every {n} months"), &excluded)),
    };
    Some(append_months(format!("{days}{often}"), &excluded))
}

/// Lists the excluded months if they are few, else the remaining ones.
fn append_months(rule: String, excluded: &[u32]) -> String {
    let names = |months: &[u32]| {
        let names: Vec<String> = months.iter().map(|month| month_name(*month)).collect();
        join_list(&names.iter().map(String::as_str).collect::<Vec<_>>())
    };
    match excluded.len() {
        0 => rule,
        1..=3 => format!("{rule}, not {}", names(excluded)),
        _ => {
            let remaining: Vec<u32> = (1..=12).filter(|month| !excluded.contains(month)).collect();
            format!("{rule} in {}", names(&remaining))
        }
    }
}

/// `first and third Monday`, `second Tuesday and last Thursday`.
fn describe_numbered_days(days: &[NWeekday]) -> Option<String> {
    let mut groups: Vec<(Weekday, Vec<String>)> = Vec::new();
    for day in days {
        let NWeekday::Nth(nth, weekday) = day else { return None };
        if !matches!(nth, -2..=5) {
            return None;
        }
        let name = ordinal_name(i8::try_from(*nth).ok()?);
        match groups.iter_mut().find(|(known, _)| known == weekday) {
            Some((_, names)) => names.push(name),
            None => groups.push((*weekday, vec![name])),
        }
    }
    let groups: Vec<String> = groups
        .iter()
        .map(|(weekday, names)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            format!("{} {}", join_list(&names), weekday_name(*weekday))
        })
        .collect();
    (!groups.is_empty()).then(|| join_list(&groups.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// `10th`, `1st and 15th`, `last day`.
fn describe_month_days(days: &[i8]) -> Option<String> {
    match days {
        [] => None,
        [-1] => Some("last day".to_owned()),
        days if days.iter().all(|day| *day > 0) => {
            let names: Vec<String> = days.iter().map(|day| ordinal_figures(*day)).collect();
            Some(join_list(&names.iter().map(String::as_str).collect::<Vec<_>>()))
        }
        _ => None,
    }
}

/// `every Monday and Thursday`, `every other Monday`, `every 4 weeks on Monday`.
fn describe_weekly(days: &[NWeekday], interval: u16) -> Option<String> {
    let mut names = Vec::new();
    for day in days {
        let NWeekday::Every(weekday) = day else { return None };
        names.push(weekday_name(*weekday));
    }
    let names = (!names.is_empty()).then(|| join_list(&names))?;
    Some(match interval {
        1 => format!("every {names}"),
        2 => format!("every other {names}"),
        n => format!("every {n} weeks on {names}"),
    })
}
