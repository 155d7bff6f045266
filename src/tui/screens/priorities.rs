//! The priorities of all councils that the filter leaves: grouped, counted, and narrowed by what calls for attention.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Months, NaiveDate};

use super::super::desk::Desk;
use super::councils::Councils;
use crate::domain::ids::{CouncilId, PriorityId};
use crate::domain::line::CouncilLine;
use crate::domain::priority::Concern;
use crate::domain::priority_line::PriorityLine;
use crate::terms;

terms! {
    /// What the priorities are grouped by.
    Grouping {
        /// The category.
        Category = "category", "category";
        /// The county of the council.
        County = "county", "county";
        /// The team of the council.
        Team = "team", "team";
        /// How long ago the council first asked for it.
        Age = "age", "age";
    }
}

/// A group of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What its priorities have in common; empty where that is not known.
    pub name: String,
    /// How many of them are shown.
    pub shown: usize,
    /// How many there are, whatever the list is narrowed by.
    pub of: usize,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a group, by its place.
    Group(usize),
    /// A priority.
    Priority {
        /// Its place among those that were read.
        line: usize,
        /// The place of its council in [`Desk::lines`].
        council: usize,
    },
}

/// What the header counts, of the councils that the filter leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The priorities.
    pub all: usize,
    /// Those with each concern, in the order of [`Concern::ALL`].
    pub concerns: [usize; 4],
}

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub struct Priorities {
    /// What was read; nothing until then.
    pub lines: Option<Vec<PriorityLine>>,
    /// What they are grouped by, as a place in [`Grouping::ALL`].
    by: usize,
    /// Only priorities with one of these concerns are shown; all if there are none.
    pub concerns: BTreeSet<Concern>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The row in focus.
    pub cursor: usize,
    /// The first row that is drawn.
    pub offset: usize,
    /// What the header counts.
    pub counts: Counts,
    /// After which search of the list the rows were made.
    arranged: Option<u64>,
}

impl Priorities {
    /// Takes what was read.
    pub fn take(&mut self, lines: Vec<PriorityLine>) {
        // The rows are places among the lines: the cursor is kept by what it was on.
        let focus = self.focused().map(|line| line.id);
        self.lines = Some(lines);
        self.arranged = None;
        let place = self.lines.iter().flatten().position(|line| Some(line.id) == focus);
        if let (Some(line), Some(Row::Priority { council, .. })) = (place, self.rows.get(self.cursor).copied()) {
            self.rows[self.cursor] = Row::Priority { line, council };
        } else {
            self.rows.clear();
        }
    }

    /// What they are grouped by.
    pub fn grouping(&self) -> Grouping {
        Grouping::ALL[self.by]
    }

    /// Groups by the next thing.
    pub fn group_by_next(&mut self) {
        self.by = (self.by + 1) % Grouping::ALL.len();
        self.arranged = None;
    }

    /// Shows only priorities with one of these concerns; all if there are none.
    pub fn show(&mut self, concerns: BTreeSet<Concern>) {
        self.concerns = concerns;
        self.arranged = None;
    }

    /// Follows the filter, with the cursor on the priority that it was on.
    pub fn arrange(&mut self, desk: &Desk, councils: &Councils) {
        if self.arranged == Some(councils.searches) {
            return;
        }
        let Some(lines) = &self.lines else { return };
        let focus = self.focused().map(|line| line.id);
        let as_at = desk.as_at();
        let places: HashMap<CouncilId, usize> = desk.lines().iter().map(|line| line.id).zip(0..).collect();
        let left: BTreeSet<usize> = councils.left().map(|place| place as usize).collect();
        let grouping = self.grouping();
        let mut groups: BTreeMap<Key, (Group, Vec<Row>)> = BTreeMap::new();
        self.counts = Counts::default();
        for (place, line) in lines.iter().enumerate() {
            let Some(council) = places.get(&line.council).copied() else { continue };
            let key = key(grouping, line, &desk.lines()[council], as_at);
            let blank = || (Group { name: key.1.clone(), shown: 0, of: 0 }, Vec::new());
            let (group, rows) = groups.entry(key.clone()).or_insert_with(blank);
            group.of += 1;
            if !left.contains(&council) {
                continue;
            }
            let concerns = line.concerns(as_at);
            self.counts.add(&concerns);
            if self.concerns.is_empty() || concerns.iter().any(|concern| self.concerns.contains(concern)) {
                group.shown += 1;
                rows.push(Row::Priority { line: place, council });
            }
        }
        self.rows.clear();
        self.groups.clear();
        for (group, mut rows) in groups.into_values().filter(|(group, _)| group.shown > 0) {
            rows.sort_by_key(|row| order(lines, *row, as_at));
            self.rows.push(Row::Group(self.groups.len()));
            self.rows.append(&mut rows);
            self.groups.push(group);
        }
        self.arranged = Some(councils.searches);
        self.keep_focus(focus);
    }

    fn keep_focus(&mut self, focus: Option<PriorityId>) {
        let lines = self.lines.as_deref().unwrap_or_default();
        let is = |row: &Row| matches!(row, Row::Priority { line, .. } if Some(lines[*line].id) == focus);
        let found = self.rows.iter().position(is);
        let last = self.rows.len().saturating_sub(1);
        self.cursor = found.unwrap_or(self.cursor).min(last);
        if found.is_none() && matches!(self.rows.get(self.cursor), Some(Row::Group(_))) {
            self.cursor = (self.cursor + 1).min(last);
        }
    }

    /// The priority of a row.
    pub fn priority(&self, row: Row) -> Option<&PriorityLine> {
        match row {
            Row::Priority { line, .. } => self.lines.as_ref()?.get(line),
            Row::Group(_) => None,
        }
    }

    /// The priority in focus.
    pub fn focused(&self) -> Option<&PriorityLine> {
        self.priority(*self.rows.get(self.cursor)?)
    }

    /// The council of the priority in focus.
    pub fn focused_council<'a>(&self, desk: &'a Desk) -> Option<&'a CouncilLine> {
        match self.rows.get(self.cursor)? {
            Row::Priority { council, .. } => desk.lines().get(*council),
            Row::Group(_) => None,
        }
    }

    /// Goes to the next row of another council, or to the one before; says which council that is.
    pub fn step_council(&mut self, desk: &Desk, forward: bool) -> Option<CouncilId> {
        let now = self.focused()?.council;
        let is_other = |place: &usize| self.priority(self.rows[*place]).is_some_and(|line| line.council != now);
        let found = if forward {
            (self.cursor + 1..self.rows.len()).find(is_other)
        } else {
            (0..self.cursor).rev().find(is_other)
        };
        self.cursor = found?;
        self.focused_council(desk).map(|line| line.id)
    }

    /// Moves the cursor by rows.
    pub fn step(&mut self, rows: isize) {
        self.cursor = self.cursor.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
    }

    /// Goes to the next group, or to the one before.
    pub fn step_group(&mut self, forward: bool) {
        let is_group = |place: &usize| matches!(self.rows[*place], Row::Group(_));
        let found = if forward {
            (self.cursor + 1..self.rows.len()).find(is_group)
        } else {
            (0..self.cursor.min(self.rows.len())).rev().find(is_group)
        };
        self.cursor = found.unwrap_or(self.cursor);
    }

    /// Puts the cursor on the row that is drawn at this place, from 0.
    pub fn click(&mut self, row: usize) {
        if row + self.offset < self.rows.len() {
            self.cursor = row + self.offset;
        }
    }

    /// Scrolls so that the cursor is among the `height` rows that are drawn.
    pub fn keep_visible(&mut self, height: usize) {
        let height = height.max(1);
        // The heading over the first priority is worth a row.
        let top = if self.cursor == 1 { 0 } else { self.cursor };
        self.offset = self.offset.min(top).max((self.cursor + 1).saturating_sub(height));
        self.offset = self.offset.min(self.rows.len().saturating_sub(height));
    }
}

impl Counts {
    fn add(&mut self, concerns: &[Concern]) {
        self.all += 1;
        for concern in concerns {
            self.concerns[*concern as usize] += 1;
        }
    }

    /// How many have a concern.
    pub fn with(&self, concern: Concern) -> usize {
        self.concerns[concern as usize]
    }
}

/// Where a group stands, and its name.
type Key = (u8, String);

fn key(grouping: Grouping, line: &PriorityLine, council: &CouncilLine, as_at: NaiveDate) -> Key {
    let named = |name: &str| (u8::from(name.trim().is_empty()), name.to_owned());
    match grouping {
        Grouping::Category => named(line.category.as_deref().unwrap_or_default()),
        Grouping::County => named(council.county.raw()),
        Grouping::Team => named(council.team.raw()),
        Grouping::Age => age(line.since, as_at),
    }
}

fn age(since: NaiveDate, as_at: NaiveDate) -> Key {
    let before = |months| as_at.checked_sub_months(Months::new(months)).is_some_and(|day| since < day);
    let (place, name) = match () {
        () if before(12) => (0, "older than a year"),
        () if before(6) => (1, "six to twelve months"),
        () if before(3) => (2, "three to six months"),
        () => (3, "less than three months"),
    };
    (place, name.to_owned())
}

/// The most urgent first; then the one that is due first, then by council and place.
fn order(lines: &[PriorityLine], row: Row, as_at: NaiveDate) -> (usize, Option<NaiveDate>, usize, Option<u8>) {
    let Row::Priority { line, council } = row else { return (0, None, 0, None) };
    let line = &lines[line];
    let urgency = line.concerns(as_at).first().map_or(usize::MAX, |concern| match concern {
        Concern::Overdue => 0,
        Concern::DueThisWeek => 1,
        Concern::Stale => 2,
        Concern::Untouched => 3,
    });
    (urgency, line.standing.next_due.or(Some(NaiveDate::MAX)), council, line.standing.slot)
}
