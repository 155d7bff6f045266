//! The methods of [`Store`] that write: changes, undo and backups.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, ErrorCode, Transaction};

use crate::apply::{Abort, Author, in_transaction};
use crate::backup::TemporaryBackup;
use crate::backup_files::Backup;
use crate::database::Store;
use crate::error::{ApplyError, StoreError};
use crate::journal::EntryStamp;
use crate::uncertain_save::{AttemptedChange, UncertainSave};
use crate::{apply, backup, backup_files, checksum, council_file, journal, undo};
use crate::{files, fingerprint};
use charter::calendar::{format_full, to_london};
use charter::change::{Change, Moment};
use charter::council_file::CouncilFile;
use charter::edit::Refusal;
use charter::ids::CouncilId;
use charter::journal::{EntryKind, Saved};
use charter::round::Round;

impl Store {
    /// Applies a change: one transaction, one journal entry. Makes a backup before the first change of a day.
    ///
    /// # Errors
    /// If it is refused or cannot be written; then nothing was written. After [`StoreError::Uncertain`] it may have
    /// been saved: applying the same change again does not apply it twice.
    pub fn apply(&mut self, change: &Change, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        let author = Author { by, moment };
        self.attempt(AttemptedChange::Change(Cow::Borrowed(change)), moment, |transaction| {
            apply::apply_change(transaction, change, EntryKind::Change, author)
        })
    }

    /// Applies a change and reads the records of a council. Reads before the commit, so that nothing is written to a
    /// file that turns out to be damaged.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn apply_and_read(
        &mut self,
        change: &Change,
        (by, moment): (&str, Moment),
        (council, round, as_at): (CouncilId, &Round, NaiveDate),
    ) -> Result<(Saved, Option<CouncilFile>), ApplyError> {
        let author = Author { by, moment };
        let mut file = None;
        let saved = self.attempt(AttemptedChange::Change(Cow::Borrowed(change)), moment, |transaction| {
            let saved = apply::apply_change(transaction, change, EntryKind::Change, author)?;
            file = council_file::read(transaction, council, round, as_at)?;
            Ok(saved)
        })?;
        if file.is_none() {
            // An earlier attempt had saved it.
            file = self.council_file(council, round, as_at)?;
        }
        Ok((saved, file))
    }

    /// Cannot be undone: for the register of a new database and the replies of the demonstration.
    ///
    /// # Errors
    ///
    /// As [`Store::apply`].
    pub fn load(&mut self, change: &Change, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.write(moment, |transaction| {
            apply::apply_change(transaction, change, EntryKind::Load, Author { by, moment })
        })
    }

    /// Reverses the last change, as a new change.
    ///
    /// # Errors
    /// If there is none, or if a later change touched the same records. Then nothing was written.
    pub fn undo(&mut self, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.attempt(AttemptedChange::Undo, moment, |transaction| undo::undo(transaction, Author { by, moment }))
    }

    /// Reverses the last undo.
    ///
    /// # Errors
    /// As [`Store::undo`].
    pub fn redo(&mut self, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.attempt(AttemptedChange::Redo, moment, |transaction| undo::redo(transaction, Author { by, moment }))
    }

    /// Makes a backup now. `reason` is a phrase such as `before an import`.
    ///
    /// # Errors
    /// If the database is damaged, or the backup folder cannot be written.
    pub fn backup(&self, reason: &str, moment: Moment) -> Result<Backup, StoreError> {
        self.verify()?;
        backup::make(&self.connection, &self.path, reason, moment.at)
    }

    /// Writes a backup to a path that the user chose. Checks it before it gets its name, and never overwrites a file.
    ///
    /// # Errors
    /// As [`Store::backup`], and if the path exists.
    pub fn backup_to(&self, target: &Path, moment: Moment) -> Result<Backup, StoreError> {
        self.verify()?;
        backup::make_at(&self.connection, &self.path, target, moment.at)
    }

    /// Makes a backup that is deleted unless it is kept, so that an import without a result leaves none.
    ///
    /// # Errors
    /// As [`Store::backup`].
    pub(crate) fn temporary_backup(&self, reason: &str, moment: Moment) -> Result<TemporaryBackup, StoreError> {
        self.verify()?;
        backup::make_temporary(&self.connection, &self.path, reason, moment.at)
    }

    /// Applies a change once: if its last save was uncertain and the journal contains it after all, it is not applied
    /// again.
    fn attempt(
        &mut self,
        what: AttemptedChange<'_>,
        moment: Moment,
        work: impl FnOnce(&Transaction<'_>) -> Result<Saved, Abort>,
    ) -> Result<Saved, ApplyError> {
        if let Some(saved) = self.find_uncertain_save(&what)? {
            return Ok(saved);
        }
        self.back_up_once_a_day(moment)?;
        let done = self.write(moment, work);
        if let Some(uncertain) = &mut self.uncertain {
            uncertain.attempt = Some(what.into_owned());
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

    pub(crate) fn write<T>(
        &mut self,
        moment: Moment,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Abort>,
    ) -> Result<T, ApplyError> {
        self.can_write()?;
        if fingerprint::read_bytes(&self.file, 0, 20).is_ok_and(|header| fingerprint::is_wal(&header)) {
            // Another program has switched the file to WAL mode. If it still has the file open, the change goes into
            // the log.
            let _ = self.connection.query_row("pragma journal_mode = delete", [], |_| Ok(()));
        }
        let Self { connection, path, file, last_seen_entry: seen, .. } = self;
        let done = in_transaction(connection, |transaction| {
            check_same_file(path, file)?;
            check_same_history(transaction, path, seen.get())?;
            checksum::verify(transaction, file, path, moment.at)?;
            work(transaction)
        });
        match done {
            Ok(committed) => {
                checksum::save(&self.connection, &self.file, &self.path);
                self.last_seen_entry.set(committed.head);
                self.notices.extend(committed.warning.map(|error| sync_warning(&error)));
                Ok(committed.value)
            }
            Err(stop) => Err(self.apply_error(stop, moment.at)),
        }
    }

    pub(crate) fn apply_error(&mut self, stop: Abort, now: DateTime<Utc>) -> ApplyError {
        match stop {
            Abort::Refused(refusal) => ApplyError::Refused(refusal),
            Abort::Stopped => ApplyError::Stopped,
            Abort::NothingToUndo => ApplyError::NothingToUndo,
            Abort::NothingToRedo => ApplyError::NothingToRedo,
            Abort::Store(error) => ApplyError::Store(error),
            Abort::Sql(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                ApplyError::Refused(constraint_refusal(&error))
            }
            Abort::Sql(error) => ApplyError::Store(self.describe(error, now)),
            Abort::Uncertain(entry, error) => {
                self.uncertain = Some(UncertainSave { attempt: None, entry });
                ApplyError::Store(StoreError::Uncertain { path: self.path.clone(), reason: error.to_string() })
            }
        }
    }

    /// Refuses to write to a read-only file, or to one that its path no longer leads to.
    pub(crate) fn can_write(&self) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly { path: self.path.clone(), consequence: "the change was not saved" });
        }
        check_same_file(&self.path, &self.file)
    }

    /// Makes a backup before the first change of a London day. If the backup fails, the user can still save and gets a
    /// notice; a damaged database stops the save.
    pub(crate) fn back_up_once_a_day(&mut self, moment: Moment) -> Result<(), StoreError> {
        if self.read_only {
            return Ok(());
        }
        let Some(head) = self.read(journal::head)? else { return Ok(()) };
        if head.at > moment.at {
            self.notices.push(clock_warning(head.at, moment.at));
        }
        // A change of today comes after today's backup, or today is the file's first day. A day in the future is
        // another day too: a clock that was wrong once must not suppress backups for years.
        let due = to_london(head.at).date() != moment.today();
        if !due || backup_files::made_today(&self.path, moment.at) {
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

/// Fails if the path no longer leads to the file that was opened.
fn check_same_file(path: &Path, file: &File) -> Result<(), StoreError> {
    let opened = file.metadata().map(|metadata| files::identity_of_metadata(&metadata));
    match (files::file_identity(path), opened) {
        (Ok(now), Ok(opened)) if now == opened => Ok(()),
        _ => Err(StoreError::FileReplaced { path: path.to_owned() }),
    }
}

/// Refuses to write if the journal lacks the entry seen last, because the file was restored in the meantime. Restored
/// records can have the same versions as those read before, so the version check would not notice.
fn check_same_history(connection: &Connection, path: &Path, seen: Option<EntryStamp>) -> Result<(), Abort> {
    match seen {
        Some(seen) if !journal::contains(connection, seen)? => {
            Err(StoreError::Restored { path: path.to_owned() }.into())
        }
        _ => Ok(()),
    }
}

fn clock_warning(newest: DateTime<Utc>, now: DateTime<Utc>) -> String {
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

fn sync_warning(error: &rusqlite::Error) -> String {
    format!(
        "the disk reported an error after this was saved ({error}): it may not survive a power cut. Make a backup on another \
         disk and have this one looked at"
    )
}

/// A constraint failed: something stored in the meantime conflicts with the change.
fn constraint_refusal(error: &rusqlite::Error) -> Refusal {
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

    /// An uncertain save that did succeed is recognised at the next attempt and made once.
    #[test]
    fn an_uncertain_save_that_succeeded_is_not_repeated() {
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
        // A different change is applied. After it is settled, the same text may be saved again.
        store.uncertain = uncertain(AttemptedChange::Change(Cow::Owned(note("one"))));
        store.apply(&note("two"), "sergeant", moment).unwrap();
        store.apply(&note("one"), "sergeant", moment).unwrap();
        assert_eq!(entries(&store), 4);
        // A change that was not saved is saved now.
        let never = EntryStamp { id: 99, at: saved.at };
        store.uncertain = Some(UncertainSave { attempt: Some(AttemptedChange::Undo), entry: Some(never) });
        store.undo("sergeant", moment).unwrap();
        assert_eq!(entries(&store), 5);
    }
}
