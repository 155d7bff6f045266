//! Runs the real program for a test, in a temporary folder and with a clean environment.

#![allow(dead_code, reason = "each file of tests uses its part")]

#[path = "../support/letters.rs"]
mod letters;

use std::path::PathBuf;

use assert_cmd::Command;
use charter::change::Moment;
use chrono::Utc;
use serde_json::Value;
use tempfile::TempDir;

/// A temporary folder with a database.
pub struct Workspace {
    folder: TempDir,
}

/// The result of a run.
#[derive(Debug)]
pub struct RunOutput {
    pub code: i32,
    /// Standard output: data.
    pub out: String,
    /// Standard error: messages.
    pub err: String,
}

impl Workspace {
    /// An empty folder. The first command creates the database.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A database in which the letters are on record.
    #[allow(clippy::disallowed_methods, reason = "the program that follows has the real clock too")]
    pub fn with_letters() -> Self {
        let made = Self::new();
        letters::create(&made.database(), Moment { at: Utc::now() });
        made
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("data/charterdesk/charterdesk.db")
    }

    /// Writes a file into the folder and returns its path as an argument.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }

    /// The program, without arguments.
    pub fn program(&self) -> Command {
        let mut command = Command::cargo_bin("charterdesk").unwrap();
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("TMPDIR", self.folder.path())
            .env("USER", "desk-sergeant");
        command
    }

    /// The program, started in the folder by a shell script that ends with `exec "$0" "$@"`. In the script `$$` is the
    /// program's process id.
    pub fn started_by(&self, script: &str) -> Command {
        let program = self.program().get_program().to_owned();
        let mut command = Command::new("/bin/sh");
        command.env_clear().current_dir(self.folder.path());
        command.envs(self.program().get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))));
        command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.args(["-c", script]).arg(program).args(["--as-at", "2023-10-05"]);
        command
    }

    /// Runs the program as at 5 October 2023, unless the arguments say otherwise.
    pub fn run(&self, args: &[&str]) -> RunOutput {
        self.run_with(args, "")
    }

    /// Runs the program with input on stdin.
    pub fn run_with(&self, args: &[&str], stdin: impl Into<Vec<u8>>) -> RunOutput {
        let mut command = self.program();
        if !args.contains(&"--as-at") {
            command.args(["--as-at", "2023-10-05"]);
        }
        let output = command.args(args).write_stdin(stdin).output().unwrap();
        let ran = RunOutput {
            code: output.status.code().expect("ended by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ran.err.contains("panicked"), "{ran:?}");
        ran
    }

    /// Runs the program, asserts that it succeeds, and returns its output.
    pub fn done(&self, args: &[&str]) -> RunOutput {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        ran
    }

    /// Runs the program with `--json`, asserts that it succeeds, and returns the document.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.done(&[args, &["--json"]].concat());
        assert!(ran.out.ends_with('\n'), "a document ends with a line end");
        serde_json::from_str(&ran.out).unwrap()
    }

    /// The JSON object of one council in the list.
    pub fn council(&self, name: &str) -> Value {
        self.council_as_at(name, "2023-10-05")
    }

    pub fn council_as_at(&self, name: &str, day: &str) -> Value {
        let list = self.json(&["list", "--as-at", day]);
        list.as_array().unwrap().iter().find(|line| line["council"] == name).cloned().unwrap()
    }
}

impl Workspace {
    /// Records [`RETURN`] and returns the council's new status.
    pub fn record_wem(&self) -> Value {
        self.json(&RETURN)
    }
}

impl RunOutput {
    /// Asserts the exit code, that nothing was printed to stdout, and that stderr contains all parts.
    #[track_caller]
    pub fn failed(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.out, "", "a failure prints no data");
        for part in parts {
            assert!(self.err.contains(part), "“{part}” is not in: {}", self.err);
        }
    }
}

/// The strings of a JSON array.
pub fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

/// A return of Wem Town Council: two priorities, monthly, no method.
pub const RETURN: [&str; 15] = [
    "record",
    "return",
    "Wem Town Council",
    "--received",
    "2023-09-20",
    "--wish",
    "yes",
    "--priority",
    "Speeding on the high street",
    "--priority",
    "Parking by the school",
    "--frequency",
    "monthly",
    "--views",
    "More notice of visits, please.",
];
