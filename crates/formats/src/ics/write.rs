//! Events into a calendar file, the same bytes for the same events.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event as Written, Property};

use super::event::Event;
use super::fold::folded_anew;
use super::rule;
use super::zone::{LONDON, LONDON_RULES};
use charter::calendar::add_days;
use charter::untrusted::Untrusted;

/// Who wrote the file.
const MAKER: &str = "-//charterdesk//diary//EN";

/// The last line.
const END: &str = "END:VCALENDAR\r\n";

/// Minutes of a day.
const DAY: u32 = 1440;

/// When the days of each series begin: `None` for all day.
type Series<'a> = HashMap<&'a str, Option<NaiveTime>>;

/// Writes a calendar file of RFC 5545, with lines that end in CRLF.
///
/// `stamp` is said to be the moment at which every event was written (DTSTAMP); `name` is what calendar programs call the
/// calendar.
pub fn write(events: &[Event], stamp: DateTime<Utc>, name: &str) -> String {
    let mut series = Series::new();
    for event in events.iter().filter(|event| event.instead_of.is_none()) {
        series.entry(&event.uid).or_insert(event.at);
    }
    let mut file = head(name);
    if events.iter().any(|event| event.at.is_some()) {
        file.push_str(LONDON_RULES);
    }
    for event in events {
        file.push_str(&Component::to_string(&component(event, stamp, &series)));
    }
    file.push_str(END);
    folded_anew(&file)
}

fn head(name: &str) -> String {
    let name = on_one_line(name);
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", MAKER),
        ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", name.as_str()),
        ("X-WR-TIMEZONE", LONDON),
    ] {
        calendar.append_property((key, value));
    }
    let mut whole = calendar.to_string();
    whole.truncate(whole.len() - END.len());
    whole
}

fn component(event: &Event, stamp: DateTime<Utc>, series: &Series) -> Written {
    let mut written = Written::new();
    written.uid(&on_one_line(&event.uid)).timestamp(stamp).sequence(event.sequence);
    written.append_property(moments("DTSTART", &[event.on], event.at));
    if let Some(end) = end(event) {
        written.append_property(end);
    }
    for (key, text) in [("SUMMARY", &event.summary), ("LOCATION", &event.place), ("DESCRIPTION", &event.note)] {
        if !text.is_blank() {
            written.add_property(key, text.clean_for_ics());
        }
    }
    if let Some(rule) = &event.rule {
        written.add_property("RRULE", rule::as_written(rule, event.at.is_some()));
    }
    if !event.except.is_empty() {
        written.append_property(moments("EXDATE", &event.except, event.at));
    }
    if let Some(day) = event.instead_of {
        // It is the time of the series that names the day, whatever the time of this one is.
        let at = series.get(event.uid.as_str()).copied().unwrap_or(event.at);
        written.append_property(moments("RECURRENCE-ID", &[day], at));
    }
    if event.cancelled {
        written.status(icalendar::EventStatus::Cancelled);
    }
    written
}

/// The end: of all day the day after the last, of a time the civil time; nothing where none is said.
fn end(event: &Event) -> Option<Property> {
    let minutes = event.minutes.unwrap_or(0);
    match event.at {
        None => {
            let days = minutes.div_ceil(DAY).max(1);
            Some(moments("DTEND", &[add_days(event.on, i64::from(days))], None))
        }
        Some(_) if minutes == 0 => None,
        Some(at) => {
            let until = event.on.and_time(at).checked_add_signed(TimeDelta::minutes(i64::from(minutes)))?;
            Some(moments("DTEND", &[until.date()], Some(until.time())))
        }
    }
}

/// Days as the values of a property: as days, or as London's civil times.
fn moments(key: &str, days: &[NaiveDate], at: Option<NaiveTime>) -> Property {
    let value = |on: &NaiveDate| match at {
        Some(at) => NaiveDateTime::new(*on, at).format("%Y%m%dT%H%M%S").to_string(),
        None => on.format("%Y%m%d").to_string(),
    };
    let mut property = Property::new(key, days.iter().map(value).collect::<Vec<_>>().join(","));
    match at {
        Some(_) => property.add_parameter("TZID", LONDON),
        None => property.add_parameter("VALUE", "DATE"),
    };
    property
}

fn on_one_line(text: &str) -> String {
    Untrusted::from(text).clean_for_ics().replace('\n', " ")
}
