//! A restore while eight processes record notes. Each acknowledged note must be in the live file, or in an intact old
//! file that the restore named.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::changes::{self, backup_of};
use crate::check::Inspection;
use crate::expectations::{admits_saved, count_damage, no_panic, reassures};
use crate::fixture::Fixture;
use crate::support::RunOutput;
use crate::table::{Count, Row, scaled};

const WRITERS: usize = 8;

/// How many notes are tried before the restore, and again after it.
const NOTES: usize = 12;

/// How often to retry a restore that is refused because the file is in use.
const MAX_TRIES: usize = 5;

/// How long a single note may take. It waits for the locks of seven others and of a restore.
const NOTE_TIMEOUT: Duration = Duration::from_secs(60);

/// A note that a writer tried to record.
struct AttemptedNote {
    text: String,
    ran: RunOutput,
}

/// Records notes until told to stop.
fn write(fixture: &Fixture, name: &str, stop: &AtomicBool, tried: &Sender<AttemptedNote>) {
    for number in 0.. {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let text = format!("{name} note {number}");
        let ran = fixture.note_by_the_program(&text);
        if tried.send(AttemptedNote { text, ran }).is_err() {
            return;
        }
    }
}

/// Waits until some more notes were tried.
fn wait_for_notes(receiver: &Receiver<AttemptedNote>, into: &mut Vec<AttemptedNote>, row: &mut Row) {
    for _ in 0..NOTES {
        match receiver.recv_timeout(NOTE_TIMEOUT) {
            Ok(tried) => into.push(tried),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                return row.fail(Count::Other, "the writers hang");
            }
        }
    }
}

/// Command prefix that slows a restore down where it changes names, so that more notes meet it there. Empty if `strace`
/// can't be used.
fn slow_down(fixture: &Fixture) -> Vec<String> {
    #[cfg(target_os = "linux")]
    if crate::strace::is_usable() {
        let slow = ["?link", "?linkat", "?rename", "?renameat", "?renameat2", "?unlink"];
        let slow = slow.map(|call| (call, "delay_enter=40000".to_owned()));
        return crate::strace::injecting(crate::strace::Follow::All, &slow, &fixture.outside_path("slow.log"));
    }
    let _ = fixture;
    Vec::new()
}

/// Runs one restore beside writers. Returns its result and all notes tried.
fn restore_beside_writers(
    fixture: &Fixture,
    before: &[String],
    backup: &str,
    row: &mut Row,
) -> (Vec<RunOutput>, Vec<AttemptedNote>) {
    let stop = AtomicBool::new(false);
    let (sender, receiver) = channel();
    let (mut restores, mut notes) = (Vec::new(), Vec::new());
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (sender, stop) = (sender.clone(), &stop);
            scope.spawn(move || write(fixture, &format!("writer {writer}"), stop, &sender));
        }
        wait_for_notes(&receiver, &mut notes, row);
        for _ in 0..MAX_TRIES {
            restores.push(fixture.run_under(before, &["restore", backup]));
            if restores.last().is_some_and(|ran| ran.code == Some(0)) {
                break;
            }
        }
        wait_for_notes(&receiver, &mut notes, row);
        stop.store(true, Ordering::SeqCst);
    });
    drop(sender);
    notes.extend(receiver.iter());
    (restores, notes)
}

/// The old files that a restore names in its message.
pub fn files_named(ran: &RunOutput) -> BTreeSet<PathBuf> {
    let words = ran.err.split_whitespace().filter(|word| word.contains(".before-restore-"));
    words.map(|word| PathBuf::from(word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/'))).collect()
}

/// Looks for each acknowledged note in the live file and in the old files that restores named.
pub fn judge_notes<'a>(
    fixture: &Fixture,
    restores: &[RunOutput],
    notes: impl Iterator<Item = (&'a str, &'a RunOutput)>,
    place: &str,
    row: &mut Row,
) {
    let live = Inspection::of(&fixture.database());
    count_damage(&live, &format!("{place}: the live file"), row);
    let mut kept = live.notes.clone();
    for path in restores.iter().flat_map(files_named) {
        let aside = Inspection::of(&path);
        if count_damage(&aside, &format!("{place}: the file put aside"), row) {
            kept.extend(aside.notes);
        }
    }
    for ran in restores {
        no_panic(ran, place, row);
        if ran.code != Some(0) && !reassures(&ran.err) {
            row.fail(Count::Other, format!("{place}: the restore fails without comfort: {}", ran.err));
        }
    }
    for (text, ran) in notes {
        no_panic(ran, place, row);
        let acknowledged = ran.code == Some(0) || ran.err.contains("saved:");
        if acknowledged && !kept.contains(text) {
            row.fail(Count::Lost, format!("{place}: {text} was acknowledged and is in no file: {}", ran.err.trim()));
        }
        if !acknowledged && live.notes.contains(text) && !admits_saved(&ran.err) {
            row.fail(Count::Other, format!("{place}: {text} is refused and on file: {}", ran.err.trim()));
        }
        if !acknowledged && !reassures(&ran.err) {
            row.fail(Count::Other, format!("{place}: {text} is refused without comfort: {}", ran.err.trim()));
        }
        if acknowledged && ran.err.contains("is damaged") {
            row.fail(Count::Other, format!("{place}: both saved and damaged: {}", ran.err.trim()));
        }
    }
}

fn try_restore(fixture: &Fixture, before: &[String], backup: &str, place: &str, row: &mut Row) {
    row.tried += 1;
    let (restores, notes) = restore_beside_writers(fixture, before, backup, row);
    if restores.iter().all(|ran| ran.code != Some(0)) {
        row.fail(Count::Other, format!("{place}: {MAX_TRIES} restores were refused: {}", restores[0].err.trim()));
    }
    judge_notes(fixture, &restores, notes.iter().map(|tried| (tried.text.as_str(), &tried.ran)), place, row);
}

#[test]
fn a_restore_beside_writers_keeps_each_acknowledged_note() {
    let mut row = Row::new("restore beside 8 writers");
    let original = changes::prepare_fixture();
    let (fixture, backup) = (original.copy(), backup_of(&original));
    for turn in 1..=scaled(8) {
        fixture.reset_to(&original);
        let before = if turn % 2 == 0 { slow_down(&fixture) } else { Vec::new() };
        try_restore(&fixture, &before, &backup, &format!("restore {turn}"), &mut row);
    }
    row.finish();
}

/// A restore without a lock: it copies the old file, lets the writers continue, and moves the backup into place.
#[test]
fn planted_restore_without_a_lock_is_reported() {
    let mut row = Row::new("planted: a restore by cp and mv");
    let original = changes::prepare_fixture();
    let backup = backup_of(&original);
    let fixture = original.copy().with_script(
        "for BACKUP; do :; done
         ASIDE=$DATABASE.before-restore-1
         cp \"$DATABASE\" \"$ASIDE\"
         while cmp -s \"$DATABASE\" \"$ASIDE\"; do :; done
         cp \"$DATABASE-backups/$BACKUP\" \"$DATABASE.new\"
         mv \"$DATABASE.new\" \"$DATABASE\"
         echo \"restored: kept as $ASIDE\" >&2",
    );
    try_restore(&fixture, &[], &backup, "cp and mv", &mut row);
    row.must_report_lost();
}
