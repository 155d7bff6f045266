//! `diary`: the meetings of some days, and what else is held or due on them, as an agenda.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::Serialize;

use super::args::DiaryArgs;
use super::failure::Failure;
use super::fields::read;
use crate::cli::context::Context;
use crate::cli::filter;
use crate::cli::output::Output;
use charter::calendar::{DateBias, format_full};
use charter::council_line::CouncilLine;
use charter::diary::{DiaryLine, MeetingState};
use charter::diary_entry::{DiaryEntry, EntrySource};
use charter::english::pluralize;
use charter::ids::{CouncilId, MeetingId, PublicEventId, RequestId};
use charter::meeting::{Attendance, Intent, Reason};
use charter::untrusted::Untrusted;
use desk::diary::{council_names, read as read_diary};
use desk::records::FieldReader;

/// A meeting of a council, or an entry beside the meetings, as the stable document of `diary --json`.
#[derive(Serialize, JsonSchema)]
pub struct DiaryDocument<'a> {
    /// meeting; event: a surgery, a street briefing, a committee's meeting; papers-due and questions-due: the days before a
    /// committee's meeting; answer-due: the last day to answer a request.
    kind: &'static str,
    /// The council of a meeting; null for other entries.
    id: Option<CouncilId>,
    council: Option<&'a str>,
    /// The councils that an event covers, by id.
    covers: Vec<CouncilId>,
    on: NaiveDate,
    /// Null for the whole day, and if no time is known.
    at: Option<NaiveTime>,
    place: &'a Untrusted,
    /// Of a meeting.
    state: Option<MeetingState>,
    plan: Option<Intent>,
    attendance: Option<Attendance>,
    reason: Option<Reason>,
    /// Whether only the council's pattern gives the day.
    from_pattern: bool,
    cancelled: bool,
    instead_of: Option<NaiveDate>,
    meeting_id: Option<MeetingId>,
    /// The event, or the committee's meeting that the day belongs to.
    event: Option<PublicEventId>,
    request: Option<RequestId>,
    /// When a report for the committee was issued, or the request answered.
    done_on: Option<NaiveDate>,
    words: String,
}

impl<'a> DiaryDocument<'a> {
    pub fn of_meeting(line: &'a DiaryLine, council: &'a str, as_at: NaiveDate) -> Self {
        Self {
            kind: "meeting",
            id: Some(line.council),
            council: Some(council),
            covers: Vec::new(),
            on: line.on,
            at: line.at,
            place: &line.place,
            state: Some(line.state(as_at)),
            plan: line.plan,
            attendance: line.attendance,
            reason: line.reason,
            from_pattern: line.meeting.is_none(),
            cancelled: line.cancelled,
            instead_of: line.instead_of,
            meeting_id: line.meeting,
            event: None,
            request: None,
            done_on: None,
            words: line.describe(as_at),
        }
    }

    pub fn of_entry(entry: &'a DiaryEntry, name: impl Fn(CouncilId) -> Option<String>) -> Self {
        let (event, request) = match entry.source {
            EntrySource::Event(id) => (Some(id), None),
            EntrySource::Request(id) => (None, Some(id)),
        };
        Self {
            kind: entry.kind.code(),
            id: None,
            council: None,
            covers: entry.councils.clone(),
            on: entry.on,
            at: entry.at,
            place: &entry.place,
            state: None,
            plan: None,
            attendance: None,
            reason: None,
            from_pattern: false,
            cancelled: false,
            instead_of: None,
            meeting_id: None,
            event,
            request,
            done_on: entry.done_on,
            words: entry.describe(name),
        }
    }
}

/// A line of the agenda.
enum Row<'a> {
    Meeting(&'a DiaryLine, &'a CouncilLine),
    Entry(&'a DiaryEntry),
}

impl<'a> Row<'a> {
    fn document(&self, as_at: NaiveDate, name: impl Fn(CouncilId) -> Option<String>) -> DiaryDocument<'a> {
        match *self {
            Self::Meeting(line, council) => DiaryDocument::of_meeting(line, council.name.raw(), as_at),
            Self::Entry(entry) => DiaryDocument::of_entry(entry, name),
        }
    }

    /// Meetings and entries of one day by time; those without a time come last.
    fn order(&self) -> (NaiveDate, bool, Option<NaiveTime>) {
        let (on, at) = match self {
            Self::Meeting(line, _) => (line.on, line.at),
            Self::Entry(entry) => (entry.on, entry.at),
        };
        (on, at.is_none(), at)
    }
}

pub fn run(args: &DiaryArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let [from, until] = parse_period(context, [&args.from, &args.until], [round.starts_on, round.ends_on])?;
    let lines = context.lines(&round, context.as_at)?;
    let name = council_names(&lines);
    let selected = filter::filter_lines(&args.narrow, lines, context, out)?;
    let selected: HashMap<CouncilId, &CouncilLine> = selected.iter().map(|line| (line.id, line)).collect();
    let diary = read_diary(&context.store, [from, until], context.as_at)?;
    let is_shown =
        |entry: &&DiaryEntry| entry.is_shown(args.narrow.find.is_some(), |council| selected.contains_key(&council));
    let meetings = diary.meetings.iter().filter_map(|line| Some(Row::Meeting(line, *selected.get(&line.council)?)));
    let mut rows: Vec<Row<'_>> = meetings.chain(diary.entries.iter().filter(is_shown).map(Row::Entry)).collect();
    rows.sort_by_key(Row::order);
    if args.json.json {
        return out.json(&rows.iter().map(|row| row.document(context.as_at, &name)).collect::<Vec<_>>());
    }
    let mut day = None;
    for row in &rows {
        if day != Some(row.order().0) {
            day = Some(row.order().0);
            out.print_heading(&format_full(row.order().0))?;
        }
        out.print_line(&match row {
            Row::Meeting(line, council) => format_meeting(line, council, context.as_at),
            Row::Entry(entry) => format!("  {}  {}", format_time(entry.at), entry.describe(&name)),
        })?;
    }
    out.flush()?;
    let is_meeting = |row: &&Row<'_>| matches!(row, Row::Meeting(..));
    let expected = |row: &&Row<'_>| matches!(row, Row::Meeting(line, _) if line.meeting.is_none());
    let meetings = rows.iter().filter(is_meeting).count();
    let others = match rows.len() - meetings {
        0 => String::new(),
        others => format!(" · {}", pluralize(others, "other entry")),
    };
    out.print_message(&format!(
        "{}, {} of them expected by patterns{others} · {} to {} · as at {}",
        pluralize(meetings, "meeting"),
        rows.iter().filter(expected).count(),
        format_full(from),
        format_full(until),
        format_full(context.as_at)
    ));
    Ok(())
}

/// `19:30`, or as many spaces.
fn format_time(at: Option<NaiveTime>) -> String {
    at.map_or_else(|| "     ".to_owned(), |at| at.format("%H:%M").to_string())
}

/// `  19:30  Wem Town Council, Shropshire, town hall: planned, in person`.
fn format_meeting(line: &DiaryLine, council: &CouncilLine, as_at: NaiveDate) -> String {
    let at = format_time(line.at);
    let place = if line.place.is_blank() { String::new() } else { format!(", {}", line.place.sanitized()) };
    let pattern = if line.meeting.is_none() { " (by its pattern)" } else { "" };
    let moved = line.instead_of.map(|day| format!(", instead of {}", format_full(day))).unwrap_or_default();
    format!(
        "  {at}  {}, {}{place}: {}{moved}{pattern}",
        council.name.sanitized(),
        council.county.sanitized(),
        line.describe(as_at)
    )
}

/// `usual` holds the defaults of `--from` and `--until`.
///
/// # Errors
/// A day can't be read, or the last day is before the first.
pub fn parse_period(
    context: &Context,
    typed: [&Option<String>; 2],
    usual: [NaiveDate; 2],
) -> Result<[NaiveDate; 2], Failure> {
    let fields = [("from", typed[0].as_deref()), ("until", typed[1].as_deref())];
    let [from, until] = ["from", "until"].map(|option| {
        let day = |reader: &mut FieldReader<'_>| {
            if reader.is_given(option) { reader.date(option, DateBias::Nearest).map(Some) } else { Some(None) }
        };
        read(&fields, context.as_at, day)
    });
    let from = from?.unwrap_or(usual[0]);
    let until = until?.unwrap_or(usual[1].max(from));
    if until < from {
        return Err(Failure::Usage(format!(
            "--until: {} is before {}. Nothing was changed; give the earlier day as --from",
            format_full(until),
            format_full(from)
        )));
    }
    Ok([from, until])
}
