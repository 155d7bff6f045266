//! The cursor and the scroll offset of every list and page.

use crate::tui::ui::motion::Motion;

/// A row of a list with headings.
pub trait ListRow {
    const SKIPS_HEADINGS: bool;

    fn is_heading(&self) -> bool;

    fn is_selectable(&self) -> bool {
        !(Self::SKIPS_HEADINGS && self.is_heading())
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    pub cursor: usize,
    pub offset: usize,
}

impl ListState {
    pub fn at(cursor: usize) -> Self {
        Self { cursor, offset: 0 }
    }

    /// Moves in a list without headings.
    pub fn apply(&mut self, motion: Motion, visible: usize, len: usize) {
        self.step(motion.rows(visible), len);
    }

    pub fn step(&mut self, by: isize, len: usize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(len.saturating_sub(1));
    }

    /// Moves in a list with headings.
    pub fn apply_grouped<R: ListRow>(&mut self, motion: Motion, visible: usize, rows: &[R]) {
        match motion {
            Motion::NextGroup => self.step_group(true, rows),
            Motion::PreviousGroup => self.step_group(false, rows),
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown | Motion::First | Motion::Last => {
                let by = motion.rows(visible);
                self.select(self.cursor.saturating_add_signed(by), by >= 0, rows);
            }
        }
    }

    /// Selects a row, or the nearest selectable one: in the direction of travel, else in the other.
    pub fn select<R: ListRow>(&mut self, row: usize, forward: bool, rows: &[R]) {
        let row = row.min(rows.len().saturating_sub(1));
        let after = |from: usize| (from..rows.len()).find(|row| rows[*row].is_selectable());
        let before = |end: usize| (0..end.min(rows.len())).rev().find(|row| rows[*row].is_selectable());
        let found = if forward { after(row).or_else(|| before(row)) } else { before(row + 1).or_else(|| after(row)) };
        self.cursor = found.unwrap_or(0);
    }

    fn step_group<R: ListRow>(&mut self, forward: bool, rows: &[R]) {
        let is_heading = |row: &usize| rows[*row].is_heading();
        let found = if forward {
            (self.cursor + 1..rows.len()).find(is_heading)
        } else {
            // If the cursor skips headings, the first heading above it is its own group's.
            let own = usize::from(R::SKIPS_HEADINGS);
            (0..self.cursor.min(rows.len())).rev().filter(is_heading).take(1 + own).last()
        };
        if let Some(heading) = found {
            self.select(heading, true, rows);
        }
    }

    /// Moves to the next or previous row that `wanted` accepts. `None`, without moving, if there is none.
    pub fn find(&mut self, forward: bool, len: usize, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let found = if forward {
            (self.cursor + 1..len).find(|row| wanted(*row))
        } else {
            (0..self.cursor.min(len)).rev().find(|row| wanted(*row))
        };
        self.cursor = found?;
        found
    }

    /// The index of the row in focus among those of its kind, headings or the others, and their number. `None` in an empty
    /// list.
    pub fn position<R: ListRow>(&self, rows: &[R]) -> Option<(usize, usize)> {
        let is_heading = rows.get(self.cursor)?.is_heading();
        let is_alike = |row: &&R| row.is_heading() == is_heading;
        let before = rows.iter().take(self.cursor).filter(is_alike).count();
        Some((before, rows.iter().filter(is_alike).count()))
    }

    /// Selects a row. Returns `false` if it is not selectable.
    pub fn click<R: ListRow>(&mut self, row: usize, rows: &[R]) -> bool {
        let selectable = rows.get(row).is_some_and(ListRow::is_selectable);
        if selectable {
            self.cursor = row;
        }
        selectable
    }

    /// Scrolls so that the cursor is in view, with `above` rows over it if they fit. Leaves no rows empty at the bottom
    /// while some are hidden above, so a window that grew is filled again.
    pub fn keep_visible(&mut self, height: usize, above: usize, len: usize) {
        let height = height.max(1);
        let top = self.cursor - above.min(height - 1).min(self.cursor);
        self.offset = self.offset.min(top).max((self.cursor + 1).saturating_sub(height));
        self.offset = self.offset.min(len.saturating_sub(height));
    }

    /// Scrolls a page that has no cursor.
    pub fn scroll(&mut self, motion: Motion, visible: usize, len: usize) {
        let last = len.saturating_sub(visible);
        self.offset = self.offset.min(last).saturating_add_signed(motion.rows(visible)).min(last);
    }
}
