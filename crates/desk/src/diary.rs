//! The diary of some days: the meetings of councils, and the entries beside them.

use std::collections::HashMap;

use charter::agenda::Holidays;
use charter::council_line::CouncilLine;
use charter::diary::DiaryLine;
use charter::diary_entry::{DiaryEntry, EntryRecords, diary_entries};
use charter::ids::CouncilId;
use charter::public_event::EventKind;
use chrono::NaiveDate;
use store::{Store, StoreError};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diary {
    /// By day and time, as the entries.
    pub meetings: Vec<DiaryLine>,
    pub entries: Vec<DiaryEntry>,
}

/// The diary between two days, inclusive.
///
/// # Errors
///
/// The database cannot be read.
pub fn read(store: &Store, days: [NaiveDate; 2], as_at: NaiveDate) -> Result<Diary, StoreError> {
    Ok(Diary { meetings: store.diary(days[0], days[1])?, entries: read_entries(store, days, as_at)? })
}

/// The entries between two days, inclusive.
///
/// # Errors
///
/// The database cannot be read.
pub fn read_entries(store: &Store, days: [NaiveDate; 2], as_at: NaiveDate) -> Result<Vec<DiaryEntry>, StoreError> {
    let (events, requests) = (store.public_events()?, store.requests()?);
    // The figures of issued reports are long, and only a committee's paper is looked for among them.
    let has_committee = events.iter().any(|event| event.facts.kind == EventKind::Committee);
    let issued = if has_committee { store.issued_reports()? } else { Vec::new() };
    let records = EntryRecords { events: &events, requests: &requests, issued: &issued };
    Ok(diary_entries(records, days, as_at, &Holidays::england()))
}

/// The sanitized names of councils, for [`DiaryEntry::describe`].
pub fn council_names(lines: &[CouncilLine]) -> impl Fn(CouncilId) -> Option<String> + use<> {
    let names: HashMap<CouncilId, String> =
        lines.iter().map(|line| (line.id, line.name.sanitized().into_owned())).collect();
    move |id| names.get(&id).cloned()
}
