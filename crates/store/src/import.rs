//! Imports sources into the inbox, and reads its items.

use std::collections::HashSet;
use std::path::PathBuf;

use rusqlite::{Connection, Transaction};

use crate::apply::{Abort, Author};
use crate::error::ApplyError;
use crate::import_target::{Database, DryRun, ImportTarget};
use crate::same_mail::{Likeness, SimilarSource};
use crate::{apply, items, sources};
use charter::change::{Act, AddToInbox, Change};
use charter::edit::Refusal;
use charter::english::pluralize;
use charter::ids::{CouncilId, ItemId, SourceId};
use charter::incoming::{MAX_REPLIES, Origin, Source};
use charter::item::Item;
use charter::journal::{EntryKind, Saved};
use charter::untrusted::Untrusted;

/// One event of the stream that an import reads.
pub enum ImportInput {
    FileStarted,
    Source(Box<Source>),
    /// Discards everything since the start of the file.
    RolledBack,
    /// The stream ends. It is polled again during the save, to see whether the user cancelled.
    End,
    /// The user cancelled: import nothing.
    Stopped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    New,
    /// New, although another mail with the same Message-ID was imported before: they differ in sender, day or words.
    SharedMessageId,
    /// The same source was imported before. Nothing changes.
    Duplicate,
    /// A row with the same content was imported before, with other column meanings. Nothing changes.
    OtherColumns,
}

impl ImportOutcome {
    pub fn is_new(self) -> bool {
        matches!(self, Self::New | Self::SharedMessageId)
    }

    /// The difference to the source imported before: a sentence without its full stop.
    pub fn explanation(self) -> Option<&'static str> {
        match self {
            Self::New | Self::Duplicate => None,
            Self::SharedMessageId => Some(
                "another mail has the same Message-ID, as mails of web forms do, but another sender, day or text; both came in: \
                 look whether they are one reply",
            ),
            Self::OtherColumns => Some(
                "it was imported before, with the columns as they were then; undo that import, then import it again",
            ),
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct ImportSummary {
    /// The journal entry; `None` if nothing was new.
    pub saved: Option<Saved>,
    /// The new items, in the order of the stream.
    pub items: Vec<ItemId>,
    /// Number of duplicates.
    pub duplicates: usize,
    /// The backup made before the first write; `None` if nothing was written.
    pub backup: Option<PathBuf>,
}

/// An import in progress.
pub(crate) struct ImportSession<'a> {
    next: &'a mut dyn FnMut() -> ImportInput,
    report: &'a mut dyn FnMut(&Source, ImportOutcome),
    /// In the order of the stream.
    new: Vec<SourceId>,
    imported_now: HashSet<SourceId>,
    duplicates: usize,
    /// Numbers of new sources and of duplicates at the start of the current file.
    file_start: (usize, usize),
}

impl<'a> ImportSession<'a> {
    /// `report` receives the outcome of each source.
    pub(crate) fn new(
        next: &'a mut dyn FnMut() -> ImportInput,
        report: &'a mut dyn FnMut(&Source, ImportOutcome),
    ) -> Self {
        Self { next, report, new: Vec::new(), imported_now: HashSet::new(), duplicates: 0, file_start: (0, 0) }
    }

    /// Skips known sources and returns the first new one; `None` if there is none. Writes nothing, so that no backup is
    /// made for an import without anything new.
    pub(crate) fn skip_known(
        &mut self,
        preview: &mut dyn FnMut(&Source) -> Result<ImportOutcome, ApplyError>,
    ) -> Result<Option<Box<Source>>, ApplyError> {
        loop {
            match (self.next)() {
                ImportInput::FileStarted => self.file_start = (0, self.duplicates),
                ImportInput::RolledBack => self.duplicates = self.file_start.1,
                ImportInput::End => return Ok(None),
                ImportInput::Stopped => return Err(ApplyError::Stopped),
                ImportInput::Source(source) => match preview(&source)? {
                    outcome if outcome.is_new() => return Ok(Some(source)),
                    known => self.count_duplicate(&source, known),
                },
            }
        }
    }

    pub(crate) fn finish_empty(self) -> ImportSummary {
        ImportSummary { duplicates: self.duplicates, ..ImportSummary::default() }
    }

    /// As [`import_sources`](Self::import_sources), but writes nothing.
    pub(crate) fn dry_run(mut self, connection: &Connection) -> Result<ImportSummary, Abort> {
        self.read_all(&mut DryRun::new(connection), None)?;
        Ok(self.finish_empty())
    }

    /// Imports `first` and the rest of the stream as one change. `from` ends the description in the journal.
    pub(crate) fn import_sources(
        mut self,
        transaction: &Transaction<'_>,
        first: Option<Box<Source>>,
        from: &str,
        kind: EntryKind,
        author: Author<'_>,
    ) -> Result<ImportSummary, Abort> {
        transaction.execute_batch("savepoint file")?;
        self.read_all(&mut Database { transaction, moment: author.moment }, first)?;
        transaction.execute_batch("release file")?;
        self.write(transaction, from, kind, author)
    }

    fn read_all(&mut self, target: &mut dyn ImportTarget, first: Option<Box<Source>>) -> Result<(), Abort> {
        if let Some(first) = first {
            self.import_source(target, &first)?;
        }
        loop {
            match (self.next)() {
                ImportInput::FileStarted => {
                    target.start_file()?;
                    self.file_start = (self.new.len(), self.duplicates);
                }
                ImportInput::Source(source) => self.import_source(target, &source)?,
                ImportInput::RolledBack => {
                    target.roll_back_file()?;
                    self.roll_back_file();
                }
                ImportInput::End => return Ok(()),
                ImportInput::Stopped => return Err(Abort::Stopped),
            }
        }
    }

    fn import_source(&mut self, target: &mut dyn ImportTarget, source: &Source) -> Result<(), Abort> {
        match find_or_store_source(target, source, &self.imported_now)? {
            Ok((id, outcome)) => {
                self.imported_now.insert(id);
                self.new.push(id);
                (self.report)(source, outcome);
            }
            // The same content twice in one file is a duplicate too, although its item does not exist yet.
            Err(known) => self.count_duplicate(source, known),
        }
        if self.new.len() + self.duplicates > MAX_REPLIES {
            return Err(Abort::Refused(Refusal::Invalid(format!(
                "more than {MAX_REPLIES} replies came in at once, which no force has councils for; divide the file"
            ))));
        }
        Ok(())
    }

    fn count_duplicate(&mut self, source: &Source, known: ImportOutcome) {
        self.duplicates += 1;
        (self.report)(source, known);
    }

    fn roll_back_file(&mut self) {
        let (new, duplicates) = self.file_start;
        self.new.drain(new..).for_each(|id| {
            self.imported_now.remove(&id);
        });
        self.duplicates = duplicates;
    }

    fn write(
        self,
        transaction: &Transaction<'_>,
        from: &str,
        kind: EntryKind,
        author: Author<'_>,
    ) -> Result<ImportSummary, Abort> {
        let Self { next, new, duplicates, .. } = self;
        if new.is_empty() {
            return Ok(ImportSummary { duplicates, ..ImportSummary::default() });
        }
        let words = format!("{} imported from {from}", pluralize(new.len(), "reply"));
        let acts = new.iter().map(|source| Act::AddToInbox(AddToInbox { source: *source })).collect();
        let change = Change::with_summary(acts, words);
        let mut is_stopped = || matches!(next(), ImportInput::Stopped);
        let saved = apply::apply_change_until_stopped(transaction, &change, kind, author, &mut is_stopped)?;
        let made = new.iter().map(|source| items::of_source(transaction, *source));
        let made = made.collect::<rusqlite::Result<Vec<_>>>()?;
        let items = made.iter().filter_map(|items| items.first()).map(|item| item.id).collect();
        if is_stopped() {
            return Err(Abort::Stopped);
        }
        Ok(ImportSummary { saved: Some(saved), items, duplicates, backup: None })
    }
}

/// The stored source to make an item for, or the outcome that prevents one. Reuses a source left over from an undone
/// import.
fn find_or_store_source(
    target: &mut dyn ImportTarget,
    source: &Source,
    made_now: &HashSet<SourceId>,
) -> rusqlite::Result<Result<(SourceId, ImportOutcome), ImportOutcome>> {
    let similar = target.find_similar(source)?;
    let outcome = classify(target, source, &similar, made_now)?;
    if !outcome.is_new() {
        return Ok(Err(outcome));
    }
    if let Some(same) = similar.iter().find(|similar| similar.likeness == Likeness::Content) {
        target.renew(same.id, source)?;
        return Ok(Ok((same.id, outcome)));
    }
    if similar.is_empty() {
        return target.keep(source).map(|id| Ok((id, outcome)));
    }
    // Another mail has the same Message-ID, which is stored once; perhaps one left over from an undone import.
    let mut without = source.clone();
    without.message_id = Untrusted::default();
    without.warnings.push(match outcome {
        ImportOutcome::SharedMessageId => {
            "another mail has the same Message-ID, but another sender, day or text; look whether they are one reply"
                .to_owned()
        }
        _ => "another mail had the same Message-ID; its import was undone".to_owned(),
    });
    without.digest = source.digest.with_message_id(source.message_id.raw());
    target.keep(&without).map(|id| Ok((id, outcome)))
}

/// Compares a source with the similar ones that are stored.
fn classify(
    target: &dyn ImportTarget,
    source: &Source,
    similar: &[SimilarSource],
    imported_now: &HashSet<SourceId>,
) -> rusqlite::Result<ImportOutcome> {
    let mut outcome = ImportOutcome::New;
    for known in similar {
        if !imported_now.contains(&known.id) && !target.has_item(known.id)? {
            continue;
        }
        match known.likeness {
            Likeness::Content => {
                let stored = if source.origin == Origin::Row { target.find(known.id)? } else { None };
                let other = stored.is_some_and(|stored| stored.fields != source.fields);
                return Ok(if other { ImportOutcome::OtherColumns } else { ImportOutcome::Duplicate });
            }
            Likeness::Words => outcome = ImportOutcome::Duplicate,
            Likeness::MessageId if outcome == ImportOutcome::New => outcome = ImportOutcome::SharedMessageId,
            Likeness::MessageId => {}
        }
    }
    Ok(outcome)
}

/// The outcome if the source were imported now.
pub(crate) fn preview_outcome(connection: &Connection, source: &Source) -> rusqlite::Result<ImportOutcome> {
    let target = DryRun::new(connection);
    classify(&target, source, &target.find_similar(source)?, &HashSet::new())
}

/// Includes items with an outcome.
pub(crate) fn item(connection: &Connection, id: ItemId) -> rusqlite::Result<Option<(Item, Source)>> {
    let found: Option<Item> = crate::entity::find(connection, id.0)?;
    found.map_or(Ok(None), |item| join_source(connection, item))
}

/// The items of a council that became records, with their sources, oldest first.
pub(crate) fn recorded_items(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<(Item, Source)>> {
    let recorded = items::recorded_of_council(connection, council)?;
    recorded.into_iter().filter_map(|item| join_source(connection, item).transpose()).collect()
}

fn join_source(connection: &Connection, item: Item) -> rusqlite::Result<Option<(Item, Source)>> {
    Ok(sources::find(connection, item.source)?.map(|source| (item, source)))
}
