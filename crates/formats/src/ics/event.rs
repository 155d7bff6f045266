//! Events of a calendar file as plain data.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::event_time::EventTime;
use super::recurrence::Recurrence;
use charter::untrusted::Untrusted;

/// An event as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Identifies the event in every program. Ours end with `@charterdesk`; others are untrusted.
    pub uid: String,
    pub revision: Revision,
    pub(super) start: EventTime,
    /// Length in minutes, so that the start plus these is the civil time of its end in London, also when the clocks change.
    /// `None` if unknown. An all-day event of several days has 1440 for each; `None` means one day.
    pub minutes: Option<u32>,
    pub summary: Untrusted,
    /// Location; may be blank.
    pub place: Untrusted,
    /// Description; may be blank.
    pub note: Untrusted,
    /// `None` if it has no rule and no list of dates.
    pub(super) recurrence: Option<Recurrence>,
    /// What this event changes in the series with the same `uid`.
    pub(super) replaces: Option<Replaced>,
    pub cancelled: bool,
}

/// A start of a series that another event replaces (RECURRENCE-ID).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Replaced {
    pub start: EventTime,
    /// Whether all later starts change too (RANGE=THISANDFUTURE).
    pub and_following: bool,
}

/// Which of two versions of an event is newer: the greater one (RFC 5546, 2.1.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision {
    /// SEQUENCE.
    pub sequence: u32,
    /// DTSTAMP, in UTC.
    pub stamp: Option<NaiveDateTime>,
    /// LAST-MODIFIED, in UTC. Programs that write all stamps at the time of the export still have this one.
    pub modified: Option<NaiveDateTime>,
}

impl Event {
    /// Civil day in London of its first start.
    pub fn on(&self) -> NaiveDate {
        self.start.on()
    }

    /// Civil time in London of its first start; `None` for all day.
    pub fn at(&self) -> Option<NaiveTime> {
        self.start.at()
    }

    pub fn is_series(&self) -> bool {
        self.recurrence.as_ref().is_some_and(|found| !found.rules.is_empty() || !found.dates.is_empty())
    }

    /// The day of a series that it replaces, in London.
    pub fn replaced_day(&self) -> Option<NaiveDate> {
        self.replaces.as_ref().map(|replaced| replaced.start.on())
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedCalendar {
    /// In the order of the file.
    pub events: Vec<Event>,
    /// Line in the file (from 1) and reason of each event that was left out.
    pub unreadable: Vec<(usize, String)>,
}

/// Why a whole file is refused: a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct IcsError(pub String);
