//! Many small inputs, each solved by the plan and by an exhaustive search.

use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;

use super::brute::{branch_and_bound, busy_span, on_duty, score_of_lines};
use super::inputs::{Input, as_at, inputs};
use crate::plan::{CandidateMeeting, Infeasible, Plan, PlanLine, Way};
use crate::returns::Method;

/// Invariants of every plan, the best or not.
fn sound(input: &Input, plan: &Plan) -> Result<(), TestCaseError> {
    let mut councils: Vec<_> = plan.lines.iter().map(|line| line.council).collect();
    councils.sort();
    prop_assert_eq!(councils, input.councils(), "one line for each council");
    let candidate = |line: &PlanLine| CandidateMeeting { council: line.council, on: line.on.unwrap(), at: line.at };
    let attended: Vec<&PlanLine> = plan.lines.iter().filter(|line| line.way.is_attended()).collect();
    for (number, line) in attended.iter().enumerate() {
        let own = candidate(line);
        prop_assert!(input.candidates.contains(&own) && own.on >= as_at());
        let span = busy_span(&own, line.way, input);
        let officer = line.officer.as_deref().unwrap();
        prop_assert!(on_duty(officer, span, &input.duties), "{line:?} is not within duty");
        for other in attended[..number].iter().filter(|other| other.officer == line.officer) {
            let beside = busy_span(&candidate(other), other.way, input);
            prop_assert!(span.0 >= beside.1 || beside.0 >= span.1, "{line:?} overlaps {other:?}");
        }
    }
    for line in &plan.lines {
        prop_assert_eq!(line.officer.is_some(), line.way.is_attended());
        prop_assert!(!line.because.is_empty(), "{line:?} says no reason");
        let obligation = input.obligation(line.council);
        let counts =
            obligation.is_some_and(|obligation| obligation.owed && obligation.method != Some(Method::NotRequired));
        let in_person = obligation.is_some_and(|obligation| obligation.method == Some(Method::InPerson));
        let keeps = line.way.is_attended() || line.way == Way::Written && !in_person;
        prop_assert_eq!(line.keeps, counts && keeps);
    }
    let dates: Vec<_> = plan.lines.iter().map(|line| (line.on.is_none(), line.on)).collect();
    prop_assert!(dates.is_sorted(), "{dates:?}");
    prop_assert_eq!(plan.kept, plan.lines.iter().filter(|line| line.keeps).count());
    prop_assert!(plan.kept <= plan.of);
    held(input, plan)
}

fn held(input: &Input, plan: &Plan) -> Result<(), TestCaseError> {
    for fixed in &input.fixed {
        let line = plan.lines.iter().find(|line| line.council == fixed.council).unwrap();
        match (fixed.way, fixed.on) {
            (Way::CannotBeMet, Some(on)) => prop_assert!(!line.way.is_attended() || line.on != Some(on)),
            (Way::CannotBeMet, None) => prop_assert!(!line.keeps && !line.way.is_attended()),
            (way, on) => prop_assert!(line.fixed && line.way == way && line.on == on, "{fixed:?}: {line:?}"),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    /// No plan is better, and there is none only if the fixed choices cannot be kept.
    #[test]
    fn no_plan_is_better(input in inputs()) {
        match (input.solve(), branch_and_bound(&input)) {
            (Ok(plan), Some(score)) => {
                sound(&input, &plan)?;
                prop_assert!(plan.exact);
                prop_assert_eq!(score_of_lines(&input, &plan.lines), score, "{:#?}", plan);
            }
            (Err(Infeasible::NoDuty { .. } | Infeasible::Together { .. }), None) => {}
            (plan, score) => prop_assert!(false, "{plan:?}, where {score:?} is possible"),
        }
    }

    /// A search stopped at once has a plan too, not better than the best.
    #[test]
    fn a_stopped_search_has_a_plan(input in inputs()) {
        if let (Ok(plan), Ok(full)) = (input.solve_with_limit(0), input.solve()) {
            sound(&input, &plan)?;
            let reached = score_of_lines(&input, &plan.lines);
            prop_assert!(reached <= score_of_lines(&input, &full.lines));
        }
    }

    #[test]
    fn the_order_of_the_facts_does_not_matter(input in inputs()) {
        let mut turned = input.clone();
        turned.obligations.reverse();
        turned.candidates.reverse();
        turned.duties.reverse();
        turned.fixed.reverse();
        prop_assert_eq!(input.solve(), turned.solve());
    }
}
