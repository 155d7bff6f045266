//! What the team holds for the public beyond the meetings of councils: surgeries, street briefings (charter rule 30); and
//! the meetings of committees that get a paper.
//!
//! An event is no engagement with a council: it moves neither a promise nor a status.

use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, PublicEventId};
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
}

impl EventFacts {
    /// `surgery`, `committee meeting`; an event of another kind is an `event`.
    pub(crate) fn title(&self) -> &'static str {
        if self.kind == EventKind::Other { "event" } else { self.kind.label() }
    }
}
