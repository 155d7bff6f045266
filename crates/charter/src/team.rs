//! Safer Neighbourhood Teams, and the officer who is a council's named contact: roles and posts, never people.
//!
//! A council holds its team by name. A [`Team`] of that name says the rest.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{CouncilId, OfficerId, TeamId};
use crate::search_key::fold;
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

impl Team {
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.facts.active_from.is_none_or(|from| from <= day) && self.facts.inactive_on.is_none_or(|until| day < until)
    }
}

/// The team that a typed name or code means: the one of exactly this name, or else of this name or code in any spelling.
/// Case, accents and punctuation do not matter.
pub fn find_team<'a>(teams: impl Iterator<Item = &'a Team>, typed: &str) -> Option<&'a Team> {
    let wanted = fold(typed);
    let is_meant = |text: &Untrusted| !text.is_blank() && fold(text.raw()) == wanted;
    let rank = |TeamFacts { name, code, .. }: &TeamFacts| match () {
        // Records of an older version may hold two spellings of one name.
        () if !name.is_blank() && name.raw() == typed.trim() => Some(0),
        () if is_meant(name) => Some(1),
        () => is_meant(code).then_some(2),
    };
    let ranked = teams.filter_map(|team| rank(&team.facts).map(|rank| (rank, team)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, team)| team)
}

/// The team that polices in place of `team` on a day: itself, or the successor of an ended one.
pub fn team_in_place<'a>(teams: &'a [Team], team: &'a Team, day: NaiveDate) -> &'a Team {
    let mut now = team;
    // Each step leads to another team, or the chain is a circle.
    for _ in teams {
        let is_ended = now.facts.inactive_on.is_some_and(|until| until <= day);
        let next = now.facts.successor.filter(|_| is_ended);
        match next.and_then(|id| teams.iter().find(|team| team.id == id)) {
            Some(next) => now = next,
            None => break,
        }
    }
    now
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
    use super::{Team, TeamFacts, TeamId, find_team, team_in_place};
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
        assert_eq!(find_team(teams().iter(), typed).map(|team| team.id.0), id);
    }

    #[rstest]
    #[case("2023-12-31", 1)]
    #[case("2024-01-01", 2)]
    #[case("2025-12-31", 3)]
    #[case("2027-01-01", 1)]
    fn an_ended_team_has_a_successor(#[case] day: &str, #[case] id: i64) {
        let teams = teams();
        assert_eq!(team_in_place(&teams, &teams[0], day.parse().unwrap()).id.0, id, "a circle ends");
    }
}
