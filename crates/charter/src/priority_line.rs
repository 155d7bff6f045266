//! One priority as the lists show it.

use chrono::NaiveDate;

use super::ids::{CouncilId, PriorityId};
use super::priority::{Closing, Concern, PriorityStatus};
use crate::untrusted::Untrusted;

/// A priority and how it stands, with just what a list needs.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityLine {
    pub id: PriorityId,
    /// The version that it was read at.
    pub version: i64,
    pub council: CouncilId,
    /// The text as it was last agreed.
    pub text: Untrusted,
    pub category: Option<String>,
    /// The day of the answer in which the council first asked for it.
    pub since: NaiveDate,
    /// How it ended.
    pub closed: Option<Closing>,
    pub standing: PriorityStatus,
}

impl PriorityLine {
    /// What calls for attention, the most urgent first.
    pub fn concerns(&self, as_at: NaiveDate) -> Vec<Concern> {
        self.standing.concerns(self.since, as_at)
    }
}
