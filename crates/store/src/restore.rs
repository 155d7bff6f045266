//! Restores a backup.
//!
//! The backup is written **into** the database as one SQLite transaction. The file stays the same one, so programs
//! that have it open either continue with the restored data or report the restore. If another file took its place,
//! two files would share one journal name, and SQLite could roll a change of one back into the other. The old content
//! is copied first, under a lock that blocks other writers until the restore is committed.
//!
//! A file is replaced only if SQLite must not write into it: it cannot be opened, a journal of another file lies
//! beside it, or it belongs to a newer or another program. Programs that have that file open notice by the file's
//! identity.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::backup_files::open_read_only;
use crate::error::StoreError;
use crate::files;
use crate::files::{
    NewFile, exceeds_size_limit, lock_parent_dir, remove_stale_files_of, retry_for, sync_parent_dir, with_suffix,
};
use crate::fingerprint::{Fingerprint, read_at};
use crate::inspect::{Inspected, inspect};
use crate::{checksum, hot_journal, journal, replay, schema, verify};
use charter::change::Moment;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub from: PathBuf,
    /// Where the old file is now; `None` if there was none.
    pub old_file: Option<PathBuf>,
    /// An error that the disk reported although the backup is in place, as a sentence.
    pub warning: Option<String>,
}

/// How long to wait for writers and for another restore.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// Restores a backup. The old file is kept under another name and never deleted.
///
/// # Errors
/// If the backup is damaged or not a charterdesk database, if somebody else keeps writing, or if a file cannot be
/// written. The database is then unchanged; with [`StoreError::Uncertain`] it may be restored.
pub fn restore(database: &Path, backup: &Path, moment: Moment) -> Result<Restored, StoreError> {
    let database = &std::path::absolute(database).map_err(|error| StoreError::from_io(database, "found", error))?;
    let io_on = |error: io::Error| StoreError::from_io(database, "written to", error);
    check_backup(backup, moment)?;
    remove_stale_files_of(database, moment.at.into());
    let new = NewFile::beside(database).map_err(io_on)?;
    fs::copy(backup, new.path()).map_err(io_on)?;
    make_private(new.path()).map_err(io_on)?;
    check_backup(new.path(), moment)?;
    let doubt = migrate(new.path()).map_err(|error| StoreError::from_sqlite(backup, moment.at, error))?;
    if [database, new.path()].into_iter().any(exceeds_size_limit) {
        // A write that fails half-way could not be rolled back.
        return Err(StoreError::SizeLimited { path: database.clone() });
    }
    // Two restores at once would each move the other's file away. The lock is on the folder, because the database
    // itself may be replaced. On systems without such locks the user must run one restore at a time.
    let _lock = lock_parent_dir(database, &mut retry_for(LOCK_TIMEOUT))
        .map_err(|_| StoreError::Busy { path: database.clone() })?;
    let from = backup.to_owned();
    if let Some(file) = open_if_usable(database, moment)? {
        match write_into(database, &file, new.path(), moment)? {
            RestoreOutcome::Done(old_file, warning) => {
                return Ok(Restored { from, old_file: Some(old_file), warning: warning.or(doubt) });
            }
            RestoreOutcome::Unusable => {}
        }
    }
    let (old_file, warning) = replace_file(database, new, moment).map_err(io_on)?;
    // Nobody else in this process has the new file open yet.
    if let (Ok(file), Ok(live)) = (File::open(database), open_read_only(database)) {
        checksum::save(&live, &file, database);
    }
    Ok(Restored { from, old_file, warning: warning.or(doubt) })
}

/// Replaces the database by the new file, and keeps the old one under another name.
fn replace_file(database: &Path, new: NewFile, moment: Moment) -> io::Result<(Option<PathBuf>, Option<String>)> {
    let identity = files::file_identity(new.path())?;
    let old_file = free_names(database, moment.at).next().ok_or(io::ErrorKind::AlreadyExists)?;
    let is_there = move_aside(database, &old_file).inspect_err(|_| undo_move_aside(database, &old_file))?;
    let put = if is_there { new.persist(database) } else { new.persist_noclobber(database) };
    let warning = match put {
        Ok(()) => None,
        // The new file has its name already: only syncing the folder failed.
        Err(error) if files::file_identity(database).ok() == Some(identity) => Some(sync_warning(&error)),
        Err(error) => {
            undo_move_aside(database, &old_file);
            return Err(error);
        }
    };
    Ok((is_there.then_some(old_file), warning))
}

/// `fs::copy` copies the mode, and somebody may have made the backup readable.
fn make_private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    }
    let _ = path;
    Ok(())
}

fn check_backup(backup: &Path, moment: Moment) -> Result<(), StoreError> {
    let mut ignored = Vec::new();
    if matches!(inspect(backup, moment.at, &mut ignored)?, Inspected::Nothing) {
        return Err(StoreError::from_io(backup, "opened", io::ErrorKind::NotFound.into()));
    }
    let whole = open_read_only(backup).and_then(|connection| {
        verify::check_integrity(&connection)?;
        schema::version(&connection)
    });
    whole.map(|_| ()).map_err(|error| match error {
        rusqlite::Error::SqliteFailure(..) | rusqlite::Error::FromSqlConversionFailure(..) => {
            StoreError::UnusablePath {
                path: backup.into(),
                what: format!("is a damaged backup ({error})"),
                advice: "Choose an older one".into(),
            }
        }
        other => StoreError::from_sqlite(backup, moment.at, other),
    })
}

/// Upgrades a backup of an older format, so that programs which have the database open can continue. Returns a warning
/// if its journal and its records disagree: such a backup may be all there is, so it is restored anyway.
fn migrate(new: &Path) -> rusqlite::Result<Option<String>> {
    let mut connection = Connection::open(new)?;
    schema::migrate(&mut connection, schema::LATEST_VERSION)?;
    let found = replay::disagreements(&connection, 1)?;
    connection.close().map_err(|(_, error)| error)?;
    let warning = |message: String| {
        format!(
            "this backup is not quite sound: {message}. `charterdesk check` says more; an older backup may be better"
        )
    };
    Ok(found.into_iter().next().map(warning))
}

/// Opens the database if SQLite may safely use it.
fn open_if_usable(database: &Path, moment: Moment) -> Result<Option<File>, StoreError> {
    match inspect(database, moment.at, &mut Vec::new()) {
        Ok(Inspected::Ours(file)) => match hot_journal::check(database, &file) {
            Ok(()) => Ok(Some(file)),
            // SQLite must not roll anything into it.
            Err(StoreError::JournalMismatch { .. } | StoreError::UnusablePath { .. }) => Ok(None),
            Err(error) => Err(error),
        },
        Ok(Inspected::Nothing)
        | Err(StoreError::Damaged { .. } | StoreError::NotCharterdesk { .. } | StoreError::Newer { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

enum RestoreOutcome {
    /// Restored, with the path of the old file and a warning from the disk.
    Done(PathBuf, Option<String>),
    /// SQLite cannot write into this file.
    Unusable,
}

/// Writes the restored state into the file as one transaction.
fn write_into(database: &Path, file: &File, new: &Path, moment: Moment) -> Result<RestoreOutcome, StoreError> {
    let to_error = |error| StoreError::from_sqlite(database, moment.at, error);
    let source = open_read_only(new).map_err(to_error)?;
    let mut live = match open_live(database) {
        Ok(live) => live,
        Err(error) if is_damage(&error) => return Ok(RestoreOutcome::Unusable),
        Err(error) => return Err(to_error(error)),
    };
    let (old_file, before);
    let copied = {
        let copying = Backup::new(&source, &mut live).map_err(to_error)?;
        // Copies no page yet: takes the exclusive lock, and rolls back an interrupted change.
        match copying.step(0) {
            Ok(StepResult::Busy | StepResult::Locked) => return Err(StoreError::Busy { path: database.to_owned() }),
            Ok(_) => {}
            Err(error) if is_damage(&error) => return Ok(RestoreOutcome::Unusable),
            Err(error) => return Err(to_error(error)),
        }
        before = Fingerprint::of(file).map_err(|error| StoreError::from_io(database, "read", error))?;
        old_file =
            copy_current(database, file, moment).map_err(|error| StoreError::from_io(database, "copied", error))?;
        copying.step(-1)
    };
    let warning = match copied {
        Ok(StepResult::Done) => None,
        Ok(_) => {
            let _ = fs::remove_file(&old_file);
            return Err(StoreError::Busy { path: database.to_owned() });
        }
        Err(error) => match is_restored(&live, &source, file, before) {
            Some(true) => Some(sync_warning(&error)),
            Some(false) => {
                let _ = fs::remove_file(&old_file);
                return Err(to_error(error));
            }
            None => return Err(StoreError::Uncertain { path: database.to_owned(), reason: error.to_string() }),
        },
    };
    checksum::save(&live, file, database);
    Ok(RestoreOutcome::Done(old_file, warning))
}

/// Whether a restore that ended with an error was committed. `None` if unknown, because another process has saved
/// since.
fn is_restored(live: &Connection, source: &Connection, file: &File, before: Option<Fingerprint>) -> Option<bool> {
    let snapshot = live.unchecked_transaction().ok()?;
    let (now, wanted) = (journal::head(&snapshot).ok()?, journal::head(source).ok()?);
    let (after, before) = (Fingerprint::of(file).ok()??, before?);
    // The change counter rises with each commit, and a rollback restores it.
    match after.change_counter == before.change_counter {
        true => Some(false),
        false => (now == wanted).then_some(true),
    }
}

fn open_live(database: &Path) -> rusqlite::Result<Connection> {
    let live =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    live.busy_timeout(LOCK_TIMEOUT)?;
    live.pragma_update(None, "synchronous", "extra")?;
    live.query_row("pragma journal_mode = delete", [], |_| Ok(()))?;
    Ok(live)
}

fn is_damage(error: &rusqlite::Error) -> bool {
    let unsupported =
        matches!(error, rusqlite::Error::SqliteFailure(_, Some(message)) if message == "unsupported file format");
    unsupported || matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Copies the file byte for byte through the handle that stays open (see [`read_at`]).
fn copy_current(database: &Path, file: &File, moment: Moment) -> io::Result<PathBuf> {
    for old_file in free_names(database, moment.at) {
        let new = NewFile::beside(&old_file)?;
        let mut copy = fs::OpenOptions::new().write(true).open(new.path())?;
        let (mut chunk, mut offset) = (vec![0; 256 * 1024], 0);
        loop {
            match read_at(file, &mut chunk, offset)? {
                0 => break,
                length => {
                    copy.write_all(&chunk[..length])?;
                    offset += length as u64;
                }
            }
        }
        match new.persist_noclobber(&old_file) {
            Ok(()) => return Ok(old_file),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Free names for the old file, the preferred one first.
fn free_names(database: &Path, now: DateTime<Utc>) -> impl Iterator<Item = PathBuf> + use<> {
    let database = database.to_owned();
    let stem = format!(".before-restore-{}", now.format("%Y-%m-%dT%H%M%SZ"));
    let first = std::iter::once(with_suffix(&database, &stem));
    let numbered = (2..100_000).map(move |n| with_suffix(&database, &format!("{stem}-{n}")));
    first.chain(numbered).filter(|path| fs::symlink_metadata(path).is_err())
}

fn sync_warning(error: &impl std::fmt::Display) -> String {
    format!(
        "it is restored, but the disk reported an error right after ({error}): it may not survive a power cut. Make a backup \
         on another disk and have this one looked at"
    )
}

/// Suffixes of files that belong to the database by their name alone. The next file of that name would inherit them.
const COMPANION_SUFFIXES: [&str; 2] = ["-journal", "-wal"];

/// Gives the database, and the journal of an interrupted change if there is one, a second name. Returns whether there
/// is a database.
fn move_aside(database: &Path, old_file: &Path) -> io::Result<bool> {
    let is_there = fs::symlink_metadata(database).is_ok();
    let there = |added: &&str| fs::symlink_metadata(with_suffix(database, added)).is_ok();
    let belongings: Vec<&str> = COMPANION_SUFFIXES.into_iter().filter(there).collect();
    if let Some(odd) = belongings.iter().find(|added| !with_suffix(database, added).is_file()) {
        return Err(io::Error::other(format!(
            "{} is no plain file; move it away",
            with_suffix(database, odd).display()
        )));
    }
    if is_there {
        link_or_copy(database, old_file)?;
    }
    for added in &belongings {
        link_or_copy(&with_suffix(database, added), &with_suffix(old_file, added))?;
    }
    sync_parent_dir(database)?;
    for added in belongings {
        // It belongs to the old file, and SQLite would roll it back into the new one.
        fs::remove_file(with_suffix(database, added))?;
    }
    // The index of the log. SQLite creates it again.
    let _ = fs::remove_file(with_suffix(database, "-shm"));
    sync_parent_dir(database)?;
    Ok(is_there)
}

/// Undoes [`move_aside`]: the old file keeps its one name and gets its journal back.
fn undo_move_aside(database: &Path, old_file: &Path) {
    for added in COMPANION_SUFFIXES {
        let (there, here) = (with_suffix(old_file, added), with_suffix(database, added));
        if fs::symlink_metadata(&there).is_ok() && (here.exists() || link_or_copy(&there, &here).is_ok()) {
            let _ = fs::remove_file(&there);
        }
    }
    if database.exists() {
        let _ = fs::remove_file(old_file);
    }
}

/// Creates a hard link, so that the old name always leads to a whole file. Copies the file where links are not
/// supported.
fn link_or_copy(path: &Path, second: &Path) -> io::Result<()> {
    if fs::hard_link(path, second).is_err() {
        fs::copy(path, second)?;
        fs::File::open(second)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{move_aside, undo_move_aside};
    use std::fs;
    use std::path::Path;

    /// The damage is older than the backup, so both have the same newest entry. That does not prove a restore.
    #[test]
    fn a_rolled_back_restore_is_not_reported_as_done() {
        let folder = tempfile::TempDir::new().unwrap();
        let moment = charter::change::Moment { at: "2023-10-05T13:00:00Z".parse().unwrap() };
        let path = folder.path().join("desk.db");
        let seed = desk::seed::seed;
        let store = crate::Store::open(&path, moment, seed).unwrap().store;
        let backup = store.backup("by hand", moment).unwrap().path;
        let source = super::open_read_only(&backup).unwrap();
        let before = super::Fingerprint::of(&store.file).unwrap();
        assert_eq!(super::is_restored(&store.connection, &source, &store.file, before), Some(false));
        store.connection.execute_batch("update councils set version = version + 1 where id = 1").unwrap();
        assert_eq!(super::is_restored(&store.connection, &source, &store.file, before), Some(true));
    }

    #[test]
    fn a_journal_without_its_file_does_not_stay_for_the_next_file() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = folder.path().join("desk.db");
        fs::write(folder.path().join("desk.db-journal"), "of nobody").unwrap();
        let old_file = folder.path().join("aside");
        assert!(!move_aside(&database, &old_file).unwrap());
        assert!(!folder.path().join("desk.db-journal").exists());
        assert!(folder.path().join("aside-journal").exists());
    }

    #[test]
    fn the_journal_of_an_interrupted_change_belongs_to_its_file() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = folder.path().join("desk.db");
        fs::write(&database, "half a page").unwrap();
        fs::write(folder.path().join("desk.db-journal"), "the other half").unwrap();
        fs::write(folder.path().join("desk.db-wal"), "a log").unwrap();
        let old_file = folder.path().join("aside");
        assert!(move_aside(&database, &old_file).unwrap());
        let read = |path: &Path| fs::read_to_string(path).unwrap();
        assert_eq!(read(&old_file), "half a page");
        assert_eq!(read(&folder.path().join("aside-journal")), "the other half");
        assert_eq!(read(&folder.path().join("aside-wal")), "a log");
        assert!(!folder.path().join("desk.db-wal").exists());
        assert!(!folder.path().join("desk.db-journal").exists());
        assert!(database.exists(), "until the other file takes its place, the old one stands");
        // The replacement fails: the old file has its journal again.
        undo_move_aside(&database, &old_file);
        assert_eq!(read(&folder.path().join("desk.db-journal")), "the other half");
        assert!(!old_file.exists() && !folder.path().join("aside-journal").exists(), "one file has one name");
    }
}
