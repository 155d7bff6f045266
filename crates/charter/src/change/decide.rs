//! What the sergeant decides about a return: agrees priorities, settles a conflict.

use super::moment::{Moment, check_past};
use crate::calendar::format_full;
use crate::change::link_priorities::link_priorities;
use crate::decision::{Decision, DecisionFacts};
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{CouncilId, DecisionId, ReturnId, RoundId};
use crate::returns::{MAX_PRIORITIES, Return, ReturnState};

/// Agrees at most three of the priorities that a council sent (charter rule 2). All of them are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreePriorities {
    pub council: CouncilId,
    pub returned: ReturnId,
    /// The version that the user saw.
    pub version: i64,
    /// Indices into the sent priorities, in the agreed order.
    pub chosen: Vec<usize>,
    pub facts: DecisionFacts,
}

impl AgreePriorities {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![
            Need::council(self.council),
            Need::Record(Key { table: Table::Returns, id: self.returned.0 }),
            Need::PrioritiesOf(self.council),
            Need::EveryReturnOf(self.council),
            Need::DecisionsOf(self.council),
        ]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let known = rows.returned(self.returned)?;
        check_version(known.clone(), self.version, "the return")?;
        check_facts(&self.facts, "the priorities were agreed", known, rows, moment)?;
        if self.chosen.is_empty() || self.chosen.len() > MAX_PRIORITIES {
            return Err(Refusal::Invalid("agree one, two or three priorities".to_owned()));
        }
        let mut after = known.clone();
        for (index, priority) in after.answer.priorities.iter_mut().enumerate() {
            let slot = self.chosen.iter().position(|chosen| *chosen == index);
            priority.slot = slot.and_then(|slot| u8::try_from(slot + 1).ok());
        }
        let linked = link_priorities(rows, ids, self.council, known.received, &mut after.answer);
        if after == *known {
            return Err(Refusal::Unchanged("these priorities are agreed already".to_owned()));
        }
        let decision = Decision {
            slots_before: Some(known.agreed_slots()),
            state_before: None,
            ..decision(known, &self.facts, ids)
        };
        let edits = [Edit::replace(known.clone(), after)].into_iter().chain(linked);
        Ok(edits.chain([Edit::create(decision)]).collect())
    }
}

/// Settles a conflict in favour of one return.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolveConflict {
    pub council: CouncilId,
    pub round: RoundId,
    pub chosen_return: ReturnId,
    pub facts: DecisionFacts,
}

impl ResolveConflict {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::ReturnsOf(self.council, self.round), Need::DecisionsOf(self.council)]
    }

    /// Sets aside the conflicting returns that were received later. They are kept.
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let returns = rows.returns_of(self.council, self.round);
        let Some(index) = returns.iter().position(|returned| returned.id == self.chosen_return) else {
            return Err(Refusal::Gone { what: format!("return {}", self.chosen_return) });
        };
        let (chosen_return, later) = (returns[index], &returns[index + 1..]);
        // An undisputed answer of a later day is not part of the conflict.
        let questioned = later.iter().filter(|returned| {
            returned.received.on == chosen_return.received.on || returned.state == ReturnState::Disagrees
        });
        let wanted = std::iter::once((chosen_return, ReturnState::Replaces))
            .chain(questioned.map(|returned| (*returned, ReturnState::SetAside)));
        let mut edits = Vec::new();
        for (returned, state) in wanted.filter(|(returned, state)| returned.state != *state) {
            check_facts(&self.facts, "the conflict was settled", returned, rows, moment)?;
            edits.push(Edit::replace(returned.clone(), Return { state, ..returned.clone() }));
            edits.push(Edit::create(Decision {
                slots_before: None,
                state_before: Some(returned.state),
                ..decision(returned, &self.facts, ids)
            }));
        }
        if edits.is_empty() {
            return Err(Refusal::Unchanged("this return is already the current one".to_owned()));
        }
        Ok(edits)
    }
}

/// A decision without what held before.
fn decision(returned: &Return, facts: &DecisionFacts, ids: &mut IdAllocator) -> Decision {
    Decision {
        id: DecisionId(ids.allocate(Table::Decisions)),
        version: 1,
        council: returned.council,
        round: returned.round,
        returned: returned.id,
        facts: facts.clone(),
        slots_before: None,
        state_before: None,
    }
}

/// A decision is not made before the return came, nor before a decision that is on record.
fn check_facts(
    facts: &DecisionFacts,
    what: &str,
    returned: &Return,
    rows: &RecordSet,
    moment: Moment,
) -> Result<(), Refusal> {
    check_past(what, facts.on, moment)?;
    if facts.by.is_blank() {
        return Err(Refusal::Invalid("say who decided".to_owned()));
    }
    let on = format_full(facts.on);
    if facts.on < returned.received.on {
        let received = format_full(returned.received.on);
        return Err(Refusal::Invalid(format!("{what} {on}, before the return came, {received}; check the date")));
    }
    let last = rows.decisions().filter(|known| known.returned == returned.id).map(|known| known.facts.on).max();
    match last.filter(|last| *last > facts.on) {
        Some(last) => Err(Refusal::Invalid(format!(
            "a decision of {} about this return is recorded already; give that day or a later one, or undo that one first",
            format_full(last)
        ))),
        None => Ok(()),
    }
}
