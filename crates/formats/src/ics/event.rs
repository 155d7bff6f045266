//! What a calendar file holds, as plain data.

use chrono::{NaiveDate, NaiveTime};

use charter::untrusted::Untrusted;

/// One event as the diary gives it or takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What it is known by, in every program that has it. Ours end in `@charterdesk`. Text from outside where the event is.
    pub uid: String,
    /// The civil day in London on which it begins.
    pub on: NaiveDate,
    /// The civil time in London at which it begins; `None` for all day.
    pub at: Option<NaiveTime>,
    /// How long it lasts, so that `at` and these give the civil time of its end, also in a night that changes the clocks.
    /// `None` if not said; for all day `None` is the one day, and more days are so many times 1440.
    pub minutes: Option<u32>,
    pub summary: Untrusted,
    /// Where it is; may be blank.
    pub place: Untrusted,
    /// More about it; may be blank.
    pub note: Untrusted,
    /// How it repeats: the value of an RRULE of RFC 5545, without DTSTART.
    pub rule: Option<String>,
    /// Days that the rule gives and that are not held (EXDATE).
    pub except: Vec<NaiveDate>,
    /// The day of the series with the same `uid` that this one stands instead of (RECURRENCE-ID).
    pub instead_of: Option<NaiveDate>,
    pub cancelled: bool,
    pub sequence: u32,
}

/// What a calendar file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedCalendar {
    /// The events, in the order of the file.
    pub events: Vec<Event>,
    /// What could not be taken, with its line in the file, from 1, and the reason in words.
    pub unreadable: Vec<(usize, String)>,
}

/// Why a file as a whole is not read: a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct IcsError(pub String);
