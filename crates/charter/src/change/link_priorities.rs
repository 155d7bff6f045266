//! Links the priorities of an answer to their records: one priority keeps its record through all answers and rounds.

use std::collections::BTreeSet;

use crate::calendar::Received;
use crate::edit::{Edit, IdAllocator, RecordSet, Table};
use crate::english::normalize_key;
use crate::ids::{CouncilId, PriorityId};
use crate::priority::Priority;
use crate::returns::{Answer, ReturnState, SentPriority};

/// Links each agreed priority to a record: the one that it names, else an open one with the same words, else a new
/// one. The record takes over the words and the category that are agreed now.
pub(super) fn link_priorities(
    rows: &RecordSet,
    ids: &mut IdAllocator,
    council: CouncilId,
    received: Received,
    answer: &mut Answer,
) -> Vec<Edit> {
    let on = received.on;
    // A late record or correction of an older answer must not overwrite the words of a newer one.
    let said_later = |id: PriorityId| {
        let later = rows.returns().filter(|known| known.council == council && known.state != ReturnState::SetAside);
        let mut later = later.filter(|known| known.received.sort_key() > received.sort_key());
        later.any(|known| known.answer.priorities.iter().any(|sent| sent.priority == Some(id)))
    };
    let known = rows.priorities_of(council);
    let named = |sent: &SentPriority| sent.priority.filter(|id| known.iter().any(|priority| priority.id == *id));
    let mut linked: BTreeSet<PriorityId> = answer.agreed().into_iter().filter_map(named).collect();
    let mut edits = Vec::new();
    for sent in &mut answer.priorities {
        if sent.slot.is_none() {
            sent.priority = None;
            continue;
        }
        let same = named(sent).or_else(|| find_same_wording(&known, sent, &linked));
        let found = same.and_then(|id| known.iter().copied().find(|priority| priority.id == id));
        let id = found.map_or_else(|| PriorityId(ids.allocate(Table::Priorities)), |priority| priority.id);
        linked.insert(id);
        sent.priority = Some(id);
        sent.category = sent.category.take().or_else(|| found.and_then(|priority| priority.category.clone()));
        let newer = found.filter(|_| said_later(id));
        let after = Priority {
            id,
            version: found.map_or(1, |priority| priority.version),
            council,
            since: found.map_or(on, |priority| priority.since.min(on)),
            text: newer.map_or_else(|| sent.text().clone(), |newer| newer.text.clone()),
            category: newer.map_or_else(|| sent.category.clone(), |newer| newer.category.clone()),
            aims: found.map(|priority| priority.aims.clone()).unwrap_or_default(),
            closed: found.and_then(|priority| priority.closed.clone()),
        };
        match found {
            Some(before) if *before == after => {}
            Some(before) => edits.push(Edit::replace(before.clone(), after)),
            None => edits.push(Edit::create(after)),
        }
    }
    edits
}

/// A correction of a typing error is about the same priorities, so a priority with changed words keeps the record of
/// its position.
pub(super) fn link_by_position(known: &Answer, answer: &mut Answer) {
    // After an insertion or a removal, positions no longer identify priorities.
    if known.priorities.len() != answer.priorities.len() {
        return;
    }
    let named: BTreeSet<PriorityId> = answer.priorities.iter().filter_map(|sent| sent.priority).collect();
    for (sent, was) in answer.priorities.iter_mut().zip(&known.priorities) {
        sent.priority = sent.priority.or(was.priority.filter(|id| !named.contains(id)));
    }
}

fn find_same_wording(known: &[&Priority], sent: &SentPriority, linked: &BTreeSet<PriorityId>) -> Option<PriorityId> {
    let words = [normalize_key(sent.received.raw()), normalize_key(sent.text().raw())];
    let open = known.iter().filter(|priority| priority.closed.is_none() && !linked.contains(&priority.id));
    open.filter(|priority| words.contains(&normalize_key(priority.text.raw()))).map(|priority| priority.id).next_back()
}
