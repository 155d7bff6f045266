//! What records of teams allow.

use crate::change::{Act, Change, Moment, RecordTeam};
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

#[test]
fn a_typed_code_means_the_team_of_the_code() {
    let rows = desk(&[team(1, "Wem SNT", "W1")]);
    let mut typed = Untrusted::from(" w1");
    assert!(!super::is_new(&rows, &typed));
    let mut ids = IdAllocator::starting_after([(Table::Teams, 9)]);
    assert_eq!(super::team_record(&rows, &mut ids, &mut typed), None);
    assert_eq!(typed.raw(), "Wem SNT");
    assert!(super::is_new(&rows, &Untrusted::from("W2")));
}

#[test]
fn two_spellings_of_an_older_version_stay_amendable() {
    let (old, other) = (team(1, "Wem SNT", ""), team(2, "WEM snt", ""));
    let mut rows = desk(&[old, other.clone()]);
    let mut typed = Untrusted::from("WEM snt");
    super::team_record(&rows, &mut IdAllocator::starting_after([(Table::Teams, 9)]), &mut typed);
    assert_eq!(typed.raw(), "WEM snt", "the exact spelling comes first");
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
