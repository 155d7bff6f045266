//! Imports the answers of an earlier round as a baseline: the round, the returns, what was agreed and what came of it.

use chrono::NaiveDate;

use super::moment::{Moment, check_past};
use super::priority::ClosePriority;
use super::record_return::{RecordReturn, Supersedes};
use super::round::OpenRound;
use crate::calendar::Received;
use crate::decision::{AgreedSlot, Decision, DecisionFacts};
use crate::edit::{Edit, IdAllocator, Need, Record, RecordSet, Refusal, Table};
use crate::ids::{CouncilId, DecisionId, RoundId};
use crate::priority::Closing;
use crate::returns::{Answer, Return};
use crate::untrusted::Untrusted;

/// The round that a baseline is of.
#[derive(Clone, Debug, PartialEq)]
pub enum BaselineRound {
    Known(RoundId),
    /// Opened by the same change.
    New(OpenRound),
}

/// The answer of one council.
#[derive(Clone, Debug, PartialEq)]
pub struct BaselineAnswer {
    pub council: CouncilId,
    pub received_on: NaiveDate,
    /// When up to three priorities were agreed; not before `received_on`.
    pub agreed_on: NaiveDate,
    pub answer: Answer,
    /// What came of each priority, in their order: `None` for one that is open.
    pub results: Vec<Option<Closing>>,
}

/// One act, because its returns belong to a round that the same change may open.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportBaseline {
    pub round: BaselineRound,
    pub answers: Vec<BaselineAnswer>,
    /// Who imports, for the decisions.
    pub by: Untrusted,
}

/// The rows, with what was changed so far.
struct Draft<'a> {
    rows: RecordSet,
    edits: Vec<Edit>,
    ids: &'a mut IdAllocator,
    moment: Moment,
}

impl Draft<'_> {
    fn add(&mut self, edits: Vec<Edit>) {
        for edit in edits {
            self.rows.apply(&edit);
            self.edits.push(edit);
        }
    }
}

impl ImportBaseline {
    pub(super) fn needs(&self) -> Vec<Need> {
        let of_council = |answer: &BaselineAnswer| {
            let council = answer.council;
            [Need::PrioritiesOf(council), Need::EveryReturnOf(council), Need::DecisionsOf(council)]
        };
        [Need::AllCouncils, Need::AllRounds].into_iter().chain(self.answers.iter().flat_map(of_council)).collect()
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let mut draft = Draft { rows: rows.clone(), edits: Vec::new(), ids, moment };
        let round = match &self.round {
            BaselineRound::Known(round) => *round,
            BaselineRound::New(open) => {
                let opened = open.edits(&draft.rows, draft.ids)?;
                let id = opened.iter().find_map(|edit| match &edit.after {
                    Some(Record::Round(round)) => Some(round.id),
                    _ => None,
                });
                draft.add(opened);
                id.ok_or_else(|| Refusal::Gone { what: format!("round {}", open.quarter) })?
            }
        };
        for answer in &self.answers {
            self.record(answer, round, &mut draft)?;
        }
        Ok(draft.edits)
    }

    fn record(&self, answer: &BaselineAnswer, round: RoundId, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        check_past("the priorities were agreed", answer.agreed_on, draft.moment)?;
        let record = RecordReturn {
            council: answer.council,
            round,
            received: Received::day(answer.received_on),
            answer: answer.answer.clone(),
            supersedes: Supersedes::ByDate,
        };
        let edits = match record.edits(&draft.rows, draft.ids, draft.moment) {
            // Somebody recorded the same in the meantime.
            Err(Refusal::Unchanged(_)) => return Ok(()),
            edits => edits?,
        };
        let returned = edits.iter().find_map(|edit| match &edit.after {
            Some(Record::Return(returned)) if edit.before.is_none() => Some(returned.clone()),
            _ => None,
        });
        draft.add(edits);
        let Some(returned) = returned else { return Ok(()) };
        if returned.answer.agreed().is_empty() {
            return Ok(());
        }
        let decision = self.decision(&returned, answer.agreed_on, draft.ids);
        draft.add(vec![Edit::create(decision)]);
        self.close(answer, &returned, draft)
    }

    /// An earlier day knows the answer, and nothing as agreed.
    fn decision(&self, returned: &Return, on: NaiveDate, ids: &mut IdAllocator) -> Decision {
        let sent = returned.answer.priorities.iter();
        Decision {
            id: DecisionId(ids.allocate(Table::Decisions)),
            version: 1,
            council: returned.council,
            round: returned.round,
            returned: returned.id,
            facts: DecisionFacts { on, by: self.by.clone(), minute: Untrusted::default() },
            slots_before: Some(sent.map(|_| AgreedSlot { slot: None, priority: None }).collect()),
            state_before: None,
        }
    }

    fn close(&self, answer: &BaselineAnswer, returned: &Return, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        let sent = returned.answer.priorities.iter().filter_map(|sent| sent.priority);
        for (id, closing) in sent.zip(&answer.results) {
            let Some(closing) = closing else { continue };
            let known = draft.rows.priority(id)?;
            if known.closed.is_some() {
                continue;
            }
            let act = ClosePriority {
                council: answer.council,
                priority: id,
                version: known.version,
                closed: Some(closing.clone()),
            };
            let edits = act.edits(&draft.rows, draft.moment)?;
            draft.add(edits);
        }
        Ok(())
    }
}
