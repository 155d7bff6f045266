//! `restore`: lists the backups, or puts one in the place of the database.

use chrono::TimeZone;
use chrono_tz::Europe::London;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::RestoreArgs;
use super::failure::Failure;
use super::table::Align;
use crate::cli::context::Invocation;
use crate::cli::output::Output;
use charter::calendar::{format_full, to_london};
use charter::english::pluralize;
use charter::untrusted::sanitize;
use store::{Backup, backups, restore};

#[derive(Serialize, JsonSchema)]
pub struct BackupDocument<'a> {
    name: String,
    at: String,
    reason: &'a str,
    councils: usize,
    /// In bytes.
    size: u64,
    sound: bool,
}

pub fn run(args: &RestoreArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let database = invocation.database()?;
    let known = backups(&database);
    match &args.name {
        None if args.json.json => out.json(&known.iter().map(document).collect::<Vec<_>>()),
        None => list(&known, invocation, out),
        Some(wanted) => {
            let named = known.iter().find(|backup| file_name(backup) == *wanted).ok_or_else(|| {
                Failure::Refused(format!(
                    "there is no backup “{wanted}”. Nothing was changed; `{}` lists them",
                    invocation.command("restore")
                ))
            })?;
            let restored = restore(&database, &named.path, invocation.clock.now())?;
            out.print_message(&format!(
                "restored: {} is the database of {} again",
                database.display(),
                created_at(named)
            ));
            if let Some(old_file) = restored.old_file {
                out.print_message(&format!("what was there before is kept as {}", old_file.display()));
            }
            restored.warning.iter().for_each(|warning| out.print_message(warning));
            Ok(())
        }
    }
}

fn list(known: &[Backup], invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    if !known.is_empty() {
        let head = [
            ("NAME", Align::Left),
            ("MADE", Align::Left),
            ("WHY", Align::Left),
            ("COUNCILS", Align::Right),
            ("BYTES", Align::Right),
            ("STATE", Align::Left),
        ];
        let rows: Vec<Vec<String>> = known.iter().map(row).collect();
        out.print_table(&head, &rows)?;
        out.flush()?;
    }
    let how = invocation.command("restore NAME");
    out.print_message(&match known {
        [] => "there is no backup yet; one is made at the first change of a day and before an import".to_owned(),
        known => {
            format!("{}, newest first; `{how}` puts one in the place of the database", pluralize(known.len(), "backup"))
        }
    });
    Ok(())
}

fn file_name(backup: &Backup) -> String {
    backup.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn created_at(backup: &Backup) -> String {
    let at = to_london(backup.created_at);
    format!("{} {}", format_full(at.date()), at.format("%H:%M"))
}

fn row(backup: &Backup) -> Vec<String> {
    vec![
        sanitize(&file_name(backup)).into_owned(),
        created_at(backup),
        sanitize(&backup.reason).into_owned(),
        backup.councils.to_string(),
        backup.size.to_string(),
        if backup.sound { "opens" } else { "damaged" }.to_owned(),
    ]
}

fn document(backup: &Backup) -> BackupDocument<'_> {
    BackupDocument {
        name: file_name(backup),
        at: London.from_utc_datetime(&backup.created_at.naive_utc()).to_rfc3339(),
        reason: &backup.reason,
        councils: backup.councils,
        size: backup.size,
        sound: backup.sound,
    }
}
