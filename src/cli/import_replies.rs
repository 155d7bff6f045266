//! `import replies`: mails and sheets into the inbox, each item told.

use std::cell::RefCell;
use std::collections::HashSet;

use super::args::ImportRepliesArgs;
use super::failure::Failure;
use crate::cli::column_mappings;
use crate::cli::column_mappings::ColumnMappings;
use crate::cli::context::{Context, Invocation};
use crate::cli::import_report::ImportReporter;
use crate::cli::output::Output;
use charter::ids::EntryId;
use charter::incoming::{Digest, Source};
use desk::import::{ImportEvent, ImportReader, describe_paths};
use formats::sandbox::SandboxedReader;
use store::{ApplyError, ImportInput, ImportOutcome};

pub fn run(args: &ImportRepliesArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let mut context = Context::open(invocation, out)?;
    let program = invocation.environment.program.clone().ok_or_else(|| {
        Failure::Failed(
            "the system does not say where this program lies, which reads files by starting itself. Nothing was changed; \
             start it by its path"
                .to_owned(),
        )
    })?;
    let apart = SandboxedReader::new(program);
    let ColumnMappings { mappings, change } = column_mappings::resolve_columns(args, &apart, &context, out)?;
    let kept = change.filter(|_| !args.dry_run).map(|change| context.save(&change, out)).transpose()?;
    let letters = invocation.letters();
    let today = invocation.clock.today();
    let done = letters.and_then(|letters| {
        import(ImportReader::new(apart, &args.paths, letters, mappings, today), args, &mut context, out)
    });
    // Whatever became of the files, that change stands.
    done.map_err(|failure| match kept {
        Some(_) => failure.with_sentence("What was confirmed of the columns was saved before that, and is kept"),
        None => failure,
    })
}

fn import(
    intake: ImportReader,
    args: &ImportRepliesArgs,
    context: &mut Context,
    out: &mut Output,
) -> Result<(), Failure> {
    let councils = context.store.councils()?;
    let mut told = ImportReporter::new(&councils, context, args.json.json)?;
    let saved = if args.dry_run {
        dry_run(intake, context, &mut told)?
    } else {
        save_import(intake, args, context, &mut told, out)?
    };
    let why = told.nothing_imported_reason();
    if why.is_none() || args.json.json {
        told.print(args, saved, out)?;
    }
    match why {
        // A program reads the reasons in the document.
        Some(_) if args.json.json => Err(Failure::Refused(NOTHING_IMPORTED.to_owned())),
        Some(why) => Err(Failure::Refused(format!("{why}{NOTHING_IMPORTED}"))),
        None => Ok(()),
    }
}

const NOTHING_IMPORTED: &str = "nothing was taken in. The inbox is as it was";

/// Reports the same as an import, and saves nothing.
fn dry_run(intake: ImportReader, context: &Context, told: &mut ImportReporter<'_>) -> Result<Option<EntryId>, Failure> {
    let mut seen = SeenReplies::default();
    for event in intake {
        match event {
            ImportEvent::FileStarted => {
                seen.current_file.clear();
                told.start_file();
            }
            ImportEvent::Source(source) => {
                let before = context.store.preview_outcome(&source)?;
                told.add_source(&source, if before == ImportOutcome::New { seen.outcome_of(&source) } else { before });
            }
            ImportEvent::Skipped(skipped) => told.add_skipped(skipped),
            ImportEvent::RolledBack(why) => {
                seen.roll_back_file();
                told.roll_back_file(why);
            }
            ImportEvent::Progress { .. } => {}
        }
    }
    Ok(None)
}

/// What two replies have in common if one is a duplicate.
#[derive(Clone, PartialEq, Eq, Hash)]
enum DuplicateKey {
    MessageId(String),
    Content(Digest),
    /// The content under a Message-ID, or under none.
    ContentOfMessage(Digest, String),
}

/// The contents and Message-IDs that a dry run has seen.
#[derive(Default)]
struct SeenReplies {
    all: HashSet<DuplicateKey>,
    /// The keys first seen in the current file, for a rollback.
    current_file: Vec<DuplicateKey>,
}

impl SeenReplies {
    fn outcome_of(&mut self, source: &Source) -> ImportOutcome {
        let (words, id) = (|| source.digest.clone(), source.message_id.raw());
        let unnamed = source.message_id.is_blank();
        let (any, it, of_id) = (
            DuplicateKey::Content(words()),
            DuplicateKey::ContentOfMessage(words(), id.to_owned()),
            DuplicateKey::MessageId(id.to_owned()),
        );
        // Two mails that bear two Message-IDs are two, though their words are the same.
        let of_nobody = self.all.contains(&DuplicateKey::ContentOfMessage(words(), String::new()));
        if of_nobody || self.all.contains(&it) || (unnamed && self.all.contains(&any)) {
            return ImportOutcome::Duplicate;
        }
        if !unnamed && self.all.contains(&of_id) {
            return ImportOutcome::OtherWords;
        }
        // What is not taken in leaves no mark.
        for mark in [any, it, of_id] {
            if self.all.insert(mark.clone()) {
                self.current_file.push(mark);
            }
        }
        ImportOutcome::New
    }

    fn roll_back_file(&mut self) {
        for mark in self.current_file.drain(..) {
            self.all.remove(&mark);
        }
    }
}

fn save_import(
    mut intake: ImportReader,
    args: &ImportRepliesArgs,
    context: &mut Context,
    told: &mut ImportReporter<'_>,
    out: &Output,
) -> Result<Option<EntryId>, Failure> {
    let (by, moment) = (context.by.clone(), context.moment);
    let from = describe_paths(&args.paths);
    let telling = RefCell::new(told);
    let mut next = || loop {
        match intake.next() {
            Some(ImportEvent::FileStarted) => {
                telling.borrow_mut().start_file();
                return ImportInput::FileStarted;
            }
            Some(ImportEvent::Source(source)) => return ImportInput::Source(source),
            Some(ImportEvent::Skipped(passed_over)) => telling.borrow_mut().add_skipped(passed_over),
            Some(ImportEvent::RolledBack(why)) => {
                telling.borrow_mut().roll_back_file(why);
                return ImportInput::RolledBack;
            }
            Some(ImportEvent::Progress { .. }) => {}
            None => return ImportInput::End,
        }
    };
    let mut hear = |source: &Source, took: ImportOutcome| telling.borrow_mut().add_source(source, took);
    let taken =
        context.store.import_sources(&from, &mut next, &mut hear, &by, moment).map_err(|error| match error {
            ApplyError::Store(error) => error.into(),
            refused => Failure::Refused(format!("{refused}. Nothing was taken in")),
        })?;
    telling.borrow_mut().set_item_ids(&taken.items);
    if let Some(backup) = &taken.backup {
        out.print_message(&format!("a backup was made: {}", backup.display()));
    }
    if let Some(saved) = &taken.saved {
        let undo = context.invocation.command("undo");
        out.print_message(&format!("saved: {} (undo with: {undo})", saved.words.sanitized()));
    }
    Ok(taken.saved.map(|saved| saved.entry))
}
