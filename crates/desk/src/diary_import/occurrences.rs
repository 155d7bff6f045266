//! On which days an event falls.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate, NaiveTime};

use charter::pattern::{Occurrences, Pattern};
use charter::untrusted::Untrusted;
use formats::ics::Event;

/// How many months ahead a series is worked out.
const MONTHS_AHEAD: u32 = 18;

/// The longest identifier that is kept, in bytes.
const MAX_UID_BYTES: usize = 500;

/// No meeting is older.
const EARLIEST_DATE: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// One day of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EventOccurrence {
    pub(super) uid: String,
    pub(super) on: NaiveDate,
    pub(super) at: Option<NaiveTime>,
    pub(super) place: Untrusted,
    pub(super) cancelled: bool,
    /// The day of the series that it stands instead of.
    pub(super) instead_of: Option<NaiveDate>,
}

/// Works out the days of events; `overridden` are the days of each series that another event of the file stands for.
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

    /// The days of an event: one, or those of a series from the as-at day on.
    ///
    /// # Errors
    /// The reason in words, if they cannot be worked out.
    pub(super) fn days(&mut self, event: &Event) -> Result<Vec<EventOccurrence>, String> {
        if event.uid.len() > MAX_UID_BYTES {
            return Err("its identifier (UID) is longer than any program makes one".to_owned());
        }
        if event.on < EARLIEST_DATE && event.rule.is_none() {
            return Err("it is dated before 2000; check the year".to_owned());
        }
        let fall = |on: NaiveDate, uid: String, instead_of: Option<NaiveDate>| EventOccurrence {
            uid,
            on,
            at: event.at,
            place: event.place.clone(),
            cancelled: event.cancelled,
            instead_of,
        };
        if let Some(day) = event.instead_of {
            return Ok(vec![fall(event.on, series_uid(&event.uid, day), (day != event.on).then_some(day))]);
        }
        let Some(rule) = &event.rule else { return Ok(vec![fall(event.on, event.uid.clone(), None)]) };
        let until = self.as_at.checked_add_months(Months::new(MONTHS_AHEAD)).unwrap_or(self.as_at);
        let pattern = Pattern { rule: normalize_rule(rule), from: event.on, at: event.at };
        let days = self.occurrences.between(&pattern, self.as_at, until).map_err(|error| error.to_string())?;
        Ok(days
            .iter()
            .filter(|day| !event.except.contains(day) && !self.overridden.contains(&(event.uid.clone(), **day)))
            .map(|day| fall(*day, series_uid(&event.uid, *day), None))
            .collect())
    }
}

/// What one day of a series is known by.
fn series_uid(uid: &str, day: NaiveDate) -> String {
    format!("{uid}#{}", day.format("%Y%m%d"))
}

/// The rule as patterns have it: in capitals, its end a day.
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
