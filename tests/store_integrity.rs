//! The store never writes to a damaged file, and an error at the last step of a save is interpreted correctly.

mod common;

use std::fs;
use std::path::Path;

use charter::meeting::Attendance;
use common::*;
use desk::seed::seed;
use rusqlite::Connection;
use store::{ApplyError, Store, StoreError, backups, restore};

/// Saves a note in a freshly opened file.
fn try_save_note(path: &Path) -> Result<(), String> {
    let mut store = Store::open(path, now(), seed).map_err(|error| error.to_string())?.store;
    store.apply(&note(1, "into it").into(), BY, now()).map(|_| ()).map_err(|error| error.to_string())
}

#[test]
fn a_bit_that_flipped_while_the_file_was_closed_is_never_written_over() {
    let mut desk = TestStore::new();
    desk.apply(note(1, "one"));
    let path = desk.path();
    drop(desk.store);
    let whole = fs::read(&path).unwrap();
    // Wherever the damage is: in a page that a note needs, in a text, in an index.
    for page in (0..whole.len() / 4096).step_by(7) {
        let mut bytes = whole.clone();
        // Past the file header, whose first fields have messages of their own.
        let at = page * 4096 + 1300 + page % 2000;
        bytes[at] ^= 1 << (page % 8);
        fs::write(&path, &bytes).unwrap();
        let said = try_save_note(&path).unwrap_err();
        assert!(said.contains("is damaged"), "page {page}: {said}");
        assert!(said.contains("It was not written to"), "page {page}: {said}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "page {page}");
    }
    fs::write(&path, &whole).unwrap();
    try_save_note(&path).unwrap();
}

#[test]
fn without_a_checksum_the_whole_file_is_read_before_a_change() {
    let desk = TestStore::new();
    let path = desk.path();
    drop(desk.store);
    fs::remove_file(desk.folder.path().join("desk.db-checksum")).unwrap();
    let whole = fs::read(&path).unwrap();
    let mut bytes = whole.clone();
    let middle = bytes.len() / 8192 * 4096;
    bytes[middle..middle + 64].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    assert!(try_save_note(&path).unwrap_err().contains("is damaged"));
    assert_eq!(fs::read(&path).unwrap(), bytes);
    fs::write(&path, &whole).unwrap();
    try_save_note(&path).unwrap();
    assert!(desk.folder.path().join("desk.db-checksum").exists(), "the next one need not");
}

/// This breaks no page, and SQLite does not check texts.
#[test]
fn without_a_checksum_a_text_that_is_no_text_any_more_is_found() {
    let desk = TestStore::new();
    let path = desk.path();
    drop(desk.store);
    fs::remove_file(desk.folder.path().join("desk.db-checksum")).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let wanted = br#"{"record":"invitation","id":300,"#;
    let at = bytes.windows(wanted.len()).position(|bytes| bytes == wanted).unwrap();
    bytes[at + 4] ^= 0x80;
    fs::write(&path, &bytes).unwrap();
    assert!(try_save_note(&path).unwrap_err().contains("text that is not Unicode"));
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_file_that_another_program_changed_properly_is_taken_after_a_look() {
    let desk = TestStore::new();
    let path = desk.path();
    drop(desk.store);
    Connection::open(&path).unwrap().execute_batch("vacuum").unwrap();
    try_save_note(&path).unwrap();
}

/// The pages of a change are in the file, and the journal that would roll them back is lost.
#[test]
fn half_a_change_without_its_journal_is_said() {
    let desk = TestStore::new();
    let path = desk.path();
    drop(desk.store);
    let half = {
        let careless = Connection::open(&path).unwrap();
        careless
            .execute_batch("pragma cache_size = 1; begin immediate; update councils set name = 'half' where id = 20")
            .unwrap();
        careless.execute_batch("update councils set version = version where id > 20").unwrap();
        fs::read(&path).unwrap()
    };
    assert_ne!(fs::read(&path).unwrap(), half, "some pages were in the file");
    fs::write(&path, &half).unwrap();
    let said = try_save_note(&path).unwrap_err();
    assert!(said.contains("is damaged"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), half);
}

/// SQLite writes the pages of a change in order. The power fails after some of them, and the journal is lost. The first
/// page, with the change counter, is new by then.
#[test]
fn whichever_pages_of_a_change_were_written_half_of_it_is_said() {
    let mut desk = TestStore::new();
    desk.apply(note(2, "before"));
    let path = desk.path();
    let checksum = desk.folder.path().join("desk.db-checksum");
    let (old, kept) = (fs::read(&path).unwrap(), fs::read(&checksum).unwrap());
    desk.apply(meeting(1, "2023-10-03", Some(Attendance::InPerson)));
    desk.apply(note(1, &"a long note ".repeat(900)));
    drop(desk.store);
    let new = fs::read(&path).unwrap();
    let page = |bytes: &[u8], number: usize| bytes.get(number * 4096..(number + 1) * 4096).map(<[u8]>::to_vec);
    let changed: Vec<usize> =
        (0..new.len() / 4096).filter(|number| page(&old, *number) != page(&new, *number)).collect();
    assert!(changed.len() > 6, "{changed:?}");
    for written in 1..changed.len() {
        let mut half = old.clone();
        half.resize(new.len(), 0);
        for number in &changed[..written] {
            half[number * 4096..(number + 1) * 4096].copy_from_slice(&page(&new, *number).unwrap());
        }
        fs::write(&path, &half).unwrap();
        fs::write(&checksum, &kept).unwrap();
        let said = try_save_note(&path).unwrap_err();
        assert!(said.contains("is damaged"), "{written} of {changed:?}: {said}");
        assert_eq!(fs::read(&path).unwrap(), half, "{written} of {changed:?}");
    }
}

/// An interrupted change in a file with free pages: a rollback does not restore their content.
#[test]
fn a_change_that_is_taken_back_in_a_file_with_free_pages_is_no_damage() {
    let desk = TestStore::new();
    let path = desk.path();
    drop(desk.store);
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch(
            "create table gone (text); with recursive n(i) as (select 1 union all select i + 1 from n where i < 900) \
             insert into gone select printf('%500d', i) from n; drop table gone",
        )
        .unwrap();
    try_save_note(&path).unwrap();
    other
        .execute_batch(
            "pragma cache_size = 1; begin immediate; with recursive n(i) as (select 1 union all select i + 1 from n where i < 300) \
             insert into notes select 1000 + i, 1, 1, '2023-10-05', printf('%500d', i) from n",
        )
        .unwrap();
    // As after a kill: the file with the pages of the change, and its journal.
    let (half, journal) = (fs::read(&path).unwrap(), fs::read(path.with_file_name("desk.db-journal")).unwrap());
    other.execute_batch("rollback").unwrap();
    drop(other);
    try_save_note(&path).unwrap_or_else(|said| panic!("taken back by the program itself: {said}"));
    let checksum = path.with_file_name("desk.db-checksum");
    fs::write(&path, &half).unwrap();
    fs::write(path.with_file_name("desk.db-journal"), journal).unwrap();
    fs::remove_file(&checksum).unwrap();
    try_save_note(&path).unwrap_or_else(|said| panic!("taken back after a kill: {said}"));
}

#[test]
fn a_log_that_another_program_began_is_no_damage() {
    let mut desk = TestStore::new();
    desk.apply(note(1, "one"));
    let other = Connection::open(desk.path()).unwrap();
    other.query_row("pragma journal_mode = wal", [], |_| Ok(())).unwrap();
    desk.apply(note(1, "into the log"));
    other.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).unwrap();
    desk.apply(note(1, "after it was played into the file"));
    drop(other);
    desk.store.verify().unwrap();
    let desk = desk.reopened();
    try_save_note(&desk.path()).unwrap();
}

#[test]
fn a_log_of_another_file_is_not_played_into_this_one() {
    let desk = TestStore::new();
    let path = desk.path();
    let backup = desk.store.backup("by hand", now()).unwrap().path;
    drop(desk.store);
    let log = path.with_file_name("desk.db-wal");
    let stray = {
        let other = desk.folder.path().join("other.db");
        fs::copy(&path, &other).unwrap();
        let other = Connection::open(other).unwrap();
        other.query_row("pragma journal_mode = wal", [], |_| Ok(())).unwrap();
        other.execute_batch("update councils set district = 'another'").unwrap();
        fs::read(desk.folder.path().join("other.db-wal")).unwrap()
    };
    fs::write(&log, &stray).unwrap();
    let bytes = fs::read(&path).unwrap();
    let said = try_save_note(&path).unwrap_err();
    assert!(said.contains("does not belong to the database beside it"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
    // A file that cannot be opened is replaced. The log of the old one must not stay for the new one.
    let mut broken = bytes.clone();
    broken[..16].fill(0);
    fs::write(&path, &broken).unwrap();
    restore(&path, &backup, now()).unwrap();
    assert!(!log.exists());
    try_save_note(&path).unwrap();
}

/// SQLite rolls a journal back up to the first broken page and ignores the rest.
#[test]
fn a_journal_of_its_own_that_is_broken_is_not_played_back_by_half() {
    let desk = TestStore::new();
    let path = desk.path();
    drop(desk.store);
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("pragma cache_size = 1; begin immediate; update councils set name = name || '!' where id < 300")
        .unwrap();
    let (half, journal) = (fs::read(&path).unwrap(), fs::read(path.with_file_name("desk.db-journal")).unwrap());
    other.execute_batch("rollback").unwrap();
    drop(other);
    // The first page in it, after the header of one sector.
    let mut broken = journal.clone();
    broken[512 + 4 + 3896] ^= 1;
    fs::write(&path, &half).unwrap();
    fs::write(path.with_file_name("desk.db-journal"), &broken).unwrap();
    assert!(
        try_save_note(&path)
            .unwrap_err()
            .contains("does not belong to it: it is of another database, or was cut short")
    );
    assert_eq!(fs::read(path.with_file_name("desk.db-journal")).unwrap(), broken);
    assert_eq!(fs::read(&path).unwrap(), half);
    fs::write(path.with_file_name("desk.db-journal"), &journal).unwrap();
    try_save_note(&path).unwrap();
}

#[test]
fn a_file_that_flips_under_an_open_store_is_not_written_into() {
    let mut desk = TestStore::new();
    desk.apply(note(1, "one"));
    let mut bytes = fs::read(desk.path()).unwrap();
    let at = bytes.len() - 2000;
    bytes[at] ^= 8;
    fs::write(desk.path(), &bytes).unwrap();
    let failed = desk.store.apply(&note(1, "two").into(), BY, now()).unwrap_err();
    assert!(matches!(failed, ApplyError::Store(StoreError::Damaged { .. })), "{failed}");
    assert_eq!(fs::read(desk.path()).unwrap(), bytes);
}

#[test]
fn a_store_that_was_open_goes_on_reading_what_was_restored_and_saves_nothing_into_it() {
    let mut desk = TestStore::new();
    desk.apply(note(1, "in the backup"));
    let backup = desk.store.backup("by hand", now()).unwrap().path;
    desk.apply(note(1, "after the backup"));
    let mut open = Store::open(&desk.path(), now(), seed).unwrap().store;
    let restored = restore(&desk.path(), &backup, now()).unwrap();
    let kept = Store::open(&restored.old_file.unwrap(), now(), seed).unwrap().store;
    assert_eq!(kept.history(None, 10).unwrap().len(), 3, "the aside has both notes");
    for store in [&mut open, &mut desk.store] {
        assert_eq!(store.history(None, 10).unwrap().len(), 2, "the same file, restored");
        // Noticing the later change must not make the old result match.
        store.newest_entry().unwrap();
        let failed = store.apply(&note(1, "three").into(), BY, now()).unwrap_err();
        assert!(matches!(failed, ApplyError::Store(StoreError::Restored { .. })), "{failed}");
    }
    try_save_note(&desk.path()).unwrap();
}

#[test]
fn backups_are_counted_in_the_order_in_which_they_are_made_whatever_the_clock_says() {
    let desk = TestStore::new();
    for day in 1..=20 {
        desk.store.backup("before an import", at(&format!("2023-12-{day:02}T12:00:00Z"))).unwrap();
    }
    let back = desk.store.backup("before an import", at("2020-01-01T12:00:00Z")).unwrap();
    assert!(back.path.exists(), "the newest was thrown away at once");
    assert_eq!(backups(&desk.path())[0].path, back.path, "the last one made stands first");
}

#[test]
fn a_day_in_the_future_does_not_keep_the_backups_away_and_the_clock_is_mentioned() {
    let mut desk = TestStore::new();
    let mut on = |instant: &str| {
        desk.store.apply(&note(1, instant).into(), BY, at(instant)).unwrap();
        (backups(desk.store.path()).len(), desk.store.take_notices().join(" "))
    };
    assert_eq!(on("2030-06-01T12:00:00Z"), (1, String::new()));
    let (made, said) = on("2023-11-01T12:00:00Z");
    assert_eq!(made, 2);
    assert!(said.contains("the last change was saved on Sat 1 Jun 2030 13:00: the clock went back"), "{said}");
    assert_eq!(on("2023-11-01T13:00:00Z"), (2, String::new()), "once is enough");
    assert_eq!(on("2023-11-02T12:00:00Z"), (3, String::new()));
}

#[cfg(unix)]
#[test]
fn a_folder_of_backups_that_is_a_link_is_not_followed() {
    let desk = TestStore::new();
    let elsewhere = tempfile::TempDir::new().unwrap();
    let place = desk.folder.path().join("desk.db-backups");
    std::os::unix::fs::symlink(elsewhere.path(), &place).unwrap();
    let said = desk.store.backup("by hand", now()).unwrap_err().to_string();
    assert!(said.contains("is a link or a file, where the folder of the backups belongs"), "{said}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn forty_thousand_items_are_taken_back_as_quickly_as_they_came() {
    let desk = TestStore::new();
    let connection = Connection::open(desk.path()).unwrap();
    let plan: String = connection
        .query_row("explain query plan select 1 from items where split_from = 5", [], |row| row.get("detail"))
        .unwrap();
    assert!(plan.contains("USING") && plan.contains("items_split_from"), "{plan}");
}
