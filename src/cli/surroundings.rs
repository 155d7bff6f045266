//! What the environment says: the only place that asks it.

use std::io::IsTerminal;
use std::path::PathBuf;

use etcetera::{BaseStrategy, choose_base_strategy};

/// The environment, read once.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Where the database is unless the command line says; `None` if there is no home folder.
    pub database: Option<PathBuf>,
    /// Where the settings are.
    pub settings: Option<PathBuf>,
    /// The name of the user, for the journal.
    pub user: Option<String>,
    /// Whether no colour is wanted: `NO_COLOR` is set, or `TERM=dumb`.
    pub plain: bool,
    /// Whether keys can be read: stdin is a terminal.
    pub keyboard: bool,
    /// Whether stdout is a terminal.
    pub screen: bool,
}

impl Surroundings {
    /// Reads it.
    pub fn read() -> Self {
        let folders = choose_base_strategy().ok();
        let in_data = || Some(folders.as_ref()?.data_dir().join("charterdesk").join("charterdesk.db"));
        let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let text = |name: &str| named(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            database: named("CHARTERDESK_DATABASE").map(PathBuf::from).or_else(in_data),
            settings: folders.as_ref().map(|folders| folders.config_dir().join("charterdesk").join("config.toml")),
            user: text("USER").or_else(|| text("LOGNAME")).or_else(|| text("USERNAME")),
            plain: named("NO_COLOR").is_some() || text("TERM").as_deref() == Some("dumb"),
            keyboard: std::io::stdin().is_terminal(),
            screen: std::io::stdout().is_terminal(),
        }
    }
}
