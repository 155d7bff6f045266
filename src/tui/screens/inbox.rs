//! The inbox: what waits, grouped by what it needs, and where the cursor is.
//!
//! The cursor is on an item wherever there is one, never on a heading, so that every key always means something. It is kept
//! by identity: once something is decided of an item it is on the item that was next when the key was pressed.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::desk::Desk;
use super::councils::Councils;
use crate::domain::ids::{CouncilId, ItemId};
use crate::domain::inbox::{Group, InboxLine};
use crate::domain::line::CouncilLine;

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a group, and how many of its items are shown.
    Group(Group, usize),
    /// An item.
    Item {
        /// Its place among those that were read.
        line: usize,
        /// The place of its council in [`Desk::lines`], where that is known.
        council: Option<usize>,
    },
}

/// How the source of the item in focus is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceView {
    of: Option<ItemId>,
    /// The first of its rows that is drawn.
    pub first: usize,
    /// Whether the whole text is shown, with what was quoted.
    pub whole: bool,
}

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// What was read; nothing until then.
    pub lines: Option<Vec<InboxLine>>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The row in focus.
    pub cursor: usize,
    /// The first row that is drawn.
    pub offset: usize,
    /// Whether the source is shown where there is no room for it beside the proposed return.
    pub source_in_front: bool,
    /// Whether something was saved since it was read: what is worked out may be another thing now.
    pub stale: bool,
    reading: SourceView,
    /// All that has waited, not put off, since the screen was opened.
    seen: HashSet<ItemId>,
    /// Which item the cursor goes to once what was decided is read back.
    next: Option<ItemId>,
    /// Whether the last change was taken back: the cursor goes to the item that waits again.
    taken_back: bool,
    /// After which search of the list of councils the rows were made.
    arranged: Option<u64>,
}

impl Inbox {
    /// Begins to count anew what has waited: the screen is opened.
    pub fn open(&mut self) {
        self.seen.clear();
    }

    /// Takes what was read, which is in the order of its groups.
    pub fn take(&mut self, lines: Vec<InboxLine>) {
        let known: HashSet<ItemId> = self.lines.iter().flatten().map(|line| line.item.id).collect();
        let came_back = lines.iter().map(|line| line.item.id).find(|id| !known.contains(id));
        let came_back = came_back.filter(|_| std::mem::take(&mut self.taken_back));
        let focus = self.focused().map(|line| line.item.id);
        self.next = came_back.or(self.next).or(focus);
        self.seen.extend(lines.iter().filter(|line| !line.item.later).map(|line| line.item.id));
        self.lines = Some(lines);
        self.stale = false;
        // The rows are places among the lines that were there before.
        self.rows.clear();
        self.arranged = None;
    }

    /// How many wait, and how many have waited since the screen was opened; what is put off is left out.
    pub fn left(&self) -> (usize, usize) {
        let left = self.lines.iter().flatten().filter(|line| !line.item.later).count();
        (left, self.seen.len())
    }

    /// How many are put off.
    pub fn put_off(&self) -> usize {
        self.lines.iter().flatten().filter(|line| line.item.later).count()
    }

    /// Follows the filter, with the cursor on the item that it was on. Items whose council is not known are always shown.
    pub fn arrange(&mut self, desk: &Desk, councils: &Councils) {
        if self.arranged == Some(councils.searches) {
            return;
        }
        let focus = self.next.take().or_else(|| self.focused().map(|line| line.item.id));
        let Some(lines) = &self.lines else { return };
        let places: HashMap<CouncilId, usize> =
            desk.lines().iter().enumerate().map(|(place, line)| (line.id, place)).collect();
        let left: BTreeSet<usize> = councils.left().map(|place| place as usize).collect();
        self.rows.clear();
        let mut heading = None;
        for (line, known) in lines.iter().enumerate() {
            let council = known.triage.council.and_then(|id| places.get(&id).copied());
            if council.is_some_and(|place| !left.contains(&place)) {
                continue;
            }
            let group = known.triage.group;
            match heading.and_then(|place: usize| self.rows.get_mut(place)) {
                Some(Row::Group(last, shown)) if *last == group => *shown += 1,
                _ => {
                    heading = Some(self.rows.len());
                    self.rows.push(Row::Group(group, 1));
                }
            }
            self.rows.push(Row::Item { line, council });
        }
        self.arranged = Some(councils.searches);
        let found = focus.and_then(|id| self.row_of(id));
        self.go_to(found.unwrap_or(self.cursor), true);
    }

    fn row_of(&self, id: ItemId) -> Option<usize> {
        self.rows.iter().position(|row| self.item(*row).is_some_and(|line| line.item.id == id))
    }

    /// The item of a row.
    pub fn item(&self, row: Row) -> Option<&InboxLine> {
        match row {
            Row::Item { line, .. } => self.lines.as_ref()?.get(line),
            Row::Group(..) => None,
        }
    }

    /// The item in focus.
    pub fn focused(&self) -> Option<&InboxLine> {
        self.item(*self.rows.get(self.cursor)?)
    }

    /// Takes what is only offered into the proposed return of the item in focus.
    pub fn take_offered(&mut self) {
        let id = self.focused().map(|line| line.item.id);
        let line = self.lines.iter_mut().flatten().find(|line| Some(line.item.id) == id);
        if let Some(line) = line {
            line.triage.take_offered();
        }
    }

    /// An item that waits.
    pub fn line(&self, id: ItemId) -> Option<&InboxLine> {
        self.lines.iter().flatten().find(|line| line.item.id == id)
    }

    /// The council of the item in focus, where it is known.
    pub fn focused_council<'a>(&self, desk: &'a Desk) -> Option<&'a CouncilLine> {
        match self.rows.get(self.cursor)? {
            Row::Item { council, .. } => desk.lines().get((*council)?),
            Row::Group(..) => None,
        }
    }

    /// Keeps which item is next after the one in focus, for when that is settled; the last makes way for the one before.
    pub fn note_next(&mut self) {
        let beside = self.item_from(self.cursor + 1, true).or_else(|| self.item_from(self.cursor, false));
        self.next = beside.and_then(|row| self.item(self.rows[row])).map(|line| line.item.id);
    }

    /// Nothing was settled: the cursor stays.
    pub fn stay(&mut self) {
        (self.next, self.taken_back) = (None, false);
    }

    /// Something was saved; if that took a change back, the cursor goes to what waits again.
    pub fn saved(&mut self, taken_back: bool) {
        (self.stale, self.taken_back) = (true, taken_back);
    }

    /// The first row with an item from a row on, or before it.
    fn item_from(&self, row: usize, forward: bool) -> Option<usize> {
        let is_item = |place: &usize| matches!(self.rows[*place], Row::Item { .. });
        if forward { (row..self.rows.len()).find(is_item) } else { (0..row.min(self.rows.len())).rev().find(is_item) }
    }

    /// Puts the cursor on the item at a row, or on the nearest in the direction of travel, or in the other.
    fn go_to(&mut self, row: usize, forward: bool) {
        let row = row.min(self.rows.len().saturating_sub(1));
        let (ahead, back) = if forward {
            (self.item_from(row, true), self.item_from(row, false))
        } else {
            (self.item_from(row + 1, false), self.item_from(row, true))
        };
        self.cursor = ahead.or(back).unwrap_or(0);
    }

    /// Moves the cursor by rows, over the headings.
    pub fn step(&mut self, rows: isize) {
        self.go_to(self.cursor.saturating_add_signed(rows), rows >= 0);
    }

    /// Goes to the first item of the next group, or of the one before.
    pub fn step_group(&mut self, forward: bool) {
        let is_group = |place: &usize| matches!(self.rows[*place], Row::Group(..));
        let found = if forward {
            (self.cursor + 1..self.rows.len()).find(is_group)
        } else {
            // The first heading on the way up is the item's own.
            (0..self.cursor.min(self.rows.len())).rev().filter(is_group).take(2).last()
        };
        if let Some(heading) = found {
            self.go_to(heading, true);
        }
    }

    /// Goes to the next row of another council, or to the one before; says which council that is.
    pub fn step_council(&mut self, desk: &Desk, forward: bool) -> Option<CouncilId> {
        let now = self.focused()?.triage.council;
        let other = |place: &usize| match self.rows[*place] {
            Row::Item { council: Some(_), .. } => {
                self.item(self.rows[*place]).map(|line| line.triage.council) != Some(now)
            }
            _ => false,
        };
        let found =
            if forward { (self.cursor + 1..self.rows.len()).find(other) } else { (0..self.cursor).rev().find(other) };
        self.cursor = found?;
        self.focused_council(desk).map(|line| line.id)
    }

    /// Puts the cursor on the item that is drawn at this row, from 0.
    pub fn click(&mut self, row: usize) {
        if matches!(self.rows.get(row + self.offset), Some(Row::Item { .. })) {
            self.cursor = row + self.offset;
        }
    }

    /// Scrolls so that the cursor is among the `height` rows that are drawn, under the heading of its group if that is near.
    pub fn keep_visible(&mut self, height: usize) {
        let height = height.max(1);
        let under_heading = self.cursor > 0 && matches!(self.rows.get(self.cursor - 1), Some(Row::Group(..)));
        let top = if under_heading && height > 1 { self.cursor - 1 } else { self.cursor };
        self.offset = self.offset.min(top).max((self.cursor + 1).saturating_sub(height));
        self.offset = self.offset.min(self.rows.len().saturating_sub(height));
    }

    /// How the source of the item in focus is shown.
    pub fn reading(&self) -> SourceView {
        let of = self.focused().map(|line| line.item.id);
        if self.reading.of == of { self.reading } else { SourceView { of, ..SourceView::default() } }
    }

    /// Shows the source of the item in focus in another way.
    pub fn read_on(&mut self, change: impl FnOnce(&mut SourceView)) {
        let mut reading = self.reading();
        change(&mut reading);
        self.reading = reading;
    }
}
