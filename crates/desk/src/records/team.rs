//! A team, and a council's named contact. Fields of a team: `name`, `code`, `head`, `mailbox`, `phone`, `neighbourhood`,
//! `begins`, `ends`; of a named contact: `post`, `from`.

use charter::calendar::DateBias;
use charter::change::{Act, CouncilDetails, EditCouncil, NameOfficer, RecordTeam};
use charter::council::Council;
use charter::ids::CouncilId;
use charter::team::{Team, TeamFacts};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::contact::check_address;
use super::names::refuse_name;
use super::reader::FieldReader;

/// The facts of a team after the typed ones; what was not given stays as in `known`.
pub fn read_team(reader: &mut FieldReader<'_>, known: Option<&Team>) -> TeamFacts {
    let mut facts = known.map(|team| team.facts.clone()).unwrap_or_default();
    refuse_name(reader, "head", "sergeant, Wem", &facts.head);
    check_address(reader, "mailbox", &facts.mailbox);
    let texts = [
        ("name", &mut facts.name),
        ("code", &mut facts.code),
        ("head", &mut facts.head),
        ("mailbox", &mut facts.mailbox),
        ("phone", &mut facts.phone),
        ("neighbourhood", &mut facts.neighbourhood),
    ];
    for (name, text) in texts {
        if reader.is_given(name) {
            *text = reader.text(name);
        }
    }
    for (name, day) in [("begins", &mut facts.active_from), ("ends", &mut facts.inactive_on)] {
        if reader.is_given(name) {
            *day = reader.optional_date(name, DateBias::Nearest);
        }
    }
    facts
}

/// Records a team. If it ends in favour of a successor, its councils, as they are on that day, go to the successor.
pub fn record_team(known: Option<&Team>, facts: TeamFacts, teams: &[Team], councils: &[Council]) -> Vec<Act> {
    let successor = facts.successor.and_then(|id| teams.iter().find(|team| team.id == id));
    let moved = facts.inactive_on.zip(successor).map(|(on, successor)| {
        let details = CouncilDetails { team: Some(successor.facts.name.clone()), ..CouncilDetails::default() };
        hand_over(councils, |council| council.team == facts.name, &details, on)
    });
    let known = known.map(|team| (team.id, team.version));
    [Act::Team(RecordTeam { known, facts })].into_iter().chain(moved.unwrap_or_default()).collect()
}

/// Gives the councils that are in an ended team or area on its last day the details of its successor, from `on`.
pub(super) fn hand_over(
    councils: &[Council],
    is_in: impl Fn(&Council) -> bool,
    details: &CouncilDetails,
    on: NaiveDate,
) -> Vec<Act> {
    let details = CouncilDetails { changed_from: Some(on), ..details.clone() };
    let own = councils.iter().filter(|council| council.is_active(on) && is_in(council));
    own.map(|council| Act::Council(EditCouncil { council: council.id, version: None, details: details.clone() }))
        .collect()
}

#[derive(Clone, Debug, PartialEq)]
pub struct OfficerInput {
    /// Blank for nobody.
    pub post: Untrusted,
    pub from: NaiveDate,
}

impl OfficerInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Option<Self> {
        let from = reader.date("from", DateBias::Nearest);
        refuse_name(reader, "post", "PC, Wem", &Untrusted::default());
        Some(Self { post: reader.text("post"), from: from? })
    }

    pub fn act(&self, council: CouncilId) -> Act {
        Act::Officer(NameOfficer { council, post: self.post.clone(), from: self.from })
    }
}
