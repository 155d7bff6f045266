//! The import of replies, for the subcommand and the screen alike.

use std::cell::RefCell;

use charter::change::Moment;
use charter::incoming::Source;
use store::{ApplyError, ImportInput, ImportOutcome, ImportSummary, Store};

use super::event::ImportEvent;

/// Hears of an import while it runs.
pub trait ImportListener {
    /// Whether to end it with nothing imported. Asked before each event, and again and again while it is saved.
    fn is_stopped(&self) -> bool {
        false
    }

    /// What was read, before it is imported.
    fn read(&mut self, event: &ImportEvent);

    /// What became of a reply, or for a dry run would become of it.
    fn decided(&mut self, source: &Source, outcome: ImportOutcome);

    /// Everything was read, and is being saved.
    fn saving(&mut self) {}
}

/// Which import it is.
#[derive(Clone, Copy, Debug)]
pub struct ImportJob<'a> {
    /// Where the replies come from, in words; the entry of the journal ends in them.
    pub from: &'a str,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// Who imports.
    pub by: &'a str,
    pub moment: Moment,
}

/// Imports the replies among the events as one change: all of them or none.
///
/// # Errors
/// If it is stopped or cannot be saved; then nothing was imported.
pub fn import_replies(
    store: &mut Store,
    mut events: impl Iterator<Item = ImportEvent>,
    job: ImportJob<'_>,
    listener: &mut dyn ImportListener,
) -> Result<ImportSummary, ApplyError> {
    let listener = RefCell::new(listener);
    let mut is_at_end = false;
    let mut next = || loop {
        let mut listener = listener.borrow_mut();
        if listener.is_stopped() {
            return ImportInput::Stopped;
        }
        if is_at_end {
            return ImportInput::End;
        }
        let Some(event) = events.next() else {
            is_at_end = true;
            listener.saving();
            return ImportInput::End;
        };
        listener.read(&event);
        match event {
            ImportEvent::FileStarted => return ImportInput::FileStarted,
            ImportEvent::Source(source) => return ImportInput::Source(source),
            ImportEvent::RolledBack(_) => return ImportInput::RolledBack,
            ImportEvent::Skipped(_) | ImportEvent::Note { .. } | ImportEvent::Progress { .. } => {}
        }
    };
    let mut told = |source: &Source, outcome| listener.borrow_mut().decided(source, outcome);
    if job.dry_run {
        store.preview_import(&mut next, &mut told, job.moment)
    } else {
        store.import_sources(job.from, &mut next, &mut told, job.by, job.moment)
    }
}
