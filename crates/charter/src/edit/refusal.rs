//! Why a change was not made.

use super::record::Record;

/// Why a change was refused. Each message says what is wrong and what to do; nothing was changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The record does not exist, or no longer.
    #[error("{what} no longer exists; look at the list again")]
    Gone { what: String },
    /// Somebody changed the record after it was read.
    #[error("somebody else changed {what} after you opened it; look at both and save again")]
    Stale { what: String, now: Box<Record> },
    /// The change breaks a rule of the charter or of the calendar.
    #[error("{0}")]
    Invalid(String),
    /// The records already have these values.
    #[error("nothing to change: {0}")]
    Unchanged(String),
}

/// Refuses a change made on another version of the record.
pub(crate) fn check_version(record: impl Into<Record>, version: i64, what: &str) -> Result<(), Refusal> {
    let now = record.into();
    if now.version() == version {
        return Ok(());
    }
    Err(Refusal::Stale { what: what.to_owned(), now: Box::new(now) })
}
