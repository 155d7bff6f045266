//! `response-times`: how long councils wait for an acknowledgement, a first action, an update.

use std::collections::BTreeSet;

use charter::calendar::{format_full, format_short};
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::response_times::{Wait, WaitKind, WaitSummary};
use chrono::NaiveDate;
use desk::response_times::ResponseTimes;
use schemars::JsonSchema;
use serde::Serialize;
use store::Page;

use super::args::RoundViewArgs;
use super::failure::Failure;
use super::table::Align;
use crate::cli::context::{Context, Invocation};
use crate::cli::filter;
use crate::cli::output::Output;

#[derive(Serialize, JsonSchema)]
pub struct ResponseTimesDocument<'a> {
    round: &'a str,
    as_at: NaiveDate,
    /// The setting; `null` if it is off.
    reply_within_hours: Option<u16>,
    kinds: Vec<KindDocument>,
    waits: Vec<WaitDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct KindDocument {
    kind: WaitKind,
    /// The number of waits that ended: the base of median and longest.
    ended: usize,
    median_days: Option<f64>,
    longest_days: Option<i64>,
    /// The number of waits that last.
    lasting: usize,
    longest_lasting_days: Option<i64>,
    /// Of all waits for an acknowledgement, those longer than the setting; `null` if it is off, and for other kinds.
    over: Option<usize>,
}

#[derive(Serialize, JsonSchema)]
struct WaitDocument<'a> {
    kind: WaitKind,
    id: CouncilId,
    council: &'a str,
    from: NaiveDate,
    /// `null` while it lasts.
    until: Option<NaiveDate>,
    days: i64,
}

pub fn run(args: &RoundViewArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let limit = invocation.settings()?.letters.reply_limit;
    let context = Context::open(invocation, out)?;
    let round = context.round(args.round.round.as_deref())?;
    let lines =
        filter::filter_lines(&args.narrow, context.store.lines(&round, context.as_at, Page::All)?, &context, out)?;
    let shown: BTreeSet<CouncilId> = lines.iter().map(|line| line.id).collect();
    let times = ResponseTimes::read(&context.store, &round, context.as_at, &shown, limit)?;
    if args.json.json {
        return out.json(&document(&times, &round.code, &lines));
    }
    print_table(&times, out)?;
    print_lasting(&times, &lines, out)?;
    out.flush()?;
    out.print_message(&format!(
        "{} · {} · as at {}",
        pluralize(lines.len(), "council"),
        round.title(),
        format_full(context.as_at)
    ));
    Ok(())
}

fn document<'a>(times: &ResponseTimes, round: &'a str, lines: &'a [CouncilLine]) -> ResponseTimesDocument<'a> {
    let kind = |kind: &WaitKind| {
        let WaitSummary { ended, median_days, longest_days, lasting, longest_lasting_days, over } =
            times.summary(*kind);
        KindDocument { kind: *kind, ended, median_days, longest_days, lasting, longest_lasting_days, over }
    };
    let wait = |wait: &Wait| WaitDocument {
        kind: wait.kind,
        id: wait.council,
        council: lines.iter().find(|line| line.id == wait.council).map_or("", |line| line.name.raw()),
        from: wait.from,
        until: wait.until,
        days: wait.days(times.as_at),
    };
    ResponseTimesDocument {
        round,
        as_at: times.as_at,
        reply_within_hours: times.limit.map(|limit| limit.hours),
        kinds: WaitKind::ALL.iter().map(kind).collect(),
        waits: times.waits.iter().map(wait).collect(),
    }
}

/// Medians and longest waits stand beside the number that they are of.
fn print_table(times: &ResponseTimes, out: &mut Output) -> Result<(), Failure> {
    let header = [
        ("FROM ... TO", Align::Left),
        ("ENDED", Align::Right),
        ("MEDIAN DAYS", Align::Right),
        ("LONGEST", Align::Right),
        ("WAITING", Align::Right),
        ("LONGEST SO FAR", Align::Right),
    ];
    let cell = |number: Option<String>| number.unwrap_or_else(|| "-".to_owned());
    let row = |kind: &WaitKind| {
        let summary = times.summary(*kind);
        vec![
            kind.label().to_owned(),
            summary.ended.to_string(),
            cell(summary.median_days.map(|days| days.to_string())),
            cell(summary.longest_days.map(|days| days.to_string())),
            summary.lasting.to_string(),
            cell(summary.longest_lasting_days.map(|days| days.to_string())),
        ]
    };
    out.print_table(&header, &WaitKind::ALL.iter().map(row).collect::<Vec<_>>())?;
    let summary = times.summary(WaitKind::Acknowledgement);
    if let (Some(limit), Some(over)) = (times.limit, summary.over) {
        out.print_line("")?;
        out.print_line(&format!(
            "Replies that waited longer than {} hours: {over} of {}.",
            limit.hours,
            summary.ended + summary.lasting
        ))?;
    }
    Ok(())
}

/// Each council that waits, the longest first.
fn print_lasting(times: &ResponseTimes, lines: &[CouncilLine], out: &mut Output) -> Result<(), Failure> {
    let lasting = times.lasting();
    if lasting.is_empty() {
        return Ok(());
    }
    out.print_line("")?;
    out.print_heading("still waiting")?;
    for wait in &lasting {
        let Some(line) = lines.iter().find(|line| line.id == wait.council) else { continue };
        let days = usize::try_from(wait.days(times.as_at)).unwrap_or_default();
        out.print_line(&format!(
            "  {}: {}, since {}, {}",
            line.name.sanitized(),
            wait.kind,
            format_short(wait.from, times.as_at),
            pluralize(days, "day")
        ))?;
    }
    Ok(())
}
