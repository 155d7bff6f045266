//! A return: recorded, corrected, completed, in conflict and settled.

use super::moment::{Moment, check_past};
use crate::calendar::Received;
use crate::change::link_priorities::{link_by_position, link_priorities};
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{CouncilId, ReturnId, RoundId};
use crate::returns::{Answer, MAX_PRIORITIES, Return, ReturnState};

/// How a return relates to those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Supersedes {
    /// By its date: a later day replaces what was said before; on the same day, where nobody can tell which came last,
    /// two that disagree are a conflict.
    #[default]
    ByDate,
    /// It disagrees, and nobody has said yet which holds: both are kept, flagged `conflict`.
    Disagrees,
    /// It disagrees, and a person who saw both says that this one holds.
    Holds,
    /// It disagrees, and a person who saw both says that an earlier one holds: it is kept, and out of account.
    SetAside,
    /// It corrects the record of an answer that was mistyped.
    Corrects {
        id: ReturnId,
        /// The version that it was read at.
        version: i64,
    },
}

/// Records what a council has confirmed.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordReturn {
    pub council: CouncilId,
    pub round: RoundId,
    /// When the council sent it.
    pub received: Received,
    pub answer: Answer,
    /// How it relates to the returns before it.
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
        // What is out of account brings no priorities.
        let set_aside = self.supersedes == Supersedes::SetAside;
        let carried =
            if set_aside { Vec::new() } else { link_priorities(rows, ids, self.council, self.received, &mut answer) };
        earlier.retain(|known| known.stands != ReturnState::SetAside);
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
            stands: match self.supersedes {
                Supersedes::Holds => ReturnState::Replaces,
                Supersedes::SetAside => ReturnState::SetAside,
                _ if disagrees => ReturnState::Disagrees,
                _ => ReturnState::Replaces,
            },
        };
        Ok([Edit::create(returned)].into_iter().chain(carried).chain(overruled).collect())
    }

    /// The returns that are set aside because this one is said to hold, though they were received after it.
    fn superseded_returns(&self, earlier: &[&Return]) -> Vec<Edit> {
        let later = earlier.iter().filter(|known| known.received.sort_key() > self.received.sort_key());
        let set_aside = later.filter(|_| self.supersedes == Supersedes::Holds).map(|known| {
            let after = Return { stands: ReturnState::SetAside, ..(*known).clone() };
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
        let carried = link_priorities(rows, ids, self.council, self.received, &mut answer);
        let after = Return { received: self.received, answer, ..known.clone() };
        if after == *known {
            return Err(Refusal::Unchanged("the return is already recorded like this".to_owned()));
        }
        Ok([Edit::replace(known.clone(), after)].into_iter().chain(carried).collect())
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
    /// The version that it was read at.
    pub version: i64,
    /// The places, from 0, of the priorities that are agreed, first to last.
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
        for (place, priority) in after.answer.priorities.iter_mut().enumerate() {
            let slot = self.chosen.iter().position(|chosen| *chosen == place);
            priority.slot = slot.and_then(|slot| u8::try_from(slot + 1).ok());
        }
        let carried = link_priorities(rows, ids, self.council, known.received, &mut after.answer);
        if after == *known {
            return Err(Refusal::Unchanged("these priorities are agreed already".to_owned()));
        }
        Ok([Edit::replace(known.clone(), after)].into_iter().chain(carried).collect())
    }
}

/// Takes one of two returns that disagree to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolveConflict {
    pub council: CouncilId,
    pub round: RoundId,
    pub holds: ReturnId,
}

impl ResolveConflict {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::ReturnsOf(self.council, self.round)]
    }

    /// Those of the conflict that were received after it are set aside and kept; it is in force.
    pub(super) fn edits(&self, rows: &RecordSet) -> Result<Vec<Edit>, Refusal> {
        let returns = rows.returns_of(self.council, self.round);
        let Some(place) = returns.iter().position(|returned| returned.id == self.holds) else {
            return Err(Refusal::Gone { what: format!("return {}", self.holds) });
        };
        let stand = |returned: &Return, stands: ReturnState| {
            let after = Return { stands, ..returned.clone() };
            (after != *returned).then(|| Edit::replace(returned.clone(), after))
        };
        let (holds, later) = (returns[place], &returns[place + 1..]);
        let mut edits: Vec<Edit> = stand(holds, ReturnState::Replaces).into_iter().collect();
        // An answer of a later day that nobody questions is no part of the conflict.
        let questioned = later
            .iter()
            .filter(|returned| returned.received.on == holds.received.on || returned.stands == ReturnState::Disagrees);
        edits.extend(questioned.filter_map(|returned| stand(returned, ReturnState::SetAside)));
        if edits.is_empty() {
            return Err(Refusal::Unchanged("this return is already the current one".to_owned()));
        }
        Ok(edits)
    }
}
