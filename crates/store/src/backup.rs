//! Backups without being asked: before an upgrade, before an import, at the first change of a day.
//!
//! A backup is made as a draft, checked, put on the disk, and only then given its name. The newest ten are kept, and of
//! the older ones the newest of each week, eight weeks of them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::{schema, verify};
use crate::files::{NewFile, create_own_dir, remove_stale_files, with_suffix};
use charter::calendar::{describe_distance, format_full, to_london};

/// One backup of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Why it was made: `first change of the day`.
    pub reason: String,
    /// How many councils are in it; 0 if it cannot be read.
    pub councils: usize,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it opens and its councils can be counted. Restoring checks all of it.
    pub sound: bool,
}

/// The backups of a database, newest first; none if there is no folder of them.
pub fn backups(database: &Path) -> Vec<Backup> {
    list_files(database).into_iter().map(|named| describe(&named)).collect()
}

/// Whether there are, or may be, backups of a database.
pub(super) fn has_backups(database: &Path) -> bool {
    !list_files(database).is_empty() || read_error(database).is_some()
}

/// Why the folder of the backups cannot be looked into; `None` if it can, or if there is none.
pub(super) fn read_error(database: &Path) -> Option<io::Error> {
    fs::read_dir(folder(database)).err().filter(|error| error.kind() != io::ErrorKind::NotFound)
}

/// Whether a backup was made on the civil day of `now`.
pub(super) fn made_today(database: &Path, now: DateTime<Utc>) -> bool {
    list_files(database).first().is_some_and(|newest| to_london(newest.at).date() == to_london(now).date())
}

/// A backup as its name tells of it: `2023-10-05T130000Z-before-an-import.7.db`.
struct BackupFile {
    path: PathBuf,
    at: DateTime<Utc>,
    reason: String,
    /// Which of the backups it was, counted in the order in which they were made, whatever the clock said. 0 for those of
    /// versions that did not count.
    number: u32,
}

/// The instant at the beginning of a backup's name.
const TIMESTAMP_FORMAT: &str = "%Y-%m-%dT%H%M%SZ";

/// How long the stamp is.
const TIMESTAMP_LEN: usize = "2023-10-05T130000Z".len();

fn folder(database: &Path) -> PathBuf {
    with_suffix(database, "-backups")
}

/// The backups by their names, the one made last first. What is named otherwise is none of ours, and left alone.
fn list_files(database: &Path) -> Vec<BackupFile> {
    let Ok(entries) = fs::read_dir(folder(database)) else { return Vec::new() };
    let mut named: Vec<BackupFile> = entries.flatten().filter_map(|entry| parse_name(entry.path())).collect();
    named.sort_by(|one, other| (other.number, other.at, &other.path).cmp(&(one.number, one.at, &one.path)));
    named
}

fn parse_name(path: PathBuf) -> Option<BackupFile> {
    let name = path.file_name()?.to_str()?.strip_suffix(".db")?;
    let counted = name.rsplit_once('.').and_then(|(name, number)| Some((name, number.parse().ok()?)));
    let (name, number) = counted.unwrap_or((name, 0));
    let (stamp, reason) = name.split_at_checked(TIMESTAMP_LEN)?;
    let at = NaiveDateTime::parse_from_str(stamp, TIMESTAMP_FORMAT).ok()?.and_utc();
    let reason = reason.strip_prefix('-')?.replace('-', " ");
    Some(BackupFile { at, reason, path, number })
}

fn describe(named: &BackupFile) -> Backup {
    let councils = open_read_only(&named.path)
        .and_then(|connection| connection.query_row("select count(*) from councils", [], |row| row.get::<_, i64>(0)))
        .ok();
    Backup {
        path: named.path.clone(),
        created_at: named.at,
        reason: named.reason.clone(),
        councils: councils.and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
        size: fs::metadata(&named.path).map_or(0, |metadata| metadata.len()),
        sound: councils.is_some(),
    }
}

/// Opens a database for looking only.
pub(super) fn open_read_only(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Makes a backup of an open database.
///
/// # Errors
/// [`StoreError::Damaged`] if the database is not whole: a copy of damage is no backup. Or if the folder cannot be
/// written.
pub(super) fn make(
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

/// Makes a backup at a place that a person named.
///
/// # Errors
/// As [`make`], and if something has that name.
pub(super) fn make_at(
    connection: &Connection,
    database: &Path,
    target: &Path,
    now: DateTime<Utc>,
) -> Result<Backup, StoreError> {
    let target = std::path::absolute(target).map_err(|error| StoreError::from_io(target, "found", error))?;
    let taken = || StoreError::UnusablePath {
        path: target.clone(),
        what: "is there already".into(),
        advice: "Give the backup another name".into(),
    };
    if fs::symlink_metadata(&target).is_ok() {
        return Err(taken());
    }
    if is_reserved(database, &target) {
        return Err(StoreError::UnusablePath {
            path: target,
            what: "is a name that belongs to the database itself".into(),
            advice: "Give the backup another name, or none: then it lies with the others".into(),
        });
    }
    write_to(connection, database, &target, now).map_err(|error| match error {
        WriteError::Taken => taken(),
        WriteError::Store(error) => error,
    })?;
    Ok(describe(&BackupFile { path: target, at: now, reason: "by hand".to_owned(), number: 0 }))
}

/// Whether a name means something to the database or to its engine: what lies there is played back, written over or counted.
fn is_reserved(database: &Path, target: &Path) -> bool {
    const NAMES: [&str; 6] = ["-journal", "-wal", "-shm", "-checksum", "-drafts.json", "-backups"];
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let [folder, place] = [database, target].map(|path| real(path.parent().unwrap_or(path)));
    let same_folder = folder == place;
    let is_a_name = NAMES.iter().any(|added| with_suffix(database, added).file_name() == target.file_name());
    (same_folder && is_a_name) || place == real(&with_suffix(database, "-backups"))
}

/// A backup that goes away again unless it is kept. Until then none of the others makes room for it.
pub(super) struct TemporaryBackup {
    database: PathBuf,
    path: Option<PathBuf>,
}

/// Makes one.
///
/// # Errors
/// As [`make`].
pub(super) fn make_temporary(
    connection: &Connection,
    database: &Path,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<TemporaryBackup, StoreError> {
    let path = Some(write_numbered(connection, database, reason, now)?);
    Ok(TemporaryBackup { database: database.to_owned(), path })
}

impl TemporaryBackup {
    /// Keeps it, as one among the others; gives its path.
    pub(super) fn keep(mut self) -> PathBuf {
        let path = self.path.take().unwrap_or_default();
        prune(&self.database);
        path
    }
}

impl Drop for TemporaryBackup {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // One that cannot be removed is one too many, and does no harm.
            let _ = fs::remove_file(path);
        }
    }
}

/// Puts a copy into the folder of the backups; its path.
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
            // Another process made one at the same moment.
            Err(WriteError::Taken) => {}
            Err(WriteError::Store(error)) => return Err(error),
        }
    }
    Err(StoreError::from_io(&folder, "written to", io::ErrorKind::AlreadyExists.into()))
}

/// Why a copy was not put at its place.
enum WriteError {
    /// Something has the name.
    Taken,
    Store(StoreError),
}

fn write_to(connection: &Connection, database: &Path, target: &Path, now: DateTime<Utc>) -> Result<(), WriteError> {
    let io = |error| WriteError::Store(StoreError::from_io(target, "written to", error));
    let new = NewFile::beside(target).map_err(io)?;
    copy(connection, new.path()).map_err(|error| {
        use rusqlite::ErrorCode::{CannotOpen, DiskFull, ReadOnly, SystemIoFailure};
        // What cannot be written is the copy.
        let of_the_copy = matches!(error.sqlite_error_code(), Some(CannotOpen | DiskFull | ReadOnly | SystemIoFailure));
        WriteError::Store(StoreError::from_sqlite(if of_the_copy { target } else { database }, now, error))
    })?;
    new.persist_noclobber(target).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => WriteError::Taken,
        _ => io(error),
    })
}

/// Copies the database as one other connection would see it now, and checks the copy.
fn copy(connection: &Connection, to: &Path) -> rusqlite::Result<()> {
    // The copy and the figures that it is compared with are of the same moment.
    let snapshot = connection.unchecked_transaction()?;
    let figures = CopySummary::of(&snapshot)?;
    let mut copy = Connection::open(to)?;
    copy.pragma_update(None, "synchronous", "off")?;
    {
        let backup = rusqlite::backup::Backup::new(&snapshot, &mut copy)?;
        backup.run_to_completion(i32::MAX, std::time::Duration::from_millis(20), None)?;
    }
    verify::whole(&copy)?;
    if CopySummary::of(&copy)? != figures {
        return Err(crate::column_values::bad("the copy", "other figures than the database"));
    }
    copy.close().map_err(|(_, error)| error)
}

/// What a copy must have in common with its original.
#[derive(Debug, PartialEq, Eq)]
struct CopySummary {
    version: i64,
    councils: i64,
    journal: Option<i64>,
}

impl CopySummary {
    fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let has_journal: bool = connection.query_row(
            "select exists (select 1 from sqlite_schema where name = 'journal_entries')",
            [],
            |row| row.get(0),
        )?;
        let journal = match has_journal {
            true => connection.query_row("select max(id) from journal_entries", [], |row| row.get(0))?,
            false => None,
        };
        Ok(Self {
            version: schema::version(connection)?,
            councils: connection.query_row("select count(*) from councils", [], |row| row.get(0))?,
            journal,
        })
    }
}

/// How many of the newest backups are kept.
const MAX_NEWEST: usize = 10;

/// How many older ones are kept, one a week.
const MAX_WEEKLY: usize = 8;

fn prune(database: &Path) {
    let named = list_files(database);
    for at in expired(&named.iter().map(|named| named.at).collect::<Vec<_>>()) {
        // One that cannot be removed is removed next time.
        let _ = fs::remove_file(&named[at].path);
    }
}

/// Which of the backups are not kept, the one made last first: a clock that was set back never makes it the oldest.
fn expired(newest_first: &[DateTime<Utc>]) -> Vec<usize> {
    let mut weeks = HashSet::new();
    let older = newest_first.iter().enumerate().skip(MAX_NEWEST);
    older
        .filter(|(_, at)| {
            let week = at.iso_week();
            let kept = weeks.len() < MAX_WEEKLY && weeks.insert((week.year(), week.week()));
            !kept
        })
        .map(|(at, _)| at)
        .collect()
}

/// What to do about a damaged database, as a sentence: the newest backup that is whole, and its age.
pub(super) fn restore_advice(database: &Path, now: DateTime<Utc>) -> String {
    let good = list_files(database).into_iter().find(|named| {
        open_read_only(&named.path)
            .is_ok_and(|connection| verify::whole(&connection).is_ok() && CopySummary::of(&connection).is_ok())
    });
    match good {
        Some(named) => {
            let (made, today) = (to_london(named.at), to_london(now).date());
            format!(
                "The last good backup is of {} at {} ({}): run `charterdesk restore` to put it in place; a damaged \
                 file is kept beside it",
                format_full(made.date()),
                made.format("%H:%M"),
                describe_distance(made.date(), today)
            )
        }
        None => "There is no good backup beside it: keep the file, and start with another one with --database PATH; \
                 someone who knows SQLite may recover what is in it"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{DateTime, Utc, expired};

    #[test]
    fn ten_and_eight_weekly_are_kept() {
        let newest: DateTime<Utc> = "2023-12-31T12:00:00Z".parse().unwrap();
        let days: Vec<DateTime<Utc>> = (0..120).map(|n| newest - chrono::Duration::days(n)).collect();
        let gone = expired(&days);
        let kept: Vec<usize> = (0..days.len()).filter(|at| !gone.contains(at)).collect();
        assert_eq!(kept.len(), 18);
        assert_eq!(kept[..10], (0..10).collect::<Vec<_>>());
        assert!(kept[11..].windows(2).all(|pair| pair[1] - pair[0] == 7), "{kept:?}");
        assert!(expired(&days[..10]).is_empty());
    }
}
