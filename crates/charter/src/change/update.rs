//! What a council was told, the decision that it need not be met, and that it knows of its new team.

use chrono::NaiveDate;

use super::moment::{Moment, check_past};
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::excuse::Excuse;
use crate::ids::{CouncilId, ExcuseId, RoundId, TeamChangeId, UpdateId};
use crate::team::TeamChange;
use crate::untrusted::Untrusted;
use crate::update::{Update, UpdateChannel};

/// Records that a council was told about its priorities.
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
        check_past("the update is dated", self.on, moment)?;
        if self.how != UpdateChannel::Meeting && self.text.is_blank() {
            return Err(Refusal::Invalid("say what the council was told: an empty update does not count".to_owned()));
        }
        let same = |known: &&Update| {
            (known.council, known.on, known.how, &known.text) == (self.council, self.on, self.how, &self.text)
        };
        if rows.updates().any(|known| same(&known)) {
            // Of two meetings of a day both may have told the council the same.
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

/// Records a person's decision that a council need not be met in a round (charter rule 15).
#[derive(Clone, Debug, PartialEq)]
pub struct RecordExcuse {
    pub council: CouncilId,
    pub round: RoundId,
    /// The day of the decision.
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

/// Records that a council was told of its new team.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnounceTeam {
    pub council: CouncilId,
    pub change: TeamChangeId,
    /// The version that it was read at.
    pub version: i64,
    /// The day that it was told.
    pub on: NaiveDate,
}

impl AnnounceTeam {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::Record(Key { table: Table::TeamChanges, id: self.change.0 })]
    }

    pub(super) fn edits(&self, rows: &RecordSet, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        check_past("the council was told", self.on, moment)?;
        let known = rows.team_change(self.change)?;
        check_version(known.clone(), self.version, "the change of team")?;
        if known.told_on == Some(self.on) {
            return Err(Refusal::Unchanged("that day is already recorded".to_owned()));
        }
        Ok(vec![Edit::replace(known.clone(), TeamChange { told_on: Some(self.on), ..known.clone() })])
    }
}
