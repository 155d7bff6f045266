//! Records of teams, and the named contact of a council.

use chrono::NaiveDate;

use super::moment::check_year;
use super::unit::record_unit;
use crate::calendar::format_full;
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal, Table};
use crate::ids::{CouncilId, OfficerId, TeamId};
use crate::team::{NamedOfficer, Team, TeamFacts};
use crate::untrusted::Untrusted;

/// Records a team, or changes its record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordTeam {
    /// The record to change, and the version that the user saw.
    pub known: Option<(TeamId, i64)>,
    pub facts: TeamFacts,
}

impl RecordTeam {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::AllTeams]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        let known = self.known.map(|(id, version)| rows.team(id).map(|known| (known, version))).transpose()?;
        let id = known.map_or_else(|| TeamId(ids.allocate(Table::Teams)), |(known, _)| known.id);
        let version = known.map_or(1, |(known, _)| known.version);
        let after = Team { id, version, facts: self.facts.clone() };
        record_unit(after, known, rows.teams().collect::<Vec<_>>().into_iter())
    }
}

/// Says which post is a council's named contact from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct NameOfficer {
    pub council: CouncilId,
    /// Blank for nobody.
    pub post: Untrusted,
    pub from: NaiveDate,
}

impl NameOfficer {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::OfficersOf(self.council)]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        check_year("the named contact begins", self.from)?;
        let known = || rows.officers().filter(|officer| officer.council == self.council);
        if let Some(later) = known().map(|officer| officer.from).filter(|from| *from > self.from).min() {
            return Err(Refusal::Invalid(format!(
                "another named contact is recorded from {}; give a day after it, or undo that one first",
                format_full(later)
            )));
        }
        let current = known().find(|officer| officer.is_on(self.from));
        if current.is_some_and(|officer| officer.post == self.post) || (current.is_none() && self.post.is_blank()) {
            return Err(Refusal::Unchanged("the named contact is already recorded like this".to_owned()));
        }
        let end = |officer: &NamedOfficer| {
            Edit::replace(officer.clone(), NamedOfficer { until: Some(self.from), ..officer.clone() })
        };
        let mut edits: Vec<Edit> = current.map(end).into_iter().collect();
        if !self.post.is_blank() {
            edits.push(Edit::create(NamedOfficer {
                id: OfficerId(ids.allocate(Table::NamedOfficers)),
                version: 1,
                council: self.council,
                post: self.post.clone(),
                from: self.from,
                until: None,
            }));
        }
        Ok(edits)
    }
}

#[cfg(test)]
#[path = "team_tests.rs"]
mod tests;
