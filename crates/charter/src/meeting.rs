//! A council meeting, and how the team attended it.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, MeetingId};
use crate::string_enum;
use crate::untrusted::{Untrusted, sanitize};

string_enum! {
    /// How the team took part in one meeting (charter rule 13).
    Attendance {
        InPerson = "in-person", "attended in person";
        Digital = "digital", "attended digitally";
        Written = "written", "written update sent instead";
        NotAttended = "not-attended", "not attended";
    }
}

impl Attendance {
    /// In person or digitally.
    pub fn is_met(self) -> bool {
        matches!(self, Self::InPerson | Self::Digital)
    }
}

string_enum! {
    /// Why a meeting was not attended (charter rule 13).
    Reason {
        OperationalPressure = "operational-pressure", "operational pressure";
        OffDuty = "off-duty", "off duty";
        Leave = "leave", "leave";
        ShortNotice = "short-notice", "short notice";
        CouncilCancelled = "council-cancelled", "council cancelled";
        Other = "other", "other";
    }
}

string_enum! {
    /// How the team plans to take part.
    Intent {
        InPerson = "in-person", "in person";
        Digital = "digital", "digitally";
        Written = "written", "written update";
    }
}

impl Intent {
    /// A planned meeting defaults to attendance in person.
    pub fn usual(attendance: Option<Attendance>) -> Option<Self> {
        attendance.is_none().then_some(Self::InPerson)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: MeetingId,
    pub version: i64,
    pub council: CouncilId,
    #[serde(flatten)]
    pub facts: MeetingFacts,
}

/// A version of a calendar's event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRevision {
    /// Its SEQUENCE.
    pub sequence: u32,
    /// Its DTSTAMP, if it has one.
    pub stamp: Option<DateTime<Utc>>,
    /// Whether it cancelled the meeting. A later version may reopen it; what a person cancelled stays cancelled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
}

impl CalendarRevision {
    /// By SEQUENCE, then by DTSTAMP if both have one (RFC 5546, 2.1.5).
    pub fn is_newer_than(self, other: Self) -> bool {
        let is_stamped_later = self.stamp.zip(other.stamp).is_some_and(|(own, other)| own > other);
        self.sequence > other.sequence || self.sequence == other.sequence && is_stamped_later
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MeetingFacts {
    pub on: NaiveDate,
    pub at: Option<NaiveTime>,
    pub place: Untrusted,
    /// `None` for a meeting that nobody plans to attend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Intent>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
    /// The day of the council's pattern that this meeting replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<NaiveDate>,
    /// The UID of another calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// The version of the other calendar's event that the meeting was last taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<CalendarRevision>,
    /// `None` until it is recorded.
    pub attendance: Option<Attendance>,
    pub reason: Option<Reason>,
    /// A reason of the user's own list; then `reason` is [`Reason::Other`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_reason: Option<String>,
    /// Hours of officers that an abstraction from neighbourhood duty took (charter rule 30): more than 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_lost: Option<f64>,
    /// Roles or collar numbers.
    pub officers: Vec<Untrusted>,
    pub note: Untrusted,
    /// The positions (1 to 3) of the covered priorities.
    pub covered: Vec<u8>,
}

impl MeetingFacts {
    /// `leave`, `football match, 12 hours`; `None` without a reason.
    pub fn describe_reason(&self) -> Option<String> {
        let reason = self.own_reason.as_deref().or(self.reason.map(Reason::label))?;
        let hours = self.hours_lost.map(|hours| format!(", {hours} hours")).unwrap_or_default();
        Some(format!("{}{hours}", sanitize(reason)))
    }
}

impl Meeting {
    /// Whether it has no result yet.
    pub fn is_to_come(&self) -> bool {
        self.facts.attendance.is_none() && !self.facts.cancelled
    }

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
