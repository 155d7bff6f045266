//! A plan in progress, and the diary that results.

use crate::change::Act;
use crate::diary::DiaryLine;
use crate::ids::{CouncilId, MeetingId};
use crate::meeting::{Intent, Meeting, MeetingFacts};
use crate::plan::{CandidateMeeting, Duty, FixedChoice, Obligation, PlanDraft, PlanInput, Way};
use crate::returns::Method;
use crate::untrusted::Untrusted;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn obligation(council: i64) -> Obligation {
    Obligation {
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
        facts: MeetingFacts {
            on: day(on),
            at: None,
            place: Untrusted::from("village hall"),
            plan: Some(Intent::Digital),
            cancelled: false,
            instead_of: None,
            uid: None,
            revision: None,
            attendance: None,
            reason: None,
            own_reason: None,
            hours_lost: None,
            officers: Vec::new(),
            note: Untrusted::from("bring the map"),
            covered: Vec::new(),
        },
    }
}

/// Council 1 meets once; council 2 has a planned meeting in October and another in November; council 3 has no open
/// promise.
fn draft() -> (PlanDraft, Vec<DiaryLine>, Meeting) {
    let known = planned(2, "2023-10-12");
    let expected = |council, on| DiaryLine::expected(CouncilId(council), day(on), None);
    let diary = vec![
        expected(1, "2023-10-10"),
        DiaryLine::on_record(&known),
        expected(2, "2023-11-09"),
        expected(3, "2023-10-10"),
    ];
    let input = PlanInput {
        obligations: vec![obligation(1), obligation(2), Obligation { owed: false, ..obligation(3) }],
        candidates: diary
            .iter()
            .map(|line| CandidateMeeting { council: line.council, on: line.on, at: None })
            .collect(),
        planned: vec![
            FixedChoice { council: CouncilId(2), on: Some(day("2023-10-12")), way: Way::Digital },
            FixedChoice { council: CouncilId(2), on: Some(day("2023-11-09")), way: Way::InPerson },
        ],
    };
    let duties = Duty::parse_typed("10 oct, 12 oct, 9 nov", day("2023-10-05")).unwrap();
    (PlanDraft::new(input, duties, day("2023-10-05")), diary, known)
}

#[test]
fn planned_meetings_are_fixed_and_kept_promises_are_skipped() {
    let (draft, ..) = draft();
    assert_eq!((draft.obligations.len(), draft.candidates.len()), (2, 3));
    assert_eq!(draft.fixed, [FixedChoice { council: CouncilId(2), on: Some(day("2023-10-12")), way: Way::Digital }]);
    let plan = draft.solve().unwrap();
    assert_eq!((plan.kept, plan.of, plan.lines.len()), (2, 2, 2));
}

#[test]
fn accepting_a_plan_keeps_existing_plans() {
    let (draft, diary, known) = draft();
    let change = draft.solve().unwrap().to_change_dropping_superseded(&diary, &[known]).unwrap();
    let [Act::Meeting(act)] = change.acts.as_slice() else { panic!("{change:?}") };
    assert_eq!((act.council, act.facts.on, act.facts.plan), (CouncilId(1), day("2023-10-10"), Some(Intent::InPerson)));
}

#[test]
fn a_superseded_meeting_loses_its_plan_and_keeps_its_note() {
    let (mut draft, diary, known) = draft();
    draft.fix(FixedChoice { council: CouncilId(2), on: Some(day("2023-11-09")), way: Way::InPerson });
    draft.fix(FixedChoice { council: CouncilId(1), on: None, way: Way::CannotBeMet });
    let change = draft.solve().unwrap().to_change_dropping_superseded(&diary, &[known]).unwrap();
    let [Act::Meeting(new), Act::Meeting(old)] = change.acts.as_slice() else { panic!("{change:?}") };
    assert_eq!((old.correct, old.facts.plan, old.facts.note.raw()), (Some((MeetingId(9), 4)), None, "bring the map"));
    assert_eq!((new.facts.on, new.facts.plan), (day("2023-11-09"), Some(Intent::InPerson)));
}
