//! Undo and redo. Both append a new change to the journal.

use rusqlite::Transaction;

use crate::apply::{Author, Stop, after, saved, write_all};
use crate::entities;
use crate::journal;
use crate::journal::NewEntry;
use charter::edit::{Edit, RecordSet, Refusal};
use charter::journal::{EntryKind, Saved, reverse_edits};

/// Reverses the change on top of the undo stack.
pub(crate) fn undo_last(transaction: &Transaction<'_>, hand: Author<'_>) -> Result<Saved, Stop> {
    let head = journal::head(transaction)?;
    let Some((head, top)) = head.and_then(|head| Some((head, head.undo_top?))) else {
        return Err(Stop::NothingToUndo);
    };
    let target = journal::target(transaction, top)?;
    let edits = take_back(transaction, &target.edits)?;
    let id = after(Some(head));
    let entry = NewEntry {
        id,
        at: hand.moment.at,
        by: hand.by,
        kind: EntryKind::Undo,
        words: &target.words,
        reverses: Some(top),
        below: head.redo_top,
        undo_top: target.below,
        redo_top: Some(id),
    };
    journal::append(transaction, &entry, &edits)?;
    Ok(saved(&entry, &edits))
}

/// Reverses the undo on top of the redo stack.
pub(crate) fn redo_last(transaction: &Transaction<'_>, hand: Author<'_>) -> Result<Saved, Stop> {
    let head = journal::head(transaction)?;
    let Some((head, top)) = head.and_then(|head| Some((head, head.redo_top?))) else {
        return Err(Stop::NothingToRedo);
    };
    let target = journal::target(transaction, top)?;
    let edits = take_back(transaction, &target.edits)?;
    let id = after(Some(head));
    let entry = NewEntry {
        id,
        at: hand.moment.at,
        by: hand.by,
        kind: EntryKind::Redo,
        words: &target.words,
        reverses: Some(top),
        below: head.undo_top,
        undo_top: Some(id),
        redo_top: target.below,
    };
    journal::append(transaction, &entry, &edits)?;
    Ok(saved(&entry, &edits))
}

/// Builds and writes the edits that reverse `edits`, last edit first.
fn take_back(transaction: &Transaction<'_>, edits: &[Edit]) -> Result<Vec<Edit>, Stop> {
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
        for back in reverse_edits(std::slice::from_ref(edit), &rows).map_err(worded)? {
            rows.apply(&back);
            reversed.push(back);
        }
    }
    write_all(transaction, &reversed)?;
    Ok(reversed)
}

/// The user did not open a record for an undo, so the usual messages about stale records do not fit.
fn worded(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Stale { .. } | Refusal::Gone { .. } => Refusal::Invalid(
            "what this would take back was changed by something else since; correct the record by hand instead"
                .to_owned(),
        ),
        other => other,
    }
}
