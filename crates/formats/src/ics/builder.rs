//! The properties of one event, and what they mean together.

use chrono::NaiveTime;

use super::event::Event;
use super::lines::Property;
use super::rule;
use super::zone::Zone;
use crate::ics::event_time::{Moment, moments, the_moment};
use crate::ics::{duration, excerpt};
use charter::untrusted::Untrusted;

/// The properties that are looked at. `RDATE` and `EXRULE` are only looked for.
const WANTED: [&str; 15] = [
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
    "X-MICROSOFT-CDO-ALLDAYEVENT",
];

/// The longest text that an event may have, in bytes: more than any note of a meeting.
const LONGEST: usize = 64 * 1024;

/// What the identifiers end in that are made up for events without one. Not the end of ours.
const NO_UID: &str = "@no-uid.charterdesk";

/// An event as it is gathered.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where it begins.
    pub line: usize,
    /// How deep in components within it the reader stands: reminders and the like, of which nothing is taken.
    pub inside: usize,
    /// Whether a line of it was left out.
    pub broken: bool,
    properties: Vec<Property>,
}

/// Why an event cannot be taken, and which line says so.
type Unreadable = (usize, String);

impl Draft {
    /// An event that begins on a line.
    pub(super) fn new(line: usize) -> Self {
        Self { line, inside: 0, broken: false, properties: Vec::new() }
    }

    /// Takes a property, if it is one of the event itself and one that is looked at.
    pub(super) fn take(&mut self, property: Property) {
        if self.inside == 0 && WANTED.contains(&property.name.as_str()) {
            self.properties.push(property);
        }
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    /// The first property of a name; further ones are mistakes of the maker.
    fn first(&self, name: &str) -> Option<&Property> {
        self.all(name).next()
    }

    fn text(&self, name: &str) -> Result<String, Unreadable> {
        match self.first(name) {
            None => Ok(String::new()),
            Some(long) if long.value.len() > LONGEST => {
                Err((long.line, "one of its texts is longer than 64 kB, and no note is".to_owned()))
            }
            Some(property) => Ok(property.text()),
        }
    }

    /// What to call the event in a sentence.
    pub(super) fn called(&self) -> String {
        excerpt::called(&self.first("SUMMARY").map(Property::text).unwrap_or_default())
    }

    /// The event.
    ///
    /// # Errors
    /// The line at fault, and the reason in words.
    pub(super) fn event(&self) -> Result<Event, Unreadable> {
        let start = self.start()?;
        let instead_of = self.first("RECURRENCE-ID").map(|property| self.instead_of(property)).transpose()?;
        let mut except = Vec::new();
        for property in self.all("EXDATE") {
            let days = moments(property).map_err(|why| (property.line, why))?;
            except.extend(days.into_iter().map(Moment::on));
        }
        let summary = self.text("SUMMARY")?;
        let is = |name: &str, value: &str| {
            self.first(name).is_some_and(|property| property.value.trim().eq_ignore_ascii_case(value))
        };
        Ok(Event {
            uid: self.uid(start, &summary)?,
            on: start.on(),
            at: start.at(),
            minutes: self.minutes(start)?,
            summary: Untrusted::new(summary),
            place: Untrusted::new(self.text("LOCATION")?),
            note: Untrusted::new(self.text("DESCRIPTION")?),
            rule: self.rule(start)?,
            except,
            instead_of,
            cancelled: is("STATUS", "CANCELLED"),
            sequence: self.first("SEQUENCE").and_then(|property| property.value.trim().parse().ok()).unwrap_or(0),
        })
    }

    fn start(&self) -> Result<Moment, Unreadable> {
        let property = self.first("DTSTART").ok_or_else(|| (self.line, "it has no start (DTSTART)".to_owned()))?;
        let start = the_moment(property).map_err(|why| (property.line, why))?;
        let all_day = self.first("X-MICROSOFT-CDO-ALLDAYEVENT");
        let says_so = all_day.is_some_and(|property| property.value.trim().eq_ignore_ascii_case("TRUE"));
        // Outlook may write a whole day as the time from midnight to midnight.
        if says_so && start.at() == Some(NaiveTime::MIN) { Ok(Moment::Day(start.on())) } else { Ok(start) }
    }

    fn minutes(&self, start: Moment) -> Result<Option<u32>, Unreadable> {
        let (property, found) = match (self.first("DTEND"), self.first("DURATION")) {
            (Some(end), _) => (end, the_moment(end).and_then(|end| duration::until(start, end))),
            (None, Some(duration)) => (duration, duration::lasting(start, &duration.value)),
            (None, None) => return Ok(None),
        };
        found.map_err(|why| (property.line, why))
    }

    fn rule(&self, start: Moment) -> Result<Option<String>, Unreadable> {
        if let Some(property) =
            self.first("RDATE").or_else(|| self.first("EXRULE")).or_else(|| self.all("RRULE").nth(1))
        {
            let why = "it repeats by more than one rule, which the diary cannot hold; enter its dates by hand";
            return Err((property.line, why.to_owned()));
        }
        let Some(property) = self.first("RRULE") else { return Ok(None) };
        if let Moment::At { zone: Zone::Utc, .. } = start {
            let why = "it repeats at a time in UTC, which in London is another time in summer than in winter; \
                       enter its dates by hand";
            return Err((property.line, why.to_owned()));
        }
        rule::as_kept(&property.value).map(Some).map_err(|why| (property.line, why))
    }

    fn instead_of(&self, property: &Property) -> Result<chrono::NaiveDate, Unreadable> {
        if self.first("UID").is_none() {
            return Err((property.line, "it stands instead of a date of an event that it does not name".to_owned()));
        }
        if property.parameter("RANGE").is_some() {
            let why = "it changes a date and all that follow, which the diary cannot hold; enter its dates by hand";
            return Err((property.line, why.to_owned()));
        }
        the_moment(property).map(Moment::on).map_err(|why| (property.line, why))
    }

    /// The event's identifier; one made from its day, time and summary if it has none, so that the same event gets the
    /// same one every time.
    fn uid(&self, start: Moment, summary: &str) -> Result<String, Unreadable> {
        let uid: String = self.text("UID")?.trim().chars().filter(|c| !c.is_control()).collect();
        if !uid.is_empty() {
            return Ok(uid);
        }
        let at = start.at().map_or_else(String::new, |at| at.to_string());
        Ok(format!("{:016x}{NO_UID}", fnv(&format!("{}\n{at}\n{summary}", start.on()))))
    }
}

/// FNV-1a, 64 bits: the standard library's hash may be another one in its next version.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
