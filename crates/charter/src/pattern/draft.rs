//! Builds a rule from the parsed phrases, or asks about an ambiguity.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::token::ordinal_name;
use crate::date_words::weekday_name;
use crate::pattern::model::{Pattern, PatternError};
use crate::pattern::parse_start::StartDate;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recurrence {
    Weeks(u32),
    Months(u32),
    Year,
}

#[derive(Debug, Default)]
pub(super) struct PatternDraft {
    /// With the position in the month, if given.
    pub weekdays: Vec<(Option<i8>, Weekday)>,
    /// 1 to 31, or -1 for the last day.
    pub(crate) month_days: Vec<i8>,
    /// With the typed words.
    pub every: Option<(Recurrence, String)>,
    pub only: BTreeSet<u32>,
    pub not: BTreeSet<u32>,
    /// With the typed words.
    pub first: Option<(StartDate, String)>,
    pub until: Option<NaiveDate>,
    /// With the typed words.
    pub at: Option<(NaiveTime, String)>,
    /// True after "of the month" or "monthly": then "second" is the second of a month.
    pub(crate) month_said: bool,
    /// "every second Tuesday".
    pub(crate) every_nth: Option<String>,
    /// "Mondays" means all of them.
    pub(crate) plural: bool,
    /// "twice" asks for two days.
    pub times: Option<(usize, String)>,
}

impl PatternDraft {
    /// Sets the frequency; a second frequency must be the same.
    pub(crate) fn set_every(&mut self, every: Recurrence, typed: &str) -> Result<(), PatternError> {
        match &self.every {
            Some((known, words)) if *known != every => Err(PatternError::contradiction(words, typed)),
            _ => {
                self.every = Some((every, typed.to_owned()));
                Ok(())
            }
        }
    }

    /// `today` gives the year of "every two months from January".
    pub(crate) fn build(self, today: NaiveDate) -> Result<Pattern, PatternError> {
        self.check_days()?;
        let every = self.frequency()?;
        let (name, interval) = match every {
            Recurrence::Weeks(n) => ("WEEKLY", n),
            Recurrence::Months(n) => ("MONTHLY", n),
            Recurrence::Year => ("MONTHLY", 1),
        };
        let from = self.first_day(every, today)?;
        let mut rule = format!("FREQ={name}");
        if interval > 1 {
            rule.push_str(&format!(";INTERVAL={interval}"));
        }
        if !self.weekdays.is_empty() {
            rule.push_str(&format!(";BYDAY={}", self.by_day()));
        }
        if !self.month_days.is_empty() {
            let days: BTreeSet<i8> = self.month_days.iter().copied().collect();
            rule.push_str(&format!(";BYMONTHDAY={}", joined(&days)));
        }
        let months = self.months()?;
        if months.len() < 12 {
            rule.push_str(&format!(";BYMONTH={}", joined(&months)));
        }
        if let Some(until) = self.until {
            rule.push_str(&format!(";UNTIL={}T000000Z", until.format("%Y%m%d")));
        }
        Ok(Pattern { rule, from, at: self.at.map(|(at, _)| at) })
    }

    /// The days must be of one kind, and as many as announced.
    fn check_days(&self) -> Result<(), PatternError> {
        if self.weekdays.is_empty() && self.month_days.is_empty() {
            return Err(PatternError::NoDay);
        }
        if let (Some((nth, weekday)), Some(day)) = (self.weekdays.first(), self.month_days.first()) {
            let nth = nth.map(|nth| format!("{} ", ordinal_name(nth))).unwrap_or_default();
            let one = format!("{nth}{}", weekday_name(*weekday));
            return Err(PatternError::contradiction(&one, &ordinal_name(*day)));
        }
        if let Some(part) = self.every_nth.as_ref().filter(|_| !self.month_said) {
            let ask = "write “second Tuesday of each month”, or “every other Tuesday from 9 January 2024”";
            return Err(PatternError::ambiguous(part, ask));
        }
        match &self.times {
            Some((n, typed)) if *n != self.weekdays.len() + self.month_days.len() => {
                Err(PatternError::ambiguous(typed, "name the days: “first and third Monday of each month”"))
            }
            _ => Ok(()),
        }
    }

    fn frequency(&self) -> Result<Recurrence, PatternError> {
        let bare = self.weekdays.iter().find(|(nth, _)| nth.is_none()).map(|(_, weekday)| weekday_name(*weekday));
        let numbered = self.weekdays.iter().find_map(|(nth, _)| *nth);
        let month_said = self.month_said || !self.only.is_empty();
        let every = match &self.every {
            Some((every, _)) => *every,
            None if numbered.is_some() => Recurrence::Months(1),
            None if bare.is_some() && self.plural && !month_said => Recurrence::Weeks(1),
            None if bare.is_none() && month_said => Recurrence::Months(1),
            None => {
                let part =
                    bare.map_or_else(|| self.month_days.iter().map(|n| ordinal_name(*n)).collect(), str::to_owned);
                let ask = match bare {
                    Some(day) => format!("write “every {day}”, or which one: “first {day} of each month”"),
                    None => "write “10th of each month”, or which weekday: “first Monday of each month”".to_owned(),
                };
                return Err(PatternError::ambiguous(&part, ask));
            }
        };
        let typed_frequency = self.every.as_ref().map_or("", |(_, typed)| typed.as_str());
        match (every, bare) {
            (Recurrence::Months(_) | Recurrence::Year, Some(day)) => {
                Err(PatternError::ambiguous(day, format!("say which one of the month: “first {day}”")))
            }
            (Recurrence::Weeks(_), None) => {
                let day = numbered.or_else(|| self.month_days.first().copied()).unwrap_or(1);
                Err(PatternError::contradiction(&ordinal_name(day), typed_frequency))
            }
            (Recurrence::Weeks(_), Some(_)) if numbered.is_some() => {
                Err(PatternError::contradiction(&ordinal_name(numbered.unwrap_or(1)), typed_frequency))
            }
            (Recurrence::Year, None) if self.only.is_empty() => {
                Err(PatternError::ambiguous(typed_frequency, "say in which month: “second Tuesday in May”"))
            }
            _ => Ok(every),
        }
    }

    /// The day from which "every two months" counts, or before which there was no meeting.
    fn first_day(&self, every: Recurrence, today: NaiveDate) -> Result<NaiveDate, PatternError> {
        let typed_frequency = self.every.as_ref().map_or("", |(_, typed)| typed.as_str());
        let day = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).ok_or(PatternError::NoMonth);
        match (every, &self.first) {
            (Recurrence::Weeks(2..), Some((StartDate::Day(first), typed))) => {
                if self.weekdays.iter().any(|(_, weekday)| *weekday == first.weekday()) {
                    return Ok(*first);
                }
                let ask = format!("it is a {}: give the day of a meeting", weekday_name(first.weekday()));
                Err(PatternError::ambiguous(typed, ask))
            }
            (Recurrence::Weeks(2..), _) => Err(PatternError::ambiguous(
                typed_frequency,
                "say from which day: add “from 9 January 2024”, the day of a meeting",
            )),
            (Recurrence::Months(2..), None) => Err(PatternError::ambiguous(
                typed_frequency,
                "say from which month: add “from January 2024”, or name the months: “in March, June and September”",
            )),
            // The same months every year, so any year will do.
            (Recurrence::Months(n @ 2..), Some((StartDate::Month(month, None), _))) if 12 % n == 0 => {
                day(today.year(), *month)
            }
            (_, Some((StartDate::Month(_, None), typed))) => {
                let ask = "say the year: “from September 2024”; or the months: “September to July”";
                Err(PatternError::ambiguous(typed, ask))
            }
            (_, Some((StartDate::Month(month, Some(year)), _))) => day(*year, *month),
            (_, Some((StartDate::Day(first), _))) => Ok(*first),
            (_, None) => Ok(Pattern::EARLIEST),
        }
    }

    fn months(&self) -> Result<BTreeSet<u32>, PatternError> {
        let all: BTreeSet<u32> = (1..=12).collect();
        let named = if self.only.is_empty() { &all } else { &self.only };
        let months: BTreeSet<u32> = named.difference(&self.not).copied().collect();
        if months.is_empty() { Err(PatternError::NoMonth) } else { Ok(months) }
    }

    /// `1MO,3MO` in the order of the month, negative positions last.
    fn by_day(&self) -> String {
        let key = |nth: Option<i8>| nth.map_or(0, |n| if n < 0 { 100 + i32::from(n) } else { i32::from(n) });
        let mut days: Vec<(i32, u32, String)> = self
            .weekdays
            .iter()
            .map(|(nth, weekday)| {
                let number = nth.map(|n| n.to_string()).unwrap_or_default();
                let name = weekday_name(*weekday)[..2].to_uppercase();
                (key(*nth), weekday.num_days_from_monday(), format!("{number}{name}"))
            })
            .collect();
        days.sort();
        days.dedup();
        days.into_iter().map(|(_, _, day)| day).collect::<Vec<_>>().join(",")
    }
}

fn joined<T: ToString>(numbers: &BTreeSet<T>) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
