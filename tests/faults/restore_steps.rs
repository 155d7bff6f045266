//! A change at each step of a restore: `strace` delays the restore at each call that changes a name in the database's
//! folder, and a note is recorded meanwhile.

use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::changes::{self, backup_of};
use crate::fixture::{Fixture, finish};
use crate::restore::judge_notes;
use crate::strace::{self, Call, Follow};
use crate::support::RunOutput;
use crate::table::{Count, Row, scaled};

/// Calls that change names.
const NAME_CALLS: &[&str] = &["link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat"];

/// How long to delay the restore at a step, in microseconds. A note needs a fifth of it.
const RESTORE_DELAY: usize = 300_000;

/// How long to delay a note, in microseconds: until the restore has ended.
const NOTE_DELAY: usize = 700_000;

/// Text of the note that meets the restore.
const FIRST_NOTE: &str = "in the gap";

/// Text of a note recorded after the restore, while the first one is still delayed.
const SECOND_NOTE: &str = "after the gap";

/// When the first note runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Note {
    /// It is recorded while the restore is delayed.
    Whole,
    /// It is delayed before its commit, until the restore has ended.
    BeforeCommit,
    /// It is delayed before it creates its journal, until the restore has ended, and again before its commit.
    BeforeJournal,
}

/// How long the restore may take to reach a step.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Blocks until the log shows that a call was entered, or until the program has ended. Returns whether it was entered.
/// `strace` writes the line before it delays the call. There is nothing to block on, so this polls.
fn wait_entered(log: &Path, call: &Call, restoring: &mut Child) -> bool {
    let since = Instant::now();
    let entered = || strace::calls_in(log).iter().any(|seen| (&seen.name, seen.number) == (&call.name, call.number));
    while since.elapsed() < TIMEOUT {
        if entered() {
            return true;
        }
        if restoring.try_wait().is_ok_and(|ended| ended.is_some()) {
            return entered();
        }
        thread::yield_now();
    }
    false
}

/// The results of a restore and of the notes beside it.
struct RestoreWithNotes {
    restored: RunOutput,
    notes: Vec<(&'static str, RunOutput)>,
}

/// The calls of a note at which it can be delayed.
struct NoteCalls {
    /// The call that creates its journal.
    journal: Call,
    /// The call that removes its journal, which commits the change.
    commit: Call,
}

impl NoteCalls {
    /// Finds them in the log of a note.
    fn of(fixture: &Fixture) -> Self {
        let log = fixture.outside_path("strace.log");
        let calls = ["open", "openat", "unlink", "unlinkat"];
        finish(fixture.start_note(&strace::logging(Follow::FirstThread, &calls, &log), "a note"));
        let calls = strace::calls_in(&log);
        let first = |name: &str| {
            let found = calls.iter().find(|call| call.name.starts_with(name) && call.text.contains("desk.db-journal"));
            found.cloned().unwrap_or_else(|| panic!("a note has no {name} of its journal: {calls:?}"))
        };
        Self { journal: first("open"), commit: first("unlink") }
    }

    /// Command prefix that delays a note.
    fn delay_command(&self, note: Note, log: &Path) -> Vec<String> {
        let held = |call: &Call| format!("delay_enter={NOTE_DELAY}:when={}", call.number);
        let [journal, commit] = [&self.journal, &self.commit].map(|call| (call.name.as_str(), held(call)));
        match note {
            Note::Whole => Vec::new(),
            Note::BeforeCommit => strace::injecting(Follow::FirstThread, &[commit], log),
            Note::BeforeJournal => strace::injecting(Follow::FirstThread, &[journal, commit], log),
        }
    }
}

/// Delays a restore at one call and records notes meanwhile. `None` if the restore never makes the call.
fn notes_at(
    fixture: &Fixture,
    backup: &str,
    call: &Call,
    (calls, note): (&NoteCalls, Note),
) -> Option<RestoreWithNotes> {
    let [log, note_log] = ["steps.log", "note.log"].map(|name| fixture.outside_path(name));
    [&log, &note_log].into_iter().for_each(|log| drop(fs::remove_file(log)));
    let delay = format!("delay_enter={RESTORE_DELAY}:when={}", call.number);
    let before = strace::injecting(Follow::FirstThread, &[(&call.name, delay)], &log);
    let mut restoring = fixture.start_under(&before, &["restore", backup]);
    if !wait_entered(&log, call, &mut restoring) {
        finish(restoring);
        return None;
    }
    let mut noting = fixture.start_note(&calls.delay_command(note, &note_log), FIRST_NOTE);
    if note == Note::Whole {
        let first = finish(noting);
        return Some(RestoreWithNotes { restored: finish(restoring), notes: vec![(FIRST_NOTE, first)] });
    }
    let restored = finish(restoring);
    wait_entered(&note_log, &calls.commit, &mut noting);
    let second = fixture.note_by_the_program(SECOND_NOTE);
    Some(RestoreWithNotes { restored, notes: vec![(SECOND_NOTE, second), (FIRST_NOTE, finish(noting))] })
}

fn steps(original: &Fixture, fixture: &Fixture, backup: &str) -> Vec<Call> {
    fixture.reset_to(original);
    let log = fixture.outside_path("strace.log");
    let ran = fixture.run_under(&strace::logging(Follow::FirstThread, NAME_CALLS, &log), &["restore", backup]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let folder = fixture.folder().display().to_string();
    strace::calls_in(&log).into_iter().filter(|call| call.text.contains(&folder)).collect()
}

#[test]
fn a_note_at_each_step_of_a_restore_is_kept() {
    let kind = "a change at each step of a restore";
    if strace::skip_without_strace(kind) {
        return;
    }
    let mut row = Row::new(kind);
    let original = changes::prepare_fixture();
    let (fixture, backup) = (original.copy(), backup_of(&original));
    let calls = NoteCalls::of(&fixture);
    for call in steps(&original, &fixture, &backup) {
        for note in [Note::Whole, Note::BeforeCommit, Note::BeforeJournal].repeat(scaled(1)) {
            fixture.reset_to(&original);
            row.tried += 1;
            let place = format!("a note ({note:?}) while the restore is at {} {}", call.name, call.number);
            match notes_at(&fixture, &backup, &call, (&calls, note)) {
                Some(met) => judge(&fixture, &met, &place, &mut row),
                None => row.fail(Count::Other, format!("{place}: the restore doesn't come to this call again")),
            }
        }
    }
    row.finish();
}

fn judge(fixture: &Fixture, met: &RestoreWithNotes, place: &str, row: &mut Row) {
    let notes = met.notes.iter().map(|(text, ran)| (*text, ran));
    judge_notes(fixture, std::slice::from_ref(&met.restored), notes, place, row);
}

/// A restore that copies the old file and then moves the backup into place, delayed at the move.
#[test]
fn planted_restore_with_a_gap_is_reported() {
    let kind = "planted: a restore with a gap";
    if strace::skip_without_strace(kind) {
        return;
    }
    let mut row = Row::new(kind);
    let original = changes::prepare_fixture();
    let backup = backup_of(&original);
    let fixture = original.copy().with_script(
        "for BACKUP; do :; done
         cp \"$DATABASE\" \"$DATABASE.before-restore-1\"
         cp \"$DATABASE-backups/$BACKUP\" \"$DATABASE.new\"
         echo \"restored: kept as $DATABASE.before-restore-1\" >&2
         exec mv -f \"$DATABASE.new\" \"$DATABASE\"",
    );
    let moving = steps(&original, &fixture, &backup).into_iter().find(|call| call.name.starts_with("rename"));
    let moving = moving.expect("mv renames");
    fixture.reset_to(&original);
    row.tried += 1;
    let calls = NoteCalls::of(&original.copy());
    let met = notes_at(&fixture, &backup, &moving, (&calls, Note::Whole)).expect("mv renames again");
    judge(&fixture, &met, "mv", &mut row);
    row.must_report(&[Count::Lost]);
}
