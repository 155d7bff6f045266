//! Reads the environment. No other module does.
#![allow(clippy::disallowed_methods, reason = "the environment that is passed on")]

use std::io::IsTerminal;
use std::path::PathBuf;

use crate::session::ColorDepth;
use etcetera::{BaseStrategy, choose_base_strategy};

#[derive(Clone, Debug)]
pub struct Environment {
    /// The default database; `None` if there is no home folder.
    pub database: Option<PathBuf>,
    pub program: Option<PathBuf>,
    pub home: Option<PathBuf>,
    pub settings: Option<PathBuf>,
    /// The saved views of the list, beside the settings.
    pub views: Option<PathBuf>,
    /// The user name, for the journal.
    pub user: Option<String>,
    /// `NO_COLOR` is set, or `TERM=dumb`.
    pub no_color: bool,
    pub palette: ColorDepth,
    pub light: bool,
    pub stdin_is_terminal: bool,
    pub stdout_is_terminal: bool,
    /// Of the output, in terminal cells; `None` if it goes to a file or a pipe and `COLUMNS` is not set.
    pub width: Option<usize>,
    /// Whether the locale names a character set other than UTF-8.
    pub ascii_locale: bool,
}

/// For a terminal that doesn't say how wide it is.
const USUAL_WIDTH: usize = 80;

impl Environment {
    pub fn read() -> Self {
        let folders = choose_base_strategy().ok();
        let in_data = || Some(folders.as_ref()?.data_dir().join("charterdesk").join("charterdesk.db"));
        let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let text = |name: &str| named(name).map(|value| value.to_string_lossy().into_owned());
        let stdout_is_terminal = std::io::stdout().is_terminal();
        let columns = text("COLUMNS").and_then(|columns| columns.trim().parse().ok()).filter(|columns| *columns > 0);
        let terminal_width = || {
            let size = crossterm::terminal::size().map(|(columns, _)| usize::from(columns));
            size.ok().filter(|columns| *columns > 0).unwrap_or(USUAL_WIDTH)
        };
        Self {
            database: named("CHARTERDESK_DATABASE").map(PathBuf::from).or_else(in_data),
            program: std::env::current_exe().ok(),
            home: folders.as_ref().map(|folders| folders.home_dir().to_owned()),
            settings: folders.as_ref().map(|folders| folders.config_dir().join("charterdesk").join("config.toml")),
            views: folders.as_ref().map(|folders| folders.config_dir().join("charterdesk").join("views.toml")),
            user: text("USER").or_else(|| text("LOGNAME")).or_else(|| text("USERNAME")),
            no_color: named("NO_COLOR").is_some() || text("TERM").as_deref() == Some("dumb"),
            palette: match (text("COLORTERM").as_deref(), text("TERM").unwrap_or_default()) {
                (Some("truecolor" | "24bit"), _) => ColorDepth::True,
                (_, term) if term.contains("256color") => ColorDepth::Indexed,
                _ => ColorDepth::Sixteen,
            },
            // "15;0": the last number is the background; 7 and 15 are the light ones.
            light: text("COLORFGBG").is_some_and(|pair| matches!(pair.rsplit(';').next(), Some("7" | "15"))),
            stdin_is_terminal: std::io::stdin().is_terminal(),
            stdout_is_terminal,
            width: columns.or_else(|| stdout_is_terminal.then(terminal_width)),
            ascii_locale: text("LC_ALL")
                .or_else(|| text("LC_CTYPE"))
                .or_else(|| text("LANG"))
                .is_some_and(|locale| !is_utf8(&locale)),
        }
    }
}

/// `en_GB.UTF-8`, `C.utf8`, `UTF-8`. A machine without a locale may show anything, so nothing is taken away from it.
fn is_utf8(locale: &str) -> bool {
    let charset = locale.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().replace('-', "");
    charset.starts_with("utf8")
}

#[cfg(test)]
mod tests {
    use super::is_utf8;
    use rstest::rstest;

    #[rstest]
    #[case("en_GB.UTF-8", true)]
    #[case("C.utf8", true)]
    #[case("de_DE.utf8@euro", true)]
    #[case("UTF-8", true)]
    #[case("C", false)]
    #[case("POSIX", false)]
    #[case("en_GB", false)]
    #[case("en_GB.ISO-8859-15", false)]
    fn a_locale_names_its_character_set(#[case] locale: &str, #[case] utf8: bool) {
        assert_eq!(is_utf8(locale), utf8);
    }
}
