//! A calendar file into events. What cannot be taken is told with its line, and the rest goes on.

use super::event::{Event, IcsError, ParsedCalendar};
use super::lines::{Line, Property, UnfoldedLines, to_utf8};
use crate::ics::builder::EventBuilder;

/// The largest file that is read, in bytes: a council's meetings of a century have a tenth of it.
const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;

/// Reads a calendar file as Outlook, Google, Apple or Thunderbird write it.
///
/// Times are civil times in London: those in UTC are turned into them, those without a time zone are taken to be them, and
/// those of a zone that is not known here are not taken. Tasks, reminders and the zones' own rules are passed over.
///
/// # Errors
/// A sentence, if the file as a whole is no calendar: empty, too large, or of another form.
pub fn read(bytes: &[u8]) -> Result<ParsedCalendar, IcsError> {
    let ParsedComponents { events, unreadable } = parse_components(bytes)?;
    Ok(ParsedCalendar { events: events.into_iter().map(|(_, event)| event).collect(), unreadable })
}

/// The events with the lines on which they begin, and what could not be taken.
#[derive(Debug, Default)]
pub(super) struct ParsedComponents {
    pub events: Vec<(usize, Event)>,
    pub unreadable: Vec<(usize, String)>,
}

/// As [`read`], with the line of each event.
pub(super) fn parse_components(bytes: &[u8]) -> Result<ParsedComponents, IcsError> {
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
        Reader { begun: false, .. } => Err(refused(
            "the file is not a calendar: it has no line BEGIN:VCALENDAR",
            "choose a file that ends in .ics",
        )),
        Reader { old: true, .. } => Err(refused(
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

/// Where the reader stands. An event begins wherever its `BEGIN` stands, so that a component that is never closed hides
/// nothing; and there is no depth to keep but that inside an event.
#[derive(Default)]
struct Reader {
    /// Whether there is a calendar at all.
    begun: bool,
    /// Whether it is one of the form before iCalendar.
    old: bool,
    /// Whether the calendar that is read calls its events off, and which of the events are its.
    cancels: bool,
    first: usize,
    event: Option<EventBuilder>,
    found: ParsedComponents,
}

impl Reader {
    fn handle_line(&mut self, line: &Line) {
        match (Property::parse(line), &mut self.event) {
            (None, None) => {}
            (None, Some(event)) => {
                if event.inside == 0 && !event.broken {
                    event.broken = true;
                    let why = format!("this line of {} has no “NAME:”, and was left out of it", event.name());
                    self.found.unreadable.push((line.number, why));
                }
            }
            (Some(property), event) => match (property.name.as_str(), event) {
                ("BEGIN", _) => self.begin(line.number, property.value.trim()),
                ("END", _) => self.end(property.value.trim()),
                (_, Some(event)) => event.add(property),
                ("METHOD", None) => self.cancels |= property.value.trim().eq_ignore_ascii_case("CANCEL"),
                ("VERSION", None) => self.old |= property.value.trim() == "1.0",
                (_, None) => {}
            },
        }
    }

    fn begin(&mut self, line: usize, kind: &str) {
        if kind.eq_ignore_ascii_case("VEVENT") {
            self.report_unclosed();
            self.event = Some(EventBuilder::new(line));
        } else if kind.eq_ignore_ascii_case("VCALENDAR") {
            self.end_of_calendar();
            self.begun = true;
        } else if let Some(event) = &mut self.event {
            event.inside += 1;
        }
    }

    fn end(&mut self, kind: &str) {
        if kind.eq_ignore_ascii_case("VCALENDAR") {
            self.end_of_calendar();
        } else if kind.eq_ignore_ascii_case("VEVENT") {
            let Some(builder) = self.event.take() else { return };
            match builder.build() {
                Ok(event) => self.found.events.push((builder.line, event)),
                Err((line, why)) => self.found.unreadable.push((line, format!("{}: {why}", builder.name()))),
            }
        } else if let Some(event) = &mut self.event {
            event.inside = event.inside.saturating_sub(1);
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
        if std::mem::take(&mut self.cancels) {
            for (_, event) in &mut self.found.events[self.first..] {
                event.cancelled = true;
            }
        }
        self.first = self.found.events.len();
    }
}
