//! Reading and writing the files of other programs.

use std::path::Path;

use super::failure::Failure;
use crate::cli::output::Output;
use crate::output_path;
use store::files::{NewFile, write_atomically};

/// Some hundred times the register of England, ten times the largest calendar.
const MAX_FILE_BYTES: u64 = 128 << 20;

/// # Errors
/// As [`check_readable`].
pub fn read(path: &Path, kind: &str) -> Result<Vec<u8>, Failure> {
    check_readable(path, kind)?;
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    Failure::Failed(format!("{path} cannot be read ({error}). Nothing was changed; check the name and try again"))
}

/// Refuses devices and pipes, which may never end, and files over the limit.
///
/// # Errors
/// The path can't be read, or is not a file.
pub fn check_readable(path: &Path, kind: &str) -> Result<(), Failure> {
    let about = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !about.is_dir() && (!about.is_file() || about.len() > MAX_FILE_BYTES) {
        return Err(Failure::Refused(format!(
            "{} is no file of at most {} MB. Nothing was changed; give a {kind}",
            path.display(),
            MAX_FILE_BYTES >> 20
        )));
    }
    Ok(())
}

pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

pub struct OutputFile<'a> {
    /// `-` is stdout.
    pub path: &'a Path,
    /// The first characters of this kind of file. A file that starts otherwise is only replaced with `force`; `None`: any.
    pub signature: Option<&'a str>,
    /// For messages: `calendar file (.ics)`.
    pub kind: &'a str,
    pub force: bool,
}

impl OutputFile<'_> {
    /// Writes a temporary file and renames it.
    ///
    /// # Errors
    /// Another kind of file is there, or writing fails. An existing file stays unchanged.
    pub fn write(&self, bytes: impl AsRef<[u8]>, out: &mut Output) -> Result<(), Failure> {
        if self.path == Path::new("-") {
            return out.print_raw(bytes.as_ref());
        }
        let is_there = self.check_replaceable()?;
        write_atomically(self.path, bytes.as_ref()).map_err(|error| {
            Failure::Failed(format!(
                "{} could not be written ({error}). What was there is as it was; choose another place, or make room",
                self.path.display()
            ))
        })?;
        let replaced = if is_there { ", in place of the file that was there" } else { "" };
        out.print_message(&format!("written: {}{replaced}", self.path.display()));
        Ok(())
    }

    /// Refuses what [`OutputFile::write`] would refuse before it writes.
    ///
    /// # Errors
    /// Another kind of file is there.
    pub fn check(&self) -> Result<(), Failure> {
        if self.path == Path::new("-") { Ok(()) } else { self.check_replaceable().map(|_| ()) }
    }

    /// Whether a file is there, which will be replaced.
    fn check_replaceable(&self) -> Result<bool, Failure> {
        output_path::check(self.path).map_err(Failure::Refused)?;
        let Ok(about) = std::fs::symlink_metadata(self.path) else { return Ok(false) };
        let begins =
            |signature: &str| std::fs::read(self.path).is_ok_and(|bytes| bytes.starts_with(signature.as_bytes()));
        if self.force || about.len() == 0 || self.signature.is_some_and(begins) {
            return Ok(true);
        }
        let kind = self.signature.map_or(String::new(), |_| format!(", and is no {}", self.kind));
        Err(Failure::Refused(format!(
            "{} is there already{kind}; --force replaces it. It was left as it was; give another name",
            self.path.display()
        )))
    }
}

/// Creates a file that only its owner can read, complete or not at all.
///
/// # Errors
/// The file exists, or can't be written.
pub fn create_file(path: &Path, text: &str) -> std::io::Result<()> {
    let new = NewFile::beside(path)?;
    std::fs::write(new.path(), text)?;
    new.persist_noclobber(path)
}
