//! Which files are meant: files as they are named, and what lies in folders.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use charter::english::pluralize;
use charter::untrusted::sanitize;

/// Something that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The name of the file, without folders.
    pub file: String,
    /// Which mail of it, or which line; 0 for all of it.
    pub number: u64,
    /// Why, as the end of a sentence.
    pub why: String,
}

/// How deep folders lie in folders.
const MAX_FOLDER_DEPTH: usize = 8;

/// The files that are meant, in order: each that is named, and those in each folder that is named, by name. A link in a
/// folder is not followed, and what begins with a dot is left out, as it is everywhere.
pub(super) fn collect_files(named: &[PathBuf]) -> (Vec<PathBuf>, Vec<Skipped>) {
    let mut found = FileCollector::default();
    for path in named {
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => found.add_folder(path, MAX_FOLDER_DEPTH),
            Ok(about) if about.is_file() => found.files.push(path.clone()),
            Ok(_) => found.skip(path, "it is not an ordinary file".to_owned()),
            Err(error) => found.skip(path, format!("it cannot be read ({error}); check the name")),
        }
    }
    (found.files, found.skipped)
}

#[derive(Default)]
struct FileCollector {
    files: Vec<PathBuf>,
    skipped: Vec<Skipped>,
}

impl FileCollector {
    fn skip(&mut self, path: &Path, why: String) {
        self.skipped.push(Skipped { file: file_name(path), number: 0, why });
    }

    fn add_folder(&mut self, folder: &Path, deeper: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.skip(folder, format!("the folder cannot be read ({error})")),
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        paths.sort();
        for path in paths {
            if file_name(&path).starts_with('.') {
                continue;
            }
            match fs::symlink_metadata(&path) {
                Ok(about) if about.is_file() => self.files.push(path),
                Ok(about) if about.is_dir() && deeper > 0 => self.add_folder(&path, deeper - 1),
                Ok(about) if about.is_dir() => self.skip(&path, "it is too deep in folders".to_owned()),
                Ok(_) => self.skip(&path, "it is a link or not an ordinary file".to_owned()),
                Err(error) => self.skip(&path, format!("it cannot be read ({error})")),
            }
        }
    }
}

/// What is named, in words: `replies.mbox`, `replies.mbox and 2 others`.
pub fn describe_paths(named: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        sanitize(&name.to_string_lossy()).into_owned()
    };
    match named {
        [] => "nothing".to_owned(),
        [one] => name(one),
        [first, others @ ..] => format!("{} and {}", name(first), pluralize(others.len(), "other")),
    }
}

/// What the names of mails end in: no sheet hides behind them, and there may be ten thousand.
const MAIL_EXTENSIONS: [&str; 3] = ["eml", "mbox", "msg"];

/// The files that are meant and may be sheets.
pub fn possible_sheets(named: &[PathBuf]) -> Vec<PathBuf> {
    collect_files(named).0.into_iter().filter(|path| !is_mail(path)).collect()
}

/// Whether a file is a mail, or many, by its name.
pub(super) fn is_mail(path: &Path) -> bool {
    path.extension().is_some_and(|ending| MAIL_EXTENSIONS.iter().any(|mail| ending.eq_ignore_ascii_case(mail)))
}

/// The name of a file without the folders that it lies in.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::{PathBuf, collect_files, describe_paths};
    use rstest::rstest;

    #[test]
    fn a_folder_gives_its_files_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("old")).unwrap();
        for name in ["b.eml", "a.eml", ".hidden.eml", "old/c.eml"] {
            std::fs::write(path(name), "x").unwrap();
        }
        let (found, skipped) = collect_files(&[folder.path().to_owned(), path("none.eml")]);
        assert_eq!(found, [path("a.eml"), path("b.eml"), path("old/c.eml")]);
        assert_eq!(skipped.len(), 1);
        assert_eq!((skipped[0].file.as_str(), skipped[0].number), ("none.eml", 0));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_a_folder_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("reply.eml")).unwrap();
        let (found, skipped) = collect_files(&[folder.path().to_owned()]);
        assert!(found.is_empty());
        assert_eq!(skipped[0].why, "it is a link or not an ordinary file");
    }

    #[rstest]
    #[case(&["/media/x/replies.mbox"], "replies.mbox")]
    #[case(&["a/b.csv", "c", "d.eml"], "b.csv and 2 others")]
    #[case(&["a/b.csv", "c"], "b.csv and 1 other")]
    #[case(&["/"], "/")]
    #[case(&["a\u{1b}[2J.eml"], "a·[2J.eml")]
    fn are_named_in_words(#[case] named: &[&str], #[case] said: &str) {
        let named: Vec<PathBuf> = named.iter().map(PathBuf::from).collect();
        assert_eq!(describe_paths(&named), said);
    }
}
