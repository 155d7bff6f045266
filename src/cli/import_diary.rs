//! `import diary`: reads a calendar file; `--dry-run` first if wanted, then one change.

use schemars::JsonSchema;
use serde::Serialize;

use super::args::ImportDiaryArgs;
use super::failure::Failure;
use super::files;
use crate::cli::context::{Context, Invocation};
use crate::cli::output::Output;
use charter::english::pluralize;
use charter::ids::EntryId;
use desk::diary_import::{Comparison, DiaryContext, SkippedEvent, compare};
use desk::uid::database_token;
use formats::ics;

#[derive(Serialize, JsonSchema)]
pub struct ImportDocument<'a> {
    /// The sum of the meetings that are new, changed, unchanged, cancelled or outdated, and of the skipped events.
    came_in: usize,
    new: usize,
    changed: usize,
    unchanged: usize,
    cancelled: usize,
    /// Of the cancelled ones those that the calendar does not have any more.
    removed: &'a [SkippedEvent],
    /// Older versions of a meeting than the file's or the record's own: not taken.
    outdated: &'a [SkippedEvent],
    unmatched: &'a [SkippedEvent],
    ambiguous: &'a [SkippedEvent],
    unreadable: &'a [SkippedEvent],
    /// The journal entry, if something was changed.
    saved: Option<EntryId>,
}

pub fn run(args: &ImportDiaryArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let path = args.file.display();
    let bytes = files::read(&args.file, "calendar file (.ics)")?;
    let read = ics::read(&bytes).map_err(|error| Failure::Refused(format!("{path}: {error}")))?;
    let mut context = Context::open(invocation, out)?;
    let (councils, meetings) = (context.councils()?, context.store.meetings(None)?);
    let aliases = context.store.aliases()?;
    let council = args.council.as_deref().map(|typed| context.find_council(typed, &councils)).transpose()?;
    let token = database_token(context.store.created_at()?);
    let known = DiaryContext {
        councils: &councils,
        aliases: &aliases,
        meetings: &meetings,
        council: council.map(|council| council.id),
        token: &token,
        as_at: context.as_at,
    };
    let mut comparison = compare(read, known);
    let acts = std::mem::take(&mut comparison.acts);
    if !args.json.json {
        print(&comparison, out)?;
        out.flush()?;
    }
    if comparison.imported() == 0 {
        if args.json.json {
            document(&comparison, None, out)?;
            out.flush()?;
        }
        let is_unmatched = comparison.unmatched.len() + comparison.ambiguous.len() > 0;
        let advice = if is_unmatched { "name the council with --council, or " } else { "" };
        return Err(Failure::Refused(format!(
            "no meeting of {path} was taken. Nothing was changed; {advice}mend the file by the reasons above"
        )));
    }
    let summary = format!(
        "import of the diary from {}: {}, {} changed, {} called off",
        files::name(&args.file),
        pluralize(comparison.new, "new meeting"),
        comparison.changed,
        comparison.cancelled
    );
    let unchanged = "nothing to change: the diary holds these meetings already";
    let saved = context.save_import(acts, summary, args.dry_run, unchanged, out)?;
    if args.json.json { document(&comparison, saved, out) } else { Ok(()) }
}

fn print(comparison: &Comparison, out: &mut Output) -> Result<(), Failure> {
    let counts = [
        ("came in", comparison.total()),
        ("new", comparison.new),
        ("changed", comparison.changed),
        ("unchanged", comparison.unchanged),
        ("cancelled", comparison.cancelled),
        ("outdated", comparison.outdated.len()),
        ("unmatched", comparison.unmatched.len()),
        ("ambiguous", comparison.ambiguous.len()),
        ("unreadable", comparison.unreadable.len()),
    ];
    for (label, meetings) in counts {
        out.print_line(&format!("{label:<10}{meetings:>7}"))?;
    }
    let listed = [
        &comparison.removed,
        &comparison.outdated,
        &comparison.unmatched,
        &comparison.ambiguous,
        &comparison.unreadable,
    ];
    listed.into_iter().flatten().try_for_each(|event| out.print_line(&event.describe()))
}

fn document(comparison: &Comparison, saved: Option<EntryId>, out: &mut Output) -> Result<(), Failure> {
    out.json(&ImportDocument {
        came_in: comparison.total(),
        new: comparison.new,
        changed: comparison.changed,
        unchanged: comparison.unchanged,
        cancelled: comparison.cancelled,
        removed: &comparison.removed,
        outdated: &comparison.outdated,
        unmatched: &comparison.unmatched,
        ambiguous: &comparison.ambiguous,
        unreadable: &comparison.unreadable,
        saved,
    })
}
