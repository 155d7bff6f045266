//! Backups without being asked.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

/// One backup of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Why it was made: `first change of the day`.
    pub reason: String,
    /// How many councils are in it; 0 if it is not sound.
    pub councils: usize,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it can be opened and is whole.
    pub sound: bool,
}

/// The backups of a database, newest first. None if there is no folder of them.
pub fn backups(_database: &Path) -> Vec<Backup> {
    todo!()
}
