//! The contract of a store for contacts.

mod common;

use charter::ids::CouncilId;
use charter::journal::Saved;
use common::*;

fn history(desk: &TestStore, council: i64) -> Vec<String> {
    let entries = desk.store.history(Some(CouncilId(council)), 10).unwrap();
    entries.iter().filter(|entry| !entry.edits.is_empty()).map(|entry| entry.words.raw().to_owned()).collect()
}

#[test]
fn a_contact_of_several_councils_is_in_the_history_of_each() {
    let mut desk = TestStore::new();
    let Saved { councils, .. } = desk.apply(contact(None, &[1, 2], "clerk@two.example"));
    assert_eq!(councils, [1, 2].map(CouncilId));
    desk.apply(contact(Some((1, 1)), &[2, 3], "clerk@two.example"));
    assert_eq!(history(&desk, 1)[..2], ["contact of 2 councils", "contact of 2 councils"]);
    assert_eq!(history(&desk, 3)[0], "contact of 2 councils");
    assert!(desk.file(1).contacts.is_empty());
    assert_eq!((desk.file(2).contacts.len(), desk.file(3).contacts.len()), (1, 1));
    let entry = desk.store.query_inbox(|inbox| inbox.newest_entry(CouncilId(3))).unwrap();
    assert_eq!(entry.map(|entry| entry.0), Some(3));
    desk.store.undo(BY, now()).unwrap();
    assert_eq!(desk.file(1).contacts[0].councils, [1, 2].map(CouncilId));
    desk.store.verify().unwrap();
}

#[test]
fn a_check_finds_a_contact_that_the_journal_does_not_know() {
    let mut desk = TestStore::new();
    desk.apply(contact(None, &[1], "clerk@one.example"));
    let connection = rusqlite::Connection::open(desk.path()).unwrap();
    connection.execute("update contacts set email = 'other@one.example'", []).unwrap();
    let told = format!("{:?}", desk.store.check(now()));
    assert!(told.contains("contact 1 is not as entry 2 of the journal left it"), "{told}");
}
