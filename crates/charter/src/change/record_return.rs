//! Records, corrects and completes a return; settles a conflict.

use super::moment::{Moment, check_past};
use crate::calendar::Received;
use crate::change::link_priorities::{link_by_position, link_priorities};
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{CouncilId, ReturnId, RoundId};
use crate::returns::{Answer, MAX_PRIORITIES, Return, ReturnState};

/// How a return relates to the earlier ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Supersedes {
    /// A later day replaces an earlier answer. Two answers of one day that disagree are a conflict, because nobody
    /// can tell which came last.
    #[default]
    ByDate,
    /// Both answers are kept and flagged `conflict` until somebody decides.
    Disagrees,
    /// The user saw both answers and chose this one.
    Chosen,
    /// The user saw both answers and chose the earlier one: this one is kept, but does not count.
    SetAside,
    /// Corrects a typing error in a recorded answer.
    Corrects {
        id: ReturnId,
        /// The version that the user saw.
        version: i64,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct RecordReturn {
    pub council: CouncilId,
    pub round: RoundId,
    pub received: Received,
    pub answer: Answer,
    pub supersedes: Supersedes,
}

impl RecordReturn {
    pub(super) fn needs(&self) -> Vec<Need> {
        let mut needs = vec![
            Need::council(self.council),
            Need::round(self.round),
            Need::ReturnsOf(self.council, self.round),
            Need::PrioritiesOf(self.council),
            Need::EveryReturnOf(self.council),
        ];
        if let Supersedes::Corrects { id, .. } = self.supersedes {
            needs.push(Need::Record(Key { table: Table::Returns, id: id.0 }));
        }
        needs
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        rows.round(self.round)?;
        check_past("the return is dated", self.received.on, moment)?;
        if self.answer.is_empty() {
            return Err(Refusal::Invalid(
                "this return is empty: give the wish, a priority, a preference or a view; record a reply that is not \
                 yet a return as heard"
                    .to_owned(),
            ));
        }
        let many = |answer: &Answer| answer.priorities.len() > MAX_PRIORITIES;
        if let Supersedes::Corrects { id, version } = self.supersedes {
            let known = rows.returned(id)?;
            let answer = self.answer.clone().agree_all_if_few(many(&known.answer));
            return self.correct(known, version, answer, rows, ids);
        }
        let mut earlier = rows.returns_of(self.council, self.round);
        let chosen = earlier.last().is_some_and(|last| many(&last.answer));
        let mut answer = self.answer.clone().agree_all_if_few(chosen);
        if self.supersedes == Supersedes::SetAside && earlier.is_empty() {
            return Err(Refusal::Invalid("no earlier return is recorded that could be kept instead".to_owned()));
        }
        if earlier.iter().any(|known| known.received == self.received && known.answer.same_content(&answer)) {
            return Err(Refusal::Unchanged("this return is recorded already".to_owned()));
        }
        // Superseded returns create no priorities.
        let set_aside = self.supersedes == Supersedes::SetAside;
        let linked =
            if set_aside { Vec::new() } else { link_priorities(rows, ids, self.council, self.received, &mut answer) };
        earlier.retain(|known| known.state != ReturnState::SetAside);
        let overruled = self.superseded_returns(&earlier);
        let contradicted = earlier.iter().any(|known| {
            known.received.on == self.received.on
                && !have_different_times(self.received, known.received)
                && known.answer.conflicts_with(&answer)
        });
        let disagrees = contradicted || (self.supersedes == Supersedes::Disagrees && !earlier.is_empty());
        let returned = Return {
            id: ReturnId(ids.allocate(Table::Returns)),
            version: 1,
            council: self.council,
            round: self.round,
            received: self.received,
            recorded_at: moment.at,
            answer,
            state: match self.supersedes {
                Supersedes::Chosen => ReturnState::Replaces,
                Supersedes::SetAside => ReturnState::SetAside,
                _ if disagrees => ReturnState::Disagrees,
                _ => ReturnState::Replaces,
            },
        };
        Ok([Edit::create(returned)].into_iter().chain(linked).chain(overruled).collect())
    }

    /// Later returns to set aside, because the user chose this one.
    fn superseded_returns(&self, earlier: &[&Return]) -> Vec<Edit> {
        let later = earlier.iter().filter(|known| known.received.sort_key() > self.received.sort_key());
        let set_aside = later.filter(|_| self.supersedes == Supersedes::Chosen).map(|known| {
            let after = Return { state: ReturnState::SetAside, ..(*known).clone() };
            Edit::replace((*known).clone(), after)
        });
        set_aside.collect()
    }

    fn correct(
        &self,
        known: &Return,
        version: i64,
        mut answer: Answer,
        rows: &RecordSet,
        ids: &mut IdAllocator,
    ) -> Result<Vec<Edit>, Refusal> {
        check_version(known.clone(), version, "the return")?;
        link_by_position(&known.answer, &mut answer);
        let linked = link_priorities(rows, ids, self.council, self.received, &mut answer);
        let after = Return { received: self.received, answer, ..known.clone() };
        if after == *known {
            return Err(Refusal::Unchanged("the return is already recorded like this".to_owned()));
        }
        Ok([Edit::replace(known.clone(), after)].into_iter().chain(linked).collect())
    }
}

fn have_different_times(one: Received, other: Received) -> bool {
    matches!((one.at, other.at), (Some(a), Some(b)) if a != b)
}

/// Agrees at most three of the priorities that a council sent (charter rule 2). All of them are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreePriorities {
    pub council: CouncilId,
    pub returned: ReturnId,
    /// The version that the user saw.
    pub version: i64,
    /// Indices into the sent priorities, in the agreed order.
    pub chosen: Vec<usize>,
}

impl AgreePriorities {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![
            Need::council(self.council),
            Need::Record(Key { table: Table::Returns, id: self.returned.0 }),
            Need::PrioritiesOf(self.council),
            Need::EveryReturnOf(self.council),
        ]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        let known = rows.returned(self.returned)?;
        check_version(known.clone(), self.version, "the return")?;
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
        Ok([Edit::replace(known.clone(), after)].into_iter().chain(linked).collect())
    }
}

/// Settles a conflict in favour of one return.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolveConflict {
    pub council: CouncilId,
    pub round: RoundId,
    pub chosen_return: ReturnId,
}

impl ResolveConflict {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::ReturnsOf(self.council, self.round)]
    }

    /// Sets aside the conflicting returns that were received later. They are kept.
    pub(super) fn edits(&self, rows: &RecordSet) -> Result<Vec<Edit>, Refusal> {
        let returns = rows.returns_of(self.council, self.round);
        let Some(index) = returns.iter().position(|returned| returned.id == self.chosen_return) else {
            return Err(Refusal::Gone { what: format!("return {}", self.chosen_return) });
        };
        let with_state = |returned: &Return, state: ReturnState| {
            let after = Return { state, ..returned.clone() };
            (after != *returned).then(|| Edit::replace(returned.clone(), after))
        };
        let (chosen_return, later) = (returns[index], &returns[index + 1..]);
        let mut edits: Vec<Edit> = with_state(chosen_return, ReturnState::Replaces).into_iter().collect();
        // An undisputed answer of a later day is not part of the conflict.
        let questioned = later.iter().filter(|returned| {
            returned.received.on == chosen_return.received.on || returned.state == ReturnState::Disagrees
        });
        edits.extend(questioned.filter_map(|returned| with_state(returned, ReturnState::SetAside)));
        if edits.is_empty() {
            return Err(Refusal::Unchanged("this return is already the current one".to_owned()));
        }
        Ok(edits)
    }
}
