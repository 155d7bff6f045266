//! A change of the team that polices a council's area, and whether the council knows of it.

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
    pub on: NaiveDate,
    pub from: Untrusted,
    pub to: Untrusted,
    #[serde(rename = "told_on")]
    pub announced_on: Option<NaiveDate>,
}

impl TeamChange {
    pub fn is_unannounced(&self, as_at: NaiveDate) -> bool {
        self.announced_on.is_none_or(|on| on > as_at)
    }
}

/// `now` is the newest team on record; `changes` are the council's changes in any order.
pub fn team_on<'a>(now: &'a Untrusted, changes: impl Iterator<Item = &'a TeamChange>, day: NaiveDate) -> &'a Untrusted {
    let next = changes.filter(|change| change.on > day).min_by_key(|change| (change.on, change.id));
    next.map_or(now, |change| &change.from)
}
