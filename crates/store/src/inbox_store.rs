//! The methods of [`Store`] for the inbox: items, sources, aliases and column mappings.

use crate::apply::Author;
use crate::database::Store;
use crate::error::{ApplyError, StoreError};
use crate::import;
use crate::import::{ImportInput, ImportOutcome, ImportSession, ImportSummary};
use crate::{aliases, items, mappings, returns};
use charter::alias::Alias;
use charter::change::Moment;
use charter::ids::{ItemId, RoundId};
use charter::incoming::Source;
use charter::item::Item;
use charter::journal::EntryKind;
use charter::returns::Return;
use charter::sheet_mapping::SheetMapping;

impl Store {
    /// Imports everything that `next` yields: one transaction, and one journal entry described as coming from `from`.
    /// Reports each source to `report`. Memory holds only an id for each source. The first new source triggers a backup,
    /// which is removed again if the import comes to nothing.
    ///
    /// # Errors
    /// If the user cancels, or if the file or the backup cannot be written. Nothing is imported then.
    pub fn import_sources(
        &mut self,
        from: &str,
        next: &mut dyn FnMut() -> ImportInput,
        report: &mut dyn FnMut(&Source, ImportOutcome),
        by: &str,
        moment: Moment,
    ) -> Result<ImportSummary, ApplyError> {
        self.can_write()?;
        let mut session = ImportSession::new(next, report);
        let Some(first) = session.skip_known(&mut |source| Ok(self.preview_outcome(source)?))? else {
            return Ok(session.finish_empty());
        };
        let backup = self.temporary_backup("before an import", moment)?;
        let author = Author { by, moment };
        let taken = self.write(moment, |transaction| {
            session.import_sources(transaction, Some(first), from, EntryKind::Change, author)
        });
        match taken {
            Ok(taken) if taken.saved.is_some() => {
                let backup = Some(backup.keep());
                Ok(ImportSummary { backup, ..taken })
            }
            nothing => nothing,
        }
    }

    /// Imports the sources of the demonstration. This cannot be undone.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn load_inbox(
        &mut self,
        from: &str,
        sources: Vec<Source>,
        by: &str,
        moment: Moment,
    ) -> Result<ImportSummary, ApplyError> {
        let mut sources = sources.into_iter();
        let mut next = || sources.next().map_or(ImportInput::End, |source| ImportInput::Source(Box::new(source)));
        let author = Author { by, moment };
        self.write(moment, |transaction| {
            ImportSession::new(&mut next, &mut |_, _| ()).import_sources(
                transaction,
                None,
                from,
                EntryKind::Load,
                author,
            )
        })
    }

    /// Says what [`Store::import_sources`] would do, and changes nothing.
    ///
    /// # Errors
    /// If it is stopped, or the database cannot be read.
    pub fn preview_import(
        &mut self,
        next: &mut dyn FnMut() -> ImportInput,
        told: &mut dyn FnMut(&Source, ImportOutcome),
        moment: Moment,
    ) -> Result<ImportSummary, ApplyError> {
        let done = ImportSession::new(next, told).dry_run(&self.connection);
        done.map_err(|stop| self.apply_error(stop, moment.at))
    }

    /// What would become of a source if it came in now.
    pub fn preview_outcome(&self, source: &Source) -> Result<ImportOutcome, StoreError> {
        self.read(|connection| import::preview_outcome(connection, source))
    }

    /// Number of waiting items, without deferred ones.
    pub fn inbox_waiting(&self) -> Result<usize, StoreError> {
        self.read(items::count_waiting)
    }

    /// One item with its source, settled or not; `None` if there is none.
    pub fn item(&self, id: ItemId) -> Result<Option<(Item, Source)>, StoreError> {
        self.read(|connection| import::item(connection, id))
    }

    /// All aliases, oldest first.
    pub fn aliases(&self) -> Result<Vec<Alias>, StoreError> {
        self.read(aliases::all)
    }

    /// All confirmed column mappings, oldest first.
    pub fn mappings(&self) -> Result<Vec<SheetMapping>, StoreError> {
        self.read(mappings::all)
    }

    /// The returns of a round by council; the current one of each council comes last.
    pub fn returns(&self, round: RoundId) -> Result<Vec<Return>, StoreError> {
        self.read(|connection| returns::of_round(connection, round))
    }
}
