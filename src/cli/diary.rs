//! `diary`: the meetings of some days, as an agenda.

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
use charter::english::pluralize;
use charter::ids::{CouncilId, MeetingId};
use charter::meeting::{Attendance, Intent, Reason};
use charter::untrusted::Untrusted;
use desk::records::FieldReader;

/// A meeting as the stable document of `diary --json`.
#[derive(Serialize, JsonSchema)]
pub struct DiaryDocument<'a> {
    id: CouncilId,
    council: &'a str,
    on: NaiveDate,
    at: Option<NaiveTime>,
    place: &'a Untrusted,
    state: MeetingState,
    plan: Option<Intent>,
    attendance: Option<Attendance>,
    reason: Option<Reason>,
    /// Whether only the council's pattern gives the day.
    from_pattern: bool,
    cancelled: bool,
    instead_of: Option<NaiveDate>,
    meeting_id: Option<MeetingId>,
    words: String,
}

impl<'a> DiaryDocument<'a> {
    pub fn new(line: &'a DiaryLine, council: &'a str, as_at: NaiveDate) -> Self {
        Self {
            id: line.council,
            council,
            on: line.on,
            at: line.at,
            place: &line.place,
            state: line.state(as_at),
            plan: line.plan,
            attendance: line.attendance,
            reason: line.reason,
            from_pattern: line.meeting.is_none(),
            cancelled: line.cancelled,
            instead_of: line.instead_of,
            meeting_id: line.meeting,
            words: line.describe(as_at),
        }
    }
}

pub fn run(args: &DiaryArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let [from, until] = parse_period(context, [&args.from, &args.until], [round.starts_on, round.ends_on])?;
    let selected = filter::filter_lines(&args.narrow, context.lines(&round, context.as_at)?, context, out)?;
    let names: HashMap<CouncilId, &CouncilLine> = selected.iter().map(|line| (line.id, line)).collect();
    let diary = context.store.diary(from, until)?;
    let meetings: Vec<(&DiaryLine, &CouncilLine)> =
        diary.iter().filter_map(|line| Some((line, *names.get(&line.council)?))).collect();
    if args.json.json {
        let documents: Vec<DiaryDocument> = meetings
            .iter()
            .map(|(line, council)| DiaryDocument::new(line, council.name.raw(), context.as_at))
            .collect();
        return out.json(&documents);
    }
    let mut day = None;
    for (line, council) in &meetings {
        if day != Some(line.on) {
            day = Some(line.on);
            out.print_heading(&format_full(line.on))?;
        }
        out.print_line(&format_meeting(line, council, context.as_at))?;
    }
    out.flush()?;
    let expected = meetings.iter().filter(|(line, _)| line.meeting.is_none()).count();
    out.print_message(&format!(
        "{}, {expected} of them expected by patterns · {} to {} · as at {}",
        pluralize(meetings.len(), "meeting"),
        format_full(from),
        format_full(until),
        format_full(context.as_at)
    ));
    Ok(())
}

/// `  19:30  Wem Town Council, Shropshire, town hall: planned, in person`.
fn format_meeting(line: &DiaryLine, council: &CouncilLine, as_at: NaiveDate) -> String {
    let at = line.at.map_or_else(|| "     ".to_owned(), |at| at.format("%H:%M").to_string());
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
