//! An entry of the file with its days and councils.

use std::collections::HashMap;

use charter::ids::CouncilId;
use charter::meeting::CalendarRevision;
use formats::ics::{Entry, Event, Occurrence};

/// All that the file says about one UID.
pub(super) struct Expanded<'e> {
    pub entry: &'e Entry,
    pub uid: &'e str,
    pub occurrences: Vec<Occurrence<'e>>,
    /// The council of each event, by its line.
    pub councils: HashMap<usize, CouncilId>,
    /// Whether days that are not among the occurrences are no meetings.
    pub is_complete: bool,
}

impl Expanded<'_> {
    pub(super) fn is_series(&self) -> bool {
        self.entry.master().is_some_and(Event::is_series)
    }

    /// The version that the record keeps: that of the whole series if the file has it, because the numbers of a change to one date
    /// and of its series are not comparable.
    pub(super) fn revision(&self, occurrence: &Occurrence<'_>) -> CalendarRevision {
        let revision = revision(self.entry.master().unwrap_or(occurrence.event));
        CalendarRevision { cancelled: occurrence.cancelled, ..revision }
    }

    /// The newer of the versions of the series and of the change to one date.
    pub(super) fn newest(&self, occurrence: &Occurrence<'_>) -> CalendarRevision {
        let (own, of_series) = (revision(occurrence.event), self.revision(occurrence));
        if own.is_newer_than(of_series) { own } else { of_series }
    }
}

pub(super) fn revision(event: &Event) -> CalendarRevision {
    let stamp = event.revision.stamp.map(|stamp| stamp.and_utc());
    CalendarRevision { sequence: event.revision.sequence, stamp, cancelled: event.cancelled }
}
