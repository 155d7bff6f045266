//! The order of the priorities, sorted once for a reading and not again for each find key.

use std::collections::{BTreeMap, HashMap};

use charter::council_line::CouncilLine;
use charter::ids::CouncilId;
use charter::priority::Concern;
use charter::priority_line::PriorityLine;
use chrono::{Months, NaiveDate};

use crate::tui::app::snapshot::Snapshot;
use crate::tui::screens::priorities::grouping::Grouping;

#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub group: usize,
    /// Index into the lines read.
    pub line: usize,
    /// Index of its council in `Snapshot::lines`.
    pub council: usize,
    /// A bit for each [`Concern`].
    concerns: u8,
    /// In several groups a priority counts once.
    pub is_counted: bool,
}

impl Entry {
    /// In the order of [`Concern::ALL`].
    pub fn concerns(self) -> impl Iterator<Item = Concern> {
        Concern::ALL.iter().copied().filter(move |concern| self.concerns & (1 << *concern as u8) != 0)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Each group's name and number of priorities.
    pub groups: Vec<(String, usize)>,
    pub entries: Vec<Entry>,
}

impl Order {
    pub fn of(lines: &[PriorityLine], grouping: Grouping, snapshot: &Snapshot) -> Self {
        let as_at = snapshot.as_at();
        let indices: HashMap<CouncilId, usize> = snapshot.lines().iter().map(|line| line.id).zip(0..).collect();
        let mut groups: BTreeMap<Key<'_>, Vec<(Urgency, Entry)>> = BTreeMap::new();
        for (index, line) in lines.iter().enumerate() {
            let Some(council) = indices.get(&line.council).copied() else { continue };
            let concerns = line.concerns(as_at);
            let bits = concerns.iter().fold(0, |bits, concern| bits | 1 << *concern as u8);
            let keys = keys(grouping, line, &snapshot.lines()[council], as_at);
            for (key, is_counted) in keys.into_iter().zip(std::iter::once(true).chain(std::iter::repeat(false))) {
                let entry = Entry { group: 0, line: index, council, concerns: bits, is_counted };
                groups.entry(key).or_default().push((urgency(line, &concerns, council), entry));
            }
        }
        let mut order = Self::default();
        for (group, ((_, name), mut entries)) in groups.into_iter().enumerate() {
            entries.sort_by_key(|(urgency, _)| *urgency);
            order.groups.push((name.to_owned(), entries.len()));
            order.entries.extend(entries.into_iter().map(|(_, entry)| Entry { group, ..entry }));
        }
        order
    }
}

/// A group's rank and name.
type Key<'a> = (u8, &'a str);

/// Never none.
fn keys<'a>(grouping: Grouping, line: &'a PriorityLine, council: &'a CouncilLine, as_at: NaiveDate) -> Vec<Key<'a>> {
    let named = |name: &'a str| (u8::from(name.trim().is_empty()), name);
    match grouping {
        Grouping::Category => vec![named(line.category.as_deref().unwrap_or_default())],
        Grouping::Aim if line.aims.is_empty() => vec![named("")],
        Grouping::Aim => line.aims.iter().map(|aim| named(aim)).collect(),
        Grouping::County => vec![named(council.county.raw())],
        Grouping::Team => vec![named(council.team.raw())],
        Grouping::Age => vec![age(line.since, as_at)],
    }
}

fn age(since: NaiveDate, as_at: NaiveDate) -> Key<'static> {
    let before = |months| as_at.checked_sub_months(Months::new(months)).is_some_and(|day| since < day);
    match () {
        () if before(12) => (0, "older than a year"),
        () if before(6) => (1, "six to twelve months"),
        () if before(3) => (2, "three to six months"),
        () => (3, "less than three months"),
    }
}

/// The most urgent concern first, then the earliest due date, then by council and number.
type Urgency = (usize, NaiveDate, usize, Option<u8>);

fn urgency(line: &PriorityLine, concerns: &[Concern], council: usize) -> Urgency {
    let urgency = concerns.first().map_or(usize::MAX, |concern| match concern {
        Concern::Overdue => 0,
        Concern::DueThisWeek => 1,
        Concern::Stale => 2,
        Concern::Untouched => 3,
    });
    (urgency, line.status.next_due.unwrap_or(NaiveDate::MAX), council, line.status.slot)
}
