use charter::calendar::Quarter;
use charter::change::{Act, OpenRound, RecordAction, RecordMeeting};
use charter::ids::{CouncilId, PriorityId};
use charter::meeting::{Attendance, MeetingFacts};
use charter::priority::{ActionFacts, Owner, PriorityState};
use charter::returns::{Answer, SentPriority, Wish};
use charter::untrusted::Untrusted;
use store::{ApplyError, Page};

use super::RoundOpening;
use crate::inbox::InboxMemo;
use crate::inbox::testing::{TestInbox, day, moment};
use crate::letters::{Batch, LetterRequest, Material};
use charter::invitation::Channel;
use charter::letter::LetterKind;
use std::sync::Arc;

const WEM: CouncilId = CouncilId(1);
const CLUN: CouncilId = CouncilId(2);

fn sent(text: &str) -> SentPriority {
    SentPriority { slot: None, received: text.into(), agreed: None, category: None, priority: None }
}

/// Two councils take part with three priorities in all, one declined, and the others were silent.
fn autumn() -> TestInbox {
    let mut desk = TestInbox::new();
    let yes = |texts: &[&str]| {
        let priorities = texts.iter().map(|text| sent(text)).collect();
        Answer { wish: Wish::Yes, priorities, ..Answer::empty() }
    };
    let letter = charter::change::EditRound {
        round: desk.round.id,
        code: desk.round.code.clone(),
        version: desk.round.version,
        issued_on: Some(day("2023-09-04")),
        deadline: desk.round.deadline,
        terms: desk.round.terms.clone(),
    };
    desk.apply(Act::Round(letter));
    desk.answer_with(WEM, "2023-09-12", yes(&["Speeding", "Parking"]));
    desk.answer_with(CLUN, "2023-09-12", yes(&["Burglary"]));
    desk.answer(CouncilId(3), "2023-09-20", Wish::No);
    let facts = ActionFacts {
        on: day("2023-09-12"),
        what: "a speed survey".into(),
        owner: Owner::Team,
        who: Untrusted::default(),
        due: Some(day("2023-10-01")),
        done_on: None,
        evidence: Untrusted::default(),
        aims: Vec::new(),
    };
    desk.apply(Act::Action(RecordAction { council: WEM, priority: PriorityId(1), correct: None, facts }));
    let missed = MeetingFacts {
        on: day("2023-10-03"),
        attendance: Some(Attendance::NotAttended),
        reason: Some(charter::meeting::Reason::Leave),
        ..MeetingFacts::default()
    };
    desk.apply(Act::Meeting(RecordMeeting { council: CLUN, correct: None, facts: missed }));
    desk
}

fn winter(issued: Option<&str>, deadline: &str) -> OpenRound {
    let quarter = Quarter { year: 2024, number: 1 };
    OpenRound { quarter, issued_on: issued.map(day), deadline: day(deadline), terms: Default::default() }
}

#[test]
fn the_figures_before_are_those_after() {
    let mut desk = autumn();
    let as_at = day("2023-10-05");
    let open = winter(None, "2024-01-31");
    let opening = RoundOpening::read(&desk.store, &open, as_at, moment()).unwrap();
    assert_eq!((opening.letter_a, opening.letter_b, opening.first_letter), (2, opening.invited - 2, 0));
    assert_eq!((opening.proposed, opening.proposed_councils), (3, 2));
    assert_eq!((opening.actions, opening.overdue, opening.missed), (1, 1, 1));
    assert_eq!((opening.letters_recorded, opening.odd.as_slice()), (0, &[][..]));

    desk.apply(Act::OpenRound(open));
    let round = desk.store.rounds().unwrap().pop().unwrap();
    assert_eq!(desk.store.lines(&round, as_at, Page::All).unwrap().len(), opening.invited);
    let material = Arc::new(Material::read(&desk.store, &round, as_at, &mut InboxMemo::default()).unwrap());
    let due = |kind| {
        // Councils without an address are due a letter on paper.
        let request = LetterRequest::new(kind, Channel::Post);
        Batch::new(&desk.store, Arc::clone(&material), request).unwrap().entries.len()
    };
    assert_eq!(due(LetterKind::NextTakingPart), opening.letter_a);
    assert_eq!(due(LetterKind::NextNotTakingPart), opening.letter_b);
    let priorities = desk.store.priorities(&round, as_at).unwrap();
    let proposed = priorities.iter().filter(|line| line.status.state == PriorityState::Proposed);
    assert_eq!(proposed.count(), opening.proposed);
}

#[test]
fn a_dated_letter_is_recorded_for_each_council() {
    let desk = autumn();
    let open = winter(Some("2023-10-05"), "2023-12-31");
    let opening = RoundOpening::read(&desk.store, &open, day("2023-10-05"), moment()).unwrap();
    assert_eq!(opening.letters_recorded, opening.invited);
    let text = opening.describe().join("\n");
    for words in [
        "2024-Q1, January–March 2024: letter of Thu 5 Oct 2023; reply by Sun 31 Dec 2023; next contact in April 2024.",
        "a letter of Thu 5 Oct 2023 is recorded for each",
        "Letter A, to agree the next set: 2 councils that take part.",
        "Proposed again: 3 priorities of 2 councils, agreed in 2023-Q4.",
        "Carried over: 1 open action (1 overdue), and 1 quarterly contact that was missed and not made up.",
        "Check: The deadline, Sun 31 Dec 2023, is a Sunday.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn what_would_be_refused_is_refused_before() {
    let desk = autumn();
    let why = |open| match RoundOpening::read(&desk.store, &open, day("2023-10-05"), moment()) {
        Err(ApplyError::Refused(why)) => why.to_string(),
        other => panic!("{other:?}"),
    };
    assert!(why(winter(Some("2024-02-01"), "2024-01-31")).contains("after the deadline"));
    assert!(why(winter(None, "2023-09-30")).contains("is not after that of round 2023-Q4"));
}

#[test]
fn before_the_first_round_no_letter_has_reached_anybody() {
    let desk = autumn();
    let spring = OpenRound { quarter: Quarter { year: 2023, number: 2 }, ..winter(None, "2023-03-31") };
    let opening = RoundOpening::read(&desk.store, &spring, day("2023-10-05"), moment()).unwrap();
    assert_eq!((opening.letter_a, opening.letter_b, opening.first_letter), (0, 0, opening.invited));
    assert!(opening.describe().iter().any(|line| line.contains("a baseline")), "{:?}", opening.describe());
}

#[test]
fn a_baseline_that_was_opened_later_is_not_the_newest_round() {
    let mut desk = autumn();
    let spring = OpenRound { quarter: Quarter { year: 2023, number: 2 }, ..winter(None, "2023-03-31") };
    desk.apply(Act::OpenRound(spring));
    let opening = RoundOpening::read(&desk.store, &winter(None, "2024-01-31"), day("2023-10-05"), moment()).unwrap();
    assert_eq!((opening.before.as_deref(), opening.odd.as_slice()), (Some("2023-Q4"), &[][..]));
}
