use charter::calendar::Received;
use charter::change::{Act, RecordAction, RecordMeeting};
use charter::ids::{CouncilId, PriorityId, RoundId};
use charter::incoming::{Digest, Origin, Source};
use charter::meeting::{Intent, MeetingFacts};
use charter::priority::{ActionFacts, Owner};
use charter::public_event::{EventFacts, EventKind};
use charter::request::{RequestFacts, RequestKind};
use charter::returns::{Answer, SentPriority, Wish};
use charter::untrusted::Untrusted;
use rstest::rstest;
use store::Page;

use super::{DraftPlace, Place, Section, Task, in_order, read, unsaved_forms, updates};
use crate::drafts::Typed;
use crate::inbox::InboxMemo;
use crate::inbox::testing::{TestInbox, day};
use crate::records::{record_event, record_request};

const COUNCIL: CouncilId = CouncilId(1);

fn source(number: u64) -> Source {
    Source {
        file: "replies.mbox".into(),
        number,
        received: Received::parse_iso("2023-10-02").ok(),
        sender: "clerk@nowhere.example".into(),
        subject: "Charter".into(),
        text: "We wish to take part.".into(),
        ..Source::empty(Origin::Mail, Digest::hash_parts([number.to_string().as_str()]))
    }
}

fn meeting(on: &str, cancelled: bool) -> Act {
    let facts = MeetingFacts {
        on: day(on),
        at: "19:30:00".parse().ok(),
        place: "the village hall".into(),
        plan: Some(Intent::InPerson),
        cancelled,
        ..MeetingFacts::default()
    };
    Act::Meeting(RecordMeeting { council: COUNCIL, correct: None, facts })
}

fn action(due: &str) -> Act {
    let facts = ActionFacts {
        on: day("2023-09-12"),
        what: "a speed survey".into(),
        owner: Owner::Team,
        who: Untrusted::default(),
        due: Some(day(due)),
        done_on: None,
        evidence: Untrusted::default(),
        aims: Vec::new(),
    };
    Act::Action(RecordAction { council: COUNCIL, priority: PriorityId(1), correct: None, facts })
}

/// A council that takes part with one priority, agreed on this day.
fn with_priority(inbox: &mut TestInbox, on: &str) {
    let priority = SentPriority {
        slot: None,
        received: "Speeding".into(),
        agreed: Some("Speeding".into()),
        category: None,
        priority: None,
    };
    inbox.answer_with(COUNCIL, on, Answer { wish: Wish::Yes, priorities: vec![priority], ..Answer::empty() });
}

fn tasks(inbox: &TestInbox, as_at: &str) -> Vec<Task> {
    let lines = inbox.store.lines(&inbox.round, day(as_at), Page::All).unwrap();
    let mut tasks = read(&inbox.store, &inbox.round, day(as_at), &mut InboxMemo::default()).unwrap();
    tasks.extend(updates(&lines, &inbox.round, day(as_at)));
    in_order(tasks)
}

fn told(tasks: &[Task]) -> Vec<(Section, String)> {
    tasks.iter().map(|task| (task.section, task.words.clone())).collect()
}

#[test]
fn each_task_is_in_its_section_and_leads_to_its_place() {
    let mut inbox = TestInbox::new();
    inbox.import([source(1)]);
    with_priority(&mut inbox, "2023-09-12");
    for act in [meeting("2023-10-05", false), meeting("2023-10-11", false), meeting("2023-10-12", false)] {
        inbox.apply(act);
    }
    inbox.apply(meeting("2023-10-06", true));
    inbox.apply(action("2023-10-04"));
    inbox.apply(action("2023-10-05"));
    let tasks = tasks(&inbox, "2023-10-05");
    assert_eq!(
        told(&tasks),
        [
            (Section::Waiting, "needs a council: Charter".to_owned()),
            (Section::MeetingsToday, "19:30, planned, in person, the village hall".to_owned()),
            (Section::MeetingsThisWeek, "19:30, planned, in person, the village hall".to_owned()),
            (Section::UpdatesOwed, "no update given since 1 Oct".to_owned()),
            (Section::ActionsOverdue, "1 action overdue since 4 Oct: Speeding".to_owned()),
        ]
    );
    assert_eq!((tasks[0].council(), tasks[0].from.as_str()), (None, "clerk@nowhere.example"));
    assert!(tasks[1..].iter().all(|task| task.council() == Some(COUNCIL)));
    assert_eq!(tasks[4].place, Place::Priority(PriorityId(1)));
    assert!(matches!(tasks[2].place, Place::Meeting(Some(_))));
}

#[test]
fn a_review_is_due_three_months_after_the_priority_was_agreed() {
    let mut inbox = TestInbox::new();
    with_priority(&mut inbox, "2023-09-12");
    let reviews = |as_at: &str| {
        let due = tasks(&inbox, as_at).into_iter().filter(|task| task.section == Section::ReviewsDue);
        due.map(|task| task.words).collect::<Vec<_>>()
    };
    assert_eq!(reviews("2023-12-12"), Vec::<String>::new());
    assert_eq!(reviews("2023-12-13"), ["agreed 12 Sep: Speeding"]);
}

#[rstest]
#[case("return 1 7", "return: yes", &[7])]
#[case("return 12 1 7", "correction of a return: yes", &[7])]
#[case("meeting of 2023-11-14 1 7", "meeting of Tue 14 Nov 2023: yes", &[7])]
#[case("note 1 7,8", "note: yes", &[7, 8])]
#[case("open 2024-Q1 1 ", "opening of round 2024-Q1: yes", &[])]
#[case("new action 3 1 7", "action: yes", &[7])]
fn a_form_not_saved_is_named_without_ids(#[case] name: &str, #[case] words: &str, #[case] councils: &[i64]) {
    let typed = Typed::from([("wish".to_owned(), "yes".to_owned()), ("views".to_owned(), " ".to_owned())]);
    let tasks = unsaved_forms(&[(name.to_owned(), typed)].into());
    let [task] = tasks.as_slice() else { panic!("{tasks:?}") };
    assert_eq!(task.words, words);
    assert_eq!(task.councils, councils.iter().copied().map(CouncilId).collect::<Vec<_>>());
    assert!(matches!(&task.place, Place::Draft(DraftPlace { round: Some(RoundId(1)), .. })));
}

#[test]
fn a_reply_that_came_later_is_no_task_of_an_earlier_day() {
    let mut inbox = TestInbox::new();
    inbox.import([source(1)]);
    let waiting = |as_at: &str| tasks(&inbox, as_at).iter().filter(|task| task.section == Section::Waiting).count();
    assert_eq!((waiting("2023-10-01"), waiting("2023-10-02")), (0, 1));
}

/// The days of a committee's meeting, a surgery, and a request that nobody answered.
#[test]
fn events_and_due_days_are_listed_until_they_are_past_or_done() {
    let mut inbox = TestInbox::new();
    let event = |kind, on: &str| {
        let facts = EventFacts { on: day(on), kind, place: "County Hall".into(), ..EventFacts::default() };
        record_event(None, if kind == EventKind::Surgery { vec![COUNCIL] } else { Vec::new() }, facts)
    };
    inbox.apply(event(EventKind::Committee, "2023-10-12"));
    inbox.apply(event(EventKind::Surgery, "2023-10-05"));
    let facts = RequestFacts {
        asked_by: "Police and Crime Panel".into(),
        on: day("2023-09-20"),
        kind: RequestKind::Circulate,
        what: "figures".into(),
        owner: "chief inspector".into(),
        due: Some(day("2023-10-02")),
        answered_on: None,
        answer: Untrusted::default(),
    };
    inbox.apply(record_request(None, facts));
    let listed = |as_at: &str| -> Vec<(Section, String, Vec<CouncilId>)> {
        let tasks = read(&inbox.store, &inbox.round, day(as_at), &mut InboxMemo::default()).unwrap();
        let tasks = in_order(tasks).into_iter();
        let tasks = tasks.filter(|task| matches!(task.section, Section::DueDays | Section::Events));
        tasks.map(|task| (task.section, format!("{}: {}", task.from, task.words), task.councils)).collect()
    };
    let answer =
        (Section::DueDays, "request: answer due: figures, asked by Police and Crime Panel; owner chief inspector");
    let papers = (Section::DueDays, "committee: papers due: County Hall, meeting Thu 12 Oct 2023");
    let questions = (Section::DueDays, "committee: questions due by 9.00: County Hall, meeting Thu 12 Oct 2023");
    let surgery = (Section::Events, "event: surgery: County Hall");
    let committee = (Section::Events, "event: committee meeting: County Hall");
    let words = |as_at: &str| -> Vec<(Section, String)> {
        listed(as_at).into_iter().map(|(section, words, _)| (section, words)).collect()
    };
    let expected = |tasks: &[(Section, &str)]| {
        tasks.iter().map(|(section, words)| (*section, (*words).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(words("2023-10-04"), expected(&[answer, papers, surgery]), "on the last day for the papers");
    assert_eq!(words("2023-10-05"), expected(&[answer, questions, surgery]), "their day has passed");
    assert_eq!(words("2023-10-12"), expected(&[answer, committee]), "nobody answered the request");
    assert_eq!(listed("2023-10-05")[2].2, [COUNCIL]);
}
