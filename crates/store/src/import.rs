//! What comes in, and the inbox as it is read.

use std::collections::HashSet;
use std::path::PathBuf;

use rusqlite::{Connection, Transaction};

use super::apply::{Author, Stop};
use super::error::ApplyError;
use super::import_target::{Database, DryRun, ImportTarget};
use super::sources::Alike;
use super::{apply, items, sources};
use charter::change::{Act, AddToInbox, Change};
use charter::edit::Refusal;
use charter::english::pluralize;
use charter::ids::{CouncilId, ItemId, SourceId};
use charter::incoming::{MAX_REPLIES, Origin, Source};
use charter::item::Item;
use charter::journal::{EntryKind, Saved};
use charter::untrusted::Untrusted;

/// The next of what comes in.
pub enum ImportInput {
    /// A file begins.
    FileStarted,
    /// A source.
    Source(Box<Source>),
    /// What came since the file began is not to be taken in.
    RolledBack,
    /// There is no more. While it is saved it is asked again, for whether somebody has stopped it.
    End,
    /// Somebody stopped it: nothing is to be taken in.
    Stopped,
}

/// What became of a source that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// It is new.
    New,
    /// The same was taken in before: nothing changes.
    Duplicate,
    /// A mail with the same Message-ID and other words was taken in before: nothing changes.
    OtherWords,
    /// A row of the same content was taken in before, and read by other columns: nothing changes.
    OtherColumns,
}

impl ImportOutcome {
    /// What tells it from what came in before, where something does: a sentence without its full stop.
    pub fn explanation(self) -> Option<&'static str> {
        match self {
            Self::New | Self::Duplicate => None,
            Self::OtherWords => Some("the same Message-ID came in before with other words"),
            Self::OtherColumns => Some(
                "it came in before, and was read by the columns as they were then; undo that import, then bring it in again",
            ),
        }
    }
}

/// What was taken in.
#[derive(Clone, Debug, Default)]
pub struct ImportSummary {
    /// The entry of the journal; none if nothing was new.
    pub saved: Option<Saved>,
    /// The new items, in the order in which they came.
    pub items: Vec<ItemId>,
    /// How many were there already.
    pub duplicates: usize,
    /// The backup that was made before anything was written; none if nothing was.
    pub backup: Option<PathBuf>,
}

/// An import while it runs.
pub(super) struct ImportSession<'a> {
    next: &'a mut dyn FnMut() -> ImportInput,
    told: &'a mut dyn FnMut(&Source, ImportOutcome),
    /// In the order in which they came; those of this import are looked up by the set.
    new: Vec<SourceId>,
    imported_now: HashSet<SourceId>,
    duplicates: usize,
    /// How many were new, and how many there already, when the file began that is being read.
    file_start: (usize, usize),
}

impl<'a> ImportSession<'a> {
    /// Imports everything that `next` gives; `told` hears of each.
    pub(super) fn new(
        next: &'a mut dyn FnMut() -> ImportInput,
        told: &'a mut dyn FnMut(&Source, ImportOutcome),
    ) -> Self {
        Self { next, told, new: Vec::new(), imported_now: HashSet::new(), duplicates: 0, file_start: (0, 0) }
    }

    /// Goes on to the first source that is new, and gives it; `None` if there is none. Nothing is written, so that nothing
    /// has to be backed up before it is known that something will be.
    pub(super) fn skip_known(
        &mut self,
        took: &mut dyn FnMut(&Source) -> Result<ImportOutcome, ApplyError>,
    ) -> Result<Option<Box<Source>>, ApplyError> {
        loop {
            match (self.next)() {
                ImportInput::FileStarted => self.file_start = (0, self.duplicates),
                ImportInput::RolledBack => self.duplicates = self.file_start.1,
                ImportInput::End => return Ok(None),
                ImportInput::Stopped => return Err(ApplyError::Stopped),
                ImportInput::Source(source) => match took(&source)? {
                    ImportOutcome::New => return Ok(Some(source)),
                    known => self.count_duplicate(&source, known),
                },
            }
        }
    }

    /// The summary where nothing is saved.
    pub(super) fn finish_empty(self) -> ImportSummary {
        ImportSummary { duplicates: self.duplicates, ..ImportSummary::default() }
    }

    /// Says what would be imported, and writes nothing.
    pub(super) fn dry_run(mut self, connection: &Connection) -> Result<ImportSummary, Stop> {
        self.read_all(&mut DryRun::new(connection), None)?;
        Ok(self.finish_empty())
    }

    /// Imports the `first` and all that comes after it, as one change, whose words end in `from`. A load is not undone.
    pub(super) fn import_sources(
        mut self,
        transaction: &Transaction<'_>,
        first: Option<Box<Source>>,
        from: &str,
        kind: EntryKind,
        hand: Author<'_>,
    ) -> Result<ImportSummary, Stop> {
        transaction.execute_batch("savepoint file")?;
        self.read_all(&mut Database { transaction, moment: hand.moment }, first)?;
        transaction.execute_batch("release file")?;
        self.write(transaction, from, kind, hand)
    }

    fn read_all(&mut self, target: &mut dyn ImportTarget, first: Option<Box<Source>>) -> Result<(), Stop> {
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
                ImportInput::Stopped => return Err(Stop::Stopped),
            }
        }
    }

    fn import_source(&mut self, target: &mut dyn ImportTarget, source: &Source) -> Result<(), Stop> {
        match find_or_keep_source(target, source, &self.imported_now)? {
            Ok(id) => {
                self.imported_now.insert(id);
                self.new.push(id);
                (self.told)(source, ImportOutcome::New);
            }
            // The same content twice in one file is a duplicate too, though its item is still to be made.
            Err(known) => self.count_duplicate(source, known),
        }
        if self.new.len() + self.duplicates > MAX_REPLIES {
            return Err(Stop::Refused(Refusal::Invalid(format!(
                "more than {MAX_REPLIES} replies came in at once, which no force has councils for; divide the file"
            ))));
        }
        Ok(())
    }

    fn count_duplicate(&mut self, source: &Source, known: ImportOutcome) {
        self.duplicates += 1;
        (self.told)(source, known);
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
        hand: Author<'_>,
    ) -> Result<ImportSummary, Stop> {
        let Self { next, new, duplicates, .. } = self;
        if new.is_empty() {
            return Ok(ImportSummary { duplicates, ..ImportSummary::default() });
        }
        let words = format!("{} taken into the inbox from {from}", pluralize(new.len(), "reply"));
        let acts = new.iter().map(|source| Act::TakeIn(AddToInbox { source: *source })).collect();
        let change = Change::with_summary(acts, words);
        let mut is_stopped = || matches!(next(), ImportInput::Stopped);
        let saved = apply::change_until(transaction, &change, kind, hand, &mut is_stopped)?;
        let made = new.iter().map(|source| items::of_source(transaction, *source));
        let made = made.collect::<rusqlite::Result<Vec<_>>>()?;
        let items = made.iter().filter_map(|items| items.first()).map(|item| item.id).collect();
        if is_stopped() {
            return Err(Stop::Stopped);
        }
        Ok(ImportSummary { saved: Some(saved), items, duplicates, backup: None })
    }
}

/// The kept source that an item is to be made for, or what stands in the way of one. What is left from an import that was
/// undone is taken up again.
fn find_or_keep_source(
    target: &mut dyn ImportTarget,
    source: &Source,
    made_now: &HashSet<SourceId>,
) -> rusqlite::Result<Result<SourceId, ImportOutcome>> {
    let alike = target.alike(source)?;
    let known = classify(target, source, &alike, made_now)?;
    if known != ImportOutcome::New {
        return Ok(Err(known));
    }
    if let Some(same) = alike.iter().find(|alike| alike.same_content) {
        target.renew(same.id, source)?;
        return Ok(Ok(same.id));
    }
    if alike.is_empty() {
        return target.keep(source).map(Ok);
    }
    // What an undone import left behind bears its Message-ID and says something else; a Message-ID is kept once.
    let mut without = source.clone();
    without.message_id = Untrusted::default();
    without.warnings.push("its Message-ID is left out: another mail bore it, whose import was undone".to_owned());
    without.digest = source.digest.with_message_id(source.message_id.raw());
    target.keep(&without).map(Ok)
}

/// What becomes of a source, by those alike that were kept.
fn classify(
    target: &dyn ImportTarget,
    source: &Source,
    alike: &[Alike],
    made_now: &HashSet<SourceId>,
) -> rusqlite::Result<ImportOutcome> {
    let mut outcome = ImportOutcome::New;
    for known in alike {
        if made_now.contains(&known.id) || target.has_item(known.id)? {
            if known.same_content {
                let kept = if source.origin == Origin::Row { target.find(known.id)? } else { None };
                let other = kept.is_some_and(|kept| kept.fields != source.fields);
                return Ok(if other { ImportOutcome::OtherColumns } else { ImportOutcome::Duplicate });
            }
            outcome = ImportOutcome::OtherWords;
        }
    }
    Ok(outcome)
}

/// What would become of a source if it came in now.
pub(super) fn preview_outcome(connection: &Connection, source: &Source) -> rusqlite::Result<ImportOutcome> {
    let target = DryRun::new(connection);
    classify(&target, source, &target.alike(source)?, &HashSet::new())
}

/// One item with what came in, whatever became of it.
pub(super) fn item(connection: &Connection, id: ItemId) -> rusqlite::Result<Option<(Item, Source)>> {
    let found: Option<Item> = crate::entity::find(connection, id.0)?;
    found.map_or(Ok(None), |item| join_source(connection, item))
}

/// The items of a council from which something was recorded, each with what came in, the oldest first.
pub(super) fn recorded_items(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<(Item, Source)>> {
    let recorded = items::recorded_of_council(connection, council)?;
    recorded.into_iter().filter_map(|item| join_source(connection, item).transpose()).collect()
}

fn join_source(connection: &Connection, item: Item) -> rusqlite::Result<Option<(Item, Source)>> {
    Ok(sources::find(connection, item.source)?.map(|source| (item, source)))
}
