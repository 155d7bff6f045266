//! The state of the priorities: grouped, counted, and filtered by concern.

use std::collections::BTreeSet;

use charter::council_line::CouncilLine;
use charter::ids::{CouncilId, PriorityId};
use charter::priority::Concern;
use charter::priority_line::PriorityLine;

use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::screens::priorities::grouping::Grouping;
use crate::tui::screens::priorities::order::Order;
use crate::tui::ui::list_state::{ListRow, ListState};
use crate::tui::ui::motion::Motion;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Empty if the value is not known.
    pub name: String,
    /// How many match the filter.
    pub shown: usize,
    /// How many there are without the filter.
    pub of: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading, by the index of its group.
    Group(usize),
    Priority {
        /// Index into the lines read.
        line: usize,
        /// Index of its council in `Snapshot::lines`.
        council: usize,
    },
}

impl ListRow for Row {
    const SKIPS_HEADINGS: bool = false;

    fn is_heading(&self) -> bool {
        matches!(self, Self::Group(_))
    }
}

/// The header's counts, for the councils that match the filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub all: usize,
    /// By concern, in the order of [`Concern::ALL`].
    pub concerns: [usize; 4],
}

#[derive(Clone, Debug, Default)]
pub struct Priorities {
    /// `None` until they are read.
    pub lines: Option<Vec<PriorityLine>>,
    /// Index into [`Grouping::ALL`].
    by: usize,
    /// Shows priorities with one of these concerns; all if empty.
    pub concerns: BTreeSet<Concern>,
    pub groups: Vec<Group>,
    pub rows: Vec<Row>,
    pub list: ListState,
    pub counts: Counts,
    /// The sorted priorities, with the generation and grouping that they were sorted for.
    order: Option<(u64, Grouping, Box<Order>)>,
    /// The search generation of the rows.
    arranged_for: Option<u64>,
}

impl Priorities {
    pub fn set_lines(&mut self, lines: Vec<PriorityLine>) {
        // The rows are indices into the old lines, so the cursor is kept by id.
        let focus = self.focused().map(|line| line.id);
        self.lines = Some(lines);
        (self.arranged_for, self.order) = (None, None);
        let index = self.lines.iter().flatten().position(|line| Some(line.id) == focus);
        if let (Some(line), Some(Row::Priority { council, .. })) = (index, self.rows.get(self.list.cursor).copied()) {
            self.rows[self.list.cursor] = Row::Priority { line, council };
        } else {
            self.rows.clear();
        }
    }

    pub fn grouping(&self) -> Grouping {
        Grouping::ALL[self.by]
    }

    pub fn group_by_next(&mut self) {
        self.by = (self.by + 1) % Grouping::ALL.len();
        self.arranged_for = None;
    }

    /// Filters by concern; an empty set shows all.
    pub fn show(&mut self, concerns: BTreeSet<Concern>) {
        self.concerns = concerns;
        self.arranged_for = None;
    }

    /// Applies the filter and keeps the cursor on its priority.
    pub fn arrange(&mut self, shared: &Shared) {
        let (snapshot, search) = (&shared.snapshot, &shared.search);
        if self.arranged_for == Some(search.generation()) {
            return;
        }
        let Some(lines) = &self.lines else { return };
        let focus = self.focused().map(|line| line.id);
        let grouping = self.grouping();
        let order = self.order.take().filter(|(of, by, _)| (*of, *by) == (snapshot.generation(), grouping));
        let (_, _, order) =
            order.unwrap_or_else(|| (snapshot.generation(), grouping, Box::new(Order::of(lines, grouping, snapshot))));
        let mut in_filter = vec![false; snapshot.lines().len()];
        search.indices().for_each(|index| in_filter[index] = true);
        self.counts = Counts::default();
        self.rows.clear();
        self.groups.clear();
        let mut last = None;
        for entry in order.entries.iter().filter(|entry| in_filter[entry.council]) {
            if entry.is_counted {
                self.counts.add(entry.concerns());
            }
            if !self.concerns.is_empty() && !entry.concerns().any(|concern| self.concerns.contains(&concern)) {
                continue;
            }
            if last != Some(entry.group) {
                last = Some(entry.group);
                let (name, of) = order.groups[entry.group].clone();
                self.rows.push(Row::Group(self.groups.len()));
                self.groups.push(Group { name, shown: 0, of });
            }
            if let Some(group) = self.groups.last_mut() {
                group.shown += 1;
            }
            self.rows.push(Row::Priority { line: entry.line, council: entry.council });
        }
        self.order = Some((snapshot.generation(), grouping, order));
        self.arranged_for = Some(search.generation());
        self.keep_focus(focus);
    }

    fn keep_focus(&mut self, focus: Option<PriorityId>) {
        let lines = self.lines.as_deref().unwrap_or_default();
        let is = |row: &Row| matches!(row, Row::Priority { line, .. } if Some(lines[*line].id) == focus);
        // Of several groups with the priority the one that the cursor was in.
        let rows = self.rows.iter().enumerate().filter(|(_, row)| is(row)).map(|(index, _)| index);
        let found = rows.min_by_key(|index| index.abs_diff(self.list.cursor));
        let last = self.rows.len().saturating_sub(1);
        self.list.cursor = found.unwrap_or(self.list.cursor).min(last);
        if found.is_none() && matches!(self.rows.get(self.list.cursor), Some(Row::Group(_))) {
            self.list.cursor = (self.list.cursor + 1).min(last);
        }
    }

    pub fn priority(&self, row: Row) -> Option<&PriorityLine> {
        match row {
            Row::Priority { line, .. } => self.lines.as_ref()?.get(line),
            Row::Group(_) => None,
        }
    }

    pub fn focused(&self) -> Option<&PriorityLine> {
        self.priority(*self.rows.get(self.list.cursor)?)
    }

    pub fn focused_council<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a CouncilLine> {
        match self.rows.get(self.list.cursor)? {
            Row::Priority { council, .. } => snapshot.lines().get(*council),
            Row::Group(_) => None,
        }
    }

    /// Moves to the next or previous row of another council, and returns that council.
    pub fn step_council(&mut self, snapshot: &Snapshot, forward: bool) -> Option<CouncilId> {
        let now = self.focused()?.council;
        let mut list = self.list;
        list.find(forward, self.rows.len(), |row| {
            self.priority(self.rows[row]).is_some_and(|line| line.council != now)
        })?;
        self.list = list;
        self.focused_council(snapshot).map(|line| line.id)
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply_grouped(motion, visible, &self.rows);
    }

    pub fn keep_visible(&mut self, height: usize) {
        // The heading above the first priority stays visible.
        self.list.keep_visible(height, usize::from(self.list.cursor == 1), self.rows.len());
    }
}

impl Counts {
    fn add(&mut self, concerns: impl Iterator<Item = Concern>) {
        self.all += 1;
        concerns.for_each(|concern| self.concerns[concern as usize] += 1);
    }

    pub fn with(&self, concern: Concern) -> usize {
        self.concerns[concern as usize]
    }
}
