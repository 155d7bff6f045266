//! Errors of the store, as sentences: what happened, that nothing was lost, and what to do.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::ErrorCode;

use crate::backup_files;
use crate::files;
use charter::edit::Refusal;

/// Why the database could not be opened, read or written.
///
/// Each message is one or more complete sentences. `path` is the database unless a variant says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is damaged.
    #[error("the database {} is damaged ({what}). It was not written to. {advice}", path.display())]
    Damaged {
        path: PathBuf,
        what: String,
        /// How to restore the newest intact backup, as a sentence.
        advice: String,
    },
    /// The file is gone, but it has backups.
    #[error("there is no database at {}, but backups of it lie beside. No new one was made. {advice}", path.display())]
    Missing { path: PathBuf, advice: String },
    /// The database has no round, so there is nothing that a list could show.
    #[error(
        "the database has no round to show. Nothing was changed. Restore a backup with charterdesk restore, or choose another \
         file with --database PATH"
    )]
    NoRound,
    /// The file is not a database of this program.
    #[error("{} {what}. It was left as it is. Choose another file with --database PATH", path.display())]
    NotCharterdesk {
        path: PathBuf,
        /// What it is: `is not a charterdesk database`, `belongs to another program`.
        what: String,
    },
    /// A newer version of the program wrote the file.
    #[error(
        "the database {} was written by a newer charterdesk (its format is {found}, this program knows up to {known}). \
         It was left as it is, nothing is lost. Install the newer charterdesk to open it",
        path.display()
    )]
    Newer {
        path: PathBuf,
        /// Schema version of the file.
        found: i64,
        /// Newest schema version that this program knows.
        known: i64,
    },
    /// The header names another schema version than the tables have.
    #[error(
        "the header of the database {} says that it is of format {found}, and its tables are of another, so it cannot be \
         brought up to date. The file was left as it is, nothing is lost. {advice}",
        path.display()
    )]
    SchemaMismatch {
        path: PathBuf,
        /// Schema version in the header.
        found: i64,
        advice: String,
    },
    /// The path is not a plain file of this user.
    #[error("{} {what}. Nothing was changed. {advice}", path.display())]
    UnusablePath {
        path: PathBuf,
        /// What it is: `is a folder`, `is a link`, `belongs to another user`.
        what: String,
        /// What to do, as a sentence.
        advice: String,
    },
    /// The operating system denies access.
    #[error(
        "{} cannot be {what}: permission denied. Nothing was changed. Check who may read and write the file and its \
         folder, or choose another file with --database PATH",
        path.display()
    )]
    Permission { path: PathBuf, what: &'static str },
    /// The file cannot be written.
    #[error(
        "the database {} can only be read, so {consequence}; everything stands as it was. Make the file and its folder writable, \
         then try again",
        path.display()
    )]
    ReadOnly {
        path: PathBuf,
        /// What failed because of it: `the change was not saved`.
        consequence: &'static str,
    },
    /// The disk is full.
    #[error(
        "the disk that holds {} is full, so this was not saved; everything saved before is safe. Make room and try again",
        path.display()
    )]
    DiskFull { path: PathBuf },
    /// The session limits the size of files (`ulimit -f`).
    #[error(
        "{} may not grow any further: this session limits the size of files (ulimit -f), so this was not saved; everything \
         saved before is safe. Raise the limit, then try again",
        path.display()
    )]
    SizeLimited { path: PathBuf },
    /// Another program holds a lock on the file.
    #[error(
        "the database {} is in use by another program, so this was not done; nothing is lost. Wait for it to finish, \
         then try again",
        path.display()
    )]
    Busy { path: PathBuf },
    /// The path no longer leads to the file that was opened.
    #[error(
        "the database {} was moved or replaced while it was open, so this was not saved; everything saved before is \
         safe. Close charterdesk and open it again",
        path.display()
    )]
    FileReplaced { path: PathBuf },
    /// The rollback journal beside the file does not belong to the file's present state.
    #[error(
        "the file {}-journal beside the database does not belong to it: it is of another database, or was cut short. Playing \
         it back would destroy the database, so neither was opened and nothing is lost. Run `charterdesk restore`, which keeps \
         both files. Only if you have just copied another database to this place, move the -journal away first",
        path.display()
    )]
    JournalMismatch { path: PathBuf },
    /// The file was restored from a backup while it was open.
    #[error(
        "the database {} was restored from a backup while it was open, so this was not saved, but nothing is lost: what was \
         there before the restore is kept beside it. Start charterdesk again, then try once more",
        path.display()
    )]
    Restored { path: PathBuf },
    /// SQLite failed during the commit, and the journal could not be read afterwards.
    #[error(
        "it is uncertain whether this was saved in {}: the disk reported an error at the last step ({reason}). Everything \
         saved before is safe. Look before you try again: `charterdesk history` shows it if it was saved",
        path.display()
    )]
    Uncertain { path: PathBuf, reason: String },
    /// Any other error of the operating system or of SQLite.
    #[error(
        "{what} ({}: {reason}). Nothing was changed and nothing is lost. Try again; if it stays so, copy the file to a \
         safe place and ask for help", path.display()
    )]
    Other {
        path: PathBuf,
        /// What failed: `the database could not be read`.
        what: &'static str,
        reason: String,
    },
}

impl StoreError {
    /// Damage, with advice on the newest intact backup.
    pub(crate) fn damaged(path: &Path, what: impl Into<String>, now: DateTime<Utc>) -> Self {
        Self::Damaged { path: path.into(), what: what.into(), advice: backup_files::restore_advice(path, now) }
    }

    /// Converts an I/O error; `what` is the attempted action (`opened`, `created`).
    pub(crate) fn from_io(path: &Path, what: &'static str, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::Permission { path, what },
            io::ErrorKind::ReadOnlyFilesystem => Self::Permission { path, what },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            io::ErrorKind::FileTooLarge => Self::SizeLimited { path },
            io::ErrorKind::NotFound => {
                Self::UnusablePath { path, what: "is not there".into(), advice: "Check the path".into() }
            }
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Self::UnusablePath {
                path,
                what: "lies below something that is not a folder".into(),
                advice: "Check the path".into(),
            },
            _ => Self::Other { path, what: "the file could not be used", reason: error.to_string() },
        }
    }

    pub(crate) fn from_sqlite(path: &Path, now: DateTime<Utc>, error: rusqlite::Error) -> Self {
        use rusqlite::Error;
        let owned = || path.to_owned();
        match &error {
            Error::FromSqlConversionFailure(_, _, reason) => return Self::damaged(path, reason.to_string(), now),
            Error::InvalidColumnType(..) | Error::IntegralValueOutOfRange(..) | Error::Utf8Error(..) => {
                return Self::damaged(path, error.to_string(), now);
            }
            // The table existed when the file was opened, so something removed it since.
            Error::SqliteFailure(_, Some(message)) if message.starts_with("no such table") => {
                return Self::damaged(path, message.clone(), now);
            }
            _ => {}
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::damaged(path, error.to_string(), now),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path: owned() },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path: owned() },
            Some(ErrorCode::ReadOnly) if is_moved_error(&error) => Self::FileReplaced { path: owned() },
            // SQLite does not say why a write failed. `open` makes the connection read-only for a file beyond the
            // limit.
            Some(ErrorCode::SystemIoFailure) if is_write_error(&error) && files::file_size_limit().is_some() => {
                Self::SizeLimited { path: owned() }
            }
            Some(ErrorCode::ReadOnly) if files::exceeds_size_limit(path) => Self::SizeLimited { path: owned() },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path: owned(), consequence: "the change was not saved" },
            // The file was opened before SQLite ran, so it is the journal that could not be created. (Opening and
            // closing the file here would release SQLite's locks, see `fingerprint::read_at`.)
            Some(ErrorCode::CannotOpen) if std::fs::metadata(path).is_ok() => {
                Self::ReadOnly { path: owned(), consequence: "the change was not saved" }
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Permission { path: owned(), what: "opened" }
            }
            _ => Self::Other { path: owned(), what: "the database did not do it", reason: error.to_string() },
        }
    }
}

/// SQLite's own check that the path leads to another file.
fn is_moved_error(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_READONLY_DBMOVED)
}

fn is_write_error(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    let refused = |code| matches!(code, SQLITE_IOERR_WRITE | SQLITE_IOERR_TRUNCATE);
    error.sqlite_error().is_some_and(|error| refused(error.extended_code))
}

/// Why a change was not made. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// A rule, or a change made in the meantime, forbids it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("there is nothing to undo")]
    NothingToUndo,
    #[error("there is nothing to redo; a change made after an undo ends what could be redone")]
    NothingToRedo,
    /// The user cancelled it.
    #[error("it was stopped")]
    Stopped,
    /// The database could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}
