//! The inputs of the dashboard, which does not read the environment itself.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::clock::Clock;
use crate::settings::Settings;

/// The journal's author if no user name is known.
pub const UNKNOWN_AUTHOR: &str = "somebody not named";

#[derive(Clone, Debug)]
pub struct Session {
    pub database: PathBuf,
    /// `None` for today.
    pub as_at: Option<NaiveDate>,
    /// Expands `~` in a typed path.
    pub home: Option<PathBuf>,
    /// The executable, which parses untrusted files in a child process; `None` if its path is unknown.
    pub program: Option<PathBuf>,
    /// Our own letters, so that the reader can tell them from the council's words.
    pub letters: Vec<String>,
    pub by: String,
    pub palette: ColorDepth,
    pub light: bool,
    pub ascii: bool,
    pub demo: bool,
    pub clock: Clock,
    pub settings: Settings,
    /// The saved views of the list; the demonstration keeps none.
    pub views: Option<PathBuf>,
    /// Where the settings are, or will be; `None` without a home folder.
    pub settings_path: Option<PathBuf>,
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
