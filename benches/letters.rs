//! Opening a round and drafting a letter to each council, for as many councils as England has.
//!
//! Each step is a run of the program, as a person starts it. Memory is what the system says of the process at its peak.
//!
//! ```text
//! cargo bench --bench letters                 measures, and prints a table for the README
//! cargo bench --bench letters -- --check      and fails if the aim is missed
//! ```
#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

#[path = "speed/command.rs"]
mod command;
#[path = "speed/register.rs"]
mod register;
#[path = "speed/run.rs"]
mod run;

use std::fmt::Write as _;
use std::process::ExitCode;

use command::Desk;

const COUNCILS: usize = 10_500;
/// Opening the round and the drafts of all letters together.
const AIM_SECONDS: f64 = 5.0;

fn main() -> ExitCode {
    run::run("letters", measure)
}

fn measure() -> Result<bool, String> {
    let desk = desk()?;
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
        let out = desk.path(format).display().to_string();
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

/// Every council was silent in the first round and has an address.
fn desk() -> Result<Desk, String> {
    let desk = Desk::new()?;
    let parishes = register::parishes(COUNCILS);
    let register = desk.write("register.csv", &register::csv(&parishes))?;
    desk.run(&["import", "councils", &register, "--complete", "--from", "2023-01-01"])?;
    let mut contacts = String::from("code,role,email\n");
    for (number, parish) in parishes.iter().enumerate() {
        writeln!(contacts, "{},clerk,clerk{number}@parish.example", parish.code).map_err(|error| error.to_string())?;
    }
    let contacts = desk.write("contacts.csv", &contacts)?;
    desk.run(&["import", "contacts", &contacts])?;
    desk.run(&["round", "edit", "--letter-dated", "2023-09-04", "--as-at", "2023-09-04"])?;
    Ok(desk)
}
