//! Solves a plan.

use chrono::NaiveDate;

use super::duty::{Duty, group_into_crews};
use super::lines::{Solution, build_lines};
use super::proposal::Plan;
use super::types::{CandidateMeeting, FixedChoice, Obligation, Rules};
use super::visits::{Visit, enumerate_visits, visit_span};
use crate::plan::cases::{Case, Choice, build_cases};
use crate::plan::components::best_by_component;
use crate::plan::infeasible::Infeasible;

/// The limit of the search; a third of a second or so. Beyond it the input is too large to prove the best plan.
pub(super) const MAX_STEPS: u64 = 12_000_000;

/// Proposes one line for each council. It maximises, in this order: the promises kept; the total days unseen of the
/// councils that are met; last candidates, changed priorities, open promises; the ways that councils asked for; early
/// dates. Fixed choices are kept.
///
/// The order of councils, meetings and duties does not matter.
///
/// # Errors
///
/// The fixed choices cannot be kept.
pub(crate) fn solve(
    obligations: &[Obligation],
    candidates: &[CandidateMeeting],
    duties: &[Duty],
    fixed: &[FixedChoice],
    as_at: NaiveDate,
    rules: &Rules,
) -> Result<Plan, Infeasible> {
    solve_with_limit(obligations, candidates, duties, fixed, as_at, (rules, MAX_STEPS))
}

/// As [`solve`], with a limit of steps.
pub(super) fn solve_with_limit(
    obligations: &[Obligation],
    candidates: &[CandidateMeeting],
    duties: &[Duty],
    fixed: &[FixedChoice],
    as_at: NaiveDate,
    (rules, limit): (&Rules, u64),
) -> Result<Plan, Infeasible> {
    let cases = build_cases(obligations, candidates, fixed, as_at)?;
    let crews = group_into_crews(duties);
    let visits = enumerate_visits(&cases, &crews, as_at, rules);
    let room: Vec<usize> = crews.iter().map(|crew| crew.officers.len()).collect();
    let seed = place_fixed(&cases, &visits, &room, rules)?;
    let found = best_by_component(&visits, &room, &seed, limit);
    let lines =
        build_lines(&Solution { cases: &cases, crews: &crews, visits: &visits, chosen: &found.chosen, as_at, rules });
    let kept = lines.iter().filter(|line| line.keeps).count();
    let of = cases.iter().filter(|case| case.has_open_promise()).count();
    Ok(Plan { lines, kept, of, exact: found.exact })
}

/// Places only the fixed choices.
fn place_fixed(cases: &[Case], visits: &[Visit], room: &[usize], rules: &Rules) -> Result<Vec<usize>, Infeasible> {
    let fixed: Vec<usize> = (0..cases.len()).filter(|&case| matches!(cases[case].choice, Choice::Attend(..))).collect();
    for &case in &fixed {
        if !visits.iter().any(|visit| visit.case == case) {
            return Err(infeasible_choice(&cases[case], rules));
        }
    }
    let held = |of: &[usize]| {
        let all = (0..visits.len()).filter(|&index| of.contains(&visits[index].case));
        let indexes: Vec<usize> = all.collect();
        let own: Vec<Visit> = indexes.iter().map(|&index| visits[index]).collect();
        let found = best_by_component(&own, room, &[], MAX_STEPS);
        let chosen: Vec<usize> = found.chosen.into_iter().map(|number| indexes[number]).collect();
        (chosen.len() == of.len()).then_some(chosen)
    };
    if let Some(chosen) = held(&fixed) {
        return Ok(chosen);
    }
    // Reduces the set to a minimal conflict.
    let mut clashing = fixed.clone();
    for case in fixed {
        let without: Vec<usize> = clashing.iter().copied().filter(|other| *other != case).collect();
        if held(&without).is_none() {
            clashing = without;
        }
    }
    let fixed_visit = |&case: &usize| match cases[case].choice {
        Choice::Attend(on, way) => Some((cases[case].council, on, way)),
        _ => None,
    };
    Err(Infeasible::Together { fixed: clashing.iter().filter_map(fixed_visit).collect() })
}

fn infeasible_choice(case: &Case, rules: &Rules) -> Infeasible {
    let council = case.council;
    let Choice::Attend(on, way) = case.choice else { return Infeasible::Twice { council } };
    match case.candidates.iter().find(|candidate| candidate.on == on) {
        Some(candidate) => {
            let span = visit_span(candidate, way, rules);
            Infeasible::NoDuty { fixed: (council, on, way), from: span.from, until: span.until }
        }
        None => Infeasible::NoSuchMeeting { council, on: Some(on) },
    }
}
