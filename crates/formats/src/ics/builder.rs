//! Collects the properties of one event and builds it.

use crate::ReadError;
use chrono::{NaiveDateTime, NaiveTime};

use super::event::{Event, Replaced, Revision};
use super::event_time::{EventTime, parse_civil, parse_single_time, parse_times};
use super::recurrence::{Recurrence, Rule};
use super::unfold::Property;
use super::zone_names::Zones;
use crate::ics::{duration, excerpt};
use charter::untrusted::Untrusted;

/// Properties that are read.
const USED_PROPERTIES: [&str; 17] = [
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "SUMMARY",
    "LOCATION",
    "DESCRIPTION",
    "RRULE",
    "RDATE",
    "EXRULE",
    "EXDATE",
    "RECURRENCE-ID",
    "STATUS",
    "SEQUENCE",
    "DTSTAMP",
    "LAST-MODIFIED",
    "X-MICROSOFT-CDO-ALLDAYEVENT",
];

/// Longest text of an event, in bytes.
const MAX_TEXT_BYTES: usize = 64 * 1024;

/// Suffix of ids that are made up for events without UID. It differs from the suffix of our own.
const NO_UID_SUFFIX: &str = "@no-uid.charterdesk";

#[derive(Debug)]
pub(super) struct EventBuilder {
    pub line: usize,
    /// Nesting depth of components inside the event, such as alarms; their properties are ignored.
    pub depth: usize,
    /// Whether a line of it was dropped.
    pub has_lost_line: bool,
    properties: Vec<Property>,
}

/// The line at fault and the reason.
type Unreadable = (usize, ReadError);

impl EventBuilder {
    pub(super) fn new(line: usize) -> Self {
        Self { line, depth: 0, has_lost_line: false, properties: Vec::new() }
    }

    /// Adds a property if it belongs to the event itself and is used.
    pub(super) fn add(&mut self, property: Property) {
        if self.depth == 0 && USED_PROPERTIES.contains(&property.name.as_str()) {
            self.properties.push(property);
        }
    }

    fn properties(&self, name: &str) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    /// The first property of this name; duplicates are errors of the producer.
    fn property(&self, name: &str) -> Option<&Property> {
        self.properties(name).next()
    }

    fn text(&self, name: &str) -> Result<String, Unreadable> {
        match self.property(name) {
            None => Ok(String::new()),
            Some(long) if long.value.len() > MAX_TEXT_BYTES => {
                Err((long.line, "one of its texts is longer than 64 kB, and no note is".into()))
            }
            Some(property) => Ok(property.text()),
        }
    }

    pub(super) fn name(&self) -> String {
        excerpt::event_name(&self.property("SUMMARY").map(Property::text).unwrap_or_default())
    }

    /// `is_cancellation`: whether the whole calendar cancels its events.
    ///
    /// # Errors
    /// The line at fault, and the reason.
    pub(super) fn build(&self, zones: &Zones, is_cancellation: bool) -> Result<Event, Unreadable> {
        let status = self.property("STATUS").map(|property| property.value.trim());
        let cancelled = is_cancellation || status.is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"));
        let replaces = self.property("RECURRENCE-ID").map(|property| self.replaced(property, zones)).transpose()?;
        let mut recurrence = self.recurrence(zones)?;
        // A cancellation may leave the start out (RFC 5546, 3.2.5).
        let start = match (self.property("DTSTART"), &replaces) {
            (None, Some(replaced)) if cancelled => replaced.start.clone(),
            (None, None) if cancelled && self.property("UID").is_some() => {
                let placeholder = EventTime::Day(self.revision().stamp.unwrap_or_default().date());
                // It falls on no day: the record says which days are cancelled.
                recurrence = Some(Recurrence { except: vec![placeholder.clone()], ..Recurrence::default() });
                placeholder
            }
            _ => self.start(zones)?,
        };
        let summary = self.text("SUMMARY")?;
        Ok(Event {
            line: self.line,
            uid: self.uid(&start, &summary)?,
            revision: self.revision(),
            minutes: self.minutes(&start, zones)?,
            summary: Untrusted::new(summary),
            place: Untrusted::new(self.text("LOCATION")?),
            note: Untrusted::new(self.text("DESCRIPTION")?),
            recurrence,
            replaces,
            cancelled,
            start,
        })
    }

    fn start(&self, zones: &Zones) -> Result<EventTime, Unreadable> {
        let property = self.property("DTSTART").ok_or_else(|| (self.line, "it has no start (DTSTART)".into()))?;
        let start = parse_single_time(property, zones).map_err(|why| (property.line, why))?;
        let all_day = self.property("X-MICROSOFT-CDO-ALLDAYEVENT");
        let says_so = all_day.is_some_and(|property| property.value.trim().eq_ignore_ascii_case("TRUE"));
        // Outlook may write a whole day as the time from midnight to midnight.
        let is_midnight = start.at() == Some(NaiveTime::MIN);
        if says_so && is_midnight { Ok(EventTime::Day(start.on())) } else { Ok(start) }
    }

    fn minutes(&self, start: &EventTime, zones: &Zones) -> Result<Option<u32>, Unreadable> {
        let (property, found) = match (self.property("DTEND"), self.property("DURATION")) {
            (Some(end), _) => (end, parse_single_time(end, zones).and_then(|end| duration::minutes_until(start, &end))),
            (None, Some(duration)) => (duration, duration::parse_duration(start, &duration.value)),
            (None, None) => return Ok(None),
        };
        found.map_err(|why| (property.line, why))
    }

    /// An unreadable number or stamp counts as none: it says nothing about the meeting itself.
    fn revision(&self) -> Revision {
        let value = |name: &str| self.property(name).map(|property| property.value.trim());
        let stamp = |name: &str| -> Option<NaiveDateTime> { value(name).and_then(parse_civil) };
        Revision {
            sequence: value("SEQUENCE").and_then(|sequence| sequence.parse().ok()).unwrap_or(0),
            stamp: stamp("DTSTAMP"),
            modified: stamp("LAST-MODIFIED"),
        }
    }

    fn recurrence(&self, zones: &Zones) -> Result<Option<Recurrence>, Unreadable> {
        let rules = |name: &'static str| {
            let parse = |property: &Property| Rule::parse(&property.value).map_err(|why| (property.line, why));
            self.properties(name).map(parse).collect::<Result<Vec<Rule>, Unreadable>>()
        };
        let times = |name: &'static str| {
            let parse = |property: &Property| parse_times(property, zones).map_err(|why| (property.line, why));
            self.properties(name).map(parse).collect::<Result<Vec<_>, Unreadable>>().map(|times| times.concat())
        };
        let recurrence = Recurrence {
            rules: rules("RRULE")?,
            dates: times("RDATE")?,
            except_rules: rules("EXRULE")?,
            except: times("EXDATE")?,
        };
        Ok((recurrence != Recurrence::default()).then_some(recurrence))
    }

    fn replaced(&self, property: &Property, zones: &Zones) -> Result<Replaced, Unreadable> {
        if self.property("UID").is_none() {
            return Err((property.line, "it stands instead of a date of an event that it does not name".into()));
        }
        let start = parse_single_time(property, zones).map_err(|why| (property.line, why))?;
        let and_following =
            property.parameter("RANGE").is_some_and(|range| range.trim().eq_ignore_ascii_case("THISANDFUTURE"));
        Ok(Replaced { start, and_following })
    }

    /// The event's UID. Without one, a hash of its day, time and summary, so that importing again gives the same id.
    fn uid(&self, start: &EventTime, summary: &str) -> Result<String, Unreadable> {
        let uid: String = self.text("UID")?.trim().chars().filter(|c| !c.is_control()).collect();
        if !uid.is_empty() {
            return Ok(uid);
        }
        let at = start.at().map_or_else(String::new, |at| at.to_string());
        Ok(format!("{:016x}{NO_UID_SUFFIX}", fnv(&format!("{}\n{at}\n{summary}", start.on()))))
    }
}

/// FNV-1a, 64 bit: the standard library's hash may change between versions.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
