//! Putting a backup in the place of the database.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::backup::look_into;
use super::error::StoreError;
use super::{schema, verify};
use crate::domain::change::Moment;
use crate::files::{NewFile, beside, sync_folder_of};

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
    let draft = NewFile::beside(database).map_err(io_on)?;
    fs::copy(backup, draft.path()).map_err(io_on)?;
    private(draft.path()).map_err(io_on)?;
    check(draft.path(), moment)?;
    not_in_use(database, moment)?;
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

/// Sees that no other program is in the middle of a change. Looking also rolls back a change that was cut off, if the
/// file is good enough for that. That it is damaged is no reason against a restore.
fn not_in_use(database: &Path, moment: Moment) -> Result<(), StoreError> {
    if fs::symlink_metadata(database).is_err() {
        return Ok(());
    }
    let looked = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|connection| {
        connection.busy_timeout(Duration::from_secs(1))?;
        connection.execute_batch("begin exclusive; rollback")
    });
    match looked {
        Err(error)
            if matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) =>
        {
            Err(StoreError::from_sqlite(database, moment.at, error))
        }
        _ => Ok(()),
    }
}

/// Gives the present file, and the journal of a transaction that was cut off if there is one, a second name.
fn set_aside(database: &Path, moment: Moment) -> io::Result<Option<PathBuf>> {
    if fs::symlink_metadata(database).is_err() {
        return Ok(None);
    }
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

#[cfg(test)]
mod tests {
    use super::set_aside;
    use crate::domain::change::Moment;
    use std::fs;

    #[test]
    fn the_journal_of_a_cut_off_change_goes_with_its_file() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = folder.path().join("desk.db");
        fs::write(&database, "half a page").unwrap();
        fs::write(folder.path().join("desk.db-journal"), "the other half").unwrap();
        let moment = Moment { at: "2023-10-05T13:00:00Z".parse().unwrap() };
        let aside = set_aside(&database, moment).unwrap().unwrap();
        assert_eq!(aside, folder.path().join("desk.db.before-restore-2023-10-05T130000Z"));
        assert_eq!(fs::read_to_string(&aside).unwrap(), "half a page");
        let journal = folder.path().join("desk.db.before-restore-2023-10-05T130000Z-journal");
        assert_eq!(fs::read_to_string(journal).unwrap(), "the other half");
        assert!(!folder.path().join("desk.db-journal").exists());
        assert!(database.exists(), "until the other file takes its place, the old one stands");
    }
}
