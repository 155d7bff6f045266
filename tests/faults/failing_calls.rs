//! System calls on the database's folder fail: once, or from that call on.
//!
//! The program must end with exit code 0 and the whole change on file, or with 1 or 3, nothing on file and a message
//! that nothing was lost. An error although the change is on file is a fault too, unless the message says that it is
//! saved or that this is uncertain. Without the fault the next change must work.

use std::collections::BTreeMap;

use crate::changes::{self, Change, Effect};
use crate::check::Inspection;
use crate::expectations::{Interrupted, admits_saved, reassures};
use crate::fixture::Fixture;
use crate::strace::{self, Call, Follow};
use crate::table::{Count, Row, scaled, spread_indexes};

/// Calls that only read. They don't fail if the disk is full.
const READ_CALLS: &[&str] = &["pread64"];

/// The role of a file, so that each call is tried on each kind of file: `desk.db-journal`, `desk.db.new-`.
fn role(call: &Call, folder: &str) -> String {
    let below = call.text.rsplit(folder).next().unwrap_or_default();
    let name: String = below.chars().take_while(|c| !matches!(c, '"' | '>')).collect();
    if name.is_empty() { "the folder".to_owned() } else { name.chars().filter(|c| !c.is_ascii_digit()).collect() }
}

/// Whether a call is about a file in the folder. Written data, such as a message, may name the folder too.
fn touches_folder(call: &Call, folder: &str) -> bool {
    let descriptor = call.text.split_once('>').map_or("", |(first, _)| first);
    let is_named = !call.name.contains("write") && !call.name.contains("read");
    descriptor.contains(folder) || (is_named && call.text.contains(folder))
}

/// The calls of a change that touch the database's folder, by name and file.
fn calls_of(fixture: &Fixture, change: &Change) -> BTreeMap<(String, String), Vec<Call>> {
    let log = fixture.outside_path("strace.log");
    fixture.run_under(
        &strace::logging(threads_to_follow(change), &[strace::FILE_CALLS, READ_CALLS].concat(), &log),
        &change.args(),
    );
    let folder = fixture.folder().display().to_string();
    let mut groups: BTreeMap<(String, String), Vec<Call>> = BTreeMap::new();
    for call in strace::calls_in(&log).into_iter().filter(|call| touches_folder(call, &folder)) {
        groups.entry((call.name.clone(), role(&call, &folder))).or_default().push(call);
    }
    groups
}

/// An import has a child that reads the mails. Its calls have the same names and numbers, and must not fail.
fn threads_to_follow(change: &Change) -> Follow {
    if change.name == "import replies" { Follow::FirstThread } else { Follow::All }
}

/// Makes up to `most` calls of each name and file fail in each change; half as many from that call on.
fn fail_calls(original: &Fixture, fixture: &Fixture, error: &str, most: usize, row: &mut Row) {
    let entries = Inspection::of(&original.database()).entries;
    let log = fixture.outside_path("strace.log");
    let mut reached = 0;
    for change in changes::all(fixture) {
        fixture.reset_to(original);
        let groups = calls_of(fixture, &change);
        // A change whose calls come from elsewhere, such as another thread, would pass without a fault.
        for call in ["openat", "fsync"] {
            assert!(groups.keys().any(|(name, _)| name == call), "{}: no {call} was seen", change.name);
        }
        for ((name, role), calls) in groups {
            if error != "EIO" && READ_CALLS.contains(&name.as_str()) {
                continue;
            }
            let once = spread_indexes(calls.len(), most).into_iter().map(|index| (index, ""));
            // Printing the error message is a `write` too.
            let most = if name.starts_with("write") { 0 } else { most / 2 };
            let for_good = spread_indexes(calls.len(), most).into_iter().take(most).map(|index| (index, "+"));
            for (index, from_then_on) in once.chain(for_good) {
                let number = calls[index].number;
                fixture.reset_to(original);
                let when = format!("{number}{from_then_on}");
                let before = strace::injecting(
                    threads_to_follow(&change),
                    &[(&name, format!("error={error}:when={when}"))],
                    &log,
                );
                let ran = fixture.run_under(&before, &change.args());
                reached += usize::from(strace::has_injected(&log));
                let place = format!("{}: {error} at {name} {when} of {role}", change.name);
                judge(&Interrupted { change: &change, entries: &entries, ran: &ran, place: &place }, fixture, row);
            }
        }
    }
    assert!(reached * 10 > row.tried * 9, "only {reached} of {} failing calls reached the program", row.tried);
}

fn judge(interrupted: &Interrupted<'_>, fixture: &Fixture, row: &mut Row) {
    let Some(effect) = interrupted.judge(fixture, row) else { return };
    let Interrupted { ran, place, .. } = interrupted;
    let said = ran.err.trim();
    let wrong = match (ran.code, effect) {
        (Some(0), _) => None,
        (Some(1 | 3), Effect::Whole) if !admits_saved(said) => Some("a failure is reported and the change is on file"),
        (Some(1 | 3), Effect::None) if !reassures(said) => Some("the message doesn't say that nothing is lost"),
        (Some(1 | 3), _) => None,
        _ => Some("the exit code is not 0, 1 or 3"),
    };
    if let Some(wrong) = wrong {
        row.fail(Count::Other, format!("{place}: {wrong} (exit {:?}): {said}", ran.code));
    }
    if interrupted.is_acknowledged() && said.contains("is damaged") {
        row.fail(Count::Other, format!("{place}: both acknowledged and damaged: {said}"));
    }
}

fn run(kind: &'static str, error: &str) {
    if strace::skip_without_strace(kind) {
        return;
    }
    let mut row = Row::new(kind);
    let original = changes::prepare_fixture();
    fail_calls(&original, &original.copy(), error, scaled(2), &mut row);
    row.finish();
}

#[test]
fn a_call_that_fails_with_an_io_error_changes_nothing_or_is_survived() {
    run("calls fail with EIO", "EIO");
}

#[test]
fn a_call_that_fails_for_want_of_room_changes_nothing_or_is_survived() {
    run("calls fail with ENOSPC", "ENOSPC");
}

/// Planted faults: programs that each lie in one way about what they did.
#[test]
fn planted_lies_about_a_failure_are_reported() {
    let original = changes::prepare_fixture();
    let change = changes::all(&original).remove(0);
    let entries = Inspection::of(&original.database()).entries;
    let program = crate::support::PROGRAM;
    let lies: [(&str, String, &[Count]); 6] = [
        ("planted: says saved, does nothing", "exit 0".to_owned(), &[Count::Lost]),
        ("planted: fails without comfort", "echo 'error: 5' >&2; exit 1".to_owned(), &[Count::Other]),
        ("planted: ends with another code", "echo 'Nothing was changed' >&2; exit 7".to_owned(), &[Count::Other]),
        (
            "planted: saves and reports a failure",
            format!("{program} \"$@\" 2> /dev/null; echo 'Nothing was changed' >&2; exit 1"),
            &[Count::Other],
        ),
        (
            "planted: saves and speaks of damage",
            format!("{program} \"$@\"; echo 'it is damaged. It was not written to' >&2; exit 1"),
            &[Count::Other],
        ),
        (
            "planted: removes the database",
            "rm \"$DATABASE\"; echo 'Nothing was changed' >&2; exit 1".to_owned(),
            &[Count::Corrupt, Count::Other],
        ),
    ];
    for (kind, script, reported) in lies {
        let mut row = Row::new(kind);
        let liar = original.copy().with_script(&script);
        let ran = liar.run(&change.args());
        judge(&Interrupted { change: &change, entries: &entries, ran: &ran, place: kind }, &liar, &mut row);
        row.must_report(reported);
    }
}

/// The fault must reach the program: if `fsync` always fails, nothing can be saved.
#[test]
fn planted_failure_of_each_fsync_is_refused() {
    if strace::skip_without_strace("planted: each fsync fails") {
        return;
    }
    let fixture = Fixture::new();
    let log = fixture.outside_path("strace.log");
    let before = strace::injecting(Follow::FirstThread, &[("fsync", "error=ENOSPC:when=1+".to_owned())], &log);
    let ran = fixture.run_under(&before, &["record", "note", crate::fixture::WEM, "--text", "MARK"]);
    assert!(matches!(ran.code, Some(1 | 3)), "{ran:?}");
}
