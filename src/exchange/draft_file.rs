//! Drafts on disk, beside the database: what was typed and not saved outlives a closed terminal.
//!
//! Drafts are no data of the desk: nothing is derived from them and no journal speaks of them. A file that cannot be read
//! costs the draft and nothing else; that one cannot be written is said, because then what was typed would be lost.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::domain::ids::CouncilId;

/// What was typed, by form, and in each form by field.
pub type Drafts = BTreeMap<String, BTreeMap<String, String>>;

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

/// What a form's draft is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What the form is called: `return`, `meeting 12`.
    pub form: String,
    /// The councils that it was opened for.
    pub councils: Vec<CouncilId>,
}

/// The name under which a form's draft is kept.
pub fn key(form: &str, round: impl std::fmt::Display, councils: &[CouncilId]) -> String {
    let councils: Vec<String> = councils.iter().map(ToString::to_string).collect();
    format!("{form} {round} {}", councils.join(","))
}

/// Reads the name under which a draft is kept.
pub fn about(key: &str) -> Option<About> {
    let mut parts = key.rsplitn(3, ' ');
    let (councils, _round, form) = (parts.next()?, parts.next()?, parts.next()?);
    let councils = councils.split(',').filter(|id| !id.is_empty()).map(|id| id.parse().map(CouncilId));
    Some(About { form: form.to_owned(), councils: councils.collect::<Result<_, _>>().ok()? })
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
    use super::{About, Drafts, about, keep, key, read};
    use crate::domain::ids::CouncilId;

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
    #[test]
    fn what_a_draft_is_about_is_read_from_its_name() {
        let councils = vec![CouncilId(4), CouncilId(7)];
        let name = key("meeting of 2023-11-14", 1, &councils);
        assert_eq!(about(&name), Some(About { form: "meeting of 2023-11-14".to_owned(), councils }));
        assert_eq!(about("return 1 x"), None);
        assert_eq!(about("return"), None);
    }
}
