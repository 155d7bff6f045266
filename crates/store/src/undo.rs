//! Undo and redo. Both append a new change to the journal.

use rusqlite::Transaction;

use crate::apply::{Abort, Author, next_id, saved, write_edits};
use crate::entities;
use crate::journal;
use crate::journal::NewEntry;
use charter::edit::{Edit, RecordSet, Refusal};
use charter::journal::{EntryKind, Saved, reverse_edits};

/// Reverses the change on top of the undo stack.
pub(crate) fn undo_last(transaction: &Transaction<'_>, author: Author<'_>) -> Result<Saved, Abort> {
    let head = journal::head(transaction)?;
    let Some((head, top)) = head.and_then(|head| Some((head, head.undo_top?))) else {
        return Err(Abort::NothingToUndo);
    };
    let target = journal::reversal_target(transaction, top)?;
    let edits = write_reversal(transaction, &target.edits)?;
    let id = next_id(Some(head));
    let entry = NewEntry {
        id,
        at: author.moment.at,
        by: author.by,
        kind: EntryKind::Undo,
        words: &target.words,
        reverses: Some(top),
        below: head.redo_top,
        undo_top: target.below,
        redo_top: Some(id),
    };
    journal::insert_entry(transaction, &entry, &edits)?;
    Ok(saved(&entry, &edits))
}

/// Reverses the undo on top of the redo stack.
pub(crate) fn redo_last(transaction: &Transaction<'_>, author: Author<'_>) -> Result<Saved, Abort> {
    let head = journal::head(transaction)?;
    let Some((head, top)) = head.and_then(|head| Some((head, head.redo_top?))) else {
        return Err(Abort::NothingToRedo);
    };
    let target = journal::reversal_target(transaction, top)?;
    let edits = write_reversal(transaction, &target.edits)?;
    let id = next_id(Some(head));
    let entry = NewEntry {
        id,
        at: author.moment.at,
        by: author.by,
        kind: EntryKind::Redo,
        words: &target.words,
        reverses: Some(top),
        below: head.undo_top,
        undo_top: Some(id),
        redo_top: target.below,
    };
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
