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

    /// The areas of a level that councils are in, by name. The councils that no team is named for are one of its areas.
    pub fn of_level(&self, level: ReportLevel, lines: &[CouncilLine]) -> Vec<AreaKey> {
        let mut areas: Vec<AreaKey> = Vec::new();
        let mut known: BTreeSet<(&str, Option<CouncilId>)> = BTreeSet::new();
        for line in lines {
            let name = level.name_of(line).map_or("", |name| name.raw());
            if known.insert((name, (level == ReportLevel::Council).then_some(line.id))) {
                areas.push(AreaKey::of_line(level, line, &self.code(level, name)));
            }
        }
        areas.sort_by(|one, other| (&one.name, one.council).cmp(&(&other.name, other.council)));
        areas
    }

    /// The area of a name as councils hold it; no council need be in it.
    pub(super) fn named(&self, level: ReportLevel, name: &str) -> AreaKey {
        AreaKey { level, code: self.code(level, name), name: name.to_owned(), council: None }
    }

    /// The county, district, team or council of a name or code, in this order: a unitary authority is a county and a
    /// district of the same councils.
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
                name.is_some_and(|name| recorded.as_deref() == Some(name.raw()) || fold(name.raw()) == wanted)
            };
            if let Some(line) = lines.iter().find(is_meant) {
                let name = level.name_of(line).map_or("", |name| name.raw());
                return Ok(AreaKey::of_line(level, line, &self.code(level, name)));
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

fn area_level(level: ReportLevel) -> Option<AreaLevel> {
    match level {
        ReportLevel::County => Some(AreaLevel::County),
        ReportLevel::District => Some(AreaLevel::District),
        _ => None,
    }
}
