//! Records of teams, and the named contact of a council.

use chrono::NaiveDate;

use super::moment::check_year;
use crate::calendar::format_full;
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{CouncilId, OfficerId, TeamId};
use crate::team::{NamedOfficer, Team, TeamFacts, find_team};
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
        self.check(rows)?;
        let Some((id, version)) = self.known else {
            return Ok(vec![Edit::create(Team {
                id: TeamId(ids.allocate(Table::Teams)),
                version: 1,
                facts: self.facts.clone(),
            })]);
        };
        let known = rows.team(id)?;
        check_version(known.clone(), version, &known.facts.name.sanitized())?;
        let after = Team { facts: self.facts.clone(), ..known.clone() };
        if after == *known {
            return Err(Refusal::Unchanged("the team is already recorded like this".to_owned()));
        }
        Ok(vec![Edit::replace(known.clone(), after)])
    }

    fn check(&self, rows: &RecordSet) -> Result<(), Refusal> {
        let facts = &self.facts;
        let own = self.known.map(|(id, _)| id);
        let known = own.and_then(|id| rows.team(id).ok()).map(|team| &team.facts);
        if facts.name.is_blank() {
            return Err(Refusal::Invalid("a team needs a name".to_owned()));
        }
        // What an older version recorded twice stays as it is.
        let typed = [
            ("name", &facts.name, known.map(|known| &known.name)),
            ("code", &facts.code, known.map(|known| &known.code)),
        ];
        for (what, text, _) in typed.into_iter().filter(|(_, text, known)| !text.is_blank() && Some(*text) != *known) {
            let others = rows.teams().filter(|team| Some(team.id) != own);
            if let Some(other) = find_team(others, text.raw()) {
                let other = other.facts.name.sanitized();
                return Err(Refusal::Invalid(format!(
                    "the team {other} is recorded already with this {what}; change that record, or give another {what}"
                )));
            }
        }
        for (what, on) in [("the team begins", facts.active_from), ("the team ends", facts.inactive_on)] {
            on.map_or(Ok(()), |on| check_year(what, on))?;
        }
        if let (Some(from), Some(until)) = (facts.active_from, facts.inactive_on)
            && until <= from
        {
            let (from, until) = (format_full(from), format_full(until));
            return Err(Refusal::Invalid(format!("the team ends {until}, but begins {from}; check the dates")));
        }
        self.check_successor(rows, known)
    }

    /// The successor exists on the day on which the team ends.
    fn check_successor(&self, rows: &RecordSet, known: Option<&TeamFacts>) -> Result<(), Refusal> {
        let facts = &self.facts;
        let own = self.known.map(|(id, _)| id);
        match facts.successor {
            Some(_) if facts.inactive_on.is_none() => {
                Err(Refusal::Invalid("only a team that ends has a successor; give the day on which it ends".to_owned()))
            }
            successor if successor.is_some() && successor == own => {
                Err(Refusal::Invalid("a team cannot be its own successor; name another".to_owned()))
            }
            Some(id) => {
                let end = (facts.successor, facts.inactive_on);
                let next = rows.team(id)?;
                match facts
                    .inactive_on
                    .filter(|_| known.is_none_or(|known| (known.successor, known.inactive_on) != end))
                {
                    Some(on) if !next.exists_on(on) => {
                        let (name, on) = (next.facts.name.sanitized(), format_full(on));
                        Err(Refusal::Invalid(format!(
                            "the team {name} does not exist on {on}; name a team that does, or give another day"
                        )))
                    }
                    _ => Ok(()),
                }
            }
            None => Ok(()),
        }
    }
}

/// Whether no team has this name or code in any spelling.
pub(super) fn is_new(rows: &RecordSet, name: &Untrusted) -> bool {
    find_team(rows.teams(), name.raw()).is_none()
}

/// Gives a typed name or code of a team the spelling of the name on record. A new name becomes a record.
pub(super) fn team_record(rows: &RecordSet, ids: &mut IdAllocator, name: &mut Untrusted) -> Option<Edit> {
    if name.is_blank() {
        return None;
    }
    if let Some(known) = find_team(rows.teams(), name.raw()) {
        *name = known.facts.name.clone();
        return None;
    }
    let facts = TeamFacts { name: name.clone(), ..TeamFacts::default() };
    Some(Edit::create(Team { id: TeamId(ids.allocate(Table::Teams)), version: 1, facts }))
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
