//! `history`: who changed what and when, with the old and the new values.

use chrono::TimeZone;
use chrono_tz::Europe::London;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::HistoryArgs;
use super::failure::Failure;
use crate::cli::context::Context;
use crate::cli::output::Output;
use charter::calendar::{format_full, to_london};
use charter::council_file::CouncilFile;
use charter::edit::{Edit, Key, Table};
use charter::english::pluralize;
use charter::ids::{CouncilId, EntryId, MeetingId};
use charter::journal::{Difference, Entry, EntryKind, differences};

/// A longer entry is printed as a count; the document has all edits.
const MAX_EDITS_PRINTED: usize = 12;

#[derive(Serialize, JsonSchema)]
pub struct EntryDocument<'a> {
    id: EntryId,
    /// London time with its offset.
    at: String,
    by: &'a str,
    kind: EntryKind,
    words: &'a str,
    /// The entry that this one undoes or redoes.
    reverses: Option<EntryId>,
    changes: Vec<EditDocument>,
}

#[derive(Serialize, JsonSchema)]
struct EditDocument {
    record: &'static str,
    id: i64,
    council: Option<CouncilId>,
    differences: Vec<Difference>,
}

impl<'a> EntryDocument<'a> {
    /// Times are in London.
    pub fn new(entry: &'a Entry) -> Self {
        Self {
            id: entry.id,
            at: London.from_utc_datetime(&entry.at.naive_utc()).to_rfc3339(),
            by: entry.by.raw(),
            kind: entry.kind,
            words: entry.words.raw(),
            reverses: entry.reverses,
            changes: entry.edits.iter().filter_map(edit_document).collect(),
        }
    }
}

fn edit_document(edit: &Edit) -> Option<EditDocument> {
    let key = edit.key()?;
    Some(EditDocument {
        record: key.table.label(),
        id: key.id,
        council: edit.council(),
        differences: differences(edit),
    })
}

pub fn run(args: &HistoryArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let council = match &args.council {
        Some(typed) => Some(context.find_council(typed, &context.councils()?)?.id),
        None => None,
    };
    let entries = context.store.history(council, usize::MAX)?;
    if args.json.json {
        return out.json(&entries.iter().map(EntryDocument::new).collect::<Vec<_>>());
    }
    for entry in &entries {
        for line in entry_lines(entry) {
            out.print_line(&line)?;
        }
    }
    out.flush()?;
    out.print_message(&format!("{} in the journal, newest first, times in London", pluralize(entries.len(), "entry")));
    Ok(())
}

/// A heading, then a line for each record with the old and the new values.
pub fn entry_lines(entry: &Entry) -> Vec<String> {
    let at = to_london(entry.at);
    let mut lines = vec![format!(
        "{:>5}  {} {}  {}: {} (by {})",
        entry.id.0,
        format_full(at.date()),
        at.format("%H:%M:%S"),
        entry.kind,
        entry.words.sanitized(),
        entry.by.sanitized()
    )];
    if entry.edits.len() > MAX_EDITS_PRINTED {
        lines.push(format!("         {} written; --json prints them", pluralize(entry.edits.len(), "record")));
        return lines;
    }
    for edit in &entry.edits {
        let Some(key) = edit.key() else { continue };
        let verb = match (&edit.before, &edit.after) {
            (None, _) => "new ",
            (_, None) => "removed ",
            _ => "",
        };
        let changes: Vec<String> = differences(edit).into_iter().map(describe_difference).collect();
        lines.push(format!("         {verb}{}: {}", key.table, changes.join("; ")));
    }
    lines
}

/// What the newest change did to a meeting beside its day, time, place and attendance. `None` if it did not change it.
pub fn describe_meeting_edit(file: &CouncilFile, meeting: MeetingId) -> Option<String> {
    let is_meeting = |edit: &&Edit| edit.key().is_some_and(|key| key == Key { table: Table::Meetings, id: meeting.0 });
    let edit = file.history.first()?.edits.iter().find(is_meeting)?;
    let details = differences(edit).into_iter().filter(|one| matches!(&*one.field, "officers" | "note" | "covered"));
    let details: Vec<String> = details.map(describe_difference).collect();
    Some(details.join("; "))
}

fn describe_difference(difference: Difference) -> String {
    let Difference { field, from, to } = difference.for_people();
    match (from.as_str(), to.as_str()) {
        ("", to) => format!("{field} {to}"),
        (from, "") => format!("{field} {from} → nothing"),
        (from, to) => format!("{field} {from} → {to}"),
    }
}
