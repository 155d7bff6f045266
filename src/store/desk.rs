//! The store as the rest of the program sees it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::backup::Backup;
use super::error::{ApplyError, StoreError};
use crate::domain::change::{Change, Moment};
use crate::domain::council::Council;
use crate::domain::file::CouncilFile;
use crate::domain::ids::CouncilId;
use crate::domain::journal::{Entry, Saved};
use crate::domain::line::CouncilLine;
use crate::domain::round::Round;

/// An open database.
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

/// What opening a database gives.
pub struct Opened {
    /// The database.
    pub store: Store,
    /// What a new database was filled with; `None` if the file was there.
    pub loaded: Option<Loaded>,
    /// What the user should know, each a sentence: a network drive, a mode that was tightened.
    pub notices: Vec<String>,
}

/// What a new database was filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// How many councils.
    pub councils: usize,
    /// How many parishes.
    pub parishes: usize,
    /// The code of the first round: `2023-Q4`.
    pub round: String,
}

/// How many lines are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The first so many in the order of the list: enough for the first frame.
    First(usize),
    /// All of them.
    All,
}

impl Store {
    /// Opens the database at `path`; makes and fills it if nothing is there.
    ///
    /// # Errors
    /// If the file is not ours, newer, damaged at first sight, or cannot be read. It was not written to then.
    pub fn open(_path: &Path, _moment: Moment) -> Result<Opened, StoreError> {
        todo!()
    }

    /// Checks the whole file for damage. Takes longer than opening: some milliseconds for each megabyte.
    pub fn verify(&self) -> Result<(), StoreError> {
        todo!()
    }

    /// The rounds, oldest first.
    pub fn rounds(&self) -> Result<Vec<Round>, StoreError> {
        todo!()
    }

    /// How the councils that exist on `as_at` stand in the round, by county, then name, then identity.
    pub fn lines(&self, _round: &Round, _as_at: NaiveDate, _page: Page) -> Result<Vec<CouncilLine>, StoreError> {
        todo!()
    }

    /// Everything on file about a council; `None` if there is no such council.
    pub fn council_file(
        &self,
        _id: CouncilId,
        _round: &Round,
        _as_at: NaiveDate,
    ) -> Result<Option<CouncilFile>, StoreError> {
        todo!()
    }

    /// Every council, in the order of the register.
    pub fn councils(&self) -> Result<Vec<Council>, StoreError> {
        todo!()
    }

    /// The categories of priorities, in the order in which they are offered.
    pub fn categories(&self) -> Result<Vec<String>, StoreError> {
        todo!()
    }

    /// What was changed, newest first; of one council, with that council's edits only.
    pub fn history(&self, _council: Option<CouncilId>, _at_most: usize) -> Result<Vec<Entry>, StoreError> {
        todo!()
    }

    /// Makes a change: one transaction, one entry in the journal.
    ///
    /// # Errors
    /// If it is refused or cannot be written; then nothing of it was made.
    pub fn apply(&mut self, _change: &Change, _by: &str, _moment: Moment) -> Result<Saved, ApplyError> {
        todo!()
    }

    /// Makes a change that is not undone: the register of a new database, the replies of the demonstration.
    pub fn load(&mut self, _change: &Change, _by: &str, _moment: Moment) -> Result<Saved, ApplyError> {
        todo!()
    }

    /// Takes the last change back, as a new change.
    pub fn undo(&mut self, _by: &str, _moment: Moment) -> Result<Saved, ApplyError> {
        todo!()
    }

    /// Makes the change that was last taken back again.
    pub fn redo(&mut self, _by: &str, _moment: Moment) -> Result<Saved, ApplyError> {
        todo!()
    }

    /// Makes a backup now: before an import, for one. `reason` is in words: `before an import`.
    pub fn backup(&self, _reason: &str, _moment: Moment) -> Result<Backup, StoreError> {
        todo!()
    }

    /// How long to wait for another program that is writing; 5 seconds unless said.
    pub fn wait_at_most(&self, patience: Duration) -> Result<(), StoreError> {
        let _ = self.connection.busy_timeout(patience);
        Ok(())
    }

    /// Sentences that came up since the store was opened and that the user has not seen: a backup that failed.
    pub fn take_notices(&mut self) -> Vec<String> {
        Vec::new()
    }

    /// The absolute path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
