//! What comes in, and the inbox as it is read.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Transaction};

use super::apply::{self, Hand, Stop};
use super::{items, sources};
use crate::domain::change::{Act, Change, TakeIn};
use crate::domain::edit::Refusal;
use crate::domain::ids::{CouncilId, ItemId, SourceId};
use crate::domain::inbox::Item;
use crate::domain::incoming::Source;
use crate::domain::journal::{EntryKind, Saved};
use crate::domain::words::count;

/// The next of what comes in.
pub enum Came {
    /// A source.
    Source(Box<Source>),
    /// There is no more.
    End,
    /// Somebody stopped it: nothing is to be taken in.
    Stopped,
}

/// What became of a source that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Took {
    /// It is new.
    New,
    /// The same was taken in before: nothing changes.
    Duplicate,
}

/// What was taken in.
#[derive(Clone, Debug, Default)]
pub struct TakenIn {
    /// The entry of the journal; none if nothing was new.
    pub saved: Option<Saved>,
    /// The new items, in the order in which they came.
    pub items: Vec<ItemId>,
    /// How many were there already.
    pub duplicates: usize,
}

/// The most that is taken in at once: a force has some hundred councils, so that a file with more holds no replies. What
/// is kept of each in memory is its identity.
pub(super) const MOST_AT_ONCE: usize = 100_000;

/// Takes in everything that `next` gives, as one change; `told` hears of each. A load is not undone.
pub(super) fn take_in(
    transaction: &Transaction<'_>,
    next: &mut dyn FnMut() -> Came,
    told: &mut dyn FnMut(&Source, Took),
    from: &str,
    kind: EntryKind,
    hand: Hand<'_>,
) -> Result<TakenIn, Stop> {
    // In the order in which they came; those of this import are looked up by the set.
    let mut new: Vec<SourceId> = Vec::new();
    let mut made_now: HashSet<SourceId> = HashSet::new();
    let mut duplicates = 0;
    loop {
        let source = match next() {
            Came::Source(source) => source,
            Came::End => break,
            Came::Stopped => return Err(Stop::Stopped),
        };
        match place_for(transaction, &source, hand)? {
            // The same content twice in one file is a duplicate too: its item is still to be made.
            Some(id) if made_now.insert(id) => {
                new.push(id);
                told(&source, Took::New);
            }
            _ => {
                duplicates += 1;
                told(&source, Took::Duplicate);
            }
        }
        if new.len() + duplicates > MOST_AT_ONCE {
            return Err(Stop::Refused(Refusal::Invalid(format!(
                "more than {MOST_AT_ONCE} replies came in at once, which no force has councils for; divide the file"
            ))));
        }
    }
    if new.is_empty() {
        return Ok(TakenIn { duplicates, ..TakenIn::default() });
    }
    let words = format!("{} taken into the inbox from {from}", count(new.len(), "reply"));
    let acts = new.iter().map(|source| Act::TakeIn(TakeIn { source: *source })).collect();
    let change = Change::in_words(acts, words);
    let saved = apply::change(transaction, &change, kind, hand)?;
    let made = new.iter().map(|source| items::of_source(transaction, *source));
    let made = made.collect::<rusqlite::Result<Vec<_>>>()?;
    let items = made.iter().filter_map(|items| items.first()).map(|item| item.id).collect();
    Ok(TakenIn { saved: Some(saved), items, duplicates })
}

/// The kept source that an item is to be made for; `None` if it has one. What is left from an import that was undone is
/// taken up again.
fn place_for(transaction: &Transaction<'_>, source: &Source, hand: Hand<'_>) -> rusqlite::Result<Option<SourceId>> {
    let digest = source.digest();
    match sources::same(transaction, source, &digest)? {
        Some(id) if !items::of_source(transaction, id)?.is_empty() => Ok(None),
        Some(id) => Ok(Some(id)),
        None => sources::keep(transaction, source, &digest, hand.moment).map(Some),
    }
}

/// Whether the same source has an item already.
pub(super) fn is_known(connection: &Connection, source: &Source) -> rusqlite::Result<bool> {
    Ok(match sources::same(connection, source, &source.digest())? {
        Some(id) => !items::of_source(connection, id)?.is_empty(),
        None => false,
    })
}

/// The items that wait, each with what came in, in the order in which they came.
pub(super) fn waiting(connection: &Connection) -> rusqlite::Result<Vec<(Item, Source)>> {
    with_sources(connection, items::waiting(connection)?)
}

/// One item with what came in, whatever became of it.
pub(super) fn item(connection: &Connection, id: ItemId) -> rusqlite::Result<Option<(Item, Source)>> {
    let found: Option<Item> = super::record::find(connection, id.0)?;
    Ok(with_sources(connection, found.into_iter().collect())?.pop())
}

/// The items of a council from which something was recorded, each with what came in, the oldest first.
pub(super) fn recorded_from(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<(Item, Source)>> {
    with_sources(connection, items::recorded(connection, council)?)
}

fn with_sources(connection: &Connection, items: Vec<Item>) -> rusqlite::Result<Vec<(Item, Source)>> {
    // Items that were split from one share its source.
    let mut known: HashMap<SourceId, Source> = HashMap::new();
    let mut read = Vec::with_capacity(items.len());
    for item in items {
        let source = match known.get(&item.source) {
            Some(source) => Some(source.clone()),
            None => sources::find(connection, item.source)?,
        };
        if let Some(source) = source {
            if item.split_from.is_some() {
                known.insert(item.source, source.clone());
            }
            read.push((item, source));
        }
    }
    Ok(read)
}
