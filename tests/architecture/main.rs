//! Who may know whom, how long things may be, and what no file may hold: the rules of the house, read out of the source.
//!
//! | file | what it does |
//! | --- | --- |
//! | `tokens` | source text into words, without comments, strings and tests |
//! | `source` | a file of the crate: the paths that it names, its functions, its length |
//! | `rules` | the rules, each a function from a file to what breaks it |
//! | `repository` | what no file of the repository may hold |
//!
//! A rule that cannot fail holds nothing, so each is also tried on made-up source that breaks it.

mod repository;
mod rules;
mod source;
mod tokens;

use rules::{RULES, Rule};
use source::{Source, all};

/// Every rule on every file of the crate.
#[test]
fn the_rules_of_the_house_hold() {
    let sources = all();
    assert!(sources.len() > 50, "only {} files were found", sources.len());
    let broken: Vec<String> =
        RULES.iter().flat_map(|rule| sources.iter().flat_map(|source| broken(rule, source))).collect();
    assert!(broken.is_empty(), "{} times broken:\n{}", broken.len(), broken.join("\n"));
}

fn broken(rule: &Rule, source: &Source) -> Vec<String> {
    let told = (rule.broken)(source);
    told.into_iter().map(|what| format!("{}: {what} ({})", source.path, rule.why)).collect()
}

/// Made-up source: where it stands, what it says, and what the rule is to say of it; nothing where it keeps to the rule.
#[track_caller]
fn tried(rule: &str, path: &str, text: &str) -> Vec<String> {
    let rule = RULES.iter().find(|known| known.name == rule).unwrap_or_else(|| panic!("no rule {rule}"));
    (rule.broken)(&Source::new(path, text))
}

/// Every rule is tried below.
#[test]
fn no_rule_is_without_its_trial() {
    let trials = include_str!("main.rs");
    for rule in RULES {
        assert!(trials.contains(&format!("breaks(\"{}\"", rule.name)), "{} is never seen to fail", rule.name);
    }
}

#[track_caller]
fn breaks(rule: &str, path: &str, text: &str, said: &str) {
    let told = tried(rule, path, text);
    assert!(told.iter().any(|what| what.contains(said)), "{rule} says {told:?} of {text:?}, and not {said:?}");
}

#[track_caller]
fn keeps(rule: &str, path: &str, text: &str) {
    assert_eq!(tried(rule, path, text), Vec::<String>::new(), "{rule} on {text:?}");
}

#[test]
fn each_part_knows_only_whom_it_may() {
    let rule = "knows";
    breaks("knows", "src/domain/line.rs", "use crate::store::Store;", "crate::store::Store");
    breaks(rule, "src/domain/line.rs", "use super::super::store::Store;", "crate::store::Store");
    breaks(rule, "src/domain/line.rs", "fn f() { crate::clock::now() }", "crate::clock::now");
    breaks(rule, "src/exchange/rows.rs", "use crate::{domain::ids, store};", "crate::store");
    breaks(rule, "src/store/rows.rs", "pub use crate::tui::app::Model as M;", "crate::tui");
    breaks(rule, "src/tui/app/model.rs", "use charterdesk::cli;", "crate::cli");
    breaks(rule, "src/cli/list.rs", "type T = crate::tui::app::Model;", "crate::tui");
    breaks(rule, "src/newcomer.rs", "use crate::domain::ids;", "newcomer");
    keeps(rule, "src/domain/line.rs", "use super::ids; use crate::domain::words::{count, list}; use crate::terms;");
    keeps(
        rule,
        "src/domain/line.rs",
        "// crate::store\nconst S: &str = \"crate::store\"; #[cfg(test)] mod t { use crate::store::Store; }",
    );
    keeps(rule, "src/tui/forms/field.rs", "use super::super::keymap::Chord; use crate::store::Store;");
    keeps(rule, "src/main.rs", "use charterdesk::{cli, tui};");
}

#[test]
fn the_domain_is_pure() {
    for named in [
        "rusqlite::Connection",
        "crossterm::event::Event",
        "ratatui::Frame",
        "std::fs",
        "std::env::var",
        "std::io::Read",
    ] {
        breaks("pure", "src/domain/line.rs", &format!("use {named};"), named);
        keeps("pure", "src/store/lines.rs", &format!("use {named};"));
    }
    breaks("pure", "src/domain/line.rs", "use std::{fmt, fs::File};", "std::fs::File");
    breaks("pure", "src/domain/line.rs", "fn f() -> std::io::Result<()> {}", "std::io::Result");
    keeps("pure", "src/domain/line.rs", "use std::{fmt, collections::HashMap};");
}

#[test]
fn what_the_time_is_and_what_the_surroundings_are_is_asked_in_one_place() {
    breaks("clock", "src/store/desk.rs", "fn f() { let at = Utc::now(); }", "Utc::now");
    breaks(
        "clock",
        "src/tui/app/model.rs",
        "use std::time::SystemTime; fn f() { SystemTime::now(); }",
        "SystemTime::now",
    );
    keeps("clock", "src/clock.rs", "fn f() { chrono::Utc::now() }");
    breaks("surroundings", "src/tui/app/model.rs", "fn f() { std::env::var(\"HOME\"); }", "std::env::var");
    breaks("surroundings", "src/cli/list.rs", "use std::env;", "std::env");
    keeps("surroundings", "src/cli/surroundings.rs", "use std::env;");
}

#[test]
fn inside_the_dashboard_few_know_the_store_and_the_terminal() {
    breaks("store", "src/tui/app/model.rs", "use crate::store::Store;", "crate::store::Store");
    keeps("store", "src/tui/app/worker.rs", "use crate::store::Store;");
    keeps("store", "src/cli/list.rs", "use crate::store::Store;");
    breaks("terminal", "src/tui/forms/field.rs", "use crossterm::event::KeyCode;", "crossterm::event::KeyCode");
    breaks("terminal", "src/tui/app/msg.rs", "use crossterm::event::{KeyEvent, MouseEvent};", "MouseEvent");
    breaks("terminal", "src/cli/list.rs", "fn f() { crossterm::terminal::size() }", "crossterm::terminal::size");
    keeps("terminal", "src/tui/app/msg.rs", "use crossterm::event::KeyEvent;");
    keeps("terminal", "src/tui/app/terminal.rs", "use crossterm::execute;");
    breaks("width", "src/tui/app/view.rs", "use unicode_width::UnicodeWidthStr;", "unicode_width");
    keeps("width", "src/tui/ui/text.rs", "use unicode_width::UnicodeWidthStr;");
}

#[test]
fn nothing_is_imported_without_being_named() {
    breaks("globs", "src/tui/app/model.rs", "use super::*;", "super::*");
    breaks("globs", "src/tui/app/model.rs", "use super::{forms::*, view};", "forms::*");
    keeps("globs", "src/tui/app/model.rs", "#[cfg(test)]\nmod tests {\n use super::*;\n}");
}

#[test]
fn no_static_holds_state() {
    breaks("statics", "src/store/cell.rs", "static mut COUNT: u32 = 0;", "static mut COUNT");
    breaks("statics", "src/store/cell.rs", "pub static KNOWN: Mutex<Vec<u8>> = Mutex::new(Vec::new());", "KNOWN");
    breaks(
        "statics",
        "src/store/cell.rs",
        "fn f() { static N: std::sync::atomic::AtomicU32 = AtomicU32::new(0); }",
        "N",
    );
    breaks("statics", "src/store/cell.rs", "static ONE: OnceLock<u32> = OnceLock::new();", "ONE");
    breaks("statics", "src/store/cell.rs", "thread_local! { static X: u8 = 0; }", "thread_local");
    keeps(
        "statics",
        "src/store/cell.rs",
        "static ASCII: Glyphs = Glyphs { cursor: \">\" }; static ONCE: Once = Once::new(); fn f(x: &'static str) {}",
    );
}

#[test]
fn the_stores_engine_is_its_own_affair() {
    let used = "use rusqlite::{Connection, Row as R};\n";
    breaks("engine", "src/store/desk.rs", &format!("{used}pub fn open(c: &Connection) -> u8 {{ 0 }}"), "open");
    breaks("engine", "src/store/desk.rs", "pub fn open() -> rusqlite::Result<()> { Ok(()) }", "open");
    breaks("engine", "src/store/desk.rs", &format!("{used}impl S {{ pub fn row(&self, r: &R<'_>) {{}} }}"), "row");
    breaks("engine", "src/store/desk.rs", &format!("{used}pub struct S {{ pub connection: Connection }}"), "S");
    breaks("engine", "src/store/desk.rs", "pub enum E { Sql(rusqlite::Error) }", "E");
    breaks("engine", "src/store/desk.rs", "pub enum E {} impl From<rusqlite::Error> for E {}", "impl");
    breaks("engine", "src/store/desk.rs", "impl From<rusqlite::Error> for E {}", "impl");
    keeps("engine", "src/store/desk.rs", "pub(super) enum E {} impl From<rusqlite::Error> for E {}");
    keeps("engine", "src/store/desk.rs", "struct E; impl From<rusqlite::Error> for E {}");
    keeps(
        "engine",
        "src/store/desk.rs",
        &format!(
            "{used}pub struct S {{ connection: Connection, pub n: u8 }} pub(super) fn f(c: &Connection) {{}} fn g(c: &Connection) {{}}"
        ),
    );
    keeps("engine", "src/store/desk.rs", &format!("{used}pub fn open() {{ let c: Connection = f(); }}"));
}

#[test]
fn files_and_functions_stay_short() {
    let lines = |n: usize| "const A: u8 = 0;\n".repeat(n);
    breaks("length", "src/store/desk.rs", &lines(401), "401 lines");
    keeps("length", "src/store/desk.rs", &lines(400));
    let tests = format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", lines(390), "fn f() {}\n".repeat(90));
    keeps("length", "src/store/desk.rs", &tests);
    let function = |n: usize| {
        format!("impl S {{\n    pub fn long(&self) -> [u8; 2] {{\n{}    }}\n}}\n", "        f();\n".repeat(n))
    };
    breaks("functions", "src/store/desk.rs", &function(60), "long has 62 lines");
    keeps("functions", "src/store/desk.rs", &function(57));
    breaks("functions", "src/store/desk.rs", &format!("fn first() {{ let s = \"}}\"; }}\n{}", function(60)), "long");
}

#[test]
fn a_mod_file_only_lists() {
    breaks("lists", "src/store/mod.rs", "mod a;\npub fn open() {}", "fn");
    breaks("lists", "src/store/mod.rs", "mod a { pub struct S; }", "struct");
    breaks("lists", "src/store/schema/mod.rs", "const N: u8 = 1;", "const");
    keeps(
        "lists",
        "src/store/mod.rs",
        "//! What.\n#[cfg(test)]\nmod tests { fn f() {} }\npub mod a;\nmod b;\npub use b::{C, D};",
    );
    keeps("lists", "src/store/desk.rs", "fn f() {}");
}
