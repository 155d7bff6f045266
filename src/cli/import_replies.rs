//! `import replies`: reads mails and sheets into the inbox and reports each item.

use super::args::ImportRepliesArgs;
use super::failure::Failure;
use crate::cli::column_mappings;
use crate::cli::column_mappings::ColumnMappings;
use crate::cli::context::{Context, Invocation};
use crate::cli::import_report::ImportReporter;
use crate::cli::output::Output;
use charter::ids::EntryId;
use desk::import::{ImportJob, ImportReader, describe_paths, import_replies};
use store::ApplyError;

pub fn run(args: &ImportRepliesArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let mut context = Context::open(invocation, out)?;
    let sandbox = invocation.sandbox()?;
    let ColumnMappings { mappings, change } = column_mappings::resolve_columns(args, &sandbox, &context, out)?;
    let saved_columns = change.filter(|_| !args.dry_run).map(|change| context.save(&change, out)).transpose()?;
    let letters = invocation.letters();
    let today = invocation.clock.today();
    let result = letters.and_then(|letters| {
        let reader = ImportReader::new(sandbox, &args.paths, letters, mappings, today);
        import(reader.leave_out_hidden(args.leave_out_hidden), args, &mut context, out)
    });
    // The confirmed columns stay saved even if the files fail.
    result.map_err(|failure| match saved_columns {
        Some(_) => failure.with_sentence("What was confirmed of the columns was saved before that, and is kept"),
        None => failure,
    })
}

fn import(
    reader: ImportReader,
    args: &ImportRepliesArgs,
    context: &mut Context,
    out: &mut Output,
) -> Result<(), Failure> {
    let councils = context.councils()?;
    let mut reporter = ImportReporter::new(&councils, context, args.json.json)?;
    let saved = import_all(reader, args, context, &mut reporter, out)?;
    let why = reporter.nothing_imported_reason();
    if why.is_none() || args.json.json {
        reporter.print(args, saved, out)?;
    }
    match why {
        // A program reads the reasons in the document.
        Some(_) if args.json.json => Err(Failure::Refused(NOTHING_IMPORTED.to_owned())),
        Some(why) => Err(Failure::Refused(format!("{why}{NOTHING_IMPORTED}"))),
        None => Ok(()),
    }
}

const NOTHING_IMPORTED: &str = "nothing was taken in. The inbox is as it was";

fn import_all(
    reader: ImportReader,
    args: &ImportRepliesArgs,
    context: &mut Context,
    reporter: &mut ImportReporter<'_>,
    out: &Output,
) -> Result<Option<EntryId>, Failure> {
    let by = context.by.clone();
    let from = describe_paths(&args.paths);
    let job = ImportJob { from: &from, dry_run: args.dry_run, by: &by, moment: context.moment };
    let summary = import_replies(&mut context.store, reader, job, reporter).map_err(|error| match error {
        ApplyError::Store(error) => error.into(),
        refused => Failure::Refused(format!("{refused}. Nothing was taken in")),
    })?;
    reporter.set_item_ids(&summary.items);
    if let Some(backup) = &summary.backup {
        out.print_message(&format!("a backup was made: {}", backup.display()));
    }
    if let Some(saved) = &summary.saved {
        let undo = context.invocation.command("undo");
        out.print_message(&format!("saved: {} (undo with: {undo})", saved.words.sanitized()));
    }
    Ok(summary.saved.map(|saved| saved.entry))
}
