//! Records with everything that a sheet may change, for the tests of the tables.

use crate::demo_data::{DemoState, demo_replies, demo_work};
use crate::seed::seed;
use charter::calendar::{Quarter, Received};
use charter::category::NameList;
use charter::change::{
    Act, AgreePriorities, Change, ClosePriority, EditList, IssueReport, Moment, OpenRound, RecordAction, RecordContact,
    RecordEvent, RecordMeeting, RecordProgress, RecordRequest, RecordReturn, RecordReview, RecordUpdate,
    ResolveConflict, Supersedes, TagPriority,
};
use charter::contact::ContactFacts;
use charter::decision::DecisionFacts;
use charter::edit::Table;
use charter::ids::{CouncilId, PriorityId, RoundId};
use charter::issued_report::{IssuedReportFacts, StoredFigure};
use charter::meeting::{Attendance, CalendarRevision, Intent, MeetingFacts, Reason};
use charter::priority::{ActionFacts, Closing, Outcome, Owner};
use charter::public_event::{EventFacts, EventKind};
use charter::request::{RequestFacts, RequestKind};
use charter::returns::{Answer, Frequency, Method, SentPriority, Wish};
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;
use std::path::Path;
use store::Store;

/// Texts that a sheet may change.
pub(super) const HARD: [&str; 12] = [
    "=1+1",
    "+44 and -3",
    "- a dash, a comma; \"quotes\"",
    "two\nlines",
    "two\r\nlines\rand three",
    "  spaces around  ",
    "'an apostrophe",
    "''=two",
    "Ŵyl y Gŵr, Llanymynech ✓",
    "\ttab",
    "007",
    "_x0041_ 2023-10-05",
];

pub(super) const OWN_AIM: &str = "=safe streets; \"Ŵyl\"";

pub(super) const OWN_REASON: &str = "=football, \"Ŵyl\"";

pub(super) fn moment() -> Moment {
    Moment { at: "2024-10-05T13:02:11Z".parse().unwrap() }
}

pub(super) fn empty(folder: &Path, name: &str) -> Store {
    let mut store = Store::open(&folder.join(name), moment(), seed).unwrap().store;
    let terms = store.rounds().unwrap().remove(0).terms;
    let quarter = Quarter { year: 2024, number: 1 };
    let open = OpenRound { quarter, issued_on: None, deadline: "2024-01-31".parse().unwrap(), terms };
    store.apply(&Change::from(Act::OpenRound(open)), "2416", moment()).unwrap();
    store
}

/// The demonstration, and after it a round with everything that a sheet may change.
pub(super) fn with_demo(folder: &Path) -> Store {
    // Enough for each kind of answer; all of them would take a minute.
    let some = |store: &Store| store.councils().unwrap().into_iter().take(150).collect::<Vec<_>>();
    let mut store = empty(folder, "from.db");
    let round = store.rounds().unwrap().remove(0);
    for change in demo_replies(&some(&store), &round) {
        store.load(&change, "2416", moment()).unwrap();
    }
    let today = "2023-10-05".parse().unwrap();
    let (councils, priorities) = (some(&store), store.priorities(&round, today).unwrap());
    let diary = store.diary(round.starts_on, today).unwrap();
    let state = DemoState { councils: &councils, priorities: &priorities, diary: &diary, round: &round, today };
    for change in demo_work(&state) {
        store.load(&change, "2416", moment()).unwrap();
    }
    fill(store)
}

/// Only the round with everything.
pub(super) fn filled(folder: &Path) -> Store {
    fill(empty(folder, "from.db"))
}

pub(super) fn fill(mut store: Store) -> Store {
    let councils = store.councils().unwrap();
    let round = store.rounds().unwrap().pop().unwrap().id;
    // Names that no other database has in its lists.
    let own = |list, name: &str| Act::List(EditList { list, names: vec![name.to_owned(), "water".to_owned()] });
    apply(&mut store, own(NameList::Aims, OWN_AIM));
    apply(&mut store, own(NameList::Reasons, OWN_REASON));
    for (council, text) in councils.iter().zip(HARD) {
        hard_records(&mut store, council.id, round, &Untrusted::from(text));
    }
    let figure = StoredFigure {
        area_level: "force".to_owned(),
        area_code: String::new(),
        area: "all councils".to_owned(),
        measure: "heard".to_owned(),
        n: 4.0,
        of: Some(610),
    };
    let facts = IssuedReportFacts {
        round,
        as_at: day("2024-02-01"),
        made_at: moment().at,
        area: Untrusted::default(),
        layout: "committee".to_owned(),
        to: "Police and Crime Panel".into(),
        corrects: None,
        reason: Untrusted::default(),
        sha256: String::new(),
        figures: vec![figure],
    };
    apply(&mut store, Act::IssueReport(Box::new(IssueReport { facts })));
    store
}

pub(super) fn apply(store: &mut Store, act: Act) {
    store.apply(&Change::from(act), "2416", moment()).unwrap();
}

pub(super) fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn hard_records(store: &mut Store, council: CouncilId, round: RoundId, text: &Untrusted) {
    let priority = answers(store, (council, round), text);
    work_on(store, (council, round), priority, text);
    contact_and_meeting(store, council, text);
    request_and_events(store, council, text);
}

/// An event that covers two councils, a meeting of a committee that covers none.
fn request_and_events(store: &mut Store, council: CouncilId, text: &Untrusted) {
    let on = day("2024-02-01");
    let facts = RequestFacts {
        asked_by: text.clone(),
        on,
        kind: RequestKind::ReportBack,
        what: text.clone(),
        owner: text.clone(),
        due: Some(day("2024-03-01")),
        answered_on: Some(day("2024-02-20")),
        answer: text.clone(),
    };
    apply(store, Act::Request(RecordRequest { known: None, facts }));
    let surgery = EventFacts {
        on,
        at: "18:30".parse().ok(),
        place: text.clone(),
        attendance: Some(14),
        counts_as_contact: true,
        ..EventFacts::default()
    };
    let mut councils = vec![council, CouncilId(40)];
    apply(store, Act::Event(RecordEvent { known: None, councils: councils.clone(), facts: surgery.clone() }));
    councils.clear();
    let facts = EventFacts { kind: EventKind::Committee, attendance: None, counts_as_contact: false, ..surgery };
    apply(store, Act::Event(RecordEvent { known: None, councils, facts }));
}

fn returned((council, round): (CouncilId, RoundId), answer: Answer) -> Act {
    let received = Received { on: day("2024-01-09"), at: "23:59:30".parse().ok() };
    Act::Return(RecordReturn { council, round, received, answer, supersedes: Supersedes::ByDate })
}

/// Four priorities, of which three are agreed in two steps, and a conflict; the first of them.
fn answers(store: &mut Store, of: (CouncilId, RoundId), text: &Untrusted) -> PriorityId {
    let (council, round) = of;
    let sent = |text: &str| SentPriority {
        slot: None,
        received: text.into(),
        agreed: None,
        category: Some("other".to_owned()),
        priority: None,
    };
    let answer = Answer {
        wish: Wish::Yes,
        priorities: [text.raw(), "Litter", "Dogs", "Litter"].map(sent).to_vec(),
        frequency: Some(Frequency::Other("after harvest".to_owned())),
        method: Some(Method::Digital),
        views: text.clone(),
    };
    apply(store, returned(of, answer));
    let last = |store: &Store| {
        let mut returns = store.returns(round).unwrap();
        returns.retain(|it| it.council == council);
        returns.into_iter().max_by_key(|it| it.id).unwrap()
    };
    let facts = DecisionFacts { on: day("2024-01-12"), by: "2416".into(), minute: text.clone() };
    for chosen in [vec![1, 3], vec![0, 1, 3]] {
        let known = last(store);
        let agree =
            AgreePriorities { council, returned: known.id, version: known.version, chosen, facts: facts.clone() };
        apply(store, Act::AgreePriorities(agree));
    }
    let first = last(store);
    apply(store, returned(of, Answer { wish: Wish::No, ..Answer::empty() }));
    let settle = ResolveConflict { council, round, chosen_return: first.id, facts };
    let _ = store.apply(&Change::from(Act::ResolveConflict(settle)), "2416", moment());
    first.answer.priorities[0].priority.unwrap()
}

/// From an action to the result and the update.
fn work_on(store: &mut Store, (council, round): (CouncilId, RoundId), priority: PriorityId, text: &Untrusted) {
    let on = day("2024-02-01");
    let facts = ActionFacts {
        on,
        what: text.clone(),
        owner: Owner::Partner,
        who: text.clone(),
        due: Some(on),
        done_on: Some(on),
        evidence: text.clone(),
        aims: vec!["water".to_owned()],
    };
    apply(store, Act::Action(RecordAction { council, priority, correct: None, facts }));
    for _ in 0..2 {
        apply(store, Act::Progress(RecordProgress { council, priority, on, text: text.clone() }));
    }
    let note = text.clone();
    let review = RecordReview { council, priority, round, on, priority_changed: true, response_changed: false, note };
    apply(store, Act::Review(review));
    let aims = vec![OWN_AIM.to_owned(), "water".to_owned()];
    apply(store, Act::Tag(TagPriority { council, priority, aims }));
    let version = store.records(&[Table::Priorities]).unwrap().priority(priority).unwrap().version;
    let closed = Some(Closing { on: day("2024-03-01"), outcome: Some(Outcome::PassedOn), result: text.clone() });
    apply(store, Act::Close(ClosePriority { council, priority, version, closed }));
    apply(store, Act::Update(RecordUpdate { council, on, how: UpdateChannel::Written, text: text.clone() }));
}

fn contact_and_meeting(store: &mut Store, council: CouncilId, text: &Untrusted) {
    let on = day("2024-02-01");
    let facts = ContactFacts {
        role: text.clone(),
        email: format!("c{council}@wem.example").into(),
        postal_address: "The Hall\nWem".into(),
        valid_from: Some(on),
        bounced_on: Some(on),
        ..ContactFacts::default()
    };
    apply(store, Act::Contact(RecordContact { known: None, councils: vec![council, CouncilId(40)], facts }));
    let meeting = MeetingFacts {
        on,
        at: "19:30".parse().ok(),
        place: text.clone(),
        plan: Some(Intent::Digital),
        instead_of: Some(day("2024-02-08")),
        uid: Some(format!("{council}-{}", text.raw())),
        revision: Some(CalendarRevision { sequence: 3, stamp: Some(moment().at), cancelled: true }),
        attendance: Some(Attendance::NotAttended),
        reason: Some(Reason::Other),
        own_reason: Some(OWN_REASON.to_owned()),
        hours_lost: Some(7.1),
        cancelled: true,
        officers: vec!["2416".into(), "PCSO 6012".into()],
        note: text.clone(),
        covered: vec![1, 3],
    };
    apply(store, Act::Meeting(RecordMeeting { council, correct: None, facts: meeting }));
}
