//! Says why no file can be written at a path, before anything is written.

use std::path::Path;

/// # Errors
/// A sentence: a folder or another thing that is no file has the name, or the folder for it is missing.
pub fn check(path: &Path) -> Result<(), String> {
    let shown = path.display();
    // A link is not followed: the file would land elsewhere.
    let about = std::fs::symlink_metadata(path);
    if about.as_ref().is_ok_and(std::fs::Metadata::is_dir) || path.as_os_str().to_string_lossy().ends_with('/') {
        return Err(format!("{shown} is a folder. It was left as it was; give the name of a file in it"));
    }
    if about.is_ok_and(|about| !about.is_file()) {
        return Err(format!(
            "{shown} is there already, and is no ordinary file. It was left as it was; give another name"
        ));
    }
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => Err(format!(
            "there is no folder {}, so {shown} could not be written. Nothing was changed; make the folder, or give another \
             place",
            folder.display()
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use rstest::rstest;

    #[rstest]
    #[case("here", "is a folder. It was left as it was")]
    #[case("new/", "is a folder. It was left as it was")]
    #[case("none/list.csv", "there is no folder")]
    #[case("list.csv/list.csv", "there is no folder")]
    fn a_path_for_no_file_is_refused_with_what_to_do(#[case] name: &str, #[case] expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("here")).unwrap();
        std::fs::write(folder.path().join("list.csv"), "x").unwrap();
        let why = check(&folder.path().join(name)).unwrap_err();
        assert!(why.contains(expected), "{why}");
        for file in ["list.csv", "here/new.csv"] {
            assert_eq!(check(&folder.path().join(file)), Ok(()));
        }
    }
}
