//! Speed of the real program, compared with the least that a program of its kind can do, in one run on one machine.
//!
//! Milliseconds depend on the machine, so every target is a ratio between programs measured in turns: the dashboard,
//! and bare ratatui programs (`bare`) on the same terminal with the same rows. The test harness drives all of them
//! through a pty and stamps the end of each frame as it arrives, so the time of a key is from writing it to having the
//! whole frame that answers it.
//!
//! ```text
//! cargo bench --bench speed                 measures, and prints two tables for the README
//! cargo bench --bench speed -- --check      and fails if a target is missed
//! cargo bench --bench speed -- --rehearse   measures the bare program against itself: how far the numbers vary
//! ```
#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

#[cfg(unix)]
#[path = "speed/aims.rs"]
mod aims;
#[cfg(unix)]
#[path = "speed/bare.rs"]
mod bare;
#[cfg(unix)]
#[path = "speed/history.rs"]
mod history;
#[cfg(unix)]
#[path = "speed/measure.rs"]
mod measure;
#[cfg(unix)]
#[path = "speed/process.rs"]
mod process;
#[cfg(unix)]
#[path = "speed/register.rs"]
mod register;
#[cfg(unix)]
#[path = "speed/report.rs"]
mod report;
#[cfg(unix)]
#[path = "speed/sample.rs"]
mod sample;
#[cfg(unix)]
#[path = "speed/subject.rs"]
mod subject;
#[cfg(unix)]
#[path = "../tests/support/mod.rs"]
mod support;

#[cfg(unix)]
use std::process::ExitCode;

#[cfg(unix)]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = |flag: &str| arguments.iter().any(|argument| argument == flag);
    if let [first, rows, database] = arguments.as_slice()
        && first == bare::ARGUMENT
    {
        return bare::main(rows, database);
    }
    if !asked("--bench") {
        // `cargo test --benches` runs this too, in a build whose speed means nothing.
        eprintln!("nothing was measured: cargo bench --bench speed measures");
        return ExitCode::SUCCESS;
    }
    match measure_all(asked("--rehearse")) {
        Ok(kept) if kept || !asked("--check") => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("nothing was measured: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Other systems have no pty to drive the programs through.
#[cfg(not(unix))]
fn main() {
    eprintln!("nothing was measured: this bench runs on Unix only");
}

/// Measures and prints. Returns whether every target was met.
#[cfg(unix)]
fn measure_all(rehearse: bool) -> Result<bool, String> {
    let subjects = subject::all(rehearse)?;
    eprintln!("measuring; this takes about a minute");
    let results = measure::all(&subjects, rehearse);
    let aims = aims::judge(&results);
    println!("{}\n{}\n{}", report::numbers(&results), report::screens(&results), report::aims(&aims));
    Ok(aims.iter().all(|aim| aim.kept))
}
