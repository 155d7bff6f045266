//! The file of drafts beside the database: unsaved input survives a closed terminal.
//!
//! Drafts are no records: nothing is derived from them, and the journal does not mention them. Several dashboards
//! write this file, so each reads it again under a lock and merges its own changes. A write replaces the whole file
//! and is synced before the user is told that the draft is kept. A file in another format is renamed, never
//! overwritten.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::drafts::{Drafts, SharedDrafts};
use store::files::{NewFile, lock_parent_dir, remove_stale_files_of, retry_for, sync_parent_dir, with_suffix};

/// Attempts to read and merge, if other dashboards write at the same time without a lock.
const TRIES: usize = 5;
/// Others hold the lock for a few milliseconds; a program that is being stopped has two seconds.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

fn path_of(database: &Path) -> PathBuf {
    with_suffix(database, "-drafts.json")
}

#[derive(Debug, thiserror::Error)]
enum ReadError {
    /// No file of drafts has this name: a link, a folder, or other content.
    #[error("{0}")]
    NotDrafts(String),
    #[error(transparent)]
    Failed(#[from] io::Error),
}

#[derive(Debug, thiserror::Error)]
#[error("the drafts in {} cannot be read ({reason}); nothing that was saved is lost", path.display())]
pub struct DraftFileError {
    path: PathBuf,
    reason: ReadError,
}

/// The file stays open, so that no other file can get its inode number.
struct Found {
    file: Option<File>,
    drafts: Drafts,
}

impl Found {
    fn at(path: &Path) -> Result<Self, ReadError> {
        let mut options = OpenOptions::new();
        options.read(true);
        // Do not follow a link, and do not block on a pipe.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
        let mut file = match options.open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self { file: None, drafts: Drafts::new() });
            }
            Err(error) if is_link(path) => return Err(ReadError::NotDrafts(format!("it is a link ({error})"))),
            Err(error) => return Err(error.into()),
        };
        if !file.metadata()?.is_file() {
            return Err(ReadError::NotDrafts("it is not a file".to_owned()));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let drafts = serde_json::from_slice(&bytes).map_err(|error| ReadError::NotDrafts(error.to_string()))?;
        Ok(Self { file: Some(file), drafts })
    }

    /// Whether the path still leads to the same file.
    fn is_still_at(&self, path: &Path) -> io::Result<bool> {
        let now = match std::fs::symlink_metadata(path) {
            Ok(now) => Some(now),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(match (&self.file, now) {
            (None, None) => true,
            (Some(file), Some(now)) => is_same(&file.metadata()?, &now),
            _ => false,
        })
    }
}

#[cfg(unix)]
fn is_same(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    (one.len(), one.modified().ok()) == (other.len(), other.modified().ok())
}

fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

/// Changes nothing.
///
/// # Errors
///
/// Something has the file's name and is unreadable.
pub fn read(database: &Path) -> Result<Drafts, DraftFileError> {
    let path = path_of(database);
    Found::at(&path).map(|found| found.drafts).map_err(|reason| DraftFileError { path, reason })
}

/// Reads the drafts for a dashboard. Renames a file in another format, so that drafts can be saved.
///
/// The second value is a sentence for the user, if the drafts of last time are missing.
pub fn open(database: &Path, now: std::time::SystemTime) -> (SharedDrafts, Option<String>) {
    let path = path_of(database);
    remove_stale_files_of(&path, now);
    let _lock = lock_of(&path);
    match Found::at(&path) {
        Ok(found) => (SharedDrafts::read(found.drafts), None),
        Err(ReadError::NotDrafts(why)) => {
            let notice = rename_unreadable(&path, &why).unwrap_or_else(|error| {
                let path = path.display();
                format!("the drafts in {path} cannot be read ({why}) or moved away ({error}); what was saved is safe")
            });
            (SharedDrafts::default(), Some(notice))
        }
        Err(ReadError::Failed(error)) => {
            let path = path.display();
            let notice =
                format!("the drafts in {path} cannot be read ({error}); what was saved is safe. Check who may read it");
            (SharedDrafts::default(), Some(notice))
        }
    }
}

/// Writes this dashboard's changes to the file, and reads those of others. Removes the file with the last draft.
///
/// Returns a sentence for the user, if it renamed a file in another format, or if another dashboard keeps different
/// text for the same form.
///
/// # Errors
///
/// The file cannot be written: the drafts are then only in memory.
pub fn keep(database: &Path, drafts: &mut SharedDrafts) -> io::Result<Option<String>> {
    let path = path_of(database);
    let _lock = lock_of(&path);
    keep_at(&path, drafts, || {})
}

/// `before_writing` lets tests act between reading and writing.
fn keep_at(path: &Path, drafts: &mut SharedDrafts, mut before_writing: impl FnMut()) -> io::Result<Option<String>> {
    let mut notice = None;
    for _ in 0..TRIES {
        let found = match Found::at(path) {
            Ok(found) => found,
            // Nothing needs saving, so an unreadable file does no harm.
            Err(ReadError::Failed(_)) if !drafts.is_changed() => return Ok(None),
            Err(ReadError::Failed(error)) => return Err(error),
            Err(ReadError::NotDrafts(why)) => {
                notice = Some(rename_unreadable(path, &why)?);
                // The drafts of others that this dashboard read earlier are all that is left of them.
                Found { file: None, drafts: drafts.known().clone() }
            }
        };
        let merged = drafts.merge_into(&found.drafts);
        before_writing();
        if !write(path, &found, &merged.drafts)? {
            continue;
        }
        if !merged.renamed.is_empty() && notice.is_none() {
            notice =
                Some("another dashboard has other text for this form: both are kept, one after the other".to_owned());
        }
        drafts.adopt(merged);
        return Ok(notice);
    }
    Err(io::Error::new(io::ErrorKind::ResourceBusy, "another dashboard keeps writing the drafts"))
}

/// Returns false if the file changed since it was read: then read it again.
fn write(path: &Path, found: &Found, drafts: &Drafts) -> io::Result<bool> {
    let is_written = if found.file.is_some() { found.drafts == *drafts } else { drafts.is_empty() };
    if is_written {
        return Ok(true);
    }
    if drafts.is_empty() {
        if !found.is_still_at(path)? {
            return Ok(false);
        }
        std::fs::remove_file(path)?;
        sync_parent_dir(path)?;
        return Ok(true);
    }
    let new = NewFile::beside(path)?;
    let mut file = OpenOptions::new().write(true).open(new.path())?;
    io::Write::write_all(&mut file, &serde_json::to_vec(drafts)?)?;
    // Synced here, to keep the time between the check and the rename short.
    file.sync_all()?;
    if !found.is_still_at(path)? {
        return Ok(false);
    }
    new.persist(path)?;
    Ok(true)
}

/// Renames whatever has the file's name, and returns a sentence about it.
fn rename_unreadable(path: &Path, why: &str) -> io::Result<String> {
    let is_free = |path_for: &PathBuf| std::fs::symlink_metadata(path_for).is_err();
    let mut paths = (1..1000).map(|number| with_suffix(path, &format!(".unreadable-{number}")));
    let path_for = paths.find(is_free).ok_or(io::ErrorKind::AlreadyExists)?;
    std::fs::rename(path, &path_for)?;
    sync_parent_dir(path)?;
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(format!(
        "{} is not a drafts file ({why}): it is now called {}, beside the database; what was saved is safe",
        name(path),
        name(&path_for)
    ))
}

/// Serialises the dashboards. Without a lock (some file systems have none, or a holder hangs) the caller continues:
/// it checks the file again before it overwrites it.
fn lock_of(path: &Path) -> Option<File> {
    lock_parent_dir(path, &mut retry_for(LOCK_PATIENCE)).ok().flatten()
}

#[cfg(test)]
#[path = "draft_file_tests.rs"]
mod tests;
