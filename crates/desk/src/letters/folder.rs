//! The folder of a batch: which name is free, and that all files come into it or none.

use std::io;
use std::path::{Path, PathBuf};

use store::files::{create_own_dir, sync_parent_dir};

use super::error::LetterError;

/// A name for a new folder: the wanted one, or if that is taken, with the first number from 2 that is free.
pub fn free_folder(wanted: &Path) -> PathBuf {
    let name = wanted.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2..1000).map(|number| wanted.with_file_name(format!("{name}-{number}")));
    // An empty folder will do.
    let is_taken = |path: &PathBuf| {
        std::fs::symlink_metadata(path).is_ok()
            && std::fs::read_dir(path).map_or(true, |mut files| files.next().is_some())
    };
    std::iter::once(wanted.to_owned()).chain(numbered).find(|path| !is_taken(path)).unwrap_or_else(|| wanted.to_owned())
}

/// Whether an empty folder is there.
pub(super) fn check_place(folder: &Path) -> Result<bool, LetterError> {
    let shown = folder.display();
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent.filter(|parent| !parent.is_dir()) {
        let parent = parent.display();
        return Err(LetterError::Place(format!(
            "there is no folder {parent} to make {shown} in; make it, or name another"
        )));
    }
    let Ok(about) = std::fs::symlink_metadata(folder) else { return Ok(false) };
    let is_empty = about.is_dir() && std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if is_empty {
        return Ok(true);
    }
    Err(LetterError::Place(format!(
        "{shown} is there already and is no empty folder. It was left as it was; name a new folder for the letters"
    )))
}

/// Removed when it is dropped.
pub(super) struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    pub(super) fn beside(folder: &Path) -> Result<Self, LetterError> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for number in 0..1000 {
            let path = folder.with_file_name(format!(".{name}.new-{}-{number}", std::process::id()));
            if std::fs::symlink_metadata(&path).is_ok() {
                continue;
            }
            return match create_own_dir(&path) {
                Ok(()) => Ok(Self(path)),
                Err(error) => Err(LetterError::Unwritable { path: folder.to_owned(), error }),
            };
        }
        Err(LetterError::Unwritable { path: folder.to_owned(), error: io::ErrorKind::AlreadyExists.into() })
    }

    /// The files are synced already.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn persist(&self, folder: &Path, is_there: bool) -> io::Result<()> {
        sync_parent_dir(&self.0.join("letters"))?;
        if is_there {
            // Fails if somebody put a file there in the meantime.
            std::fs::remove_dir(folder)?;
        }
        std::fs::rename(&self.0, folder)?;
        sync_parent_dir(folder)
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::free_folder;

    #[test]
    fn a_second_batch_of_a_day_gets_a_number() {
        let home = tempfile::tempdir().unwrap();
        let wanted = home.path().join("letters-2023-10-05");
        let name = || free_folder(&wanted).file_name().unwrap().to_string_lossy().into_owned();
        let fill = |name: &str| {
            std::fs::create_dir_all(home.path().join(name)).unwrap();
            std::fs::write(home.path().join(name).join("1.eml"), "x").unwrap();
        };
        assert_eq!(name(), "letters-2023-10-05");
        std::fs::create_dir(&wanted).unwrap();
        assert_eq!(name(), "letters-2023-10-05", "an empty folder will do");
        fill("letters-2023-10-05");
        assert_eq!(name(), "letters-2023-10-05-2");
        fill("letters-2023-10-05-2");
        assert_eq!(name(), "letters-2023-10-05-3");
        std::fs::write(home.path().join("letters-2023-10-05-3"), "a file").unwrap();
        assert_eq!(name(), "letters-2023-10-05-4");
    }
}
