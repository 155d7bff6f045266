//! Updates to a council, excuses, and the announcement of a new team.

use chrono::NaiveDate;

use super::moment::{Moment, check_past};
use crate::council_change::CouncilChange;
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::excuse::Excuse;
use crate::ids::{CouncilChangeId, CouncilId, ExcuseId, RoundId, UpdateId};
use crate::untrusted::Untrusted;
use crate::update::{Update, UpdateChannel};

#[derive(Clone, Debug, PartialEq)]
pub struct RecordUpdate {
    pub council: CouncilId,
    pub on: NaiveDate,
    pub how: UpdateChannel,
    pub text: Untrusted,
}

impl RecordUpdate {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::UpdatesOf(self.council, self.on)]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        check(self.on, self.how, &self.text, moment)?;
        let same = |known: &&Update| {
            (known.council, known.on, known.how, &known.text) == (self.council, self.on, self.how, &self.text)
        };
        if rows.updates().any(|known| same(&known)) {
            // Two meetings on one day may carry the same update.
            return Ok(Vec::new());
        }
        Ok(vec![Edit::create(Update {
            id: UpdateId(ids.allocate(Table::Updates)),
            version: 1,
            council: self.council,
            on: self.on,
            how: self.how,
            text: self.text.clone(),
        })])
    }
}

/// What must hold of every update on record.
pub(super) fn check(on: NaiveDate, how: UpdateChannel, text: &Untrusted, moment: Moment) -> Result<(), Refusal> {
    check_past("the update is dated", on, moment)?;
    if how != UpdateChannel::Meeting && text.is_blank() {
        return Err(Refusal::Invalid("say what the council was told: an empty update does not count".to_owned()));
    }
    Ok(())
}

/// Records a person's decision that the team need not meet a council in a round (charter rule 15).
#[derive(Clone, Debug, PartialEq)]
pub struct RecordExcuse {
    pub council: CouncilId,
    pub round: RoundId,
    pub on: NaiveDate,
    pub by: Untrusted,
    pub reason: Untrusted,
}

impl RecordExcuse {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::round(self.round)]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        rows.round(self.round)?;
        check_past("the decision is dated", self.on, moment)?;
        if self.by.is_blank() || self.reason.is_blank() {
            return Err(Refusal::Invalid("a decision needs a name and a reason".to_owned()));
        }
        Ok(vec![Edit::create(Excuse {
            id: ExcuseId(ids.allocate(Table::Excuses)),
            version: 1,
            council: self.council,
            round: self.round,
            on: self.on,
            by: self.by.clone(),
            reason: self.reason.clone(),
        })])
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct AnnounceTeam {
    pub council: CouncilId,
    pub change: CouncilChangeId,
    /// The version that the user saw.
    pub version: i64,
    pub on: NaiveDate,
}

impl AnnounceTeam {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::Record(Key { table: Table::CouncilChanges, id: self.change.0 })]
    }

    pub(super) fn edits(&self, rows: &RecordSet, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        check_past("the council was told", self.on, moment)?;
        let known = rows.council_change(self.change)?;
        check_version(known.clone(), self.version, "the change of team")?;
        if known.announced_on == Some(self.on) {
            return Err(Refusal::Unchanged("that day is already recorded".to_owned()));
        }
        Ok(vec![Edit::replace(known.clone(), CouncilChange { announced_on: Some(self.on), ..known.clone() })])
    }
}
