//! The store as the inbox sees it: what came in, what waits, what was taught.

use super::apply::Author;
use super::error::{ApplyError, StoreError};
use super::{aliases, items, mappings, returns};
use crate::database::Store;
use crate::import;
use crate::import::{ImportInput, ImportOutcome, ImportSession, ImportSummary};
use charter::alias::Alias;
use charter::change::Moment;
use charter::ids::{ItemId, RoundId};
use charter::incoming::Source;
use charter::item::Item;
use charter::journal::EntryKind;
use charter::returns::Return;
use charter::sheet_mapping::SheetMapping;

impl Store {
    /// Takes everything that `next` gives into the inbox: one transaction, one entry in the journal, whose words end in
    /// `from`. `told` hears of each. What is kept in memory of each is its identity. A backup is made once the first comes
    /// that is new; it goes away again if nothing is taken in after all.
    ///
    /// # Errors
    /// If it is stopped or cannot be written, or no backup can be made; then nothing was taken in.
    pub fn import_sources(
        &mut self,
        from: &str,
        next: &mut dyn FnMut() -> ImportInput,
        told: &mut dyn FnMut(&Source, ImportOutcome),
        by: &str,
        moment: Moment,
    ) -> Result<ImportSummary, ApplyError> {
        self.can_write()?;
        let mut taking = ImportSession::new(next, told);
        let Some(first) = taking.skip_known(&mut |source| Ok(self.preview_outcome(source)?))? else {
            return Ok(taking.finish_empty());
        };
        let backup = self.temporary_backup("before an import", moment)?;
        let hand = Author { by, moment };
        let taken = self.write(moment, |transaction| {
            taking.import_sources(transaction, Some(first), from, EntryKind::Change, hand)
        });
        match taken {
            Ok(taken) if taken.saved.is_some() => {
                let backup = Some(backup.keep());
                Ok(ImportSummary { backup, ..taken })
            }
            nothing => nothing,
        }
    }

    /// Takes sources into the inbox of the demonstration; that is not undone.
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
        let hand = Author { by, moment };
        self.write(moment, |transaction| {
            ImportSession::new(&mut next, &mut |_, _| ()).import_sources(transaction, None, from, EntryKind::Load, hand)
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
        done.map_err(|stop| self.why_stopped(stop, moment.at))
    }

    /// What would become of a source if it came in now.
    pub fn preview_outcome(&self, source: &Source) -> Result<ImportOutcome, StoreError> {
        self.read(|connection| import::preview_outcome(connection, source))
    }

    /// How many items of the inbox wait; those that were put off are not counted.
    pub fn inbox_waiting(&self) -> Result<usize, StoreError> {
        self.read(items::count_waiting)
    }

    /// One item of the inbox with what came in, whatever became of it; `None` if there is none.
    pub fn item(&self, id: ItemId) -> Result<Option<(Item, Source)>, StoreError> {
        self.read(|connection| import::item(connection, id))
    }

    /// What was taught about who a council is, the oldest first.
    pub fn aliases(&self) -> Result<Vec<Alias>, StoreError> {
        self.read(aliases::all)
    }

    /// How the columns of sheets were confirmed, the oldest first.
    pub fn mappings(&self) -> Result<Vec<SheetMapping>, StoreError> {
        self.read(mappings::all)
    }

    /// The returns of a round, by council, the one in force last.
    pub fn returns(&self, round: RoundId) -> Result<Vec<Return>, StoreError> {
        self.read(|connection| returns::of_round(connection, round))
    }
}
