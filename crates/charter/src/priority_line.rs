//! One priority as the lists show it.

use chrono::NaiveDate;

use super::ids::{CouncilId, PriorityId};
use super::priority::{Closing, Concern, Outcome, PriorityStatus};
use crate::untrusted::Untrusted;

/// A priority and its status, with only the data of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityLine {
    pub id: PriorityId,
    pub version: i64,
    pub council: CouncilId,
    /// As last agreed.
    pub text: Untrusted,
    pub category: Option<String>,
    /// The aims of the charter that it serves.
    pub aims: Vec<String>,
    /// The day of the answer in which the council first asked for it.
    pub since: NaiveDate,
    pub closed: Option<Closing>,
    pub status: PriorityStatus,
}

impl PriorityLine {
    /// Its state; of a closed one with the class of its outcome: `closed: solved`.
    pub fn describe_state(&self) -> String {
        match self.outcome() {
            Some(outcome) => format!("{}: {outcome}", self.status.state),
            None => self.status.state.to_string(),
        }
    }

    pub fn outcome(&self) -> Option<Outcome> {
        self.closed.as_ref()?.outcome
    }

    /// The most urgent first.
    pub fn concerns(&self, as_at: NaiveDate) -> Vec<Concern> {
        self.status.concerns(self.since, as_at)
    }
}
