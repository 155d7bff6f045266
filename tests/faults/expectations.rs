//! What must hold after an interrupted change.

use std::fs;
use std::path::PathBuf;

use crate::changes::{Change, Effect, NEWEST};
use crate::check::Inspection;
use crate::fixture::Fixture;
use crate::support::RunOutput;
use crate::table::{Count, Row};

/// An interrupted change and its output.
pub struct Interrupted<'a> {
    pub change: &'a Change,
    pub entries: &'a [String],
    pub ran: &'a RunOutput,
    /// Where it was interrupted, for the notes of the table.
    pub place: &'a str,
}

impl Interrupted<'_> {
    /// Inspects the file, then records a note. Returns how much of the change is on file; `None` if unknown.
    pub fn judge(&self, fixture: &Fixture, row: &mut Row) -> Option<Effect> {
        row.tried += 1;
        let Self { change, entries, ran, place } = self;
        no_panic(ran, place, row);
        let found = Inspection::of(&fixture.database());
        let effect = change.effect(&found);
        if count_damage(&found, place, row) {
            match effect {
                Effect::Part => row.fail(Count::Half, format!("{place}: a part of it is on file")),
                Effect::None if self.is_acknowledged() => {
                    row.fail(Count::Lost, format!("{place}: acknowledged and not on file: {}", ran.err))
                }
                _ => {}
            }
            if change.is_restore() && effect == Effect::Whole {
                self.judge_file_put_aside(fixture, row);
            } else if !found.entries.starts_with(entries) || found.entries.len() > entries.len() + 1 {
                let told = format!("{place}: the journal is not what it was, with one entry more at most");
                row.fail(Count::Lost, told);
            }
        }
        next_change_works(fixture, place, row);
        found.corrupt.is_empty().then_some(effect)
    }

    /// Whether the program acknowledged the change.
    pub fn is_acknowledged(&self) -> bool {
        self.ran.code == Some(0) || self.ran.err.contains(self.change.acknowledged)
    }

    /// A restore that took effect must keep the old file.
    fn judge_file_put_aside(&self, fixture: &Fixture, row: &mut Row) {
        let kept = files_put_aside(fixture).into_iter().any(|path| {
            let aside = Inspection::of(&path);
            aside.faults().is_empty() && aside.notes.contains(NEWEST)
        });
        if !kept {
            row.fail(Count::Lost, format!("{}: the replaced file is not kept whole", self.place));
        }
    }
}

/// The old files that restores kept, without their journals.
pub fn files_put_aside(fixture: &Fixture) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixture.folder()).expect("a folder").map(|entry| entry.expect("an entry").path());
    let is_aside = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("desk.db.before-restore-") && !name.ends_with("-journal")
    };
    entries.filter(is_aside).collect()
}

/// Counts damage and inconsistencies in a file. Returns whether there are none.
pub fn count_damage(found: &Inspection, place: &str, row: &mut Row) -> bool {
    if !found.corrupt.is_empty() {
        row.fail(Count::Corrupt, format!("{place}: {:?}", found.corrupt));
    } else if !found.half.is_empty() {
        row.fail(Count::Half, format!("{place}: {:?}", found.half));
    }
    found.faults().is_empty()
}

pub fn no_panic(ran: &RunOutput, place: &str, row: &mut Row) {
    let panicked = ran.err.contains("panicked at") || ran.out.contains("panicked at") || ran.code == Some(101);
    if panicked {
        row.fail(Count::Panics, format!("{place}: {}", ran.err));
    }
}

/// The next change must work.
fn next_change_works(fixture: &Fixture, place: &str, row: &mut Row) {
    let next = fixture.note_by_the_program("the next change");
    no_panic(&next, place, row);
    if next.code != Some(0) {
        row.fail(Count::Other, format!("{place}: the next change fails: {}", next.err.trim()));
    } else if !crate::check::has_note(&fixture.database(), "the next change") {
        row.fail(Count::Lost, format!("{place}: the next change is acknowledged and not on file"));
    }
}

/// Whether an error message says that nothing was lost. The list is of today's messages; add new ones here.
pub fn reassures(message: &str) -> bool {
    const COMFORT: [&str; 13] = [
        "nothing was changed",
        "nothing has changed",
        "nothing is lost",
        "nothing was lost",
        "nothing was saved",
        "nothing was imported",
        "nothing was restored",
        "nothing was taken in",
        "is safe",
        "as it was",
        "left as it is",
        "not written to",
        "no new one was made",
    ];
    let message = message.to_lowercase();
    COMFORT.iter().any(|words| message.contains(words))
}

/// Whether an error message says that the change is saved, or that this is uncertain.
pub fn admits_saved(message: &str) -> bool {
    const SAVED: [&str; 11] = [
        "saved:",
        "undone:",
        "restored:",
        "is saved",
        "was saved",
        "were saved",
        "may be saved",
        "may have been",
        "not certain",
        "uncertain",
        "not sure whether",
    ];
    let message = message.to_lowercase();
    SAVED.iter().any(|words| message.contains(words))
}
