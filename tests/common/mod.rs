//! A store for tests: a new database in a temporary folder, a fixed clock, and short constructors for changes.

#![allow(dead_code, missing_docs)]

#[path = "../support/letters.rs"]
pub mod letters;

use std::path::PathBuf;

use charter::alias::AliasKind;
use charter::calendar::Received;
use charter::category::NameList;
use charter::change::{
    Act, AddToInbox, AgreePriorities, AnnounceTeam, BaselineAnswer, BaselineRound, Change, ClosePriority,
    ConfirmColumns, CouncilDetails, DraftLetter, EditCouncil, EditList, EditRound, ImportBaseline, IssueReport,
    LearnAlias, MarkBounced, MarkSent, Moment, NameOfficer, OpenRound, RecordAction, RecordContact, RecordEvent,
    RecordExcuse, RecordLetter, RecordMeeting, RecordProgress, RecordReply, RecordRequest, RecordReturn, RecordReview,
    RecordTeam, RecordUpdate, Resolution, ResolveConflict, ResolveItem, Supersedes, TagPriority, WriteNote,
};
use charter::column::Column;
use charter::contact::ContactFacts;
use charter::council_file::CouncilFile;
use charter::decision::DecisionFacts;
use charter::ids::{
    ActionId, ContactId, CouncilChangeId, CouncilId, IssuedReportId, ItemId, LetterId, PriorityId, PublicEventId,
    RequestId, ReturnId, SourceId, TeamId,
};
use charter::incoming::{Digest, Origin, Source};
use charter::invitation::Channel;
use charter::issued_report::{IssuedReportFacts, StoredFigure};
use charter::item::Item;
use charter::letter::{Letter, LetterDraft, LetterKind};
use charter::meeting::{Attendance, Intent, MeetingFacts, Reason};
use charter::priority::{ActionFacts, Closing, Outcome, Owner};
use charter::public_event::{EventFacts, EventKind};
use charter::request::{RequestFacts, RequestKind};
use charter::returns::{Answer, Frequency, Method, SentPriority, Wish};
use charter::round::{Round, RoundTerms};
use charter::team::TeamFacts;
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;
use chrono::NaiveDate;
pub use letters::seed_with_letters as seed;
use store::{ApplyError, ImportInput, ImportOutcome, ImportSummary, Page, Store};
use tempfile::TempDir;

pub const BY: &str = "sergeant";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 5 October 2023, after lunch.
pub fn now() -> Moment {
    at("2023-10-05T13:00:00Z")
}

pub fn at(instant: &str) -> Moment {
    Moment { at: instant.parse().unwrap() }
}

/// A new database in a temporary folder.
pub struct TestStore {
    pub folder: TempDir,
    pub store: Store,
    pub round: Round,
}

impl TestStore {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("desk.db"), now(), seed).unwrap().store;
        let round = store.rounds().unwrap().pop().unwrap();
        Self { folder, store, round }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }

    /// Closes and reopens the database.
    pub fn reopened(self) -> Self {
        let Self { folder, store, round } = self;
        drop(store);
        let store = Store::open(&folder.path().join("desk.db"), now(), seed).unwrap().store;
        Self { folder, store, round }
    }

    pub fn apply(&mut self, change: impl Into<Change>) -> charter::journal::Saved {
        self.store.apply(&change.into(), BY, now()).unwrap()
    }

    /// Imports `sources`, then returns `last` as the next event.
    pub fn import_until(
        &mut self,
        sources: &[Source],
        last: fn() -> ImportInput,
    ) -> (Result<ImportSummary, ApplyError>, Vec<ImportOutcome>) {
        let came = sources.iter().cloned().map(|source| ImportInput::Source(Box::new(source)));
        self.take_in_all(came, last)
    }

    /// Imports all events, then returns `last` as the next one.
    pub fn take_in_all(
        &mut self,
        came: impl IntoIterator<Item = ImportInput>,
        last: fn() -> ImportInput,
    ) -> (Result<ImportSummary, ApplyError>, Vec<ImportOutcome>) {
        let mut came = came.into_iter();
        let mut next = || came.next().unwrap_or_else(last);
        let mut took = Vec::new();
        let mut told = |_: &Source, what: ImportOutcome| took.push(what);
        let taken = self.store.import_sources("replies.mbox", &mut next, &mut told, BY, now());
        (taken, took)
    }

    pub fn import_sources(&mut self, sources: &[Source]) -> ImportSummary {
        self.import_until(sources, || ImportInput::End).0.unwrap()
    }

    /// The waiting items with their sources, in the order of import.
    pub fn waiting(&self) -> Vec<(Item, Source)> {
        let ever = (1..=60).filter_map(|id| self.store.item(ItemId(id)).unwrap());
        ever.filter(|(item, _)| item.outcome.is_none()).collect()
    }

    /// Whether a source was imported before.
    pub fn is_known(&self, source: &Source) -> bool {
        !self.store.preview_outcome(source).unwrap().is_new()
    }

    /// Everything that the store returns about the inbox: all items, aliases and column mappings.
    pub fn told_of_inbox(&self) -> String {
        let items: Vec<_> = (1..=30).filter_map(|id| self.store.item(ItemId(id)).unwrap()).collect();
        let waiting: Vec<ItemId> = self.waiting().into_iter().map(|(item, _)| item.id).collect();
        format!("{items:?}\n{waiting:?}\n{:?}\n{:?}\n", self.store.aliases().unwrap(), self.store.mappings().unwrap())
    }

    pub fn file(&self, council: i64) -> CouncilFile {
        self.store.council_file(CouncilId(council), &self.round, day("2023-10-05")).unwrap().unwrap()
    }

    /// Everything that the store returns, without versions and the journal: the state that an undo must bring back.
    /// Reads the files of the first dozen councils, which the changes of these tests touch.
    pub fn snapshot_text(&self) -> String {
        let councils = self.store.councils().unwrap();
        let mut told = format!("{:?}\n{councils:?}\n", self.store.rounds().unwrap());
        for council in councils.iter().take(12) {
            let file = self.file(council.id.0);
            told += &format!("{:?}\n", (file.status, file.letters, file.replies));
            told += &format!("{:?}\n", (file.returns, file.meetings, file.notes));
            told += &format!("{:?}\n", self.store.letters_of(council.id).unwrap());
            told += &format!(
                "{:?}\n",
                (file.priorities, file.updates, file.excuses, file.changes, file.officers, file.decisions, file.team)
            );
        }
        told += &format!(
            "{:?}\n",
            (self.store.categories().unwrap(), self.store.aims().unwrap(), self.store.teams().unwrap())
        );
        told += &format!("{:?}\n", (self.store.contacts().unwrap(), self.store.requests().unwrap()));
        told += &format!("{:?}\n", self.store.absence_reasons().unwrap());
        told += &format!("{:?}\n", (self.store.issued_reports().unwrap(), self.store.public_events().unwrap()));
        told += &format!("{:?}\n", self.store.priorities(&self.round, day("2023-10-05")).unwrap());
        told += &format!("{:?}\n", self.store.diary(day("2023-01-01"), day("2023-12-31")).unwrap());
        told += &self.told_of_inbox();
        for line in self.store.lines(&self.round, day("2023-10-05"), Page::All).unwrap() {
            told += &format!("{:?}\n", (line.id, line.status));
        }
        told.split(", ").filter(|part| !part.starts_with("version: ")).collect::<Vec<_>>().join(", ")
    }
}

pub fn answer(wish: Wish, priorities: &[&str]) -> Answer {
    let priorities = priorities
        .iter()
        .map(|text| SentPriority {
            slot: None,
            received: Untrusted::from(*text),
            agreed: Some(Untrusted::from("as agreed")),
            category: Some("rural crime".to_owned()),
            priority: None,
        })
        .collect();
    Answer {
        wish,
        priorities,
        frequency: Some(Frequency::Other("after the spring".to_owned())),
        method: Some(Method::InPerson),
        views: Untrusted::from("More visits, please.\n\"Thank you\" \u{202e}\u{1b}[2J"),
    }
}

pub fn returned(desk: &TestStore, council: i64, received: &str, answer: Answer) -> Act {
    over(desk, council, received, answer, Supersedes::ByDate)
}

pub fn over(desk: &TestStore, council: i64, received: &str, answer: Answer, over: Supersedes) -> Act {
    let received = Received::parse_iso(received).unwrap();
    Act::Return(RecordReturn { council: CouncilId(council), round: desk.round.id, received, answer, supersedes: over })
}

pub fn reply(desk: &TestStore, council: i64, received: &str) -> Act {
    Act::Reply(RecordReply {
        council: CouncilId(council),
        round: desk.round.id,
        received: Received::parse_iso(received).unwrap(),
        channel: Untrusted::from("e-mail"),
        from: Untrusted::from("the clerk"),
        text: Untrusted::from("on our October agenda"),
    })
}

pub fn meeting_facts(on: &str, attendance: Option<Attendance>) -> MeetingFacts {
    MeetingFacts {
        on: day(on),
        at: "19:30:00".parse().ok(),
        place: Untrusted::from("the village hall"),
        attendance,
        reason: None,
        officers: vec![Untrusted::from("the sergeant"), Untrusted::from("a \"special\" constable")],
        note: Untrusted::from("quiet"),
        covered: vec![1, 3],
        plan: Intent::usual(attendance),
        ..MeetingFacts::default()
    }
}

pub fn meeting(council: i64, on: &str, attendance: Option<Attendance>) -> Act {
    Act::Meeting(RecordMeeting { council: CouncilId(council), correct: None, facts: meeting_facts(on, attendance) })
}

pub fn note(council: i64, text: &str) -> Act {
    Act::Note(WriteNote { council: CouncilId(council), on: day("2023-10-05"), text: Untrusted::from(text) })
}

pub fn team(council: i64, team: &str) -> Act {
    let details = CouncilDetails { team: Some(Untrusted::from(team)), ..CouncilDetails::default() };
    Act::Council(EditCouncil { council: CouncilId(council), version: None, details })
}

/// `known` is a recorded team with its version; then its mailbox changes.
pub fn team_record(name: &str, known: Option<(i64, i64)>) -> Act {
    let mailbox = Untrusted::from(if known.is_some() { "ludlow@force.example" } else { "" });
    let facts = TeamFacts { name: Untrusted::from(name), mailbox, ..TeamFacts::default() };
    Act::Team(RecordTeam { known: known.map(|(id, version)| (TeamId(id), version)), facts })
}

pub fn request(known: Option<(i64, i64)>, answered_on: Option<&str>) -> Act {
    let facts = RequestFacts {
        asked_by: Untrusted::from("Police and Crime Panel"),
        on: day("2023-09-20"),
        kind: RequestKind::Circulate,
        what: Untrusted::from("outcomes by district"),
        owner: Untrusted::from("chief inspector"),
        due: Some(day("2023-10-31")),
        answered_on: answered_on.map(day),
        answer: Untrusted::from(if answered_on.is_some() { "sent to the clerk" } else { "" }),
    };
    Act::Request(RecordRequest { known: known.map(|(id, version)| (RequestId(id), version)), facts })
}

pub fn issued_report(desk: &TestStore, corrects: Option<i64>) -> Act {
    let figure = |measure: &str, n: f64| StoredFigure {
        area_level: "county".to_owned(),
        area_code: "E06000051".to_owned(),
        area: "Shropshire".to_owned(),
        measure: measure.to_owned(),
        n,
        of: Some(610),
    };
    let facts = IssuedReportFacts {
        round: desk.round.id,
        as_at: day("2023-10-05"),
        made_at: now().at,
        area: Untrusted::default(),
        layout: "summary".to_owned(),
        to: Untrusted::from("Police and Crime Panel"),
        corrects: corrects.map(IssuedReportId),
        reason: Untrusted::from(if corrects.is_some() { "a reply was recorded late" } else { "" }),
        sha256: String::new(),
        figures: vec![figure("heard", 4.0 + corrects.map_or(0.0, |_| 1.0)), figure("median-wait", 0.1 + 0.2)],
    };
    Act::IssueReport(Box::new(IssueReport { facts }))
}

pub fn event(known: Option<(i64, i64)>, councils: &[i64], attendance: Option<u32>) -> Act {
    let facts = EventFacts {
        on: day("2023-10-04"),
        at: None,
        kind: EventKind::Surgery,
        place: Untrusted::from("Village hall"),
        attendance,
        counts_as_contact: false,
    };
    let known = known.map(|(id, version)| (PublicEventId(id), version));
    Act::Event(RecordEvent { known, councils: councils.iter().map(|id| CouncilId(*id)).collect(), facts })
}

pub fn aims(names: &[&str]) -> Act {
    Act::List(EditList { list: NameList::Aims, names: names.iter().map(|name| (*name).to_owned()).collect() })
}

pub fn tag(council: i64, priority: i64, aims: &[&str]) -> Act {
    let aims = aims.iter().map(|name| (*name).to_owned()).collect();
    Act::Tag(TagPriority { council: CouncilId(council), priority: PriorityId(priority), aims })
}

pub fn reasons(names: &[&str]) -> Act {
    Act::List(EditList { list: NameList::Reasons, names: names.iter().map(|name| (*name).to_owned()).collect() })
}

/// Not attended for a reason of the user's own list.
pub fn abstracted(council: i64, reason: &str) -> Act {
    let facts = MeetingFacts {
        reason: Some(Reason::Other),
        own_reason: Some(reason.to_owned()),
        hours_lost: Some(7.5),
        officers: Vec::new(),
        ..meeting_facts("2023-10-02", Some(Attendance::NotAttended))
    };
    Act::Meeting(RecordMeeting { council: CouncilId(council), correct: None, facts })
}

pub fn officer(council: i64, post: &str, from: &str) -> Act {
    Act::Officer(NameOfficer { council: CouncilId(council), post: Untrusted::from(post), from: day(from) })
}

pub fn letter(desk: &TestStore, council: i64, back: Option<&str>) -> Act {
    Act::Letter(RecordLetter {
        council: CouncilId(council),
        round: desk.round.id,
        sent_on: Some(day("2023-09-04")),
        channel: Some(Channel::Post),
        undelivered_on: back.map(day),
    })
}

pub fn draft(desk: &TestStore, council: i64, kind: LetterKind) -> DraftLetter {
    let address = Untrusted::from("clerk@abbey-dore.example");
    let mut draft = LetterDraft::new(kind, address, Untrusted::from("Policing priorities"));
    if kind == LetterKind::Update {
        draft.told = Untrusted::from("1. Speeding: the survey is booked");
    }
    DraftLetter {
        council: CouncilId(council),
        round: desk.round.id,
        draft,
        channel: Channel::Email,
        on: day("2023-10-05"),
    }
}

/// The letter as [`draft`] leaves it.
pub fn drafted(desk: &TestStore, council: i64, kind: LetterKind, id: i64) -> Letter {
    let DraftLetter { council, round, draft, channel, on } = draft(desk, council, kind);
    Letter { id: LetterId(id), version: 1, council, round, draft, channel, drafted_on: on, sent_on: None }
}

pub fn mark_sent(letter: Letter) -> Act {
    Act::MarkSent(MarkSent { letter, on: day("2023-10-05"), channel: None })
}

pub fn decided(on: &str) -> DecisionFacts {
    DecisionFacts { on: day(on), by: Untrusted::from(BY), minute: Untrusted::default() }
}

pub fn settle(desk: &TestStore, council: i64, holds: i64) -> Act {
    Act::ResolveConflict(ResolveConflict {
        council: CouncilId(council),
        round: desk.round.id,
        chosen_return: ReturnId(holds),
        facts: decided("2023-10-05"),
    })
}

pub fn agree(council: i64, returned: i64, version: i64, chosen: &[usize]) -> Act {
    let chosen = chosen.to_vec();
    let (council, returned) = (CouncilId(council), ReturnId(returned));
    Act::AgreePriorities(AgreePriorities { council, returned, version, chosen, facts: decided("2023-10-05") })
}

pub fn dates(desk: &TestStore, deadline: &str) -> Act {
    Act::Round(EditRound {
        round: desk.round.id,
        code: desk.round.code.clone(),
        version: 1,
        issued_on: Some(day("2023-09-01")),
        deadline: day(deadline),
        terms: desk.round.terms.clone(),
    })
}

/// With a letter to every council, two weeks before the deadline.
pub fn open_round(quarter: &str, deadline: &str) -> Act {
    Act::OpenRound(OpenRound {
        quarter: charter::calendar::Quarter::parse(quarter).unwrap(),
        issued_on: day(deadline).checked_sub_days(chrono::Days::new(14)),
        deadline: day(deadline),
        terms: RoundTerms { charter_version: "2024".to_owned(), ..RoundTerms::default() },
    })
}

/// Opens the spring of 2023 with an answer of two priorities, of which the first has a result.
pub fn baseline(council: i64) -> Act {
    let open = OpenRound {
        quarter: charter::calendar::Quarter { year: 2023, number: 2 },
        issued_on: None,
        deadline: day("2023-03-31"),
        terms: RoundTerms::default(),
    };
    let answer = BaselineAnswer {
        council: CouncilId(council),
        received_on: day("2023-03-20"),
        agreed_on: day("2023-04-03"),
        answer: answer(Wish::Yes, &["litter", "noise"]),
        results: vec![Some(Closing { on: day("2023-06-30"), outcome: None, result: Untrusted::from("solved") }), None],
    };
    Act::Baseline(ImportBaseline { round: BaselineRound::New(open), answers: vec![answer], by: Untrusted::from(BY) })
}

pub fn action(council: i64, priority: i64, correct: Option<(ActionId, i64)>, done: Option<&str>) -> Act {
    let facts = ActionFacts {
        on: day("2023-10-02"),
        what: Untrusted::from("a speed survey by the school"),
        owner: Owner::Department,
        who: Untrusted::from("roads policing"),
        due: Some(day("2023-10-20")),
        done_on: done.map(day),
        evidence: Untrusted::from(if done.is_some() { "the report" } else { "" }),
        aims: Vec::new(),
    };
    Act::Action(RecordAction { council: CouncilId(council), priority: PriorityId(priority), correct, facts })
}

/// What a sergeant records after a meeting: the meeting, progress on a priority, and an update to the council.
pub fn after_the_meeting(council: i64) -> Vec<Act> {
    vec![
        meeting(council, "2023-10-03", Some(Attendance::InPerson)),
        progress(council, 1, "2023-10-03"),
        update(council, "2023-10-03", UpdateChannel::Meeting),
    ]
}

pub fn progress(council: i64, priority: i64, on: &str) -> Act {
    let text = Untrusted::from("two speed checks, eleven letters");
    Act::Progress(RecordProgress { council: CouncilId(council), priority: PriorityId(priority), on: day(on), text })
}

pub fn review(desk: &TestStore, council: i64, priority: i64) -> Act {
    Act::Review(RecordReview {
        council: CouncilId(council),
        priority: PriorityId(priority),
        round: desk.round.id,
        on: day("2023-10-05"),
        priority_changed: false,
        response_changed: true,
        note: Untrusted::from("the survey is new"),
    })
}

pub fn close(council: i64, priority: i64, version: i64, result: Option<&str>) -> Act {
    let closed = result.map(|result| Closing {
        on: day("2023-10-05"),
        outcome: Some(Outcome::Reduced),
        result: Untrusted::from(result),
    });
    Act::Close(ClosePriority { council: CouncilId(council), priority: PriorityId(priority), version, closed })
}

pub fn update(council: i64, on: &str, how: UpdateChannel) -> Act {
    let text = Untrusted::from("the survey is booked");
    Act::Update(RecordUpdate { council: CouncilId(council), on: day(on), how, text })
}

pub fn excuse(desk: &TestStore, council: i64) -> Act {
    Act::Excuse(RecordExcuse {
        council: CouncilId(council),
        round: desk.round.id,
        on: day("2023-10-05"),
        by: Untrusted::from("the sergeant"),
        reason: Untrusted::from("nothing has changed since the last round"),
    })
}

pub fn told_of_team(council: i64, change: i64) -> Act {
    let on = day("2023-10-05");
    Act::AnnounceTeam(AnnounceTeam { council: CouncilId(council), change: CouncilChangeId(change), version: 1, on })
}

pub fn categories(names: &[&str]) -> Act {
    Act::List(EditList { list: NameList::Categories, names: names.iter().map(|name| (*name).to_owned()).collect() })
}

/// A mail from a clerk. Each number gives another mail; odd numbers have no Message-ID.
pub fn mail(number: u64) -> Source {
    let message_id = if number.is_multiple_of(2) { String::new() } else { format!("{number}@wem.test") };
    Source {
        file: "replies.mbox".into(),
        number,
        message_id: message_id.into(),
        received: Received::parse_iso("2023-09-20T10:00:00").ok(),
        sender: "clerk@wem.example".into(),
        from: "The Clerk <clerk@wem.example>".into(),
        subject: Untrusted::from(format!("Reply {number}")),
        text: "We wish to take part.\n1. Speeding\n2. \u{202e}Parking\u{1b}[2J".into(),
        warnings: vec!["an attachment was left out".to_owned()],
        ..Source::empty(Origin::Mail, Digest::hash_parts([number.to_string().as_str()]))
    }
}

pub fn take_in(source: i64) -> Act {
    Act::AddToInbox(AddToInbox { source: SourceId(source) })
}

pub fn becomes(item: i64, version: i64, becomes: Resolution) -> Act {
    Act::Item(ResolveItem { item: ItemId(item), version, resolution: becomes })
}

pub fn learn(council: i64, written: &str) -> Act {
    Act::LearnAlias(LearnAlias { council: CouncilId(council), kind: AliasKind::Address, written: written.into() })
}

pub fn columns(shape: &str, columns: &[Column]) -> Act {
    Act::Mapping(ConfirmColumns { shape: shape.to_owned(), columns: columns.to_vec() })
}

/// A clerk of these councils; `known` is the contact to amend and its version.
pub fn contact(known: Option<(i64, i64)>, councils: &[i64], email: &str) -> Act {
    let facts = ContactFacts { role: "clerk".into(), email: email.into(), ..ContactFacts::default() };
    let known = known.map(|(id, version)| (ContactId(id), version));
    Act::Contact(RecordContact { known, councils: councils.iter().map(|id| CouncilId(*id)).collect(), facts })
}

pub fn bounced(council: i64, address: &str, on: &str) -> Act {
    let addresses = vec![Untrusted::from(address)];
    Act::MarkBounced(MarkBounced { council: CouncilId(council), addresses, on: day(on) })
}
