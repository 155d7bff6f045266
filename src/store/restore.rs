//! Putting a backup in the place of the database.

use std::path::{Path, PathBuf};

use super::backup::Backup;
use super::error::StoreError;
use crate::domain::change::Moment;

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The backup that is the database now.
    pub from: Backup,
    /// Where the file that was there before is now; `None` if there was none.
    pub aside: Option<PathBuf>,
}

/// Puts a backup in the place of the database. The present file is moved aside and never deleted.
pub fn restore(_database: &Path, _backup: &Path, _moment: Moment) -> Result<Restored, StoreError> {
    todo!()
}
