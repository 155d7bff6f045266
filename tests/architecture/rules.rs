//! The rules, each a function from a file to its violations.

use crate::source::Source;
use crate::tokens::closing;

pub struct Rule {
    /// The name, for its test.
    pub name: &'static str,
    /// The reason for the rule.
    pub why: &'static str,
    /// Finds the violations in a file.
    pub violations: fn(&Source) -> Vec<String>,
}

pub const RULES: &[Rule] = &[
    Rule { name: "statics", why: "state is passed in", violations: statics },
    Rule { name: "engine", why: "another engine must be able to stand behind the store", violations: engine },
    Rule { name: "screens", why: "the loop asks the store; a screen asks the loop", violations: screens },
    Rule { name: "widths", why: "one file of the dashboard knows how wide a text is", violations: widths },
    Rule { name: "length", why: "a file has at most 400 lines without its tests", violations: length },
    Rule { name: "lists", why: "a mod.rs says what there is and does nothing", violations: lists },
];

/// Whether a path is `above` or lies below it.
fn is_within(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn statics(source: &Source) -> Vec<String> {
    const STATE: [&str; 10] =
        ["Mutex", "RwLock", "OnceLock", "OnceCell", "LazyLock", "LazyCell", "RefCell", "Cell", "UnsafeCell", "Condvar"];
    let mut broken = Vec::new();
    for place in 0..source.tokens.len() {
        match source.text(place) {
            "thread_local" => broken.push("has a thread_local".to_owned()),
            "static" if source.text(place + 1) == "mut" => {
                broken.push(format!("has static mut {}", source.text(place + 2)))
            }
            "static" => {
                let end =
                    (place..source.tokens.len()).find(|end| matches!(source.text(*end), "=" | ";")).unwrap_or(place);
                let of_state = |at: usize| STATE.contains(&source.text(at)) || source.text(at).starts_with("Atomic");
                if (place + 2..end).any(of_state) {
                    broken.push(format!("has a static with state, {}", source.text(place + 1)));
                }
            }
            _ => {}
        }
    }
    broken
}

/// Public functions, fields, variants and implementations of the store that name a type of the database engine.
fn engine(source: &Source) -> Vec<String> {
    if !source.path.starts_with("crates/store/") {
        return Vec::new();
    }
    let names: Vec<&str> = source
        .imported
        .iter()
        .filter(|(path, _)| is_within(path, "rusqlite"))
        .map(|(_, name)| name.as_str())
        .chain(["rusqlite"])
        .collect();
    let holds = |from: usize, to: usize| (from..to).any(|place| names.contains(&source.text(place)));
    let mut broken = Vec::new();
    for place in 0..source.tokens.len() {
        let (word, name) = (source.text(place + 1), source.text(place + 2));
        let head = source.item_head_end(place);
        let found = match (source.text(place), word) {
            ("pub", "fn" | "type" | "const" | "trait" | "use") => holds(place, head),
            ("pub", "enum") => holds(place, closing(&source.tokens, head)),
            ("pub", "struct") => public_fields(source, head).into_iter().any(|(from, to)| holds(from, to)),
            ("impl", _) => holds(place, head) && is_public_impl(source, place, head),
            _ => false,
        };
        if found {
            let what = if source.text(place) == "impl" { "an impl".to_owned() } else { format!("{word} {name}") };
            broken.push(format!("{what} shows a type of rusqlite"));
        }
    }
    broken
}

/// Whether an `impl … for …` is visible outside: its type is public, or from another file.
fn is_public_impl(source: &Source, from: usize, head: usize) -> bool {
    let Some(place) = (from..head).find(|place| source.text(*place) == "for") else { return false };
    let name = source.text(place + 1);
    let declared = (0..source.tokens.len())
        .find(|at| matches!(source.text(*at), "struct" | "enum") && source.text(at + 1) == name);
    declared.is_none_or(|at| at > 0 && source.text(at - 1) == "pub")
}

/// The token ranges of the types of a struct's public fields.
fn public_fields(source: &Source, open: usize) -> Vec<(usize, usize)> {
    if source.text(open) != "{" {
        // A tuple struct: its fields stand in the head.
        return vec![(open, open)];
    }
    let close = closing(&source.tokens, open) - 1;
    let is_public = |place: &usize| source.text(*place) == "pub" && source.text(*place + 1) != "(";
    let ends = |from: usize| {
        (from..close).find(|place| source.text(*place) == "," && source.text(*place + 1) != ">").unwrap_or(close)
    };
    (open..close).filter(is_public).map(|from| (from, ends(from))).collect()
}

fn screens(source: &Source) -> Vec<String> {
    let is_screen = source.path.starts_with("src/tui/") && !source.path.starts_with("src/tui/app/");
    if is_screen { naming(source, "store") } else { Vec::new() }
}

fn widths(source: &Source) -> Vec<String> {
    let is_other = source.path.starts_with("src/tui/") && source.path != "src/tui/ui/text.rs";
    if is_other { naming(source, "unicode_width") } else { Vec::new() }
}

/// The imports from a crate, and its name in paths.
fn naming(source: &Source, package: &str) -> Vec<String> {
    let imports = source.imported.iter().filter(|(path, _)| is_within(path, package)).map(|(path, _)| path.clone());
    let before = |index: usize| index.checked_sub(1).map_or("", |before| source.text(before));
    let is_path =
        |index: &usize| source.text(*index) == package && source.text(index + 1) == "::" && before(*index) != "::";
    let paths = (0..source.tokens.len()).filter(is_path).map(|_| format!("{package}::…"));
    imports.chain(paths).map(|path| format!("names {path}")).collect()
}

fn length(source: &Source) -> Vec<String> {
    let lines = source.lines;
    if lines > 400 { vec![format!("has {lines} lines without its tests")] } else { Vec::new() }
}

fn lists(source: &Source) -> Vec<String> {
    const DOES: [&str; 9] = ["fn", "impl", "struct", "enum", "trait", "const", "static", "macro_rules", "type"];
    if !source.path.ends_with("/mod.rs") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut place = 0;
    while place < source.tokens.len() {
        if DOES.contains(&source.text(place)) {
            found.push(format!("{} {}", source.text(place), source.text(place + 1)));
            place = closing(&source.tokens, source.item_head_end(place));
        } else {
            place += 1;
        }
    }
    if found.is_empty() { Vec::new() } else { vec![format!("holds {}", found.join(", "))] }
}
