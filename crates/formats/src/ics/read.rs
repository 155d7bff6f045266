//! Reads events from a calendar file. Unreadable ones are reported with their line, and reading continues.

use super::event::{Event, IcsError, ParsedCalendar};
use super::unfold::{Line, Property, UnfoldedLines, to_utf8};
use crate::ics::builder::EventBuilder;

/// Largest file in bytes: ten times a century of a council's meetings.
const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;

/// Reads a calendar file of Outlook, Google, Apple or Thunderbird.
///
/// Times become civil times in London. A time without zone is London time; an event in an unknown zone is reported as
/// unreadable. Tasks, alarms and zone definitions are skipped.
///
/// # Errors
/// A sentence, if the file is no calendar: empty, too large, or in another format.
pub fn read(bytes: &[u8]) -> Result<ParsedCalendar, IcsError> {
    let ParsedComponents { events, unreadable } = parse_components(bytes)?;
    Ok(ParsedCalendar { events: events.into_iter().map(|(_, event)| event).collect(), unreadable })
}

/// Events with the lines of their starts, and unreadable ones.
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
/// depth inside an event is tracked.
#[derive(Default)]
struct Reader {
    /// Whether the file has a calendar.
    has_calendar: bool,
    /// Whether it is vCalendar 1.0, the format before iCalendar.
    is_vcalendar_1: bool,
    /// Whether the current calendar cancels its events, and the index of its first event.
    is_cancellation: bool,
    first: usize,
    event: Option<EventBuilder>,
    found: ParsedComponents,
}

impl Reader {
    fn handle_line(&mut self, line: &Line) {
        match (Property::parse(line), &mut self.event) {
            (None, None) => {}
            (None, Some(event)) => {
                if event.depth == 0 && !event.has_lost_line {
                    event.has_lost_line = true;
                    let why = format!("this line of {} has no “NAME:”, and was left out of it", event.name());
                    self.found.unreadable.push((line.number, why));
                }
            }
            (Some(property), event) => match (property.name.as_str(), event) {
                ("BEGIN", _) => self.begin(line.number, property.value.trim()),
                ("END", _) => self.end(property.value.trim()),
                (_, Some(event)) => event.add(property),
                ("METHOD", None) => self.is_cancellation |= property.value.trim().eq_ignore_ascii_case("CANCEL"),
                ("VERSION", None) => self.is_vcalendar_1 |= property.value.trim() == "1.0",
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
            self.has_calendar = true;
        } else if let Some(event) = &mut self.event {
            event.depth += 1;
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
            event.depth = event.depth.saturating_sub(1);
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
        if std::mem::take(&mut self.is_cancellation) {
            for (_, event) in &mut self.found.events[self.first..] {
                event.cancelled = true;
            }
        }
        self.first = self.found.events.len();
    }
}
