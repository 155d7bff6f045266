//! Inspects a path before SQLite touches it. A file that is not a charterdesk database, or is newer than this program,
//! stays unchanged byte for byte.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use chrono::{DateTime, Utc};

use crate::error::StoreError;
use crate::{backup_files, schema};

#[derive(Debug)]
pub(crate) enum Inspected {
    /// Nothing: a database can be created there.
    Nothing,
    /// A database of this program, not newer than it, opened for reading.
    Ours(File),
}

/// Inspects the path. Makes a database private if others can read it.
pub(crate) fn inspect(path: &Path, now: DateTime<Utc>, notices: &mut Vec<String>) -> Result<Inspected, StoreError> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Inspected::Nothing),
        Err(error) => return Err(StoreError::from_io(path, "opened", error)),
    };
    check_plain_file(path, &metadata)?;
    check_owner(path, &metadata)?;
    let mut header = Vec::with_capacity(HEADER);
    let mut file = File::open(path).map_err(|error| StoreError::from_io(path, "opened", error))?;
    (&mut file)
        .take(HEADER as u64)
        .read_to_end(&mut header)
        .map_err(|error| StoreError::from_io(path, "opened", error))?;
    check_header(path, &header, now)?;
    restrict_permissions(path, &metadata, notices);
    Ok(Inspected::Ours(file))
}

fn check_plain_file(path: &Path, metadata: &Metadata) -> Result<(), StoreError> {
    let (what, advice) = if metadata.is_symlink() {
        ("is a link to another place", "Give the path of the file itself")
    } else if metadata.is_dir() {
        ("is a folder", "Give the path of a file in it")
    } else if !metadata.is_file() {
        ("is not a plain file", "Give the path of a file")
    } else {
        return Ok(());
    };
    Err(StoreError::UnusablePath { path: path.into(), what: what.into(), advice: advice.into() })
}

#[cfg(unix)]
fn check_owner(path: &Path, metadata: &Metadata) -> Result<(), StoreError> {
    use std::os::unix::fs::MetadataExt;
    // The owner of the process's own entry is the user. Without /proc the check is skipped.
    match fs::metadata("/proc/self") {
        Ok(own) if own.uid() != metadata.uid() => Err(StoreError::UnusablePath {
            path: path.into(),
            what: "belongs to another user".into(),
            advice: "Open it as that user, or copy it and open the copy".into(),
        }),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn owned(_path: &Path, _metadata: &Metadata) -> Result<(), StoreError> {
    Ok(())
}

const HEADER: usize = 100;

const MAGIC: &[u8] = b"SQLite format 3\0";

fn check_header(path: &Path, header: &[u8], now: DateTime<Utc>) -> Result<(), StoreError> {
    let number = |at: usize| -> i64 {
        header.get(at..at + 4).map_or(0, |bytes| bytes.iter().fold(0, |sum, byte| sum << 8 | i64::from(*byte)))
    };
    if header.is_empty() {
        return Err(StoreError::damaged(path, "it is empty: not even the register is in it", now));
    }
    if header.len() < HEADER || !header.starts_with(MAGIC) {
        // A file with backups was a database once.
        return Err(if backup_files::has_backups(path) {
            StoreError::damaged(path, "its beginning is not that of a database any more", now)
        } else {
            StoreError::NotCharterdesk { path: path.into(), what: "is not a charterdesk database".into() }
        });
    }
    if number(68) != schema::APPLICATION_ID {
        let what = "is a database that belongs to another program".into();
        return Err(StoreError::NotCharterdesk { path: path.into(), what });
    }
    if number(60) > schema::LATEST_VERSION {
        return Err(StoreError::Newer { path: path.into(), found: number(60), known: schema::LATEST_VERSION });
    }
    Ok(())
}

#[cfg(unix)]
fn restrict_permissions(path: &Path, metadata: &Metadata, notices: &mut Vec<String>) {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o7777;
    if mode & 0o077 == 0 {
        return;
    }
    let private = fs::Permissions::from_mode(mode & 0o700);
    notices.push(match fs::set_permissions(path, private) {
        Ok(()) => format!("{} could be read by other users; now it is yours alone", path.display()),
        Err(_) => format!("{} can be read by other users, and that could not be changed", path.display()),
    });
}

#[cfg(not(unix))]
fn tighten(_path: &Path, _metadata: &Metadata, _notices: &mut Vec<String>) {}
