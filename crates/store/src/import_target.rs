//! Where an import stores its replies: in the database, or for a dry run in memory.

use std::collections::HashMap;

use charter::change::Moment;
use charter::ids::SourceId;
use charter::incoming::{Digest, Source};
use rusqlite::{Connection, Transaction};

use crate::same_mail::{Identity, Likeness, SimilarSource};
use crate::{items, sources};

/// Stores the sources of an import, and finds similar ones.
pub(crate) trait ImportTarget {
    /// All stored sources with the same Message-ID or the same content, the oldest first.
    fn find_similar(&self, source: &Source) -> rusqlite::Result<Vec<SimilarSource>>;

    fn connection(&self) -> &Connection;

    /// Replaces a source of the same content that has no item any more.
    fn renew(&mut self, id: SourceId, source: &Source) -> rusqlite::Result<()>;

    fn keep(&mut self, source: &Source) -> rusqlite::Result<SourceId>;

    fn start_file(&mut self) -> rusqlite::Result<()>;

    /// Discards the sources since the start of the file.
    fn roll_back_file(&mut self) -> rusqlite::Result<()>;

    /// Whether the source had an item before this import.
    fn has_item(&self, id: SourceId) -> rusqlite::Result<bool> {
        Ok(!items::of_source(self.connection(), id)?.is_empty())
    }

    /// A source stored before this import.
    fn find(&self, id: SourceId) -> rusqlite::Result<Option<Source>> {
        sources::find(self.connection(), id)
    }
}

/// Each file has a savepoint.
pub(crate) struct Database<'a> {
    pub(crate) transaction: &'a Transaction<'a>,
    pub(crate) moment: Moment,
}

impl ImportTarget for Database<'_> {
    fn find_similar(&self, source: &Source) -> rusqlite::Result<Vec<SimilarSource>> {
        sources::find_similar(self.transaction, source)
    }

    fn connection(&self) -> &Connection {
        self.transaction
    }

    fn renew(&mut self, id: SourceId, source: &Source) -> rusqlite::Result<()> {
        sources::update(self.transaction, id, source)
    }

    fn keep(&mut self, source: &Source) -> rusqlite::Result<SourceId> {
        sources::insert(self.transaction, source, self.moment)
    }

    fn start_file(&mut self) -> rusqlite::Result<()> {
        self.transaction.execute_batch("release file; savepoint file")
    }

    fn roll_back_file(&mut self) -> rusqlite::Result<()> {
        self.transaction.execute_batch("rollback to file")
    }
}

/// Writes nothing, and remembers how to recognise each new source.
pub(crate) struct DryRun<'a> {
    connection: &'a Connection,
    /// Digest and Message-ID, each unique, as in the table of sources.
    stored: Vec<(Digest, String, Identity)>,
    by_digest: HashMap<Digest, usize>,
    by_message_id: HashMap<String, usize>,
    file_start: usize,
}

/// The first number of a source in a dry run, above all ids of a database.
const FIRST_ID: i64 = 1 << 62;

impl<'a> DryRun<'a> {
    pub(crate) fn new(connection: &'a Connection) -> Self {
        Self { connection, stored: Vec::new(), by_digest: HashMap::new(), by_message_id: HashMap::new(), file_start: 0 }
    }
}

fn id(index: usize) -> SourceId {
    SourceId(FIRST_ID.saturating_add(i64::try_from(index).unwrap_or(i64::MAX)))
}

impl ImportTarget for DryRun<'_> {
    /// Follows the same rule as [`sources::find_similar`].
    fn find_similar(&self, source: &Source) -> rusqlite::Result<Vec<SimilarSource>> {
        let mut similar = sources::find_similar(self.connection, source)?;
        let message_id = source.message_id.raw();
        let own = source.digest.with_message_id(message_id);
        let of_digest = |digest: &Digest| self.by_digest.get(digest).copied();
        let without_id = |index: &usize| message_id.is_empty() || self.stored[*index].1.is_empty();
        let of_message = self.by_message_id.get(message_id).copied();
        let same_words = of_digest(&source.digest).filter(without_id);
        let mut found: Vec<usize> = [of_digest(&own), of_message, same_words].into_iter().flatten().collect();
        found.sort_unstable();
        found.dedup();
        similar.extend(found.into_iter().map(|index| {
            let (digest, _, known) = &self.stored[index];
            let same_content = *digest == own || *digest == source.digest;
            let likeness = if same_content { Likeness::Content } else { Identity::of(source).likeness(known) };
            SimilarSource { id: id(index), likeness }
        }));
        Ok(similar)
    }

    fn connection(&self) -> &Connection {
        self.connection
    }

    fn renew(&mut self, _id: SourceId, _source: &Source) -> rusqlite::Result<()> {
        Ok(())
    }

    fn keep(&mut self, source: &Source) -> rusqlite::Result<SourceId> {
        let message_id = source.message_id.raw().to_owned();
        let is_taken =
            self.by_digest.contains_key(&source.digest) || sources::has_digest(self.connection, &source.digest)?;
        let digest = if is_taken { source.digest.with_message_id(&message_id) } else { source.digest.clone() };
        let index = self.stored.len();
        self.by_digest.insert(digest.clone(), index);
        if !message_id.is_empty() {
            self.by_message_id.insert(message_id.clone(), index);
        }
        self.stored.push((digest, message_id, Identity::of(source)));
        Ok(id(index))
    }

    fn start_file(&mut self) -> rusqlite::Result<()> {
        self.file_start = self.stored.len();
        Ok(())
    }

    fn roll_back_file(&mut self) -> rusqlite::Result<()> {
        for (digest, message_id, _) in self.stored.drain(self.file_start..) {
            self.by_digest.remove(&digest);
            self.by_message_id.remove(&message_id);
        }
        Ok(())
    }
}
