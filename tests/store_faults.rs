//! Faults of a file, a folder or a disk give a sentence: what happened, that nothing was lost, and what to do. Never a
//! panic, a partial change, or a write to a file that is not ours.
#![allow(clippy::disallowed_methods, reason = "tests read their own settings and measure time")]
#![cfg(unix)]

mod common;

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use common::*;
use desk::seed::seed;
use rstest::rstest;
use rusqlite::Connection;
use store::{ApplyError, Store, StoreError, backups, restore};
use tempfile::TempDir;

fn refused(path: &Path) -> StoreError {
    match Store::open(path, now(), seed) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error,
    }
}

/// Asserts that the message says what to do, and that nothing was lost or changed.
fn assert_helpful_message(error: &dyn std::fmt::Display, what: &str) {
    let text = error.to_string();
    assert!(text.contains(what), "{text}");
    let comforting =
        ["left as it is", "Nothing was changed", "nothing is lost", "not written to", "is safe", "as it was"];
    assert!(comforting.iter().any(|words| text.contains(words)), "{text}");
}

#[rstest]
#[case::empty(b"", "is damaged (it is empty")]
#[case::text(b"code,parish,county\nE1,Wem,Shropshire\n", "is not a charterdesk database")]
#[case::beginning(b"SQLite format 3\0", "is not a charterdesk database")]
fn a_file_that_is_no_database_is_left_alone(#[case] bytes: &[u8], #[case] what: &str) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.db");
    fs::write(&path, bytes).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert_helpful_message(&refused(&path), what);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644, "the mode of a foreign file changed");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.db");
    Connection::open(&path).unwrap().execute_batch("create table bookmarks (url text)").unwrap();
    let bytes = fs::read(&path).unwrap();
    assert_helpful_message(&refused(&path), "belongs to another program");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn links_folders_and_devices_are_refused() {
    let desk = TestStore::new();
    let link = desk.folder.path().join("link.db");
    std::os::unix::fs::symlink(desk.path(), &link).unwrap();
    assert_helpful_message(&refused(&link), "is a link to another place");
    let dangling = desk.folder.path().join("dangling.db");
    std::os::unix::fs::symlink("nowhere", &dangling).unwrap();
    assert_helpful_message(&refused(&dangling), "is a link to another place");
    assert_helpful_message(&refused(desk.folder.path()), "is a folder");
    assert_helpful_message(&refused(Path::new("/dev/null")), "is not a plain file");
    let below = desk.path().join("desk.db");
    assert_helpful_message(&refused(&below), "not a folder");
}

#[test]
fn what_others_can_read_is_made_private_and_said() {
    let desk = TestStore::new();
    let path = desk.path();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600, "a new file");
    drop(desk.store);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    let opened = Store::open(&path, now(), seed).unwrap();
    assert!(opened.notices.iter().any(|notice| notice.contains("now it is yours alone")), "{:?}", opened.notices);
    assert_eq!(mode(&path), 0o600);
    let made = desk.folder.path().join("made/desk.db");
    Store::open(&made, now(), seed).unwrap();
    assert_eq!(mode(made.parent().unwrap()), 0o700, "a new folder");
}

#[test]
fn a_new_file_has_its_checksum_beside_it_and_nothing_else() {
    let desk = TestStore::new();
    let names =
        fs::read_dir(desk.folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert_eq!(names, ["desk.db", "desk.db-checksum"]);
}

#[test]
fn a_start_that_was_killed_leaves_nothing_in_the_way() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.db");
    // A process killed while it fills a new database leaves a half-written draft under another name.
    let draft = folder.path().join(format!("desk.db.new-{}-0", std::process::id()));
    let old = folder.path().join("desk.db.new-1-0");
    for left in [&draft, &old] {
        fs::write(left, b"SQLite format 3\0 half").unwrap();
    }
    let long_ago = std::time::SystemTime::from(now().at) - Duration::from_secs(3 * 24 * 60 * 60);
    fs::File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
    let opened = Store::open(&path, now(), seed).unwrap();
    assert_eq!(opened.seeded.unwrap().councils, 610);
    assert!(draft.exists(), "it may be another process's");
    assert!(!old.exists(), "it is nobody's any more");
}

#[test]
fn two_first_starts_at_once_make_one_database() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.db");
    let seeded: Vec<bool> = std::thread::scope(|scope| {
        let starts: Vec<_> =
            (0..4).map(|_| scope.spawn(|| Store::open(&path, now(), seed).unwrap().seeded.is_some())).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    assert_eq!(seeded.iter().filter(|seeded| **seeded).count(), 1);
    let store = Store::open(&path, now(), seed).unwrap().store;
    store.verify().unwrap();
    assert_eq!((store.councils().unwrap().len(), store.history(None, 10).unwrap().len()), (610, 1));
}

/// Whether permissions bind the user who runs the tests. They don't bind root.
fn permissions_hold() -> bool {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("closed");
    fs::write(&path, "x").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let hold = fs::File::open(&path).is_err();
    if !hold {
        println!("skipped: this user may read and write everything, so permissions cannot be tried");
    }
    hold
}

#[test]
fn a_file_that_cannot_be_read_is_said() {
    if !permissions_hold() {
        return;
    }
    let desk = TestStore::new();
    fs::set_permissions(desk.path(), fs::Permissions::from_mode(0o000)).unwrap();
    assert_helpful_message(&refused(&desk.path()), "permission denied");
}

#[test]
fn a_file_that_cannot_be_written_can_be_looked_at() {
    if !permissions_hold() {
        return;
    }
    let mut desk = TestStore::new();
    desk.apply(note(1, "one"));
    fs::set_permissions(desk.path(), fs::Permissions::from_mode(0o400)).unwrap();
    let bytes = fs::read(desk.path()).unwrap();
    let opened = Store::open(&desk.path(), now(), seed).unwrap();
    assert!(opened.notices.iter().any(|notice| notice.contains("can only be read")), "{:?}", opened.notices);
    let mut store = opened.store;
    assert_eq!(store.councils().unwrap().len(), 610);
    for failed in [
        store.apply(&note(1, "two").into(), BY, now()).unwrap_err(),
        store.undo(BY, now()).unwrap_err(),
        store.apply(&note(1, "three").into(), BY, at("2023-11-05T13:00:00Z")).unwrap_err(),
    ] {
        assert_helpful_message(&failed, "can only be read");
    }
    assert_eq!(fs::read(desk.path()).unwrap(), bytes);
}

#[test]
fn a_folder_that_cannot_be_written_can_be_looked_at() {
    if !permissions_hold() {
        return;
    }
    let mut desk = TestStore::new();
    let folder = desk.folder.path().to_owned();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    let bytes = fs::read(desk.path()).unwrap();
    let opened = Store::open(&desk.path(), now(), seed).unwrap();
    assert!(opened.notices.iter().any(|notice| notice.contains("can only be read")), "{:?}", opened.notices);
    assert_eq!(opened.store.councils().unwrap().len(), 610);
    let failed = desk.store.apply(&note(1, "one").into(), BY, now()).unwrap_err();
    assert_helpful_message(&failed, "can only be read");
    assert_helpful_message(&refused(&folder.join("new.db")), "cannot be created");
    assert_eq!(fs::read(desk.path()).unwrap(), bytes);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_database_in_use_is_waited_for_and_then_said() {
    let mut desk = TestStore::new();
    desk.store.set_busy_timeout(Duration::from_millis(50)).unwrap();
    let other = Connection::open(desk.path()).unwrap();
    other.execute_batch("begin exclusive").unwrap();
    assert_helpful_message(&desk.store.rounds().unwrap_err(), "in use by another program");
    let failed = desk.store.apply(&note(1, "one").into(), BY, now()).unwrap_err();
    assert!(matches!(failed, ApplyError::Store(StoreError::Busy { .. })), "{failed}");
    other.execute_batch("rollback").unwrap();
    desk.apply(note(1, "one"));
    assert_eq!(desk.file(1).notes.len(), 1);
}

#[test]
fn a_database_that_is_being_read_can_be_waited_for() {
    let mut desk = TestStore::new();
    desk.store.set_busy_timeout(Duration::from_millis(50)).unwrap();
    let other = Connection::open(desk.path()).unwrap();
    other.execute_batch("begin; select count(*) from councils").unwrap();
    let bytes = fs::read(desk.path()).unwrap();
    assert_helpful_message(
        &desk.store.apply(&note(1, "one").into(), BY, now()).unwrap_err(),
        "in use by another program",
    );
    other.execute_batch("commit").unwrap();
    assert_eq!(fs::read(desk.path()).unwrap(), bytes, "a half change was written");
    desk.apply(note(1, "two"));
    assert_eq!(desk.file(1).notes.iter().map(|note| note.text.raw()).collect::<Vec<_>>(), ["two"]);
}

#[test]
fn a_database_that_was_replaced_while_open_is_not_written_to() {
    let mut desk = TestStore::new();
    let old_file = desk.folder.path().join("aside.db");
    fs::rename(desk.path(), &old_file).unwrap();
    let failed = desk.store.apply(&note(1, "into nowhere").into(), BY, now()).unwrap_err();
    assert_helpful_message(&failed, "was moved or replaced");
    fs::copy(&old_file, desk.path()).unwrap();
    assert_helpful_message(&desk.store.undo(BY, now()).unwrap_err(), "was moved or replaced");
    let moved = Store::open(&old_file, now(), seed).unwrap().store;
    assert_eq!(moved.history(None, 10).unwrap().len(), 1);
}

/// Overwrites pages in the middle of a file with random data.
fn damage(path: &Path) {
    // The first pages hold the schema and the roots of the tables, without which nothing opens at all.
    let mut file = fs::File::options().read(true).write(true).open(path).unwrap();
    let length = file.metadata().unwrap().len();
    for page in (130..length / 4096).step_by(3) {
        file.seek(SeekFrom::Start(page * 4096)).unwrap();
        file.write_all(&[0xa5; 512]).unwrap();
    }
}

#[test]
fn damage_in_the_middle_is_found_and_the_last_good_backup_is_named() {
    let desk = TestStore::new();
    let path = desk.path();
    desk.store.backup("before an import", at("2023-10-02T09:30:00Z")).unwrap();
    drop(desk.store);
    damage(&path);
    let bytes = fs::read(&path).unwrap();
    let mut store = Store::open(&path, now(), seed).unwrap().store;
    let found = store.verify().unwrap_err();
    assert_helpful_message(&found, "is damaged");
    assert_helpful_message(&found, "The last good backup is of Mon 2 Oct 2023 at 10:30 (3 days ago)");
    assert_helpful_message(&found, "charterdesk restore");
    // A copy of a damaged file is no backup, and the first change of a day does not write to such a file either.
    assert_helpful_message(&store.backup("before an import", now()).unwrap_err(), "is damaged");
    let failed = store.apply(&note(1, "one").into(), BY, at("2023-10-06T09:00:00Z")).unwrap_err();
    assert_helpful_message(&failed, "is damaged");
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(backups(&path).len(), 1);
}

#[test]
fn a_backup_is_read_from_beginning_to_end_before_it_counts() {
    // Damage away from the councils and the last entry: in the journal's load of the register.
    let desk = TestStore::new();
    let mut bytes = fs::read(desk.path()).unwrap();
    let wanted = br#"{"record":"invitation","id":300,"#;
    let at = bytes.windows(wanted.len()).position(|bytes| bytes == wanted).unwrap();
    bytes[at / 4096 * 4096..][..64].fill(0xa5);
    fs::write(desk.path(), &bytes).unwrap();
    let desk = desk.reopened();
    assert_eq!(desk.store.councils().unwrap().len(), 610, "the damage is where it shows");
    assert_helpful_message(&desk.store.backup("by hand", now()).unwrap_err(), "is damaged");
    assert!(backups(&desk.path()).is_empty());
    let left = fs::read_dir(desk.folder.path().join("desk.db-backups")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "an unfinished file was left");
}

#[test]
fn a_file_that_was_cut_short_or_lost_its_beginning_is_damaged() {
    let desk = TestStore::new();
    let path = desk.path();
    desk.store.backup("by hand", at("2023-10-05T12:00:00Z")).unwrap();
    drop(desk.store);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let found = match Store::open(&path, now(), seed) {
        Ok(opened) => opened.store.verify().unwrap_err(),
        Err(error) => error,
    };
    assert_helpful_message(&found, "is damaged");
    let mut zeroed = whole;
    zeroed[..4096].fill(0);
    fs::write(&path, &zeroed).unwrap();
    assert_helpful_message(&refused(&path), "is damaged (its beginning");
    assert_helpful_message(&refused(&path), "(today): run `charterdesk restore`");
    assert_eq!(fs::read(&path).unwrap(), zeroed);
}

#[test]
fn a_full_disk_is_said_and_the_change_is_not_half_made() {
    // Mounting a tiny file system needs rights that tests do not have, so this limits the file's pages instead.
    let mut desk = TestStore::new();
    desk.apply(note(1, "one"));
    let pages = i64::try_from(fs::metadata(desk.path()).unwrap().len() / 4096).unwrap();
    let before = desk.snapshot_text();
    desk.store.limit_pages_for_test(pages).unwrap();
    let long = "x".repeat(100_000);
    let failed = desk.store.apply(&note(1, &long).into(), BY, now()).unwrap_err();
    assert!(matches!(failed, ApplyError::Store(StoreError::DiskFull { .. })), "{failed}");
    assert_helpful_message(&failed, "is full");
    assert_eq!(desk.snapshot_text(), before);
    desk.store.limit_pages_for_test(1_000_000).unwrap();
    desk.apply(note(1, &long));
    desk.store.verify().unwrap();
}

#[test]
fn the_first_change_of_a_day_makes_a_backup() {
    let mut desk = TestStore::new();
    desk.apply(note(1, "the file was made today"));
    assert!(backups(&desk.path()).is_empty());
    for (instant, made) in [
        ("2023-10-06T07:00:00Z", 1),
        ("2023-10-06T22:30:00Z", 1),
        ("2023-10-06T23:30:00Z", 2), // London is an hour ahead: the next day.
        ("2023-10-07T10:00:00Z", 2),
    ] {
        desk.store.apply(&note(1, instant).into(), BY, at(instant)).unwrap();
        assert_eq!(backups(&desk.path()).len(), made, "{instant}");
    }
    let kept = backups(&desk.path());
    assert_eq!((kept[1].reason.as_str(), kept[1].councils, kept[1].sound), ("first change of the day", 610, true));
    assert_eq!(kept[1].created_at, at("2023-10-06T07:00:00Z").at);
    let copy = Store::open(&kept[1].path, now(), seed).unwrap().store;
    assert_eq!(copy.history(None, 10).unwrap().len(), 2, "the copy is of before the change");
}

#[test]
fn a_backup_that_cannot_be_made_is_said_and_the_change_is_saved() {
    let mut desk = TestStore::new();
    fs::write(desk.folder.path().join("desk.db-backups"), "in the way").unwrap();
    desk.store.apply(&note(1, "one").into(), BY, at("2023-10-06T07:00:00Z")).unwrap();
    let notices = desk.store.take_notices();
    assert!(notices[0].contains("backup could not be made"), "{notices:?}");
    assert!(desk.store.take_notices().is_empty());
}

#[test]
fn old_backups_go_and_foreign_files_stay() {
    let mut desk = TestStore::new();
    let mut moment = now();
    for _ in 0..100 {
        moment.at += chrono::Duration::days(1);
        desk.store.backup("daily", moment).unwrap();
    }
    let folder = desk.folder.path().join("desk.db-backups");
    fs::write(folder.join("2019-01-01 my own copy.db"), "mine").unwrap();
    desk.store.backup("daily", moment).unwrap();
    assert_eq!(backups(&desk.path()).len(), 18);
    assert!(folder.join("2019-01-01 my own copy.db").exists());
    desk.apply(note(1, "still writes"));
}

#[test]
fn a_restore_puts_the_backup_in_place_and_keeps_what_was_there() {
    let mut desk = TestStore::new();
    desk.apply(note(1, "one"));
    let then = desk.snapshot_text();
    let backup = desk.store.backup("before an import", now()).unwrap();
    desk.apply(note(1, "two"));
    let lost = desk.snapshot_text();
    damage(&desk.path());
    let damaged = fs::read(desk.path()).unwrap();
    let restored = restore(&desk.path(), &backup.path, now()).unwrap();
    let old_file = restored.old_file.unwrap();
    assert_eq!(fs::read(&old_file).unwrap(), damaged);
    // It is the same file: a process that has it open reads the restored data, and is told before it saves.
    assert_eq!(desk.snapshot_text(), then);
    let refused = desk.store.apply(&note(1, "three").into(), BY, now()).unwrap_err();
    assert_helpful_message(&refused, "was restored from a backup while it was open");
    assert_helpful_message(&desk.store.undo(BY, now()).unwrap_err(), "was restored from a backup");
    let mut desk = desk.reopened();
    assert_eq!(desk.snapshot_text(), then);
    assert_ne!(lost, then);
    desk.apply(note(1, "opened again"));
    desk.store.verify().unwrap();
    assert_eq!(fs::metadata(desk.path()).unwrap().permissions().mode() & 0o777, 0o600);
    // Again: an old file is never overwritten.
    let again = restore(&desk.path(), &backup.path, now()).unwrap().old_file.unwrap();
    assert_ne!(again, old_file);
    assert_eq!(fs::read(&old_file).unwrap(), damaged);
}

#[test]
fn a_restore_from_what_is_no_backup_changes_nothing() {
    let desk = TestStore::new();
    let backup = desk.store.backup("before an import", now()).unwrap().path;
    let bytes = fs::read(desk.path()).unwrap();
    damage(&backup);
    let text = desk.folder.path().join("notes.txt");
    fs::write(&text, "notes").unwrap();
    for (from, what) in [
        (backup.as_path(), "is a damaged backup"),
        (text.as_path(), "is not a charterdesk database"),
        (Path::new("/nowhere/at/all.db"), "is not there"),
        (desk.folder.path(), "is a folder"),
    ] {
        assert_helpful_message(&restore(&desk.path(), from, now()).unwrap_err(), what);
    }
    assert_eq!(fs::read(desk.path()).unwrap(), bytes);
    assert_eq!(
        fs::read_dir(desk.folder.path()).unwrap().count(),
        4,
        "the database, its checksum, its backups, the notes"
    );
}

#[test]
fn a_restore_waits_for_a_change_that_is_being_made() {
    let desk = TestStore::new();
    let backup = desk.store.backup("by hand", now()).unwrap();
    let other = Connection::open(desk.path()).unwrap();
    other.execute_batch("begin immediate; delete from categories").unwrap();
    assert_helpful_message(&restore(&desk.path(), &backup.path, now()).unwrap_err(), "in use by another program");
    other.execute_batch("commit").unwrap();
    assert!(desk.store.categories().unwrap().is_empty(), "it is the file that was there");
    restore(&desk.path(), &backup.path, now()).unwrap();
    assert_eq!(desk.reopened().store.categories().unwrap().len(), 12);
}

#[test]
fn a_restore_where_the_database_is_gone_brings_it_back() {
    let desk = TestStore::new();
    let then = desk.snapshot_text();
    let backup = desk.store.backup("by hand", now()).unwrap();
    fs::remove_file(desk.path()).unwrap();
    let restored = restore(&desk.path(), &backup.path, now()).unwrap();
    assert_eq!(restored.old_file, None);
    assert_eq!(desk.reopened().snapshot_text(), then);
}

/// A process that dies between writing and committing: copies the file and its journal during the write.
fn cut_off(path: &Path) -> (Vec<u8>, Vec<u8>) {
    let dying = Connection::open(path).unwrap();
    dying.pragma_update(None, "cache_size", 1).unwrap();
    dying.execute_batch("begin immediate; update councils set name = 'half a change' where id < 600").unwrap();
    let (mut half, mut hot) = (Vec::new(), Vec::new());
    fs::File::open(path).unwrap().read_to_end(&mut half).unwrap();
    fs::File::open(path.with_file_name("desk.db-journal")).unwrap().read_to_end(&mut hot).unwrap();
    (half, hot)
}

#[test]
fn a_newer_file_with_a_change_cut_off_is_left_to_the_newer_program() {
    let desk = TestStore::new();
    Connection::open(desk.path()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let (half, hot) = cut_off(&desk.path());
    let after = TempDir::new().unwrap();
    let (path, journal) = (after.path().join("desk.db"), after.path().join("desk.db-journal"));
    fs::write(&path, &half).unwrap();
    fs::write(&journal, &hot).unwrap();
    assert!(matches!(refused(&path), StoreError::Newer { .. }));
    assert!(fs::read(&path).unwrap() == half && fs::read(&journal).unwrap() == hot, "it was written to");
}

#[test]
fn a_change_that_was_cut_off_is_rolled_back_at_the_next_start() {
    let desk = TestStore::new();
    let then = desk.snapshot_text();
    let path = desk.path();
    let (half, hot) = cut_off(&path);
    let after = TempDir::new().unwrap();
    fs::write(after.path().join("desk.db"), &half).unwrap();
    fs::write(after.path().join("desk.db-journal"), &hot).unwrap();
    assert!(half.windows(13).any(|bytes| bytes == b"half a change"), "the trial shows nothing");
    let store = Store::open(&after.path().join("desk.db"), now(), seed).unwrap().store;
    store.verify().unwrap();
    let desk = TestStore { folder: after, store, round: desk.round };
    assert_eq!(desk.snapshot_text(), then);
    assert!(!desk.folder.path().join("desk.db-journal").exists());
}

/// On a real small file system, if you can mount one: `mount -t tmpfs -o size=4m tmpfs DIR;
/// CHARTERDESK_TEST_SMALL_DISK=DIR cargo test --test store_faults full_disk`.
#[test]
fn a_really_full_disk_is_said_and_loses_nothing() {
    let Some(disk) = std::env::var_os("CHARTERDESK_TEST_SMALL_DISK").map(std::path::PathBuf::from) else {
        println!("skipped: CHARTERDESK_TEST_SMALL_DISK names no small file system");
        return;
    };
    let filler = disk.join("filler");
    let fill = || {
        let mut file = fs::File::create(&filler).unwrap();
        while file.write_all(&[0; 4096]).is_ok() {}
    };
    let path = disk.join("desk.db");
    fill();
    assert_helpful_message(&refused(&path), "is full");
    assert_eq!(fs::read_dir(&disk).unwrap().count(), 1, "a draft was left behind");
    fs::remove_file(&filler).unwrap();
    let mut store = Store::open(&path, now(), seed).unwrap().store;
    store.apply(&note(1, "one").into(), BY, now()).unwrap();
    fill();
    for moment in [now(), at("2023-10-06T12:00:00Z")] {
        let failed = store.apply(&note(1, &"x".repeat(100_000)).into(), BY, moment).unwrap_err();
        assert_helpful_message(&failed, "is full");
    }
    assert_helpful_message(&store.backup("by hand", now()).unwrap_err(), "is full");
    assert_eq!(store.history(None, 10).unwrap().len(), 2);
    fs::remove_file(&filler).unwrap();
    store.apply(&note(1, "two").into(), BY, now()).unwrap();
    store.verify().unwrap();
    let left: Vec<_> = fs::read_dir(disk.join("desk.db-backups")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

/// An empty database in place of a full one would look as if no council had ever answered.
#[test]
fn a_database_that_vanished_is_not_replaced_while_backups_of_it_lie_beside() {
    let desk = TestStore::new();
    desk.store.backup("before an import", now()).unwrap();
    std::fs::remove_file(desk.path()).unwrap();
    let said = match Store::open(&desk.path(), now(), seed) {
        Ok(_) => panic!("a new database was made"),
        Err(error) => error.to_string(),
    };
    assert!(said.contains("No new one was made") && said.contains("charterdesk restore"), "{said}");
    assert!(!desk.path().exists());
}
