//! `list`: the councils and their status.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::args::ListArgs;
use super::failure::Failure;
use super::table::Align;
use crate::cli::context::Context;
use crate::cli::filter;
use crate::cli::output::Output;
use charter::calendar::{format_full, format_short};
use charter::council::NAME_NOT_CONFIRMED;
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::filter::{Filter, search};
use charter::response_group::{ResponseCounts, ResponseGroup};
use charter::round::Round;
use charter::status::{CouncilStatus, Flag};
use charter::untrusted::sanitize;

pub fn run(args: &ListArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let lines = context.lines(&round, context.as_at)?;
    let filter = filter::parse_filter(&args.narrow, &lines)?;
    let mut selected: Vec<&CouncilLine> =
        search(&lines, &filter, None).iter().filter_map(|hit| lines.get(hit.index as usize)).collect();
    if args.json.json {
        selected.sort_by_key(|line| (line.position, line.id));
        let documents: Vec<_> = selected.iter().map(|line| line.document(&round, context.as_at)).collect();
        return out.json(&documents);
    }
    print_by_county(&selected, &lines, &round, context.as_at, out)?;
    out.flush()?;
    print_summary(&selected, &lines, &filter, &round, context.as_at, out);
    Ok(())
}

fn sanitized(text: &str) -> String {
    sanitize(text).into_owned()
}

const HEADER: [(&str, Align); 10] = [
    ("ID", Align::Right),
    ("COUNCIL", Align::Left),
    ("", Align::Left),
    ("STATUS", Align::Left),
    ("HEARD", Align::Right),
    ("PRIORITIES", Align::Right),
    ("METHOD", Align::Left),
    ("FREQUENCY", Align::Left),
    ("LAST SEEN", Align::Right),
    ("NEXT MEETING", Align::Right),
];

/// Groups by county; the columns line up across counties.
fn print_by_county(
    selected: &[&CouncilLine],
    all: &[CouncilLine],
    round: &Round,
    as_at: NaiveDate,
    out: &mut Output,
) -> Result<(), Failure> {
    let in_time = ResponseGroup::of_day(round.is_past(as_at))[0];
    let mut counties: BTreeMap<&str, ResponseCounts> = BTreeMap::new();
    for line in all {
        counties.entry(line.county.raw()).or_default().add(&line.status);
    }
    if selected.is_empty() {
        return Ok(());
    }
    let rows: Vec<Vec<String>> = selected.iter().map(|line| row(line, as_at)).collect();
    let table = out.lay_out(&HEADER, &rows);
    table.header.iter().try_for_each(|header| out.print_heading(header))?;
    let mut county = None;
    for (line, texts) in selected.iter().zip(&table.rows) {
        if county != Some(line.county.raw()) {
            county = Some(line.county.raw());
            let counts = counties.get(line.county.raw()).copied().unwrap_or_default();
            let (n, of, in_time) = (counts.in_time(), counts.total(), in_time.label());
            out.print_heading(&format!("{}: {n} of {of} {in_time}", line.county.sanitized()))?;
        }
        texts.iter().try_for_each(|text| out.print_line(text))?;
    }
    Ok(())
}

const EMPTY_CELL: &str = "—";

fn row(line: &CouncilLine, as_at: NaiveDate) -> Vec<String> {
    let council_status = &line.status;
    let day = |on: Option<NaiveDate>| on.map_or_else(|| EMPTY_CELL.to_owned(), |on| format_short(on, as_at));
    let words = |text: Option<&str>| text.map_or_else(|| EMPTY_CELL.to_owned(), sanitized);
    let mut status = vec![council_status.describe()];
    // The column "last seen" already shows an owed update, and the group says "late".
    let is_late = council_status.group == ResponseGroup::Late;
    let is_said = |flag: Flag| flag == Flag::UpdateOwed || flag == Flag::RepliedLate && is_late;
    status.extend(council_status.flags.iter().filter(|flag| !is_said(*flag)).map(|flag| flag.to_string()));
    vec![
        line.id.to_string(),
        if line.name_confirmed { line.name.sanitized().into_owned() } else { format!("{} *", line.name.sanitized()) },
        attention_mark(council_status).to_owned(),
        status.join(", "),
        day(council_status.heard_on),
        if council_status.priorities == 0 { EMPTY_CELL.to_owned() } else { council_status.priorities.to_string() },
        words(council_status.method.as_ref().map(|method| method.label())),
        words(council_status.frequency.as_ref().map(|frequency| frequency.label())),
        day(council_status.engagement.last_seen_on),
        day(council_status.engagement.next_meeting_on),
    ]
}

/// `!`: the deadline was missed. `?`: an answer is needed.
fn attention_mark(council_status: &CouncilStatus) -> &'static str {
    let asks = [Flag::NeedsChoice, Flag::Conflict].into_iter().any(|flag| council_status.flags.has(flag));
    match council_status.missed {
        _ if council_status.waiting.is_some() => "?",
        Some(ResponseGroup::Incomplete) => "?",
        Some(_) => "!",
        None if asks => "?",
        None => "",
    }
}

fn print_summary(
    selected: &[&CouncilLine],
    all: &[CouncilLine],
    filter: &Filter,
    round: &Round,
    as_at: NaiveDate,
    out: &Output,
) {
    out.print_message(&format!(
        "{} of {} · {} · reply by {} · as at {}",
        selected.len(),
        pluralize(all.len(), "council"),
        round.title(),
        format_full(round.deadline),
        format_full(as_at)
    ));
    if selected.iter().any(|line| !line.name_confirmed) {
        out.print_message(&format!("* {NAME_NOT_CONFIRMED}: the parish's name is shown"));
    }
    if !selected.is_empty() {
        let counts: ResponseCounts = selected.iter().map(|line| &line.status).collect();
        out.print_message(&describe_counts(&counts, round.is_past(as_at)));
    }
    if selected.is_empty() && !filter.is_empty() {
        out.print_message(&format!(
            "no council matches all these filters: {}; remove one",
            filter::describe_filter(filter)
        ));
    }
}

/// The groups, which sum to the number of councils: `239 on time, 371 missed the deadline: 50 late, …`.
fn describe_counts(counts: &ResponseCounts, is_past: bool) -> String {
    let part = |group: ResponseGroup| format!("{} {group}", counts.count(group));
    let groups = ResponseGroup::of_day(is_past).map(part);
    let waiting = match counts.waiting() {
        0 => String::new(),
        n => {
            format!("; {} a reply waiting in the inbox", if n == 1 { "1 has".to_owned() } else { format!("{n} have") })
        }
    };
    match groups.split_first() {
        Some((on_time, missed)) if is_past => {
            format!("{on_time}, {} missed the deadline: {}{waiting}", counts.missed(is_past), missed.join(", "))
        }
        _ => format!("{}{waiting}", groups.join(", ")),
    }
}
