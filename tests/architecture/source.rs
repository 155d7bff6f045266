//! A parsed source file: its tokens, its imports, its length.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::tokens::{Token, closing, test_item, tokens, without_tests};

/// A source file without its tests.
#[derive(Debug)]
pub struct Source {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    pub tokens: Vec<Token>,
    /// Number of lines.
    pub lines: usize,
    /// Its imports as `(path, name)`.
    pub imported: Vec<(String, String)>,
}

impl Source {
    /// Parses a text as the file at `path`.
    pub fn new(path: &str, text: &str) -> Self {
        let (tokens, gone) = without_tests(&tokens(text));
        let lines = text.lines().count() - gone.len();
        let imported = imported(&tokens);
        Self { path: path.to_owned(), tokens, lines, imported }
    }

    /// The text of a token; empty past the last.
    pub fn text(&self, place: usize) -> &str {
        self.tokens.get(place).map_or("", |token| token.text.as_str())
    }

    /// The end of an item's head: the opening bracket of its body, or its semicolon.
    pub fn item_head_end(&self, from: usize) -> usize {
        let mut place = from;
        loop {
            place = match self.text(place) {
                "{" | ";" | "" => return place,
                "(" | "[" => closing(&self.tokens, place),
                _ => place + 1,
            };
        }
    }
}

/// Every source file of the workspace that is not only for tests.
pub fn all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect_files(&root.join("src"), &mut paths);
    for member in fs::read_dir(root.join("crates")).expect("the members") {
        collect_files(&member.expect("a member").path().join("src"), &mut paths);
    }
    paths.sort();
    let read = |path: &PathBuf| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let texts: Vec<(PathBuf, String)> = paths.into_iter().map(|path| (path.clone(), read(&path))).collect();
    let for_tests: BTreeSet<PathBuf> = texts.iter().flat_map(|(path, text)| test_files(path, text)).collect();
    let is_real = |path: &Path| {
        !path.ancestors().any(|above| for_tests.contains(above) || for_tests.contains(&above.with_extension("rs")))
    };
    let relative = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string().replace('\\', "/");
    texts.iter().filter(|(path, _)| is_real(path)).map(|(path, text)| Source::new(&relative(path), text)).collect()
}

fn collect_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The files that a file declares as test modules.
fn test_files(path: &Path, text: &str) -> Vec<PathBuf> {
    let tokens = tokens(text);
    let items = (0..tokens.len()).filter_map(|at| test_item(&tokens, at).map(|end| &tokens[at..end]));
    let declared = items.filter_map(|item| match item {
        [.., module, name, end] if module.text == "mod" && end.text == ";" => Some((item[0].line, name.text.clone())),
        _ => None,
    });
    let beside = path.parent().unwrap_or(path);
    let below = if path.ends_with("mod.rs") { beside.to_owned() } else { path.with_extension("") };
    declared
        .map(|(line, name)| match path_attribute(text, line) {
            Some(named) => beside.join(named),
            None => below.join(format!("{name}.rs")),
        })
        .collect()
}

/// The `#[path = "…"]` after a `#[cfg(test)]` line. The tokens contain no strings.
fn path_attribute(text: &str, line: usize) -> Option<String> {
    let attribute = text.lines().nth(line)?.trim().strip_prefix("#[path = \"")?;
    attribute.strip_suffix("\"]").map(str::to_owned)
}

/// The paths of all imports, with their local names.
fn imported(tokens: &[Token]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        // `use<'a>` in a type imports nothing.
        if token.text == "use" && tokens.get(place + 1).is_some_and(|next| next.text != "<") {
            tree(&tokens[place + 1..], String::new(), &mut found);
        }
    }
    found
}

/// Parses one branch of a `use`, up to its comma, bracket or semicolon. Returns its number of tokens.
fn tree(tokens: &[Token], before: String, found: &mut Vec<(String, String)>) -> usize {
    let (mut path, mut at, mut name) = (before, 0, None);
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "," | "}" | ";" => break,
            "::" => path.push_str("::"),
            "as" => {
                name = tokens.get(at + 1).map(|token| token.text.clone());
                at += 1;
            }
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    at += tree(&tokens[at..], path.clone(), found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token.text == ","));
                }
                return at + 1;
            }
            word => path.push_str(word),
        }
        at += 1;
    }
    let whole = path.trim_end_matches("::self").to_owned();
    let name = name.unwrap_or_else(|| whole.rsplit("::").next().unwrap_or_default().to_owned());
    found.push((whole, name));
    at
}
