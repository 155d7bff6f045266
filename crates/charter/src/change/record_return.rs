//! Records, corrects and completes a return.

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
        if many(&answer) && answer.priorities.len() == known.answer.priorities.len() {
            // Only a decision agrees others. A correction may come from a view of a day before it.
            for (sent, was) in answer.priorities.iter_mut().zip(&known.answer.priorities) {
                sent.slot = was.slot;
            }
        }
        link_by_position(&known.answer, &mut answer);
        let linked = link_priorities(rows, ids, self.council, self.received, &mut answer);
        let after = Return { received: self.received, answer, ..known.clone() };
        if after == *known {
            return Err(Refusal::Unchanged("the return is already recorded like this".to_owned()));
        }
        Ok([Edit::replace(known.clone(), after)].into_iter().chain(linked).collect())
    }
}

fn many(answer: &Answer) -> bool {
    answer.priorities.len() > MAX_PRIORITIES
}

fn have_different_times(one: Received, other: Received) -> bool {
    matches!((one.at, other.at), (Some(a), Some(b)) if a != b)
}
