//! The plan.

use chrono::NaiveDate;

use super::duty::{Duty, crews};
use super::lines::{Outcome, lines};
use super::proposal::Plan;
use super::types::{CandidateMeeting, FixedChoice, Obligation, Rules};
use super::visits::{Visit, span, visits};
use crate::plan::cases::{Case, Choice, cases};
use crate::plan::components::best_of_parts;
use crate::plan::infeasible::Infeasible;

/// After how many steps a search says that the question is too large to prove the best. A third of a
/// second or so.
pub(super) const LIMIT: u64 = 12_000_000;

/// Proposes what to do about each council: the most promises kept; then the greatest total of days unseen among the
/// councils that are met; then last chances, changed priorities, promises outstanding; then the way that each asked for; then the
/// earliest dates. What is fixed is held, and the rest planned round it.
///
/// The same question has the same answer, in whatever order the councils, meetings and duties are given.
///
/// # Errors
/// What is fixed and cannot be held.
pub fn solve(
    claims: &[Obligation],
    chances: &[CandidateMeeting],
    duties: &[Duty],
    fixed: &[FixedChoice],
    as_at: NaiveDate,
    rules: &Rules,
) -> Result<Plan, Infeasible> {
    solve_within(claims, chances, duties, fixed, as_at, (rules, LIMIT))
}

/// As [`solve`], with a limit of steps.
pub(super) fn solve_within(
    claims: &[Obligation],
    chances: &[CandidateMeeting],
    duties: &[Duty],
    fixed: &[FixedChoice],
    as_at: NaiveDate,
    (rules, limit): (&Rules, u64),
) -> Result<Plan, Infeasible> {
    let cases = cases(claims, chances, fixed, as_at)?;
    let crews = crews(duties);
    let visits = visits(&cases, &crews, as_at, rules);
    let room: Vec<usize> = crews.iter().map(|crew| crew.officers.len()).collect();
    let seed = hold(&cases, &visits, &room, rules)?;
    let found = best_of_parts(&visits, &room, &seed, limit);
    let lines = lines(&Outcome { cases: &cases, crews: &crews, visits: &visits, chosen: &found.chosen, as_at, rules });
    let kept = lines.iter().filter(|line| line.keeps).count();
    let of = cases.iter().filter(|case| case.counts()).count();
    Ok(Plan { lines, kept, of, exact: found.exact })
}

/// A choice that holds all that is fixed, and nothing else.
fn hold(cases: &[Case], visits: &[Visit], room: &[usize], rules: &Rules) -> Result<Vec<usize>, Infeasible> {
    let fixed: Vec<usize> = (0..cases.len()).filter(|&case| matches!(cases[case].hand, Choice::Attend(..))).collect();
    for &case in &fixed {
        if !visits.iter().any(|visit| visit.case == case) {
            return Err(no_duty(&cases[case], rules));
        }
    }
    let held = |of: &[usize]| {
        let all = (0..visits.len()).filter(|&place| of.contains(&visits[place].case));
        let places: Vec<usize> = all.collect();
        let own: Vec<Visit> = places.iter().map(|&place| visits[place]).collect();
        let found = best_of_parts(&own, room, &[], LIMIT);
        let chosen: Vec<usize> = found.chosen.into_iter().map(|number| places[number]).collect();
        (chosen.len() == of.len()).then_some(chosen)
    };
    if let Some(chosen) = held(&fixed) {
        return Ok(chosen);
    }
    // Who can be spared without the others becoming possible is not said.
    let mut clashing = fixed.clone();
    for case in fixed {
        let without: Vec<usize> = clashing.iter().copied().filter(|other| *other != case).collect();
        if held(&without).is_none() {
            clashing = without;
        }
    }
    let said = |&case: &usize| match cases[case].hand {
        Choice::Attend(on, way) => Some((cases[case].council, on, way)),
        _ => None,
    };
    Err(Infeasible::Together { fixed: clashing.iter().filter_map(said).collect() })
}

fn no_duty(case: &Case, rules: &Rules) -> Infeasible {
    let council = case.council;
    let Choice::Attend(on, way) = case.hand else { return Infeasible::Twice { council } };
    match case.chances.iter().find(|chance| chance.on == on) {
        Some(chance) => {
            let span = span(chance, way, rules);
            Infeasible::NoDuty { fixed: (council, on, way), from: span.from, until: span.until }
        }
        None => Infeasible::NoSuchMeeting { council, on: Some(on) },
    }
}
