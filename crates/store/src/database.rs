//! The store as the rest of the program sees it: opening and reading. `write` has what changes it.

use std::cell::Cell;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use super::error::StoreError;
use super::journal::EntryStamp;
use super::write::UncertainSave;
use super::{categories, checksum, council_file, councils, diary, journal, open, priority_lines, rounds, updates};
use crate::council_lines;
use charter::change::Moment;
use charter::council::Council;
use charter::council_file::CouncilFile;
use charter::council_line::CouncilLine;
use charter::diary::DiaryLine;
use charter::ids::CouncilId;
use charter::journal::Entry;
use charter::meeting::Meeting;
use charter::priority_line::PriorityLine;
use charter::register::{Seed, SeedSummary};
use charter::round::Round;
use charter::team::TeamChange;

/// How long to wait for another program that is writing.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// An open database.
pub struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    /// The file that was opened: the path may lead to another one later. It stands below the connection because it must be
    /// closed after it, see [`read_at`](crate::fingerprint::read_at).
    pub(super) file: Arc<File>,
    pub(super) read_only: bool,
    pub(super) opened_at: DateTime<Utc>,
    pub(super) notices: Vec<String>,
    /// The newest entry that was read or written here: it is missing in a file that was restored meanwhile.
    pub(super) last_seen_entry: Cell<Option<EntryStamp>>,
    pub(super) uncertain: Option<UncertainSave>,
}

/// What opening a database gives.
pub struct Opened {
    /// The database.
    pub store: Store,
    /// What a new database was filled with; `None` if the file was there.
    pub loaded: Option<SeedSummary>,
    /// What the user should know, each a sentence: a network drive, a mode that was tightened.
    pub notices: Vec<String>,
}

/// How many lines are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The first so many in the order of the list: enough for the first frame. Whether they can decide in time, and the days
    /// that only a pattern gives, are left out: working them out takes longer than all the rest.
    First(usize),
    /// All of them.
    All,
}

impl Store {
    /// Opens the database at `path`; makes it and fills it with `seed` if nothing is there.
    ///
    /// # Errors
    /// If the file is not ours, newer, damaged at first sight, or cannot be read. It was not written to then.
    pub fn open(path: &Path, moment: Moment, seed: fn() -> Result<Seed, String>) -> Result<Opened, StoreError> {
        open::open(path, moment, seed)
    }

    /// Opens the same file once more, for a thread that reads beside this one.
    ///
    /// # Errors
    /// If the engine cannot open it.
    pub fn reopen(&self, moment: Moment) -> Result<Self, StoreError> {
        open::open_inspected(&self.path, Arc::clone(&self.file), moment)
    }

    pub(super) fn new(
        connection: Connection,
        path: PathBuf,
        file: Arc<File>,
        read_only: bool,
        opened_at: DateTime<Utc>,
    ) -> Self {
        let (notices, last_seen_entry) = (Vec::new(), Cell::new(None));
        Self { connection, path, file, read_only, opened_at, notices, last_seen_entry, uncertain: None }
    }

    /// Checks the whole file for damage: by its checksum, which takes less than a millisecond for each megabyte; where that is
    /// of another state, by reading every page and every reference, which takes eight.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the first damage found and the last good backup.
    pub fn verify(&self) -> Result<(), StoreError> {
        let snapshot = self.connection.unchecked_transaction().map_err(|error| self.describe(error, self.opened_at))?;
        // The first read takes the lock under which nobody writes into the file.
        journal::head(&snapshot).map_err(|error| self.describe(error, self.opened_at))?;
        checksum::verify(&snapshot, &self.file, &self.path, self.opened_at)
    }

    /// The rounds, oldest first.
    pub fn rounds(&self) -> Result<Vec<Round>, StoreError> {
        self.read(rounds::all)
    }

    /// How the councils that exist on `as_at` stand in the round, by county, then name, then identity.
    pub fn lines(&self, round: &Round, as_at: NaiveDate, page: Page) -> Result<Vec<CouncilLine>, StoreError> {
        self.read(|connection| council_lines::read(connection, round, as_at, page))
    }

    /// The priorities of a round as at a day, by council and place: those agreed, proposed and dropped, those closed in the
    /// quarter, and whatever else something is still to be done about.
    pub fn priorities(&self, round: &Round, as_at: NaiveDate) -> Result<Vec<PriorityLine>, StoreError> {
        self.read(|connection| {
            let rounds = rounds::all(connection)?;
            let before = rounds.iter().rev().find(|known| known.starts_on < round.starts_on);
            priority_lines::read(connection, round, before, as_at)
        })
    }

    /// The meetings between two days, both among them, in their order: those on record, and those that the councils'
    /// patterns lead one to expect.
    pub fn diary(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<DiaryLine>, StoreError> {
        self.read(|connection| diary::read(connection, from, until))
    }

    /// Every change of team, by council, the oldest first.
    pub fn team_changes(&self) -> Result<Vec<TeamChange>, StoreError> {
        self.read(updates::team_changes)
    }

    /// When the desk was begun: on no two desks the same, and the same on all copies of one.
    pub fn created_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(journal::created_at)
    }

    /// Every meeting on record, by day; between two days those that are on one, or stand in the place of one.
    pub fn meetings(&self, between: Option<[NaiveDate; 2]>) -> Result<Vec<Meeting>, StoreError> {
        self.read(|connection| diary::meetings(connection, between))
    }

    /// Everything on file about a council; `None` if there is no such council.
    pub fn council_file(
        &self,
        id: CouncilId,
        round: &Round,
        as_at: NaiveDate,
    ) -> Result<Option<CouncilFile>, StoreError> {
        self.read(|connection| council_file::read(connection, id, round, as_at))
    }

    /// Every council, in the order of the register.
    pub fn councils(&self) -> Result<Vec<Council>, StoreError> {
        self.read(councils::all)
    }

    /// The categories of priorities, in the order in which they are offered.
    pub fn categories(&self) -> Result<Vec<String>, StoreError> {
        self.read(|connection| Ok(categories::all(connection)?.into_iter().map(|category| category.name).collect()))
    }

    /// What was changed, newest first; of one council, with that council's edits only.
    pub fn history(&self, council: Option<CouncilId>, at_most: usize) -> Result<Vec<Entry>, StoreError> {
        self.read(|connection| journal::history(connection, council, at_most))
    }

    /// The newest entry of the journal, without its edits: whether somebody else has written meanwhile.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn newest_entry(&self) -> Result<Option<Entry>, StoreError> {
        let seen = self.last_seen_entry.get();
        let (newest, still_there) = self.read(|connection| {
            let still_there = seen.map_or(Ok(true), |seen| journal::contains(connection, seen))?;
            Ok((journal::newest(connection)?, still_there))
        })?;
        if still_there {
            self.last_seen_entry.set(newest.as_ref().map(|entry| EntryStamp { id: entry.id.0, at: entry.at }));
        }
        Ok(newest)
    }

    /// How long to wait for another program that is writing; 5 seconds unless said.
    pub fn set_busy_timeout(&self, patience: Duration) -> Result<(), StoreError> {
        self.connection.busy_timeout(patience).map_err(|error| self.describe(error, self.opened_at))
    }

    /// Lets the file grow to so many pages and no further, as on a full disk: for the tests of what is said then.
    #[doc(hidden)]
    pub fn limit_pages_for_test(&self, pages: i64) -> Result<(), StoreError> {
        self.connection
            .query_row(&format!("pragma max_page_count = {pages}"), [], |_| Ok(()))
            .map_err(|error| self.describe(error, self.opened_at))
    }

    /// Sentences that came up since the store was opened and that nobody has seen: a backup that failed.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// What there is to say about where the database lies: on a network drive, in a folder that another program keeps in
    /// step. Asked apart from [`Store::open`], because finding out takes as long as a third of that.
    pub fn location_warnings(&self) -> Vec<String> {
        crate::location::warnings(&self.path)
    }

    /// The absolute path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads in one transaction: all that is read is of one moment.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let in_one = || {
            let snapshot = self.connection.unchecked_transaction()?;
            work(&snapshot)
        };
        in_one().map_err(|error| self.describe(error, self.opened_at))
    }

    pub(super) fn describe(&self, error: rusqlite::Error, now: DateTime<Utc>) -> StoreError {
        StoreError::from_sqlite(&self.path, now, error)
    }
}
