//! `round compare`: what changed from an earlier round to a later one.

use charter::ids::CouncilId;
use charter::round_comparison::{
    Against, ComparedCouncil, CouncilMovement, MovementCounts, Participation, PriorityMovement, PriorityMovements,
    last_day,
};
use charter::untrusted::{Untrusted, sanitize};
use chrono::NaiveDate;
use desk::round_comparison::{RoundComparison, find_before};
use schemars::JsonSchema;
use serde::Serialize;
use store::Page;

use crate::cli::args::CompareRoundsArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::filter::parse_filter;
use crate::cli::output::Output;
use crate::cli::table::Align;

#[derive(Serialize, JsonSchema)]
pub struct ComparisonDocument<'a> {
    /// The code of the earlier round.
    before: &'a str,
    before_as_at: NaiveDate,
    /// The code of the later round.
    now: &'a str,
    now_as_at: NaiveDate,
    total: CountsDocument,
    counties: Vec<AreaDocument>,
    teams: Vec<AreaDocument>,
    councils: Vec<CouncilDocument<'a>>,
}

/// Each council and each agreed priority of either round is counted once.
#[derive(Serialize, JsonSchema)]
struct CountsDocument {
    councils: usize,
    still_taking_part: usize,
    /// They take part now and did not before, and were not silent.
    joined: usize,
    /// They were silent before and have answered now.
    came_back: usize,
    left: usize,
    fell_silent: usize,
    still_not_taking_part: usize,
    undecided: usize,
    priorities: PrioritiesDocument,
}

#[derive(Serialize, JsonSchema)]
struct PrioritiesDocument {
    kept: usize,
    /// Agreed again in other words.
    changed: usize,
    /// With a result, whatever it says.
    /// Of those closed.
    solved: usize,
    /// With a result, whatever it says.
    closed: usize,
    dropped: usize,
    new: usize,
    /// The council has not answered yet.
    proposed_again: usize,
}

#[derive(Serialize, JsonSchema)]
struct AreaDocument {
    name: String,
    #[serde(flatten)]
    counts: CountsDocument,
}

#[derive(Serialize, JsonSchema)]
struct CouncilDocument<'a> {
    id: CouncilId,
    council: &'a str,
    county: &'a str,
    district: &'a str,
    team: &'a str,
    before: Participation,
    now: Participation,
    movement: CouncilMovement,
    priorities: PrioritiesDocument,
}

pub fn run(args: &CompareRoundsArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let now = context.round(args.round.round.as_deref())?;
    let before = match &args.with {
        Some(code) => context.round(Some(code))?,
        None => {
            let against = if args.year_before { Against::YearBefore } else { Against::Last };
            find_before(&context.store.rounds()?, &now, against).map_err(Failure::Usage)?.clone()
        }
    };
    if before.starts_on >= now.starts_on {
        return Err(Failure::Usage(format!(
            "--with: {} is not earlier than {}; give an earlier round",
            before.title(),
            now.title()
        )));
    }
    // Areas and teams are known by the names that they had in either round.
    let mut known = context.store.lines(&now, last_day(&now, context.as_at), Page::All)?;
    known.extend(context.store.lines(&before, last_day(&before, context.as_at), Page::All)?);
    let filter = parse_filter(&args.narrow, &known, context, out)?;
    let comparison = RoundComparison::read(&context.store, [&before, &now], context.as_at, &filter)?;
    if args.json.json {
        return out.json(&document(&comparison));
    }
    print_councils(&comparison, out)?;
    out.print_line("")?;
    print_priorities(&comparison, out)?;
    print_moves(&comparison, out)?;
    out.flush()?;
    out.print_message(&comparison.describe());
    out.print_message(&comparison.describe_scope());
    Ok(())
}

fn document(comparison: &RoundComparison) -> ComparisonDocument<'_> {
    let areas = |of: fn(&ComparedCouncil) -> &Untrusted| {
        let areas = comparison.by_area(of).into_iter();
        areas.map(|(name, counted)| AreaDocument { name: name.to_owned(), counts: counts(&counted) }).collect()
    };
    ComparisonDocument {
        before: &comparison.before.code,
        before_as_at: comparison.before_as_at,
        now: &comparison.now.code,
        now_as_at: comparison.now_as_at,
        total: counts(&comparison.total()),
        counties: areas(|council| &council.county),
        teams: areas(|council| &council.team),
        councils: comparison.councils.iter().map(council_document).collect(),
    }
}

fn council_document(council: &ComparedCouncil) -> CouncilDocument<'_> {
    let ComparedCouncil { id, name, county, district, team, before, now, movement, priorities } = council;
    CouncilDocument {
        id: *id,
        council: name.raw(),
        county: county.raw(),
        district: district.raw(),
        team: team.raw(),
        before: *before,
        now: *now,
        movement: *movement,
        priorities: priority_counts(priorities),
    }
}

fn counts(counted: &MovementCounts) -> CountsDocument {
    let of = |movement| counted.count(movement);
    CountsDocument {
        councils: counted.councils(),
        still_taking_part: of(CouncilMovement::StillTakesPart),
        joined: of(CouncilMovement::Joined),
        came_back: of(CouncilMovement::CameBack),
        left: of(CouncilMovement::Left),
        fell_silent: of(CouncilMovement::FellSilent),
        still_not_taking_part: of(CouncilMovement::StillOut),
        undecided: of(CouncilMovement::Undecided),
        priorities: priority_counts(&counted.priorities),
    }
}

fn priority_counts(counted: &PriorityMovements) -> PrioritiesDocument {
    PrioritiesDocument {
        kept: counted.count(PriorityMovement::Kept),
        changed: counted.count(PriorityMovement::Changed),
        solved: counted.count(PriorityMovement::Solved),
        closed: counted.count(PriorityMovement::Solved) + counted.count(PriorityMovement::Closed),
        dropped: counted.count(PriorityMovement::Dropped),
        new: counted.count(PriorityMovement::New),
        proposed_again: counted.count(PriorityMovement::Proposed),
    }
}

/// All councils, each county, and each team that is named.
fn areas(comparison: &RoundComparison) -> Vec<(String, MovementCounts)> {
    let counties = comparison.by_area(|council| &council.county).into_iter();
    let teams = comparison.by_area(|council| &council.team).into_iter();
    let named_teams = teams.map(|(name, counted)| match name.trim() {
        "" => ("no team named".to_owned(), counted),
        name => (format!("team {}", sanitize(name)), counted),
    });
    std::iter::once(("all".to_owned(), comparison.total()))
        .chain(counties.map(|(name, counted)| (sanitize(name).into_owned(), counted)))
        .chain(named_teams)
        .collect()
}

fn print_table(
    comparison: &RoundComparison,
    header: &[(&str, Align)],
    numbers: impl Fn(&MovementCounts) -> Vec<usize>,
    out: &mut Output,
) -> Result<(), Failure> {
    let row = |(name, counted): (String, MovementCounts)| {
        std::iter::once(name).chain(numbers(&counted).iter().map(usize::to_string)).collect()
    };
    let rows: Vec<Vec<String>> = areas(comparison).into_iter().map(row).collect();
    out.print_table(header, &rows)
}

fn print_councils(comparison: &RoundComparison, out: &mut Output) -> Result<(), Failure> {
    let header = [
        ("COUNCILS", Align::Left),
        ("ALL", Align::Right),
        ("STILL IN", Align::Right),
        ("JOINED", Align::Right),
        ("CAME BACK", Align::Right),
        ("LEFT", Align::Right),
        ("FELL SILENT", Align::Right),
        ("STILL OUT", Align::Right),
        ("UNDECIDED", Align::Right),
    ];
    let numbers = |counted: &MovementCounts| {
        let each = CouncilMovement::ALL.iter().map(|movement| counted.count(*movement));
        std::iter::once(counted.councils()).chain(each).collect()
    };
    print_table(comparison, &header, numbers, out)
}

fn print_priorities(comparison: &RoundComparison, out: &mut Output) -> Result<(), Failure> {
    let header = [
        ("PRIORITIES", Align::Left),
        ("ALL", Align::Right),
        ("KEPT", Align::Right),
        ("CHANGED", Align::Right),
        ("SOLVED", Align::Right),
        ("CLOSED OTHERWISE", Align::Right),
        ("DROPPED", Align::Right),
        ("NEW", Align::Right),
        ("PROPOSED AGAIN", Align::Right),
    ];
    let numbers = |counted: &MovementCounts| {
        let each = PriorityMovement::ALL.iter().map(|movement| counted.priorities.count(*movement));
        std::iter::once(counted.priorities.total()).chain(each).collect()
    };
    print_table(comparison, &header, numbers, out)
}

/// The councils that somebody should look at, by what became of them.
fn print_moves(comparison: &RoundComparison, out: &mut Output) -> Result<(), Failure> {
    for movement in CouncilMovement::ALL.iter().copied().filter(|movement| movement.is_move()) {
        let moved: Vec<&ComparedCouncil> =
            comparison.councils.iter().filter(|council| council.movement == movement).collect();
        if moved.is_empty() {
            continue;
        }
        out.print_line("")?;
        out.print_heading(movement.label())?;
        for council in moved {
            out.print_line(&format!(
                "  {} ({}): {}, then {}",
                council.name.sanitized(),
                council.county.sanitized(),
                council.before,
                council.now
            ))?;
        }
    }
    Ok(())
}
