//! Undo and redo. Both append a new change to the journal.

use rusqlite::Transaction;

use crate::apply::{Abort, Author, next_id, saved, write_edits};
use crate::entities;
use crate::journal::{self, JournalHead, NewEntry, ReversalTarget};
use charter::edit::{Edit, RecordSet, Refusal};
use charter::journal::{EntryKind, Saved, reverse_edits};

pub(crate) fn undo(transaction: &Transaction<'_>, author: Author<'_>) -> Result<Saved, Abort> {
    let head = journal::head(transaction)?;
    let top = head.and_then(|head| Some((head, head.undo_top?)));
    let (head, top) = top.ok_or(Abort::NothingToUndo)?;
    reverse(transaction, author, head, top, EntryKind::Undo)
}

pub(crate) fn redo(transaction: &Transaction<'_>, author: Author<'_>) -> Result<Saved, Abort> {
    let head = journal::head(transaction)?;
    let top = head.and_then(|head| Some((head, head.redo_top?)));
    let (head, top) = top.ok_or(Abort::NothingToRedo)?;
    reverse(transaction, author, head, top, EntryKind::Redo)
}

/// Moves the entry `top` from its stack to the other one, as a new entry.
fn reverse(
    transaction: &Transaction<'_>,
    author: Author<'_>,
    head: JournalHead,
    top: i64,
    kind: EntryKind,
) -> Result<Saved, Abort> {
    let ReversalTarget { words, below, edits } = journal::reversal_target(transaction, top)?;
    let edits = write_reversal(transaction, &edits)?;
    let id = next_id(Some(head));
    let (below, undo_top, redo_top) = match kind {
        EntryKind::Undo => (head.redo_top, below, Some(id)),
        _ => (head.undo_top, Some(id), below),
    };
    let (at, by, reverses) = (author.moment.at, author.by, Some(top));
    let entry = NewEntry { id, at, by, kind, words: &words, reverses, below, undo_top, redo_top };
    journal::insert_entry(transaction, &entry, &edits)?;
    Ok(saved(&entry, &edits))
}

/// Builds and writes the edits that reverse `edits`, last edit first.
fn write_reversal(transaction: &Transaction<'_>, edits: &[Edit]) -> Result<Vec<Edit>, Abort> {
    let mut rows = RecordSet::default();
    for key in edits.iter().filter_map(Edit::key) {
        if rows.get(key).is_none()
            && let Some(record) = entities::find_any(transaction, key)?
        {
            rows.insert(record);
        }
    }
    let mut reversed = Vec::with_capacity(edits.len());
    for edit in edits.iter().rev() {
        // One edit at a time: a change can edit a record twice, and the second edit must be reversed first.
        for back in reverse_edits(std::slice::from_ref(edit), &rows).map_err(undo_refusal)? {
            rows.apply(&back);
            reversed.push(back);
        }
    }
    write_edits(transaction, &reversed)?;
    Ok(reversed)
}

/// The user did not open a record for an undo, so the usual messages about stale records do not fit.
fn undo_refusal(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Stale { .. } | Refusal::Gone { .. } => Refusal::Invalid(
            "what this would take back was changed by something else since; correct the record by author instead"
                .to_owned(),
        ),
        other => other,
    }
}
