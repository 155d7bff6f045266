//! Decisions about returns: one row each.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::decision::{AgreedSlot, Decision, DecisionFacts, slots_on, state_on};
use charter::ids::{CouncilId, RoundId};
use charter::returns::ReturnState;

entity!(Decision in Decisions {
    council: "council_id",
    round: "round_id",
    returned: "return_id",
    slots_before: "slots_before",
    state_before: "state_before",
} in facts: DecisionFacts { on: "decided_on", by: "decided_by", minute: "minute" });

/// Newest first.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Decision>> {
    select(connection, "where council_id = ?1 order by decided_on desc, id desc", [council.0])
}

/// The decisions of a round after a day, by return: what they replaced held on that day.
pub(crate) struct LaterDecisions {
    of_return: HashMap<i64, Vec<Decision>>,
    day: NaiveDate,
}

impl LaterDecisions {
    pub(crate) fn read(connection: &Connection, round: RoundId, day: NaiveDate) -> rusqlite::Result<Self> {
        let later: Vec<Decision> =
            select(connection, "where round_id = ?1 and decided_on > ?2", (round.0, day.to_string()))?;
        let mut of_return: HashMap<i64, Vec<Decision>> = HashMap::new();
        for decision in later {
            of_return.entry(decision.returned.0).or_default().push(decision);
        }
        Ok(Self { of_return, day })
    }

    /// `None` if the newest slots of the return held on the day, too.
    pub(crate) fn slots(&self, returned: i64) -> Option<&[AgreedSlot]> {
        slots_on(self.of_return.get(&returned)?.iter(), self.day)
    }

    /// `None` if the newest state of the return held on the day, too.
    pub(crate) fn state(&self, returned: i64) -> Option<ReturnState> {
        state_on(self.of_return.get(&returned)?.iter(), self.day)
    }
}
