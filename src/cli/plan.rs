//! `plan`: which meetings to attend within the available duty, and why.

use std::collections::HashMap;
use std::path::Path;

use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::Serialize;

use super::args::PlanArgs;
use super::diary::parse_period;
use super::failure::Failure;
use super::files;
use crate::cli::context::{Context, Invocation};
use crate::cli::filter;
use crate::cli::output::Output;
use charter::calendar::{DateBias, format_full, parse_typed};
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::ids::{CouncilId, EntryId};
use charter::meeting::Meeting;
use charter::plan::{
    Duty, FixedChoice, Infeasible, Plan, PlanDraft, PlanInput, PlanLine, PlanReason, Way, intent, needs_planning,
};
use desk::duty_roster::{OffDutyWords, duties, list_skipped};
use formats::ics;

#[derive(Serialize, JsonSchema)]
pub struct PlanDocument<'a> {
    from: NaiveDate,
    until: NaiveDate,
    as_at: NaiveDate,
    /// The promises that the plan keeps.
    kept: usize,
    /// The promises to keep.
    of: usize,
    /// Whether the plan is proven to be the best.
    exact: bool,
    /// The journal entry, if the plan was accepted.
    saved: Option<EntryId>,
    lines: Vec<LineDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct LineDocument<'a> {
    council_id: CouncilId,
    council: &'a str,
    on: Option<NaiveDate>,
    at: Option<NaiveTime>,
    way: Way,
    officer: Option<&'a str>,
    /// Whether it keeps the promise.
    keeps: bool,
    /// Whether the user chose it.
    fixed: bool,
    /// The other meetings in the period.
    others: &'a [NaiveDate],
    because: &'a [PlanReason],
    /// The reasons as text.
    why: String,
}

pub fn run(args: &PlanArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let mut context = Context::open(invocation, out)?;
    let as_at = context.as_at;
    let round = context.round(args.round.round.as_deref())?;
    let [from, until] = parse_period(&context, [&args.from, &args.until], [as_at, round.ends_on.max(as_at)])?;
    let words = OffDutyWords::new(&invocation.settings()?.off_duty);
    let shifts = args.shifts.as_deref().map(|path| read_shifts(path, [from, until], &words, out));
    let mut duty = shifts.transpose()?.unwrap_or_default();
    if let Some(typed) = &args.duty {
        duty.extend(Duty::parse_typed(typed, as_at).map_err(|error| usage_error("--duty", &error.to_string()))?);
    }
    if duty.is_empty() {
        return Err(usage_error("--duty", "no duty is given; write it as 6 nov, or as 8-10 nov 17:00-22:00"));
    }
    let mut lines = filter::filter_lines(&args.narrow, context.lines(&round, as_at)?, &context, out)?;
    lines.retain(|line| needs_planning(line, from, until));
    let start = as_at.max(from);
    let diary = context.store.diary(from, until)?;
    let question = PlanInput::from_lists(&lines, &context.store.priorities(&round, as_at)?, &diary, start);
    let mut draft = PlanDraft::new(question, duty, start);
    let names: HashMap<CouncilId, &str> = lines.iter().map(|line| (line.id, line.name.raw())).collect();
    let name = |id: CouncilId| names.get(&id).map_or_else(|| format!("council {id}"), |name| (*name).to_owned());
    let refused = |clash: Infeasible| Failure::Refused(format!("{}. Nothing was changed", clash.describe(&name)));
    let (mut plan, given_up) = solve(&mut draft, args).map_err(refused)?;
    if !args.choices.is_empty() {
        for choice in choices_by_hand(args, &plan, &context)? {
            draft.fix(choice);
        }
        plan = draft.solve().map_err(refused)?;
    }
    if !args.json.json {
        print(&plan, &name, out)?;
        out.flush()?;
    }
    print_summary(&plan, [from, until], out);
    for fixed in &given_up {
        let day = fixed.on.map(format_full).unwrap_or_default();
        out.print_message(&format!("planned before and not kept to with this duty: {}, {day}", name(fixed.council)));
    }
    let planned = planned_meetings(&context, &lines, [start, until])?;
    let saved = match plan.to_change_dropping_superseded(&diary, &planned).filter(|_| args.accept) {
        Some(change) => Some(context.save(&change, out)?.entry),
        None => {
            let why = if args.accept { "the diary says so already" } else { "to put it into the diary add --accept" };
            out.print_message(&format!("nothing was changed: {why}"));
            None
        }
    };
    if !args.json.json {
        return Ok(());
    }
    let documents = plan.lines.iter().map(|line| document(line, names.get(&line.council), &name));
    let (kept, of, exact) = (plan.kept, plan.of, plan.exact);
    out.json(&PlanDocument { from, until, as_at, kept, of, exact, saved, lines: documents.collect() })
}

/// The plan, and the earlier choices that it drops.
fn solve(draft: &mut PlanDraft, args: &PlanArgs) -> Result<(Plan, Vec<FixedChoice>), Infeasible> {
    if args.hold {
        return draft.solve().map(|plan| (plan, Vec::new()));
    }
    if args.afresh {
        draft.fixed.clear();
    }
    draft.solve_releasing_fixed()
}

const LEAVE_OUT: &str = "leave-out";

fn choices_by_hand(args: &PlanArgs, plan: &Plan, context: &Context) -> Result<Vec<FixedChoice>, Failure> {
    let councils = context.councils()?;
    let choice = |given: &String| {
        let wrong = || {
            usage_error("--choose", &format!("“{given}” is no choice; write it as Wem=digital or Wem=in-person,21 nov"))
        };
        let (council, way) = given.split_once('=').ok_or_else(wrong)?;
        let (way, day) = way.split_once(',').map_or((way, None), |(way, day)| (way, Some(day.trim())));
        let way = match way.trim() {
            LEAVE_OUT => Way::CannotBeMet,
            code => Way::from_code(code).filter(|way| intent(*way).is_some()).ok_or_else(wrong)?,
        };
        let day = day.map(|day| parse_typed(day, context.as_at, DateBias::Future)).transpose();
        let day = day.map_err(|error| usage_error("--choose", &error.to_string()))?;
        let council = context.find_council(council, &councils)?;
        let line = plan.lines.iter().find(|line| line.council == council.id).ok_or_else(|| {
            let name = council.name.sanitized();
            Failure::Refused(format!("--choose: no contact with {name} is planned in this period. Nothing was changed"))
        })?;
        Ok(line.choose(way, day))
    };
    args.choices.iter().map(choice).collect()
}

fn planned_meetings(context: &Context, lines: &[CouncilLine], days: [NaiveDate; 2]) -> Result<Vec<Meeting>, Failure> {
    let asked_about = |meeting: &Meeting| lines.iter().any(|line| line.id == meeting.council);
    let mut planned = context.store.meetings(Some(days))?;
    planned.retain(|meeting| meeting.is_planned() && meeting.facts.on >= days[0] && asked_about(meeting));
    Ok(planned)
}

fn usage_error(option: &str, why: &str) -> Failure {
    Failure::Usage(format!("{option}: {why}. Nothing was changed"))
}

/// Prints a warning for each shift that is not duty.
fn read_shifts(path: &Path, period: [NaiveDate; 2], words: &OffDutyWords, out: &Output) -> Result<Vec<Duty>, Failure> {
    let bytes = files::read(path, "calendar file (.ics)")?;
    let roster =
        ics::read_roster(&bytes, period).map_err(|error| Failure::Refused(format!("{}: {error}", path.display())))?;
    for (line, why) in &roster.unreadable {
        out.print_message(&format!("line {line}: {why}"));
    }
    let (duties, left_out) = duties(&roster.shifts, words);
    if !left_out.is_empty() {
        out.print_message(&format!("not taken as duty: {}", list_skipped(&left_out)));
    }
    Ok(duties)
}

/// Sorted by day; leaves out councils without a promise.
fn print(plan: &Plan, name: &dyn Fn(CouncilId) -> String, out: &mut Output) -> Result<(), Failure> {
    for line in plan.lines.iter().filter(|line| line.way != Way::NotNeeded) {
        let day = line.on.map_or_else(|| "no meeting".to_owned(), format_full);
        let at = line.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
        let who = match line.officer.as_deref() {
            Some(label) if label.chars().all(|c| c.is_ascii_digit()) => format!(", officer {label}"),
            Some(label) => format!(", {label}"),
            None => String::new(),
        };
        out.print_heading(&format!("{day}{at}  {}: {}{who}", name(line.council), line.way))?;
        out.print_line(&format!("    {}", line.explain(name)))?;
    }
    Ok(())
}

fn print_summary(plan: &Plan, [from, until]: [NaiveDate; 2], out: &Output) {
    let ways: Vec<String> = [Way::InPerson, Way::Digital, Way::Written, Way::CannotBeMet]
        .into_iter()
        .map(|way| format!("{} {way}", plan.count(way)))
        .collect();
    out.print_message(&format!(
        "{} of {} would be met · {} · {} to {}",
        plan.kept,
        pluralize(plan.of, "council"),
        ways.join(", "),
        format_full(from),
        format_full(until)
    ));
    if !plan.exact {
        out.print_message(
            "the question was too large to prove that no plan is better; ask for one team, or for fewer days",
        );
    }
}

fn document<'a>(line: &'a PlanLine, council: Option<&&'a str>, name: &dyn Fn(CouncilId) -> String) -> LineDocument<'a> {
    LineDocument {
        council_id: line.council,
        council: council.copied().unwrap_or_default(),
        on: line.on,
        at: line.at,
        way: line.way,
        officer: line.officer.as_deref(),
        keeps: line.keeps,
        fixed: line.fixed,
        others: &line.others,
        because: &line.because,
        why: line.explain(name),
    }
}
