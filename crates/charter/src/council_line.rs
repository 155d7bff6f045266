//! One council as the lists show it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::agenda::DecisionTiming;
use super::council::Kind;
use super::engagement::Promise;
use super::ids::CouncilId;
use super::returns::{Frequency, Method};
use super::round::Round;
use super::status::{CouncilStatus, Flag, Missed, Status};
use crate::search_key::SearchKey;
use crate::untrusted::Untrusted;
use chrono::NaiveDate;

/// A council and how it stands, with just what a list needs: some hundreds of bytes each.
#[derive(Clone, Debug)]
pub struct CouncilLine {
    pub id: CouncilId,
    /// Its place in the register.
    pub position: i64,
    /// Its name, or its parish's.
    pub name: Untrusted,
    /// Whether the name is the council's own.
    pub name_confirmed: bool,
    pub kind: Kind,
    /// The codes of its parishes, with a space between.
    pub parishes: Box<str>,
    /// The county, shared by the lines of the county.
    pub county: Arc<Untrusted>,
    /// The district, shared.
    pub district: Arc<Untrusted>,
    /// The team, shared; blank until named.
    pub team: Arc<Untrusted>,
    pub status: CouncilStatus,
    /// Whether it can decide before the deadline.
    pub decides: DecisionTiming,
    /// What find-as-you-type looks in.
    pub search_key: SearchKey,
}

/// A line as the stable document of `list --json`.
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
    status: Status,
    flags: Vec<Flag>,
    /// Of a council that missed the deadline: which group it is in.
    missed: Option<Missed>,
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
    /// The document of this line, with its explanation in words.
    pub fn document(&self, round: &Round, as_at: NaiveDate) -> LineDocument<'_> {
        let standing = &self.status;
        LineDocument {
            id: self.id,
            council: self.name.raw(),
            name_confirmed: self.name_confirmed,
            kind: self.kind,
            parishes: self.parishes.split(' ').filter(|code| !code.is_empty()).collect(),
            county: self.county.raw(),
            district: self.district.raw(),
            team: self.team.raw(),
            status: standing.status,
            flags: standing.flags.iter().collect(),
            missed: standing.missed,
            heard_on: standing.heard_on,
            priorities: standing.priorities,
            frequency: standing.frequency.as_ref(),
            method: standing.method.as_ref(),
            last_seen_on: standing.engagement.last_seen_on,
            next_meeting_on: standing.engagement.next_meeting_on,
            promise: standing.quarterly.promise,
            decides: self.decides.explain(as_at, round.deadline),
            explanation: standing.explain(round, as_at),
        }
    }
}
