//! The records from which the inbox is worked out, read in one transaction.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::database::Store;
use crate::error::StoreError;
use crate::{aliases, categories, councils, items, journal, priority_files, returns, rounds, sources};
use charter::alias::Alias;
use charter::category::Category;
use charter::council::Council;
use charter::council_file::PriorityFile;
use charter::ids::{CouncilId, EntryId, SourceId};
use charter::incoming::Source;
use charter::item::Item;
use charter::returns::Return;
use charter::round::Round;

/// A query that failed. [`Store::query_inbox`] turns it into a sentence.
#[derive(Debug)]
pub struct QueryError(rusqlite::Error);

impl From<rusqlite::Error> for QueryError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error)
    }
}

/// One consistent view of the records that the inbox depends on.
pub struct InboxQueries<'a> {
    connection: &'a Connection,
}

impl InboxQueries<'_> {
    /// The items that wait, in the order in which they came.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn waiting(&self) -> Result<Vec<Item>, QueryError> {
        Ok(items::waiting(self.connection)?)
    }

    /// All councils of the register.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn councils(&self) -> Result<Vec<Council>, QueryError> {
        Ok(councils::all(self.connection)?)
    }

    /// The learnt aliases of councils, the oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn aliases(&self) -> Result<Vec<Alias>, QueryError> {
        Ok(aliases::all(self.connection)?)
    }

    /// The categories of priorities.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn categories(&self) -> Result<Vec<Category>, QueryError> {
        Ok(categories::all(self.connection)?)
    }

    /// All rounds, the oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn rounds(&self) -> Result<Vec<Round>, QueryError> {
        Ok(rounds::all(self.connection)?)
    }

    /// A source; `None` if there is none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn source(&self, id: SourceId) -> Result<Option<Source>, QueryError> {
        Ok(sources::find(self.connection, id)?)
    }

    /// The newest entry of the journal about a council: no record of the council changes without one.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn newest_entry(&self, council: CouncilId) -> Result<Option<EntryId>, QueryError> {
        Ok(journal::newest_of_council(self.connection, council)?)
    }

    /// The returns of a council in all rounds.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn returns(&self, council: CouncilId) -> Result<Vec<Return>, QueryError> {
        Ok(returns::of_council(self.connection, council)?)
    }

    /// The priorities of a council as they stand in a round on a day.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn priorities(
        &self,
        council: CouncilId,
        round: &Round,
        as_at: NaiveDate,
        returns: &[Return],
    ) -> Result<Vec<PriorityFile>, QueryError> {
        Ok(priority_files::read(self.connection, council, round, as_at, returns)?)
    }
}

impl Store {
    /// Answers questions about the inbox from one consistent view of the records.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn query_inbox<T>(
        &self,
        work: impl FnOnce(&InboxQueries<'_>) -> Result<T, QueryError>,
    ) -> Result<T, StoreError> {
        self.read(|connection| work(&InboxQueries { connection }).map_err(|QueryError(error)| error))
    }
}
