//! The one door: a change becomes one transaction, the rows and the journal entry.

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
pub(crate) enum Stop {
    /// A rule or another change stands against it.
    Refused(Refusal),
    /// Nothing is left to take back.
    NothingToUndo,
    /// Nothing is left to make again.
    NothingToRedo,
    /// The person stopped it.
    Stopped,
    /// The file cannot be written into.
    Store(StoreError),
    /// The engine could not.
    Sql(rusqlite::Error),
    /// The engine failed while it committed, and whether it has cannot be read: this entry is there or it is not.
    Uncertain(Option<EntryStamp>, rusqlite::Error),
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Who makes a change, and when.
#[derive(Clone, Copy)]
pub(crate) struct Author<'a> {
    /// Who.
    pub by: &'a str,
    /// When.
    pub moment: Moment,
}

/// What was committed.
pub(crate) struct Committed<T> {
    /// What came of it.
    pub value: T,
    /// The newest entry of the journal after it.
    pub head: Option<EntryStamp>,
    /// What the engine said although the change is in the file: the disk may not have it yet.
    pub warning: Option<rusqlite::Error>,
}

/// Runs `work` in a transaction that holds the lock from its beginning; commits if it comes through.
///
/// An error at the commit does not say whether the change is in the file: the engine also fails after the journal is gone,
/// when the folder cannot be put on the disk. So the journal is looked at again.
pub(crate) fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Stop>,
) -> Result<Committed<T>, Stop> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = journal::head(&transaction)?;
    let value = work(&transaction)?;
    let head = journal::head(&transaction)?;
    let seen = head.map(|head| head.stamp());
    let Err(error) = transaction.commit() else { return Ok(Committed { value, head: seen, warning: None }) };
    if head == before {
        // Nothing that has an entry was to be written.
        return Err(Stop::Sql(error));
    }
    // Another process may have saved since: the entry is looked for, not the newest one.
    match seen.map_or(Ok(false), |seen| journal::contains(connection, seen)) {
        Ok(true) => Ok(Committed { value, head: seen, warning: Some(error) }),
        Ok(false) => Err(Stop::Sql(error)),
        Err(_) => Err(Stop::Uncertain(seen, error)),
    }
}

/// Makes a change: outside the undo stack if it is a load.
pub(crate) fn change(
    transaction: &Transaction<'_>,
    change: &Change,
    kind: EntryKind,
    hand: Author<'_>,
) -> Result<Saved, Stop> {
    change_until(transaction, change, kind, hand, &mut || false)
}

/// The same for a change of many acts, unless it is to be stopped, which is asked again and again.
pub(crate) fn change_until(
    transaction: &Transaction<'_>,
    change: &Change,
    kind: EntryKind,
    hand: Author<'_>,
    is_stopped: &mut dyn FnMut() -> bool,
) -> Result<Saved, Stop> {
    let mut go_on = || if is_stopped() { Err(Stop::Stopped) } else { Ok(()) };
    let mut rows = RecordSet::default();
    for need in change.acts.iter().flat_map(|act| act.needs()) {
        go_on()?;
        entities::read_need(transaction, need, &mut rows)?;
    }
    // Before the edits: a council that is given a new name is told by the one that people know.
    let words = change.summary(&rows);
    let mut ids = id_counters::read(transaction)?;
    let edits = change.edits(&mut rows, &mut ids, hand.moment)?;
    for edit in &edits {
        go_on()?;
        write(transaction, edit)?;
    }
    id_counters::write(transaction, &ids)?;
    let head = journal::head(transaction)?;
    let id = after(head);
    let (undo, redo) = (head.and_then(|head| head.undo_top), head.and_then(|head| head.redo_top));
    let (below, undo_top, redo_top) = if kind == EntryKind::Load { (None, undo, redo) } else { (undo, Some(id), None) };
    let by = hand.by;
    let entry = NewEntry { id, at: hand.moment.at, by, kind, words: &words, reverses: None, below, undo_top, redo_top };
    journal::append(transaction, &entry, &edits)?;
    Ok(saved(&entry, &edits))
}

/// The identity of the entry after the head.
pub(crate) fn after(head: Option<JournalHead>) -> i64 {
    head.map_or(1, |head| head.id + 1)
}

/// Writes every edit over the version that it was made on.
pub(crate) fn write_all(transaction: &Transaction<'_>, edits: &[Edit]) -> Result<(), Stop> {
    edits.iter().try_for_each(|edit| write(transaction, edit))
}

fn write(transaction: &Transaction<'_>, edit: &Edit) -> Result<(), Stop> {
    match entities::write_edit(transaction, edit)? {
        WriteOutcome::VersionMismatch => Err(stale(transaction, edit)?.into()),
        _ => Ok(()),
    }
}

fn stale(transaction: &Transaction<'_>, edit: &Edit) -> rusqlite::Result<Refusal> {
    let Some(key) = edit.key() else { return Ok(Refusal::Gone { what: "the record".to_owned() }) };
    Ok(match entities::find_any(transaction, key)? {
        Some(now) => Refusal::Stale { what: name(&now), now: Box::new(now) },
        None => Refusal::Gone { what: format!("{} {}", key.table, key.id) },
    })
}

fn name(record: &Record) -> String {
    match record {
        Record::Council(council) => council.name.sanitized().into_owned(),
        Record::Round(round) => format!("round {}", round.code),
        other => format!("the {}", other.key().table),
    }
}

/// What is said after the commit.
pub(crate) fn saved(entry: &NewEntry<'_>, edits: &[Edit]) -> Saved {
    let words = Untrusted::from(entry.words);
    Saved { entry: EntryId(entry.id), at: entry.at, kind: entry.kind, words, councils: councils(edits) }
}

/// The councils that edits are about, each once.
fn councils(edits: &[Edit]) -> Vec<CouncilId> {
    let mut seen: HashSet<CouncilId> = HashSet::new();
    edits.iter().filter_map(Edit::council).filter(|council| seen.insert(*council)).collect()
}

/// What is said of an entry that turned out to have been saved.
pub(crate) fn saved_entry(entry: Entry) -> Saved {
    let Entry { id, at, kind, words, edits, .. } = entry;
    Saved { entry: id, at, kind, words, councils: councils(&edits) }
}
