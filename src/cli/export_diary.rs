//! `export diary`: writes the diary for a calendar program.

use chrono::{Months, NaiveTime};

use super::args::ExportDiaryArgs;
use super::diary::parse_period;
use super::failure::Failure;
use super::files::OutputFile;
use crate::cli::context::Context;
use crate::cli::filter;
use crate::cli::output::Output;
use charter::calendar::format_full;
use charter::council::Council;
use charter::english::pluralize;
use charter::ids::CouncilId;
use desk::diary::read_entries;
use desk::diary_export::{entry_events, events};
use desk::uid::database_token;
use formats::ics;

pub fn run(args: &ExportDiaryArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let first = parse_period(context, [&args.from, &None], [round.starts_on, round.ends_on])?[0];
    let last = first.checked_add_months(Months::new(12)).unwrap_or(first);
    let days = parse_period(context, [&args.from, &args.until], [first, last])?;
    let all = context.councils()?;
    let councils = select_meetings(args, context, &round, &all, out)?;
    let meetings = context.store.meetings(Some(days))?;
    let token = database_token(context.store.created_at()?);
    let mut events = events(&councils, &meetings, days, context.as_at, &token);
    let by_name = !args.councils.is_empty() || args.narrow.find.is_some();
    let mut entries = read_entries(&context.store, days, context.as_at)?;
    entries.retain(|entry| entry.is_shown(by_name, |id| councils.iter().any(|council| council.id == id)));
    let name = |id| all.iter().find(|council| council.id == id).map(|council| council.name.sanitized().into_owned());
    events.extend(entry_events(&entries, name, &token));
    let name = match councils.as_slice() {
        [one] => one.name.raw().to_owned(),
        _ => "charterdesk".to_owned(),
    };
    // A day's start as the time stamp, so that the same diary gives the same file all day.
    let text = ics::write(&events, context.as_at.and_time(NaiveTime::MIN).and_utc(), &name);
    let written = OutputFile {
        path: &args.ics,
        signature: Some("BEGIN:VCALENDAR"),
        kind: "calendar file (.ics)",
        force: args.force,
    };
    written.write(&text, out)?;
    out.flush()?;
    let series = events.iter().filter(|event| event.rule.is_some()).count();
    out.print_message(&format!(
        "{}, {series} of them series · {} · {} to {}",
        pluralize(events.len(), "event"),
        pluralize(councils.len(), "council"),
        format_full(days[0]),
        format_full(days[1])
    ));
    Ok(())
}

/// The meetings of the named councils, or of those that match the filter.
fn select_meetings<'a>(
    args: &ExportDiaryArgs,
    context: &Context,
    round: &charter::round::Round,
    all: &'a [Council],
    out: &Output,
) -> Result<Vec<&'a Council>, Failure> {
    let selected = filter::filter_lines(&args.narrow, context.lines(round, context.as_at)?, context, out)?;
    let selected: std::collections::BTreeSet<CouncilId> = selected.iter().map(|line| line.id).collect();
    if args.councils.is_empty() {
        return Ok(all.iter().filter(|council| selected.contains(&council.id)).collect());
    }
    let mut named: Vec<&Council> =
        args.councils.iter().map(|typed| context.find_council(typed, all)).collect::<Result<_, _>>()?;
    named.sort_by_key(|council| (council.position, council.id));
    named.dedup_by_key(|council| council.id);
    Ok(named)
}
