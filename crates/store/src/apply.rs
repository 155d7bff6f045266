//! The only way to write: a change becomes one transaction with its rows and its journal entry.

use std::collections::HashSet;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::entity::WriteOutcome;
use crate::error::StoreError;
use crate::journal;
use crate::journal::{EntryStamp, JournalHead, NewEntry};
use crate::{entities, id_counters};
use charter::change::{Change, Moment};
use charter::edit::{Edit, Record, RecordSet, Refusal};
use charter::ids::{CouncilId, EntryId};
use charter::journal::{Entry, EntryKind, Saved};
use charter::untrusted::Untrusted;

/// Why a transaction was not committed.
pub(crate) enum Abort {
    /// A rule of the charter, or a change made in the meantime, forbids it.
    Refused(Refusal),
    NothingToUndo,
    NothingToRedo,
    /// The user cancelled it.
    Stopped,
    /// The file cannot be written.
    Store(StoreError),
    /// SQLite reported an error before the commit.
    Sql(rusqlite::Error),
    /// SQLite failed during the commit, and the journal could not be read afterwards. The change is saved if this entry
    /// exists.
    Uncertain(Option<EntryStamp>, rusqlite::Error),
}

impl From<rusqlite::Error> for Abort {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Abort {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refusal> for Abort {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Author<'a> {
    pub by: &'a str,
    pub moment: Moment,
}

pub(crate) struct Committed<T> {
    pub value: T,
    /// The newest journal entry after the commit.
    pub head: Option<EntryStamp>,
    /// An error that SQLite reported although the change is in the file. The change may not survive a power cut.
    pub warning: Option<rusqlite::Error>,
}

/// Runs `work` in a transaction that takes the write lock first, and commits if `work` succeeds.
///
/// An error from the commit does not tell whether the change is in the file: SQLite also fails after it has deleted its
/// journal, if the folder cannot be synced. So this looks for the entry in the journal.
pub(crate) fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Abort>,
) -> Result<Committed<T>, Abort> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = journal::head(&transaction)?;
    let value = work(&transaction)?;
    let head = journal::head(&transaction)?;
    let seen = head.map(|head| head.stamp());
    let Err(error) = transaction.commit() else { return Ok(Committed { value, head: seen, warning: None }) };
    if head == before {
        // The transaction wrote no journal entry, so there is nothing to look for.
        return Err(Abort::Sql(error));
    }
    // Another process may have saved since, so look for this entry and not for the newest one.
    match seen.map_or(Ok(false), |seen| journal::contains(connection, seen)) {
        Ok(true) => Ok(Committed { value, head: seen, warning: Some(error) }),
        Ok(false) => Err(Abort::Sql(error)),
        Err(_) => Err(Abort::Uncertain(seen, error)),
    }
}

pub(crate) fn apply_change(
    transaction: &Transaction<'_>,
    change: &Change,
    kind: EntryKind,
    author: Author<'_>,
) -> Result<Saved, Abort> {
    apply_change_until_stopped(transaction, change, kind, author, &mut || false)
}

/// A change with many acts. Polls `is_stopped` before each read and write.
pub(crate) fn apply_change_until_stopped(
    transaction: &Transaction<'_>,
    change: &Change,
    kind: EntryKind,
    author: Author<'_>,
    is_stopped: &mut dyn FnMut() -> bool,
) -> Result<Saved, Abort> {
    let mut go_on = || if is_stopped() { Err(Abort::Stopped) } else { Ok(()) };
    let mut rows = RecordSet::default();
    let mut read = HashSet::new();
    for need in change.acts.iter().flat_map(|act| act.needs()) {
        go_on()?;
        if read.insert(need) {
            entities::read_need(transaction, need, &mut rows)?;
        }
    }
    // Describe the change before making the edits: a renamed council is described by its old name, which people know.
    let words = change.summary(&rows, author.moment.today());
    let mut ids = id_counters::read(transaction)?;
    let edits = change.edits(&mut rows, &mut ids, author.moment)?;
    for edit in &edits {
        go_on()?;
        write_edit(transaction, edit)?;
    }
    id_counters::write(transaction, &ids)?;
    let head = journal::head(transaction)?;
    let id = next_id(head);
    let (undo, redo) = (head.and_then(|head| head.undo_top), head.and_then(|head| head.redo_top));
    let (below, undo_top, redo_top) = if kind == EntryKind::Load { (None, undo, redo) } else { (undo, Some(id), None) };
    let by = author.by;
    let entry =
        NewEntry { id, at: author.moment.at, by, kind, words: &words, reverses: None, below, undo_top, redo_top };
    journal::insert_entry(transaction, &entry, &edits)?;
    Ok(saved(&entry, &edits))
}

pub(crate) fn next_id(head: Option<JournalHead>) -> i64 {
    head.map_or(1, |head| head.id + 1)
}

pub(crate) fn write_edits(transaction: &Transaction<'_>, edits: &[Edit]) -> Result<(), Abort> {
    edits.iter().try_for_each(|edit| write_edit(transaction, edit))
}

fn write_edit(transaction: &Transaction<'_>, edit: &Edit) -> Result<(), Abort> {
    match entities::write_edit(transaction, edit)? {
        WriteOutcome::VersionMismatch => Err(stale_refusal(transaction, edit)?.into()),
        _ => Ok(()),
    }
}

fn stale_refusal(transaction: &Transaction<'_>, edit: &Edit) -> rusqlite::Result<Refusal> {
    let Some(key) = edit.key() else { return Ok(Refusal::Gone { what: "the record".to_owned() }) };
    Ok(match entities::find_any(transaction, key)? {
        Some(now) => Refusal::Stale { what: record_label(&now), now: Box::new(now) },
        None => Refusal::Gone { what: format!("{} {}", key.table, key.id) },
    })
}

fn record_label(record: &Record) -> String {
    match record {
        Record::Council(council) => council.name.sanitized().into_owned(),
        Record::Round(round) => format!("round {}", round.code),
        other => format!("the {}", other.key().table),
    }
}

pub(crate) fn saved(entry: &NewEntry<'_>, edits: &[Edit]) -> Saved {
    let words = Untrusted::from(entry.words);
    Saved { entry: EntryId(entry.id), at: entry.at, kind: entry.kind, words, councils: councils(edits) }
}

fn councils(edits: &[Edit]) -> Vec<CouncilId> {
    let mut seen: HashSet<CouncilId> = HashSet::new();
    edits.iter().flat_map(Edit::councils).filter(|council| seen.insert(*council)).collect()
}

pub(crate) fn saved_entry(entry: Entry) -> Saved {
    let Entry { id, at, kind, words, edits, .. } = entry;
    Saved { entry: id, at, kind, words, councils: councils(&edits) }
}
