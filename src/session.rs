//! What the dashboard is started with: everything that it would otherwise have to ask the environment for.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::clock::Clock;
use crate::settings::Settings;

/// What the journal says where nobody is named.
pub const UNKNOWN_AUTHOR: &str = "somebody not named";

/// One run of the dashboard.
#[derive(Clone, Debug)]
pub struct Session {
    /// The database.
    pub database: PathBuf,
    /// The day as at which everything is shown; `None` for today.
    pub as_at: Option<NaiveDate>,
    /// The home folder, for `~` in a path that is typed.
    pub home: Option<PathBuf>,
    /// This program, which reads foreign files by starting itself; `None` if the system does not say where it lies.
    pub program: Option<PathBuf>,
    /// The texts of our own letters, which are not taken for what a council wrote.
    pub letters: Vec<String>,
    /// Who makes the changes, for the journal.
    pub by: String,
    /// How many colours the terminal has; none where the user or the environment asks for none.
    pub palette: ColorDepth,
    /// Whether the terminal says that its ground is light.
    pub light: bool,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// Whether this is the demonstration, which says so on every screen.
    pub demo: bool,
    /// Where the time comes from.
    pub clock: Clock,
    /// The user's settings.
    pub settings: Settings,
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorDepth {
    /// No colour is to be set.
    None,
    /// Sixteen.
    Sixteen,
    /// 256.
    Indexed,
    /// Any.
    True,
}

/// How the dashboard ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The user left it.
    Quit,
    /// A signal ended it, by its number; a terminal that went away counts as a hang-up.
    Signal(i32),
}
