//! Paths that begin with `~`.

use std::path::{MAIN_SEPARATOR, PathBuf};

/// Expands `~`; `None` if there is no home folder.
pub fn expand_home(path: &str, home: Option<&PathBuf>) -> Option<PathBuf> {
    match path.strip_prefix('~') {
        Some("") => home.cloned(),
        Some(rest) if rest.starts_with(['/', MAIN_SEPARATOR]) => Some(home?.join(rest[1..].trim_start_matches('/'))),
        _ => Some(PathBuf::from(path)),
    }
}
