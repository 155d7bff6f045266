//! Files and folders: for the user's eyes only, complete before they get their name, never written over.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Makes the folder, and those above it, for the user's eyes only. One that is there stays as it is.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A file that is being written beside the place where it will stand. It goes away unless it is put there.
pub(super) struct Draft {
    path: PathBuf,
}

/// The middle of the name of a draft; the process and a number follow.
const DRAFT: &str = ".new-";

impl Draft {
    /// An empty file, for the user's eyes only, in the folder of `target` and named after it.
    pub(super) fn beside(target: &Path) -> io::Result<Self> {
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        for number in 0.. {
            let path = target.with_file_name(format!("{name}{DRAFT}{}-{number}", std::process::id()));
            match options.open(&path) {
                Ok(_) => return Ok(Self { path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name once it is on the disk. Nothing is written over: if something has the name, that is an error
    /// of the kind `AlreadyExists`.
    pub(super) fn put_at(self, target: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.path)?.sync_all()?;
        match fs::hard_link(&self.path, target) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // A file system without links (FAT, some network drives): look first, then rename.
            Err(_) if fs::symlink_metadata(target).is_ok() => return Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(&self.path, target)?,
        }
        sync_folder_of(target)
    }

    /// Puts it in the place of `target`, which is written over. The caller has put that in safety.
    pub(super) fn replace(self, target: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.path)?.sync_all()?;
        fs::rename(&self.path, target)?;
        sync_folder_of(target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a link or a rename this removes the second name or nothing.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(beside(&self.path, "-journal"));
    }
}

/// Removes the drafts of processes that were killed while they wrote them, once they are a day old.
pub(super) fn sweep_drafts_of(target: &Path, now: std::time::SystemTime) {
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else { return };
    let prefix = format!("{}{DRAFT}", name.to_string_lossy());
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let old = || {
            let modified = entry.metadata().ok()?.modified().ok()?;
            Some(now.duration_since(modified).ok()?.as_secs() > 24 * 60 * 60)
        };
        if entry.file_name().to_string_lossy().starts_with(&prefix) && old() == Some(true) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The same path with something added to its name: `desk.db` and `-journal`.
pub(super) fn beside(path: &Path, added: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(added);
    path.with_file_name(name)
}

/// Makes a new name in a folder outlast a power cut.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Which file it is, whatever it is called: to see that a path leads to another one now.
pub(super) fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let metadata = fs::symlink_metadata(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Ok((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        Ok((0, 0))
    }
}
