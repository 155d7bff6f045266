//! The backup files of a database, by name and content.

use std::path::{Path, PathBuf};
use std::{fs, io};

use charter::calendar::{describe_distance, format_full, to_london};
use chrono::{DateTime, NaiveDateTime, Utc};
use rusqlite::{Connection, OpenFlags};

use crate::files::with_suffix;
use crate::{schema, verify};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    pub created_at: DateTime<Utc>,
    /// Why it was made, for example `first change of the day`.
    pub reason: String,
    /// Number of councils in it; 0 if it cannot be read.
    pub councils: usize,
    pub size: u64,
    /// Whether it opens and its councils can be counted. A restore checks the whole file.
    pub sound: bool,
}

/// The backups of a database, newest first. Empty if there is no backup folder.
pub fn backups(database: &Path) -> Vec<Backup> {
    list_files(database).into_iter().map(|named| describe(&named)).collect()
}

/// Whether the database has backups, or may have some in a folder that cannot be read.
pub(crate) fn has_backups(database: &Path) -> bool {
    !list_files(database).is_empty() || read_error(database).is_some()
}

/// The error from reading the backup folder; `None` if it is readable or does not exist.
pub(crate) fn read_error(database: &Path) -> Option<io::Error> {
    fs::read_dir(folder(database)).err().filter(|error| error.kind() != io::ErrorKind::NotFound)
}

/// Whether a backup was made on the same London day as `now`.
pub(crate) fn made_today(database: &Path, now: DateTime<Utc>) -> bool {
    list_files(database).first().is_some_and(|newest| to_london(newest.at).date() == to_london(now).date())
}

/// The name of a backup: `2023-10-05T130000Z-before-an-import.7.db`.
pub(crate) struct BackupFile {
    pub path: PathBuf,
    pub at: DateTime<Utc>,
    pub reason: String,
    /// In the order of creation, independent of the clock. 0 for backups of versions that did not number them.
    pub number: u32,
}

/// At the start of a backup's name.
pub(crate) const TIMESTAMP_FORMAT: &str = "%Y-%m-%dT%H%M%SZ";

const TIMESTAMP_LEN: usize = "2023-10-05T130000Z".len();

pub(crate) fn folder(database: &Path) -> PathBuf {
    with_suffix(database, "-backups")
}

/// The backups in the folder, last made first. Ignores files with other names.
pub(crate) fn list_files(database: &Path) -> Vec<BackupFile> {
    let Ok(entries) = fs::read_dir(folder(database)) else { return Vec::new() };
    let mut named: Vec<BackupFile> = entries.flatten().filter_map(|entry| parse_name(entry.path())).collect();
    named.sort_by(|one, other| (other.number, other.at, &other.path).cmp(&(one.number, one.at, &one.path)));
    named
}

pub(crate) fn parse_name(path: PathBuf) -> Option<BackupFile> {
    let name = path.file_name()?.to_str()?.strip_suffix(".db")?;
    let counted = name.rsplit_once('.').and_then(|(name, number)| Some((name, number.parse().ok()?)));
    let (name, number) = counted.unwrap_or((name, 0));
    let (stamp, reason) = name.split_at_checked(TIMESTAMP_LEN)?;
    let at = NaiveDateTime::parse_from_str(stamp, TIMESTAMP_FORMAT).ok()?.and_utc();
    let reason = reason.strip_prefix('-')?.replace('-', " ");
    Some(BackupFile { at, reason, path, number })
}

pub(crate) fn describe(named: &BackupFile) -> Backup {
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

pub(crate) fn open_read_only(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// What to do about a damaged database, as a sentence. Names the newest intact backup and its age.
pub(crate) fn restore_advice(database: &Path, now: DateTime<Utc>) -> String {
    let good = list_files(database).into_iter().find(|named| {
        open_read_only(&named.path).is_ok_and(|connection| {
            verify::check_integrity(&connection).is_ok() && CopySummary::of(&connection).is_ok()
        })
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

/// Facts that a copy shares with its original.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CopySummary {
    version: i64,
    councils: i64,
    journal: Option<i64>,
}

impl CopySummary {
    pub(crate) fn of(connection: &Connection) -> rusqlite::Result<Self> {
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
