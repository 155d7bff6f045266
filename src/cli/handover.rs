//! `handover`: what another team needs when it takes over councils, as a folder or as one document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::HandoverArgs;
use super::failure::Failure;
use super::files::create_file;
use crate::cli::context::Context;
use crate::cli::output::Output;
use charter::council_change::CouncilField;
use charter::council_file::CouncilFile;
use charter::diary_entry::EntryRecords;
use charter::english::pluralize;
use charter::filter::resolve_name;
use charter::handover::{Draft, Handover, Section, Units, councils_of_team};
use charter::untrusted::{Untrusted, sanitize};
use desk::documents::handover;
use desk::draft_file;
use desk::drafts::parse_draft_name;
use store::files::{create_own_dir, sync_parent_dir};

#[derive(Serialize, JsonSchema)]
pub struct HandoverDocument<'a> {
    team: &'a Untrusted,
    round: &'a str,
    as_at: NaiveDate,
    /// The number of councils.
    councils: usize,
    /// The tables to_tell, promises, actions, updates_owed, meetings, conflicts, contacts, officers, areas,
    /// letters, events, requests, issued_reports, drafts; every value is a text.
    #[serde(flatten)]
    tables: BTreeMap<String, Vec<BTreeMap<String, &'a Untrusted>>>,
}

pub fn run(args: &HandoverArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    // With a trailing slash the system would follow a link of that name.
    let folder: Option<PathBuf> = args.out.as_deref().map(|folder| folder.components().collect());
    // Problems with the folder are reported before anything is read.
    folder.as_deref().map(check_target_folder).transpose()?;
    let round = context.round(args.round.round.as_deref())?;
    let lines = context.lines(&round, context.as_at)?;
    let changes = context.store.council_changes()?;
    let named = lines.iter().map(|line| line.team.raw());
    let past_teams = changes
        .iter()
        .filter(|change| change.field == CouncilField::Team)
        .flat_map(|change| [change.from.raw(), change.to.raw()]);
    let team = resolve_name("team", &args.team, named.chain(past_teams))
        .map_err(|error| Failure::Usage(format!("{}. Nothing was changed", sanitize(&error.to_string()))))?;
    let files: Vec<CouncilFile> = councils_of_team(&team, &lines, &changes, &round, context.as_at)
        .into_iter()
        .filter_map(|id| context.store.council_file(id, &round, context.as_at).transpose())
        .collect::<Result<_, _>>()?;
    let units = Units { areas: &context.store.areas()?, teams: &context.store.teams()? };
    let records = EntryRecords {
        events: &context.store.public_events()?,
        requests: &context.store.requests()?,
        issued: &context.store.issued_reports()?,
    };
    let bundle = Handover::build(&team, &files, (&drafts(context, out), units, records), &round, context.as_at);
    if let Some(folder) = &folder {
        write_files(folder, &bundle)?;
        out.print_message(&format!("written: {}", folder.join("index.html").display()));
    }
    if args.json.json {
        out.json(&document(&bundle))?;
        out.flush()?;
    }
    print_summary(&bundle, out);
    Ok(())
}

fn drafts(context: &Context, out: &Output) -> Vec<Draft> {
    let kept = draft_file::read(context.store.path()).unwrap_or_else(|why| {
        out.print_message(&format!("{why}. The handover is without them"));
        BTreeMap::new()
    });
    let draft = |(key, typed): (&String, &BTreeMap<String, String>)| {
        let about = parse_draft_name(key)?;
        // Two dashboards can keep different text for one form. The number shows which fields belong together.
        let form = if about.number > 1 { format!("{} ({})", about.form, about.number) } else { about.form };
        let typed =
            typed.iter().map(|(field, value)| (Untrusted::from(field.as_str()), Untrusted::from(value.as_str())));
        Some(Draft { councils: about.councils, form: Untrusted::from(form), typed: typed.collect() })
    };
    kept.iter().filter_map(draft).collect()
}

fn check_target_folder(folder: &Path) -> Result<(), Failure> {
    let Ok(about) = std::fs::symlink_metadata(folder) else { return Ok(()) };
    let is_empty = about.is_dir() && std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if is_empty {
        return Ok(());
    }
    Err(Failure::Refused(format!(
        "{} is there already and not an empty folder. It was left as it was; name a new folder",
        folder.display()
    )))
}

/// If one file fails, removes those already written.
fn write_files(folder: &Path, bundle: &Handover) -> Result<(), Failure> {
    let files = handover::files(bundle).map_err(|error| Failure::Failed(error.to_string()))?;
    let made = std::fs::symlink_metadata(folder).is_err();
    let mut written = Vec::new();
    let mut write = || -> std::io::Result<()> {
        create_own_dir(folder)?;
        sync_parent_dir(folder)?;
        for (name, text) in &files {
            let path = folder.join(name);
            create_file(&path, text)?;
            // Added only after a success: a file that was already there belongs to somebody else.
            written.push(path);
        }
        Ok(())
    };
    write().map_err(|error| {
        written.iter().for_each(|path| drop(std::fs::remove_file(path)));
        if made {
            let _ = std::fs::remove_dir(folder);
        }
        Failure::Failed(format!(
            "{} could not be written ({error}). Nothing was left there; choose another place, or make room",
            folder.display()
        ))
    })
}

fn document(bundle: &Handover) -> HandoverDocument<'_> {
    let key = |name: &str| name.replace(['-', ' '], "_");
    let row = |section: &Section, row: &'_ Vec<Untrusted>| -> Vec<(String, usize)> {
        section.columns.iter().map(|column| key(column)).zip(0..row.len()).collect()
    };
    let tables = bundle.sections.iter().map(|section| {
        let rows = section.rows.iter();
        let rows = rows.map(|cells| row(section, cells).into_iter().map(|(name, at)| (name, &cells[at])).collect());
        (key(section.name), rows.collect())
    });
    HandoverDocument {
        team: &bundle.team,
        round: &bundle.round,
        as_at: bundle.as_at,
        councils: bundle.councils,
        tables: tables.collect(),
    }
}

fn print_summary(bundle: &Handover, out: &Output) {
    let counts: Vec<String> = bundle
        .sections
        .iter()
        .filter(|section| section.name != "to-tell")
        .map(|section| format!("{} {}", section.name.replace('-', " "), section.rows.len()))
        .collect();
    out.print_message(&format!(
        "team {}: {} · {}",
        bundle.team.sanitized(),
        pluralize(bundle.councils, "council"),
        counts.join(", ")
    ));
    let untold = bundle.sections.iter().find(|section| section.name == "to-tell").map_or(&[][..], |s| &s.rows);
    if untold.is_empty() {
        out.print_message("no council is to be told of a change of team");
        return;
    }
    out.print_message(&format!("{} must be told of the change of team:", pluralize(untold.len(), "council")));
    for cells in untold {
        let [council, _, from, to, since, ..] = cells.as_slice() else { continue };
        let from = if from.is_blank() { "no team".into() } else { from.sanitized() };
        let to = if to.is_blank() { "no team".into() } else { to.sanitized() };
        out.print_message(&format!("  {}: {from} to {to}, {}", council.sanitized(), since.sanitized()));
    }
}
