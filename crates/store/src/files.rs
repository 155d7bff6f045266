//! Files and folders: readable by the user only, complete before they get their name, never written through a link.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Makes the folder, and those above it, with mode 0700. A folder that exists keeps its mode.
///
/// # Errors
/// As the system says; `AlreadyExists` or `NotADirectory` if something else has the name.
pub fn create_private_dir(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a folder that belongs to the program, with mode 0700 whatever the umask or its mode was.
///
/// # Errors
/// As the system says; `NotADirectory` if a link or a file has the name: what is written there would land elsewhere.
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

/// A file that is being written beside the place where it will stand. It is removed unless it is put there.
pub struct NewFile {
    path: PathBuf,
}

/// The middle of the name of a [`NewFile`]; the process and a number follow.
const NEW_FILE_MARK: &str = ".new-";

impl NewFile {
    /// An empty file of mode 0600 in the folder of `target`, named after it. Never follows a link.
    ///
    /// # Errors
    /// As the system says.
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

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name once it is on the disk. Nothing is written over: if something has the name, that is an error
    /// of the kind `AlreadyExists`.
    pub fn persist_noclobber(self, target: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.path)?.sync_all()?;
        match fs::hard_link(&self.path, target) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // A file system without links (FAT, some network drives): look first, then rename.
            Err(_) if fs::symlink_metadata(target).is_ok() => return Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(&self.path, target)?,
        }
        sync_parent_dir(target)
    }

    /// Puts it in the place of `target`, which is written over. The caller has put that in safety.
    pub fn persist(self, target: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.path)?.sync_all()?;
        fs::rename(&self.path, target)?;
        sync_parent_dir(target)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // After a link or a rename this removes the second name or nothing.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(with_suffix(&self.path, "-journal"));
    }
}

/// Locks the folder of `path` against other processes of this program, until the handle is dropped or the process ends.
/// `wait` is asked after each try that found it locked, with their number, whether to try again. `None` where there are no
/// such locks: on some network drives, and on Windows, which opens no folders.
///
/// # Errors
/// `WouldBlock` if somebody else keeps it and `wait` gives up.
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

/// Waits between the tries for a lock, for so long altogether: who holds it needs some milliseconds.
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

/// Removes the unfinished files whose names begin like `target`, left by processes that were killed while they wrote them,
/// once they are a day old.
pub fn remove_stale_files_of(target: &Path, now: std::time::SystemTime) {
    if let (Some(folder), Some(name)) = (target.parent(), target.file_name()) {
        remove_stale_files(folder, &name.to_string_lossy(), now);
    }
}

/// The same for all files of a folder whose names have this beginning.
pub fn remove_stale_files(folder: &Path, beginning: &str, now: std::time::SystemTime) {
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

/// Writes a whole file of mode 0600 in the place of `target`: after a power cut either the old or the new one is there.
/// A link at `target` is replaced, not followed.
///
/// # Errors
/// As the system says; the file that was there stands then.
pub fn write_atomically(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = NewFile::beside(target)?;
    fs::write(new.path(), bytes)?;
    new.persist(target)
}

/// The same path with something added to its name: `desk.db` and `-journal`.
pub fn with_suffix(path: &Path, added: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(added);
    path.with_file_name(name)
}

/// Makes a new name in a folder outlast a power cut.
pub fn sync_parent_dir(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        // The folder of a bare name is the one that the program was started in.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        match File::open(folder)?.sync_all() {
            // Some network drives cannot sync a folder; what is in it is there none the less.
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {}
            synced => synced?,
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// How large this session lets a file become (`ulimit -f`), in bytes; `None` where it does not limit that.
pub fn file_size_limit() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::Fsize).current;
    #[cfg(not(unix))]
    None
}

/// Whether a file is larger than this session lets one become: then parts of it cannot be written over either.
pub fn exceeds_size_limit(path: &Path) -> bool {
    file_size_limit().is_some_and(|limit| fs::metadata(path).is_ok_and(|metadata| metadata.len() > limit))
}

/// Whether the system says that no file can be made in a folder. Where it cannot tell, none is said.
pub fn is_unwritable(folder: &Path) -> bool {
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

/// Which file it is, whatever it is called: device and inode. To see that a path leads to another one now.
///
/// # Errors
/// As the system says.
pub fn file_identity(path: &Path) -> io::Result<(u64, u64)> {
    fs::symlink_metadata(path).map(|metadata| identity_of_metadata(&metadata))
}

/// The same of a file that is open.
pub fn identity_of_metadata(metadata: &fs::Metadata) -> (u64, u64) {
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
