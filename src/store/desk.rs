//! The store as the rest of the program sees it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, ErrorCode, Transaction};

use super::apply::{self, Hand, Stop, in_transaction};
use super::backup::{self, Backup, ForNow};
use super::error::{ApplyError, StoreError};
use super::{
    categories, council_file, councils, diary, journal, lines, open, priority_lines, rounds, undo, updates, verify,
};
use crate::domain::calendar::in_london;
use crate::domain::change::{Change, Moment};
use crate::domain::council::Council;
use crate::domain::diary::DiaryLine;
use crate::domain::edit::Refusal;
use crate::domain::file::CouncilFile;
use crate::domain::ids::CouncilId;
use crate::domain::journal::{Entry, EntryKind, Saved};
use crate::domain::line::CouncilLine;
use crate::domain::meeting::Meeting;
use crate::domain::priority_line::PriorityLine;
use crate::domain::register::{FirstStart, Loaded};
use crate::domain::round::Round;
use crate::domain::team::TeamChange;
use crate::files;

/// How long to wait for another program that is writing.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// An open database.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Which file was opened: the path may lead to another one later.
    identity: (u64, u64),
    read_only: bool,
    opened_at: DateTime<Utc>,
    notices: Vec<String>,
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
    /// Opens the database at `path`; makes it and fills it with `first_start` if nothing is there.
    ///
    /// # Errors
    /// If the file is not ours, newer, damaged at first sight, or cannot be read. It was not written to then.
    pub fn open(
        path: &Path,
        moment: Moment,
        first_start: fn() -> Result<FirstStart, String>,
    ) -> Result<Opened, StoreError> {
        open::open(path, moment, Some(first_start))
    }

    /// Opens the database at `path` that is there, for another connection to it; never makes one.
    ///
    /// # Errors
    /// As [`Store::open`], and if nothing is there any more.
    pub fn open_again(path: &Path, moment: Moment) -> Result<Opened, StoreError> {
        open::open(path, moment, None)
    }

    pub(super) fn new(
        connection: Connection,
        path: PathBuf,
        identity: (u64, u64),
        read_only: bool,
        opened_at: DateTime<Utc>,
    ) -> Self {
        Self { connection, path, identity, read_only, opened_at, notices: Vec::new() }
    }

    /// Checks the whole file for damage. Takes longer than opening: some milliseconds for each megabyte.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the first damage found and the last good backup.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.read(verify::whole)
    }

    /// The rounds, oldest first.
    pub fn rounds(&self) -> Result<Vec<Round>, StoreError> {
        self.read(rounds::all)
    }

    /// How the councils that exist on `as_at` stand in the round, by county, then name, then identity.
    pub fn lines(&self, round: &Round, as_at: NaiveDate, page: Page) -> Result<Vec<CouncilLine>, StoreError> {
        self.read(|connection| lines::read(connection, round, as_at, page))
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
    pub fn began(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(journal::began)
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
        self.read(journal::newest)
    }

    /// Makes a change: one transaction, one entry in the journal. The first change of a day makes a backup before it.
    ///
    /// # Errors
    /// If it is refused or cannot be written; then nothing of it was made.
    pub fn apply(&mut self, change: &Change, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.back_up_once_a_day(moment)?;
        self.write(moment, |transaction| apply::change(transaction, change, EntryKind::Change, Hand { by, moment }))
    }

    /// Makes a change that is not undone: the register of a new database, the replies of the demonstration.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn load(&mut self, change: &Change, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.write(moment, |transaction| apply::change(transaction, change, EntryKind::Load, Hand { by, moment }))
    }

    /// Takes the last change back, as a new change.
    ///
    /// # Errors
    /// If there is none, or if what it would take back was changed since; then nothing was changed.
    pub fn undo(&mut self, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.back_up_once_a_day(moment)?;
        self.write(moment, |transaction| undo::undo(transaction, Hand { by, moment }))
    }

    /// Makes the change that was last taken back again.
    ///
    /// # Errors
    /// As [`Store::undo`].
    pub fn redo(&mut self, by: &str, moment: Moment) -> Result<Saved, ApplyError> {
        self.back_up_once_a_day(moment)?;
        self.write(moment, |transaction| undo::redo(transaction, Hand { by, moment }))
    }

    /// Makes a backup now: before an import, for one. `reason` is in words: `before an import`.
    ///
    /// # Errors
    /// If the database is damaged, or the folder of backups cannot be written.
    pub fn backup(&self, reason: &str, moment: Moment) -> Result<Backup, StoreError> {
        backup::make(&self.connection, &self.path, reason, moment.at)
    }

    /// A backup that goes away again unless it is kept, so that what comes to nothing leaves none.
    ///
    /// # Errors
    /// As [`Store::backup`].
    pub(super) fn backup_for_now(&self, reason: &str, moment: Moment) -> Result<ForNow, StoreError> {
        backup::make_for_now(&self.connection, &self.path, reason, moment.at)
    }

    /// How long to wait for another program that is writing; 5 seconds unless said.
    pub fn wait_at_most(&self, patience: Duration) -> Result<(), StoreError> {
        self.connection.busy_timeout(patience).map_err(|error| self.in_words(error, self.opened_at))
    }

    /// Lets the file grow to so many pages and no further, as on a full disk: for the tests of what is said then.
    #[doc(hidden)]
    pub fn limit_pages_for_test(&self, pages: i64) -> Result<(), StoreError> {
        self.connection
            .query_row(&format!("pragma max_page_count = {pages}"), [], |_| Ok(()))
            .map_err(|error| self.in_words(error, self.opened_at))
    }

    /// Sentences that came up since the store was opened and that nobody has seen: a backup that failed.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// What there is to say about where the database lies: on a network drive, in a folder that another program keeps in
    /// step. Asked apart from [`Store::open`], because finding out takes as long as a third of that.
    pub fn place_warnings(&self) -> Vec<String> {
        super::place::warnings(&self.path)
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
        in_one().map_err(|error| self.in_words(error, self.opened_at))
    }

    pub(super) fn write<T>(
        &mut self,
        moment: Moment,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Stop>,
    ) -> Result<T, ApplyError> {
        self.can_write()?;
        in_transaction(&mut self.connection, work).map_err(|stop| match stop {
            Stop::Refused(refusal) => ApplyError::Refused(refusal),
            Stop::Stopped => ApplyError::Stopped,
            Stop::NothingToUndo => ApplyError::NothingToUndo,
            Stop::NothingToRedo => ApplyError::NothingToRedo,
            Stop::Sql(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                ApplyError::Refused(does_not_fit(&error))
            }
            Stop::Sql(error) => ApplyError::Store(self.in_words(error, moment.at)),
        })
    }

    /// Refuses to write into a file that nobody will find again: one that was replaced under this program.
    pub(super) fn can_write(&self) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly { path: self.path.clone(), so: "the change was not saved" });
        }
        match files::identity(&self.path) {
            Ok(identity) if identity == self.identity => Ok(()),
            _ => Err(StoreError::Moved { path: self.path.clone() }),
        }
    }

    /// A backup before the first change of a civil day. That it fails does not keep a person from saving, and is said;
    /// a damaged database does.
    pub(super) fn back_up_once_a_day(&mut self, moment: Moment) -> Result<(), StoreError> {
        if self.read_only {
            return Ok(());
        }
        let head = self.read(journal::head)?;
        // What was written today was written after today's backup, or today is the file's first day.
        let due = head.is_some_and(|head| in_london(head.at).date() < moment.today());
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

    fn in_words(&self, error: rusqlite::Error, now: DateTime<Utc>) -> StoreError {
        StoreError::from_sqlite(&self.path, now, error)
    }
}

/// Something was stored meanwhile that the change does not go together with.
fn does_not_fit(error: &rusqlite::Error) -> Refusal {
    Refusal::Invalid(format!(
        "the change does not go together with what is stored ({error}); nothing was changed; look at the list again and \
         try once more"
    ))
}
