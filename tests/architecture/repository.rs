//! What no file of the repository may hold: paths of somebody's machine, or where somebody's packages come from.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the packages come from, and the only place that may be named as a source of any.
const PUBLIC: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Words that are only found in a path of a machine or in the settings of a mirror. Put together here, so that this file
/// does not hold them.
fn unwanted() -> Vec<String> {
    let homes = ["home", "Users", "root", "work"].map(|folder| format!("/{folder}/"));
    let mirrors = ["sparse", "replace"].iter().zip(["+http", "-with"]).map(|(first, rest)| format!("{first}{rest}"));
    let caches =
        [format!(".cargo/{}", "registry"), format!("index.{}.io", "crates"), format!("static.{}.io", "crates")];
    homes.into_iter().chain(mirrors).chain(caches).chain([format!("C:{}Users", '\\')]).collect()
}

/// What a text holds that it may not, with the lines.
fn found_in(text: &str, unwanted: &[String]) -> Vec<String> {
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

/// Whether a word stands in a line as a path from the root, and not in the middle of a name or an address.
fn is_path_in(line: &str, word: &str) -> bool {
    let whole = |at: usize| {
        let before = line[..at].chars().next_back();
        !word.starts_with('/') || before.is_none_or(|c| !(c.is_alphanumeric() || "._-/~}$)".contains(c)))
    };
    line.match_indices(word).any(|(at, _)| whole(at))
}

fn gather(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !matches!(name.as_str(), "target" | ".git") {
            gather(&path, into);
        } else if path.is_file() && name != ".git" {
            into.push(path);
        }
    }
}

#[test]
fn no_file_holds_a_path_of_a_machine_or_a_mirror() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut unwanted = unwanted();
    // Whatever this machine calls the folder.
    unwanted.push(root.display().to_string());
    let mut paths = Vec::new();
    gather(root, &mut paths);
    assert!(paths.len() > 50, "only {} files were found", paths.len());
    let mut broken = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let told = found_in(&String::from_utf8_lossy(&bytes), &unwanted);
        broken.extend(
            told.into_iter().map(|what| format!("{}: {what}", path.strip_prefix(root).unwrap_or(&path).display())),
        );
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_path_of_a_machine_and_a_mirror_are_found() {
    let unwanted = unwanted();
    let (home, cache) = (format!("/{}/sergeant/desk.db", "home"), format!("~/.cargo/{}/src", "registry"));
    for text in [format!("let path = \"{home}\";"), home, cache, ["source = \"registry", "+https://mirror\""].concat()]
    {
        assert_eq!(found_in(&format!("first\n{text}"), &unwanted).len(), 1, "{text}");
    }
    for text in
        [format!("source = \"{PUBLIC}\""), "https://example.org/home/page".to_owned(), "~/replies/desk".to_owned()]
    {
        assert_eq!(found_in(&text, &unwanted), Vec::<String>::new(), "{text}");
    }
}
