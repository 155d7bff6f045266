//! `promises`: the promise of one engagement a quarter, as counts and council by council.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::RoundViewArgs;
use super::failure::Failure;
use super::table::Align;
use crate::cli::context::Context;
use crate::cli::filter;
use crate::cli::output::Output;
use charter::calendar::format_full;
use charter::council_line::CouncilLine;
use charter::engagement::Promise;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::meeting::Reason;
use charter::promise_counts::PromiseCounts;
use charter::round::Round;
use charter::untrusted::{Untrusted, sanitize};

#[derive(Serialize, JsonSchema)]
pub struct PromisesDocument<'a> {
    round: &'a str,
    /// The first day of the quarter.
    from: NaiveDate,
    until: NaiveDate,
    as_at: NaiveDate,
    total: Counts,
    /// The number of councils for each reason for a missed promise.
    missed_by_reason: Vec<MissedDocument>,
    counties: Vec<AreaDocument>,
    teams: Vec<AreaDocument>,
    councils: Vec<CouncilDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Counts {
    /// All councils: the sum of met to not_offered.
    councils: usize,
    /// Those with a promise: all but not_wanted and not_offered.
    promised: usize,
    met: usize,
    written: usize,
    excused: usize,
    planned: usize,
    owed: usize,
    missed: usize,
    not_wanted: usize,
    not_offered: usize,
}

#[derive(Serialize, JsonSchema)]
struct AreaDocument {
    name: String,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Serialize, JsonSchema)]
struct MissedDocument {
    reason: Option<Reason>,
    councils: usize,
}

#[derive(Serialize, JsonSchema)]
struct CouncilDocument<'a> {
    id: CouncilId,
    council: &'a str,
    county: &'a str,
    district: &'a str,
    team: &'a str,
    promise: Promise,
    /// The day on which the promise was kept or missed, or is planned.
    on: Option<NaiveDate>,
    reason: Option<Reason>,
    /// The day of a meeting that nothing was recorded about.
    unrecorded_on: Option<NaiveDate>,
    explanation: String,
}

pub fn run(args: &RoundViewArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let lines = filter::filter_lines(&args.narrow, context.lines(&round, context.as_at)?, context, out)?;
    let total = PromiseCounts::from_quarters(lines.iter().map(|line| &line.status.quarterly));
    let counties = group_by(&lines, |line| &line.county);
    let teams = group_by(&lines, |line| &line.team);
    if args.json.json {
        let areas = |areas: &BTreeMap<String, PromiseCounts>| {
            areas.iter().map(|(name, counted)| AreaDocument { name: name.clone(), counts: counts(counted) }).collect()
        };
        let missed = total.missed().into_iter().map(|(reason, councils)| MissedDocument { reason, councils });
        return out.json(&PromisesDocument {
            round: &round.code,
            from: round.starts_on,
            until: round.ends_on,
            as_at: context.as_at,
            total: counts(&total),
            missed_by_reason: missed.collect(),
            counties: areas(&counties),
            teams: areas(&teams),
            councils: lines.iter().map(|line| document(line, &round, context.as_at)).collect(),
        });
    }
    print_table(&total, [&counties, &teams], out)?;
    print_rates(&total, &round, context.as_at, out)?;
    print_councils(&lines, &round, context.as_at, out)?;
    out.flush()?;
    out.print_message(&format!(
        "{} · {} · as at {}",
        pluralize(lines.len(), "council"),
        round.title(),
        format_full(context.as_at)
    ));
    Ok(())
}

fn group_by(lines: &[CouncilLine], of: fn(&CouncilLine) -> &Untrusted) -> BTreeMap<String, PromiseCounts> {
    let mut areas: BTreeMap<String, PromiseCounts> = BTreeMap::new();
    for line in lines {
        areas.entry(of(line).raw().to_owned()).or_default().add(&line.status.quarterly);
    }
    areas
}

fn counts(counted: &PromiseCounts) -> Counts {
    let of = |promise| counted.count(promise);
    Counts {
        councils: counted.councils(),
        promised: counted.made(),
        met: of(Promise::Met),
        written: of(Promise::Written),
        excused: of(Promise::Excused),
        planned: of(Promise::Planned),
        owed: of(Promise::Owed),
        missed: of(Promise::Missed),
        not_wanted: of(Promise::NotWanted),
        not_offered: of(Promise::NotOffered),
    }
}

fn document<'a>(line: &'a CouncilLine, round: &Round, as_at: NaiveDate) -> CouncilDocument<'a> {
    let quarterly = &line.status.quarterly;
    CouncilDocument {
        id: line.id,
        council: line.name.raw(),
        county: line.county.raw(),
        district: line.district.raw(),
        team: line.team.raw(),
        promise: quarterly.promise,
        on: quarterly.on,
        reason: quarterly.reason,
        unrecorded_on: quarterly.unrecorded_on,
        explanation: quarterly.explain(round, as_at),
    }
}

const HEADER: [(&str, Align); 11] = [
    ("AREA", Align::Left),
    ("COUNCILS", Align::Right),
    ("PROMISED", Align::Right),
    ("MET", Align::Right),
    ("WRITTEN", Align::Right),
    ("EXCUSED", Align::Right),
    ("PLANNED", Align::Right),
    ("OWED", Align::Right),
    ("MISSED", Align::Right),
    ("NOT WANTED", Align::Right),
    ("NOT OFFERED", Align::Right),
];

/// A row for all councils, for each county and for each team.
fn print_table(
    total: &PromiseCounts,
    [counties, teams]: [&BTreeMap<String, PromiseCounts>; 2],
    out: &mut Output,
) -> Result<(), Failure> {
    let row = |name: &str, counted: &PromiseCounts| -> Vec<String> {
        let Counts { councils, promised, met, written, excused, planned, owed, missed, not_wanted, not_offered } =
            counts(counted);
        let numbers = [councils, promised, met, written, excused, planned, owed, missed, not_wanted, not_offered];
        std::iter::once(name.to_owned()).chain(numbers.iter().map(usize::to_string)).collect()
    };
    let mut rows = vec![row("all", total)];
    rows.extend(counties.iter().map(|(name, counted)| row(&sanitize(name), counted)));
    rows.extend(teams.iter().map(|(name, counted)| {
        let name = if name.trim().is_empty() { "no team named".to_owned() } else { format!("team {}", sanitize(name)) };
        row(&name, counted)
    }));
    out.print_table(&HEADER, &rows)
}

fn print_rates(total: &PromiseCounts, round: &Round, as_at: NaiveDate, out: &mut Output) -> Result<(), Failure> {
    let until = as_at.min(round.ends_on).max(round.starts_on);
    let kept = total.count(Promise::Met) + total.count(Promise::Written);
    let dates = format!("{} to {}", format_full(round.starts_on), format_full(until));
    out.print_line("")?;
    out.print_line(&format!("Kept, at a meeting or in writing: {kept} of {} promised, {dates}.", total.made()))?;
    let reasons: Vec<String> = total
        .missed()
        .into_iter()
        .map(|(reason, missed)| {
            format!("{} {missed}", reason.map_or_else(|| "no reason recorded".to_owned(), |reason| reason.to_string()))
        })
        .collect();
    let by_reason = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join(", ")) };
    out.print_line(&format!("Missed: {} of {} promised{by_reason}.", total.count(Promise::Missed), total.made()))
}

/// The councils with a promise, or that want no meetings, by county.
fn print_councils(lines: &[CouncilLine], round: &Round, as_at: NaiveDate, out: &mut Output) -> Result<(), Failure> {
    let mut county = None;
    for line in lines.iter().filter(|line| line.status.quarterly.promise != Promise::NotOffered) {
        if county != Some(line.county.raw()) {
            county = Some(line.county.raw());
            out.print_line("")?;
            out.print_heading(&line.county.sanitized())?;
        }
        out.print_line(&format!("  {}: {}", line.name.sanitized(), line.status.quarterly.explain(round, as_at)))?;
    }
    Ok(())
}
