//! A council meeting, and how the team engaged with it.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::foreign::Foreign;
use super::ids::{CouncilId, MeetingId};
use crate::terms;

terms! {
    /// How the team took part in one meeting (charter rule 13).
    Attendance {
        /// Somebody was there.
        InPerson = "in-person", "attended in person";
        /// Somebody took part by video.
        Digital = "digital", "attended digitally";
        /// A written update was sent instead.
        Written = "written", "written update sent instead";
        /// Nobody took part; the reason is recorded.
        NotAttended = "not-attended", "not attended";
    }
}

impl Attendance {
    /// Whether the council saw somebody from the team, in person or digitally.
    pub fn was_seen(self) -> bool {
        matches!(self, Self::InPerson | Self::Digital)
    }
}

terms! {
    /// Why a meeting was not attended (charter rule 13).
    Reason {
        /// The team was needed elsewhere.
        OperationalPressure = "operational-pressure", "operational pressure";
        /// Nobody was on duty.
        OffDuty = "off-duty", "off duty";
        /// Leave.
        Leave = "leave", "leave";
        /// The team heard of the meeting too late.
        ShortNotice = "short-notice", "short notice";
        /// The council cancelled it.
        CouncilCancelled = "council-cancelled", "council cancelled";
        /// Another reason; the note says which.
        Other = "other", "other";
    }
}

/// A meeting of a council.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its identity.
    pub id: MeetingId,
    /// Counts the changes to this record.
    pub version: i64,
    /// Of which council.
    pub council: CouncilId,
    /// The day.
    pub on: NaiveDate,
    /// The time of day in London, if known.
    pub at: Option<NaiveTime>,
    /// Where.
    pub place: Foreign,
    /// How the team took part; empty while it is planned.
    pub attendance: Option<Attendance>,
    /// Why it was not attended.
    pub reason: Option<Reason>,
    /// Who from the team: roles or collar numbers.
    pub officers: Vec<Foreign>,
    /// What was said.
    pub note: Foreign,
    /// The places (1 to 3) of the priorities that were covered.
    pub covered: Vec<u8>,
}
