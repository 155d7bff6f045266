//! Automatic backups: before an upgrade, before an import, and before the first change of a day.
//!
//! A backup gets its final name only after it is written, checked and synced. The newest ten stay. Of the older ones,
//! the newest of each week stays, for eight weeks.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use chrono::{DateTime, Datelike, Utc};
use rusqlite::Connection;

use crate::backup_files::{
    Backup, BackupFile, CopySummary, TIMESTAMP_FORMAT, describe, folder, list_files, parse_name,
};
use crate::error::StoreError;
use crate::files::{NewFile, create_own_dir, remove_stale_files, with_suffix};
use crate::verify;

/// # Errors
///
/// [`StoreError::Damaged`] if the copy fails the integrity check. Also if the folder cannot be written.
pub(crate) fn make(
    connection: &Connection,
    database: &Path,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Backup, StoreError> {
    let target = write_numbered(connection, database, reason, now)?;
    prune(database);
    let named = parse_name(target.clone()).unwrap_or(BackupFile {
        path: target,
        at: now,
        reason: reason.to_owned(),
        number: 0,
    });
    Ok(describe(&named))
}

/// `target` is a path that the user chose.
///
/// # Errors
///
/// As [`make`], and if the path exists.
pub(crate) fn make_at(
    connection: &Connection,
    database: &Path,
    target: &Path,
    now: DateTime<Utc>,
) -> Result<Backup, StoreError> {
    let target = std::path::absolute(target).map_err(|error| StoreError::from_io(target, "found", error))?;
    let exists = || StoreError::UnusablePath {
        path: target.clone(),
        what: "is there already".into(),
        advice: "Give the backup another name".into(),
    };
    if fs::symlink_metadata(&target).is_ok() {
        return Err(exists());
    }
    if is_reserved(database, &target) {
        return Err(StoreError::UnusablePath {
            path: target,
            what: "is a name that belongs to the database itself".into(),
            advice: "Give the backup another name, or none: then it lies with the others".into(),
        });
    }
    write_to(connection, database, &target, now).map_err(|error| match error {
        WriteError::Taken => exists(),
        WriteError::Store(error) => error,
    })?;
    Ok(describe(&BackupFile { path: target, at: now, reason: "by hand".to_owned(), number: 0 }))
}

/// Whether SQLite or this program interprets the name: it would replay, overwrite or count a backup there.
fn is_reserved(database: &Path, target: &Path) -> bool {
    const NAMES: [&str; 6] = ["-journal", "-wal", "-shm", "-checksum", "-drafts.json", "-backups"];
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let [folder, target_folder] = [database, target].map(|path| real(path.parent().unwrap_or(path)));
    let same_folder = folder == target_folder;
    let is_a_name = NAMES.iter().any(|added| with_suffix(database, added).file_name() == target.file_name());
    (same_folder && is_a_name) || target_folder == real(&with_suffix(database, "-backups"))
}

/// A backup that is deleted on drop unless [`keep`](Self::keep) is called. Old backups are pruned only when it is kept.
pub(crate) struct TemporaryBackup {
    database: PathBuf,
    path: Option<PathBuf>,
}

pub(crate) fn make_temporary(
    connection: &Connection,
    database: &Path,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<TemporaryBackup, StoreError> {
    let path = Some(write_numbered(connection, database, reason, now)?);
    Ok(TemporaryBackup { database: database.to_owned(), path })
}

impl TemporaryBackup {
    pub(crate) fn keep(mut self) -> PathBuf {
        let path = self.path.take().unwrap_or_default();
        prune(&self.database);
        path
    }
}

impl Drop for TemporaryBackup {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // A backup that cannot be removed does no harm.
            let _ = fs::remove_file(path);
        }
    }
}

fn write_numbered(
    connection: &Connection,
    database: &Path,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<PathBuf, StoreError> {
    let folder = folder(database);
    create_own_dir(&folder).map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => StoreError::UnusablePath {
            path: folder.clone(),
            what: "is a link or a file, where the folder of the backups belongs".into(),
            advice: "Move it away, then try again".into(),
        },
        _ => StoreError::from_io(&folder, "written to", error),
    })?;
    remove_stale_files(&folder, "", now.into());
    let slug: String = reason.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let last = list_files(database).first().map_or(0, |newest| newest.number);
    for number in last.saturating_add(1).. {
        let target = folder.join(format!("{}-{slug}.{number}.db", now.format(TIMESTAMP_FORMAT)));
        match write_to(connection, database, &target, now) {
            Ok(()) => return Ok(target),
            // Another process took this number at the same moment.
            Err(WriteError::Taken) => {}
            Err(WriteError::Store(error)) => return Err(error),
        }
    }
    Err(StoreError::from_io(&folder, "written to", io::ErrorKind::AlreadyExists.into()))
}

enum WriteError {
    /// The path exists.
    Taken,
    Store(StoreError),
}

fn write_to(connection: &Connection, database: &Path, target: &Path, now: DateTime<Utc>) -> Result<(), WriteError> {
    let io = |error| WriteError::Store(StoreError::from_io(target, "written to", error));
    let new = NewFile::beside(target).map_err(io)?;
    copy(connection, new.path()).map_err(|error| {
        use rusqlite::ErrorCode::{CannotOpen, DiskFull, ReadOnly, SystemIoFailure};
        // These errors come from writing the copy, so report its path.
        let of_the_copy = matches!(error.sqlite_error_code(), Some(CannotOpen | DiskFull | ReadOnly | SystemIoFailure));
        WriteError::Store(StoreError::from_sqlite(if of_the_copy { target } else { database }, now, error))
    })?;
    new.persist_noclobber(target).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => WriteError::Taken,
        _ => io(error),
    })
}

/// Copies the database as another connection would see it now, and checks the copy.
fn copy(connection: &Connection, to: &Path) -> rusqlite::Result<()> {
    // One snapshot for the copy and the summary, so that both are of the same moment.
    let snapshot = connection.unchecked_transaction()?;
    let figures = CopySummary::of(&snapshot)?;
    let mut copy = Connection::open(to)?;
    copy.pragma_update(None, "synchronous", "off")?;
    {
        let backup = rusqlite::backup::Backup::new(&snapshot, &mut copy)?;
        backup.run_to_completion(i32::MAX, std::time::Duration::from_millis(20), None)?;
    }
    verify::check_integrity(&copy)?;
    if CopySummary::of(&copy)? != figures {
        return Err(crate::column_values::bad_cell("the copy", "other figures than the database"));
    }
    copy.close().map_err(|(_, error)| error)
}

/// The number of newest backups that pruning keeps.
const MAX_NEWEST: usize = 10;

/// The number of older backups that pruning keeps, one for each week.
const MAX_WEEKLY: usize = 8;

fn prune(database: &Path) {
    let named = list_files(database);
    for at in expired(&named.iter().map(|named| named.at).collect::<Vec<_>>()) {
        // The next pruning tries again.
        let _ = fs::remove_file(&named[at].path);
    }
}

/// Indexes of the backups to delete, given their times with the last made first. The order is that of creation, so a
/// clock that was set back does not make a new backup the oldest.
fn expired(newest_first: &[DateTime<Utc>]) -> Vec<usize> {
    let mut weeks = HashSet::new();
    let older = newest_first.iter().enumerate().skip(MAX_NEWEST);
    older
        .filter(|(_, at)| {
            let week = at.iso_week();
            let is_kept = weeks.len() < MAX_WEEKLY && weeks.insert((week.year(), week.week()));
            !is_kept
        })
        .map(|(at, _)| at)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{DateTime, Utc, expired};

    #[test]
    fn the_newest_ten_and_eight_weekly_backups_stay() {
        let newest: DateTime<Utc> = "2023-12-31T12:00:00Z".parse().unwrap();
        let days: Vec<DateTime<Utc>> = (0..120).map(|n| newest - chrono::Duration::days(n)).collect();
        let gone = expired(&days);
        let is_kept: Vec<usize> = (0..days.len()).filter(|at| !gone.contains(at)).collect();
        assert_eq!(is_kept.len(), 18);
        assert_eq!(is_kept[..10], (0..10).collect::<Vec<_>>());
        assert!(is_kept[11..].windows(2).all(|pair| pair[1] - pair[0] == 7), "{is_kept:?}");
        assert!(expired(&days[..10]).is_empty());
    }
}
