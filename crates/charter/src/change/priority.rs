//! Actions, progress, reviews and the result of a priority (charter rule 10).

use chrono::NaiveDate;

use super::moment::{Moment, check_past, check_year};
use super::name_list::resolve_aims;
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{ActionId, CouncilId, PriorityId, ProgressId, ReviewId, RoundId};
use crate::priority::{Action, ActionFacts, Closing, Priority, Progress, Review};
use crate::untrusted::Untrusted;

/// Records an action, or corrects one, for example to mark it as done.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordAction {
    pub council: CouncilId,
    pub priority: PriorityId,
    /// The action to correct, and the version that the user saw.
    pub correct: Option<(ActionId, i64)>,
    pub facts: ActionFacts,
}

impl RecordAction {
    pub(super) fn needs(&self) -> Vec<Need> {
        let mut needs = vec![Need::council(self.council), Need::priority(self.priority)];
        needs.extend(self.correct.map(|(id, _)| Need::Record(Key { table: Table::Actions, id: id.0 })));
        needs.extend((!self.facts.aims.is_empty()).then_some(Need::AllAims));
        needs
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        priority_of(rows, self.council, self.priority)?;
        self.check(moment)?;
        let Some((id, version)) = self.correct else {
            let aims = resolve_aims(&self.facts.aims, &[], rows)?;
            return Ok(vec![Edit::create(self.action(ActionId(ids.allocate(Table::Actions)), 1, aims))]);
        };
        let known = rows.action(id)?;
        if (known.council, known.priority) != (self.council, self.priority) {
            return Err(Refusal::Gone { what: format!("action {id} of this priority") });
        }
        check_version(known.clone(), version, "the action")?;
        let after = self.action(id, version, resolve_aims(&self.facts.aims, &known.facts.aims, rows)?);
        if after == *known {
            return Err(Refusal::Unchanged("the action is already recorded like this".to_owned()));
        }
        Ok(vec![Edit::replace(known.clone(), after)])
    }

    pub(super) fn check(&self, moment: Moment) -> Result<(), Refusal> {
        let facts = &self.facts;
        check_past("the action is promised", facts.on, moment)?;
        if facts.what.is_blank() {
            return Err(Refusal::Invalid("say what is to be done".to_owned()));
        }
        if let Some(due) = facts.due {
            check_year("the action is due", due)?;
            if due < facts.on {
                return Err(Refusal::Invalid(format!(
                    "the action is due on {}, before it was promised on {}; check the dates",
                    crate::calendar::format_full(due),
                    crate::calendar::format_full(facts.on)
                )));
            }
        }
        match facts.done_on {
            Some(on) => check_past("the action was done", on, moment),
            None if !facts.evidence.is_blank() => {
                Err(Refusal::Invalid("evidence is for an action that was done; give the day it was done".to_owned()))
            }
            None => Ok(()),
        }
    }

    fn action(&self, id: ActionId, version: i64, aims: Vec<String>) -> Action {
        let facts = ActionFacts { aims, ..self.facts.clone() };
        Action { id, version, council: self.council, priority: self.priority, facts }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct RecordProgress {
    pub council: CouncilId,
    pub priority: PriorityId,
    pub on: NaiveDate,
    pub text: Untrusted,
}

impl RecordProgress {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::priority(self.priority)]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let priority = priority_of(rows, self.council, self.priority)?;
        check_past("the progress is dated", self.on, moment)?;
        if self.text.is_blank() {
            return Err(Refusal::Invalid("the progress note is empty; type it, or leave with Esc".to_owned()));
        }
        if !priority.is_open(self.on) {
            return Err(Refusal::Invalid(format!(
                "\"{}\" was closed before that day; open it again first, or give a day before it was closed",
                priority.text.sanitized()
            )));
        }
        Ok(vec![Edit::create(Progress {
            id: ProgressId(ids.allocate(Table::Progress)),
            version: 1,
            council: self.council,
            priority: self.priority,
            on: self.on,
            text: self.text.clone(),
        })])
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct RecordReview {
    pub council: CouncilId,
    pub priority: PriorityId,
    pub round: RoundId,
    pub on: NaiveDate,
    /// Since the last round.
    pub priority_changed: bool,
    /// Since the last round.
    pub response_changed: bool,
    pub note: Untrusted,
}

impl RecordReview {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::priority(self.priority), Need::round(self.round)]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        priority_of(rows, self.council, self.priority)?;
        rows.round(self.round)?;
        check_past("the review is dated", self.on, moment)?;
        Ok(vec![Edit::create(Review {
            id: ReviewId(ids.allocate(Table::Reviews)),
            version: 1,
            council: self.council,
            priority: self.priority,
            round: self.round,
            on: self.on,
            priority_changed: self.priority_changed,
            response_changed: self.response_changed,
            note: self.note.clone(),
        })])
    }
}

/// Closes a priority with its result, corrects the result, or reopens it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosePriority {
    pub council: CouncilId,
    pub priority: PriorityId,
    /// The version that the user saw.
    pub version: i64,
    /// `None` reopens it.
    pub closed: Option<Closing>,
}

impl ClosePriority {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::priority(self.priority)]
    }

    pub(super) fn edits(&self, rows: &RecordSet, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let known = priority_of(rows, self.council, self.priority)?;
        check_version(known.clone(), self.version, &format!("\"{}\"", known.text.sanitized()))?;
        if let Some(closing) = &self.closed {
            check_closing(closing, known.since, moment)?;
        }
        let after = Priority { closed: self.closed.clone(), ..known.clone() };
        if after == *known {
            return Err(Refusal::Unchanged("the priority is already recorded like this".to_owned()));
        }
        Ok(vec![Edit::replace(known.clone(), after)])
    }
}

/// Says which aims of the charter a priority serves, instead of those on record.
#[derive(Clone, Debug, PartialEq)]
pub struct TagPriority {
    pub council: CouncilId,
    pub priority: PriorityId,
    /// Each by its name or the beginning of it.
    pub aims: Vec<String>,
}

impl TagPriority {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::priority(self.priority), Need::AllAims]
    }

    pub(super) fn edits(&self, rows: &RecordSet) -> Result<Vec<Edit>, Refusal> {
        let known = priority_of(rows, self.council, self.priority)?;
        let aims = resolve_aims(&self.aims, &known.aims, rows)?;
        if aims == known.aims {
            return Err(Refusal::Unchanged("the aims of the priority are already recorded like this".to_owned()));
        }
        Ok(vec![Edit::replace(known.clone(), Priority { aims, ..known.clone() })])
    }
}

/// What must hold of the result of every closed priority; `since` is the day on which the council first asked for it.
pub(super) fn check_closing(closing: &Closing, since: NaiveDate, moment: Moment) -> Result<(), Refusal> {
    check_past("the priority is closed", closing.on, moment)?;
    if closing.result.is_blank() {
        return Err(Refusal::Invalid("describe the outcome: the council will be told".to_owned()));
    }
    if closing.on < since {
        return Err(Refusal::Invalid(format!(
            "the council first asked for it on {}; it cannot have been closed before",
            crate::calendar::format_full(since)
        )));
    }
    Ok(())
}

fn priority_of(rows: &RecordSet, council: CouncilId, id: PriorityId) -> Result<&Priority, Refusal> {
    rows.council(council)?;
    let priority = rows.priority(id)?;
    if priority.council != council {
        return Err(Refusal::Gone { what: format!("priority {id} of this council") });
    }
    Ok(priority)
}
