//! The days of an event.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate, NaiveTime};

use charter::pattern::{Occurrences, Pattern, PatternError};
use charter::untrusted::Untrusted;
use formats::ics::Event;

/// How far ahead a series is expanded.
const MONTHS_AHEAD: u32 = 18;

/// In bytes; a longer UID is not stored.
const MAX_UID_BYTES: usize = 500;

/// An earlier meeting is a mistake.
const EARLIEST_DATE: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

#[derive(Debug, thiserror::Error)]
pub(super) enum EventError {
    #[error("its identifier (UID) is longer than any program makes one")]
    LongUid,
    #[error("it is dated before 2000; check the year")]
    TooEarly,
    #[error(transparent)]
    Rule(#[from] PatternError),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EventOccurrence {
    pub(super) uid: String,
    pub(super) on: NaiveDate,
    pub(super) at: Option<NaiveTime>,
    pub(super) place: Untrusted,
    pub(super) cancelled: bool,
    /// The day of the series that it replaces.
    pub(super) instead_of: Option<NaiveDate>,
}

/// Expands events. `overridden` are the days of each series that another event of the file replaces.
pub(super) struct EventOccurrences {
    as_at: NaiveDate,
    overridden: BTreeSet<(String, NaiveDate)>,
    occurrences: Occurrences,
}

impl EventOccurrences {
    pub(super) fn new(events: &[Event], as_at: NaiveDate) -> Self {
        let overridden = events.iter().filter_map(|event| Some((event.uid.clone(), event.instead_of?))).collect();
        Self { as_at, overridden, occurrences: Occurrences::default() }
    }

    /// One day, or the days of a series from the as-at day on.
    pub(super) fn days(&mut self, event: &Event) -> Result<Vec<EventOccurrence>, EventError> {
        if event.uid.len() > MAX_UID_BYTES {
            return Err(EventError::LongUid);
        }
        if event.on < EARLIEST_DATE && event.rule.is_none() {
            return Err(EventError::TooEarly);
        }
        let occurrence = |on: NaiveDate, uid: String, instead_of: Option<NaiveDate>| EventOccurrence {
            uid,
            on,
            at: event.at,
            place: event.place.clone(),
            cancelled: event.cancelled,
            instead_of,
        };
        if let Some(day) = event.instead_of {
            return Ok(vec![occurrence(event.on, series_uid(&event.uid, day), (day != event.on).then_some(day))]);
        }
        let Some(rule) = &event.rule else { return Ok(vec![occurrence(event.on, event.uid.clone(), None)]) };
        let until = self.as_at.checked_add_months(Months::new(MONTHS_AHEAD)).unwrap_or(self.as_at);
        let pattern = Pattern { rule: normalize_rule(rule), from: event.on, at: event.at };
        let days = self.occurrences.between(&pattern, self.as_at, until)?;
        Ok(days
            .iter()
            .filter(|day| !event.except.contains(day) && !self.overridden.contains(&(event.uid.clone(), **day)))
            .map(|day| occurrence(*day, series_uid(&event.uid, *day), None))
            .collect())
    }
}

/// The UID of one day of a series.
fn series_uid(uid: &str, day: NaiveDate) -> String {
    format!("{uid}#{}", day.format("%Y%m%d"))
}

/// Upper case, with a day as its end, as patterns store it.
fn normalize_rule(rule: &str) -> String {
    let part = |part: &str| match part.split_once('=') {
        Some(("UNTIL", value)) if value.len() >= 8 && value.is_char_boundary(8) => {
            format!("UNTIL={}T000000Z", &value[..8])
        }
        _ => part.to_owned(),
    };
    rule.to_uppercase().split(';').filter(|text| !text.is_empty()).map(part).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::normalize_rule;

    #[test]
    fn a_rule_becomes_one_of_patterns() {
        assert_eq!(normalize_rule("freq=monthly;byday=2TU;"), "FREQ=MONTHLY;BYDAY=2TU");
        assert_eq!(normalize_rule("FREQ=WEEKLY;UNTIL=20250630T225959Z"), "FREQ=WEEKLY;UNTIL=20250630T000000Z");
        assert_eq!(normalize_rule("FREQ=WEEKLY;UNTIL=20250630"), "FREQ=WEEKLY;UNTIL=20250630T000000Z");
        assert_eq!(normalize_rule("FREQ=WEEKLY;UNTIL=soon"), "FREQ=WEEKLY;UNTIL=SOON");
    }
}
