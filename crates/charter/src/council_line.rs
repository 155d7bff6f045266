//! One council as the lists show it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::agenda::DecisionTiming;
use super::contact::ContactGaps;
use super::council::Kind;
use super::engagement::Promise;
use super::ids::CouncilId;
use super::map::Place;
use super::response_group::{ResponseGroup, WaitingReply};
use super::returns::{Frequency, Method};
use super::round::Round;
use super::status::{CouncilStatus, Flag, Status};
use crate::search_key::SearchKey;
use crate::untrusted::Untrusted;
use chrono::NaiveDate;

/// A council and its status, with only the data of a list: some hundred bytes each.
#[derive(Clone, Debug)]
pub struct CouncilLine {
    pub id: CouncilId,
    /// Its position in the register.
    pub position: i64,
    /// The parish's name if `name_confirmed` is false.
    pub name: Untrusted,
    pub name_confirmed: bool,
    pub kind: Kind,
    /// Separated by spaces.
    pub parishes: Box<str>,
    /// Shared by all lines of the county.
    pub county: Arc<Untrusted>,
    pub district: Arc<Untrusted>,
    /// Blank until named.
    pub team: Arc<Untrusted>,
    /// The post that is its named contact; blank if there is none.
    pub named_contact: Arc<Untrusted>,
    pub status: CouncilStatus,
    pub decides: DecisionTiming,
    pub search_key: SearchKey,
    pub details: LineDetails,
}

/// What only wide lists and exports show. Empty on the first page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineDetails {
    /// The priorities of the current return, as agreed or as received, separated by `; `.
    pub priority_words: Untrusted,
    /// The role and the address that letters go to.
    pub contact: Untrusted,
    pub contact_gaps: ContactGaps,
    /// Where the council meets next; empty if that meeting is not on record.
    pub next_place: Untrusted,
    /// Separated by commas; empty if the only parish has the council's name.
    pub parish_names: Untrusted,
    /// The middle of its parishes; `None` if the register says of none where it is.
    pub place: Option<Place>,
}

/// The stable JSON of `list --json`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LineDocument<'a> {
    id: CouncilId,
    council: &'a str,
    /// Whether `council` is its own name, not its parish's.
    name_confirmed: bool,
    kind: Kind,
    /// Their ONS codes.
    parishes: Vec<&'a str>,
    county: &'a str,
    district: &'a str,
    team: &'a str,
    /// The post that is its named contact; empty if there is none.
    named_contact: &'a str,
    status: Status,
    flags: Vec<Flag>,
    /// The groups of all councils sum to their number.
    group: ResponseGroup,
    /// Of a council that missed the deadline: which group it is in.
    missed: Option<ResponseGroup>,
    /// The first of its replies that wait in the inbox.
    waiting: Option<WaitingReply>,
    heard_on: Option<NaiveDate>,
    /// Their number.
    priorities: u8,
    frequency: Option<&'a Frequency>,
    method: Option<&'a Method>,
    last_seen_on: Option<NaiveDate>,
    next_meeting_on: Option<NaiveDate>,
    promise: Promise,
    /// Whether the council can decide before the deadline, in words.
    decides: String,
    explanation: String,
}

impl CouncilLine {
    pub fn document(&self, round: &Round, as_at: NaiveDate) -> LineDocument<'_> {
        let status = &self.status;
        LineDocument {
            id: self.id,
            council: self.name.raw(),
            name_confirmed: self.name_confirmed,
            kind: self.kind,
            parishes: self.parishes.split(' ').filter(|code| !code.is_empty()).collect(),
            county: self.county.raw(),
            district: self.district.raw(),
            team: self.team.raw(),
            named_contact: self.named_contact.raw(),
            status: status.status,
            flags: status.flags.iter().collect(),
            group: status.group,
            missed: status.missed,
            waiting: status.waiting,
            heard_on: status.heard_on,
            priorities: status.priorities,
            frequency: status.frequency.as_ref(),
            method: status.method.as_ref(),
            last_seen_on: status.engagement.last_seen_on,
            next_meeting_on: status.engagement.next_meeting_on,
            promise: status.quarterly.promise,
            decides: self.decides.explain(as_at, round.deadline),
            explanation: status.explain(round, as_at),
        }
    }
}
