//! A council meeting, and how the team engaged with it.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, MeetingId};
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// How the team took part in one meeting (charter rule 13).
    Attendance {
        InPerson = "in-person", "attended in person";
        /// Somebody took part by video.
        Digital = "digital", "attended digitally";
        Written = "written", "written update sent instead";
        /// Nobody took part; the reason is recorded.
        NotAttended = "not-attended", "not attended";
    }
}

impl Attendance {
    /// Whether the council saw somebody from the team, in person or digitally.
    pub fn is_met(self) -> bool {
        matches!(self, Self::InPerson | Self::Digital)
    }
}

string_enum! {
    /// Why a meeting was not attended (charter rule 13).
    Reason {
        /// The team was needed elsewhere.
        OperationalPressure = "operational-pressure", "operational pressure";
        OffDuty = "off-duty", "off duty";
        Leave = "leave", "leave";
        /// The team heard of the meeting too late.
        ShortNotice = "short-notice", "short notice";
        CouncilCancelled = "council-cancelled", "council cancelled";
        /// Another reason; the note says which.
        Other = "other", "other";
    }
}

string_enum! {
    /// How the team means to take part in a meeting that is still to come.
    Intent {
        InPerson = "in-person", "in person";
        /// Somebody will take part by video.
        Digital = "digital", "digitally";
        /// A written update will be sent instead.
        Written = "written", "written update";
    }
}

impl Intent {
    /// The usual intent where none was said: whoever plans a meeting means to be there.
    pub fn usual(attendance: Option<Attendance>) -> Option<Self> {
        attendance.is_none().then_some(Self::InPerson)
    }
}

/// A meeting of a council.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: MeetingId,
    pub version: i64,
    pub council: CouncilId,
    #[serde(flatten)]
    pub facts: MeetingFacts,
}

/// What a person records of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MeetingFacts {
    pub on: NaiveDate,
    /// The time of day in London, if known.
    pub at: Option<NaiveTime>,
    pub place: Untrusted,
    /// How the team means to take part; empty for a meeting that nobody has planned to attend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Intent>,
    /// Whether the council has called it off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
    /// The day of the council's pattern that this meeting takes the place of, where that is another day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<NaiveDate>,
    /// The identity that another calendar gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// How the team took part; empty while it is to come.
    pub attendance: Option<Attendance>,
    /// Why it was not attended.
    pub reason: Option<Reason>,
    /// Who from the team: roles or collar numbers.
    pub officers: Vec<Untrusted>,
    pub note: Untrusted,
    /// The places (1 to 3) of the priorities that were covered.
    pub covered: Vec<u8>,
}

impl Meeting {
    /// Whether nothing is recorded of it but that it is to be.
    pub fn is_to_come(&self) -> bool {
        self.facts.attendance.is_none() && !self.facts.cancelled
    }

    /// Whether the team means to take part, as far as a meeting says that is not held yet.
    pub fn is_planned(&self) -> bool {
        self.facts.plan.is_some() && self.facts.attendance.is_none() && !self.facts.cancelled
    }
}

#[cfg(test)]
mod tests {
    use super::{Meeting, MeetingFacts};
    use crate::ids::{CouncilId, MeetingId};

    #[test]
    fn the_journal_keeps_a_meeting_flat() {
        let facts = MeetingFacts { on: "2023-10-12".parse().unwrap(), covered: vec![1], ..MeetingFacts::default() };
        let meeting = Meeting { id: MeetingId(2), version: 3, council: CouncilId(4), facts };
        let stored = serde_json::to_string(&meeting).unwrap();
        assert_eq!(
            stored,
            "{\"id\":2,\"version\":3,\"council\":4,\"on\":\"2023-10-12\",\"at\":null,\"place\":\"\",\"attendance\":null,\
             \"reason\":null,\"officers\":[],\"note\":\"\",\"covered\":[1]}"
        );
        assert_eq!(serde_json::from_str::<Meeting>(&stored).unwrap(), meeting);
    }
}
