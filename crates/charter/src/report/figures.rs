//! The figures of a report: every number in it, for each period and area, counted once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{Months, NaiveDate};

use super::area_key::{AreaKey, ReportLevel};
use super::measure::{Measure, ReviewState};
use super::share::Share;
use super::tally::Tally;
use crate::council_line::CouncilLine;
use crate::ids::CouncilId;
use crate::priority::STALE_AFTER_MONTHS;
use crate::priority_line::PriorityLine;
use crate::request::Request;
use crate::response_times::{ReplyLimit, Wait};
use crate::round::Round;
use crate::round_comparison::{
    Against, ComparedCouncil, CouncilMovement, MovementCounts, PriorityMovement, RoundState, compare,
};

/// What is known of one round as at a day.
#[derive(Clone, Debug)]
pub struct PeriodFacts {
    pub round: Round,
    pub as_at: NaiveDate,
    pub lines: Vec<CouncilLine>,
    pub priorities: Vec<PriorityLine>,
    pub waits: Vec<Wait>,
}

/// The facts of a report.
#[derive(Clone, Debug)]
pub struct Facts {
    pub now: PeriodFacts,
    /// The round before.
    pub before: Option<PeriodFacts>,
    /// The same quarter of the year before, if that is not the round before.
    pub year_before: Option<PeriodFacts>,
    pub limit: Option<ReplyLimit>,
    /// Of public bodies, oldest first.
    pub requests: Vec<Request>,
}

impl Facts {
    pub fn earlier(&self, against: Against) -> Option<&PeriodFacts> {
        match against {
            Against::Last => self.before.as_ref(),
            Against::YearBefore => self.year_before.as_ref(),
        }
    }

    pub fn periods(&self) -> impl Iterator<Item = &PeriodFacts> {
        std::iter::once(&self.now).chain(&self.before).chain(&self.year_before)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    Share(Share),
    /// A median in half days, which it always is a whole number of, and the number of values that it is of.
    Median {
        half_days: u32,
        of: usize,
    },
}

impl Value {
    pub fn of(self) -> usize {
        match self {
            Self::Share(share) => share.of,
            Self::Median { of, .. } => of,
        }
    }
}

impl std::fmt::Display for Value {
    /// `12.5 days, median of 40`, and as a [`Share`] is written.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Share(share) => share.fmt(out),
            Self::Median { of: 0, .. } => out.write_str("no wait has ended"),
            Self::Median { half_days, of } => {
                let days = if half_days % 2 == 0 { "" } else { ".5" };
                write!(out, "{}{days} days, median of {of}", half_days / 2)
            }
        }
    }
}

/// One number of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The code of the round: `2023-Q4`.
    pub period: Arc<str>,
    pub area: Arc<AreaKey>,
    pub measure: Measure,
    pub value: Value,
}

/// Counts everything for each of `areas` in each period. Replies by day are counted for those of `by_day` only: a line for
/// each day and council would serve nobody.
pub fn figures(facts: &Facts, areas: &[AreaKey], by_day: &[AreaKey]) -> Vec<Figure> {
    let mut all = Vec::new();
    // A report by council has a million figures.
    let shared: Vec<Arc<AreaKey>> = areas.iter().cloned().map(Arc::new).collect();
    let (days, chosen) = (reply_days(facts), chosen_measures(facts));
    for period in facts.periods() {
        let days_of = |area: &AreaKey| -> &[i64] { if by_day.contains(area) { &days } else { &[] } };
        let days: Vec<&[i64]> = areas.iter().map(days_of).collect();
        let code: Arc<str> = period.round.code.as_str().into();
        for ((area, days), tally) in shared.iter().zip(&days).zip(tally(period, facts.limit, areas, &days)) {
            let figure = |(measure, value)| Figure { period: code.clone(), area: area.clone(), measure, value };
            all.extend(tally.measures(period, facts.limit, &chosen, days).into_iter().map(figure));
        }
    }
    for against in Against::ALL {
        if let Some(before) = facts.earlier(*against) {
            all.extend(changes((&facts.now, before), *against, areas, &shared));
        }
    }
    all
}

/// Of the whole force area in any period.
fn chosen_measures(facts: &Facts) -> BTreeSet<Measure> {
    let force = [AreaKey::force()];
    let tallies = facts.periods().flat_map(|period| tally(period, facts.limit, &force, &[&[]]));
    tallies.flat_map(|tally| tally.chosen().cloned().collect::<Vec<_>>()).collect()
}

/// Days from the deadline on which some council was first heard in any of the periods, the deadline among them.
fn reply_days(facts: &Facts) -> Vec<i64> {
    let mut days: Vec<i64> = vec![0];
    for period in [Some(&facts.now), facts.before.as_ref()].into_iter().flatten() {
        days.extend(period.lines.iter().filter_map(|line| days_from_deadline(period, line)));
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// `None` if the council was not heard.
pub(super) fn days_from_deadline(period: &PeriodFacts, line: &CouncilLine) -> Option<i64> {
    Some((line.status.heard_on? - period.round.deadline).num_days())
}

/// In the order of `areas`, as are the days of which replies are counted.
fn tally(period: &PeriodFacts, limit: Option<ReplyLimit>, areas: &[AreaKey], days: &[&[i64]]) -> Vec<Tally> {
    let places = Places::new(&period.lines, areas);
    let mut tallies: Vec<(Tally, &[i64])> = days.iter().map(|days| (Tally::default(), *days)).collect();
    let mut add = |council: CouncilId, count: &mut dyn FnMut(&mut Tally, &[i64])| {
        for index in places.of(council) {
            if let Some((tally, days)) = tallies.get_mut(*index) {
                count(tally, days);
            }
        }
    };
    for line in &period.lines {
        add(line.id, &mut |tally, days| tally.add_council(period, line, days));
    }
    for line in &period.priorities {
        add(line.council, &mut |tally, _| tally.add_priority(line, period.as_at));
    }
    for wait in &period.waits {
        add(wait.council, &mut |tally, _| tally.add_wait(*wait, period.as_at, limit));
    }
    tallies.into_iter().map(|(tally, _)| tally).collect()
}

/// Which areas a council is in, as indexes.
struct Places<'a> {
    known: HashMap<(ReportLevel, &'a str, &'a str), Vec<usize>>,
    councils: HashMap<CouncilId, usize>,
    of_lines: HashMap<CouncilId, Vec<usize>>,
}

impl<'a> Places<'a> {
    fn new<'b>(lines: impl IntoIterator<Item = &'b CouncilLine>, areas: &'a [AreaKey]) -> Self {
        let mut places = Self { known: HashMap::new(), councils: HashMap::new(), of_lines: HashMap::new() };
        for (index, area) in areas.iter().enumerate() {
            match area.council {
                Some(council) => drop(places.councils.insert(council, index)),
                None => {
                    places.known.entry((area.level, area.name.as_str(), area.county.as_str())).or_default().push(index)
                }
            }
        }
        places.of_lines = lines.into_iter().map(|line| (line.id, places.of_line(line))).collect();
        places
    }

    fn of_line(&self, line: &CouncilLine) -> Vec<usize> {
        let mut places = Vec::new();
        for level in ReportLevel::ALL {
            let name = level.name_of(line).map_or("", |name| name.raw());
            places.extend(self.known.get(&(*level, name, level.county_of(line))).into_iter().flatten());
        }
        places.extend(self.councils.get(&line.id));
        places
    }

    fn of(&self, council: CouncilId) -> &[usize] {
        self.of_lines.get(&council).map_or(&[], Vec::as_slice)
    }
}

/// Each council of either round, with its line: of this round, or of the earlier one if it is only there. A council counts
/// where it is now; one that is only in the earlier round, where it was then.
pub(super) fn compared<'a>(
    now: &'a PeriodFacts,
    before: &'a PeriodFacts,
) -> impl Iterator<Item = (ComparedCouncil, Option<&'a CouncilLine>)> {
    let lines: HashMap<CouncilId, &CouncilLine> =
        before.lines.iter().chain(&now.lines).map(|line| (line.id, line)).collect();
    let both = compare(
        RoundState { lines: &before.lines, priorities: &before.priorities },
        RoundState { lines: &now.lines, priorities: &now.priorities },
    );
    both.into_iter().map(move |council| {
        let line = lines.get(&council.id).copied();
        (council, line)
    })
}

fn changes(
    (now, before): (&PeriodFacts, &PeriodFacts),
    against: Against,
    areas: &[AreaKey],
    shared: &[Arc<AreaKey>],
) -> Vec<Figure> {
    let (places, mut counts) = (Places::new([], areas), vec![MovementCounts::default(); areas.len()]);
    for (council, line) in compared(now, before) {
        for index in line.map_or_else(Vec::new, |line| places.of_line(line)) {
            if let Some(counts) = counts.get_mut(index) {
                counts.add(&council);
            }
        }
    }
    let (mut all, code): (_, Arc<str>) = (Vec::new(), now.round.code.as_str().into());
    for (area, counts) in shared.iter().zip(&counts) {
        let mut push = |measure, n, of| {
            let value = Value::Share(Share::new(n, of));
            all.push(Figure { period: code.clone(), area: area.clone(), measure, value });
        };
        for movement in CouncilMovement::ALL {
            push(Measure::CouncilChange(against, *movement), counts.count(*movement), counts.councils());
        }
        for movement in PriorityMovement::ALL {
            let of = counts.priorities.total();
            push(Measure::PriorityChange(against, *movement), counts.priorities.count(*movement), of);
        }
    }
    all
}

/// `None` for a priority that is not open.
pub(super) fn review_state(line: &PriorityLine, as_at: NaiveDate) -> Option<ReviewState> {
    if !line.status.state.is_open() {
        return None;
    }
    let is_recent =
        |on: NaiveDate| on.checked_add_months(Months::new(STALE_AFTER_MONTHS)).is_some_and(|to| to >= as_at);
    Some(match line.status.reviewed_on {
        Some(on) if is_recent(on) => ReviewState::Reviewed,
        _ if is_recent(line.since) => ReviewState::New,
        _ => ReviewState::NotReviewed,
    })
}

/// Finds figures by period, area and measure.
pub struct FigureIndex<'a>(HashMap<(&'a str, &'a AreaKey), BTreeMap<&'a Measure, Value>>);

impl<'a> FigureIndex<'a> {
    pub fn new(figures: &'a [Figure]) -> Self {
        let mut index: HashMap<_, BTreeMap<&Measure, Value>> = HashMap::new();
        for figure in figures {
            index.entry((&*figure.period, &*figure.area)).or_default().insert(&figure.measure, figure.value);
        }
        Self(index)
    }

    pub fn get(&self, period: &str, area: &AreaKey, measure: &Measure) -> Option<Value> {
        // The key's lifetime is that of the figures, so the look-up compares with the shorter one.
        let index: &HashMap<(&str, &AreaKey), BTreeMap<&Measure, Value>> = &self.0;
        index.get(&(period, area))?.get(measure).copied()
    }

    /// 0 of 0 for what was not counted.
    pub fn share(&self, period: &str, area: &AreaKey, measure: &Measure) -> Share {
        match self.get(period, area, measure) {
            Some(Value::Share(share)) => share,
            _ => Share::default(),
        }
    }
}
