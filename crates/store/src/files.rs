//! File-system helpers: files private to the user, complete before they get their name, never written through a link.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Creates the folder and its parents with mode 0700. An existing folder keeps its mode.
///
/// # Errors
/// An I/O error; `AlreadyExists` or `NotADirectory` if something else has the name.
pub(crate) fn create_private_dir(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Creates a folder that belongs to the program, and sets its mode to 0700 even if it exists.
///
/// # Errors
/// An I/O error; `NotADirectory` if a link or a file has the name, because files in it would land elsewhere.
pub fn create_own_dir(folder: &Path) -> io::Result<()> {
    create_private_dir(folder)?;
    let metadata = fs::symlink_metadata(folder)?;
    if !metadata.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if metadata.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        }
    }
    Ok(())
}

/// A temporary file beside its target. It is removed on drop unless it is persisted.
pub struct NewFile {
    path: PathBuf,
}

/// The middle of the name of a [`NewFile`], followed by the process id and a number.
const NEW_FILE_MARK: &str = ".new-";

impl NewFile {
    pub fn beside(target: &Path) -> io::Result<Self> {
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        for number in 0.. {
            let path = target.with_file_name(format!("{name}{NEW_FILE_MARK}{}-{number}", std::process::id()));
            match options.open(&path) {
                Ok(_) => return Ok(Self { path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Syncs the file and gives it its name. Fails with `AlreadyExists` if something has the name.
    pub fn persist_noclobber(self, target: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.path)?.sync_all()?;
        match fs::hard_link(&self.path, target) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // On a file system without links (FAT, some network drives) check first, then rename.
            Err(_) if fs::symlink_metadata(target).is_ok() => return Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(&self.path, target)?,
        }
        sync_parent_dir(target)
    }

    /// Syncs the file and replaces `target` by it.
    pub fn persist(self, target: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.path)?.sync_all()?;
        fs::rename(&self.path, target)?;
        sync_parent_dir(target)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // After a link this removes the second name; after a rename, nothing.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(with_suffix(&self.path, "-journal"));
    }
}

/// Locks the folder of `path` against other processes of this program, until the handle is dropped or the process ends.
/// Calls `wait` with the number of tries after each failed one, and tries again if it returns true. `None` if there are
/// no such locks: on some network drives, and on Windows, which opens no folders.
///
/// # Errors
/// `WouldBlock` if somebody else holds the lock and `wait` gives up.
pub fn lock_parent_dir(path: &Path, wait: &mut impl FnMut(u32) -> bool) -> io::Result<Option<File>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(folder) = File::open(folder) else { return Ok(None) };
    let mut tries = 0;
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) => tries += 1,
        }
        if !wait(tries) {
            return Err(io::ErrorKind::WouldBlock.into());
        }
    }
}

/// A `wait` for [`lock_parent_dir`] that sleeps between tries, for `patience` in total. A holder needs some
/// milliseconds.
pub fn retry_for(patience: Duration) -> impl FnMut(u32) -> bool {
    const PAUSE: Duration = Duration::from_millis(10);
    move |tries| {
        let goes_on = PAUSE * tries <= patience;
        if goes_on {
            std::thread::sleep(PAUSE);
        }
        goes_on
    }
}

/// Removes temporary files for `target` that killed processes left, once they are a day old.
pub fn remove_stale_files_of(target: &Path, now: std::time::SystemTime) {
    if let (Some(folder), Some(name)) = (target.parent(), target.file_name()) {
        remove_stale_files(folder, &name.to_string_lossy(), now);
    }
}

/// As [`remove_stale_files_of`], for all names in a folder that start with `beginning`.
pub(crate) fn remove_stale_files(folder: &Path, beginning: &str, now: std::time::SystemTime) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let old = || {
            let modified = entry.metadata().ok()?.modified().ok()?;
            Some(now.duration_since(modified).ok()?.as_secs() > 24 * 60 * 60)
        };
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(beginning) && is_unfinished(&name) && old() == Some(true) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name is that of a [`NewFile`].
fn is_unfinished(name: &str) -> bool {
    let numbers = name.rsplit_once(NEW_FILE_MARK).and_then(|(_, numbers)| numbers.split_once('-'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(process, number)| is_number(process) && is_number(number))
}

/// Replaces `target` by a file of mode 0600: after a power cut either the old or the new one is there. Replaces a link
/// at `target` and does not follow it.
///
/// # Errors
/// An I/O error. The old file is then unchanged.
pub fn write_atomically(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = NewFile::beside(target)?;
    fs::write(new.path(), bytes)?;
    new.persist(target)
}

/// Appends to the name of a path: `desk.db` and `-journal`.
pub fn with_suffix(path: &Path, added: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(added);
    path.with_file_name(name)
}

/// Syncs the folder of `path`, so that a new name survives a power cut.
pub fn sync_parent_dir(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        // The folder of a bare name is the working directory.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        match File::open(folder)?.sync_all() {
            // Some network drives cannot sync a folder. Its files exist all the same.
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {}
            synced => synced?,
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// The session's limit on the size of files (`ulimit -f`) in bytes; `None` if there is none.
pub(crate) fn file_size_limit() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::Fsize).current;
    #[cfg(not(unix))]
    None
}

/// Whether a file exceeds the session's limit. Then no part of it can be overwritten either.
pub(crate) fn exceeds_size_limit(path: &Path) -> bool {
    file_size_limit().is_some_and(|limit| fs::metadata(path).is_ok_and(|metadata| metadata.len() > limit))
}

/// Whether the system says that no file can be created in a folder. False if unknown.
pub(crate) fn is_unwritable(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use rustix::fs::{Access, access};
        use rustix::io::Errno;
        matches!(access(folder, Access::WRITE_OK), Err(Errno::ACCESS | Errno::PERM | Errno::ROFS))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

/// Device and inode of a file, to notice that a path leads to another one.
pub(crate) fn file_identity(path: &Path) -> io::Result<(u64, u64)> {
    fs::symlink_metadata(path).map(|metadata| identity_of_metadata(&metadata))
}

/// As [`file_identity`], for an open file.
pub(crate) fn identity_of_metadata(metadata: &fs::Metadata) -> (u64, u64) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (metadata.dev(), metadata.ino())
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        (0, 0)
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::lock_parent_dir;

    #[test]
    fn a_lock_is_waited_for_and_not_for_ever() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("desk.db");
        let mut others = lock_parent_dir(&path, &mut |_| false).unwrap();
        assert!(others.is_some(), "this file system has locks");
        let mut waited = 0;
        let refused = lock_parent_dir(&path, &mut |tries| {
            waited = tries;
            tries < 3
        });
        assert_eq!(refused.unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
        assert_eq!(waited, 3);
        let got = lock_parent_dir(&path, &mut |_| {
            others.take();
            true
        });
        assert!(got.unwrap().is_some());
    }
}
