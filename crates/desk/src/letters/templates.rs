//! Our templates, and the user's own copies.

use std::path::{Path, PathBuf};

use super::error::LetterError;
use super::template::Template;
use charter::letter::LetterKind;
use store::files::{NewFile, create_own_dir};

fn embedded(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::First => include_str!("../../../../data/letters/first.txt"),
        LetterKind::NextTakingPart => include_str!("../../../../data/letters/next-taking-part.txt"),
        LetterKind::NextNotTakingPart => include_str!("../../../../data/letters/next-not-taking-part.txt"),
        LetterKind::Acknowledgement => include_str!("../../../../data/letters/acknowledgement.txt"),
        LetterKind::Chase => include_str!("../../../../data/letters/chase.txt"),
        LetterKind::Update => include_str!("../../../../data/letters/update.txt"),
        LetterKind::Announcement => include_str!("../../../../data/letters/announcement.txt"),
        LetterKind::Request => include_str!("../../../../data/letters/request.txt"),
    }
}

fn file_name(kind: LetterKind) -> String {
    format!("{}.txt", kind.code())
}

const MAX_TEMPLATE_BYTES: u64 = 1 << 20;

/// The user's copy in `folder`, or ours if there is none. A folder that was `named` must be there.
///
/// # Errors
///
/// It cannot be read, or has a mistake.
pub fn template(kind: LetterKind, folder: Option<&Path>, named: bool) -> Result<Template, LetterError> {
    let ours = || Template::new(kind, file_name(kind), embedded(kind));
    let Some(folder) = folder else { return ours() };
    let unreadable = |path: PathBuf, error| LetterError::Unreadable { path, error };
    if named && !folder.is_dir() {
        return Err(unreadable(folder.to_owned(), std::io::ErrorKind::NotADirectory.into()));
    }
    let path = folder.join(file_name(kind));
    match std::fs::metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return ours(),
        Err(error) => return Err(unreadable(path, error)),
        Ok(about) if !about.is_file() || about.len() > MAX_TEMPLATE_BYTES => {
            return Err(LetterError::Template(format!("{} is no text file of at most 1 MB", path.display())));
        }
        Ok(_) => {}
    }
    let text = std::fs::read_to_string(&path).map_err(|error| unreadable(path.clone(), error))?;
    Template::new(kind, path.display().to_string(), &text)
}

/// Copies our templates to a folder. Files that are there stay as they are.
///
/// # Errors
///
/// The folder or a file cannot be written.
pub fn copy_templates(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), LetterError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| LetterError::Unwritable { path, error }
    };
    create_own_dir(folder).map_err(failed(folder))?;
    let (mut copied, mut kept) = (Vec::new(), Vec::new());
    for kind in LetterKind::ALL {
        let path = folder.join(file_name(*kind));
        if std::fs::symlink_metadata(&path).is_ok() {
            kept.push(path);
            continue;
        }
        let new = NewFile::beside(&path).map_err(failed(&path))?;
        std::fs::write(new.path(), embedded(*kind)).map_err(failed(&path))?;
        new.persist_noclobber(&path).map_err(failed(&path))?;
        copied.push(path);
    }
    Ok((copied, kept))
}
