//! Drafts on disk, beside the database: what was typed and not saved outlives a closed terminal.
//!
//! Drafts are no data of the desk: nothing is derived from them and no journal speaks of them. Several dashboards write
//! this file, so each reads it again under a lock and merges its own changes. What is written is whole, and outlasts a
//! power cut before the user is told so. A file that is not ours to understand is put aside, never written over.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::drafts::{Drafts, SharedDrafts};
use store::files::{NewFile, lock_parent_dir, remove_stale_files_of, retry_for, sync_parent_dir, with_suffix};

/// How often the file is read and merged anew, if others write it meanwhile without a lock.
const TRIES: usize = 5;
/// How long the lock is waited for. Others hold it for a few milliseconds; a program that is ended has two seconds.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

fn path_of(database: &Path) -> PathBuf {
    with_suffix(database, "-drafts.json")
}

/// Why there are no drafts to be had.
#[derive(Debug)]
enum Unread {
    /// What has the name is no file of drafts: a link, a folder, or no JSON of this form.
    NoDrafts(String),
    /// The system does not let it be read.
    Failed(io::Error),
}

/// The file as it was read. It stays open, so that no other file can get its number.
struct Found {
    file: Option<File>,
    drafts: Drafts,
}

impl Found {
    fn at(path: &Path) -> Result<Self, Unread> {
        let mut options = OpenOptions::new();
        options.read(true);
        // Not through a link, and without waiting for the other end of a pipe.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
        let mut file = match options.open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self { file: None, drafts: Drafts::new() });
            }
            Err(error) if is_link(path) => return Err(Unread::NoDrafts(format!("it is a link ({error})"))),
            Err(error) => return Err(Unread::Failed(error)),
        };
        if !file.metadata().map_err(Unread::Failed)?.is_file() {
            return Err(Unread::NoDrafts("it is not a file".to_owned()));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(Unread::Failed)?;
        let drafts = serde_json::from_slice(&bytes).map_err(|error| Unread::NoDrafts(error.to_string()))?;
        Ok(Self { file: Some(file), drafts })
    }

    /// Whether this is still what has the name.
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

/// Reads the drafts and changes nothing.
///
/// # Errors
/// A sentence, if there is something that cannot be read.
pub fn read(database: &Path) -> Result<Drafts, String> {
    let path = path_of(database);
    Found::at(&path).map(|found| found.drafts).map_err(|why| {
        let why = match why {
            Unread::NoDrafts(why) => why,
            Unread::Failed(error) => error.to_string(),
        };
        format!("the drafts in {} cannot be read ({why}); nothing that was saved is lost", path.display())
    })
}

/// Reads the drafts for a dashboard. What is no file of drafts is put aside, so that drafts can be kept.
///
/// The second is a sentence for the user, if the drafts of last time are not among them.
pub fn open(database: &Path, now: std::time::SystemTime) -> (SharedDrafts, Option<String>) {
    let path = path_of(database);
    remove_stale_files_of(&path, now);
    let _lock = lock_of(&path);
    match Found::at(&path) {
        Ok(found) => (SharedDrafts::read(found.drafts), None),
        Err(Unread::NoDrafts(why)) => {
            let said = put_aside(&path, &why).unwrap_or_else(|error| {
                let path = path.display();
                format!("the drafts in {path} cannot be read ({why}) or moved away ({error}); what was saved is safe")
            });
            (SharedDrafts::default(), Some(said))
        }
        Err(Unread::Failed(error)) => {
            let path = path.display();
            let said =
                format!("the drafts in {path} cannot be read ({error}); what was saved is safe. Check who may read it");
            (SharedDrafts::default(), Some(said))
        }
    }
}

/// Puts what this dashboard changed into the file, and takes in what others kept there. The file goes away with the last
/// draft.
///
/// Gives a sentence for the user, if what was there had to be put aside or if another dashboard keeps other text for the
/// same form.
///
/// # Errors
/// If the file cannot be written: what was typed is then only in memory.
pub fn keep(database: &Path, drafts: &mut SharedDrafts) -> io::Result<Option<String>> {
    let path = path_of(database);
    let _lock = lock_of(&path);
    keep_at(&path, drafts, || {})
}

/// The same under the lock; `before_writing` is for tests of what happens without one.
fn keep_at(path: &Path, drafts: &mut SharedDrafts, mut before_writing: impl FnMut()) -> io::Result<Option<String>> {
    let mut said = None;
    for _ in 0..TRIES {
        let found = match Found::at(path) {
            Ok(found) => found,
            // Nobody was promised anything, so nobody needs the file.
            Err(Unread::Failed(_)) if !drafts.is_changed() => return Ok(None),
            Err(Unread::Failed(error)) => return Err(error),
            Err(Unread::NoDrafts(why)) => {
                said = Some(put_aside(path, &why)?);
                // What this dashboard knew of the others' drafts is all that is left of them here.
                Found { file: None, drafts: drafts.known().clone() }
            }
        };
        let merged = drafts.merged_into(&found.drafts);
        before_writing();
        if !write(path, &found, &merged.drafts)? {
            continue;
        }
        if !merged.renamed.is_empty() && said.is_none() {
            said =
                Some("another dashboard has other text for this form: both are kept, one after the other".to_owned());
        }
        drafts.take(merged);
        return Ok(said);
    }
    Err(io::Error::new(io::ErrorKind::ResourceBusy, "another dashboard keeps writing the drafts"))
}

/// Writes the file whole if what was found is still there; otherwise it has to be read again.
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
    // Here already, so that the moment between looking and renaming is short.
    file.sync_all()?;
    if !found.is_still_at(path)? {
        return Ok(false);
    }
    new.persist(path)?;
    Ok(true)
}

/// Gives what has the name of the drafts another name, and says so.
fn put_aside(path: &Path, why: &str) -> io::Result<String> {
    let is_free = |place: &PathBuf| std::fs::symlink_metadata(place).is_err();
    let mut places = (1..1000).map(|number| with_suffix(path, &format!(".unreadable-{number}")));
    let place = places.find(is_free).ok_or(io::ErrorKind::AlreadyExists)?;
    std::fs::rename(path, &place)?;
    sync_parent_dir(path)?;
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(format!(
        "{} is not a drafts file ({why}): it is now called {}, beside the database; what was saved is safe",
        name(path),
        name(&place)
    ))
}

/// Locks the folder, so that dashboards write one after the other. Without a lock (a file system that has none, somebody
/// who does not let go) it goes on: the file is looked at again before it is written over.
fn lock_of(path: &Path) -> Option<File> {
    lock_parent_dir(path, &mut retry_for(LOCK_PATIENCE)).ok().flatten()
}

#[cfg(test)]
#[path = "draft_file_tests.rs"]
mod tests;
