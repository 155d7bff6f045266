//! The cost of verifying the whole file before each save.
//!
//! Before each change the program compares the bytes of the file with the checksum of the last save. Without a checksum
//! it reads every page and every reference. Both are measured as a whole `record note`, in turns with a command that
//! only reads and with a commit of SQLite alone, on 610 councils and on 10,500, with one round and with twenty.
//!
//! ```text
//! cargo bench --bench save                 measures, and prints a table for docs/reliability.md
//! cargo bench --bench save -- --check      and fails if a target is missed
//! ```
#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

#[path = "speed/history.rs"]
mod history;
#[path = "speed/register.rs"]
mod register;
#[path = "speed/run.rs"]
mod run;
#[path = "speed/sample.rs"]
#[allow(dead_code)]
mod sample;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use rusqlite::Connection;
use sample::Sample;
use tempfile::TempDir;

/// Number of runs of each measurement.
const RUNS: usize = 15;

/// A save without a checksum must take at least this many times as long; otherwise the checksum is not worth having.
const MIN_RATIO: f64 = 1.2;

fn main() -> ExitCode {
    run::run("save", measure)
}

fn measure() -> Result<bool, String> {
    println!(
        "| councils, rounds | file, MB | only reading, ms | the engine's commit, ms | note, ms | note without a checksum, ms | note: times reading and commit |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut kept = true;
    for (name, councils, is_old) in
        [("610, 1", 610, false), ("610, 20", 610, true), ("10,500, 1", 10_500, false), ("10,500, 20", 10_500, true)]
    {
        let desk = Desk::new(councils, is_old)?;
        let [mut reading, mut commit, mut note, mut without] = [(); 4].map(|()| Sample::default());
        desk.note()?;
        for turn in 0..RUNS {
            reading.add(time(|| desk.run(&["record", "categories"]))?);
            commit.add(time(|| desk.commit(turn))?);
            note.add(time(|| desk.note())?);
            fs::remove_file(desk.checksum()).map_err(|error| error.to_string())?;
            without.add(time(|| desk.note())?);
        }
        let size = fs::metadata(desk.database()).map_or(0, |about| about.len()) as f64 / 1e6;
        let ratio = without.median() / note.median();
        kept &= ratio >= MIN_RATIO;
        let shown = [&reading, &commit, &note, &without].map(|sample| {
            let (low, high) = sample.spread();
            format!("{:.1} ({low:.1}–{high:.1})", sample.median())
        });
        println!("| {name} | {size:.1} | {} | {ratio:.2} |", shown.join(" | "));
    }
    println!("\naim: at least {MIN_RATIO} times; kept: {}", if kept { "yes" } else { "NO" });
    Ok(kept)
}

fn time(mut work: impl FnMut() -> Result<(), String>) -> Result<f64, String> {
    let begin = Instant::now();
    work()?;
    Ok(begin.elapsed().as_secs_f64() * 1000.0)
}

/// A database of the program in a temporary folder.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(councils: usize, is_old: bool) -> Result<Self, String> {
        let desk = Self { folder: TempDir::new().map_err(|error| error.to_string())? };
        desk.run(&["list"])?;
        if councils > 610 {
            let file = desk.folder.path().join("register.csv");
            fs::write(&file, register::csv(&register::parishes(councils - 610))).map_err(|error| error.to_string())?;
            desk.run(&["import", "councils", &file.display().to_string()])?;
        }
        if is_old {
            history::fill(&desk.database()).map_err(|error| error.to_string())?;
        }
        fs::copy(desk.database(), desk.folder.path().join("copy.db")).map_err(|error| error.to_string())?;
        Ok(desk)
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }

    fn checksum(&self) -> PathBuf {
        self.folder.path().join("desk.db-checksum")
    }

    fn note(&self) -> Result<(), String> {
        self.run(&["record", "note", "1", "--text", "words about a council"])
    }

    fn run(&self, words: &[&str]) -> Result<(), String> {
        let ran = Command::new(env!("CARGO_BIN_EXE_charterdesk"))
            .arg("--database")
            .arg(self.database())
            .args(words)
            .env("HOME", self.folder.path())
            .stdin(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        match ran.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&ran.stderr).into_owned()),
        }
    }

    /// Commits a row of a note's size, as the program commits, in a copy of the file.
    fn commit(&self, turn: usize) -> Result<(), String> {
        commit(&self.folder.path().join("copy.db"), turn).map_err(|error| error.to_string())
    }
}

fn commit(database: &Path, turn: usize) -> rusqlite::Result<()> {
    let connection = Connection::open(database)?;
    connection.pragma_update(None, "synchronous", "extra")?;
    connection.execute_batch("create table if not exists bench (turn integer, words text)")?;
    connection.execute("insert into bench values (?1, 'words about a council')", [turn as i64]).map(|_| ())
}
