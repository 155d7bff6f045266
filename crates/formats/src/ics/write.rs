//! Writes events into a calendar file. The same events give the same bytes.

use std::collections::HashMap;

use charter::calendar::add_days;
use charter::untrusted::Untrusted;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::fold::fold_lines;
use super::rule;
use super::zone::{LONDON, LONDON_VTIMEZONE};

const PRODUCT_ID: &str = "-//charterdesk//diary//EN";
const MINUTES_PER_DAY: u32 = 1440;

/// An event of our own diary, in civil times of London.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiaryEvent {
    pub uid: String,
    pub on: NaiveDate,
    /// `None` for all day.
    pub at: Option<NaiveTime>,
    /// As in [`Event::minutes`](super::Event::minutes).
    pub minutes: Option<u32>,
    pub summary: Untrusted,
    /// May be blank.
    pub place: Untrusted,
    /// May be blank.
    pub note: Untrusted,
    /// The value of its RRULE (RFC 5545), without DTSTART. Its UNTIL may be a day.
    pub rule: Option<String>,
    /// Days of the rule on which it is not held.
    pub except: Vec<NaiveDate>,
    /// The day of the series with the same `uid` that this event replaces.
    pub instead_of: Option<NaiveDate>,
    pub cancelled: bool,
    pub sequence: u32,
}

/// Start time of each series by UID; `None` for all day.
type SeriesTimes<'a> = HashMap<&'a str, Option<NaiveTime>>;

/// Writes a calendar file of RFC 5545 with CRLF line ends.
///
/// `stamp` becomes the DTSTAMP of every event, and `name` the name of the calendar.
pub fn write(events: &[DiaryEvent], stamp: DateTime<Utc>, name: &str) -> String {
    let mut series = SeriesTimes::new();
    for event in events.iter().filter(|event| event.instead_of.is_none()) {
        series.entry(&event.uid).or_insert(event.at);
    }
    let mut file = String::new();
    for (key, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT_ID),
        ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", &escape(&single_line(name))),
        ("X-WR-TIMEZONE", LONDON),
    ] {
        push_line(&mut file, key, value);
    }
    if events.iter().any(|event| event.at.is_some()) {
        file.push_str(LONDON_VTIMEZONE);
    }
    for event in events {
        push_event(&mut file, event, stamp, &series);
    }
    push_line(&mut file, "END", "VCALENDAR");
    fold_lines(&file)
}

/// Properties are sorted by name.
fn push_event(file: &mut String, event: &DiaryEvent, stamp: DateTime<Utc>, series: &SeriesTimes<'_>) {
    push_line(file, "BEGIN", "VEVENT");
    push_text(file, "DESCRIPTION", &event.note);
    if let Some((day, time)) = end(event) {
        push_dates(file, "DTEND", &[day], time);
    }
    push_line(file, "DTSTAMP", &stamp.format("%Y%m%dT%H%M%SZ").to_string());
    push_dates(file, "DTSTART", &[event.on], event.at);
    if !event.except.is_empty() {
        push_dates(file, "EXDATE", &event.except, event.at);
    }
    push_text(file, "LOCATION", &event.place);
    if let Some(day) = event.instead_of {
        // The time of the series identifies the day, whatever the time of this event.
        let time = series.get(event.uid.as_str()).copied().unwrap_or(event.at);
        push_dates(file, "RECURRENCE-ID", &[day], time);
    }
    if let Some(rule) = &event.rule {
        push_line(file, "RRULE", &rule::export_rule(rule, event.at.is_some()));
    }
    push_line(file, "SEQUENCE", &event.sequence.to_string());
    if event.cancelled {
        push_line(file, "STATUS", "CANCELLED");
    }
    push_text(file, "SUMMARY", &event.summary);
    push_line(file, "UID", &escape(&single_line(&event.uid)));
    push_line(file, "END", "VEVENT");
}

/// All-day events end on the day after their last. Other events end at a civil time, if their length is known.
fn end(event: &DiaryEvent) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let minutes = event.minutes.unwrap_or(0);
    match event.at {
        None => {
            let days = minutes.div_ceil(MINUTES_PER_DAY).max(1);
            Some((add_days(event.on, i64::from(days)), None))
        }
        Some(_) if minutes == 0 => None,
        Some(at) => {
            let until = event.on.and_time(at).checked_add_signed(TimeDelta::minutes(i64::from(minutes)))?;
            Some((until.date(), Some(until.time())))
        }
    }
}

fn push_line(file: &mut String, key: &str, value: &str) {
    for part in [key, ":", value, "\r\n"] {
        file.push_str(part);
    }
}

fn push_text(file: &mut String, key: &str, text: &Untrusted) {
    if !text.is_blank() {
        push_line(file, key, &escape(&text.clean_for_ics()));
    }
}

/// Dates, or civil times in London on these days.
fn push_dates(file: &mut String, key: &str, days: &[NaiveDate], time: Option<NaiveTime>) {
    let value = |day: &NaiveDate| match time {
        Some(time) => NaiveDateTime::new(*day, time).format("%Y%m%dT%H%M%S").to_string(),
        None => day.format("%Y%m%d").to_string(),
    };
    let parameter = if time.is_some() { format!("{key};TZID={LONDON}") } else { format!("{key};VALUE=DATE") };
    push_line(file, &parameter, &days.iter().map(value).collect::<Vec<_>>().join(","));
}

/// RFC 5545, 3.3.11.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;").replace('\n', "\\n")
}

fn single_line(text: &str) -> String {
    Untrusted::from(text).clean_for_ics().replace('\n', " ")
}
