//! Drafts on disk, beside the database: what was typed and not saved outlives a closed terminal.
//!
//! Drafts are no data of the desk: nothing is derived from them and no journal speaks of them. A file that cannot be read
//! costs the draft and nothing else; that one cannot be written is said, because then what was typed would be lost.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::forms::drafts::Drafts;

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-drafts.json");
    name.into()
}

/// Reads the drafts that were kept.
pub fn read(database: &Path) -> Drafts {
    let bytes = std::fs::read(beside(database)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Keeps the drafts, or takes the file away if there are none.
///
/// # Errors
/// If the file cannot be written: the drafts are then only in memory.
pub fn keep(database: &Path, drafts: &Drafts) -> std::io::Result<()> {
    let path = beside(database);
    if drafts.is_empty() {
        return match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let mut unfinished = path.clone().into_os_string();
    unfinished.push(".new");
    let unfinished = PathBuf::from(unfinished);
    write(&unfinished, drafts)?;
    std::fs::rename(&unfinished, &path)
}

fn write(path: &Path, drafts: &Drafts) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(&serde_json::to_vec(drafts)?)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::{Drafts, keep, read};

    #[test]
    fn what_cannot_be_read_is_no_draft_and_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("desk.db");
        assert_eq!(read(&database), Drafts::default());
        std::fs::write(super::beside(&database), "not json").unwrap();
        assert_eq!(read(&database), Drafts::default());
        keep(&database, &Drafts::default()).unwrap();
        assert!(!super::beside(&database).exists());
    }
}
