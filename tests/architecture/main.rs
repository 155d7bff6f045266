//! Rules for the source that neither cargo nor clippy can check: static state, types of the database engine in the
//! store's public items, the length of files, and what no file may contain.
//!
//! | file | what it does |
//! | --- | --- |
//! | `tokens` | source text as tokens, without comments, strings and tests |
//! | `source` | a source file: its tokens, its imports, its length |
//! | `rules` | the rules, each a function from a file to its violations |
//! | `repository` | forbidden content in any file of the repository |
//!
//! A rule that cannot fail is worthless, so each is also tried on invented source that breaks it.

mod repository;
mod rules;
mod source;
mod tokens;

use rules::{RULES, Rule};
use source::{Source, all};

/// Checks every rule on every file of the workspace.
#[test]
fn the_rules_of_the_house_hold() {
    let sources = all();
    assert!(sources.len() > 50, "only {} files were found", sources.len());
    let violations: Vec<String> =
        RULES.iter().flat_map(|rule| sources.iter().flat_map(|source| violations_in(rule, source))).collect();
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), violations.join("\n"));
}

fn violations_in(rule: &Rule, source: &Source) -> Vec<String> {
    let told = (rule.violations)(source);
    told.into_iter().map(|what| format!("{}: {what} ({})", source.path, rule.why)).collect()
}

/// Runs a rule on invented source at a path, and returns the violations.
#[track_caller]
fn check_text(rule: &str, path: &str, text: &str) -> Vec<String> {
    let rule = RULES.iter().find(|known| known.name == rule).unwrap_or_else(|| panic!("no rule {rule}"));
    (rule.violations)(&Source::new(path, text))
}

/// Asserts that every rule is tried below.
#[test]
fn no_rule_is_without_its_trial() {
    let trials = include_str!("main.rs");
    for rule in RULES {
        assert!(trials.contains(&format!("assert_breaks(\"{}\"", rule.name)), "{} is never seen to fail", rule.name);
    }
}

#[track_caller]
fn assert_breaks(rule: &str, path: &str, text: &str, said: &str) {
    let told = check_text(rule, path, text);
    assert!(told.iter().any(|what| what.contains(said)), "{rule} says {told:?} of {text:?}, and not {said:?}");
}

#[track_caller]
fn assert_keeps(rule: &str, path: &str, text: &str) {
    assert_eq!(check_text(rule, path, text), Vec::<String>::new(), "{rule} on {text:?}");
}

#[test]
fn no_static_holds_state() {
    assert_breaks("statics", "crates/store/src/cell.rs", "static mut COUNT: u32 = 0;", "static mut COUNT");
    assert_breaks(
        "statics",
        "crates/store/src/cell.rs",
        "pub static KNOWN: Mutex<Vec<u8>> = Mutex::new(Vec::new());",
        "KNOWN",
    );
    assert_breaks(
        "statics",
        "crates/store/src/cell.rs",
        "fn f() { static N: std::sync::atomic::AtomicU32 = AtomicU32::new(0); }",
        "N",
    );
    assert_breaks("statics", "crates/store/src/cell.rs", "static ONE: OnceLock<u32> = OnceLock::new();", "ONE");
    assert_breaks("statics", "crates/store/src/cell.rs", "thread_local! { static X: u8 = 0; }", "thread_local");
    assert_keeps(
        "statics",
        "crates/store/src/cell.rs",
        "static ASCII: Glyphs = Glyphs { cursor: \">\" }; static ONCE: Once = Once::new(); fn f(x: &'static str) {}",
    );
}

#[test]
fn the_stores_engine_is_its_own_affair() {
    let used = "use rusqlite::{Connection, Row as R};\n";
    assert_breaks(
        "engine",
        "crates/store/src/desk.rs",
        &format!("{used}pub fn open(c: &Connection) -> u8 {{ 0 }}"),
        "open",
    );
    assert_breaks("engine", "crates/store/src/desk.rs", "pub fn open() -> rusqlite::Result<()> { Ok(()) }", "open");
    assert_breaks(
        "engine",
        "crates/store/src/desk.rs",
        &format!("{used}impl S {{ pub fn row(&self, r: &R<'_>) {{}} }}"),
        "row",
    );
    assert_breaks(
        "engine",
        "crates/store/src/desk.rs",
        &format!("{used}pub struct S {{ pub connection: Connection }}"),
        "S",
    );
    assert_breaks("engine", "crates/store/src/desk.rs", "pub enum E { Sql(rusqlite::Error) }", "E");
    assert_breaks("engine", "crates/store/src/desk.rs", "pub enum E {} impl From<rusqlite::Error> for E {}", "impl");
    assert_breaks("engine", "crates/store/src/desk.rs", "impl From<rusqlite::Error> for E {}", "impl");
    assert_keeps("engine", "crates/store/src/desk.rs", "pub(super) enum E {} impl From<rusqlite::Error> for E {}");
    assert_keeps("engine", "crates/store/src/desk.rs", "struct E; impl From<rusqlite::Error> for E {}");
    assert_keeps(
        "engine",
        "crates/store/src/desk.rs",
        &format!(
            "{used}pub struct S {{ connection: Connection, pub n: u8 }} pub(super) fn f(c: &Connection) {{}} fn g(c: &Connection) {{}}"
        ),
    );
    assert_keeps("engine", "crates/store/src/desk.rs", &format!("{used}pub fn open() {{ let c: Connection = f(); }}"));
}

#[test]
fn a_screen_knows_neither_the_store_nor_widths() {
    for (rule, package, own) in
        [("screens", "store", "src/tui/app/worker.rs"), ("widths", "unicode_width", "src/tui/ui/text.rs")]
    {
        let (import, path) = (format!("use {package}::Thing;"), format!("fn f(x: {package}::Thing) {{}}"));
        for text in [&import, &path] {
            let said = format!("names {package}");
            match rule {
                "screens" => assert_breaks("screens", "src/tui/screens/diary/view.rs", text, &said),
                _ => assert_breaks("widths", "src/tui/screens/diary/view.rs", text, &said),
            }
            assert_keeps(rule, own, text);
            assert_keeps(rule, "src/cli/table.rs", text);
        }
        assert_keeps(
            rule,
            "src/tui/screens/diary/view.rs",
            &format!("use crate::{package}::Thing; fn f() {{ {package}(); }}"),
        );
    }
}

#[test]
fn files_stay_short() {
    let lines = |n: usize| "const A: u8 = 0;\n".repeat(n);
    assert_breaks("length", "crates/store/src/desk.rs", &lines(401), "401 lines");
    assert_keeps("length", "crates/store/src/desk.rs", &lines(400));
    let tests = format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", lines(390), "fn f() {}\n".repeat(90));
    assert_keeps("length", "crates/store/src/desk.rs", &tests);
}

#[test]
fn a_mod_file_only_lists() {
    assert_breaks("lists", "crates/store/src/mod.rs", "mod a;\npub fn open() {}", "fn");
    assert_breaks("lists", "crates/store/src/mod.rs", "mod a { pub struct S; }", "struct");
    assert_breaks("lists", "crates/store/src/schema/mod.rs", "const N: u8 = 1;", "const");
    assert_keeps(
        "lists",
        "crates/store/src/mod.rs",
        "//! What.\n#[cfg(test)]\nmod tests { fn f() {} }\npub mod a;\nmod b;\npub use b::{C, D};",
    );
    assert_keeps("lists", "crates/store/src/desk.rs", "fn f() {}");
}

/// The README's first command names no binary, and the trainer has one too.
#[test]
fn cargo_run_starts_the_dashboard() {
    let mut command = std::process::Command::new(env!("CARGO"));
    let metadata = command
        .args(["metadata", "--no-deps", "--offline", "--locked", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let default_runs =
        metadata["packages"].as_array().unwrap().iter().filter_map(|package| package["default_run"].as_str());
    assert_eq!(default_runs.collect::<Vec<_>>(), ["charterdesk"]);
}
