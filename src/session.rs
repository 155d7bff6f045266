//! What the dashboard is started with: everything that it would otherwise have to ask the environment for.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::clock::Clock;
use crate::settings::Settings;

/// The author in the journal if nobody is named.
pub const UNKNOWN_AUTHOR: &str = "somebody not named";

/// Everything that the dashboard would otherwise ask the environment for.
#[derive(Clone, Debug)]
pub struct Session {
    pub database: PathBuf,
    /// The day as at which everything is shown; `None` for today.
    pub as_at: Option<NaiveDate>,
    /// For `~` in a typed path.
    pub home: Option<PathBuf>,
    /// This program, which parses untrusted files in a child process; `None` if the system does not know its path.
    pub program: Option<PathBuf>,
    /// The texts of our own letters, to tell them from the council's words.
    pub letters: Vec<String>,
    /// The author in the journal.
    pub by: String,
    pub palette: ColorDepth,
    /// Whether the terminal has a light background.
    pub light: bool,
    pub ascii: bool,
    /// Every screen says so.
    pub demo: bool,
    pub clock: Clock,
    pub settings: Settings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorDepth {
    None,
    Sixteen,
    Indexed,
    True,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    Quit,
    /// The signal's number; a closed terminal counts as SIGHUP.
    Signal(i32),
}
