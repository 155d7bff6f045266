//! Reads events from a calendar file. Unreadable ones are reported with their line, and reading continues.

use super::builder::EventBuilder;
use super::event::{IcsError, ParsedCalendar};
use super::recurrence::Budget;
use super::unfold::{Line, Property, UnfoldedLines, to_utf8};
use super::zone_names::Zones;
use super::zone_rules::ZoneBuilder;

/// Largest file in bytes: ten times a century of a council's meetings.
const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;

/// Reads a calendar file of Outlook, Google, Apple or Thunderbird.
///
/// A time without zone is in that of the calendar (X-WR-TIMEZONE), else in London's. An event in an unknown zone is reported as
/// unreadable. Tasks and alarms are skipped.
///
/// # Errors
/// A sentence, if the file is no calendar: empty, too large, or in another format.
pub fn read(bytes: &[u8]) -> Result<ParsedCalendar, IcsError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(refused(
            "the file is larger than 10 MB, which no calendar of meetings is",
            "export a shorter span of time",
        ));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(refused("the file is empty", "export it again"));
    }
    let text = to_utf8(bytes);
    let mut reader = Reader::default();
    for line in UnfoldedLines::new(&text) {
        reader.handle_line(&line);
    }
    reader.end_of_calendar();
    match reader {
        Reader { has_calendar: false, .. } => Err(refused(
            "the file is not a calendar: it has no line BEGIN:VCALENDAR",
            "choose a file that ends in .ics",
        )),
        Reader { is_vcalendar_1: true, .. } => Err(refused(
            "the file is a calendar of the old form vCalendar 1.0",
            "export it as iCalendar (.ics) instead",
        )),
        Reader { mut found, .. } => {
            found.unreadable.sort_by_key(|(line, _)| *line);
            Ok(found)
        }
    }
}

fn refused(what: &str, next: &str) -> IcsError {
    IcsError(format!("{what}; nothing was changed; {next}"))
}

/// State of the reader. An event starts at any `BEGIN:VEVENT`, so that an unclosed component hides nothing, and only the
/// depth inside an event is tracked. Events are built at the end of their calendar, because a zone may be defined after them.
#[derive(Default)]
struct Reader {
    /// Whether the file has a calendar.
    has_calendar: bool,
    /// Whether it is vCalendar 1.0, the format before iCalendar.
    is_vcalendar_1: bool,
    calendar: OpenCalendar,
    event: Option<EventBuilder>,
    /// The zone definition that is open.
    zone: Option<ZoneBuilder>,
    found: ParsedCalendar,
    budget: Budget,
}

/// What the current calendar has had so far.
#[derive(Default)]
struct OpenCalendar {
    /// In capitals; blank if it does not say.
    method: String,
    zone_name: Option<String>,
    zones: Vec<ZoneBuilder>,
    events: Vec<EventBuilder>,
}

impl Reader {
    fn handle_line(&mut self, line: &Line) {
        let Some(property) = Property::parse(line) else { return self.report_lost_line(line) };
        match (property.name.as_str(), &mut self.event, &mut self.zone) {
            ("BEGIN", ..) => self.begin(line.number, property.value.trim()),
            ("END", ..) => self.end(property.value.trim()),
            (_, Some(event), _) => event.add(property),
            (_, None, Some(zone)) => zone.add(property),
            ("METHOD", None, None) => self.calendar.method = property.value.trim().to_ascii_uppercase(),
            ("VERSION", None, None) => self.is_vcalendar_1 |= property.value.trim() == "1.0",
            ("X-WR-TIMEZONE", None, None) if !property.value.trim().is_empty() => {
                self.calendar.zone_name = Some(property.text());
            }
            (_, None, None) => {}
        }
    }

    fn report_lost_line(&mut self, line: &Line) {
        if let Some(event) = self.event.as_mut().filter(|event| event.depth == 0 && !event.has_lost_line) {
            event.has_lost_line = true;
            let why = format!("this line of {} has no “NAME:”, and was left out of it", event.name());
            self.found.unreadable.push((line.number, why));
        }
    }

    fn begin(&mut self, line: usize, kind: &str) {
        if kind.eq_ignore_ascii_case("VEVENT") {
            self.zone = None;
            self.report_unclosed();
            self.event = Some(EventBuilder::new(line));
        } else if kind.eq_ignore_ascii_case("VCALENDAR") {
            self.end_of_calendar();
            self.has_calendar = true;
        } else if let Some(event) = &mut self.event {
            event.depth += 1;
        } else if kind.eq_ignore_ascii_case("VTIMEZONE") {
            self.zone = Some(ZoneBuilder::default());
        } else if let Some(zone) = &mut self.zone {
            zone.begin_observance();
        }
    }

    fn end(&mut self, kind: &str) {
        if kind.eq_ignore_ascii_case("VCALENDAR") {
            self.end_of_calendar();
        } else if kind.eq_ignore_ascii_case("VEVENT") {
            self.calendar.events.extend(self.event.take());
        } else if let Some(event) = &mut self.event {
            event.depth = event.depth.saturating_sub(1);
        } else if kind.eq_ignore_ascii_case("VTIMEZONE") {
            self.calendar.zones.extend(self.zone.take());
        }
    }

    fn report_unclosed(&mut self) {
        if let Some(event) = self.event.take() {
            let why = format!("{}: it is cut off, its line END:VEVENT is missing", event.name());
            self.found.unreadable.push((event.line, why));
        }
    }

    fn end_of_calendar(&mut self) {
        self.report_unclosed();
        self.zone = None;
        let OpenCalendar { method, zone_name, zones, events } = std::mem::take(&mut self.calendar);
        let zones = Zones::new(&zones, zone_name, &mut self.budget);
        for builder in events {
            let built = match refused_method(&method) {
                Some(why) => Err((builder.line, why.into())),
                None => builder.build(&zones, method == "CANCEL"),
            };
            match built {
                Ok(event) => self.found.events.push(event),
                Err((line, why)) => self.found.unreadable.push((line, format!("{}: {why}", builder.name()))),
            }
        }
    }
}

/// Why the events of a calendar with this METHOD are none of the organizer's own (RFC 5546, 1.4).
fn refused_method(method: &str) -> Option<&'static str> {
    match method {
        "REPLY" | "REFRESH" => Some("the file is an answer to an invitation, not a calendar"),
        "COUNTER" | "DECLINECOUNTER" => Some("the file only proposes another time; nothing is agreed"),
        "ADD" => Some("the file only adds a date to a series; export the whole calendar instead"),
        _ => None,
    }
}
