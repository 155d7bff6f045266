//! The diary of some days: the meetings of councils, and the entries beside them.

use std::collections::HashMap;

use charter::agenda::Holidays;
use charter::calendar::add_days;
use charter::council_line::CouncilLine;
use charter::diary::DiaryLine;
use charter::diary_entry::{DiaryEntry, EntryRecords, PAPER_DAYS, diary_entries};
use charter::ids::CouncilId;
use charter::public_event::{EventKind, PublicEvent};
use chrono::NaiveDate;
use store::{Store, StoreError};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diary {
    /// By day and time, as the entries.
    pub meetings: Vec<DiaryLine>,
    pub entries: Vec<DiaryEntry>,
    /// The records of the entries, and other events.
    pub events: Vec<PublicEvent>,
}

/// The diary between two days, inclusive.
///
/// # Errors
///
/// The database cannot be read.
pub fn read(store: &Store, days: [NaiveDate; 2], as_at: NaiveDate) -> Result<Diary, StoreError> {
    let events = store.public_events()?;
    let entries = entries_of(store, &events, days, as_at)?;
    Ok(Diary { meetings: store.diary(days[0], days[1])?, entries, events })
}

/// The entries between two days, inclusive.
///
/// # Errors
///
/// The database cannot be read.
pub fn read_entries(store: &Store, days: [NaiveDate; 2], as_at: NaiveDate) -> Result<Vec<DiaryEntry>, StoreError> {
    entries_of(store, &store.public_events()?, days, as_at)
}

fn entries_of(
    store: &Store,
    events: &[PublicEvent],
    days: [NaiveDate; 2],
    as_at: NaiveDate,
) -> Result<Vec<DiaryEntry>, StoreError> {
    let requests = store.requests()?;
    // The figures of issued reports are long, and only a committee's paper is looked for among them. Papers go out at most some
    // weeks before the meeting.
    let meets = days[0]..=add_days(days[1], PAPER_DAYS);
    let is_near = |event: &PublicEvent| event.facts.kind == EventKind::Committee && meets.contains(&event.facts.on);
    let issued = if events.iter().any(is_near) { store.issued_reports()? } else { Vec::new() };
    let records = EntryRecords { events, requests: &requests, issued: &issued };
    Ok(diary_entries(records, days, as_at, &Holidays::england()))
}

/// The sanitized names of councils, for [`DiaryEntry::describe`].
pub fn council_names(lines: &[CouncilLine]) -> impl Fn(CouncilId) -> Option<String> + use<> {
    let names: HashMap<CouncilId, String> =
        lines.iter().map(|line| (line.id, line.name.sanitized().into_owned())).collect();
    move |id| names.get(&id).cloned()
}
