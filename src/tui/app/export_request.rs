//! A file to write: the list or the brief.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use charter::brief::Brief;
use charter::english::pluralize;
use charter::journal::Saved;
use desk::documents::html;
use desk::list_export::{ExportFormat, ExportTable};
use desk::records::Invalid;
use desk::report::ReportOrder;
use store::files::NewFile;

use crate::output_path;
use crate::tui::screens::report::state::ReportQuery;

/// Where a file is written.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportTarget {
    pub path: PathBuf,
    /// Without the ending that the program added.
    pub typed: PathBuf,
    /// The user knows that a file is there.
    pub replace: bool,
}

/// A file to write.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRequest {
    pub target: ExportTarget,
    pub content: ExportContent,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExportContent {
    Table(ExportTable, ExportFormat),
    Brief(Box<Brief>),
}

/// A report to write and, if it goes to somebody, to keep as issued.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportExport {
    pub target: ExportTarget,
    pub query: ReportQuery,
    pub order: ReportOrder,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportFailure {
    /// A file is there, and nobody has agreed to replace it.
    Exists(PathBuf),
    Failed(String),
    /// A field of the report's form.
    Invalid(Invalid),
}

/// What became of a file that was to be written. A report that is issued also records that, before the file is written.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportOutcome {
    /// The words for the user.
    pub result: Result<String, ExportFailure>,
    pub saved: Option<Saved>,
}

impl ExportOutcome {
    /// Nothing was recorded.
    pub fn unrecorded(result: Result<String, ExportFailure>) -> Self {
        Self { result, saved: None }
    }
}

/// Writes the list or the brief. The worker calls this.
///
/// # Errors
/// See [`ExportFailure`]; what was there is as it was.
pub fn write(request: &ExportRequest) -> Result<String, ExportFailure> {
    let (made, what) = match &request.content {
        ExportContent::Table(table, format) => (table.bytes(*format), pluralize(table.rows.len(), "council")),
        ExportContent::Brief(brief) => (html::brief(brief).map(String::into_bytes), "the brief".to_owned()),
    };
    let bytes = made.map_err(|error| ExportFailure::Failed(error.to_string()))?;
    write_file(&request.target, &bytes, &what)
}

/// Writes a file completely or not at all; `what` it is, for the words about it.
///
/// # Errors
/// See [`ExportFailure`]; what was there is as it was.
pub fn write_file(target: &ExportTarget, bytes: &[u8], what: &str) -> Result<String, ExportFailure> {
    check_typed(&target.typed)?;
    write_bytes(&target.path, bytes, target.replace)?;
    Ok(format!("written: {what} to {}", target.path.display()))
}

/// Refuses what [`write_file`] would refuse before it writes.
///
/// # Errors
/// See [`ExportFailure`].
pub fn check(target: &ExportTarget) -> Result<(), ExportFailure> {
    check_typed(&target.typed)?;
    check_path(&target.path, target.replace)
}

fn check_path(path: &Path, replace: bool) -> Result<(), ExportFailure> {
    output_path::check(path).map_err(ExportFailure::Failed)?;
    if !replace && std::fs::symlink_metadata(path).is_ok() {
        return Err(ExportFailure::Exists(path.to_owned()));
    }
    Ok(())
}

/// Whoever names a folder does not mean a file beside it.
fn check_typed(typed: &Path) -> Result<(), ExportFailure> {
    let is_folder = typed.is_dir() || typed.as_os_str().to_string_lossy().ends_with('/');
    if is_folder { output_path::check(typed).map_err(ExportFailure::Failed) } else { Ok(()) }
}

fn write_bytes(path: &Path, bytes: &[u8], replace: bool) -> Result<(), ExportFailure> {
    let failed = |error: std::io::Error| {
        ExportFailure::Failed(format!(
            "{} could not be written ({error}). What was there is as it was; choose another place, or make room",
            path.display()
        ))
    };
    check_path(path, replace)?;
    let new = NewFile::beside(path).map_err(failed)?;
    std::fs::write(new.path(), bytes).map_err(failed)?;
    let written = if replace { new.persist(path) } else { new.persist_noclobber(path) };
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => ExportFailure::Exists(path.to_owned()),
        _ => failed(error),
    })
}

#[cfg(test)]
mod tests {
    use super::{ExportFailure, check_typed, write_bytes};

    #[test]
    fn a_file_is_replaced_only_if_that_was_agreed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("councils.csv");
        write_bytes(&path, b"one", false).unwrap();
        assert_eq!(write_bytes(&path, b"two", false), Err(ExportFailure::Exists(path.clone())));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        write_bytes(&path, b"two", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "no temporary file is left");
    }

    #[test]
    fn a_folder_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let refused = write_bytes(folder.path(), b"one", true).unwrap_err();
        assert!(matches!(&refused, ExportFailure::Failed(why) if why.contains("is a folder")), "{refused:?}");
        assert_eq!(check_typed(folder.path()), Err(refused));
        assert_eq!(check_typed(&folder.path().join("councils")), Ok(()));
        let missing = folder.path().join("none").join("councils.csv");
        let refused = write_bytes(&missing, b"one", false).unwrap_err();
        assert!(matches!(&refused, ExportFailure::Failed(why) if why.contains("there is no folder")), "{refused:?}");
    }
}
