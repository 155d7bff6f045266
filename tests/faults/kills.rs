//! SIGKILL at system calls of six changes. Afterwards an acknowledged change is on file, no change is there in part,
//! and the next change works.
//!
//! The machine's memory survives a kill, so this says nothing about `fsync`.

use std::collections::BTreeMap;

use crate::changes;
use crate::check::Inspection;
use crate::expectations::Interrupted;
use crate::fixture::Fixture;
use crate::strace::{self, Follow};
use crate::table::{Count, Row, scaled, spread_indexes};

/// Calls next to those that change files: a kill there comes between two states of the disk.
const EXTRA_CALLS: &[&str] = &["close", "fcntl"];

/// Kills the program at up to `most` calls of each name in each change.
fn kill_changes(original: &Fixture, fixture: &Fixture, most: usize, row: &mut Row) {
    let entries = Inspection::of(&original.database()).entries;
    let log = fixture.outside_path("strace.log");
    let mut killed = 0;
    for change in changes::all(fixture) {
        fixture.reset_to(original);
        fixture.run_under(
            &strace::logging(Follow::All, &[strace::FILE_CALLS, EXTRA_CALLS].concat(), &log),
            &change.args(),
        );
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for call in strace::calls_in(&log) {
            let most = counts.entry(call.name).or_default();
            *most = call.number.max(*most);
        }
        for (call, count) in counts {
            for number in spread_indexes(count, most).into_iter().map(|index| index + 1) {
                fixture.reset_to(original);
                let kill = format!("signal=SIGKILL:when={number}");
                let before = strace::injecting(Follow::All, &[(&call, kill)], &log);
                let ran = fixture.run_under(&before, &change.args());
                let place = format!("{} killed at {call} {number} of {count}", change.name);
                killed += usize::from(ran.code.is_none());
                Interrupted { change: &change, entries: &entries, ran: &ran, place: &place }.judge(fixture, row);
            }
        }
    }
    // Some kills hit the child that reads mails instead of the program.
    assert!(killed * 2 > row.tried, "only {killed} of {} kills reached the program", row.tried);
}

#[test]
fn a_kill_at_a_system_call_loses_nothing_acknowledged() {
    let kind = "SIGKILL at system calls";
    if strace::skip_without_strace(kind) {
        return;
    }
    let mut row = Row::new(kind);
    let original = changes::prepare_fixture();
    kill_changes(&original, &original.copy(), scaled(3), &mut row);
    row.finish();
}

/// Planted faults: programs that each do a change wrongly in one way.
#[test]
fn planted_changes_that_are_not_whole_are_reported() {
    let kind = "planted: changes that are not whole";
    if strace::skip_without_strace(kind) {
        return;
    }
    let half = "record return 'Ludlow Town Council' --received 2023-09-20 --wish yes --priority 'MARK a'";
    let half = format!("exec {} --database \"$DATABASE\" --as-at 2023-10-05 {half}", crate::support::PROGRAM);
    let wrong = [
        ("planted: says saved, does nothing", "record note", "echo saved: >&2".to_owned(), Count::Lost),
        ("planted: makes a part of a change", "record return", half, Count::Half),
        (
            "planted: restores and keeps nothing",
            "restore",
            "for BACKUP; do :; done; cp \"$DATABASE-backups/$BACKUP\" \"$DATABASE\"".to_owned(),
            Count::Lost,
        ),
    ];
    let original = changes::prepare_fixture();
    let entries = Inspection::of(&original.database()).entries;
    for (kind, name, script, reported) in wrong {
        let mut row = Row::new(kind);
        let change = changes::all(&original).into_iter().find(|change| change.name == name).expect(name);
        let fixture = original.copy().with_script(&script);
        let never = ("close", "signal=SIGKILL:when=9999".to_owned());
        let before = strace::injecting(Follow::All, &[never], &fixture.outside_path("strace.log"));
        let ran = fixture.run_under(&before, &change.args());
        Interrupted { change: &change, entries: &entries, ran: &ran, place: kind }.judge(&fixture, &mut row);
        row.must_report(&[reported]);
    }
}

/// An acknowledged note that vanishes again, and a whole earlier entry that does.
#[test]
fn planted_loss_of_an_acknowledged_note_is_reported() {
    let mut row = Row::new("planted: an acknowledged note is deleted");
    let original = changes::prepare_fixture();
    let change = changes::all(&original).remove(0);
    let entries = Inspection::of(&original.database()).entries;
    let fixture = original.copy();
    let ran = fixture.run(&change.args());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let file = rusqlite::Connection::open(fixture.database()).expect("the database opens");
    file.execute_batch(
        "pragma foreign_keys = off; drop trigger journal_entries_remain; drop trigger journal_edits_remain;
         delete from notes where body = 'MARK';
         delete from journal_edits where entry_id = (select max(id) from journal_entries);
         delete from journal_entries where id = (select max(id) from journal_entries);",
    )
    .expect("the note and its entry are deleted");
    drop(file);
    Interrupted { change: &change, entries: &entries, ran: &ran, place: "deleted" }.judge(&fixture, &mut row);
    row.must_report(&[Count::Lost]);
}
