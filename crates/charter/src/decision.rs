//! What the sergeant decides about a return: which priorities are agreed, and which of two returns applies.
//!
//! A [`Return`] holds the newest state. What held on an earlier day is what the first decision after that day replaced. A
//! return that was decided before schema 13 has no record of it and shows in every as-at view as it is now.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, DecisionId, PriorityId, ReturnId, RoundId};
use super::returns::{Return, ReturnState};
use crate::calendar::format_full;
use crate::untrusted::Untrusted;

/// When a decision was made, by whom, and where the council's minutes say so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DecisionFacts {
    pub on: NaiveDate,
    pub by: Untrusted,
    /// The council's own reference to its minutes; blank if not given.
    pub minute: Untrusted,
}

impl DecisionFacts {
    /// `Tue 10 Oct 2023 by 2416, minute 23/45`.
    pub fn describe(&self) -> String {
        let minute =
            if self.minute.is_blank() { String::new() } else { format!(", minute {}", self.minute.sanitized()) };
        format!("{} by {}{minute}", format_full(self.on), self.by.sanitized())
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    pub id: DecisionId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    pub returned: ReturnId,
    #[serde(flatten)]
    pub facts: DecisionFacts,
    /// Of an agreement: what was agreed before of each priority that was sent.
    pub slots_before: Option<Vec<AgreedSlot>>,
    /// Of a settled conflict: how the return stood before.
    pub state_before: Option<ReturnState>,
}

/// Whether one priority of a return is agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgreedSlot {
    pub slot: Option<u8>,
    pub priority: Option<PriorityId>,
}

/// The slots of one return on a day, if an agreement after it replaced them; `decisions` are those of the return.
pub fn slots_on<'a>(decisions: impl Iterator<Item = &'a Decision>, day: NaiveDate) -> Option<&'a [AgreedSlot]> {
    let later = decisions.filter(|decision| decision.facts.on > day && decision.slots_before.is_some());
    later.min_by_key(|decision| (decision.facts.on, decision.id)).and_then(|decision| decision.slots_before.as_deref())
}

/// The state of one return on a day, if it was settled after it; `decisions` are those of the return.
pub fn state_on<'a>(decisions: impl Iterator<Item = &'a Decision>, day: NaiveDate) -> Option<ReturnState> {
    let later = decisions.filter(|decision| decision.facts.on > day && decision.state_before.is_some());
    later.min_by_key(|decision| (decision.facts.on, decision.id)).and_then(|decision| decision.state_before)
}

impl Return {
    pub(crate) fn agreed_slots(&self) -> Vec<AgreedSlot> {
        let slot = |sent: &super::returns::SentPriority| AgreedSlot { slot: sent.slot, priority: sent.priority };
        self.answer.priorities.iter().map(slot).collect()
    }

    /// The return as it was on a day. `decisions` are those of its council.
    #[must_use]
    pub fn as_at(mut self, decisions: &[Decision], day: NaiveDate) -> Self {
        let own = || decisions.iter().filter(|decision| decision.returned == self.id);
        let (slots, state) = (slots_on(own(), day), state_on(own(), day));
        self.state = state.unwrap_or(self.state);
        for (index, sent) in self.answer.priorities.iter_mut().enumerate() {
            if let Some(slots) = slots {
                let before = slots.get(index);
                sent.slot = before.and_then(|before| before.slot);
                sent.priority = before.and_then(|before| before.priority);
            }
        }
        self
    }
}
