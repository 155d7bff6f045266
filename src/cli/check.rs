//! `check`: tests the database, and says what to do about each finding.

use schemars::JsonSchema;
use serde::Serialize;

use super::args::CheckArgs;
use super::failure::Failure;
use crate::cli::context::Invocation;
use crate::cli::output::Output;
use charter::english::pluralize;
use desk::seed::seed;
use store::{Finding, FindingState, Store, backups, check_unopened};

#[derive(Serialize, JsonSchema)]
pub struct FindingDocument<'a> {
    /// One of file, journal, permissions, place, backups.
    area: &'a str,
    /// One of sound, note, fault.
    state: &'a str,
    says: &'a str,
    advice: Option<&'a str>,
}

/// Exits with code 1 if there is a fault.
pub fn run(args: &CheckArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let (database, moment) = (invocation.database()?, invocation.clock.now());
    require_database(invocation)?;
    let found = match Store::open(&database, moment, seed) {
        Ok(opened) => {
            opened.notices.iter().for_each(|notice| out.print_message(notice));
            opened.store.check(moment)
        }
        Err(error) => check_unopened(&database, &error, moment),
    };
    if args.json.json {
        out.json(&found.iter().map(document).collect::<Vec<_>>())?;
    } else {
        found.iter().try_for_each(|finding| print(finding, out))?;
    }
    out.flush()?;
    let faults = found.iter().filter(|finding| finding.state == FindingState::Fault).count();
    if faults == 0 {
        out.print_message(&format!("{} is sound", database.display()));
        return Ok(());
    }
    Err(Failure::Failed(format!(
        "{} found in {}. Nothing was changed; what to do stands below each",
        pluralize(faults, "fault"),
        database.display()
    )))
}

/// Refuses to create a database only to check or copy it.
pub fn require_database(invocation: &Invocation) -> Result<(), Failure> {
    let database = invocation.database()?;
    if std::fs::symlink_metadata(&database).is_ok() {
        return Ok(());
    }
    let next = if backups(&database).is_empty() {
        format!("`{}` makes one", invocation.command("list"))
    } else {
        format!("backups of it lie beside: `{}` lists them", invocation.command("restore"))
    };
    Err(Failure::Refused(format!("there is no database at {}. Nothing was made; {next}", database.display())))
}

fn print(finding: &Finding, out: &mut Output) -> Result<(), Failure> {
    out.print_line(&format!("{:<12}{:<6} {}", finding.area, state_label(finding.state), finding.message))?;
    match &finding.advice {
        Some(advice) => out.print_line(&format!("{:19}{advice}", "")),
        None => Ok(()),
    }
}

fn state_label(state: FindingState) -> &'static str {
    match state {
        FindingState::Sound => "sound",
        FindingState::Note => "note",
        FindingState::Fault => "FAULT",
    }
}

fn document(finding: &Finding) -> FindingDocument<'_> {
    let state = match finding.state {
        FindingState::Fault => "fault",
        other => state_label(other),
    };
    FindingDocument { area: finding.area, state, says: &finding.message, advice: finding.advice.as_deref() }
}
