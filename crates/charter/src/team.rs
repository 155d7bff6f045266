//! A change of the team that polices a council's area. Teams change, and councils were not told.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, TeamChangeId};
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TeamChange {
    pub id: TeamChangeId,
    pub version: i64,
    pub council: CouncilId,
    /// The first day of the new team.
    pub on: NaiveDate,
    /// The team before.
    pub from: Untrusted,
    /// The team from that day on.
    pub to: Untrusted,
    /// The day that the council was told.
    pub told_on: Option<NaiveDate>,
}

impl TeamChange {
    /// Whether the council still has to be told.
    pub fn is_unannounced(&self, as_at: NaiveDate) -> bool {
        self.told_on.is_none_or(|on| on > as_at)
    }
}

/// The team of a council on a day: `now` is the newest one on record, `changes` are the council's changes in any order.
pub fn team_on<'a>(now: &'a Untrusted, changes: impl Iterator<Item = &'a TeamChange>, day: NaiveDate) -> &'a Untrusted {
    let next = changes.filter(|change| change.on > day).min_by_key(|change| (change.on, change.id));
    next.map_or(now, |change| &change.from)
}
