//! Errors of the worker's tasks.

use store::{ApplyError, StoreError};
use thiserror::Error;

use formats::ics::IcsError;

/// Each message says what happened, what is safe and what to do.
#[derive(Debug, Error)]
pub enum TaskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Apply(#[from] ApplyError),
    #[error(
        "charterdesk cannot find its own program file, which it needs to read files. Nothing was imported; start \
         charterdesk by its full path"
    )]
    UnknownProgram,
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// A sentence: [`charter::plan::Infeasible`] can't name the councils.
    #[error("{0}")]
    Infeasible(String),
}

#[derive(Debug, Error)]
pub enum RosterError {
    #[error("the roster {path} cannot be read ({why}); check the path, or type the duty days instead")]
    Unreadable { path: String, why: UnreadableRoster },
    #[error("the roster {path}: {error}")]
    Calendar { path: String, error: IcsError },
}

#[derive(Debug, Error)]
pub enum UnreadableRoster {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("it is not a file")]
    NotAFile,
    #[error("it is larger than {} MB", MAX_ROSTER_BYTES / 1_000_000)]
    TooLarge,
}

/// A hundred times a year of shifts.
pub const MAX_ROSTER_BYTES: u64 = 10_000_000;
