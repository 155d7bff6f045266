//! On which days and times an event falls (RFC 5545, 3.8.5).
//!
//! The crate `rrule` steps through the days of a rule. It is given neither the end nor the number of times: it reads UNTIL in its
//! own time zone only, and does not count a first start that the rule would not give.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use charter::calendar::to_london;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use rrule::{Frequency, NWeekday, RRule, Tz, Unvalidated};

use super::event_time::{EventTime, parse_single_value};
use super::excerpt::excerpt;
use crate::ReadError;

/// Longer than any rule in practice.
const MAX_RULE_BYTES: usize = 500;

/// Steps for the rules of a whole file: a weekly meeting of thirty years for each of six hundred councils.
const MAX_STEPS: usize = 1_000_000;

/// What a rule costs that finds no day: the library has then looked at as many.
const FRUITLESS_STEPS: usize = 100_000;

/// Bounds the work for the rules of a file.
#[derive(Debug)]
pub struct Budget {
    steps: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: MAX_STEPS }
    }
}

impl Budget {
    fn spend(&mut self, steps: usize) -> Result<(), ReadError> {
        self.steps = self
            .steps
            .checked_sub(steps)
            .ok_or("the file repeats more often than any calendar of meetings does; export a shorter span of time")?;
        Ok(())
    }
}

/// A rule (RRULE or EXRULE).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rule {
    /// As written.
    pub text: String,
    /// Without COUNT and UNTIL.
    endless: RRule<Unvalidated>,
    count: Option<usize>,
    until: Option<Until>,
}

/// The last moment on which the event may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Until {
    /// A day, itself included.
    Day(NaiveDate),
    Utc(NaiveDateTime),
    /// In the zone of the event.
    Civil(NaiveDateTime),
}

impl Rule {
    /// # Errors
    /// The reason, if it is no rule, or one of something else than meetings.
    pub(super) fn parse(value: &str) -> Result<Self, ReadError> {
        let wrong = || not_understood(value);
        let text = value.replace(' ', "").trim_end_matches(';').to_ascii_uppercase();
        if text.len() > MAX_RULE_BYTES || !text.chars().all(|c| c.is_ascii_graphic()) {
            return Err(wrong());
        }
        let (mut count, mut until, mut rest) = (None, None, Vec::new());
        for part in text.split(';') {
            match part.split_once('=') {
                Some(("COUNT", value)) => {
                    count = Some(value.parse().ok().filter(|count| *count > 0).ok_or_else(wrong)?);
                }
                Some(("UNTIL", value)) => until = Some(parse_until(value).ok_or_else(wrong)?),
                Some((key, _)) if key.starts_with("X-") => {}
                _ => rest.push(part),
            }
        }
        let endless: RRule<Unvalidated> = rest.join(";").parse().map_err(|_| wrong())?;
        match endless.get_freq() {
            Frequency::Yearly | Frequency::Monthly | Frequency::Weekly | Frequency::Daily => {}
            Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => {
                return Err("it repeats several times a day; enter its dates by hand".into());
            }
        }
        // The library reads 0TU as every Tuesday, and a number beside a weekly day as any.
        let has_number = |day: &NWeekday| matches!(day, NWeekday::Nth(..));
        let is_zero =
            |part: &&str| part.starts_with("BYDAY=") && part.split(['=', ',']).any(|day| day.starts_with('0'));
        let is_still = endless.get_interval() == 0;
        let is_short = matches!(endless.get_freq(), Frequency::Weekly | Frequency::Daily);
        if is_still || rest.iter().any(is_zero) || is_short && endless.get_by_weekday().iter().any(has_number) {
            return Err(wrong());
        }
        Ok(Self { text: value.trim().to_owned(), endless, count, until })
    }

    /// Whether the rule ends before a civil time of its zone; `utc` converts it.
    pub(super) fn ends_before(&self, civil: NaiveDateTime, utc: impl Fn(NaiveDateTime) -> NaiveDateTime) -> bool {
        match self.until {
            None => false,
            Some(Until::Day(day)) => civil.date() > day,
            Some(Until::Civil(last)) => civil > last,
            Some(Until::Utc(last)) => utc(civil) > last,
        }
    }

    /// The same for an event of whole days. Programs write the last day's beginning or end as UTC, in London or in UTC.
    fn ends_before_day(&self, day: NaiveDate) -> bool {
        let is_end_of_day = |last: NaiveDateTime| Some(last.time()) == NaiveTime::from_hms_opt(23, 59, 59);
        match self.until {
            None => false,
            Some(Until::Day(last)) => day > last,
            Some(Until::Civil(last)) => day > last.date(),
            Some(Until::Utc(last)) if is_end_of_day(last) => day > last.date(),
            Some(Until::Utc(last)) => day > to_london(last.and_utc()).date(),
        }
    }

    /// Civil times in order, until one that `is_past`. The first one counts, whether or not the rule gives it.
    ///
    /// # Errors
    /// The reason, if the rule fits no day or takes too long.
    pub(super) fn civil_starts(
        &self,
        first: NaiveDateTime,
        budget: &mut Budget,
        is_past: impl Fn(NaiveDateTime) -> bool,
    ) -> Result<Vec<NaiveDateTime>, ReadError> {
        if !self.has_possible_day() {
            return Ok(vec![first]);
        }
        let start: DateTime<Tz> = first.and_utc().with_timezone(&Tz::UTC);
        let series = self.endless.clone().build(start).map_err(|_| not_understood(&self.text))?.limit();
        let mut starts = vec![first];
        let mut days = series.into_iter();
        while self.count.is_none_or(|count| starts.len() < count) {
            budget.spend(1)?;
            let Some(next) = days.next() else {
                budget.spend(FRUITLESS_STEPS)?;
                break;
            };
            match next.naive_utc() {
                next if is_past(next) => break,
                next if next <= first => {}
                next => starts.push(next),
            }
        }
        Ok(starts)
    }

    /// `false` for 30 February, which the library would seek for thousands of years.
    fn has_possible_day(&self) -> bool {
        let longest = |month: u8| match month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let (days, months) = (self.endless.get_by_month_day(), self.endless.get_by_month());
        let fits = |day: &i8| months.iter().any(|month| day.unsigned_abs() <= longest(*month));
        days.is_empty() || months.is_empty() || days.iter().any(fits)
    }
}

fn not_understood(rule: &str) -> ReadError {
    format!("how it repeats (“{}”) is not understood; enter its dates by hand", excerpt(rule)).into()
}

fn parse_until(value: &str) -> Option<Until> {
    let is_utc = value.ends_with('Z');
    match parse_single_value(value)? {
        (day, None) => Some(Until::Day(day)),
        (day, Some(time)) if is_utc => Some(Until::Utc(day.and_time(time))),
        (day, Some(time)) => Some(Until::Civil(day.and_time(time))),
    }
}

/// How one event repeats.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Recurrence {
    pub rules: Vec<Rule>,
    /// RDATE.
    pub dates: Vec<EventTime>,
    pub except_rules: Vec<Rule>,
    /// EXDATE.
    pub except: Vec<EventTime>,
}

impl Recurrence {
    /// The starts up to a day in London.
    ///
    /// # Errors
    /// The reason, if a rule ends before the event begins, or takes too long.
    pub(super) fn starts(&self, first: &EventTime, until: NaiveDate, budget: &mut Budget) -> Result<Starts, ReadError> {
        let mut starts = Starts::from_iter([first.clone()]);
        for rule in &self.rules {
            starts.extend(rule_starts(rule, first, until, budget)?);
        }
        let dates = self.dates.iter().map(|date| if first.is_day() { EventTime::Day(date.on()) } else { date.clone() });
        starts.extend(dates);
        for rule in &self.except_rules {
            for start in rule_starts(rule, first, until, budget)? {
                starts.remove(start.utc());
            }
        }
        let excepted: Vec<NaiveDateTime> = self.except.iter().filter_map(|except| starts.find(except)).collect();
        for start in excepted {
            starts.remove(start);
        }
        starts.by_utc.retain(|_, start| start.on() <= until);
        Ok(starts)
    }
}

/// The starts of an event, in order.
#[derive(Debug, Default)]
pub(super) struct Starts {
    pub by_utc: BTreeMap<NaiveDateTime, EventTime>,
    /// Those of each day, in London and in their own zone.
    of_day: HashMap<NaiveDate, BTreeSet<NaiveDateTime>>,
}

impl Starts {
    /// The start that a file means by a time: the same moment, else the only one of that day, because some programs write the
    /// day or midnight.
    pub(super) fn find(&self, meant: &EventTime) -> Option<NaiveDateTime> {
        if self.by_utc.contains_key(&meant.utc()) {
            return Some(meant.utc());
        }
        let of_day = |day: NaiveDate| self.of_day.get(&day).into_iter().flatten();
        let of_days = of_day(meant.on()).chain(of_day(meant.civil_day()));
        let found: BTreeSet<&NaiveDateTime> = of_days.filter(|start| self.by_utc.contains_key(start)).collect();
        if found.len() == 1 { found.first().map(|start| **start) } else { None }
    }

    pub(super) fn remove(&mut self, utc: NaiveDateTime) -> Option<EventTime> {
        let start = self.by_utc.remove(&utc)?;
        for day in [start.on(), start.civil_day()] {
            if let Some(starts) = self.of_day.get_mut(&day) {
                starts.remove(&utc);
            }
        }
        Some(start)
    }
}

impl Extend<EventTime> for Starts {
    fn extend<T: IntoIterator<Item = EventTime>>(&mut self, starts: T) {
        for start in starts {
            for day in [start.on(), start.civil_day()] {
                self.of_day.entry(day).or_default().insert(start.utc());
            }
            self.by_utc.insert(start.utc(), start);
        }
    }
}

impl FromIterator<EventTime> for Starts {
    fn from_iter<T: IntoIterator<Item = EventTime>>(starts: T) -> Self {
        let mut own = Self::default();
        own.extend(starts);
        own
    }
}

fn rule_starts(
    rule: &Rule,
    first: &EventTime,
    until: NaiveDate,
    budget: &mut Budget,
) -> Result<Vec<EventTime>, ReadError> {
    const ENDS_EARLY: &str = "the series ends before it begins, so no day is left; check its end";
    // A zone is at most a day from London.
    let horizon = charter::calendar::add_days(until, 2);
    match first {
        EventTime::Day(day) => {
            let is_past = |day: NaiveDate| day > horizon || rule.ends_before_day(day);
            if rule.ends_before_day(*day) {
                return Err(ENDS_EARLY.into());
            }
            let starts = rule.civil_starts(day.and_time(NaiveTime::MIN), budget, |civil| is_past(civil.date()))?;
            Ok(starts.into_iter().map(|civil| EventTime::Day(civil.date())).collect())
        }
        EventTime::At { civil, zone, .. } => {
            let utc = |civil: NaiveDateTime| zone.utc(civil);
            if rule.ends_before(*civil, utc) {
                return Err(ENDS_EARLY.into());
            }
            let is_past = |civil: NaiveDateTime| civil.date() > horizon || rule.ends_before(civil, utc);
            let starts = rule.civil_starts(*civil, budget, is_past)?;
            Ok(starts.into_iter().map(|civil| EventTime::in_zone(civil, zone)).collect())
        }
    }
}
