//! A change at each step of a restore: `strace` holds the restore up at each call that changes a name in the database's
//! folder, and a note is recorded meanwhile.

use std::fs;
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use crate::changes::{self, backup_of};
use crate::fixture::{Fixture, finish};
use crate::restore::judge_notes;
use crate::strace::{self, Call, Follow};
use crate::support::Ran;
use crate::table::{Count, Row, times};

/// The calls that change names.
const CALLS: &[&str] = &["link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat"];

/// How long a restore is held up at a step, in microseconds: a note needs a tenth of it.
const DELAY: &str = "delay_enter=700000";

/// How long a note is held up before it is committed: until the restore has gone on.
const LONGER_DELAY: &str = "delay_enter=1500000";

/// What is done with the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Note {
    /// It is recorded while the restore is held up.
    Whole,
    /// It begins while the restore is held up, and is held up itself until the restore has gone on.
    Half,
}

/// How long the restore may take to reach a step.
const CEILING: Duration = Duration::from_secs(30);

/// Blocks until the log shows that a call was entered, or until the program has ended; whether it was entered. `strace`
/// writes the line before it holds the call up. There is nothing to block on, so it asks again until it is so.
fn wait_entered(log: &Path, call: &Call, restoring: &mut Child) -> bool {
    let since = Instant::now();
    let entered = || strace::calls_in(log).iter().any(|seen| (&seen.name, seen.number) == (&call.name, call.number));
    while since.elapsed() < CEILING {
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

/// Holds a restore up at one call and records a note meanwhile. `None` if the restore doesn't come to the call.
fn note_at(fixture: &Fixture, backup: &str, call: &Call, note: Note) -> Option<(Ran, Ran)> {
    let log = fixture.outside("steps.log");
    let _ = fs::remove_file(&log);
    let before = strace::injecting(Follow::FirstThread, &call.name, DELAY, &call.number.to_string(), &log);
    let mut restoring = fixture.start_under(&before, &["restore", backup]);
    let entered = wait_entered(&log, call, &mut restoring);
    let noting = entered.then(|| {
        // The commit of a change is the removal of its journal.
        let log = fixture.outside("note.log");
        let held = strace::injecting(Follow::FirstThread, "unlink", LONGER_DELAY, "1", &log);
        fixture.start_note(if note == Note::Half { &held } else { &[] }, "in the gap")
    });
    let noted = noting.map(|noting| match note {
        Note::Whole => (finish(noting), finish(restoring)),
        Note::Half => {
            let restored = finish(restoring);
            (finish(noting), restored)
        }
    });
    noted
}

fn steps(original: &Fixture, fixture: &Fixture, backup: &str) -> Vec<Call> {
    fixture.reset_to(original);
    let log = fixture.outside("strace.log");
    let ran = fixture.run_under(&strace::logging(Follow::FirstThread, CALLS, &log), &["restore", backup]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let folder = fixture.folder().display().to_string();
    strace::calls_in(&log).into_iter().filter(|call| call.text.contains(&folder)).collect()
}

#[test]
fn a_note_at_each_step_of_a_restore_is_kept() {
    let kind = "a change at each step of a restore";
    if strace::skips(kind) {
        return;
    }
    let mut row = Row::new(kind);
    let original = changes::prepared();
    let (fixture, backup) = (original.copy(), backup_of(&original));
    for call in steps(&original, &fixture, &backup) {
        for note in [Note::Whole, Note::Half].repeat(times(1)) {
            fixture.reset_to(&original);
            row.tried += 1;
            let place = format!("{note:?} of a note while the restore is at {} {}", call.name, call.number);
            let Some((note, restored)) = note_at(&fixture, &backup, &call, note) else {
                row.fail(Count::Other, format!("{place}: the restore doesn't come to this call again"));
                continue;
            };
            judge_notes(&fixture, &[restored], [("in the gap", &note)].into_iter(), &place, &mut row);
        }
    }
    row.finish();
}

/// A restore that copies the file aside and then moves the backup into place, held up at the move.
#[test]
fn planted_restore_with_a_gap_is_reported() {
    let kind = "planted: a restore with a gap";
    if strace::skips(kind) {
        return;
    }
    let mut row = Row::new(kind);
    let original = changes::prepared();
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
    let (note, restored) = note_at(&fixture, &backup, &moving, Note::Whole).expect("mv renames again");
    judge_notes(&fixture, &[restored], [("in the gap", &note)].into_iter(), "mv", &mut row);
    row.must_report(&[Count::Lost]);
}
