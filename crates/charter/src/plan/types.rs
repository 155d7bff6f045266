//! The input of a plan.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::ids::CouncilId;
use crate::returns::Method;
use crate::string_enum;

/// When a meeting is taken to begin whose time is not known.
pub(crate) const ASSUMED_START: NaiveTime = NaiveTime::from_hms_opt(19, 0, 0).expect("a time of day");

string_enum! {
    /// What the plan proposes for a council.
    Way {
        /// Somebody goes to the meeting.
        InPerson = "in-person", "in person";
        /// Somebody takes part by video.
        Digital = "digital", "digitally";
        /// An update is sent in writing instead.
        Written = "written", "written update";
        /// Nothing that keeps the promise can be done. Chosen by hand: to leave a meeting or the council out.
        CannotBeMet = "cannot-be-met", "cannot be met";
        /// There is no promise to keep: it is kept already, or the council wants no contact. Never chosen by hand.
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

/// A council that takes part, and what ranks it (charter rule 16). That a meeting is its last candidate is worked out from
/// the meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// Which council. A second obligation of one council is not looked at.
    pub council: CouncilId,
    /// How it asked to be met; empty if not stated.
    pub method: Option<Method>,
    /// The last day on which it was met in person or digitally; empty if never.
    pub last_seen_on: Option<NaiveDate>,
    /// Whether the promise of the quarter is still to be kept: owed, planned or missed (rule 14).
    pub owed: bool,
    /// Whether its priorities have changed since the last round.
    pub changed_priorities: bool,
    /// How many promises made to it are still open.
    pub promises_outstanding: usize,
}

/// A meeting that could be attended. Meetings before the as-at date are not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CandidateMeeting {
    pub council: CouncilId,
    pub on: NaiveDate,
    /// When it begins, in London; `ASSUMED_START` if not known.
    pub at: Option<NaiveTime>,
}

/// How long things take, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// A meeting, from its beginning.
    pub meeting_minutes: u32,
    /// The way there, and the way back; in person only.
    pub travel_minutes: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self { meeting_minutes: 120, travel_minutes: 30 }
    }
}

/// What the sergeant has fixed by hand. The rest is planned round it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FixedChoice {
    pub council: CouncilId,
    /// At which of its meetings. May be empty for a written update that goes with no meeting, and to leave the council
    /// out altogether.
    pub on: Option<NaiveDate>,
    /// What is to be done. [`Way::CannotBeMet`] leaves the meeting, or the council, out.
    pub way: Way,
}
