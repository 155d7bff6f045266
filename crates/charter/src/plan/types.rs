//! The input of a plan.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::ids::CouncilId;
use crate::returns::Method;
use crate::string_enum;

/// The start of a meeting without a known time.
pub(crate) const ASSUMED_START: NaiveTime = NaiveTime::from_hms_opt(19, 0, 0).expect("a time of day");

string_enum! {
    Way {
        InPerson = "in-person", "in person";
        Digital = "digital", "digitally";
        Written = "written", "written update";
        /// Nothing that keeps the promise is possible. As a fixed choice: exclude a meeting or the council.
        CannotBeMet = "cannot-be-met", "cannot be met";
        /// The promise is kept already, or the council wants no contact. Not a valid fixed choice.
        NotNeeded = "not-needed", "not needed";
    }
}

#[cfg(test)]
impl Way {
    /// Whether the council sees somebody from the team.
    pub(crate) fn is_attended(self) -> bool {
        matches!(self, Self::InPerson | Self::Digital)
    }
}

/// A council that takes part, and what ranks it (charter rule 16).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// A second obligation of one council is ignored.
    pub council: CouncilId,
    pub method: Option<Method>,
    /// The last day on which it was met in person or digitally.
    pub last_seen_on: Option<NaiveDate>,
    /// Whether the promise of the quarter is still open: owed, planned or missed (rule 14).
    pub owed: bool,
    /// Since the last round.
    pub(crate) changed_priorities: bool,
    /// Open promises to the council.
    pub(crate) promises_outstanding: usize,
}

/// Meetings before the as-at date are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CandidateMeeting {
    pub council: CouncilId,
    pub on: NaiveDate,
    /// In London; `ASSUMED_START` if `None`.
    pub at: Option<NaiveTime>,
}

/// Durations in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    pub(crate) meeting_minutes: u32,
    /// Each way; in person only.
    pub(crate) travel_minutes: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self { meeting_minutes: 120, travel_minutes: 30 }
    }
}

/// A choice of the sergeant. The plan chooses the rest around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FixedChoice {
    pub council: CouncilId,
    /// The day of the meeting. `None` is possible for a written update without a meeting, and to exclude the council
    /// altogether.
    pub on: Option<NaiveDate>,
    /// [`Way::CannotBeMet`] excludes the meeting, or the council.
    pub way: Way,
}
