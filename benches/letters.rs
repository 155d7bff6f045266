//! Opening a round and drafting a letter to each council, for as many councils as England has.
//!
//! Each step is a run of the program, as a person starts it. Memory is what the system says of the process at its peak.
//!
//! ```text
//! cargo bench --bench letters                 measures, and prints a table for the README
//! cargo bench --bench letters -- --check      and fails if the aim is missed
//! ```
#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

#[path = "speed/register.rs"]
mod register;

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use tempfile::TempDir;

const COUNCILS: usize = 10_500;
/// Opening the round and the drafts of all letters together.
const AIM_SECONDS: f64 = 5.0;

fn main() -> ExitCode {
    if !std::env::args().any(|argument| argument == "--bench") {
        // `cargo test --benches` runs this too, in a build whose speed means nothing.
        eprintln!("nothing was measured: cargo bench --bench letters measures");
        return ExitCode::SUCCESS;
    }
    match measure() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) if !std::env::args().any(|argument| argument == "--check") => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("nothing was measured: {why}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<bool, String> {
    let desk = Desk::new()?;
    println!("| step, {COUNCILS} councils | seconds | memory at most, MB |");
    println!("| --- | ---: | ---: |");
    let step = |name: &str, words: &[&str]| -> Result<f64, String> {
        let (seconds, megabytes) = desk.run(words)?;
        println!("| {name} | {seconds:.2} | {megabytes:.0} |");
        Ok(seconds)
    };
    let later = ["--as-at", "2024-01-08"];
    let open = ["round", "open", "--deadline", "2024-01-31"];
    let opening = step("opening a round", &[&open[..], &later].concat())?;
    let mut slowest = 0.0_f64;
    for format in ["eml", "csv", "html"] {
        let out = desk.folder.path().join(format).display().to_string();
        let draft = ["letters", "draft", "next-not-taking-part", "--format", format, "--out", &out];
        slowest = slowest.max(step(&format!("drafting, {format}"), &[&draft[..], &later].concat())?);
        step("taking the drafts back", &[&["undo"][..], &later].concat())?;
    }
    let together = opening + slowest;
    let kept = together <= AIM_SECONDS;
    println!(
        "\naim: opening and the slowest drafts within {AIM_SECONDS} s; they took {together:.2} s; kept: {}",
        if kept { "yes" } else { "NO" }
    );
    Ok(kept)
}

/// A database in which every council was silent in the first round and has an address.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Result<Self, String> {
        let desk = Self { folder: TempDir::new().map_err(|error| error.to_string())? };
        let parishes = register::parishes(COUNCILS);
        let file = |name: &str, text: &str| -> Result<String, String> {
            let path = desk.folder.path().join(name);
            fs::write(&path, text).map_err(|error| error.to_string())?;
            Ok(path.display().to_string())
        };
        let register = file("register.csv", &register::csv(&parishes))?;
        desk.run(&["import", "councils", &register, "--complete", "--from", "2023-01-01"])?;
        let mut contacts = String::from("code,role,email\n");
        for (number, parish) in parishes.iter().enumerate() {
            writeln!(contacts, "{},clerk,clerk{number}@parish.example", parish.code)
                .map_err(|error| error.to_string())?;
        }
        let contacts = file("contacts.csv", &contacts)?;
        desk.run(&["import", "contacts", &contacts])?;
        desk.run(&["round", "edit", "--letter-dated", "2023-09-04", "--as-at", "2023-09-04"])?;
        Ok(desk)
    }

    /// Seconds, and megabytes at the peak.
    fn run(&self, words: &[&str]) -> Result<(f64, f64), String> {
        let begin = Instant::now();
        let program = Command::new(env!("CARGO_BIN_EXE_charterdesk"))
            .arg("--database")
            .arg(self.folder.path().join("desk.db"))
            .args(words)
            .env("HOME", self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(self.folder.path().join("stderr")).map_err(|error| error.to_string())?)
            .spawn()
            .map_err(|error| error.to_string())?;
        let (succeeded, megabytes) = wait(program)?;
        let seconds = begin.elapsed().as_secs_f64();
        match succeeded {
            true => Ok((seconds, megabytes)),
            false => Err(fs::read_to_string(self.folder.path().join("stderr")).unwrap_or_default()),
        }
    }
}

/// Whether it succeeded, and its memory at the peak.
#[cfg(unix)]
#[allow(unsafe_code, reason = "only wait4 gives the memory of one child")]
fn wait(program: std::process::Child) -> Result<(bool, f64), String> {
    let mut status = 0;
    // SAFETY: both pointers are of this function, and zeroes are a valid rusage.
    let (ended, usage) = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        (libc::wait4(i32::try_from(program.id()).unwrap_or(0), &raw mut status, 0, &raw mut usage), usage)
    };
    if ended < 0 {
        return Err("the program could not be waited for".to_owned());
    }
    Ok((libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0, usage.ru_maxrss as f64 / 1024.0))
}

/// Elsewhere nothing tells the memory of a child that has ended.
#[cfg(not(unix))]
fn wait(mut program: std::process::Child) -> Result<(bool, f64), String> {
    program.wait().map(|status| (status.success(), f64::NAN)).map_err(|error| error.to_string())
}
