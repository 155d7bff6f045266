//! What records of teams allow.

use crate::change::test_councils::council;
use crate::change::unit::{is_new_team, join_units};
use crate::change::{Act, Change, Moment, RecordTeam};
use crate::council::Council;
use crate::edit::{IdAllocator, Record, RecordSet, Refusal, Table};
use crate::ids::TeamId;
use crate::team::{Team, TeamFacts};
use crate::untrusted::Untrusted;

fn team(id: i64, name: &str, code: &str) -> Team {
    let facts = TeamFacts { name: name.into(), code: code.into(), ..TeamFacts::default() };
    Team { id: TeamId(id), version: 1, facts }
}

fn desk(teams: &[Team]) -> RecordSet {
    let mut rows = RecordSet::default();
    teams.iter().for_each(|team| rows.insert(Record::Team(team.clone())));
    rows
}

fn amend(rows: &mut RecordSet, team: &Team) -> Result<(), Refusal> {
    let mut ids = IdAllocator::starting_after([(Table::Teams, 9)]);
    let moment = Moment { at: "2023-10-05T13:00:00Z".parse().unwrap() };
    let act = Act::Team(RecordTeam { known: Some((team.id, team.version)), facts: team.facts.clone() });
    Change::from(act).edits(rows, &mut ids, moment).map(drop)
}

/// The team that a council without one joins by a typed name, and the number of records that this makes.
fn joined(rows: &RecordSet, typed: &str) -> (String, usize) {
    let before = council(1);
    let mut after = Council { team: typed.into(), ..before.clone() };
    let mut ids = IdAllocator::starting_after([(Table::Teams, 9)]);
    let edits = join_units(rows, &mut ids, (Some(&before), &mut after), None).unwrap();
    (after.team.raw().to_owned(), edits.len())
}

#[test]
fn a_typed_code_means_the_team_of_the_code() {
    let rows = desk(&[team(1, "Wem SNT", "W1")]);
    assert!(!is_new_team(&rows, &Untrusted::from(" w1")));
    assert_eq!(joined(&rows, " w1"), ("Wem SNT".to_owned(), 0));
    assert!(is_new_team(&rows, &Untrusted::from("W2")));
    assert_eq!(joined(&rows, "W2"), ("W2".to_owned(), 1));
}

#[test]
fn two_spellings_of_an_older_version_stay_amendable() {
    let (old, other) = (team(1, "Wem SNT", ""), team(2, "WEM snt", ""));
    let mut rows = desk(&[old, other.clone()]);
    assert_eq!(joined(&rows, "WEM snt").0, "WEM snt", "the exact spelling comes first");
    let mut changed = other;
    changed.facts.phone = "01632 960000".into();
    amend(&mut rows, &changed).unwrap();
    changed.version = 2;
    changed.facts.name = "wem S.N.T.".into();
    changed.facts.code = "wem snt".into();
    let refused = amend(&mut rows, &changed).unwrap_err().to_string();
    assert!(refused.contains("recorded already with this"), "{refused}");
}

#[test]
fn a_successor_exists_on_the_day_on_which_the_team_ends() {
    let mut ended = team(2, "North SNT", "");
    ended.facts.active_from = "2023-06-01".parse().ok();
    ended.facts.inactive_on = "2024-01-01".parse().ok();
    let hand_over = |on: &str| {
        let mut rows = desk(&[team(1, "Wem SNT", ""), ended.clone()]);
        let mut own = team(1, "Wem SNT", "");
        (own.facts.inactive_on, own.facts.successor) = (on.parse().ok(), Some(TeamId(2)));
        amend(&mut rows, &own).map_err(|refusal| refusal.to_string())
    };
    assert!(hand_over("2024-01-01").unwrap_err().contains("North SNT does not exist on Mon 1 Jan 2024"));
    assert!(hand_over("2023-05-31").is_err());
    hand_over("2023-12-31").unwrap();
    hand_over("2023-06-01").unwrap();
}
