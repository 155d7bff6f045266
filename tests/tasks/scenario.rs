//! Set-up of the tasks: a home, a database and a terminal, and subcommands on the same database.

use crate::letters;
use crate::support::{Dashboard, Home, Page, RunOutput, Size};
use charter::change::Moment;
use chrono::Utc;
use serde_json::Value;

/// A terminal with room for both panes.
pub const WIDE: Size = Size { cols: 120, rows: 40 };
/// The as-at day of the tasks, five days after the deadline.
pub const AS_AT: &str = "2023-10-05";
/// The mark at the start of the focused row.
pub const FOCUS_MARK: &str = "▌";

/// A home with a new database.
pub struct Scenario {
    pub home: Home,
}

impl Scenario {
    /// The letters are on record, as if the user had said so.
    pub fn new() -> Self {
        let scenario = Self::on_first_start();
        letters::create(&scenario.home.database(), Moment { at: Utc::now() });
        scenario
    }

    /// Without a database.
    pub fn on_first_start() -> Self {
        Self { home: Home::new() }
    }

    /// The path of the database, as an argument.
    pub fn database(&self) -> String {
        self.home.database().display().to_string()
    }

    /// The dashboard with the whole register loaded.
    pub fn open(&self) -> Dashboard {
        self.open_as(WIDE, &[], &[])
    }

    /// The dashboard with another terminal size, more arguments or another environment.
    pub fn open_as(&self, size: Size, args: &[&str], env: &[(&str, &str)]) -> Dashboard {
        let desk = self.start(size, args, env);
        desk.wait_for("610 of 610 councils");
        desk
    }

    /// Starts the dashboard without waiting for a frame.
    pub fn start(&self, size: Size, args: &[&str], env: &[(&str, &str)]) -> Dashboard {
        let database = self.database();
        let own = ["--database", database.as_str(), "--by", "the sergeant"];
        let day = if args.contains(&"--as-at") { [].as_slice() } else { &["--as-at", AS_AT] };
        Dashboard::start_in(&self.home, size, &[own.as_slice(), day, args].concat(), env)
    }

    /// Runs a subcommand on the same database and as-at day.
    pub fn run(&self, args: &[&str]) -> RunOutput {
        let database = self.database();
        self.home.run(&[&["--database", &database, "--as-at", AS_AT, "--by", "a colleague"], args].concat(), &[])
    }

    /// Runs a subcommand that must succeed.
    #[track_caller]
    pub fn run_ok(&self, args: &[&str]) -> RunOutput {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {ran:?}");
        ran
    }

    /// Runs a subcommand with `--json` and parses its document.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run_ok(&[args, &["--json"]].concat());
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{args:?}: {error}: {}", ran.out))
    }

    #[track_caller]
    pub fn council(&self, name: &str) -> Value {
        self.json(&["show", name])
    }

    /// The descriptions of the journal entries, oldest first, without the load of the register.
    #[track_caller]
    pub fn journal(&self) -> Vec<String> {
        let entries = self.json(&["history"]);
        let mut told: Vec<(i64, String)> = entries
            .as_array()
            .expect("an array")
            .iter()
            .filter(|entry| entry["kind"] != "load")
            .map(|entry| {
                (
                    entry["id"].as_i64().expect("a number"),
                    format!("{}: {}", str_field(entry, "kind"), str_field(entry, "words")),
                )
            })
            .collect();
        told.sort();
        told.into_iter().map(|(_, words)| words).collect()
    }
}

fn str_field<'a>(entry: &'a Value, name: &str) -> &'a str {
    entry[name].as_str().unwrap_or_default()
}

/// The focused row without its mark and without the pane beside it; empty if there is none.
pub fn focused(page: Page<'_>) -> String {
    let row = (0..page.rows()).map(|row| page.row(row)).find(|row| row.starts_with(FOCUS_MARK)).unwrap_or_default();
    let list = row.split('│').next().unwrap_or_default();
    list.trim_start_matches(FOCUS_MARK).trim().to_owned()
}

/// Routine actions of a user.
pub trait UserActions {
    /// Finds a council by name and focuses it in the list.
    fn go_to(&mut self, name: &str);
    /// Waits until the focused row starts with `begin`.
    fn wait_focused(&self, begin: &str);
    /// Waits until the focused row starts with `begin` and contains `other`.
    fn wait_focused_with(&self, begin: &str, other: &str);
    /// Replaces the text of the focused field.
    fn replace_text(&mut self, text: &str);
    /// Saves the form and waits for the confirmation.
    fn save(&mut self, said: &str);
    /// Quits. The program must restore the terminal.
    fn quit(self);
    /// Asserts the exit code, and that the terminal is restored.
    fn assert_exited(&self, code: u32);
}

impl UserActions for Dashboard {
    #[track_caller]
    fn go_to(&mut self, name: &str) {
        self.press("/");
        self.wait_for("Find");
        self.press("C-u");
        self.type_text(name);
        // The list cuts long names; the starts of the names differ.
        self.wait_until(|page| page.has(&format!("Find {name}")) && focused(page).starts_with(name), name);
        self.press("Enter");
        self.wait_for("r return");
    }

    #[track_caller]
    fn wait_focused(&self, begin: &str) {
        self.wait_until(|page| focused(page).starts_with(begin), &format!("{begin:?} to be in focus"));
    }

    #[track_caller]
    fn wait_focused_with(&self, begin: &str, other: &str) {
        let wanted = |page: Page<'_>| {
            let row = focused(page);
            row.starts_with(begin) && row.contains(other)
        };
        self.wait_until(wanted, &format!("{begin:?} to be in focus, with {other:?}"));
    }

    #[track_caller]
    fn replace_text(&mut self, text: &str) {
        self.press("C-u");
        self.type_text(text);
    }

    #[track_caller]
    fn save(&mut self, said: &str) {
        self.press("C-s");
        self.wait_for(&format!("saved: {said}"));
    }

    #[track_caller]
    fn quit(mut self) {
        self.press("q");
        self.assert_exited(0);
    }

    #[track_caller]
    fn assert_exited(&self, code: u32) {
        let exit = self.wait_exit();
        assert_eq!((exit.exit_code(), exit.signal()), (code, None), "{}", self.screen());
        assert_eq!(self.terminal_modes_left(), Vec::<String>::new());
        assert!(!self.screen().contains("panicked"), "{}", self.screen());
    }
}
