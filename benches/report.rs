//! A report over as many councils as England has, with twenty rounds on record.
//!
//! Each step is a run of the program, as a person starts it. Memory is what the system says of the process at its peak.
//!
//! ```text
//! cargo bench --bench report                 measures, and prints a table for the README
//! cargo bench --bench report -- --check      and fails if the aim is missed
//! ```
#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

#[path = "speed/command.rs"]
mod command;
#[path = "speed/history.rs"]
mod history;
#[path = "speed/register.rs"]
mod register;
#[path = "speed/run.rs"]
mod run;

use std::process::ExitCode;

use command::Desk;

const COUNCILS: usize = 10_500;
/// Each report. The summary as a page is the largest that people read.
const AIM_SECONDS: f64 = 1.0;
/// The middle one counts: the first reads the database from the disk.
const RUNS: usize = 5;

fn main() -> ExitCode {
    run::run("report", measure)
}

fn measure() -> Result<bool, String> {
    let desk = desk()?;
    let rounds = history::OLDER_ROUNDS + 1;
    println!("| report, {COUNCILS} councils, {rounds} rounds | seconds | memory at most, MB |");
    println!("| --- | ---: | ---: |");
    let mut slowest = 0.0_f64;
    for (name, more, has_aim) in [
        ("summary, html", &["--format", "html"][..], true),
        ("summary by district, html", &["--format", "html", "--by", "district"], true),
        ("committee, text", &["--format", "text", "--layout", "committee"], true),
        ("figures by district, csv", &["--format", "csv", "--by", "district"], true),
        ("summary by district, xlsx", &["--format", "xlsx", "--by", "district", "-o", "-"], true),
        // A quarter of a gigabyte for another program, which nobody waits for at a screen.
        ("figures by council, csv (no aim)", &["--format", "csv", "--by", "council"], false),
    ] {
        let words = [&["report", "--as-at", "2023-12-20"][..], more].concat();
        let mut runs = (0..RUNS).map(|_| desk.run(&words)).collect::<Result<Vec<_>, _>>()?;
        runs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (seconds, megabytes) = runs.get(RUNS / 2).copied().ok_or("no run")?;
        println!("| {name} | {seconds:.2} | {megabytes:.0} |");
        if has_aim {
            slowest = slowest.max(seconds);
        }
    }
    let kept = slowest <= AIM_SECONDS;
    println!(
        "\naim: each within {AIM_SECONDS} s; the slowest took {slowest:.2} s; kept: {}",
        if kept { "yes" } else { "NO" }
    );
    Ok(kept)
}

/// Five years on record for each council.
fn desk() -> Result<Desk, String> {
    let desk = Desk::new()?;
    let register = desk.write("register.csv", &register::csv(&register::parishes(COUNCILS)))?;
    desk.run(&["import", "councils", &register, "--complete", "--from", "2019-01-01"])?;
    history::fill(&desk.database()).map_err(|error| format!("the history: {error}"))?;
    Ok(desk)
}
