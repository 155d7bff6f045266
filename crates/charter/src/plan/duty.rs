//! When somebody of the team is on duty.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::calendar::add_days;

/// One span of duty of an officer. Touching spans of one officer are merged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duty {
    /// A label: "1", "2", or the summary of a shift.
    pub officer: String,
    pub on: NaiveDate,
    pub from: NaiveTime,
    /// On the next day if it is not after `from`.
    pub until: NaiveTime,
}

impl Duty {
    fn span(&self) -> TimeSpan {
        let last = if self.until > self.from { self.on } else { add_days(self.on, 1) };
        TimeSpan { from: self.on.and_time(self.from), until: last.and_time(self.until) }
    }
}

/// Half-open: the end is excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TimeSpan {
    pub(super) from: NaiveDateTime,
    pub(super) until: NaiveDateTime,
}

impl TimeSpan {
    pub(super) fn from_start(from: NaiveDateTime, minutes: u32) -> Self {
        Self { from, until: add_minutes(from, i64::from(minutes)) }
    }

    /// Longer by `minutes` at both ends.
    pub(super) fn padded(self, minutes: u32) -> Self {
        Self { from: add_minutes(self.from, -i64::from(minutes)), until: add_minutes(self.until, i64::from(minutes)) }
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    pub(super) fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.until <= self.until
    }

    pub(super) fn includes_day(self, date: NaiveDate) -> bool {
        self.from.date() <= date && date <= self.until.date() && self.until > date.and_time(NaiveTime::MIN)
    }
}

fn add_minutes(at: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    at.checked_add_signed(TimeDelta::minutes(minutes)).unwrap_or(at)
}

/// Officers on duty for exactly the same span, who are interchangeable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Crew {
    pub(super) span: TimeSpan,
    /// Ascending.
    pub(super) officers: Vec<String>,
}

/// In the order of their spans. The spans of one officer are independent, so each can belong to another crew.
pub(super) fn group_into_crews(duties: &[Duty]) -> Vec<Crew> {
    let mut by_officer: BTreeMap<&str, Vec<TimeSpan>> = BTreeMap::new();
    for duty in duties {
        by_officer.entry(&duty.officer).or_default().push(duty.span());
    }
    let mut by_span: BTreeMap<TimeSpan, Vec<String>> = BTreeMap::new();
    for (officer, spans) in by_officer {
        for span in merge_spans(spans) {
            by_span.entry(span).or_default().push(officer.to_owned());
        }
    }
    by_span.into_iter().map(|(span, officers)| Crew { span, officers }).collect()
}

/// Merges spans that overlap or touch.
fn merge_spans(mut spans: Vec<TimeSpan>) -> Vec<TimeSpan> {
    spans.sort();
    let mut joined: Vec<TimeSpan> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.from <= last.until => last.until = last.until.max(span.until),
            _ => joined.push(span),
        }
    }
    joined
}
