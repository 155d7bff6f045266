//! `backup`: copies the database and checks the copy.

use chrono::TimeZone;
use chrono_tz::Europe::London;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::BackupArgs;
use super::failure::Failure;
use crate::cli::context::{Context, Invocation};
use crate::cli::output::Output;
use charter::english::pluralize;

#[derive(Serialize, JsonSchema)]
pub struct BackupDocument {
    path: String,
    at: String,
    councils: usize,
    /// In bytes.
    size: u64,
}

pub fn run(args: &BackupArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    super::check::require_database(invocation)?;
    let context = Context::open(invocation, out)?;
    let backup = match &args.file {
        Some(file) => context.store.backup_to(file, context.moment)?,
        None => context.store.backup("by hand", context.moment)?,
    };
    out.print_message(&format!(
        "a backup was made and checked: {} ({}, {} bytes)",
        backup.path.display(),
        pluralize(backup.councils, "council"),
        backup.size
    ));
    if !args.json.json {
        return Ok(());
    }
    let at = London.from_utc_datetime(&backup.created_at.naive_utc()).to_rfc3339();
    let path = backup.path.to_string_lossy().into_owned();
    out.json(&BackupDocument { path, at, councils: backup.councils, size: backup.size })
}
