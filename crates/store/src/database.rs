//! [`Store`]: opens and reads a database. `write` holds the methods that change it.

use std::cell::Cell;
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use crate::council_lines;
use crate::entities::read_need;
use crate::entity::find;
use crate::error::StoreError;
use crate::journal::EntryStamp;
use crate::letters::LastAnswers;
use crate::round_facts::Page;
use crate::uncertain_save::UncertainSave;
use crate::{
    areas, categories, checksum, contacts, council_changes, council_file, councils, diary, issued_reports, journal,
    letters, priority_lines, public_events, requests, rounds, teams, wait_events,
};
use charter::area::Area;
use charter::contact::Contact;
use charter::council::Council;
use charter::council_change::CouncilChange;
use charter::council_file::CouncilFile;
use charter::council_line::CouncilLine;
use charter::diary::DiaryLine;
use charter::edit::{Need, RecordSet, Table};
use charter::ids::{CouncilId, IssuedReportId, RoundId};
use charter::issued_report::IssuedReport;
use charter::journal::Entry;
use charter::letter::Letter;
use charter::meeting::Meeting;
use charter::priority_line::PriorityLine;
use charter::public_event::PublicEvent;
use charter::register::SeedSummary;
use charter::request::Request;
use charter::response_times::{WaitEvents, WaitKind};
use charter::round::Round;
use charter::team::Team;

/// How long to wait for another program's lock.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// The file that was opened; `path` may lead to another file later. The field comes after the connection because it
    /// must be dropped after it, see [`read_at`](super::fingerprint::read_at).
    pub(crate) file: Arc<File>,
    pub(crate) read_only: bool,
    pub(crate) opened_at: DateTime<Utc>,
    pub(crate) notices: Vec<String>,
    /// The newest entry read or written here. It is missing in a file that was restored from a backup in the meantime.
    pub(crate) last_seen_entry: Cell<Option<EntryStamp>>,
    pub(crate) uncertain: Option<UncertainSave>,
}

pub struct Opened {
    pub store: Store,
    /// What a new database was filled with; `None` if the file existed.
    pub seeded: Option<SeedSummary>,
    /// Sentences for the user, for example about a network drive or a changed file mode.
    pub notices: Vec<String>,
}

impl Store {
    pub(crate) fn new(
        connection: Connection,
        path: PathBuf,
        file: Arc<File>,
        read_only: bool,
        opened_at: DateTime<Utc>,
    ) -> Self {
        let (notices, last_seen_entry) = (Vec::new(), Cell::new(None));
        Self { connection, path, file, read_only, opened_at, notices, last_seen_entry, uncertain: None }
    }

    /// Checks the whole file for damage. A matching checksum takes less than a millisecond a megabyte; without one,
    /// reading every page and reference takes eight.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the first damage and the newest intact backup.
    pub fn verify(&self) -> Result<(), StoreError> {
        let snapshot = self.connection.unchecked_transaction().map_err(|error| self.describe(error, self.opened_at))?;
        // The first read takes a lock that blocks other writers.
        journal::head(&snapshot).map_err(|error| self.describe(error, self.opened_at))?;
        checksum::verify(&snapshot, &self.file, &self.path, self.opened_at)
    }

    /// All rounds, oldest first.
    pub fn rounds(&self) -> Result<Vec<Round>, StoreError> {
        self.read(rounds::all)
    }

    /// The councils that exist on `as_at` with their status in the round, by county, name and id.
    pub fn lines(&self, round: &Round, as_at: NaiveDate, page: Page) -> Result<Vec<CouncilLine>, StoreError> {
        self.read(|connection| council_lines::read(connection, round, as_at, page))
    }

    /// The priorities of a round as at a day, by council and position: agreed, proposed and dropped ones, those closed
    /// in the quarter, and all others with open work.
    pub fn priorities(&self, round: &Round, as_at: NaiveDate) -> Result<Vec<PriorityLine>, StoreError> {
        self.read(|connection| {
            let rounds = rounds::all(connection)?;
            let before = rounds.iter().rev().find(|known| known.starts_on < round.starts_on);
            priority_lines::read(connection, round, before, as_at)
        })
    }

    /// The meetings from one day to another, inclusive, in order: recorded ones, and those expected from the councils'
    /// patterns.
    pub fn diary(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<DiaryLine>, StoreError> {
        self.read(|connection| diary::read(connection, from, until))
    }

    /// All teams, by name.
    pub fn teams(&self) -> Result<Vec<Team>, StoreError> {
        self.read(teams::all)
    }

    /// All counties, then all districts, by name.
    pub fn areas(&self) -> Result<Vec<Area>, StoreError> {
        self.read(areas::all)
    }

    /// What public bodies asked for, in the order in which they asked.
    pub fn requests(&self) -> Result<Vec<Request>, StoreError> {
        self.read(requests::all)
    }

    /// The reports that were issued, with their figures, the oldest first.
    pub fn issued_reports(&self) -> Result<Vec<IssuedReport>, StoreError> {
        self.read(issued_reports::all)
    }

    /// `None` if no report was issued under this id, or if that was undone.
    pub fn issued_report(&self, id: IssuedReportId) -> Result<Option<IssuedReport>, StoreError> {
        self.read(|connection| find(connection, id.0))
    }

    /// Surgeries, street briefings and meetings of committees, planned and held, by day and time.
    pub fn public_events(&self) -> Result<Vec<PublicEvent>, StoreError> {
        self.read(public_events::all)
    }

    /// All dated changes, by council, oldest first.
    pub fn council_changes(&self) -> Result<Vec<CouncilChange>, StoreError> {
        self.read(council_changes::all)
    }

    /// What begins the waits of a round, and what ends them, on whatever day.
    pub fn wait_events(&self, kind: WaitKind, round: &Round) -> Result<WaitEvents, StoreError> {
        self.read(|connection| wait_events::read(connection, kind, round))
    }

    /// The drafted and sent letters of a round, oldest first.
    pub fn letters(&self, round: RoundId) -> Result<Vec<Letter>, StoreError> {
        self.read(|connection| letters::of_round(connection, round))
    }

    /// The drafted and sent letters of a council in all rounds, oldest first.
    pub fn letters_of(&self, council: CouncilId) -> Result<Vec<Letter>, StoreError> {
        self.read(|connection| letters::of_council(connection, council))
    }

    /// The last return and reply of each council in a round, received by `as_at`.
    pub fn last_answers(
        &self,
        round: RoundId,
        as_at: NaiveDate,
    ) -> Result<HashMap<CouncilId, LastAnswers>, StoreError> {
        self.read(|connection| letters::last_answers(connection, round, as_at))
    }

    /// Different for any two databases, and the same for all copies of one.
    pub fn created_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(journal::created_at)
    }

    /// All recorded meetings by day. Given two days, those on a day between them and those that replace a meeting on
    /// one.
    pub fn meetings(&self, between: Option<[NaiveDate; 2]>) -> Result<Vec<Meeting>, StoreError> {
        self.read(|connection| diary::meetings(connection, between))
    }

    /// Everything recorded about a council; `None` if there is no such council.
    pub fn council_file(
        &self,
        id: CouncilId,
        round: &Round,
        as_at: NaiveDate,
    ) -> Result<Option<CouncilFile>, StoreError> {
        self.read(|connection| council_file::read(connection, id, round, as_at))
    }

    /// In the order of the register, with their newest values.
    pub fn councils(&self) -> Result<Vec<Council>, StoreError> {
        self.read(councils::all)
    }

    /// Of all councils, in the order of their ids.
    pub fn contacts(&self) -> Result<Vec<Contact>, StoreError> {
        self.read(contacts::all)
    }

    /// In the order of the register, with the values of a day. Includes those that do not exist on it.
    pub fn councils_as_at(&self, day: NaiveDate) -> Result<Vec<Council>, StoreError> {
        self.read(|connection| councils::as_at(connection, day))
    }

    /// Every record of some kinds.
    pub fn records(&self, tables: &[Table]) -> Result<RecordSet, StoreError> {
        self.read(|connection| {
            let mut rows = RecordSet::default();
            tables.iter().try_for_each(|table| read_need(connection, Need::Every(*table), &mut rows))?;
            Ok(rows)
        })
    }

    /// In display order.
    pub fn categories(&self) -> Result<Vec<String>, StoreError> {
        self.read(|connection| Ok(categories::all(connection)?.into_iter().map(|category| category.name).collect()))
    }

    /// The aims of the charter, in the order in which they are offered.
    pub fn aims(&self) -> Result<Vec<String>, StoreError> {
        self.read(|connection| Ok(categories::aims(connection)?.into_iter().map(|aim| aim.name).collect()))
    }

    /// The user's own reasons of not attending, beside those of the charter, in the order in which they are offered.
    pub fn absence_reasons(&self) -> Result<Vec<String>, StoreError> {
        self.read(|connection| Ok(categories::reasons(connection)?.into_iter().map(|reason| reason.name).collect()))
    }

    /// Journal entries, newest first. For one council, with that council's edits only.
    pub fn history(&self, council: Option<CouncilId>, at_most: usize) -> Result<Vec<Entry>, StoreError> {
        self.read(|connection| journal::history(connection, council, at_most))
    }

    /// Without its edits. If it differs from the newest entry on screen, somebody else has saved.
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

    /// How long to wait for another program's lock. The default is 5 seconds.
    pub fn set_busy_timeout(&self, patience: Duration) -> Result<(), StoreError> {
        self.connection.busy_timeout(patience).map_err(|error| self.describe(error, self.opened_at))
    }

    /// Limits the number of pages, so that tests can fill the disk.
    #[doc(hidden)]
    pub fn limit_pages_for_test(&self, pages: i64) -> Result<(), StoreError> {
        self.connection
            .query_row(&format!("pragma max_page_count = {pages}"), [], |_| Ok(()))
            .map_err(|error| self.describe(error, self.opened_at))
    }

    /// Drains the sentences since the last call, for example about a failed backup.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// Warnings about the location of the database: a network drive, or a folder that another program synchronises.
    /// Separate from [`Store::open`], because it takes a third as long as that.
    pub fn location_warnings(&self) -> Vec<String> {
        crate::location::warnings(&self.path)
    }

    /// The absolute path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads in one transaction, so that all results are of one moment.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let in_one = || {
            let snapshot = self.connection.unchecked_transaction()?;
            work(&snapshot)
        };
        in_one().map_err(|error| self.describe(error, self.opened_at))
    }

    pub(crate) fn describe(&self, error: rusqlite::Error, now: DateTime<Utc>) -> StoreError {
        StoreError::from_sqlite(&self.path, now, error)
    }
}
