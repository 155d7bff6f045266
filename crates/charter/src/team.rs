//! Safer Neighbourhood Teams, and the officer who is a council's named contact: roles and posts, never people.
//!
//! A council holds its team by name. A [`Team`] of that name says the rest.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, OfficerId, TeamId};
use crate::unit::{Term, Unit};
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Team {
    pub id: TeamId,
    pub version: i64,
    #[serde(flatten)]
    pub facts: TeamFacts,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TeamFacts {
    pub name: Untrusted,
    /// The force's own code.
    pub code: Untrusted,
    /// The role of its head, not a name: "sergeant, Wem and Prees".
    pub head: Untrusted,
    /// The public address of the team.
    pub mailbox: Untrusted,
    pub phone: Untrusted,
    /// The id of its neighbourhood on police.uk.
    pub neighbourhood: Untrusted,
    /// The first day on which it exists; `None` if it existed before the records begin.
    pub active_from: Option<NaiveDate>,
    /// From this day on it no longer exists.
    pub inactive_on: Option<NaiveDate>,
    /// The team that takes over from an ended one.
    pub successor: Option<TeamId>,
}

impl Unit for Team {
    type Id = TeamId;

    fn noun(&self) -> &'static str {
        "team"
    }

    fn id(&self) -> TeamId {
        self.id
    }

    fn term(&self) -> Term<'_, TeamId> {
        let TeamFacts { name, code, active_from, inactive_on, successor, .. } = &self.facts;
        Term { name, code, active_from: *active_from, inactive_on: *inactive_on, successor: *successor }
    }
}

/// The post that is a council's named contact from a day on: "PC, Leominster".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NamedOfficer {
    pub id: OfficerId,
    pub version: i64,
    pub council: CouncilId,
    pub post: Untrusted,
    pub from: NaiveDate,
    /// From this day on it is no longer.
    pub until: Option<NaiveDate>,
}

impl NamedOfficer {
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

#[cfg(test)]
mod tests {
    use super::{Team, TeamFacts, TeamId};
    use crate::unit::{find_unit, unit_in_place};
    use rstest::rstest;

    fn teams() -> Vec<Team> {
        let team = |id: i64, name: &str, successor: Option<i64>, until: Option<&str>| Team {
            id: TeamId(id),
            version: 1,
            facts: TeamFacts {
                name: name.into(),
                code: format!("T{id}").into(),
                successor: successor.map(TeamId),
                inactive_on: until.map(|day| day.parse().unwrap()),
                ..TeamFacts::default()
            },
        };
        vec![
            team(1, "Wem SNT", Some(2), Some("2024-01-01")),
            team(2, "Wem and Prees SNT", Some(3), Some("2025-01-01")),
            team(3, "North SNT", Some(1), Some("2026-01-01")),
        ]
    }

    #[rstest]
    #[case("wem  snt", Some(1))]
    #[case("Wem & Prees S.N.T", None)]
    #[case("wem & prees snt", Some(2))]
    #[case("t3", Some(3))]
    #[case("Wem", None)]
    #[case("", None)]
    fn a_team_is_found_by_name_or_code(#[case] typed: &str, #[case] id: Option<i64>) {
        assert_eq!(find_unit(teams().iter(), typed).map(|team| team.id.0), id);
    }

    #[rstest]
    #[case("2023-12-31", 1)]
    #[case("2024-01-01", 2)]
    #[case("2025-12-31", 3)]
    #[case("2027-01-01", 1)]
    fn an_ended_team_has_a_successor(#[case] day: &str, #[case] id: i64) {
        let teams = teams();
        assert_eq!(unit_in_place(&teams, &teams[0], day.parse().unwrap()).id.0, id, "a circle ends");
    }
}
