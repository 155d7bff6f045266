//! What records of counties and districts allow, how councils come to belong to them, and from which day.

use rstest::rstest;

use crate::area::{Area, AreaFacts, AreaLevel};
use crate::change::test_councils::council;
use crate::change::{Act, Change, CouncilDetails, EditCouncil, Moment, RecordArea, SyncCouncil};
use crate::council::{Council, Kind};
use crate::edit::{IdAllocator, Record, RecordSet, Refusal};
use crate::ids::{AreaId, CouncilId};
use crate::untrusted::Untrusted;

fn facts(name: &str, code: &str, ends: Option<&str>) -> AreaFacts {
    let inactive_on = ends.map(|day| day.parse().unwrap());
    AreaFacts { level: AreaLevel::District, name: name.into(), code: code.into(), inactive_on, ..AreaFacts::default() }
}

/// Wychavon, which ends on 1 April 2028, and Redditch; council 1 is in Wychavon and nobody knows its name, kind and team.
fn desk() -> (RecordSet, IdAllocator) {
    let mut rows = RecordSet::default();
    let known = [("Wychavon", "E07000238", Some("2028-04-01")), ("Redditch", "E07000236", None)];
    for (id, (name, code, ends)) in (1..).zip(known) {
        rows.insert(Record::Area(Area { id: AreaId(id), version: 1, facts: facts(name, code, ends) }));
    }
    let one = Council {
        district: "Wychavon".into(),
        county: "Worcestershire".into(),
        name_confirmed: false,
        kind: Kind::Unknown,
        ..council(1)
    };
    rows.insert(Record::Council(one));
    (rows, IdAllocator::starting_after([(crate::edit::Table::Areas, 2)]))
}

fn apply(rows: &mut RecordSet, ids: &mut IdAllocator, act: Act) -> Result<(), Refusal> {
    let moment = Moment { at: "2023-10-05T13:00:00Z".parse().unwrap() };
    Change::from(act).edits(rows, ids, moment).map(drop)
}

fn record(known: Option<(i64, i64)>, facts: AreaFacts, successor: Option<&str>) -> Act {
    let known = known.map(|(id, version)| (AreaId(id), version));
    Act::Area(RecordArea { known, facts, successor: successor.map(Untrusted::from) })
}

#[rstest]
#[case::code_of_a_parish(record(None, facts("South", "E04000238", None), None), "no code of a county or district")]
#[case::name_twice(record(None, facts("wychavon", "", None), None), "recorded already with this name")]
#[case::code_twice(record(None, facts("South", "e07000238", None), None), "no code of a county")]
#[case::code_of_another(record(None, facts("South", "E07000236", None), None), "recorded already with this code")]
#[case::no_name(record(None, facts("", "", None), None), "a district needs a name")]
#[case::renamed(record(Some((2, 1)), facts("Redditch Town", "", None), None), "a district keeps its name")]
#[case::unknown_successor(
    record(Some((2, 1)), facts("Redditch", "", Some("2028-04-01")), Some("North")),
    "there is no district “North”"
)]
#[case::ended_successor(
    record(Some((2, 1)), facts("Redditch", "", Some("2028-04-01")), Some("E07000238")),
    "the district Wychavon does not exist on Sat 1 Apr 2028"
)]
#[case::no_end(record(Some((2, 1)), facts("Redditch", "", None), Some("Wychavon")), "only a district that ends")]
#[case::itself(
    record(Some((2, 1)), facts("Redditch", "", Some("2028-04-01")), Some("Redditch")),
    "cannot be its own successor"
)]
fn what_an_area_cannot_be(#[case] act: Act, #[case] words: &str) {
    let (mut rows, mut ids) = desk();
    let refused = apply(&mut rows, &mut ids, act).unwrap_err().to_string();
    assert!(refused.contains(words), "{refused}");
}

#[test]
fn a_county_and_a_district_may_share_name_and_code() {
    let (mut rows, mut ids) = desk();
    let county = AreaFacts { level: AreaLevel::County, ..facts("Redditch", "E07000236", None) };
    apply(&mut rows, &mut ids, record(None, county, None)).unwrap();
    assert_eq!(rows.areas().count(), 3);
}

fn moved(district: &str, on: &str) -> Act {
    let details =
        CouncilDetails { district: Some(district.into()), changed_from: on.parse().ok(), ..CouncilDetails::default() };
    Act::Council(EditCouncil { council: CouncilId(1), version: None, details })
}

#[test]
fn a_council_joins_an_area_only_while_it_exists() {
    let (mut rows, mut ids) = desk();
    apply(&mut rows, &mut ids, moved("e07000236", "2024-01-01")).unwrap();
    assert_eq!(rows.council(CouncilId(1)).unwrap().district.raw(), "Redditch", "a code means the area");
    let refused = apply(&mut rows, &mut ids, moved("wychavon", "2028-04-01")).unwrap_err().to_string();
    assert!(
        refused.contains("the district Wychavon ended on Sat 1 Apr 2028; its successor is not recorded, so no council"),
        "{refused}"
    );
    apply(&mut rows, &mut ids, moved("wychavon", "2028-03-31")).unwrap();
    apply(&mut rows, &mut ids, moved("South Worcestershire", "2028-04-01")).unwrap();
    let areas: Vec<(i64, &str)> = rows.areas().map(|area| (area.id.0, area.facts.name.raw())).collect();
    assert_eq!(areas[2], (3, "South Worcestershire"), "a new name becomes a record");
}

/// What council 1 is called, and whether that is confirmed, its kind and its team, on a day.
fn on(rows: &RecordSet, day: &str) -> (String, bool, Kind, String) {
    let then = rows.council(CouncilId(1)).unwrap().as_at(rows.council_changes(), day.parse().unwrap());
    (then.name.raw().to_owned(), then.name_confirmed, then.kind, then.team.raw().to_owned())
}

fn filled(changed_from: Option<&str>) -> Act {
    let details = CouncilDetails {
        name: Some("Wyre Parish Council".into()),
        kind: Some(Kind::Group),
        team: Some("Wem SNT".into()),
        changed_from: changed_from.map(|day| day.parse().unwrap()),
        ..CouncilDetails::default()
    };
    Act::Council(EditCouncil { council: CouncilId(1), version: None, details })
}

fn synced(from: &str, is_day_given: bool) -> Act {
    let mut to = desk().0.council(CouncilId(1)).unwrap().clone();
    (to.name, to.name_confirmed) = ("Wyre Parish Council".into(), true);
    (to.kind, to.team) = (Kind::Group, "Wem SNT".into());
    Act::SyncCouncil(SyncCouncil { council: to.id, from: from.parse().unwrap(), is_day_given, to: Box::new(to) })
}

#[rstest]
#[case::with_a_day(filled(Some("2023-09-01")), true, "details of Council 1: name, kind, a new team")]
#[case::today_as_a_day(filled(Some("2023-10-05")), true, "details of Council 1: name, kind, a new team")]
#[case::without_a_day(filled(None), false, "details of Council 1: name, kind, a new team, for earlier days too")]
#[case::register_of_a_day(synced("2023-09-01", true), true, "register of Council 1")]
#[case::register(synced("2023-10-05", false), false, "register of Council 1")]
#[case::register_of_a_day_to_come(synced("2023-10-06", false), true, "register of Council 1")]
fn what_nobody_knew_counts_from_a_given_day(#[case] act: Act, #[case] is_dated: bool, #[case] words: &str) {
    let (mut rows, mut ids) = desk();
    let unknown = on(&rows, "2023-08-31");
    assert_eq!(unknown, ("Council 1".to_owned(), false, Kind::Unknown, String::new()));
    let said = Change::from(act.clone()).summary(&rows, "2023-10-05".parse().unwrap());
    assert_eq!(said, words);
    apply(&mut rows, &mut ids, act).unwrap();
    let known = ("Wyre Parish Council".to_owned(), true, Kind::Group, "Wem SNT".to_owned());
    assert_eq!(on(&rows, "2023-08-31"), if is_dated { unknown } else { known.clone() });
    assert_eq!(on(&rows, "2023-10-06"), known);
    assert_eq!(rows.council_changes().count(), if is_dated { 3 } else { 0 });
    assert!(rows.council_changes().all(|change| !change.is_unannounced("2023-12-31".parse().unwrap())));
}

/// A value of a later day is on record: a register without a day completes the days before it.
#[test]
fn days_before_a_later_change_are_completed() {
    let (mut rows, mut ids) = desk();
    apply(&mut rows, &mut ids, filled(Some("2023-11-01"))).unwrap();
    let mut to = rows.council(CouncilId(1)).unwrap().as_at(rows.council_changes(), "2023-10-05".parse().unwrap());
    (to.team, to.name, to.name_confirmed) = ("North SNT".into(), "Wyre".into(), true);
    let from = "2023-10-05".parse().unwrap();
    let act = Act::SyncCouncil(SyncCouncil { council: to.id, from, is_day_given: false, to: Box::new(to) });
    apply(&mut rows, &mut ids, act).unwrap();
    assert_eq!(on(&rows, "2023-08-31"), ("Wyre".to_owned(), true, Kind::Unknown, "North SNT".to_owned()));
    assert_eq!(on(&rows, "2023-11-01").3, "Wem SNT");
    assert_eq!(rows.council_changes().count(), 3);
}
