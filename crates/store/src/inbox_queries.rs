//! Queries for the inbox, in one transaction.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::database::Store;
use crate::entity::find;
use crate::error::StoreError;
use crate::{aliases, categories, contacts, councils, items, journal, priority_files, returns, rounds, sources};
use charter::alias::Alias;
use charter::category::Category;
use charter::contact::Contact;
use charter::council::Council;
use charter::council_file::PriorityFile;
use charter::ids::{CouncilId, EntryId, SourceId};
use charter::incoming::Source;
use charter::item::Item;
use charter::returns::Return;
use charter::round::Round;

/// A failed query. [`Store::query_inbox`] turns it into a [`StoreError`].
#[derive(Debug)]
pub struct QueryError(rusqlite::Error);

/// A consistent view of the records that the inbox depends on.
pub struct InboxQueries<'a> {
    connection: &'a Connection,
}

impl InboxQueries<'_> {
    /// The waiting items, in the order of import.
    pub fn waiting(&self) -> Result<Vec<Item>, QueryError> {
        items::waiting(self.connection).map_err(QueryError)
    }

    /// `None` if there is no such council.
    pub fn council(&self, id: CouncilId) -> Result<Option<Council>, QueryError> {
        find(self.connection, id.0).map_err(QueryError)
    }

    /// With the values of a day. Includes those that do not exist on it.
    pub fn councils_as_at(&self, day: NaiveDate) -> Result<Vec<Council>, QueryError> {
        councils::as_at(self.connection, day).map_err(QueryError)
    }

    pub fn aliases(&self) -> Result<Vec<Alias>, QueryError> {
        aliases::all(self.connection).map_err(QueryError)
    }

    pub fn contacts(&self) -> Result<Vec<Contact>, QueryError> {
        contacts::all(self.connection).map_err(QueryError)
    }

    pub fn categories(&self) -> Result<Vec<Category>, QueryError> {
        categories::all(self.connection).map_err(QueryError)
    }

    pub fn rounds(&self) -> Result<Vec<Round>, QueryError> {
        rounds::all(self.connection).map_err(QueryError)
    }

    pub fn source(&self, id: SourceId) -> Result<Option<Source>, QueryError> {
        sources::find(self.connection, id).map_err(QueryError)
    }

    /// The newest journal entry about a council. No record of the council changes without one.
    pub fn newest_entry(&self, council: CouncilId) -> Result<Option<EntryId>, QueryError> {
        journal::newest_of_council(self.connection, council).map_err(QueryError)
    }

    pub fn returns(&self, council: CouncilId) -> Result<Vec<Return>, QueryError> {
        returns::of_council(self.connection, council).map_err(QueryError)
    }

    /// The priorities of a council with their status in a round as at a day.
    pub fn priorities(
        &self,
        council: CouncilId,
        round: &Round,
        as_at: NaiveDate,
        returns: &[Return],
    ) -> Result<Vec<PriorityFile>, QueryError> {
        priority_files::read(self.connection, council, round, as_at, returns).map_err(QueryError)
    }
}

impl Store {
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn query_inbox<T>(
        &self,
        work: impl FnOnce(&InboxQueries<'_>) -> Result<T, QueryError>,
    ) -> Result<T, StoreError> {
        self.read(|connection| work(&InboxQueries { connection }).map_err(|QueryError(error)| error))
    }
}
