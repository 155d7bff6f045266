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

#[path = "speed/aims.rs"]
mod aims;
#[path = "speed/bare.rs"]
mod bare;
#[path = "speed/history.rs"]
mod history;
#[path = "speed/measure.rs"]
mod measure;
#[path = "speed/process.rs"]
mod process;
#[path = "speed/register.rs"]
mod register;
#[path = "speed/report.rs"]
mod report;
#[path = "speed/sample.rs"]
mod sample;
#[path = "speed/subject.rs"]
mod subject;
#[path = "../tests/support/mod.rs"]
mod support;

use std::process::ExitCode;

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

/// Measures and prints. Returns whether every target was met.
fn measure_all(rehearse: bool) -> Result<bool, String> {
    let subjects = subject::all(rehearse)?;
    eprintln!("measuring; this takes about a minute");
    let results = measure::all(&subjects, rehearse);
    let aims = aims::judge(&results);
    println!("{}\n{}\n{}", report::numbers(&results), report::screens(&results), report::aims(&aims));
    Ok(aims.iter().all(|aim| aim.kept))
}
