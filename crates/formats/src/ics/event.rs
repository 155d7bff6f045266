//! Events of a calendar file as plain data.

use chrono::{NaiveDate, NaiveTime};

use charter::untrusted::Untrusted;

/// An event of the diary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Identifies the event in every program. Ours end with `@charterdesk`; others are untrusted.
    pub uid: String,
    /// Civil day in London of its start.
    pub on: NaiveDate,
    /// Civil time in London of its start; `None` for all day.
    pub at: Option<NaiveTime>,
    /// Length in minutes, so that `at` plus these is the civil time of its end, also when the clocks change. `None` if
    /// unknown. An all-day event of several days has 1440 for each; `None` means one day.
    pub minutes: Option<u32>,
    pub summary: Untrusted,
    /// Location; may be blank.
    pub place: Untrusted,
    /// Description; may be blank.
    pub note: Untrusted,
    /// The value of its RRULE (RFC 5545), without DTSTART.
    pub rule: Option<String>,
    /// Days of the rule on which it is not held (EXDATE).
    pub except: Vec<NaiveDate>,
    /// The day of the series with the same `uid` that this event replaces (RECURRENCE-ID).
    pub instead_of: Option<NaiveDate>,
    pub cancelled: bool,
    pub sequence: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
