//! Forbidden content in any file of the repository: paths of a machine, or sources of packages.

use std::fs;
use std::path::{Path, PathBuf};

/// The registry: the only source of packages that may be named.
const PUBLIC: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Words that occur only in paths of a machine or in the settings of a mirror. Assembled here, so that this file does
/// not contain them.
fn forbidden_words() -> Vec<String> {
    let homes = ["home", "Users", "root", "work"].map(|folder| format!("/{folder}/"));
    let mirrors = ["sparse", "replace"].iter().zip(["+http", "-with"]).map(|(first, rest)| format!("{first}{rest}"));
    let caches =
        [format!(".cargo/{}", "registry"), format!("index.{}.io", "crates"), format!("static.{}.io", "crates")];
    homes.into_iter().chain(mirrors).chain(caches).chain([format!("C:{}Users", '\\')]).collect()
}

/// The forbidden words in a text, with their lines.
fn find_forbidden(text: &str, unwanted: &[String]) -> Vec<String> {
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(place, line)| {
            let words = unwanted.iter().filter(move |word| is_path_in(line, word));
            let registry =
                line.replace(PUBLIC, "").contains(&format!("registry{}", "+")).then(|| "another registry".to_owned());
            words.cloned().chain(registry).map(move |word| format!("line {}: {word}", place + 1))
        })
        .collect()
}

/// Whether a word occurs in a line as an absolute path, and not inside a name or an address.
fn is_path_in(line: &str, word: &str) -> bool {
    let whole = |at: usize| {
        let before = line[..at].chars().next_back();
        !word.starts_with('/') || before.is_none_or(|c| !(c.is_alphanumeric() || "._-/~}$)".contains(c)))
    };
    line.match_indices(word).any(|(at, _)| whole(at))
}

fn collect_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !matches!(name.as_str(), "target" | ".git") {
            collect_files(&path, into);
        } else if path.is_file() && name != ".git" {
            into.push(path);
        }
    }
}

#[test]
fn no_file_holds_a_path_of_a_machine_or_a_mirror() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut unwanted = forbidden_words();
    // Whatever the folder is called on this machine.
    unwanted.push(root.display().to_string());
    let mut paths = Vec::new();
    collect_files(root, &mut paths);
    assert!(paths.len() > 50, "only {} files were found", paths.len());
    let mut broken = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let told = find_forbidden(&String::from_utf8_lossy(&bytes), &unwanted);
        broken.extend(
            told.into_iter().map(|what| format!("{}: {what}", path.strip_prefix(root).unwrap_or(&path).display())),
        );
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_path_of_a_machine_and_a_mirror_are_found() {
    let unwanted = forbidden_words();
    let (home, cache) = (format!("/{}/sergeant/desk.db", "home"), format!("~/.cargo/{}/src", "registry"));
    for text in [format!("let path = \"{home}\";"), home, cache, ["source = \"registry", "+https://mirror\""].concat()]
    {
        assert_eq!(find_forbidden(&format!("first\n{text}"), &unwanted).len(), 1, "{text}");
    }
    for text in
        [format!("source = \"{PUBLIC}\""), "https://example.org/home/page".to_owned(), "~/replies/desk".to_owned()]
    {
        assert_eq!(find_forbidden(&text, &unwanted), Vec::<String>::new(), "{text}");
    }
}
