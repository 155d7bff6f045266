//! The words of a plan.

use chrono::NaiveDate;
use rstest::rstest;

use super::inputs::{Input, as_at, candidate, day, duty, fixed, obligation};
use crate::ids::CouncilId;
use crate::plan::types::Rules;
use crate::plan::{Duty, FixedChoice, Obligation, PlanLine, Way};
use crate::returns::Method;

fn name(council: CouncilId) -> String {
    ["", "Wem", "Clun", "Bucknell"].get(usize::try_from(council.0).unwrap()).copied().unwrap_or("Ludlow").to_owned()
}

/// Wem and Clun both meet on Tue 14 Nov at 19:00; Clun has another meeting on Thu 14 Dec.
fn two(obligations: Vec<Obligation>, duties: Vec<Duty>, fixed: Vec<FixedChoice>) -> Input {
    let candidates = vec![candidate(1, 13, "19:00"), candidate(2, 13, "19:00"), candidate(2, 43, "")];
    Input { obligations, candidates, duties, fixed, rules: Rules::default() }
}

#[track_caller]
fn line(input: &Input, council: i64) -> PlanLine {
    let plan = input.solve().unwrap_or_else(|clash| panic!("{}", clash.describe(&name)));
    plan.lines.into_iter().find(|line| line.council == CouncilId(council)).unwrap()
}

#[track_caller]
fn says(input: &Input, council: i64, way: Way, why: &str) {
    let line = line(input, council);
    assert_eq!((line.way, line.explain(&name).as_str()), (way, why));
}

fn in_person() -> Option<Method> {
    Some(Method::InPerson)
}

#[test]
fn a_met_council_lists_its_merits() {
    let wem = Obligation { changed_priorities: true, promises_outstanding: 2, ..obligation(1, in_person(), Some(205)) };
    let input = two(vec![wem, obligation(2, None, None)], vec![duty("1", 13, "16:00", "23:00")], vec![]);
    let wem = "not seen for 205 days, asked to be met in person, the only meeting in the period, \
               its priorities have changed, 2 actions outstanding";
    says(&input, 1, Way::InPerson, wem);
    let clun = "a written update is enough; officer 1 is at Wem on Tue 14 Nov; nobody is on duty on Thu 14 Dec; it \
                would take 18:30 to 21:30; time not known, 19:00 assumed";
    says(&input, 2, Way::Written, clun);
    assert_eq!(line(&input, 1).officer.as_deref(), Some("1"));
    assert_eq!(line(&input, 2).others, [day(43)]);
}

#[test]
fn two_officers_are_at_two_councils_at_once() {
    let input = two(
        vec![obligation(1, in_person(), Some(9)), obligation(2, in_person(), Some(9))],
        Duty::parse_typed("14 nov x2", as_at()).unwrap(),
        vec![],
    );
    let plan = input.solve().unwrap();
    assert_eq!((plan.count(Way::InPerson), plan.kept, plan.of, plan.exact), (2, 2, 2, true));
    assert_eq!(plan.lines.iter().map(|line| line.officer.as_deref()).collect::<Vec<_>>(), [Some("1"), Some("2")]);
}

#[rstest]
#[case(
    in_person(),
    "",
    Way::CannotBeMet,
    "nobody is on duty on Tue 14 Nov; it would take 18:30 to 21:30; a written update can still be chosen"
)]
#[case(
    in_person(),
    "14 nov 12:00-20:00",
    Way::CannotBeMet,
    "nobody is on duty for all of 19:00 to 21:00 on Tue 14 Nov; a written update can still be chosen"
)]
#[case(
    in_person(),
    "14 nov 19:00-21:00",
    Way::Digital,
    "not seen for 40 days, asked to be met in person, the only meeting in the period; digitally, as nobody can go in \
     person: nobody is on duty for all of 18:30 to 21:30 on Tue 14 Nov"
)]
#[case(
    Some(Method::Digital),
    "14 nov",
    Way::Digital,
    "not seen for 40 days, asked to be met digitally, the only meeting in the period"
)]
#[case(
    Some(Method::Digital),
    "",
    Way::Written,
    "a written update is enough; nobody is on duty on Tue 14 Nov; it would take 19:00 to 21:00"
)]
#[case(Some(Method::WrittenUpdate), "14 nov", Way::Written, "a written update is enough: it asked for one")]
#[case(Some(Method::Phone), "14 nov", Way::Written, "it asked for a phone call: a call or a written update is enough")]
#[case(Some(Method::NotRequired), "14 nov", Way::NotNeeded, "it said that no contact is needed")]
fn each_method_has_its_way(#[case] method: Option<Method>, #[case] duty: &str, #[case] way: Way, #[case] why: &str) {
    let input = two(vec![obligation(1, method, Some(40))], Duty::parse_typed(duty, as_at()).unwrap(), vec![]);
    says(&input, 1, way, why);
}

#[test]
fn councils_without_meeting_or_promise_have_a_line() {
    let kept_promise = Obligation { owed: false, ..obligation(2, None, Some(3)) };
    let input = two(vec![kept_promise, obligation(3, in_person(), None), obligation(4, None, None)], vec![], vec![]);
    says(&input, 1, Way::NotNeeded, "no contact is due");
    says(&input, 2, Way::NotNeeded, "it has had its contact this quarter");
    says(&input, 3, Way::CannotBeMet, "no known meeting in the period; a written update can still be chosen");
    says(&input, 4, Way::Written, "a written update is enough; no known meeting in the period");
    let plan = input.solve().unwrap();
    assert_eq!((plan.kept, plan.of), (1, 2));
}

#[test]
fn a_meeting_before_the_as_at_date_is_ignored() {
    let mut input = two(vec![obligation(1, None, None)], vec![duty("1", -1, "00:00", "00:00")], vec![]);
    input.candidates = vec![candidate(1, -1, "19:00")];
    says(&input, 1, Way::Written, "a written update is enough; no known meeting in the period");
}

#[rstest]
#[case(fixed(2, Some(13), Way::Digital), Way::Digital, true, "chosen by hand, never seen, asked to be met in person")]
#[case(
    fixed(2, Some(13), Way::Written),
    Way::Written,
    false,
    "chosen by hand; it asked to be met in person, so a written update is not enough"
)]
#[case(fixed(2, None, Way::CannotBeMet), Way::CannotBeMet, false, "left out by hand")]
#[case(
    fixed(2, Some(13), Way::CannotBeMet),
    Way::CannotBeMet,
    false,
    "the meeting on Tue 14 Nov is left out by hand; nobody is on duty on Thu 14 Dec; it would take 18:30 to 21:30; \
     time not known, 19:00 assumed; a written update can still be chosen"
)]
fn a_fixed_choice_says_so(#[case] fixed: FixedChoice, #[case] way: Way, #[case] keeps: bool, #[case] why: &str) {
    let input = two(vec![obligation(2, in_person(), None)], vec![duty("1", 13, "16:00", "23:00")], vec![fixed]);
    says(&input, 2, way, why);
    assert_eq!(line(&input, 2).keeps, keeps);
}

#[rstest]
#[case(vec![fixed(3, Some(13), Way::Written)], "Bucknell has no meeting ahead on Tue 14 Nov; choose one of its meetings")]
#[case(vec![fixed(1, None, Way::InPerson)], "no meeting of Wem was named; choose one of its meetings")]
#[case(vec![fixed(1, Some(13), Way::NotNeeded)], "cannot be chosen for Wem; leave it out instead")]
#[case(
    vec![fixed(2, Some(13), Way::Digital), fixed(2, Some(43), Way::Digital)],
    "Clun has more than one choice made by hand; keep only one"
)]
#[case(
    vec![fixed(2, Some(43), Way::InPerson)],
    "Clun on Thu 14 Dec (in person) would take 18:30 to 21:30, and nobody is on duty for all of it"
)]
#[case(
    vec![fixed(1, Some(13), Way::InPerson), fixed(2, Some(13), Way::Digital)],
    "Wem on Tue 14 Nov (in person) and Clun on Tue 14 Nov (digitally) cannot all be attended by those on duty; drop one"
)]
fn infeasible_choices_are_explained(#[case] fixed: Vec<FixedChoice>, #[case] expected: &str) {
    let obligations = vec![obligation(1, None, None), obligation(2, None, None), obligation(3, None, None)];
    let clash = two(obligations, vec![duty("1", 13, "16:00", "23:00")], fixed).solve().unwrap_err();
    assert!(clash.describe(&name).contains(expected), "{}", clash.describe(&name));
}

#[test]
fn duty_past_midnight_and_spans_that_touch_are_one_duty() {
    let input = two(
        vec![obligation(1, in_person(), None)],
        vec![duty("1", 13, "16:00", "20:00"), duty("1", 13, "20:00", "02:00")],
        vec![],
    );
    assert_eq!(line(&input, 1).way, Way::InPerson);
    assert_eq!(line(&input, 1).on, NaiveDate::from_ymd_opt(2023, 11, 14));
}
