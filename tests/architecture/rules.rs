//! The rules, each a function from a file to what breaks it.

use crate::source::Source;
use crate::tokens::closing;

/// A rule.
pub struct Rule {
    /// Its name, for its trial.
    pub name: &'static str,
    /// Why there is such a rule.
    pub why: &'static str,
    /// What in a file breaks it.
    pub broken: fn(&Source) -> Vec<String>,
}

/// All of them.
pub const RULES: &[Rule] = &[
    Rule { name: "knows", why: "each part knows only those below it", broken: knows },
    Rule { name: "pure", why: "the domain is without input and output", broken: pure },
    Rule { name: "clock", why: "the time is asked of the clock that is passed in", broken: clock },
    Rule { name: "surroundings", why: "the environment is asked in one place", broken: surroundings },
    Rule { name: "store", why: "inside the dashboard only the loop's thread touches the store", broken: store },
    Rule { name: "terminal", why: "few files know which terminal library it is", broken: terminal },
    Rule { name: "width", why: "what is wide and what is cut is decided in one place", broken: width },
    Rule { name: "globs", why: "a name says where it comes from", broken: globs },
    Rule { name: "statics", why: "state is passed in", broken: statics },
    Rule { name: "engine", why: "another engine must be able to stand behind the store", broken: engine },
    Rule { name: "length", why: "a file has at most 400 lines without its tests", broken: length },
    Rule { name: "functions", why: "a function has at most 60 lines", broken: functions },
    Rule { name: "lists", why: "a mod.rs says what there is and does nothing", broken: lists },
];

/// Whom each part may know besides itself. The macro `terms` belongs to the domain, and stands at the root as all macros.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("domain", &["terms"]),
    ("files", &[]),
    ("clock", &["domain"]),
    ("settings", &["domain"]),
    ("session", &["domain", "clock", "settings"]),
    ("store", &["domain", "files", "terms"]),
    ("exchange", &["domain", "files", "terms"]),
    ("tui", &["domain", "store", "exchange", "session", "settings", "clock", "terms"]),
    ("cli", &["domain", "files", "store", "exchange", "session", "settings", "clock", "terms"]),
    ("main", &["cli", "tui"]),
    ("lib", &[]),
];

fn named(source: &Source, unwanted: impl Fn(&str) -> bool) -> Vec<String> {
    source.named.iter().filter(|path| unwanted(path)).map(|path| format!("names {path}")).collect()
}

/// Whether a path is this one or lies below it.
fn within(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn knows(source: &Source) -> Vec<String> {
    let part = source.part();
    let Some((_, known)) = MAY_KNOW.iter().find(|(known, _)| *known == part) else {
        return vec![format!("nothing is said about whom {part} may know")];
    };
    let crate_part =
        |path: &str| path.strip_prefix("crate::").and_then(|rest| rest.split("::").next().map(str::to_owned));
    named(source, |path| crate_part(path).is_some_and(|other| other != part && !known.contains(&other.as_str())))
}

fn pure(source: &Source) -> Vec<String> {
    const OUTSIDE: [&str; 6] = ["rusqlite", "crossterm", "ratatui", "std::fs", "std::env", "std::io"];
    if source.part() != "domain" {
        return Vec::new();
    }
    named(source, |path| OUTSIDE.iter().any(|outside| within(path, outside)))
}

fn clock(source: &Source) -> Vec<String> {
    const CLOCKS: [&str; 4] = ["Utc::now", "Local::now", "SystemTime::now", "Instant::now"];
    if source.part() == "clock" {
        return Vec::new();
    }
    named(source, |path| CLOCKS.iter().any(|clock| path.ends_with(clock)))
}

fn surroundings(source: &Source) -> Vec<String> {
    const MAY: [&str; 2] = ["src/main.rs", "src/cli/surroundings.rs"];
    if MAY.contains(&source.path.as_str()) {
        return Vec::new();
    }
    named(source, |path| within(path, "std::env") && path != "std::env::temp_dir")
}

fn store(source: &Source) -> Vec<String> {
    const MAY: [&str; 2] = ["src/tui/app/runtime.rs", "src/tui/app/worker.rs"];
    if source.part() != "tui" || MAY.contains(&source.path.as_str()) {
        return Vec::new();
    }
    named(source, |path| within(path, "crate::store"))
}

fn terminal(source: &Source) -> Vec<String> {
    const MAY: [&str; 3] = ["src/tui/app/terminal.rs", "src/tui/app/events.rs", "src/tui/keys/keymap.rs"];
    if MAY.contains(&source.path.as_str()) {
        return Vec::new();
    }
    let of_a_message = |path: &str| source.path == "src/tui/app/msg.rs" && path == "crossterm::event::KeyEvent";
    named(source, |path| within(path, "crossterm") && !of_a_message(path))
}

fn width(source: &Source) -> Vec<String> {
    if source.part() != "tui" || source.path == "src/tui/ui/text.rs" {
        return Vec::new();
    }
    named(source, |path| within(path, "unicode_width"))
}

fn globs(source: &Source) -> Vec<String> {
    let ours = |path: &str| path.starts_with("crate::") && path.ends_with("*");
    let globs = source.imported.iter().filter(|(path, _)| ours(path));
    globs.map(|(path, _)| format!("imports {path}, which super::* and its like hide")).collect()
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

/// Public functions, fields, variants and implementations of the store that name a type of its engine.
fn engine(source: &Source) -> Vec<String> {
    if source.part() != "store" {
        return Vec::new();
    }
    let names: Vec<&str> = source
        .imported
        .iter()
        .filter(|(path, _)| within(path, "rusqlite"))
        .map(|(_, name)| name.as_str())
        .chain(["rusqlite"])
        .collect();
    let holds = |from: usize, to: usize| (from..to).any(|place| names.contains(&source.text(place)));
    let mut broken = Vec::new();
    for place in 0..source.tokens.len() {
        let (word, name) = (source.text(place + 1), source.text(place + 2));
        let head = source.end_of_head(place);
        let found = match (source.text(place), word) {
            ("pub", "fn" | "type" | "const" | "trait" | "use") => holds(place, head),
            ("pub", "enum") => holds(place, closing(&source.tokens, head)),
            ("pub", "struct") => public_fields(source, head).into_iter().any(|(from, to)| holds(from, to)),
            ("impl", _) => holds(place, head) && is_for_others(source, place, head),
            _ => false,
        };
        if found {
            let what = if source.text(place) == "impl" { "an impl".to_owned() } else { format!("{word} {name}") };
            broken.push(format!("{what} shows a type of rusqlite"));
        }
    }
    broken
}

/// Whether an `impl … for …` is one of a type that others can see: a public one, or one from another file.
fn is_for_others(source: &Source, from: usize, head: usize) -> bool {
    let Some(place) = (from..head).find(|place| source.text(*place) == "for") else { return false };
    let name = source.text(place + 1);
    let declared = (0..source.tokens.len())
        .find(|at| matches!(source.text(*at), "struct" | "enum") && source.text(at + 1) == name);
    declared.is_none_or(|at| at > 0 && source.text(at - 1) == "pub")
}

/// From where to where the types of the public fields of a struct stand.
fn public_fields(source: &Source, open: usize) -> Vec<(usize, usize)> {
    if source.text(open) != "{" {
        // A tuple: its fields stand in the head.
        return vec![(open, open)];
    }
    let close = closing(&source.tokens, open) - 1;
    let is_public = |place: &usize| source.text(*place) == "pub" && source.text(*place + 1) != "(";
    let ends = |from: usize| {
        (from..close).find(|place| source.text(*place) == "," && source.text(*place + 1) != ">").unwrap_or(close)
    };
    (open..close).filter(is_public).map(|from| (from, ends(from))).collect()
}

fn length(source: &Source) -> Vec<String> {
    let lines = source.lines;
    if lines > 400 { vec![format!("has {lines} lines without its tests")] } else { Vec::new() }
}

fn functions(source: &Source) -> Vec<String> {
    let long = source.functions().into_iter().filter(|function| function.lines > 60);
    long.map(|function| format!("{} has {} lines", function.name, function.lines)).collect()
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
            place = closing(&source.tokens, source.end_of_head(place));
        } else {
            place += 1;
        }
    }
    if found.is_empty() { Vec::new() } else { vec![format!("holds {}", found.join(", "))] }
}
