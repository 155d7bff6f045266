//! The contract of an import: each reply once, all of an import or nothing, and sources unchanged.

mod common;

use charter::change::{Change, Resolution};
use charter::column::Column;
use charter::edit::{Record, Refusal};
use charter::ids::{CouncilId, ItemId};
use charter::incoming::{Digest, Source};
use common::*;
use rstest::rstest;
use store::{ApplyError, ImportInput, ImportOutcome, backups};

fn ids(ids: &[i64]) -> Vec<ItemId> {
    ids.iter().map(|id| ItemId(*id)).collect()
}

#[test]
fn what_comes_in_waits_in_its_order_and_is_kept_to_the_letter() {
    let mut desk = TestStore::new();
    let sources = [mail(2), mail(1), mail(3)];
    let taken = desk.import_sources(&sources);
    assert_eq!((taken.items.clone(), taken.duplicates), (ids(&[1, 2, 3]), 0));
    let saved = taken.saved.unwrap();
    assert_eq!(saved.words.raw(), "3 replies imported from replies.mbox");
    desk = desk.reopened();
    let waiting = desk.waiting();
    assert_eq!(waiting.iter().map(|(_, source)| source.clone()).collect::<Vec<_>>(), sources);
    assert!(sources.iter().all(|source| desk.is_known(source)));
    assert!(!desk.is_known(&mail(4)));
}

/// The second of two sources, and whether it equals the first.
#[rstest]
#[case::the_same_message_id(
    |first: &Source| Source { digest: Digest::hash_parts(["a"]), text: "Another text.".into(), ..first.clone() },
    ImportOutcome::SharedMessageId
)]
#[case::the_same_message_id_and_words_without_a_date(
    |first: &Source| Source { digest: Digest::hash_parts(["a"]), received: None, ..first.clone() },
    ImportOutcome::Duplicate
)]
#[case::the_message_id_of_a_web_form(
    |first: &Source| Source {
        digest: Digest::hash_parts(["a"]), received: None, text: "Another text.".into(), ..first.clone()
    },
    ImportOutcome::SharedMessageId
)]
#[case::the_message_id_of_another_sender(
    |first: &Source| Source { digest: Digest::hash_parts(["a"]), sender: "clerk@ford.example".into(), ..first.clone() },
    ImportOutcome::SharedMessageId
)]
#[case::the_same_words_under_another_message_id(
    |first: &Source| Source { message_id: "another@wem.test".into(), ..first.clone() },
    ImportOutcome::New
)]
#[case::under_another_name(
    |first: &Source| Source { file: "copy of replies.mbox".into(), number: 77, message_id: "".into(), ..first.clone() },
    ImportOutcome::Duplicate
)]
#[case::the_same_words_of_somebody_else(
    |first: &Source| Source { digest: Digest::hash_parts(["clerk@ford.example"]), message_id: "".into(), ..first.clone() },
    ImportOutcome::New
)]
#[case::other_words(
    |first: &Source| Source { digest: Digest::hash_parts(["No."]), message_id: "".into(), ..first.clone() },
    ImportOutcome::New
)]
fn the_same_is_taken_in_once(
    #[case] second: fn(&Source) -> Source,
    #[case] then: ImportOutcome,
    #[values(true, false)] at_once: bool,
) {
    let mut desk = TestStore::new();
    let (first, second) = (mail(1), second(&mail(1)));
    let expected = [ImportOutcome::New, then];
    let took = if at_once {
        desk.import_until(&[first, second], || ImportInput::End).1
    } else {
        let one = desk.import_until(&[first], || ImportInput::End).1;
        [one, desk.import_until(&[second], || ImportInput::End).1].concat()
    };
    assert_eq!(took, expected);
    assert_eq!(desk.waiting().len(), if then.is_new() { 2 } else { 1 });
}

#[test]
fn an_import_of_what_is_known_is_no_entry() {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(1), mail(2)]);
    let told = desk.snapshot_text();
    let taken = desk.import_sources(&[mail(2), mail(1), mail(2)]);
    assert_eq!((taken.saved, taken.items, taken.duplicates), (None, Vec::new(), 3));
    assert_eq!(desk.snapshot_text(), told);
    assert_eq!(desk.store.history(None, 10).unwrap().len(), 2);
}

#[test]
fn a_settled_item_stays_settled_when_its_mail_comes_again() {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(1)]);
    desk.apply(becomes(1, 1, Resolution::NotForUs));
    assert_eq!(desk.import_sources(&[mail(1)]).duplicates, 1);
    assert_eq!(desk.waiting(), []);
}

#[rstest]
#[case(0)]
#[case(3)]
fn an_import_that_is_stopped_leaves_nothing(#[case] before: u64) {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(9)]);
    let (told, bytes) = (desk.snapshot_text(), std::fs::read(desk.path()).unwrap());
    let sources: Vec<Source> = (1..=before).map(mail).collect();
    let (stopped, took) = desk.import_until(&sources, || ImportInput::Stopped);
    assert!(matches!(stopped, Err(ApplyError::Stopped)));
    assert_eq!(took.len(), sources.len());
    assert_eq!(desk.snapshot_text(), told);
    assert!(sources.iter().all(|source| !desk.is_known(source)));
    assert_eq!(std::fs::read(desk.path()).unwrap(), bytes);
    assert_eq!(desk.import_sources(&sources).items.len(), sources.len());
}

/// Cancelled at the last of the 7 questions asked during the save of 3 replies.
#[rstest]
fn an_import_that_is_stopped_while_it_is_saved_leaves_nothing(#[values(0, 2, 3, 5, 6)] asked: usize) {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(9)]);
    let told = desk.snapshot_text();
    let comes = |asked: usize| {
        let sources = (1..=3).map(mail).map(source_input);
        sources.chain((0..=asked).map(|_| ImportInput::End)).chain(std::iter::repeat_with(|| ImportInput::Stopped))
    };
    let mut stops = comes(asked);
    let mut take_in = |comes: &mut dyn Iterator<Item = ImportInput>| {
        desk.store.import_sources("replies.mbox", &mut || comes.next().unwrap(), &mut |_, _| {}, BY, now())
    };
    assert!(matches!(take_in(&mut stops), Err(ApplyError::Stopped)));
    assert!(take_in(&mut comes(7)).is_ok(), "it comes too late then");
    desk.store.undo(BY, now()).unwrap();
    assert_eq!(desk.snapshot_text(), told);
}

fn source_input(source: Source) -> ImportInput {
    ImportInput::Source(Box::new(source))
}

#[test]
fn a_file_that_is_taken_back_leaves_nothing_of_itself() {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(1)]);
    // A mail with a Message-ID: a kept part of it would stand beside the whole one.
    let torn = Source { text: "We wish to t".into(), digest: Digest::hash_parts(["torn"]), ..mail(3) };
    let first = [
        ImportInput::FileStarted,
        source_input(mail(1)),
        source_input(torn),
        source_input(mail(5)),
        ImportInput::RolledBack,
    ];
    let then = [
        ImportInput::FileStarted,
        source_input(mail(3)),
        source_input(mail(1)),
        ImportInput::FileStarted,
        source_input(mail(5)),
        source_input(mail(7)),
        ImportInput::RolledBack,
    ];
    let (taken, took) = desk.take_in_all(first.into_iter().chain(then), || ImportInput::End);
    let taken = taken.unwrap();
    assert_eq!((taken.items, taken.duplicates), (ids(&[2]), 1));
    assert_eq!(took.len(), 7, "each is told, and what is taken back was told before");
    let waiting: Vec<Source> = desk.waiting().into_iter().map(|(_, source)| source).collect();
    assert_eq!(waiting, [mail(1), mail(3)], "the whole mail, not the torn one");
    assert!([5, 7].iter().all(|number| !desk.is_known(&mail(*number))));
}

#[rstest]
#[case::nothing_came(vec![], || ImportInput::End)]
#[case::all_was_there(vec![ImportInput::FileStarted, source_input(mail(1)), source_input(mail(2))], || ImportInput::End)]
#[case::it_was_taken_back(vec![ImportInput::FileStarted, source_input(mail(1)), source_input(mail(3)), ImportInput::RolledBack], || ImportInput::End)]
#[case::it_was_stopped(vec![ImportInput::FileStarted, source_input(mail(3)), source_input(mail(4))], || ImportInput::Stopped)]
fn an_import_that_writes_nothing_leaves_the_backups_as_they_are(
    #[case] comes: Vec<ImportInput>,
    #[case] last: fn() -> ImportInput,
) {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(1), mail(2)]);
    for _ in 0..10 {
        desk.store.backup("by hand", now()).unwrap();
    }
    let (before, told) = (backups(&desk.path()), desk.snapshot_text());
    let taken = desk.take_in_all(comes, last).0;
    assert!(taken.as_ref().map_or(true, |taken| taken.backup.is_none() && taken.saved.is_none()), "{taken:?}");
    assert_eq!((backups(&desk.path()), desk.snapshot_text()), (before, told));
}

#[test]
fn an_import_is_backed_up_as_it_was_before() {
    let mut desk = TestStore::new();
    let taken = desk.import_sources(&[mail(1)]);
    let [backup] = &backups(&desk.path())[..] else { panic!("one backup") };
    assert_eq!((taken.backup.as_ref(), backup.reason.as_str()), (Some(&backup.path), "before an import"));
    let before = rusqlite::Connection::open(&backup.path).unwrap();
    let kept: i64 = before.query_row("select count(*) from sources", [], |row| row.get(0)).unwrap();
    assert_eq!((backup.sound, kept), (true, 0));
}

#[test]
fn a_mail_is_not_taken_for_another_whose_import_was_undone() {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(1)]);
    desk.store.undo(BY, now()).unwrap();
    let other = Source { text: "On second thoughts, no.".into(), digest: Digest::hash_parts(["no"]), ..mail(1) };
    let (_, took) = desk.import_until(&[other.clone(), mail(1)], || ImportInput::End);
    assert_eq!(took, [ImportOutcome::New, ImportOutcome::New]);
    let waiting: Vec<Source> = desk.waiting().into_iter().map(|(_, source)| source).collect();
    assert_eq!(waiting[0].text, other.text);
    assert!(waiting[0].message_id.is_blank() && waiting[0].warnings.iter().any(|told| told.contains("Message-ID")));
    assert_eq!(waiting[1], mail(1));
    assert_eq!(desk.import_until(&[other], || ImportInput::End).1, [ImportOutcome::Duplicate]);
}

#[test]
fn an_import_is_one_undo_and_what_was_undone_is_taken_up_again() {
    let mut desk = TestStore::new();
    let empty = desk.snapshot_text();
    desk.import_sources(&[mail(1), mail(2), mail(3)]);
    let full = desk.snapshot_text();
    desk.store.undo(BY, now()).unwrap();
    assert_eq!(desk.snapshot_text(), empty);
    assert!(!desk.is_known(&mail(1)));
    desk.store.redo(BY, now()).unwrap();
    assert_eq!(desk.snapshot_text(), full);
    desk.store.undo(BY, now()).unwrap();
    desk = desk.reopened();
    // One known source and one new one: both become items, because the known one has none any more.
    let taken = desk.import_sources(&[mail(2), mail(4)]);
    assert_eq!((taken.items, taken.duplicates), (ids(&[4, 5]), 0));
    let numbers: Vec<u64> = desk.waiting().iter().map(|(_, source)| source.number).collect();
    assert_eq!(numbers, [2, 4]);
    assert!(matches!(desk.store.redo(BY, now()), Err(ApplyError::NothingToRedo)));
}

#[test]
fn an_import_whose_item_was_settled_since_is_not_taken_back_over_that() {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(1), mail(2)]);
    desk.store.load(&becomes(2, 1, Resolution::NotForUs).into(), BY, now()).unwrap();
    let told = desk.snapshot_text();
    let refused = desk.store.undo(BY, now()).unwrap_err();
    assert!(matches!(refused, ApplyError::Refused(_)), "{refused}");
    assert_eq!(desk.snapshot_text(), told);
}

#[test]
fn a_decision_on_an_item_that_somebody_else_changed_is_refused_with_what_stands() {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(1)]);
    desk.apply(becomes(1, 1, Resolution::AssignCouncil(CouncilId(3))));
    let refused = desk.store.apply(&becomes(1, 1, Resolution::NotForUs).into(), BY, now()).unwrap_err();
    let ApplyError::Refused(Refusal::Stale { now: stands, .. }) = refused else { panic!("{refused}") };
    assert!(matches!(*stands, Record::Item(item) if (item.version, item.council) == (2, Some(CouncilId(3)))));
    desk.apply(becomes(1, 2, Resolution::NotForUs));
    let settled = desk.store.apply(&becomes(1, 3, Resolution::Later).into(), BY, now()).unwrap_err();
    assert!(matches!(settled, ApplyError::Refused(Refusal::Unchanged(_))), "{settled}");
}

#[test]
fn what_is_known_is_not_learnt_and_not_confirmed_again() {
    let mut desk = TestStore::new();
    let known = [learn(1, "clerk@wem.example"), columns("a|b", &[Column::Council])];
    desk.apply(Change::all(known.to_vec()));
    for act in known {
        let refused = desk.store.apply(&act.into(), BY, now()).unwrap_err();
        assert!(matches!(refused, ApplyError::Refused(Refusal::Unchanged(_))), "{refused}");
    }
    assert_eq!((desk.store.aliases().unwrap().len(), desk.store.mappings().unwrap().len()), (1, 1));
    desk.apply(columns("a|b", &[Column::Code]));
    let known = desk.store.mappings().unwrap();
    assert_eq!((known.len(), known[0].version, known[0].mapping().columns), (1, 2, vec![Column::Code]));
}

#[rstest]
#[case("update sources set body = 'We decline.'")]
#[case("update sources set file = file")]
#[case("delete from sources")]
fn what_came_in_cannot_be_changed(#[case] sql: &str) {
    let mut desk = TestStore::new();
    desk.import_sources(&[mail(1)]);
    let other = rusqlite::Connection::open(desk.path()).unwrap();
    let refused = other.execute_batch(sql).unwrap_err().to_string();
    assert!(refused.contains("stays as it came"), "{refused}");
    assert_eq!(desk.waiting()[0].1, mail(1));
}
