//! A new database: made beside its place, filled, and moved there when it is complete.

use std::io;
use std::path::Path;

use rusqlite::Connection;

use super::apply::{Stop, in_transaction};
use super::error::StoreError;
use super::{apply, schema};
use crate::files::{NewFile, create_private_dir, remove_stale_files_of};
use charter::change::Moment;
use charter::journal::EntryKind;
use charter::register::{Seed, SeedSummary};

/// Who fills a new database, in the journal.
const AUTHOR: &str = "charterdesk";

/// Makes and fills the database at `path`. `None` if another process was first: then that one is to be opened.
pub(super) fn create(
    path: &Path,
    moment: Moment,
    seed: fn() -> Result<Seed, String>,
) -> Result<Option<SeedSummary>, StoreError> {
    let in_words = |error: io::Error| StoreError::from_io(path, "created", error);
    if let Some(folder) = path.parent() {
        create_private_dir(folder).map_err(in_words)?;
    }
    remove_stale_files_of(path, moment.at.into());
    let draft = NewFile::beside(path).map_err(in_words)?;
    let loaded = fill(draft.path(), moment, seed).map_err(|error| match error {
        // The draft is nothing to the user: what is said is said of the database.
        FillError::Sql(error) => StoreError::from_sqlite(path, moment.at, error),
        FillError::Other(reason) => {
            StoreError::Other { path: path.into(), what: "the database could not be filled", reason }
        }
    })?;
    match draft.persist_noclobber(path) {
        Ok(()) => Ok(Some(loaded)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(in_words(error)),
    }
}

enum FillError {
    Sql(rusqlite::Error),
    Other(String),
}

impl From<rusqlite::Error> for FillError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

fn fill(draft: &Path, moment: Moment, seed: fn() -> Result<Seed, String>) -> Result<SeedSummary, FillError> {
    let first = seed().map_err(FillError::Other)?;
    let mut connection = Connection::open(draft)?;
    // A draft that is cut off is thrown away, so it needs no journal; it is put on the disk as a whole afterwards.
    connection.pragma_update(None, "journal_mode", "memory")?;
    connection.pragma_update(None, "synchronous", "off")?;
    schema::migrate(&mut connection, schema::LATEST_VERSION)?;
    let hand = apply::Author { by: AUTHOR, moment };
    let done =
        in_transaction(&mut connection, |transaction| apply::change(transaction, &first.change, EntryKind::Load, hand));
    match done {
        Ok(_) => {}
        Err(Stop::Sql(error) | Stop::Uncertain(_, error)) => return Err(error.into()),
        Err(Stop::Refused(refusal)) => return Err(FillError::Other(refusal.to_string())),
        Err(Stop::Store(error)) => return Err(FillError::Other(error.to_string())),
        Err(Stop::NothingToUndo | Stop::NothingToRedo | Stop::Stopped) => {}
    }
    connection.close().map_err(|(_, error)| error)?;
    Ok(first.loaded)
}
