//! From the desk to the question, and from the plan to the diary.

use crate::domain::change::Act;
use crate::domain::diary::DiaryLine;
use crate::domain::foreign::Foreign;
use crate::domain::ids::{CouncilId, MeetingId};
use crate::domain::meeting::{Intent, Meeting};
use crate::domain::plan::{Claim, Duty, Fixed, Question, Way};
use crate::domain::returns::Method;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn claim(council: i64) -> Claim {
    Claim {
        council: CouncilId(council),
        method: Some(Method::InPerson),
        last_seen_on: None,
        owed: true,
        changed_priorities: false,
        promises_outstanding: 0,
    }
}

fn planned(council: i64, on: &str) -> Meeting {
    Meeting {
        id: MeetingId(9),
        version: 4,
        council: CouncilId(council),
        on: day(on),
        at: None,
        place: Foreign::from("village hall"),
        plan: Some(Intent::Digital),
        cancelled: false,
        instead_of: None,
        uid: None,
        attendance: None,
        reason: None,
        officers: Vec::new(),
        note: Foreign::from("bring the map"),
        covered: Vec::new(),
    }
}

fn question() -> (Question, Meeting) {
    let known = planned(2, "2023-10-12");
    let expected = |council, on| DiaryLine::expected(CouncilId(council), day(on), None);
    let diary = [
        expected(1, "2023-10-10"),
        DiaryLine { cancelled: true, ..expected(1, "2023-10-11") },
        DiaryLine::on_record(&known),
        expected(2, "2023-11-09"),
        expected(3, "2023-10-10"),
    ];
    let duties = Duty::parse_typed("10 oct, 12 oct, 9 nov", day("2023-10-05")).unwrap();
    (Question::new(vec![claim(1), claim(2)], &diary, &[], duties, day("2023-10-05")), known)
}

#[test]
fn what_is_planned_is_fixed_what_is_called_off_is_no_chance_and_whoever_has_no_claim_is_left_out() {
    let (question, _) = question();
    assert_eq!(question.chances.len(), 3);
    let fixed = Fixed { council: CouncilId(2), on: Some(day("2023-10-12")), way: Way::Digital };
    assert_eq!(question.fixed, [fixed]);
    let plan = question.solve().unwrap();
    assert_eq!((plan.kept, plan.of, plan.lines.len()), (2, 2, 2));
}

#[test]
fn a_plan_that_is_accepted_is_one_change_and_leaves_what_is_planned_already() {
    let (question, known) = question();
    let change = question.solve().unwrap().change(std::slice::from_ref(&known)).unwrap();
    let [Act::Meeting(act)] = change.acts.as_slice() else { panic!("{change:?}") };
    assert_eq!((act.council, act.facts.on, act.facts.plan), (CouncilId(1), day("2023-10-10"), Some(Intent::InPerson)));
}

#[test]
fn a_meeting_that_another_takes_the_place_of_is_planned_no_longer_and_keeps_its_note() {
    let (mut question, known) = question();
    question.fix(Fixed { council: CouncilId(2), on: Some(day("2023-11-09")), way: Way::InPerson });
    question.fix(Fixed { council: CouncilId(1), on: None, way: Way::CannotBeMet });
    let change = question.solve().unwrap().change(std::slice::from_ref(&known)).unwrap();
    let [Act::Meeting(old), Act::Meeting(new)] = change.acts.as_slice() else { panic!("{change:?}") };
    assert_eq!((old.correct, old.facts.plan, old.facts.note.raw()), (Some((MeetingId(9), 4)), None, "bring the map"));
    assert_eq!((new.facts.on, new.facts.plan), (day("2023-11-09"), Some(Intent::InPerson)));
}
