//! `priorities`: the priorities of the round and the work on them.

use std::collections::HashMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::PrioritiesArgs;
use super::failure::Failure;
use super::table::Align;
use crate::cli::context::Context;
use crate::cli::filter;
use crate::cli::output::Output;
use charter::calendar::{format_full, format_short};
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::filter::resolve_name;
use charter::ids::{CouncilId, PriorityId};
use charter::priority::{Concern, Outcome, PriorityState};
use charter::priority_line::PriorityLine;
use charter::untrusted::sanitize;

/// A priority as the stable document of `priorities --json`.
#[derive(Serialize, JsonSchema)]
pub struct PriorityDocument<'a> {
    id: PriorityId,
    council_id: CouncilId,
    council: &'a str,
    county: &'a str,
    district: &'a str,
    team: &'a str,
    place: Option<u8>,
    text: &'a str,
    category: Option<&'a str>,
    aims: &'a [String],
    since: NaiveDate,
    standing: PriorityState,
    concerns: Vec<Concern>,
    actions: usize,
    open: usize,
    overdue: usize,
    due_this_week: usize,
    next_due: Option<NaiveDate>,
    progress_on: Option<NaiveDate>,
    reviewed_on: Option<NaiveDate>,
    unchanged: Option<bool>,
    closed_on: Option<NaiveDate>,
    /// The class of the outcome; none for a priority that was closed before outcomes had a class.
    outcome: Option<Outcome>,
    result: Option<&'a str>,
}

pub fn run(args: &PrioritiesArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let as_at = context.as_at;
    let councils = filter::filter_lines(&args.narrow, context.lines(&round, as_at)?, context, out)?;
    let all = context.store.priorities(&round, as_at)?;
    let category = find_category(args, context, &all)?;
    let aim = find_aim(args, context, &all)?;
    let indices: HashMap<CouncilId, usize> =
        councils.iter().enumerate().map(|(index, line)| (line.id, index)).collect();
    let wanted = selected_concerns(args);
    let mut selected: Vec<(&PriorityLine, &CouncilLine)> = all
        .iter()
        .filter(|line| category.is_none() || line.category == category)
        .filter(|line| aim.as_ref().is_none_or(|aim| line.aims.contains(aim)))
        .filter(|line| wanted.is_empty() || line.concerns(as_at).iter().any(|concern| wanted.contains(concern)))
        .filter_map(|line| Some((line, &councils[*indices.get(&line.council)?])))
        .collect();
    selected.sort_by_key(|(line, _)| indices.get(&line.council).copied());
    if args.json.json {
        return out.json(
            &selected.iter().map(|(line, council)| document(line, council, as_at)).collect::<Vec<PriorityDocument>>(),
        );
    }
    if !selected.is_empty() {
        let rows: Vec<Vec<String>> = selected.iter().map(|(line, council)| row(line, council, as_at)).collect();
        out.print_table(&HEADER, &rows)?;
    }
    out.flush()?;
    let councils = selected.iter().map(|(line, _)| line.council).collect::<std::collections::BTreeSet<_>>().len();
    out.print_message(&format!(
        "{} of {} · {} · as at {}",
        pluralize(selected.len(), "priority"),
        pluralize(councils, "council"),
        round.title(),
        format_full(as_at)
    ));
    Ok(())
}

fn selected_concerns(args: &PrioritiesArgs) -> Vec<Concern> {
    [(args.stale, Concern::Stale), (args.overdue, Concern::Overdue), (args.due_this_week, Concern::DueThisWeek)]
        .into_iter()
        .filter_map(|(invocation, concern)| invocation.then_some(concern))
        .collect()
}

/// The category in its recorded spelling.
fn find_category(args: &PrioritiesArgs, context: &Context, lines: &[PriorityLine]) -> Result<Option<String>, Failure> {
    let Some(typed) = &args.category else { return Ok(None) };
    let known = context.store.categories()?;
    let in_use = lines.iter().filter_map(|line| line.category.as_deref());
    resolve_name("category", typed, known.iter().map(String::as_str).chain(in_use))
        .map(Some)
        .map_err(|error| Failure::Usage(format!("{}. Nothing was changed", sanitize(&error.to_string()))))
}

/// The aim in its recorded spelling.
fn find_aim(args: &PrioritiesArgs, context: &Context, lines: &[PriorityLine]) -> Result<Option<String>, Failure> {
    let Some(typed) = &args.aim else { return Ok(None) };
    let known = context.store.aims()?;
    let in_use = lines.iter().flat_map(|line| &line.aims);
    resolve_name("aim", typed, known.iter().chain(in_use).map(String::as_str))
        .map(Some)
        .map_err(|error| Failure::Usage(format!("{}. Nothing was changed", sanitize(&error.to_string()))))
}

fn document<'a>(line: &'a PriorityLine, council: &'a CouncilLine, as_at: NaiveDate) -> PriorityDocument<'a> {
    let standing = &line.status;
    PriorityDocument {
        id: line.id,
        council_id: line.council,
        council: council.name.raw(),
        county: council.county.raw(),
        district: council.district.raw(),
        team: council.team.raw(),
        place: standing.slot,
        text: line.text.raw(),
        category: line.category.as_deref(),
        aims: &line.aims,
        since: line.since,
        standing: standing.state,
        concerns: line.concerns(as_at),
        actions: standing.actions,
        open: standing.open,
        overdue: standing.overdue,
        due_this_week: standing.due_this_week,
        next_due: standing.next_due,
        progress_on: standing.progress_on,
        reviewed_on: standing.reviewed_on,
        unchanged: standing.unchanged,
        closed_on: line.closed.as_ref().map(|closing| closing.on),
        outcome: line.outcome(),
        result: line.closed.as_ref().map(|closing| closing.result.raw()),
    }
}

const HEADER: [(&str, Align); 9] = [
    ("ID", Align::Right),
    ("COUNCIL", Align::Left),
    ("", Align::Right),
    ("PRIORITY", Align::Left),
    ("CATEGORY", Align::Left),
    ("STANDS", Align::Left),
    ("TO DO", Align::Right),
    ("NEXT DUE", Align::Right),
    ("NEEDS ATTENTION", Align::Left),
];

fn row(line: &PriorityLine, council: &CouncilLine, as_at: NaiveDate) -> Vec<String> {
    const EMPTY_CELL: &str = "—";
    let standing = &line.status;
    let concerns: Vec<&str> = line.concerns(as_at).into_iter().map(Concern::label).collect();
    vec![
        format!("#{}", line.id),
        council.name.sanitized().into_owned(),
        standing.slot.map_or_else(String::new, |slot| slot.to_string()),
        line.text.sanitized().into_owned(),
        line.category.as_deref().map_or_else(|| EMPTY_CELL.to_owned(), |category| sanitize(category).into_owned()),
        line.describe_state(),
        if standing.actions == 0 {
            EMPTY_CELL.to_owned()
        } else {
            format!("{} of {}", standing.open, standing.actions)
        },
        standing.next_due.map_or_else(|| EMPTY_CELL.to_owned(), |due| format_short(due, as_at)),
        concerns.join(", "),
    ]
}
