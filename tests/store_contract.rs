//! The contract of a store, as stories on the real register: the specification of any backend.

mod common;

use charter::agenda::DecisionTiming;
use charter::change::{
    Act, Change, CouncilDetails, DiscardLetter, EditCouncil, RecordMeeting, Resolution, SplitPart, Supersedes,
    SyncCouncil,
};
use charter::column::Column;
use charter::contact::{Contact, ContactGaps};
use charter::council_line::CouncilLine;
use charter::edit::{Refusal, Table};
use charter::ids::{ActionId, CouncilId, EntryId, MeetingId, PriorityId, ReturnId};
use charter::incoming::Span;
use charter::journal::EntryKind;
use charter::letter::LetterKind;
use charter::meeting::{Attendance, Reason};
use charter::register::{RegisterTerms, compare};
use charter::response_group::ResponseGroup;
use charter::returns::{DEFAULT_CATEGORIES, ReturnState, Wish};
use charter::search_key::SearchKey;
use charter::status::{Flag, Status};
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;
use charter::written::{Fragment, Passage, WrittenKind};
use common::seed;
use common::*;
use desk::register::councils_csv::{embedded_register, read_register};
use rstest::rstest;
use store::{ApplyError, Page, Store, WrittenIndex};

#[test]
fn a_new_database_holds_the_register_and_the_first_round() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("made/for/it/desk.db");
    let opened = Store::open(&path, now(), seed).unwrap();
    let seeded = opened.seeded.unwrap();
    assert_eq!((seeded.councils, seeded.parishes, seeded.round.as_str()), (610, 658, "2023-Q4"));
    assert_eq!(opened.store.path(), path);
    let rounds = opened.store.rounds().unwrap();
    assert_eq!(rounds.len(), 1);
    let round = &rounds[0];
    assert_eq!((round.starts_on, round.ends_on), (day("2023-10-01"), day("2023-12-31")));
    assert_eq!((round.deadline, round.next_contact, round.issued_on), (day("2023-09-30"), day("2024-01-01"), None));
    assert_eq!(opened.store.categories().unwrap(), DEFAULT_CATEGORIES);
    let councils = opened.store.councils().unwrap();
    assert_eq!(councils.len(), 610);
    assert!(councils.iter().zip(0..).all(|(council, position)| council.position == position));
    assert_eq!(councils.iter().map(|council| council.parishes.len()).sum::<usize>(), 658);
    let history = opened.store.history(None, 10).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!((history[0].kind, history[0].words.raw()), (EntryKind::Load, "register: 610 councils, 658 parishes"));
    opened.store.verify().unwrap();
    assert!(Store::open(&path, now(), seed).unwrap().seeded.is_none());
}

#[rstest]
#[case("2023-09-30", Status::Awaiting, None)]
#[case("2023-10-01", Status::AssumedDeclined, Some(ResponseGroup::Silent))]
fn at_the_deadline_all_wait_and_after_it_silence_declines(
    #[case] as_at: &str,
    #[case] status: Status,
    #[case] missed: Option<ResponseGroup>,
) {
    let desk = TestStore::new();
    let lines = desk.store.lines(&desk.round, day(as_at), Page::All).unwrap();
    assert_eq!(lines.len(), 610);
    assert!(lines.iter().all(|line| (line.status.status, line.status.missed) == (status, missed)));
}

/// Number of journal entries before the first of [`every_act`]: the load, the import of four replies, and its undo,
/// which leaves the sources without items.
const ENTRIES_BEFORE: usize = 3;

fn keep_sources(desk: &mut TestStore) {
    desk.import_sources(&[mail(1), mail(2), mail(3), mail(4)]);
    desk.store.undo(BY, now()).unwrap();
}

/// What happens to inbox items, of which the first has id 5.
fn acts_of_inbox(desk: &TestStore) -> Vec<(Vec<Act>, &'static str, usize)> {
    let (council, round) = (CouncilId(11), desk.round.id);
    let split =
        [11, 12].map(|id| SplitPart { council: CouncilId(id), part: (id == 11).then_some(Span { from: 0, to: 9 }) });
    let accepted = vec![
        returned(desk, 11, "2023-09-20", answer(Wish::Yes, &["a", "b"])),
        becomes(5, 4, Resolution::Returned(council, round)),
    ];
    let heard = vec![reply(desk, 12, "2023-09-20"), becomes(10, 1, Resolution::Heard(CouncilId(12), round))];
    let back = vec![letter(desk, 11, Some("2023-09-08")), becomes(7, 1, Resolution::Undelivered(council))];
    vec![
        (vec![take_in(1), take_in(2), take_in(3), take_in(4)], "4 replies imported", 4),
        (
            vec![becomes(5, 1, Resolution::AssignCouncil(council)), learn(11, "clerk@wem.example")],
            "inbox item assigned to ",
            2,
        ),
        (vec![becomes(5, 2, Resolution::Later)], "inbox item put off", 1),
        (vec![becomes(5, 3, Resolution::Waiting)], "inbox item brought back", 1),
        (accepted, "return of ", 4),
        (vec![becomes(6, 1, Resolution::Split(split.to_vec()))], "inbox item split between its councils", 3),
        (heard, "reply from ", 2),
        (back, "letter to ", 2),
        (vec![becomes(9, 1, Resolution::NotForUs)], "inbox item dismissed as not for us", 1),
        (vec![becomes(8, 1, Resolution::NotHeard(None))], "inbox item dismissed as not a reply", 1),
        (vec![learn(12, "office@ford.example")], "alias of ", 1),
        (vec![columns("a|b", &[Column::Council, Column::Unused])], "columns of a sheet confirmed", 1),
        (vec![columns("a|b", &[Column::Code, Column::Council])], "columns of a sheet confirmed", 1),
    ]
}

fn acts_of_letters(desk: &TestStore) -> Vec<(Vec<Act>, &'static str, usize)> {
    vec![
        (
            [3, 4].map(|id| Act::DraftLetter(draft(desk, id, LetterKind::Chase))).to_vec(),
            "reminder drafted for 2 councils",
            2,
        ),
        (vec![mark_sent(drafted(desk, 3, LetterKind::Chase, 1))], "reminder sent to Acton Beauchamp", 1),
        (
            vec![Act::DiscardLetter(DiscardLetter { letter: drafted(desk, 4, LetterKind::Chase, 2) })],
            "drafted letter discarded for Adforton",
            1,
        ),
        (vec![Act::DraftLetter(draft(desk, 1, LetterKind::Update))], "written update drafted for Abbey Dore", 1),
        (vec![mark_sent(drafted(desk, 1, LetterKind::Update, 3))], "written update sent to Abbey Dore", 2),
    ]
}

fn acts_of_contacts() -> Vec<(Vec<Act>, &'static str, usize)> {
    vec![
        (vec![contact(None, &[7], "clerk@three.example")], "contact of Another Parish Council", 1),
        (vec![contact(None, &[8, 9], "Clerk@Three.example")], "contact of 2 councils", 1),
        (vec![contact(Some((1, 2)), &[7, 9], "office@three.example")], "contact of 2 councils", 1),
        (vec![bounced(9, "office@three.example", "2023-10-04")], "bounced address of ", 1),
    ]
}

/// What a report needs recorded.
fn acts_of_reports(desk: &TestStore) -> Vec<(Vec<Act>, &'static str, usize)> {
    vec![
        (vec![tag(1, 1, &["reducing", "response"])], "aims of Abbey Dore", 1),
        (vec![aims(&["reducing vulnerability", "water safety"])], "list of aims", 6),
        (vec![tag(1, 1, &["water", "response to the public"])], "aims of Abbey Dore", 1),
        (vec![reasons(&["football match", "public order"])], "list of reasons of not attending", 2),
        (vec![abstracted(5, "football")], "meeting of ", 1),
        (vec![request(None, None)], "request of Police and Crime Panel", 1),
        (vec![request(Some((1, 1)), Some("2023-10-04"))], "request of Police and Crime Panel", 1),
        (vec![event(None, &[2, 1], None)], "surgery at Village hall", 1),
        (vec![event(Some((1, 1)), &[1], Some(14))], "surgery at Village hall", 1),
        (vec![issued_report(desk, None)], "report issued to Police and Crime Panel", 1),
        (vec![issued_report(desk, Some(1))], "correction issued to Police and Crime Panel", 1),
    ]
}

/// Every act that a user can make, the words of its entry, and the number of records that it edits. Call
/// [`keep_sources`] first.
fn every_act(desk: &TestStore) -> Vec<(Vec<Act>, &'static str, usize)> {
    let named = |council: i64, name: &str| {
        let details = CouncilDetails {
            name: Some(Untrusted::from(name)),
            meeting_pattern: Some(Untrusted::from("second Tuesday")),
            inactive_on: Some(Some(day("2030-01-01"))),
            ..CouncilDetails::default()
        };
        Act::Council(EditCouncil { council: CouncilId(council), version: Some(1), details })
    };
    let correct = Supersedes::Corrects { id: ReturnId(1), version: 1 };
    let moved = RecordMeeting {
        council: CouncilId(4),
        correct: Some((MeetingId(1), 2)),
        facts: meeting_facts("2023-10-04", Some(Attendance::Digital)),
    };
    let mut acts = vec![
        (vec![returned(desk, 1, "2023-09-12", answer(Wish::Yes, &["a", "b"]))], "return of Abbey Dore", 3),
        (vec![over(desk, 1, "2023-09-13T10:00", answer(Wish::Yes, &["a"]), correct)], "return of Abbey Dore", 1),
        (
            vec![returned(desk, 2, "2023-09-20", answer(Wish::Yes, &["a", "b", "c", "d"]))],
            "return of Aconbury Parish Meeting",
            1,
        ),
        (vec![agree(2, 2, 1, &[3, 0, 1])], "agreed priorities of Aconbury Parish Meeting", 5),
        (vec![returned(desk, 2, "2023-09-20", answer(Wish::No, &[]))], "return of Aconbury Parish Meeting", 1),
        (vec![settle(desk, 2, 2)], "settled conflict of Aconbury Parish Meeting", 2),
        (vec![reply(desk, 3, "2023-10-03T23:30Z")], "reply from Acton Beauchamp", 1),
        (vec![reply(desk, 5, "2023-10-02"), reply(desk, 6, "2023-10-02")], "reply from 2 councils", 2),
        (vec![meeting(4, "2023-10-05", None)], "plan to attend Adforton", 1),
        (vec![meeting(4, "2023-10-05", Some(Attendance::InPerson))], "meeting of Adforton", 1),
        (vec![Act::Meeting(moved)], "meeting of Adforton", 1),
        (vec![note(4, "asks for a speed check")], "note on Adforton", 1),
        (vec![named(7, "Another Parish Council")], "details of ", 1),
        (vec![team(8, "North SNT"), team(9, "North SNT")], "details of 2 councils", 3),
        (vec![letter(desk, 10, Some("2023-09-08"))], "letter to ", 1),
        (vec![letter(desk, 10, None)], "letter to ", 1),
        (vec![dates(desk, "2023-09-29")], "dates of round 2023-Q4", 1),
        (vec![action(1, 1, None, None)], "action of Abbey Dore", 1),
        (vec![action(1, 1, Some((ActionId(1), 1)), Some("2023-10-04"))], "action of Abbey Dore", 1),
        (after_the_meeting(1), "meeting of Abbey Dore", 3),
        (vec![review(desk, 1, 1)], "review of Abbey Dore", 1),
        (vec![close(1, 1, 1, Some("speed signs stand"))], "result of Abbey Dore", 1),
        (vec![close(1, 1, 2, None)], "reopened priority of Abbey Dore", 1),
        (vec![update(1, "2023-10-05", UpdateChannel::Call)], "update to Abbey Dore", 1),
        (vec![excuse(desk, 1)], "decision on Abbey Dore", 1),
        (vec![team(8, "South SNT")], "details of ", 3),
        (vec![team_record("Ludlow SNT", None)], "team Ludlow SNT", 1),
        (vec![team_record("Ludlow SNT", Some((3, 1)))], "team Ludlow SNT", 1),
        (vec![officer(8, "PC, Ludlow", "2023-10-01")], "named contact of ", 1),
        (vec![officer(8, "PC, Wem", "2023-10-03")], "named contact of ", 2),
        (vec![told_of_team(8, 1)], "new team announced to ", 1),
        (vec![categories(&["speeding and road safety", "dogs"])], "list of categories", 13),
    ];
    acts.extend(acts_of_reports(desk));
    acts.extend(acts_of_contacts());
    acts.extend(acts_of_letters(desk));
    acts.extend(acts_of_inbox(desk));
    acts.push((vec![open_round("2024-Q1", "2023-12-31")], "opening of round 2024-Q1", 611));
    // The round, the return, two priorities, the decision and a result.
    acts.push((vec![baseline(11)], "baseline of 1 council", 6));
    acts
}

#[test]
fn every_act_is_kept_undone_and_redone_across_restarts() {
    let mut desk = TestStore::new();
    keep_sources(&mut desk);
    let mut before = vec![desk.snapshot_text()];
    let acts = every_act(&desk);
    for (number, (acts, words, edits)) in (ENTRIES_BEFORE as i64 + 1..).zip(acts) {
        let saved = desk.apply(Change::all(acts));
        assert_eq!((saved.entry, saved.kind, saved.at), (EntryId(number), EntryKind::Change, now().at));
        assert!(saved.words.raw().starts_with(words), "{} is not {words}", saved.words.raw());
        let entry = desk.store.history(None, 1).unwrap().remove(0);
        assert_eq!((entry.id, entry.edits.len(), entry.by.raw()), (saved.entry, edits, BY), "{words}");
        let told = desk.snapshot_text();
        assert!(Some(&told) != before.last(), "{words} changed nothing");
        desk = desk.reopened();
        assert_eq!(desk.snapshot_text(), told, "{words} is not read back");
        before.push(told);
    }
    let changes = before.len() - 1;
    for told in before.iter().rev().skip(1) {
        let saved = desk.store.undo(BY, now()).unwrap();
        assert_eq!(saved.kind, EntryKind::Undo);
        assert_eq!(&desk.snapshot_text(), told, "undo of {}", saved.words.raw());
        desk = desk.reopened();
    }
    assert!(matches!(desk.store.undo(BY, now()), Err(ApplyError::NothingToUndo)));
    for told in before.iter().skip(1) {
        let saved = desk.store.redo(BY, now()).unwrap();
        assert_eq!(saved.kind, EntryKind::Redo);
        assert_eq!(&desk.snapshot_text(), told, "redo of {}", saved.words.raw());
        desk = desk.reopened();
    }
    assert!(matches!(desk.store.redo(BY, now()), Err(ApplyError::NothingToRedo)));
    assert_eq!(desk.store.history(None, usize::MAX).unwrap().len(), ENTRIES_BEFORE + 3 * changes);
    desk.store.verify().unwrap();
}

#[test]
fn undo_and_redo_are_a_stack_and_a_new_change_ends_what_could_be_redone() {
    let mut desk = TestStore::new();
    for text in ["one", "two", "three"] {
        desk.apply(note(1, text));
    }
    let notes = |desk: &TestStore| -> Vec<String> {
        desk.file(1).notes.iter().rev().map(|note| note.text.raw().to_owned()).collect()
    };
    desk.store.undo(BY, now()).unwrap();
    desk.store.undo(BY, now()).unwrap();
    desk.store.redo(BY, now()).unwrap();
    assert_eq!(notes(&desk), ["one", "two"]);
    desk.store.undo(BY, now()).unwrap();
    desk.store.undo(BY, now()).unwrap();
    desk.store.redo(BY, now()).unwrap();
    desk.apply(note(1, "four"));
    assert!(matches!(desk.store.redo(BY, now()), Err(ApplyError::NothingToRedo)));
    assert_eq!(notes(&desk), ["one", "four"]);
    desk.store.undo(BY, now()).unwrap();
    desk.store.undo(BY, now()).unwrap();
    assert_eq!(notes(&desk), Vec::<String>::new());
    let kinds: Vec<&str> = desk.store.history(None, 4).unwrap().iter().map(|entry| entry.kind.code()).collect();
    assert_eq!(kinds, ["undo", "undo", "change", "redo"]);
}

#[test]
fn a_load_is_outside_the_stack() {
    let mut desk = TestStore::new();
    desk.apply(note(1, "one"));
    desk.apply(note(1, "two"));
    desk.store.undo(BY, now()).unwrap();
    let seeded = desk.store.load(&note(2, "loaded").into(), BY, now()).unwrap();
    assert_eq!(seeded.kind, EntryKind::Load);
    desk.store.redo(BY, now()).unwrap();
    desk.store.undo(BY, now()).unwrap();
    desk.store.undo(BY, now()).unwrap();
    assert!(matches!(desk.store.undo(BY, now()), Err(ApplyError::NothingToUndo)));
    assert_eq!((desk.file(1).notes.len(), desk.file(2).notes.len()), (0, 1));
}

#[test]
fn an_undo_that_meets_another_change_is_refused() {
    let mut desk = TestStore::new();
    desk.apply(team(1, "North SNT"));
    desk.store.load(&team(1, "South SNT").into(), BY, now()).unwrap();
    let told = desk.snapshot_text();
    let refused = desk.store.undo(BY, now()).unwrap_err();
    assert!(matches!(refused, ApplyError::Refused(_)), "{refused}");
    assert_eq!(desk.snapshot_text(), told);
}

#[test]
fn a_record_touched_twice_in_one_change_is_taken_back_in_one() {
    let mut desk = TestStore::new();
    let told = desk.snapshot_text();
    let saved = desk.apply(Change::all(vec![team(1, "North SNT"), team(1, "South SNT"), note(1, "moved")]));
    assert_eq!(saved.councils, [CouncilId(1)]);
    assert_eq!(desk.file(1).council.team.raw(), "South SNT");
    desk.store.undo(BY, now()).unwrap();
    assert_eq!(desk.snapshot_text(), told);
}

#[test]
fn versions_count_up_and_a_change_on_an_old_one_is_refused_with_what_stands() {
    let mut desk = TestStore::new();
    let edit = |version: i64, name: &str| {
        let details = CouncilDetails { team: Some(Untrusted::from(name)), ..CouncilDetails::default() };
        Act::Council(EditCouncil { council: CouncilId(1), version: Some(version), details })
    };
    desk.apply(edit(1, "North SNT"));
    let refused = desk.store.apply(&edit(1, "South SNT").into(), BY, now()).unwrap_err();
    let ApplyError::Refused(Refusal::Stale { now: stands, .. }) = refused else { panic!("{refused}") };
    assert_eq!(stands.version(), 2);
    desk.store.undo(BY, now()).unwrap();
    assert_eq!(desk.file(1).council.version, 3);
    desk.store.redo(BY, now()).unwrap();
    assert_eq!(desk.file(1).council.version, 4);
    desk.apply(edit(4, "South SNT"));
}

#[test]
fn an_identity_is_never_used_again() {
    let mut desk = TestStore::new();
    desk.apply(note(1, "one"));
    desk.store.undo(BY, now()).unwrap();
    desk = desk.reopened();
    desk.apply(note(1, "two"));
    assert_eq!(desk.file(1).notes[0].id.0, 2);
}

#[test]
fn a_refused_change_leaves_every_byte() {
    let mut desk = TestStore::new();
    desk.apply(note(1, "one"));
    let bytes = std::fs::read(desk.path()).unwrap();
    let refusals: [Change; 4] = [
        Change::all(vec![note(1, "good"), note(2, " ")]),
        Change::all(vec![note(1, "good"), note(99_999, "no such council")]),
        Change::all(Vec::new()),
        returned(&desk, 1, "2023-10-06", answer(Wish::Yes, &[])).into(),
    ];
    for change in refusals {
        let refused = desk.store.apply(&change, BY, now()).unwrap_err();
        assert!(matches!(refused, ApplyError::Refused(_)), "{refused}");
    }
    assert_eq!(std::fs::read(desk.path()).unwrap(), bytes);
    assert_eq!(desk.store.history(None, 10).unwrap().len(), 2);
}

fn council_lines(desk: &TestStore, as_at: &str, page: Page) -> Vec<CouncilLine> {
    desk.store.lines(&desk.round, day(as_at), page).unwrap()
}

fn debug_text(line: &CouncilLine) -> String {
    format!("{line:?}")
}

/// Facts of every kind, some of another round and some after the as-at day.
fn busy_desk() -> TestStore {
    let mut desk = TestStore::new();
    keep_sources(&mut desk);
    for (acts, ..) in every_act(&desk) {
        desk.apply(Change::all(acts));
    }
    let mut facts = Vec::new();
    for council in 20..120_i64 {
        let sort = usize::try_from(council % 3).unwrap();
        let on = format!("2023-{:02}-{:02}", 7 + sort, 1 + council % 28);
        facts.push(meeting(council, &on, Some(Attendance::ALL[sort])));
        facts.push(meeting(council, "2023-11-05", None));
        facts.push(returned(&desk, council, &on, answer(Wish::ALL[sort], &["a"])));
    }
    // Long before, long after, and not attended: the lists query these separately.
    for council in 120..140 {
        facts.push(meeting(council, "2021-05-04", Some(Attendance::ALL[usize::try_from(council % 3).unwrap()])));
        facts.push(meeting(council, "2025-05-04", None));
        let mut missed = meeting_facts("2023-09-30", Some(Attendance::NotAttended));
        missed.reason = Some(Reason::Leave);
        facts.push(Act::Meeting(RecordMeeting { council: CouncilId(council), correct: None, facts: missed }));
    }
    desk.apply(Change::all(facts));
    let next = desk.store.rounds().unwrap().pop().unwrap();
    let here = std::mem::replace(&mut desk.round, next);
    desk.apply(reply(&desk, 200, "2023-10-04"));
    desk.round = desk.store.rounds().unwrap().into_iter().find(|round| round.id == here.id).unwrap();
    desk
}

#[rstest]
#[case("2023-08-15")]
#[case("2023-09-30")]
#[case("2023-10-05")]
#[case("2024-02-01")]
fn lines_are_in_order_and_say_what_the_files_say(#[case] as_at: &str) {
    let desk = busy_desk();
    let lines = council_lines(&desk, as_at, Page::All);
    let order: Vec<_> = lines.iter().map(|line| (line.county.raw(), line.name.raw(), line.id)).collect();
    assert!(order.is_sorted());
    assert_eq!(lines.len(), 610);
    for line in &lines {
        let file = desk.store.council_file(line.id, &desk.round, day(as_at)).unwrap().unwrap();
        assert_eq!((&line.status, line.decides), (&file.status, file.decides), "{}", line.name.raw());
        assert_eq!(line.name, file.council.name);
        assert_eq!(
            (line.kind, line.position, line.name_confirmed),
            (file.council.kind, file.council.position, file.council.name_confirmed)
        );
        let contacts: Vec<_> = file.contacts.iter().collect();
        assert_eq!(line.details.contact_gaps, ContactGaps::derive(&contacts, line.id, day(as_at)));
        let writes_to = file.letter_contact(day(as_at)).map(Contact::label).unwrap_or_default();
        assert_eq!(line.details.contact.raw(), writes_to);
        assert_eq!((&*line.district, &*line.team), (&file.council.district, &file.council.team));
        assert_eq!((&*line.district, &*line.team), (&file.council.district, &file.council.team));
        let codes: Vec<&str> = file.council.parishes.iter().map(|parish| parish.code.as_str()).collect();
        assert_eq!(line.parishes.split(' ').collect::<Vec<_>>(), codes);
    }
    // The first page leaves out what is derived from patterns, contacts and words; nobody searches in it.
    let told_at_first = |line: &CouncilLine| {
        let mut line = CouncilLine { decides: DecisionTiming::Past, ..line.clone() };
        line.status.engagement.next_meeting_on = None;
        line.details.contact = Untrusted::default();
        line.details.contact_gaps = ContactGaps::default();
        line.details.priority_words = Untrusted::default();
        line.details.next_place = Untrusted::default();
        line.search_key = SearchKey::new(line.name.raw(), std::iter::empty());
        debug_text(&line)
    };
    for n in [0, 1, 60, 609, 610, 1000] {
        let first: Vec<String> = council_lines(&desk, as_at, Page::First(n)).iter().map(told_at_first).collect();
        let all: Vec<String> = lines.iter().take(n).map(told_at_first).collect();
        assert_eq!(first, all, "the first {n}");
    }
}

#[test]
fn what_happens_later_does_not_change_an_earlier_day() {
    let mut desk = TestStore::new();
    let before: Vec<String> = council_lines(&desk, "2023-09-30", Page::All).iter().map(debug_text).collect();
    desk.apply(returned(&desk, 1, "2023-10-03", answer(Wish::Yes, &["a"])));
    desk.apply(meeting(1, "2023-10-04", Some(Attendance::InPerson)));
    let after: Vec<String> = council_lines(&desk, "2023-09-30", Page::All).iter().map(debug_text).collect();
    assert_eq!(after, before);
    let now = desk.file(1).status;
    assert_eq!((now.status, now.missed), (Status::Confirmed, Some(ResponseGroup::Late)));
    assert!(now.flags.has(Flag::UpdateOwed), "being at a meeting is not telling");
    desk.apply(update(1, "2023-10-04", UpdateChannel::Meeting));
    assert!(!desk.file(1).status.flags.has(Flag::UpdateOwed));
    let earlier = desk.store.council_file(CouncilId(1), &desk.round, day("2023-10-01")).unwrap().unwrap();
    assert_eq!((earlier.status.status, earlier.returns.len()), (Status::AssumedDeclined, 1));
}

#[test]
fn a_council_that_ended_is_not_listed_from_that_day() {
    let mut desk = TestStore::new();
    let details = CouncilDetails { inactive_on: Some(Some(day("2023-10-02"))), ..CouncilDetails::default() };
    desk.apply(Act::Council(EditCouncil { council: CouncilId(1), version: Some(1), details }));
    for (as_at, listed_there) in [("2023-10-01", true), ("2023-10-02", false)] {
        for page in [Page::All, Page::First(610)] {
            let lines = council_lines(&desk, as_at, page);
            assert_eq!(lines.iter().any(|line| line.id == CouncilId(1)), listed_there, "{as_at} {page:?}");
        }
    }
    assert_eq!(desk.store.councils().unwrap().len(), 610);
}

#[test]
fn history_is_newest_first_and_of_one_council_its_own() {
    let mut desk = TestStore::new();
    desk.apply(Change::all(vec![note(1, "both"), note(2, "both")]));
    desk.apply(note(2, "two"));
    let all: Vec<i64> = desk.store.history(None, 2).unwrap().iter().map(|entry| entry.id.0).collect();
    assert_eq!(all, [3, 2]);
    let one = desk.store.history(Some(CouncilId(1)), 100).unwrap();
    assert_eq!(one.iter().map(|entry| entry.id.0).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(one[0].edits.len(), 1);
    assert!(one.iter().flat_map(|entry| &entry.edits).all(|edit| edit.council() == Some(CouncilId(1))));
    assert_eq!(desk.store.history(Some(CouncilId(2)), 1).unwrap()[0].id, EntryId(3));
    assert_eq!(desk.file(1).history, one);
    assert_eq!(desk.store.council_file(CouncilId(99_999), &desk.round, day("2023-10-05")).unwrap(), None);
}

fn terms(desk: &TestStore) -> RegisterTerms<'static> {
    RegisterTerms { from: Some(now().today()), invite_in: Some(desk.round.id), ..RegisterTerms::default() }
}

#[test]
fn importing_the_register_again_changes_nothing() {
    let mut desk = TestStore::new();
    desk.apply(team(3, "North SNT"));
    let again = || compare(read_register(embedded_register()).unwrap().rows, &[], RegisterTerms::default());
    let comparison =
        compare(read_register(embedded_register()).unwrap().rows, &desk.store.councils().unwrap(), terms(&desk));
    assert_eq!((comparison.new, comparison.changed, comparison.unchanged), (0, 0, 658));
    assert!(comparison.acts.is_empty() && again().acts.len() == 610);
    let nothing = Change::with_summary(comparison.acts, "register".to_owned());
    assert!(matches!(desk.store.apply(&nothing, BY, now()), Err(ApplyError::Refused(Refusal::Unchanged(_)))));
}

#[test]
fn another_register_is_one_change_and_one_undo() {
    let mut desk = TestStore::new();
    let before = desk.snapshot_text();
    let text = "code,parish,council,kind,county,district,latitude,longitude\n\
        E04000682,Abbey Dore,Abbey Dore Parish Council,parish,Herefordshire,Herefordshire,51.777653285536644,-1.9325880940001454\n\
        E99,New Parish,,unknown,Rutland,Rutland,52.087653911019196,-1.9577294353631967\n";
    let rows = || read_register(text.as_bytes()).unwrap().rows;
    let comparison = compare(rows(), &desk.store.councils().unwrap(), terms(&desk));
    assert_eq!((comparison.new, comparison.changed, comparison.unchanged), (1, 1, 0));
    let saved = desk.apply(Change::with_summary(comparison.acts, "register: 2 rows".to_owned()));
    assert_eq!(saved.words.raw(), "register: 2 rows");
    assert_eq!(desk.file(611).status.status, Status::AssumedDeclined);
    assert_eq!(desk.file(1).council.parishes[0].latitude, "51.777653285536644".parse().ok());
    let again = compare(rows(), &desk.store.councils().unwrap(), terms(&desk));
    assert_eq!((again.unchanged, again.acts.len()), (2, 0));
    desk.store.undo(BY, now()).unwrap();
    assert_eq!(desk.snapshot_text(), before);
    desk.store.redo(BY, now()).unwrap();
    assert_eq!(desk.store.councils().unwrap().len(), 611);
}

#[test]
fn an_import_worked_out_before_somebody_else_changed_the_register_is_refused() {
    let mut desk = TestStore::new();
    let enter = "code,parish,county\nE99,New Parish,Rutland\n";
    let comparison = || compare(read_register(enter.as_bytes()).unwrap().rows, &[], RegisterTerms::default());
    desk.apply(Change::all(comparison().acts));
    let told = desk.snapshot_text();
    let refused = desk.store.apply(&Change::all(comparison().acts), BY, now()).unwrap_err();
    assert!(matches!(&refused, ApplyError::Refused(Refusal::Invalid(_))), "{refused}");
    let amended = desk.file(1).council;
    desk.apply(team(1, "North SNT"));
    let (council, from, to) = (CouncilId(1), now().today(), Box::new(amended));
    let amend = Act::SyncCouncil(SyncCouncil { council, from, is_day_given: true, to });
    let refused = desk.store.apply(&amend.into(), BY, now()).unwrap_err();
    assert!(matches!(&refused, ApplyError::Refused(Refusal::Stale { .. })), "{refused}");
    desk.store.undo(BY, now()).unwrap();
    assert_eq!(desk.snapshot_text(), told);
}

#[test]
fn two_desks_on_one_file_see_each_other() {
    let mut desk = TestStore::new();
    let mut other = Store::open(&desk.path(), now(), seed).unwrap().store;
    desk.apply(note(1, "one"));
    other.apply(&note(1, "two").into(), "another sergeant", now()).unwrap();
    assert_eq!(desk.file(1).notes.len(), 2);
    desk.store.undo(BY, now()).unwrap();
    let notes = other.council_file(CouncilId(1), &desk.round, day("2023-10-05")).unwrap().unwrap().notes;
    assert_eq!(notes.iter().map(|note| note.text.raw()).collect::<Vec<_>>(), ["one"]);
}

#[test]
fn what_somebody_else_wrote_is_kept_to_the_letter() {
    let mut desk = TestStore::new();
    let odd = "\u{202e}W\u{1b}[2Jem\0 \u{feff}é 😀\r\n\t'; drop table notes; --";
    desk.apply(note(1, odd));
    let mut given = answer(Wish::Unknown, &[odd]);
    given.views = Untrusted::from(odd);
    desk.apply(returned(&desk, 1, "2023-09-30T23:59:59", given.clone()));
    desk = desk.reopened();
    assert_eq!(desk.file(1).notes[0].text.raw(), odd);
    let kept = &desk.file(1).returns[0];
    let mut given = given.agree_all_if_few(false);
    given.priorities[0].priority = Some(PriorityId(1));
    assert_eq!(kept.answer, given);
    assert_eq!((kept.received.to_string().as_str(), kept.state), ("2023-09-30T23:59:59", ReturnState::Replaces));
    desk.store.undo(BY, now()).unwrap();
    desk.store.undo(BY, now()).unwrap();
}

#[test]
fn edits_name_the_kind_of_record() {
    let mut desk = TestStore::new();
    desk.apply(meeting(1, "2023-10-05", None));
    let entry = desk.store.history(None, 1).unwrap().remove(0);
    assert_eq!(entry.edits[0].key().map(|key| key.table), Some(Table::Meetings));
}

/// What the search finds, as `kind: excerpt`.
fn written(desk: &TestStore, index: &mut WrittenIndex, typed: &str, as_at: &str) -> Vec<String> {
    let found = desk.store.search_written(index, typed, day(as_at), 100).unwrap();
    assert_eq!(found.total, found.shown.len());
    let text = |parts: &[Fragment]| parts.iter().map(|part| part.text.raw()).collect::<String>();
    let words = |passage: &Passage| text(&passage.excerpt).trim_end().to_owned();
    found.shown.iter().map(|passage| format!("{}: {}", passage.kind.code(), words(passage))).collect()
}

#[test]
fn everything_written_is_found_while_it_holds_and_no_longer() {
    let mut desk = TestStore::new();
    let mut index = WrittenIndex::default();
    let today = "2023-10-05";
    let first = answer(Wish::Yes, &["Speeding by the Café", "Parking"]);
    desk.apply(Change::all(vec![returned(&desk, 11, "2023-09-20", first)]));
    desk.apply(Change::all(vec![
        note(11, "Rang about the SPEEDS; \u{1b}[2J the clerk is away"),
        progress(11, 1, "2023-10-02"),
    ]));
    desk.apply(Change::all(vec![
        review(&desk, 11, 1),
        update(11, "2023-10-03", UpdateChannel::Call),
        excuse(&desk, 11),
    ]));
    desk.apply(Change::all(vec![action(11, 1, None, None), close(11, 1, 1, Some("No speeding since"))]));
    assert_eq!(written(&desk, &mut index, "speed cafe", today), ["priority: Speeding by the Café as agreed"]);
    let all = written(&desk, &mut index, "speed", today);
    for kind in ["priority: ", "note: ", "progress: ", "result: "] {
        assert!(all.iter().any(|found| found.starts_with(kind)), "{kind}: {all:?}");
    }
    for (typed, kind) in [("nothing changed", "decision"), ("survey booked", "update"), ("survey new", "review")] {
        let found = written(&desk, &mut index, typed, today);
        assert!(found.len() == 1 && found[0].starts_with(kind), "{typed}: {found:?}");
    }
    // As at a day before, and after the records were undone, with the same index.
    assert_eq!(written(&desk, &mut index, "speed", "2023-09-25").len(), 1);
    desk.store.undo(BY, now()).unwrap();
    assert!(!written(&desk, &mut index, "speed", today).iter().any(|found| found.starts_with("result: ")));
    desk.store.redo(BY, now()).unwrap();
    assert_eq!(written(&desk, &mut index, "speed", today), all);
    // Another return takes the place of the first.
    desk.apply(Change::all(vec![returned(&desk, 11, "2023-10-01", answer(Wish::Yes, &["Litter"]))]));
    assert_eq!(written(&desk, &mut index, "cafe", today), Vec::<String>::new());
    assert_eq!(written(&desk, &mut index, "litter", today), ["priority: Litter as agreed"]);
    assert_eq!(written(&desk, &mut index, "cafe", "2023-09-25"), ["priority: Speeding by the Café as agreed"]);
    desk.store.verify().unwrap();
}

#[rstest]
#[case("")]
#[case("\"")]
#[case("speed OR")]
#[case("body: speed NEAR(")]
#[case("* ^ - + ' ) {a b} : \\ \0")]
fn no_typed_text_is_a_faulty_query(#[case] typed: &str) {
    let mut desk = TestStore::new();
    desk.apply(Change::all(vec![note(11, "speed")]));
    desk.store.search_written(&mut WrittenIndex::default(), typed, day("2023-10-05"), 10).unwrap();
}

#[test]
fn a_reply_is_found_while_it_waits_and_under_its_council_once_it_is_recorded() {
    let mut desk = TestStore::new();
    let mut index = WrittenIndex::default();
    desk.import_sources(&[mail(1)]);
    let found = desk.store.search_written(&mut index, "speeding clerk", day("2023-10-05"), 10).unwrap();
    assert_eq!((found.total, found.shown[0].kind, found.shown[0].council), (1, WrittenKind::Waiting, None));
    assert_eq!(found.shown[0].opening.raw(), "Reply 1");
    assert!(found.shown[0].excerpt.iter().any(|part| part.found && part.text.raw() == "Speeding"), "{found:?}");
    assert_eq!(written(&desk, &mut index, "speeding", "2023-09-19"), Vec::<String>::new(), "it had not come yet");
    let (item, _) = desk.waiting().remove(0);
    let recorded = Resolution::Returned(CouncilId(11), desk.round.id);
    desk.apply(Change::all(vec![
        returned(&desk, 11, "2023-09-20", answer(Wish::Yes, &["Speeding"])),
        becomes(item.id.0, item.version, recorded),
    ]));
    let found = desk.store.search_written(&mut index, "speeding", day("2023-10-05"), 10).unwrap();
    let kinds: Vec<_> = found.shown.iter().map(|passage| (passage.kind, passage.council)).collect();
    let council = Some(CouncilId(11));
    assert_eq!(kinds, [(WrittenKind::Priority, council), (WrittenKind::Source, council)]);
}
