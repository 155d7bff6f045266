//! The store as the rest of the program sees it: changes, undo, backups.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, ErrorCode, Transaction};

use super::apply::{Author, Stop, in_transaction};
use super::backup::{Backup, TemporaryBackup};
use super::error::{ApplyError, StoreError};
use super::journal::EntryStamp;
use super::{apply, backup, checksum, council_file, journal, undo};
use crate::database::Store;
use crate::{files, fingerprint};
use charter::calendar::{format_full, to_london};
use charter::change::{Change, Moment};
use charter::council_file::CouncilFile;
use charter::edit::Refusal;
use charter::ids::CouncilId;
use charter::journal::{EntryKind, Saved};
use charter::round::Round;

/// What was tried.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum AttemptedChange<'a> {
    Change(Cow<'a, Change>),
    Undo,
    Redo,
}

impl AttemptedChange<'_> {
    fn kept(self) -> AttemptedChange<'static> {
        match self {
            Self::Change(change) => AttemptedChange::Change(Cow::Owned(change.into_owned())),
            Self::Undo => AttemptedChange::Undo,
            Self::Redo => AttemptedChange::Redo,
        }
    }
}

/// A save that failed at its last step, where the journal could not be read either. The entry tells later whether it was made.
pub(super) struct UncertainSave {
    attempt: Option<AttemptedChange<'static>>,
    entry: Option<EntryStamp>,
}

impl Store {
    /// Makes a change: one transaction, one entry in the journal. The first change of a day makes a backup before it.
    ///
    /// # Errors
    /// If it is refused or cannot be written; then nothing of it was made. With [`StoreError::UncertainSave`] it may have been:
    /// the same change tried again is then not made twice.
    pub fn apply(&mut self, change: &Change, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        let hand = Author { by, moment };
        self.attempt(AttemptedChange::Change(Cow::Borrowed(change)), moment, |transaction| {
            apply::change(transaction, change, EntryKind::Change, hand)
        })
    }

    /// The same, and what is on file about a council after it. It is read before the change is committed: a file that
    /// turns out to be damaged then is not written into.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn apply_and_read(
        &mut self,
        change: &Change,
        (by, moment): (&str, Moment),
        (council, round, as_at): (CouncilId, &Round, NaiveDate),
    ) -> Result<(Saved, Option<CouncilFile>), ApplyError> {
        let hand = Author { by, moment };
        let mut file = None;
        let saved = self.attempt(AttemptedChange::Change(Cow::Borrowed(change)), moment, |transaction| {
            let saved = apply::change(transaction, change, EntryKind::Change, hand)?;
            file = council_file::read(transaction, council, round, as_at)?;
            Ok(saved)
        })?;
        if file.is_none() {
            // It had been saved before.
            file = self.council_file(council, round, as_at)?;
        }
        Ok((saved, file))
    }

    /// Makes a change that is not undone: the register of a new database, the replies of the demonstration.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn load(&mut self, change: &Change, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.write(moment, |transaction| apply::change(transaction, change, EntryKind::Load, Author { by, moment }))
    }

    /// Takes the last change back, as a new change.
    ///
    /// # Errors
    /// If there is none, or if what it would take back was changed since; then nothing was changed.
    pub fn undo(&mut self, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.attempt(AttemptedChange::Undo, moment, |transaction| undo::undo_last(transaction, Author { by, moment }))
    }

    /// Makes the change that was last taken back again.
    ///
    /// # Errors
    /// As [`Store::undo_last`].
    pub fn redo(&mut self, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.attempt(AttemptedChange::Redo, moment, |transaction| undo::redo_last(transaction, Author { by, moment }))
    }

    /// Makes a backup now: before an import, for one. `reason` is in words: `before an import`.
    ///
    /// # Errors
    /// If the database is damaged, or the folder of backups cannot be written.
    pub fn backup(&self, reason: &str, moment: Moment) -> Result<Backup, StoreError> {
        self.verify()?;
        backup::make(&self.connection, &self.path, reason, moment.at)
    }

    /// Writes a backup into a file that a person named: checked before it gets its name, and never over another file.
    ///
    /// # Errors
    /// As [`Store::backup`], and if something has the name already.
    pub fn backup_to(&self, target: &Path, moment: Moment) -> Result<Backup, StoreError> {
        self.verify()?;
        backup::make_at(&self.connection, &self.path, target, moment.at)
    }

    /// A backup that goes away again unless it is kept, so that what comes to nothing leaves none.
    ///
    /// # Errors
    /// As [`Store::backup`].
    pub(super) fn temporary_backup(&self, reason: &str, moment: Moment) -> Result<TemporaryBackup, StoreError> {
        self.verify()?;
        backup::make_temporary(&self.connection, &self.path, reason, moment.at)
    }

    /// Makes a change once: a change whose save was uncertain, and which is in the journal after all, is not made again.
    fn attempt(
        &mut self,
        what: AttemptedChange<'_>,
        moment: Moment,
        work: impl FnOnce(&Transaction<'_>) -> Result<Saved, Stop>,
    ) -> Result<Saved, ApplyError> {
        if let Some(saved) = self.find_uncertain_save(&what)? {
            return Ok(saved);
        }
        self.back_up_once_a_day(moment)?;
        let done = self.write(moment, work);
        if let Some(uncertain) = &mut self.uncertain {
            uncertain.attempt = Some(what.kept());
        }
        done
    }

    fn find_uncertain_save(&mut self, what: &AttemptedChange<'_>) -> Result<Option<Saved>, StoreError> {
        let Some(UncertainSave { attempt, entry }) = self.uncertain.take() else { return Ok(None) };
        let found = self.read(|connection| match entry {
            Some(entry) if journal::contains(connection, entry)? => journal::find(connection, entry.id),
            _ => Ok(None),
        });
        match found {
            Ok(found) => Ok(found.filter(|_| attempt.as_ref() == Some(what)).map(apply::saved_entry)),
            Err(error) => {
                self.uncertain = Some(UncertainSave { attempt, entry });
                Err(error)
            }
        }
    }

    pub(super) fn write<T>(
        &mut self,
        moment: Moment,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Stop>,
    ) -> Result<T, ApplyError> {
        self.can_write()?;
        if fingerprint::bytes(&self.file, 0, 20).is_ok_and(|header| fingerprint::is_logged(&header)) {
            // Another program has begun a log beside the file. It may still have it open: then the change goes into the log.
            let _ = self.connection.query_row("pragma journal_mode = delete", [], |_| Ok(()));
        }
        let Self { connection, path, file, last_seen_entry: seen, .. } = self;
        let done = in_transaction(connection, |transaction| {
            is_the_same_file(path, file)?;
            is_the_same_history(transaction, path, seen.get())?;
            checksum::verify(transaction, file, path, moment.at)?;
            work(transaction)
        });
        match done {
            Ok(committed) => {
                checksum::keep(&self.connection, &self.file, &self.path);
                self.last_seen_entry.set(committed.head);
                self.notices.extend(committed.warning.map(|error| not_on_the_disk(&error)));
                Ok(committed.value)
            }
            Err(stop) => Err(self.why_stopped(stop, moment.at)),
        }
    }

    pub(super) fn why_stopped(&mut self, stop: Stop, now: DateTime<Utc>) -> ApplyError {
        match stop {
            Stop::Refused(refusal) => ApplyError::Refused(refusal),
            Stop::Stopped => ApplyError::Stopped,
            Stop::NothingToUndo => ApplyError::NothingToUndo,
            Stop::NothingToRedo => ApplyError::NothingToRedo,
            Stop::Store(error) => ApplyError::Store(error),
            Stop::Sql(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                ApplyError::Refused(does_not_fit(&error))
            }
            Stop::Sql(error) => ApplyError::Store(self.describe(error, now)),
            Stop::Uncertain(entry, error) => {
                self.uncertain = Some(UncertainSave { attempt: None, entry });
                ApplyError::Store(StoreError::Uncertain { path: self.path.clone(), reason: error.to_string() })
            }
        }
    }

    /// Refuses to write into a file that can only be read, or that nobody will find again.
    pub(super) fn can_write(&self) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly { path: self.path.clone(), consequence: "the change was not saved" });
        }
        is_the_same_file(&self.path, &self.file)
    }

    /// A backup before the first change of a civil day. That it fails does not keep a person from saving, and is said;
    /// a damaged database does.
    pub(super) fn back_up_once_a_day(&mut self, moment: Moment) -> Result<(), StoreError> {
        if self.read_only {
            return Ok(());
        }
        let Some(head) = self.read(journal::head)? else { return Ok(()) };
        if head.at > moment.at {
            self.notices.push(clock_went_back(head.at, moment.at));
        }
        // What was written today was written after today's backup, or today is the file's first day. A day in the future
        // is another day too: a clock that was wrong once does not keep the backups away for years.
        let due = to_london(head.at).date() != moment.today();
        if !due || backup::made_today(&self.path, moment.at) {
            return Ok(());
        }
        match self.backup("first change of the day", moment) {
            Err(damaged @ StoreError::Damaged { .. }) => Err(damaged),
            Err(error) => {
                self.notices.push(format!("today's backup could not be made: {error}"));
                Ok(())
            }
            Ok(_) => Ok(()),
        }
    }
}

/// The path still leads to the file that was opened.
fn is_the_same_file(path: &Path, file: &File) -> Result<(), StoreError> {
    let opened = file.metadata().map(|metadata| files::identity_of_metadata(&metadata));
    match (files::file_identity(path), opened) {
        (Ok(now), Ok(opened)) if now == opened => Ok(()),
        _ => Err(StoreError::FileReplaced { path: path.to_owned() }),
    }
}

/// Refuses to write if the journal has lost the entry that was seen last: the file was restored meanwhile. Its records can
/// have the same versions as others that were read before, so the check of versions would not notice.
fn is_the_same_history(connection: &Connection, path: &Path, seen: Option<EntryStamp>) -> Result<(), Stop> {
    match seen {
        Some(seen) if !journal::contains(connection, seen)? => {
            Err(StoreError::Restored { path: path.to_owned() }.into())
        }
        _ => Ok(()),
    }
}

fn clock_went_back(newest: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let [newest, now] = [newest, now].map(to_london);
    format!(
        "the computer's clock says {} {}, but the last change was saved on {} {}: the clock went back, or was wrong then. \
         Changes keep the order in which they were made; set the clock if it is wrong now",
        format_full(now.date()),
        now.format("%H:%M"),
        format_full(newest.date()),
        newest.format("%H:%M")
    )
}

fn not_on_the_disk(error: &rusqlite::Error) -> String {
    format!(
        "the disk reported an error after this was saved ({error}): it may not survive a power cut. Make a backup on another \
         disk and have this one looked at"
    )
}

/// Something was stored meanwhile that the change does not go together with.
fn does_not_fit(error: &rusqlite::Error) -> Refusal {
    Refusal::Invalid(format!(
        "the change does not go together with what is stored ({error}); nothing was changed; look at the list again and \
         try once more"
    ))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{AttemptedChange, UncertainSave};
    use crate::Store;
    use crate::journal::EntryStamp;
    use charter::change::{Act, Change, Moment, WriteNote};
    use charter::ids::CouncilId;

    /// A save whose end was uncertain and that was made: tried again it is known, and made once.
    #[test]
    fn what_was_saved_after_all_is_not_saved_twice() {
        let folder = tempfile::TempDir::new().unwrap();
        let moment = Moment { at: "2023-10-05T13:00:00Z".parse().unwrap() };
        let seed = desk::seed::seed;
        let mut store = Store::open(&folder.path().join("desk.db"), moment, seed).unwrap().store;
        let note = |text: &str| {
            let act = WriteNote { council: CouncilId(1), on: moment.today(), text: text.into() };
            Change::from(Act::Note(act))
        };
        let saved = store.apply(&note("one"), "sergeant", moment).unwrap();
        let entry = Some(EntryStamp { id: saved.entry.0, at: saved.at });
        let uncertain = |attempt| Some(UncertainSave { attempt: Some(attempt), entry });
        let entries = |store: &Store| store.history(None, 100).unwrap().len();

        store.uncertain = uncertain(AttemptedChange::Change(Cow::Owned(note("one"))));
        assert_eq!(store.apply(&note("one"), "sergeant", moment).unwrap(), saved);
        assert_eq!(entries(&store), 2);
        // Another change is another, and once it is settled the same words may be written again.
        store.uncertain = uncertain(AttemptedChange::Change(Cow::Owned(note("one"))));
        store.apply(&note("two"), "sergeant", moment).unwrap();
        store.apply(&note("one"), "sergeant", moment).unwrap();
        assert_eq!(entries(&store), 4);
        // What was not saved is saved now.
        let never = EntryStamp { id: 99, at: saved.at };
        store.uncertain = Some(UncertainSave { attempt: Some(AttemptedChange::Undo), entry: Some(never) });
        store.undo("sergeant", moment).unwrap();
        assert_eq!(entries(&store), 5);
    }
}
