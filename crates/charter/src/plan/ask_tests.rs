//! The input of a plan from the lists, and the plan as a change.

use super::{FixedChoice, PlanInput, Way};
use crate::agenda::DecisionTiming;
use crate::calendar::{Quarter, Received};
use crate::change::Act;
use crate::council::Kind;
use crate::council_line::{CouncilLine, LineDetails};
use crate::diary::DiaryLine;
use crate::ids::{CouncilId, PriorityId, ReturnId, RoundId};
use crate::meeting::Intent;
use crate::plan::Duty;
use crate::plan::solve::solve;
use crate::plan::types::Rules;
use crate::priority::{PriorityState, PriorityStatus};
use crate::priority_line::PriorityLine;
use crate::returns::{Method, ReturnState, Wish};
use crate::round::Round;
use crate::search_key::SearchKey;
use crate::status::{CouncilStatus, ReturnFact, StatusFacts};
use crate::untrusted::Untrusted;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const AS_AT: &str = "2023-11-01";

/// A council that answered on 20 September: yes, digitally, or no.
fn council(id: i64, wish: Wish) -> CouncilLine {
    let round = Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, day("2023-09-30"));
    let returned = [ReturnFact {
        id: ReturnId(id),
        received: Received::day(day("2023-09-20")),
        wish,
        priorities: 1,
        agreed: 1,
        frequency: None,
        method: Some(Method::Digital),
        state: ReturnState::Replaces,
    }];
    let facts = StatusFacts { returns: &returned, ..StatusFacts::default() };
    CouncilLine {
        id: CouncilId(id),
        position: id,
        name: Untrusted::from("Wem"),
        name_confirmed: true,
        kind: Kind::Town,
        parishes: "E04000001".into(),
        county: Untrusted::from("Shropshire").into(),
        district: Untrusted::from("Shropshire").into(),
        team: Untrusted::default().into(),
        named_contact: std::sync::Arc::default(),
        status: CouncilStatus::derive(&round, day(AS_AT), &facts),
        decides: DecisionTiming::NoMeetingKnown,
        search_key: SearchKey::new("Wem", [].into_iter()),
        details: LineDetails::default(),
    }
}

fn priority(id: i64, council: i64, since: &str) -> PriorityLine {
    PriorityLine {
        id: PriorityId(id),
        version: 1,
        council: CouncilId(council),
        text: Untrusted::from("Speeding"),
        category: None,
        aims: Vec::new(),
        since: day(since),
        closed: None,
        status: PriorityStatus::new(PriorityState::Agreed, Some(1)),
    }
}

fn expected(council: i64, on: &str) -> DiaryLine {
    DiaryLine::expected(CouncilId(council), day(on), None)
}

#[test]
fn only_councils_that_take_part_and_meetings_ahead_are_asked_about() {
    let lines = [council(1, Wish::Yes), council(2, Wish::No)];
    let called_off = DiaryLine { cancelled: true, ..expected(1, "2023-11-07") };
    let planned = DiaryLine { plan: Some(Intent::InPerson), ..expected(1, "2023-12-12") };
    let diary = [expected(1, "2023-10-10"), called_off, expected(1, "2023-11-14"), expected(2, "2023-11-14"), planned];
    let input = PlanInput::from_lists(&lines, &[], &diary, day(AS_AT));
    assert_eq!(input.obligations.len(), 1);
    let obligation = &input.obligations[0];
    assert_eq!((obligation.council, obligation.owed, &obligation.method), (CouncilId(1), true, &Some(Method::Digital)));
    let days: Vec<NaiveDate> = input.candidates.iter().map(|candidate| candidate.on).collect();
    assert_eq!(days, [day("2023-11-14"), day("2023-12-12")]);
    let fixed = FixedChoice { council: CouncilId(1), on: Some(day("2023-12-12")), way: Way::InPerson };
    assert_eq!(input.planned, [fixed]);
}

#[test]
fn open_promises_are_counted_and_a_first_round_changes_nothing() {
    let lines = [council(1, Wish::Yes), council(2, Wish::Yes), council(3, Wish::Yes)];
    let mut promised = priority(1, 1, "2023-09-20");
    promised.status.open = 2;
    let older = priority(2, 2, "2023-06-20");
    let mut reviewed = priority(4, 3, "2023-06-20");
    reviewed.status.unchanged = Some(false);
    let priorities = [promised, older, priority(3, 2, "2023-09-20"), reviewed];
    let input = PlanInput::from_lists(&lines, &priorities, &[], day(AS_AT));
    let changed: Vec<(bool, usize)> = input
        .obligations
        .iter()
        .map(|obligation| (obligation.changed_priorities, obligation.promises_outstanding))
        .collect();
    assert_eq!(changed, [(false, 2), (true, 0), (true, 0)]);
}

#[test]
fn a_plan_is_accepted_as_one_change_and_not_twice() {
    let lines = [council(1, Wish::Yes)];
    let diary = [expected(1, "2023-11-14")];
    let duties = Duty::parse_typed("14 nov", day(AS_AT)).unwrap();
    let input = PlanInput::from_lists(&lines, &[], &diary, day(AS_AT));
    let plan = solve(&input.obligations, &input.candidates, &duties, &[], day(AS_AT), &Rules::default()).unwrap();
    let change = plan.to_change(&diary).unwrap();
    let [Act::Meeting(act)] = change.acts.as_slice() else { panic!("{change:?}") };
    assert_eq!((act.facts.on, act.facts.plan), (day("2023-11-14"), Some(Intent::Digital)));
    let accepted = [DiaryLine { plan: Some(Intent::Digital), ..diary[0].clone() }];
    assert_eq!(plan.to_change(&accepted), None);
}
