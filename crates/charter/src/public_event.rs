//! What the team holds for the public beyond the meetings of councils: surgeries, street briefings (charter rule 30); and
//! the meetings of committees that get a paper.
//!
//! An event is no engagement with a council: it moves neither a promise nor a status. Only where the sergeant says so does
//! it keep the quarter's promise to the councils that it covers (rule 30).

use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, PublicEventId};
use crate::calendar::format_full;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    #[derive(Default)]
    EventKind {
        #[default]
        Surgery = "surgery", "surgery";
        StreetBriefing = "street-briefing", "street briefing";
        /// A meeting of a committee that gets a paper from the force: the Police and Crime Panel.
        Committee = "committee", "committee meeting";
        Other = "other", "other";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicEvent {
    pub id: PublicEventId,
    pub version: i64,
    /// The councils whose area it covers, by id; none if it covers no one council.
    pub councils: Vec<CouncilId>,
    #[serde(flatten)]
    pub facts: EventFacts,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventFacts {
    pub on: NaiveDate,
    pub at: Option<NaiveTime>,
    pub kind: EventKind,
    /// Where it is held; of a committee's meeting also which committee.
    pub place: Untrusted,
    /// How many people came; `None` until it is counted.
    pub attendance: Option<u32>,
    /// Whether it counts as contact with the councils that it covers.
    #[serde(default)]
    pub counts_as_contact: bool,
}

impl EventFacts {
    /// `surgery`, `committee meeting`; an event of another kind is an `event`.
    pub fn title(&self) -> &'static str {
        if self.kind == EventKind::Other { "event" } else { self.kind.label() }
    }

    /// Sanitized: `Fri 6 Oct 2023 18:30, surgery, Town hall; 14 came; counts as contact`.
    pub fn describe(&self) -> String {
        let at = self.at.map(|at| format!(" {}", at.format("%H:%M"))).unwrap_or_default();
        let came = self.attendance.map(|count| format!("; {count} came")).unwrap_or_default();
        let counts = if self.counts_as_contact { "; counts as contact" } else { "" };
        let (on, place) = (format_full(self.on), self.place.sanitized());
        format!("{on}{at}, {}, {place}{came}{counts}", self.title())
    }
}
