//! Reads the facts of a report.

use std::collections::BTreeSet;

use charter::area::{Area, AreaLevel, of_level};
use charter::calendar::format_full;
use charter::council_line::CouncilLine;
use charter::ids::CouncilId;
use charter::report::{AreaKey, Facts, PeriodFacts, ReportLevel};
use charter::response_times::ReplyLimit;
use charter::round::Round;
use charter::round_comparison::{Against, last_day};
use charter::search_key::fold;
use charter::team::Team;
use charter::unit::{Unit, describe_absence, find_unit};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use store::{Page, Store, StoreError};

use crate::inbox::{InboxMemo, add_waiting, waiting_replies};
use crate::response_times::ResponseTimes;

/// The round as at the day, or as at its last day if that is earlier; the round before and that of a year before.
///
/// # Errors
/// The database cannot be read.
pub fn read(store: &Store, round: &Round, as_at: NaiveDate, limit: Option<ReplyLimit>) -> Result<Facts, StoreError> {
    let rounds = store.rounds()?;
    let before = Against::Last.find(&rounds, round);
    let year_before =
        Against::YearBefore.find(&rounds, round).filter(|found| before.map(|one| one.id) != Some(found.id));
    let earlier = |found: Option<&Round>| found.map(|found| period(store, found, as_at)).transpose();
    let mut now = period(store, round, as_at)?;
    let waiting = waiting_replies(store, round, now.as_at, &mut InboxMemo::default())?;
    add_waiting(&mut now.lines, &waiting);
    Ok(Facts { now, before: earlier(before)?, year_before: earlier(year_before)?, limit, requests: store.requests()? })
}

fn period(store: &Store, round: &Round, as_at: NaiveDate) -> Result<PeriodFacts, StoreError> {
    let as_at = last_day(round, as_at);
    let lines = store.lines(round, as_at, Page::All)?;
    let councils: BTreeSet<CouncilId> = lines.iter().map(|line| line.id).collect();
    let waits = ResponseTimes::read(store, round, as_at, &councils, None)?.waits;
    let mut priorities = store.priorities(round, as_at)?;
    // Of a council that ended there is no line, so its priorities would be in no area.
    priorities.retain(|line| councils.contains(&line.council));
    Ok(PeriodFacts { round: round.clone(), as_at, lines, priorities, waits })
}

/// Why the figures are of an earlier day than the one asked about; `None` if they are of that day.
pub fn explain_last_day(round: &Round, as_at: NaiveDate) -> Option<String> {
    let last = last_day(round, as_at);
    (last < as_at).then(|| {
        format!("as at {}, the last day of the quarter: later work belongs to the next round", format_full(last))
    })
}

/// An area as a filter names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedArea {
    pub level: ReportLevel,
    pub name: String,
    /// Where two counties have a district of the name.
    pub county: Option<String>,
}

impl NamedArea {
    /// As [`AreaNames::find`] takes it: `Wyre, Lancashire`.
    pub fn full_name(&self) -> String {
        self.county.as_ref().map_or_else(|| self.name.clone(), |county| format!("{}, {county}", self.name))
    }
}

/// The records of counties, districts and teams, for codes and for finding an area by name.
pub struct AreaNames {
    areas: Vec<Area>,
    teams: Vec<Team>,
    as_at: NaiveDate,
}

impl AreaNames {
    /// # Errors
    /// The database cannot be read.
    pub fn read(store: &Store, as_at: NaiveDate) -> Result<Self, StoreError> {
        Ok(Self::new(store.areas()?, store.teams()?, as_at))
    }

    /// Of the records as at the day. Without a record, an area has no code.
    pub fn new(areas: Vec<Area>, teams: Vec<Team>, as_at: NaiveDate) -> Self {
        Self { areas, teams, as_at }
    }

    /// The areas of a level that councils of `within` are in, by name and county. The councils that no team is named for
    /// are one of its areas. `lines` are all councils, because areas elsewhere may have the same names.
    pub fn of_level(&self, level: ReportLevel, lines: &[CouncilLine], within: Option<&AreaKey>) -> Vec<AreaKey> {
        let mut areas: Vec<AreaKey> = Vec::new();
        let mut known: BTreeSet<(&str, &str, Option<CouncilId>)> = BTreeSet::new();
        for line in lines.iter().filter(|line| within.is_none_or(|within| within.contains(line))) {
            let name = level.name_of(line).map_or("", |name| name.raw());
            let council = (level == ReportLevel::Council).then_some(line.id);
            if known.insert((name, level.county_of(line), council)) {
                areas.push(self.key(level, line, lines));
            }
        }
        let order = |area: &AreaKey| (area.name.clone(), area.county.clone(), area.council);
        areas.sort_by_cached_key(order);
        areas
    }

    /// The area as the councils in it hold it; no council need be in it.
    pub(super) fn named(&self, area: &NamedArea, lines: &[CouncilLine]) -> AreaKey {
        let NamedArea { level, name, county } = area;
        let is_in = |line: &&CouncilLine| {
            level.name_of(line).is_some_and(|of_line| of_line.raw() == name)
                && county.as_ref().is_none_or(|county| line.county.raw() == county)
        };
        match lines.iter().find(is_in) {
            Some(line) => self.key(*level, line, lines),
            None => AreaKey { level: *level, code: self.code(*level, name), name: name.clone(), ..AreaKey::force() },
        }
    }

    fn key(&self, level: ReportLevel, line: &CouncilLine, lines: &[CouncilLine]) -> AreaKey {
        let name = level.name_of(line).map_or("", |name| name.raw());
        // One record of a name does not say of which county it is, so a shared name has no code.
        let is_name_shared = level == ReportLevel::District
            && lines
                .iter()
                .any(|other| other.district.raw() == name && level.county_of(other) != level.county_of(line));
        let code = if is_name_shared { String::new() } else { self.code(level, name) };
        AreaKey { is_name_shared, ..AreaKey::of_line(level, line, &code) }
    }

    /// The county, district, team or council of a name or code, in this order: a unitary authority is a county and a
    /// district of the same councils. `Wyre, Lancashire` is a district and its county.
    ///
    /// # Errors
    /// A sentence: nothing has the name, several councils have it, or no council is in what has it on the day.
    pub fn find(&self, typed: &str, lines: &[CouncilLine]) -> Result<AreaKey, String> {
        let wanted = fold(typed);
        let mut absence = None;
        for level in [ReportLevel::County, ReportLevel::District, ReportLevel::Team] {
            let (recorded, why) = self.recorded(level, typed);
            let is_meant = |line: &&CouncilLine| {
                let name = level.name_of(line).filter(|name| !name.is_blank());
                let full = |name: &Untrusted| format!("{}, {}", name.raw(), level.county_of(line));
                name.is_some_and(|name| {
                    let is_full = level == ReportLevel::District && fold(&full(name)) == wanted;
                    recorded.as_deref() == Some(name.raw()) || fold(name.raw()) == wanted || is_full
                })
            };
            let mut meant: Vec<AreaKey> = Vec::new();
            for line in lines.iter().filter(is_meant) {
                if !meant.iter().any(|area| area.contains(line)) {
                    meant.push(self.key(level, line, lines));
                }
            }
            match meant.as_slice() {
                [] => {}
                several @ [area, _, ..] if area.is_name_shared => return Err(describe_shared(typed, several)),
                [area, ..] => return Ok(area.clone()),
            }
            let day = format_full(self.as_at);
            let none = recorded.map(|name| why.unwrap_or_else(|| format!("no council is in {name} on {day}")));
            absence = absence.or(none);
        }
        if let Some(absence) = absence {
            return Err(absence);
        }
        let has_name = |line: &&CouncilLine| {
            fold(line.name.raw()) == wanted
                || line.parishes.split(' ').any(|code| !code.is_empty() && code == typed.trim())
        };
        let named: Vec<&CouncilLine> = lines.iter().filter(has_name).collect();
        match named.as_slice() {
            [line] => Ok(AreaKey::of_line(ReportLevel::Council, line, "")),
            [] => Err(format!(
                "no county, district, team or council is called “{typed}”; `charterdesk areas` lists the areas, and \
                 `charterdesk list` the councils"
            )),
            several => Err(format!("“{typed}” is the name of {} councils; give the code of a parish", several.len())),
        }
    }

    /// Its name, and why it does not exist on the day.
    fn recorded(&self, level: ReportLevel, typed: &str) -> (Option<String>, Option<String>) {
        fn of<T: Unit>(units: &[&T], typed: &str, day: NaiveDate) -> (Option<String>, Option<String>) {
            match find_unit(units.iter().copied(), typed) {
                Some(unit) => {
                    let name = unit.term().name.raw().to_owned();
                    (Some(name), describe_absence(units.iter().copied(), unit, day))
                }
                None => (None, None),
            }
        }
        match area_level(level) {
            Some(level) => of(&of_level(&self.areas, level).collect::<Vec<_>>(), typed, self.as_at),
            None => of(&self.teams.iter().collect::<Vec<_>>(), typed, self.as_at),
        }
    }

    fn code(&self, level: ReportLevel, name: &str) -> String {
        fn of<'a, T: Unit + 'a>(mut units: impl Iterator<Item = &'a T>, name: &str) -> String {
            let found = units.find(|unit| !name.trim().is_empty() && unit.term().name.raw() == name);
            found.map_or(String::new(), |unit| unit.term().code.raw().to_owned())
        }
        match (level, area_level(level)) {
            (_, Some(level)) => of(of_level(&self.areas, level), name),
            (ReportLevel::Team, None) => of(self.teams.iter(), name),
            _ => String::new(),
        }
    }
}

/// `“Wyre” is the name of 2 districts; write it as “Wyre, Lancashire” or “Wyre, Worcestershire”`.
fn describe_shared(typed: &str, areas: &[AreaKey]) -> String {
    let names: Vec<String> = areas.iter().map(|area| format!("“{}”", area.label())).collect();
    format!("“{typed}” is the name of {} districts; write it as {}", areas.len(), names.join(" or "))
}

fn area_level(level: ReportLevel) -> Option<AreaLevel> {
    match level {
        ReportLevel::County => Some(AreaLevel::County),
        ReportLevel::District => Some(AreaLevel::District),
        _ => None,
    }
}
