//! A temporary home directory, a clean environment, and subcommands without a terminal.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// The program under test, as cargo has just built it.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_charterdesk");

/// A home directory that is removed with its last owner. `Clone` refers to the same directory, so that several programs
/// can share it.
#[derive(Clone)]
pub struct Home(Arc<tempfile::TempDir>);

/// The result of a subcommand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOutput {
    /// The exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// Standard output: data.
    pub out: String,
    /// Standard error: messages.
    pub err: String,
}

/// Runs `charterdesk` without a terminal, in a new home.
pub fn run(args: &[&str], env: &[(&str, &str)]) -> RunOutput {
    Home::new().run(args, env)
}

impl Home {
    /// An empty home, readable by its owner only.
    pub fn new() -> Self {
        let made = tempfile::Builder::new().prefix("charterdesk-home-").tempdir();
        Self(Arc::new(made.expect("a temporary directory")))
    }

    /// A home in memory where the system has a folder for that, for tests that don't depend on the disk.
    pub fn in_memory() -> Self {
        let mut builder = tempfile::Builder::new();
        builder.prefix("charterdesk-home-");
        let made = builder.tempdir_in("/dev/shm").or_else(|_| builder.tempdir());
        Self(Arc::new(made.expect("a temporary directory")))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// A path for a test that names its database itself. Creates nothing.
    pub fn database(&self) -> PathBuf {
        self.path().join("desk").join("charterdesk.db")
    }

    /// Runs `charterdesk` without a terminal and without input.
    pub fn run(&self, args: &[&str], env: &[(&str, &str)]) -> RunOutput {
        let mut command = Command::new(PROGRAM);
        command.args(args).env_clear().envs(self.environment(env)).current_dir(self.path());
        let output = command.stdin(Stdio::null()).output().expect("the program starts");
        RunOutput {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The whole environment of a program in this home. Nothing of the machine's own gets in, so that tests see the
    /// same everywhere. `extra` overrides it; an empty value removes a variable.
    pub fn environment(&self, extra: &[(&str, &str)]) -> BTreeMap<String, String> {
        let below = |path: &str| self.path().join(path).display().to_string();
        let mut environment = BTreeMap::from([
            ("HOME".to_owned(), self.path().display().to_string()),
            ("XDG_CACHE_HOME".to_owned(), below(".cache")),
            ("XDG_CONFIG_HOME".to_owned(), below(".config")),
            ("XDG_DATA_HOME".to_owned(), below(".local/share")),
            ("XDG_STATE_HOME".to_owned(), below(".local/state")),
        ]);
        for (name, value) in [
            ("COLORTERM", "truecolor"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            // portable-pty fills in the user's shell if there is none.
            ("SHELL", "/bin/sh"),
            ("TERM", "xterm-256color"),
        ] {
            environment.insert(name.to_owned(), value.to_owned());
        }
        for (name, value) in extra {
            match value.is_empty() {
                true => environment.remove(*name),
                false => environment.insert((*name).to_owned(), (*value).to_owned()),
            };
        }
        environment
    }
}
