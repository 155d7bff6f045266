//! The zone that a VTIMEZONE defines (RFC 5545, 3.6.5): since when the clocks have which offset.

use chrono::{Datelike, NaiveDateTime, TimeDelta};

use super::event_time::parse_civil;
use super::recurrence::{Budget, Rule};
use super::unfold::Property;

/// The offsets are computed up to this year.
const LAST_YEAR: i32 = 2100;

/// More than any zone in the history of clocks.
const MAX_OBSERVANCES: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ZoneRules {
    /// In seconds east of Greenwich, before the first change.
    first: i32,
    /// In the order of time.
    changes: Vec<Change>,
}

/// A change of the clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// Civil time by the clocks before the change.
    civil: NaiveDateTime,
    /// In seconds east of Greenwich.
    from: i32,
    to: i32,
}

impl ZoneRules {
    /// In seconds east of Greenwich. A time that the clocks skip counts by the offset before.
    pub(super) fn offset_at_civil(&self, civil: NaiveDateTime) -> i32 {
        let past = self.changes.partition_point(|change| change.civil <= civil);
        let Some(last) = past.checked_sub(1).and_then(|index| self.changes.get(index)) else { return self.first };
        let skipped = i64::from(last.to - last.from);
        if (civil - last.civil).num_seconds() < skipped { last.from } else { last.to }
    }

    pub(super) fn offset_at_utc(&self, utc: NaiveDateTime) -> i32 {
        let at = |change: &Change| change.civil.checked_sub_signed(TimeDelta::seconds(i64::from(change.from)));
        let past = self.changes.partition_point(|change| at(change).is_some_and(|at| at <= utc));
        past.checked_sub(1).and_then(|index| self.changes.get(index)).map_or(self.first, |change| change.to)
    }
}

/// A VTIMEZONE while it is read.
#[derive(Debug, Default)]
pub(super) struct ZoneBuilder {
    /// Its TZID.
    pub name: String,
    /// The place of the time zone database that a program says it is (X-LIC-LOCATION); may be blank.
    pub location: String,
    /// The STANDARD and DAYLIGHT components.
    observances: Vec<Vec<Property>>,
}

impl ZoneBuilder {
    pub(super) fn begin_observance(&mut self) {
        self.observances.push(Vec::new());
    }

    pub(super) fn add(&mut self, property: Property) {
        match self.observances.last_mut() {
            Some(observance) => observance.push(property),
            None if property.name == "TZID" => property.value.trim().clone_into(&mut self.name),
            None if property.name == "X-LIC-LOCATION" => property.value.trim().clone_into(&mut self.location),
            None => {}
        }
    }

    /// `None` if it does not say which offset the clocks have.
    pub(super) fn build(&self, budget: &mut Budget) -> Option<ZoneRules> {
        let mut changes = Vec::new();
        if self.observances.len() > MAX_OBSERVANCES {
            return None;
        }
        for observance in &self.observances {
            push_changes(observance, budget, &mut changes)?;
        }
        changes.sort_by_key(|change| change.civil);
        let first = changes.first()?.from;
        Some(ZoneRules { first, changes })
    }
}

/// `None` if the observance lacks what the standard requires.
fn push_changes(observance: &[Property], budget: &mut Budget, changes: &mut Vec<Change>) -> Option<()> {
    let value = |name: &str| observance.iter().find(|property| property.name == name).map(|found| found.value.trim());
    let (from, to) = (parse_offset(value("TZOFFSETFROM")?)?, parse_offset(value("TZOFFSETTO")?)?);
    let start = parse_civil(value("DTSTART")?)?;
    let mut push = |civil: NaiveDateTime| changes.push(Change { civil, from, to });
    push(start);
    for dates in observance.iter().filter(|property| property.name == "RDATE") {
        dates.value.split(',').filter_map(|date| parse_civil(date.trim())).for_each(&mut push);
    }
    for rule in observance.iter().filter(|property| property.name == "RRULE") {
        let rule = Rule::parse(&rule.value).ok()?;
        let is_past =
            |civil: NaiveDateTime| rule.ends_before(civil, |civil| civil - TimeDelta::seconds(i64::from(from)));
        let starts = rule.civil_starts(start, budget, |civil| civil.year() > LAST_YEAR || is_past(civil)).ok()?;
        starts.into_iter().filter(|civil| *civil != start).for_each(&mut push);
    }
    Some(())
}

/// Seconds of `+0100`, `-013000`, `+01:00`.
fn parse_offset(text: &str) -> Option<i32> {
    let (sign, digits) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(digits), _) => (1, digits),
        (_, Some(digits)) => (-1, digits),
        _ => (1, text),
    };
    let digits = digits.replace(':', "");
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |at: usize| digits.get(at..at + 2).map_or(Some(0), |part| part.parse::<i32>().ok());
    let seconds = part(0)? * 3600 + part(2)? * 60 + part(4)?;
    (seconds <= 24 * 3600).then_some(sign * seconds)
}

#[cfg(test)]
mod tests {
    use super::{ZoneBuilder, ZoneRules, parse_offset};
    use crate::ics::recurrence::Budget;
    use crate::ics::unfold::{Line, Property};
    use crate::ics::zone::Zone;
    use rstest::rstest;
    use std::sync::Arc;

    fn rules(observances: &[&str]) -> Option<ZoneRules> {
        let mut builder = ZoneBuilder::default();
        for observance in observances {
            builder.begin_observance();
            for text in observance.split('|') {
                builder.add(Property::parse(&Line { number: 1, text: text.to_owned() }).unwrap());
            }
        }
        builder.build(&mut Budget::default())
    }

    const SUMMER: &str =
        "DTSTART:16010101T010000|TZOFFSETFROM:+0000|TZOFFSETTO:+0100|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3";
    const WINTER: &str =
        "DTSTART:16010101T020000|TZOFFSETFROM:+0100|TZOFFSETTO:-0000|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10";

    /// The same as London's own rules, the hours around a change included.
    #[rstest]
    #[case("2024-07-01T19:30:00")]
    #[case("2024-12-01T19:30:00")]
    #[case("2024-03-31T00:59:59")]
    #[case("2024-03-31T01:30:00")]
    #[case("2024-03-31T02:00:00")]
    #[case("2024-10-27T00:59:59")]
    #[case("2024-10-27T01:30:00")]
    #[case("2024-10-27T02:00:00")]
    fn the_rules_of_outlook_are_those_of_london(#[case] civil: &str) {
        let (civil, zone) = (civil.parse().unwrap(), Zone::Defined(Arc::new(rules(&[WINTER, SUMMER]).unwrap())));
        let utc = zone.utc(civil);
        assert_eq!(utc, Zone::LONDON.utc(civil));
        assert_eq!(zone.civil(utc), Zone::LONDON.civil(utc));
    }

    #[test]
    fn a_zone_without_summer_time_has_one_offset() {
        let zone =
            Zone::Defined(Arc::new(rules(&["DTSTART:19700101T000000|TZOFFSETFROM:+0530|TZOFFSETTO:+0530"]).unwrap()));
        assert_eq!(zone.utc("2024-07-01T19:30:00".parse().unwrap()), "2024-07-01T14:00:00".parse().unwrap());
        assert_eq!(zone.utc("1950-07-01T19:30:00".parse().unwrap()), "1950-07-01T14:00:00".parse().unwrap());
    }

    #[rstest]
    #[case(&[])]
    #[case(&["DTSTART:19700101T000000|TZOFFSETFROM:+0530"])]
    #[case(&["DTSTART:19700101T000000|TZOFFSETFROM:+0530|TZOFFSETTO:soon"])]
    #[case(&["TZOFFSETFROM:+0530|TZOFFSETTO:+0530"])]
    #[case(&["DTSTART:19700101T000000|TZOFFSETFROM:+0000|TZOFFSETTO:+0100|RRULE:FREQ=SOON"])]
    fn incomplete_definitions_are_not_used(#[case] observances: &[&str]) {
        assert_eq!(rules(observances), None);
    }

    #[rstest]
    #[case("+0100", Some(3600))]
    #[case("-0330", Some(-12600))]
    #[case("+00:00", Some(0))]
    #[case("-000115", Some(-75))]
    #[case("0100", Some(3600))]
    #[case("+9900", None)]
    #[case("+1", None)]
    #[case("", None)]
    fn offsets(#[case] text: &str, #[case] seconds: Option<i32>) {
        assert_eq!(parse_offset(text), seconds);
    }
}
