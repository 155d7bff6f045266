//! The database under test: a temporary folder, the program on it, and copies to start again from.

use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use std::{fs, thread};

use crate::support::{Dashboard, Home, PROGRAM, RunOutput, Size};
use rustix::process::{Pid, Signal, kill_process};

/// The council that most changes are about.
pub const WEM: &str = "Wem Town Council";

/// How long a subcommand may run. A healthy one needs a tenth of a second, and waits five seconds for another's lock.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A database in a temporary home, and a program to run on it.
pub struct Fixture {
    home: Home,
    program: String,
}

impl Fixture {
    /// A database with the register, a return, a meeting and a note, made by the program.
    pub fn new() -> Self {
        let fixture = Self { home: Home::in_memory(), program: PROGRAM.to_owned() };
        make_folder(&fixture.folder());
        fixture.run_ok(&[
            "record",
            "return",
            WEM,
            "--received",
            "2023-09-12",
            "--wish",
            "yes",
            "--priority",
            "Speeding",
        ]);
        fixture.run_ok(&["record", "meeting", WEM, "--on", "2023-10-03", "--attendance", "in-person"]);
        fixture.run_ok(&["record", "note", WEM, "--text", "template"]);
        fixture
    }

    /// A copy of the database in another home.
    pub fn copy(&self) -> Self {
        let copy = Self { home: Home::in_memory(), program: self.program.clone() };
        copy.reset_to(self);
        copy
    }

    /// Restores this folder to the state of another one.
    pub fn reset_to(&self, other: &Self) {
        let _ = fs::remove_dir_all(self.folder());
        copy_folder(&other.folder(), &self.folder());
    }

    /// A copy with a shell script in place of the program: a planted fault. `$DATABASE` names the database.
    pub fn with_script(self, script: &str) -> Self {
        let path = self.home.path().join("script");
        let database = self.database();
        fs::write(&path, format!("#!/bin/sh\nDATABASE='{}'\n{script}\n", database.display())).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("an executable script");
        Self { program: path.display().to_string(), ..self }
    }

    pub fn home(&self) -> Home {
        self.home.clone()
    }

    /// The folder of the database.
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("desk")
    }

    pub fn database(&self) -> PathBuf {
        self.folder().join("desk.db")
    }

    pub fn outside_path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Runs a subcommand to its end.
    pub fn run(&self, args: &[&str]) -> RunOutput {
        self.run_under(&[], args)
    }

    /// Runs a subcommand under another program, such as `strace` with its options.
    pub fn run_under(&self, before: &[String], args: &[&str]) -> RunOutput {
        finish(self.start_under(before, args))
    }

    /// Runs a subcommand that must succeed.
    #[track_caller]
    pub fn run_ok(&self, args: &[&str]) -> RunOutput {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {ran:?}");
        ran
    }

    /// Records a note on Wem.
    pub fn note(&self, text: &str) -> RunOutput {
        self.run(&["record", "note", WEM, "--text", text])
    }

    /// Records a note on Wem with the real program, even if a script replaces it.
    pub fn note_by_the_program(&self, text: &str) -> RunOutput {
        finish(self.start_note(&[], text))
    }

    /// Starts recording a note with the real program; [`finish`] waits for its end.
    pub fn start_note(&self, before: &[String], text: &str) -> Child {
        self.start_program(PROGRAM, before, &["record", "note", WEM, "--text", text])
    }

    /// Starts a subcommand; [`finish`] waits for its end.
    pub fn start_under(&self, before: &[String], args: &[&str]) -> Child {
        self.start_program(&self.program, before, args)
    }

    fn start_program(&self, program: &str, before: &[String], args: &[&str]) -> Child {
        let database = self.database().display().to_string();
        let own = [program, "--database", &database, "--as-at", "2023-10-05", "--by", "the suite"];
        let words: Vec<&str> = before.iter().map(String::as_str).chain(own).chain(args.iter().copied()).collect();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).env_clear().envs(self.home.environment(&[])).current_dir(self.home.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap_or_else(|error| panic!("{}: {error}", words[0]))
    }

    /// The dashboard with the whole register loaded.
    pub fn dashboard(&self) -> Dashboard {
        let database = self.database().display().to_string();
        let args = ["--database", &database, "--as-at", "2023-10-05", "--by", "the suite"];
        let dashboard = Dashboard::start_in(&self.home, Size { cols: 120, rows: 40 }, &args, &[]);
        dashboard.wait_for("610 of 610");
        dashboard
    }
}

/// Waits for the end of a subcommand. Kills one that hangs, and says so on its stderr.
pub fn finish(child: Child) -> RunOutput {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process id");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let (output, hung) = match receiver.recv_timeout(TIMEOUT) {
        Ok(output) => (output, ""),
        Err(_) => {
            // It may have ended at this moment.
            let _ = kill_process(pid, Signal::KILL);
            (receiver.recv().expect("the thread sends the output"), "\n(killed by the suite because it hung)")
        }
    };
    let output = output.expect("the output of a child");
    RunOutput {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned() + hung,
    }
}

fn make_folder(folder: &Path) {
    fs::DirBuilder::new().mode(0o700).create(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
}

fn copy_folder(from: &Path, to: &Path) {
    make_folder(to);
    for entry in fs::read_dir(from).expect("a folder") {
        let (from, to) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).expect("an entry");
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        }
    }
}
