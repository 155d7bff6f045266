//! Why a change was not made.

use super::record::Record;

/// Why a change was not made. Each is a sentence or two: what is the matter, and what to do; nothing was changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The record is not there (any more).
    #[error("{what} no longer exists; look at the list again")]
    Gone { what: String },
    /// The record was changed since it was read: the change was made on an older version.
    #[error("somebody else changed {what} after you opened it; look at both and save again")]
    Stale {
        what: String,
        /// The record as it stands now.
        now: Box<Record>,
    },
    /// What was asked for breaks a rule of the charter or of the calendar.
    #[error("{0}")]
    Invalid(String),
    /// Everything is already so.
    #[error("nothing to change: {0}")]
    Unchanged(String),
}

/// Refuses a change that was made on another version of the record.
pub(crate) fn check_version(record: impl Into<Record>, version: i64, what: &str) -> Result<(), Refusal> {
    let now = record.into();
    if now.version() == version {
        return Ok(());
    }
    Err(Refusal::Stale { what: what.to_owned(), now: Box::new(now) })
}
