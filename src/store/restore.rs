//! Putting a backup in the place of the database.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::backup::look_into;
use super::error::StoreError;
use super::files::{Draft, beside, sync_folder_of};
use super::{schema, verify};
use crate::domain::change::Moment;

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The backup that is the database now.
    pub from: PathBuf,
    /// Where the file that was there before is now; `None` if there was none.
    pub aside: Option<PathBuf>,
}

/// Puts a backup in the place of the database. The file that was there is moved aside and never deleted.
///
/// # Errors
/// If the backup is not whole or not ours, or if a file cannot be written. The database stands as it was then.
pub fn restore(database: &Path, backup: &Path, moment: Moment) -> Result<Restored, StoreError> {
    let database = &std::path::absolute(database).map_err(|error| StoreError::from_io(database, "found", error))?;
    let io_on = |error: io::Error| StoreError::from_io(database, "written to", error);
    check(backup, moment)?;
    let draft = Draft::beside(database).map_err(io_on)?;
    fs::copy(backup, draft.path()).map_err(io_on)?;
    private(draft.path()).map_err(io_on)?;
    check(draft.path(), moment)?;
    let aside = set_aside(database, moment).map_err(io_on)?;
    draft.replace(database).map_err(io_on)?;
    Ok(Restored { from: backup.into(), aside })
}

/// `fs::copy` takes the mode along, and the backup may have been made readable meanwhile.
fn private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    }
    let _ = path;
    Ok(())
}

fn check(backup: &Path, moment: Moment) -> Result<(), StoreError> {
    let mut ignored = Vec::new();
    if super::inspect::inspect(backup, moment.at, &mut ignored)? == super::inspect::Found::Nothing {
        return Err(StoreError::from_io(backup, "opened", io::ErrorKind::NotFound.into()));
    }
    let whole = look_into(backup).and_then(|connection| {
        verify::whole(&connection)?;
        schema::version(&connection)
    });
    whole.map(|_| ()).map_err(|error| match error {
        rusqlite::Error::SqliteFailure(..) | rusqlite::Error::FromSqlConversionFailure(..) => StoreError::NotOurs {
            path: backup.into(),
            what: format!("is a damaged backup ({error})"),
            advice: "Choose an older one".into(),
        },
        other => StoreError::from_sqlite(backup, moment.at, other),
    })
}

/// Gives the present file, and the journal of a transaction that was cut off if there is one, a second name.
fn set_aside(database: &Path, moment: Moment) -> io::Result<Option<PathBuf>> {
    if fs::symlink_metadata(database).is_err() {
        return Ok(None);
    }
    // Reading rolls a transaction back that was cut off, if the file is good enough for that.
    let _ = rusqlite::Connection::open(database)
        .and_then(|connection| connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(())));
    let stem = format!(".before-restore-{}", moment.at.format("%Y-%m-%dT%H%M%SZ"));
    let numbered = (2..).map(|n| beside(database, &format!("{stem}-{n}")));
    let mut names = std::iter::once(beside(database, &stem)).chain(numbered);
    let aside = names.find(|path| fs::symlink_metadata(path).is_err()).ok_or(io::ErrorKind::AlreadyExists)?;
    second_name(database, &aside)?;
    let journal = beside(database, "-journal");
    if fs::symlink_metadata(&journal).is_ok() {
        // It belongs to the file that goes, and would be played into the one that comes.
        second_name(&journal, &beside(&aside, "-journal"))?;
        sync_folder_of(database)?;
        fs::remove_file(&journal)?;
    }
    sync_folder_of(database)?;
    Ok(Some(aside))
}

/// A link, so that the old name always leads to a whole file; where there are no links, a copy.
fn second_name(path: &Path, second: &Path) -> io::Result<()> {
    if fs::hard_link(path, second).is_err() {
        fs::copy(path, second)?;
        fs::File::open(second)?.sync_all()?;
    }
    Ok(())
}
