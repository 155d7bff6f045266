//! What each act does to the records, and that the reverse of any change restores them.

use chrono::{DateTime, Utc};
use rstest::rstest;

use super::*;
use crate::calendar::Received;
use crate::change::test_councils::council;
use crate::change::{
    AgreePriorities, ClosePriority, ConfirmColumns, CouncilDetails, EditCouncil, RecordMeeting, RecordReturn,
    RecordUpdate, ResolveConflict, Supersedes, WriteNote,
};
use crate::council::{Council, Kind};
use crate::decision::DecisionFacts;
use crate::edit::{Record, Table};
use crate::ids::{ReturnId, RoundId};
use crate::journal::{differences, reverse_edits};
use crate::meeting::{Attendance, MeetingFacts, Reason};
use crate::priority::Closing;
use crate::returns::{Answer, ReturnState, SentPriority, Wish};
use crate::round::{Round, RoundTerms};
use crate::untrusted::Untrusted;
use crate::update::UpdateChannel;

#[path = "round_letters_tests.rs"]
mod round_letters;

fn moment() -> Moment {
    let at: DateTime<Utc> = "2023-10-05T13:00:00Z".parse().unwrap();
    Moment { at }
}

fn desk() -> (RecordSet, IdAllocator) {
    let mut rows = RecordSet::default();
    rows.insert(Record::Council(Council {
        position: 0,
        name: Untrusted::from("Wem Town Council"),
        kind: Kind::Town,
        county: Untrusted::from("Shropshire"),
        district: Untrusted::from("Shropshire"),
        ..council(1)
    }));
    let quarter = crate::calendar::Quarter { year: 2023, number: 4 };
    rows.insert(Record::Round(Round::for_quarter(RoundId(1), quarter, "2023-09-30".parse().unwrap())));
    (rows, IdAllocator::starting_after([(Table::Councils, 1), (Table::Rounds, 1)]))
}

fn facts() -> DecisionFacts {
    DecisionFacts { on: moment().today(), by: Untrusted::from("2416"), minute: Untrusted::default() }
}

fn answer(wish: Wish, priorities: &[&str]) -> Answer {
    let priorities = priorities
        .iter()
        .map(|text| SentPriority {
            slot: None,
            received: Untrusted::from(*text),
            agreed: None,
            category: None,
            priority: None,
        })
        .collect();
    Answer { wish, priorities, frequency: None, method: None, views: Untrusted::default() }
}

fn returned(received: &str, answer: Answer, over: Supersedes) -> Change {
    let received = Received::parse_iso(received).unwrap();
    Act::Return(RecordReturn { council: CouncilId(1), round: RoundId(1), received, answer, supersedes: over }).into()
}

fn meeting(on: &str, attendance: Option<Attendance>, reason: Option<Reason>) -> Change {
    let facts = MeetingFacts {
        on: on.parse().unwrap(),
        at: None,
        place: Untrusted::default(),
        attendance,
        reason,
        officers: Vec::new(),
        ..MeetingFacts::default()
    };
    Act::Meeting(RecordMeeting { council: CouncilId(1), correct: None, facts }).into()
}

#[rstest]
#[case::a_later_day_replaces("2023-10-04", Wish::No, ReturnState::Replaces)]
#[case::the_same_day_disagrees("2023-09-20", Wish::No, ReturnState::Disagrees)]
#[case::the_same_day_agrees("2023-09-20", Wish::Yes, ReturnState::Replaces)]
#[case::an_earlier_one_found_later("2023-09-18", Wish::No, ReturnState::Replaces)]
fn how_a_second_return_stands(#[case] received: &str, #[case] wish: Wish, #[case] state: ReturnState) {
    let (mut rows, mut ids) = desk();
    let speeding = if wish == Wish::Yes { vec!["Speeding"] } else { vec![] };
    returned("2023-09-20", answer(Wish::Yes, &["speeding"]), Supersedes::ByDate)
        .edits(&mut rows, &mut ids, moment())
        .unwrap();
    let edits =
        returned(received, answer(wish, &speeding), Supersedes::ByDate).edits(&mut rows, &mut ids, moment()).unwrap();
    let Some(Record::Return(second)) = &edits[0].after else { panic!("{edits:?}") };
    assert_eq!(second.state, state);
}

/// If nobody can order two answers of one day, the one typed last does not win, whatever the order of typing.
#[rstest]
#[case(&[("2023-09-20T10:00", Wish::Yes), ("2023-09-20", Wish::No)])]
#[case(&[("2023-09-20", Wish::No), ("2023-09-20T10:00", Wish::Yes)])]
#[case(&[("2023-09-20", Wish::Yes), ("2023-09-20", Wish::No), ("2023-09-20", Wish::No)])]
fn the_last_answer_of_a_day_that_disagrees_is_a_conflict(#[case] answers: &[(&str, Wish)]) {
    let (mut rows, mut ids) = desk();
    for (place, (received, wish)) in answers.iter().enumerate() {
        let mut expected = answer(*wish, &[]);
        expected.views = Untrusted::from(format!("letter {place}"));
        returned(received, expected, Supersedes::ByDate).edits(&mut rows, &mut ids, moment()).unwrap();
    }
    let last = rows.returned(ReturnId(i64::try_from(answers.len()).unwrap())).unwrap();
    assert_eq!(last.state, ReturnState::Disagrees);
}

#[test]
fn settling_leaves_an_answer_of_a_later_day_alone() {
    let (mut rows, mut ids) = desk();
    for (received, wish) in [("2023-09-20", Wish::Yes), ("2023-09-20", Wish::No), ("2023-10-03", Wish::Yes)] {
        returned(received, answer(wish, &[]), Supersedes::ByDate).edits(&mut rows, &mut ids, moment()).unwrap();
    }
    let settle = Act::ResolveConflict(ResolveConflict {
        council: CouncilId(1),
        round: RoundId(1),
        chosen_return: ReturnId(1),
        facts: facts(),
    });
    Change::from(settle).edits(&mut rows, &mut ids, moment()).unwrap();
    let state = |id| rows.returned(ReturnId(id)).unwrap().state;
    assert_eq!((state(2), state(3)), (ReturnState::SetAside, ReturnState::Replaces));
}

#[test]
fn choosing_the_earlier_return_sets_the_later_aside() {
    let (mut rows, mut ids) = desk();
    for wish in [Wish::Yes, Wish::No] {
        returned("2023-09-20", answer(wish, &[]), Supersedes::ByDate).edits(&mut rows, &mut ids, moment()).unwrap();
    }
    let settle = Act::ResolveConflict(ResolveConflict {
        council: CouncilId(1),
        round: RoundId(1),
        chosen_return: ReturnId(1),
        facts: facts(),
    });
    Change::from(settle).edits(&mut rows, &mut ids, moment()).unwrap();
    assert_eq!(rows.returned(ReturnId(2)).unwrap().state, ReturnState::SetAside);
}

#[test]
fn few_priorities_are_agreed_and_many_wait_for_a_choice() {
    let (mut rows, mut ids) = desk();
    returned("2023-09-20", answer(Wish::Yes, &["a", "b", "c", "d"]), Supersedes::ByDate)
        .edits(&mut rows, &mut ids, moment())
        .unwrap();
    assert!(rows.returned(ReturnId(1)).unwrap().answer.agreed().is_empty());
    let agree = AgreePriorities {
        council: CouncilId(1),
        returned: ReturnId(1),
        version: 1,
        chosen: vec![3, 0],
        facts: facts(),
    };
    Change::from(Act::AgreePriorities(agree)).edits(&mut rows, &mut ids, moment()).unwrap();
    let texts: Vec<&str> =
        rows.returned(ReturnId(1)).unwrap().answer.agreed().iter().map(|p| p.received.raw()).collect();
    assert_eq!(texts, ["d", "a"]);
}

#[test]
fn a_fourth_priority_is_never_agreed_by_itself() {
    let (mut rows, mut ids) = desk();
    returned("2023-09-20", answer(Wish::Yes, &["a", "b", "c"]), Supersedes::ByDate)
        .edits(&mut rows, &mut ids, moment())
        .unwrap();
    let mut four = rows.returned(ReturnId(1)).unwrap().answer.clone();
    four.priorities.extend(answer(Wish::Yes, &["d"]).priorities);
    let correct = returned("2023-09-20", four, Supersedes::Corrects { id: ReturnId(1), version: 1 });
    correct.edits(&mut rows, &mut ids, moment()).unwrap();
    assert!(rows.returned(ReturnId(1)).unwrap().answer.agreed().is_empty());
}

#[rstest]
#[case::a_return_of_tomorrow(returned("2023-10-06", answer(Wish::Yes, &[]), Supersedes::ByDate), "after today")]
#[case::no_reason(meeting("2023-10-04", Some(Attendance::NotAttended), None), "needs the reason")]
#[case::a_reason_too_many(meeting("2023-10-04", Some(Attendance::Digital), Some(Reason::Leave)), "leave it out")]
#[case::still_to_come(meeting("2023-10-12", Some(Attendance::InPerson), None), "still to come")]
#[case::nothing_said(returned("2023-09-20", answer(Wish::Unknown, &[]), Supersedes::ByDate), "this return is empty")]
#[case::year_nought(returned("0012-09-20", answer(Wish::Yes, &[]), Supersedes::ByDate), "check the year")]
#[case::no_words(Act::Note(WriteNote { council: CouncilId(1), on: "2023-10-05".parse().unwrap(), text: Untrusted::from(" ") }).into(), "the note is empty")]
#[case::no_such_council(Act::Note(WriteNote { council: CouncilId(9), on: "2023-10-05".parse().unwrap(), text: Untrusted::from("x") }).into(), "no longer exists")]
fn refusals_say_why(#[case] change: Change, #[case] expected: &str) {
    let (mut rows, mut ids) = desk();
    let refusal = change.edits(&mut rows, &mut ids, moment()).unwrap_err();
    assert!(refusal.to_string().contains(expected), "{refusal}");
}

#[test]
fn a_planned_meeting_becomes_the_one_held() {
    let (mut rows, mut ids) = desk();
    meeting("2023-10-05", None, None).edits(&mut rows, &mut ids, moment()).unwrap();
    let edits = meeting("2023-10-05", Some(Attendance::InPerson), None).edits(&mut rows, &mut ids, moment()).unwrap();
    assert_eq!((edits.len(), edits[0].before.is_some()), (1, true));
    let again = meeting("2023-10-05", Some(Attendance::Digital), None).edits(&mut rows, &mut ids, moment());
    assert!(again.unwrap_err().to_string().contains("recorded already"));
}

#[test]
fn a_change_on_an_old_version_is_refused_with_the_current_record() {
    let (mut rows, mut ids) = desk();
    let details = CouncilDetails { team: Some(Untrusted::from("Wem SNT")), ..CouncilDetails::default() };
    let edit = |version| {
        Change::from(Act::Council(EditCouncil {
            council: CouncilId(1),
            version: Some(version),
            details: details.clone(),
        }))
    };
    edit(1).edits(&mut rows, &mut ids, moment()).unwrap();
    assert!(matches!(edit(1).edits(&mut rows, &mut ids, moment()), Err(Refusal::Stale { .. })));
}

#[test]
fn undoing_restores_and_redoing_repeats() {
    let (mut rows, mut ids) = desk();
    let before = rows.clone();
    let edits = returned("2023-09-20", answer(Wish::Yes, &["a"]), Supersedes::ByDate)
        .edits(&mut rows, &mut ids, moment())
        .unwrap();
    assert_eq!(differences(&edits[0]).iter().find(|d| d.field == "wish").unwrap().to, "yes");
    let undone = reverse_edits(&edits, &rows).unwrap();
    assert_eq!(undone.len(), 2, "the return and the priority that it brought");
    undone.iter().for_each(|edit| rows.apply(edit));
    assert_eq!(rows.returned(ReturnId(1)).ok(), before.returned(ReturnId(1)).ok());
    let redone = reverse_edits(&undone, &rows).unwrap();
    redone.iter().for_each(|edit| rows.apply(edit));
    assert!(redone[0].after.as_ref().unwrap().same_content(edits[0].after.as_ref().unwrap()));
    assert!(reverse_edits(&undone, &rows).is_err(), "what is there again cannot be brought back twice");
}

/// The journal mentions the records made with a meeting, and one undo removes all of them.
#[test]
fn a_meeting_says_what_was_recorded_along_with_it() {
    use crate::change::{RecordProgress, RecordUpdate};
    use crate::ids::PriorityId;
    use crate::update::UpdateChannel;
    let (rows, _) = desk();
    let on: chrono::NaiveDate = "2023-10-03".parse().unwrap();
    let meeting =
        RecordMeeting { council: CouncilId(1), correct: None, facts: MeetingFacts { on, ..MeetingFacts::default() } };
    let progress = |id| {
        let text = Untrusted::from("Checks began.");
        Act::Progress(RecordProgress { council: CouncilId(1), priority: PriorityId(id), on, text })
    };
    let update = RecordUpdate { council: CouncilId(1), on, how: UpdateChannel::Meeting, text: Untrusted::default() };
    let all = vec![Act::Meeting(meeting.clone()), progress(1), progress(2), Act::Update(update)];
    let words = "meeting of Wem Town Council on 3 Oct, progress on 2 priorities, update given";
    assert_eq!(Change::all(all).summary(&rows, moment().today()), words);
    assert_eq!(
        Change::all(vec![Act::Meeting(meeting)]).summary(&rows, moment().today()),
        "meeting of Wem Town Council on 3 Oct"
    );
}

#[test]
fn an_older_answer_that_is_corrected_late_leaves_the_words_of_a_newer_one() {
    let (mut rows, mut ids) = desk();
    returned("2023-09-20", answer(Wish::Yes, &["Speeding"]), Supersedes::ByDate)
        .edits(&mut rows, &mut ids, moment())
        .unwrap();
    let id = rows.priorities_of(CouncilId(1))[0].id;
    let mut newer = answer(Wish::Yes, &["Speeding by the school"]);
    newer.priorities[0].priority = Some(id);
    returned("2023-10-02", newer, Supersedes::ByDate).edits(&mut rows, &mut ids, moment()).unwrap();
    let mut mended = answer(Wish::Yes, &["Speeding"]);
    mended.views = Untrusted::from("with thanks");
    let over = Supersedes::Corrects { id: ReturnId(1), version: 1 };
    returned("2023-09-20", mended, over).edits(&mut rows, &mut ids, moment()).unwrap();
    let priorities = rows.priorities_of(CouncilId(1));
    assert_eq!(priorities.iter().map(|known| known.text.raw()).collect::<Vec<_>>(), ["Speeding by the school"]);
}

#[test]
fn a_repeated_return_is_refused_even_after_its_priority_was_closed() {
    let (mut rows, mut ids) = desk();
    let again = || returned("2023-09-20", answer(Wish::Yes, &["Speeding"]), Supersedes::ByDate);
    again().edits(&mut rows, &mut ids, moment()).unwrap();
    let known = rows.priorities_of(CouncilId(1))[0].clone();
    let closed =
        Some(Closing { on: "2023-10-04".parse().unwrap(), outcome: None, result: Untrusted::from("signs stand") });
    let close = Act::Close(ClosePriority { council: CouncilId(1), priority: known.id, version: known.version, closed });
    Change::from(close).edits(&mut rows, &mut ids, moment()).unwrap();
    assert!(matches!(again().edits(&mut rows, &mut ids, moment()), Err(Refusal::Unchanged(_))));
}

/// Removing the first of two priorities and rewording the second does not give the second the first's record.
#[test]
fn removing_a_priority_in_a_correction_keeps_the_links_of_the_others() {
    let (mut rows, mut ids) = desk();
    returned("2023-09-20", answer(Wish::Yes, &["Speeding", "Litter"]), Supersedes::ByDate)
        .edits(&mut rows, &mut ids, moment())
        .unwrap();
    let first = rows.returned(ReturnId(1)).unwrap().answer.priorities[0].priority;
    let over = Supersedes::Corrects { id: ReturnId(1), version: 1 };
    returned("2023-09-20", answer(Wish::Yes, &["Litter on the green"]), over)
        .edits(&mut rows, &mut ids, moment())
        .unwrap();
    let now = rows.returned(ReturnId(1)).unwrap().answer.priorities[0].priority;
    assert!(now.is_some() && now != first);
}

#[test]
fn a_moved_meeting_replaces_its_pattern_day() {
    let (mut rows, mut ids) = desk();
    let mut council = rows.council(CouncilId(1)).unwrap().clone();
    council.pattern = crate::pattern::Pattern::parse_typed("second Tuesday monthly", moment().today()).ok();
    rows.insert(Record::Council(council));
    meeting("2023-10-10", None, None).edits(&mut rows, &mut ids, moment()).unwrap();
    let known = rows.meetings().next().unwrap().clone();
    let moved = |version: i64, cancelled: bool| {
        let facts = MeetingFacts { on: "2023-10-12".parse().unwrap(), cancelled, ..MeetingFacts::default() };
        let correct = Some((known.id, version));
        Change::from(Act::Meeting(RecordMeeting { council: CouncilId(1), correct, facts }))
    };
    moved(1, false).edits(&mut rows, &mut ids, moment()).unwrap();
    assert_eq!(rows.meetings().next().unwrap().facts.instead_of, "2023-10-10".parse().ok());
}

#[test]
fn an_update_in_writing_has_to_say_something() {
    let (mut rows, mut ids) = desk();
    let update = |how| {
        let on = moment().today();
        Change::from(Act::Update(RecordUpdate { council: CouncilId(1), on, how, text: Untrusted::default() }))
    };
    assert!(matches!(update(UpdateChannel::Written).edits(&mut rows, &mut ids, moment()), Err(Refusal::Invalid(_))));
    assert!(update(UpdateChannel::Meeting).edits(&mut rows, &mut ids, moment()).is_ok());
}

#[test]
fn confirmed_columns_are_counted_by_sheets() {
    let confirm = |shape: &str| Act::Mapping(ConfirmColumns { shape: shape.to_owned(), columns: Vec::new() });
    let words = |acts: Vec<Act>| Change::all(acts).summary(&RecordSet::default(), moment().today());
    assert_eq!(words(vec![confirm("a")]), "columns of a sheet confirmed");
    assert_eq!(words(vec![confirm("a"), confirm("b")]), "columns of 2 sheets confirmed");
}
