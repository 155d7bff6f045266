//! Creates a new database under a temporary name, fills it, and renames it when it is complete.

use std::fmt::Display;
use std::io;
use std::path::Path;

use rusqlite::Connection;

use crate::apply::{Abort, in_transaction};
use crate::error::StoreError;
use crate::files::{NewFile, create_private_dir, remove_stale_files_of};
use crate::{apply, schema};
use charter::change::Moment;
use charter::journal::EntryKind;
use charter::register::{Seed, SeedSummary};

const AUTHOR: &str = "charterdesk";

/// Creates and fills the database at `path`. `None` if another process created it first; then open that one.
pub(crate) fn create<E: Display>(
    path: &Path,
    moment: Moment,
    seed: fn() -> Result<Seed, E>,
) -> Result<Option<SeedSummary>, StoreError> {
    let to_error = |error: io::Error| StoreError::from_io(path, "created", error);
    if let Some(folder) = path.parent() {
        create_private_dir(folder).map_err(to_error)?;
    }
    remove_stale_files_of(path, moment.at.into());
    let draft = NewFile::beside(path).map_err(to_error)?;
    let seeded = fill(draft.path(), moment, seed).map_err(|error| match error {
        // The user does not know the temporary file, so errors name the database.
        FillError::Sql(error) => StoreError::from_sqlite(path, moment.at, error),
        FillError::Other(reason) => {
            StoreError::Other { path: path.into(), what: "the database could not be filled", reason }
        }
    })?;
    match draft.persist_noclobber(path) {
        Ok(()) => Ok(Some(seeded)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(to_error(error)),
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

fn fill<E: Display>(draft: &Path, moment: Moment, seed: fn() -> Result<Seed, E>) -> Result<SeedSummary, FillError> {
    let first = seed().map_err(|error| FillError::Other(error.to_string()))?;
    let mut connection = Connection::open(draft)?;
    // An interrupted draft is thrown away, so it needs no journal. The complete file is synced once at the end.
    connection.pragma_update(None, "journal_mode", "memory")?;
    connection.pragma_update(None, "synchronous", "off")?;
    schema::migrate(&mut connection, schema::LATEST_VERSION)?;
    let author = apply::Author { by: AUTHOR, moment };
    let done = in_transaction(&mut connection, |transaction| {
        apply::apply_change(transaction, &first.change, EntryKind::Load, author)
    });
    match done {
        Ok(_) => {}
        Err(Abort::Sql(error) | Abort::Uncertain(_, error)) => return Err(error.into()),
        Err(Abort::Refused(refusal)) => return Err(FillError::Other(refusal.to_string())),
        Err(Abort::Store(error)) => return Err(FillError::Other(error.to_string())),
        Err(Abort::NothingToUndo | Abort::NothingToRedo | Abort::Stopped) => {}
    }
    connection.close().map_err(|(_, error)| error)?;
    Ok(first.summary)
}
