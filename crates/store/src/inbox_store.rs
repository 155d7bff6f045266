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
        let imported = self.write(moment, |transaction| {
            session.import_sources(transaction, Some(first), from, EntryKind::Change, author)
        });
        match imported {
            Ok(imported) if imported.saved.is_some() => {
                let backup = Some(backup.keep());
                Ok(ImportSummary { backup, ..imported })
            }
            nothing => nothing,
        }
    }

    /// Imports the demonstration's sources. Cannot be undone.
    ///
    /// # Errors
    ///
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

    /// What [`Store::import_sources`] would do. Writes nothing.
    ///
    /// # Errors
    ///
    /// The user cancels, or the database cannot be read.
    pub fn preview_import(
        &mut self,
        next: &mut dyn FnMut() -> ImportInput,
        report: &mut dyn FnMut(&Source, ImportOutcome),
        moment: Moment,
    ) -> Result<ImportSummary, ApplyError> {
        let done = ImportSession::new(next, report).dry_run(&self.connection);
        done.map_err(|stop| self.apply_error(stop, moment.at))
    }

    /// The outcome if the source were imported now.
    pub fn preview_outcome(&self, source: &Source) -> Result<ImportOutcome, StoreError> {
        self.read(|connection| import::preview_outcome(connection, source))
    }

    /// Excludes deferred items.
    pub fn inbox_waiting(&self) -> Result<usize, StoreError> {
        self.read(items::count_waiting)
    }

    /// Includes items with an outcome; `None` if there is no such item.
    pub fn item(&self, id: ItemId) -> Result<Option<(Item, Source)>, StoreError> {
        self.read(|connection| import::item(connection, id))
    }

    /// Oldest first.
    pub fn aliases(&self) -> Result<Vec<Alias>, StoreError> {
        self.read(aliases::all)
    }

    /// Oldest first.
    pub fn mappings(&self) -> Result<Vec<SheetMapping>, StoreError> {
        self.read(mappings::all)
    }

    /// By council; the current return of each council comes last.
    pub fn returns(&self, round: RoundId) -> Result<Vec<Return>, StoreError> {
        self.read(|connection| returns::of_round(connection, round))
    }
}
