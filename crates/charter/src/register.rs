//! The rows of a register of parishes, and the effect of loading them.
//!
//! A council covers one or more parishes: rows with one council name in one district are one council. Without an
//! established council name, the parish's name is used and marked as not confirmed.

use schemars::JsonSchema;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::area::{Area, AreaLevel, of_level};
use super::calendar::format_full;
use super::change::{Act, AddCouncil, Change, SyncCouncil};
use super::council::{Council, Kind, Parish};
use super::council_change::CouncilField;
use super::ids::{CouncilId, RoundId};
use super::team::Team;
use super::unit::{Unit, describe_absence, find_unit};
use crate::untrusted::Untrusted;
use chrono::NaiveDate;

/// One civil parish.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterRow {
    /// The line in the file, from 1.
    pub line: u64,
    pub code: String,
    pub parish: Untrusted,
    /// Blank if no council name is established.
    pub council: Untrusted,
    pub kind: Kind,
    pub county: Untrusted,
    pub district: Untrusted,
    /// `None` if the file has no such column.
    pub team: Option<Untrusted>,
    /// Degrees (WGS84).
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, JsonSchema)]
pub struct RejectedRow {
    /// The line in the file, from 1.
    pub line: u64,
    pub reason: String,
}

/// Every row is counted once: new, changed, unchanged or rejected.
#[derive(Clone, Debug, Default)]
pub struct RegisterDiff {
    /// Rows of unknown councils.
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// Councils, not rows, that end because a complete register does not have them.
    pub ended: usize,
    /// Councils, not rows, of which something is filled in that nobody knew, for earlier days too.
    pub completed: usize,
    pub rejected: Vec<RejectedRow>,
    pub acts: Vec<Act>,
}

/// The initial content of a new database.
pub struct Seed {
    /// Adds the register and the first rounds.
    pub change: Change,
    pub summary: SeedSummary,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedSummary {
    pub councils: usize,
    pub parishes: usize,
    /// The code of the first round: `2023-Q4`.
    pub round: String,
}

/// What a register holds for, beside its rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct RegisterTerms<'a> {
    /// The first day on which the register holds; `None` for the first register, which holds for all days.
    pub from: Option<NaiveDate>,
    /// A person gave that day. Otherwise what nobody knew before is completed for earlier days too.
    pub is_day_given: bool,
    /// Invites new councils in this open round.
    pub invite_in: Option<RoundId>,
    /// Councils without a row end on the first day.
    pub is_complete: bool,
    /// The counties and districts on record.
    pub areas: &'a [Area],
    pub teams: &'a [Team],
}

/// Compares rows with the known councils as they are on the first day of the register. Unless the register is
/// complete, councils without a row stay unchanged.
pub fn compare(rows: Vec<RegisterRow>, known: &[Council], terms: RegisterTerms<'_>) -> RegisterDiff {
    let mut comparison = RegisterDiff::default();
    let from = terms.from.unwrap_or(NaiveDate::MIN);
    let codes: HashSet<String> = rows.iter().map(|row| row.code.clone()).collect();
    let rows: Vec<RegisterRow> = rows.into_iter().map(|row| with_recorded_names(row, terms)).collect();
    let owners: HashMap<&str, &Council> = known
        .iter()
        .filter(|council| council.inactive_on.is_none_or(|until| from < until))
        .flat_map(|council| council.parishes.iter().map(move |parish| (parish.code.as_str(), council)))
        .collect();
    let mut next_position = known.iter().map(|council| council.position + 1).max().unwrap_or(0);
    let mut claimed: BTreeMap<CouncilId, u64> = BTreeMap::new();
    let mut added = Vec::new();
    comparison.acts.extend(released_parishes(&rows, known, (from, terms.is_day_given)));
    for group in group_by_council(rows, &mut comparison.rejected) {
        let mut owning: Vec<&Council> = group.iter().filter_map(|row| owners.get(row.code.as_str()).copied()).collect();
        owning.sort_by_key(|council| council.id);
        owning.dedup_by_key(|council| council.id);
        let absence = terms.from.and_then(|on| absent_unit(&group[0], owning.first().copied(), terms, on));
        match owning.as_slice() {
            [_, _, ..] => reject_merger(&group, &owning, &mut comparison.rejected),
            _ if absence.is_some() => reject(&group, &absence.unwrap_or_default(), &mut comparison.rejected),
            [council] if !claimed.contains_key(&council.id) => {
                claimed.insert(council.id, group[0].line);
                let to = merge_register_rows(council, &group);
                if to == **council {
                    comparison.unchanged += group.len();
                } else {
                    comparison.changed += group.len();
                    comparison.completed += usize::from(!terms.is_day_given && fills_in(council, &to));
                    comparison.acts.push(sync(council, to, (from, terms.is_day_given)));
                }
            }
            _ => {
                comparison.new += group.len();
                added.push(Act::AddCouncil(new_council(&group, next_position, terms)));
                next_position += 1;
            }
        }
    }
    if terms.is_complete {
        // A council of which every row was rejected is in the register.
        let in_file = |council: &Council| council.parishes.iter().any(|parish| codes.contains(&parish.code));
        let ended = known.iter().filter(|council| council.is_active(from) && !in_file(council));
        let end = |council: &Council| {
            sync(council, Council { inactive_on: Some(from), ..council.clone() }, (from, terms.is_day_given))
        };
        let ends: Vec<Act> = ended.map(end).collect();
        comparison.ended = ends.len();
        comparison.acts.extend(ends);
    }
    // A parish can move from a known council to a new one, so the known council releases it first.
    comparison.acts.extend(added);
    comparison.rejected.sort_by_key(|rejected| rejected.line);
    comparison
}

/// In the order of their first rows. A repeated parish code is rejected.
fn group_by_council(rows: Vec<RegisterRow>, rejected: &mut Vec<RejectedRow>) -> Vec<Vec<RegisterRow>> {
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut group_of: HashMap<(String, String), usize> = HashMap::new();
    let mut groups: Vec<Vec<RegisterRow>> = Vec::new();
    for row in rows {
        if let Some(first) = lines.get(&row.code) {
            rejected.push(RejectedRow {
                line: row.line,
                reason: format!(
                    "code {} stands on line {first} already; delete one of the two lines, or correct its code",
                    row.code
                ),
            });
            continue;
        }
        lines.insert(row.code.clone(), row.line);
        if row.council.is_blank() {
            groups.push(vec![row]);
            continue;
        }
        let key = (row.council.raw().to_owned(), row.district.raw().to_owned());
        match group_of.get(&key) {
            Some(group) => groups[*group].push(row),
            None => {
                group_of.insert(key, groups.len());
                groups.push(vec![row]);
            }
        }
    }
    groups
}

/// Writes the county, district and team of a row as they are on record; a code means what has it.
fn with_recorded_names(mut row: RegisterRow, terms: RegisterTerms<'_>) -> RegisterRow {
    for (level, name) in [(AreaLevel::County, &mut row.county), (AreaLevel::District, &mut row.district)] {
        if let Some(area) = find_unit(of_level(terms.areas, level), name.raw()) {
            name.clone_from(&area.facts.name);
        }
    }
    if let Some(name) = &mut row.team
        && let Some(team) = find_unit(terms.teams.iter(), name.raw())
    {
        name.clone_from(&team.facts.name);
    }
    row
}

/// Why the council of a row cannot come to belong to what the row names: it does not exist on the day.
fn absent_unit(
    row: &RegisterRow,
    council: Option<&Council>,
    terms: RegisterTerms<'_>,
    on: NaiveDate,
) -> Option<String> {
    fn absent<'a, T: Unit + 'a>(
        units: &[&T],
        name: &Untrusted,
        was: Option<&Untrusted>,
        on: NaiveDate,
    ) -> Option<String> {
        let unit = find_unit(units.iter().copied(), name.raw()).filter(|_| was != Some(name))?;
        describe_absence(units.iter().copied(), unit, on)
    }
    let of_area = |level: AreaLevel, name: &Untrusted| {
        let areas: Vec<&Area> = of_level(terms.areas, level).collect();
        absent(&areas, name, council.map(|council| level.name_of(council)), on)
    };
    let of_team = |name: &Untrusted| {
        absent(&terms.teams.iter().collect::<Vec<_>>(), name, council.map(|council| &council.team), on)
    };
    of_area(AreaLevel::County, &row.county)
        .or_else(|| of_area(AreaLevel::District, &row.district))
        .or_else(|| row.team.as_ref().and_then(of_team))
        .map(|absence| {
            format!(
                "{absence}, so no council can join it on {}; write what exists then, or import the register for another day",
                format_full(on)
            )
        })
}

fn reject(group: &[RegisterRow], reason: &str, rejected: &mut Vec<RejectedRow>) {
    rejected.extend(group.iter().map(|row| RejectedRow { line: row.line, reason: reason.to_owned() }));
}

fn reject_merger(group: &[RegisterRow], owning: &[&Council], rejected: &mut Vec<RejectedRow>) {
    let names: Vec<String> =
        owning.iter().map(|council| format!("{} (id {})", council.name.sanitized(), council.id)).collect();
    rejected.extend(group.iter().map(|row| RejectedRow {
        line: row.line,
        reason: format!(
            "its council would join parishes of {}, which are separate councils here; if they were merged, record first \
             when one ended and what it became: record details COUNCIL --inactive-from DATE --successor COUNCIL",
            names.join(" and ")
        ),
    }));
}

fn parishes(group: &[RegisterRow]) -> Vec<Parish> {
    group
        .iter()
        .map(|row| Parish {
            code: row.code.clone(),
            name: row.parish.clone(),
            latitude: row.latitude,
            longitude: row.longitude,
        })
        .collect()
}

/// Whether something that nobody knew of a council is known of it now.
fn fills_in(council: &Council, to: &Council) -> bool {
    CouncilField::ALL.iter().any(|field| {
        let held = |council: &Council| (field.value_of(council), field.is_unconfirmed(council));
        let (value, is_unconfirmed) = held(council);
        field.is_unknown(&value, is_unconfirmed) && (value, is_unconfirmed) != held(to)
    })
}

fn sync(council: &Council, to: Council, (from, is_day_given): (NaiveDate, bool)) -> Act {
    Act::SyncCouncil(SyncCouncil { council: council.id, from, is_day_given, to: Box::new(to) })
}

/// Councils that no longer exist give up the parishes that the register gives to others.
fn released_parishes(rows: &[RegisterRow], known: &[Council], first: (NaiveDate, bool)) -> Vec<Act> {
    let (from, _) = first;
    let codes: HashSet<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    let ended = known.iter().filter(|council| council.inactive_on.is_some_and(|until| until <= from));
    ended
        .filter_map(|council| {
            let mut to = council.clone();
            to.parishes.retain(|parish| !codes.contains(parish.code.as_str()));
            (to != *council).then(|| sync(council, to, first))
        })
        .collect()
}

fn new_council(group: &[RegisterRow], position: i64, terms: RegisterTerms<'_>) -> AddCouncil {
    let first = &group[0];
    let confirmed = !first.council.is_blank();
    AddCouncil {
        position,
        name: if confirmed { first.council.clone() } else { first.parish.clone() },
        name_confirmed: confirmed,
        kind: first.kind,
        county: first.county.clone(),
        district: first.district.clone(),
        team: first.team.clone().unwrap_or_default(),
        parishes: parishes(group),
        active_from: terms.from,
        invite_in: terms.invite_in,
    }
}

/// Fields that the rows leave blank (council name, kind, place, team) keep their values.
fn merge_register_rows(council: &Council, group: &[RegisterRow]) -> Council {
    let first = &group[0];
    let mut to = council.clone();
    if !first.council.is_blank() {
        to.name = first.council.clone();
        to.name_confirmed = true;
    }
    if first.kind != Kind::Unknown {
        to.kind = first.kind;
    }
    to.county = first.county.clone();
    to.district = first.district.clone();
    if let Some(team) = &first.team {
        to.team = team.clone();
    }
    to.parishes = parishes(group);
    for parish in &mut to.parishes {
        let known = council.parishes.iter().find(|known| known.code == parish.code);
        parish.latitude = parish.latitude.or(known.and_then(|known| known.latitude));
        parish.longitude = parish.longitude.or(known.and_then(|known| known.longitude));
    }
    to
}

#[cfg(test)]
mod tests {
    use super::{Act, Council, CouncilId, Kind, RegisterRow, RegisterTerms, Untrusted, compare};
    use crate::council::FormerContact;

    fn row(line: u64, code: &str, parish: &str, council: &str) -> RegisterRow {
        RegisterRow {
            line,
            code: code.to_owned(),
            parish: Untrusted::from(parish),
            council: Untrusted::from(council),
            kind: Kind::Parish,
            county: Untrusted::from("Shropshire"),
            district: Untrusted::from("Shropshire"),
            team: None,
            latitude: Some(52.0),
            longitude: None,
        }
    }

    fn added(rows: Vec<RegisterRow>) -> Vec<Council> {
        let acts = compare(rows, &[], RegisterTerms::default()).acts;
        let enter = acts.into_iter().map(|act| match act {
            Act::AddCouncil(enter) => enter,
            other => panic!("{other:?}"),
        });
        (1..)
            .zip(enter)
            .map(|(id, enter)| Council {
                id: CouncilId(id),
                version: 1,
                position: enter.position,
                name: enter.name,
                name_confirmed: enter.name_confirmed,
                kind: enter.kind,
                county: enter.county,
                district: enter.district,
                team: enter.team,
                meeting_pattern: Untrusted::default(),
                pattern: None,
                active_from: None,
                inactive_on: None,
                successors: Vec::new(),
                parishes: enter.parishes,
                former_contact: FormerContact::default(),
            })
            .collect()
    }

    #[test]
    fn rows_that_share_a_council_are_one() {
        let councils = added(vec![
            row(2, "E1", "Rudge", "Worfield and Rudge"),
            row(3, "E2", "Badger", ""),
            row(4, "E3", "Worfield", "Worfield and Rudge"),
        ]);
        let shape: Vec<_> = councils.iter().map(|c| (c.name.raw(), c.name_confirmed, c.parishes.len())).collect();
        assert_eq!(shape, [("Worfield and Rudge", true, 2), ("Badger", false, 1)]);
    }

    #[test]
    fn the_same_rows_again_change_nothing() {
        let rows = vec![
            row(2, "E1", "Rudge", "Worfield and Rudge"),
            row(3, "E2", "Badger", ""),
            row(4, "E3", "Worfield", "Worfield and Rudge"),
        ];
        let again = compare(rows.clone(), &added(rows), RegisterTerms::default());
        assert_eq!((again.new, again.changed, again.unchanged, again.acts.len()), (0, 0, 3, 0));
    }

    #[test]
    fn every_row_is_counted_once() {
        let known = added(vec![row(2, "E1", "Rudge", ""), row(3, "E2", "Badger", "")]);
        let rows = vec![
            row(2, "E1", "Rudge", "Joined"),
            row(3, "E2", "Badger", "Joined"),
            row(4, "E9", "New", ""),
            row(5, "E9", "Twice", ""),
        ];
        let result = compare(rows, &known, RegisterTerms::default());
        assert_eq!((result.new, result.changed, result.unchanged), (1, 0, 0));
        let lines: Vec<u64> = result.rejected.iter().map(|rejected| rejected.line).collect();
        assert_eq!(lines, [2, 3, 5]);
    }

    #[test]
    fn a_register_does_not_overwrite_confirmed_names() {
        let mut known = added(vec![row(2, "E2", "Badger", "")]);
        known[0].name = Untrusted::from("Badger Parish Council");
        known[0].name_confirmed = true;
        assert_eq!(compare(vec![row(2, "E2", "Badger", "")], &known, RegisterTerms::default()).unchanged, 1);
    }
}
