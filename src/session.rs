//! What the dashboard is started with: everything that it would otherwise have to ask the environment for.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::clock::Clock;
use crate::settings::{ColorWhen, Settings};

/// One run of the dashboard.
#[derive(Clone, Debug)]
pub struct Session {
    /// The database.
    pub database: PathBuf,
    /// The day as at which everything is shown; `None` for today.
    pub as_at: Option<NaiveDate>,
    /// Who makes the changes, for the journal.
    pub by: String,
    /// Whether colour is used. `Auto` was turned into `Never` where the environment asks for none.
    pub color: ColorWhen,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// Whether this is the demonstration, which says so on every screen.
    pub demo: bool,
    /// Where the time comes from.
    pub clock: Clock,
    /// The user's settings.
    pub settings: Settings,
}
