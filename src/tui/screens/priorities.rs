//! The priorities of all councils that the filter leaves.

use super::super::desk::Desk;
use super::councils::Councils;
use crate::domain::ids::CouncilId;
use crate::domain::line::CouncilLine;
use crate::domain::priority_line::PriorityLine;

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub struct Priorities {
    /// What was read; nothing until then.
    pub lines: Option<Vec<PriorityLine>>,
}

impl Priorities {
    /// Takes what was read.
    pub fn take(&mut self, lines: Vec<PriorityLine>) {
        self.lines = Some(lines);
    }

    /// Follows the filter.
    pub fn arrange(&mut self, _desk: &Desk, _councils: &Councils) {}

    /// The council of the priority in focus.
    pub fn focused_council<'a>(&self, _desk: &'a Desk) -> Option<&'a CouncilLine> {
        None
    }

    /// Goes to the next row of another council, or to the one before; says which council that is.
    pub fn step_council(&mut self, _desk: &Desk, _forward: bool) -> Option<CouncilId> {
        None
    }

    /// Moves the cursor by rows.
    pub fn step(&mut self, _rows: isize) {}

    /// Goes to the next group, or to the one before.
    pub fn step_group(&mut self, _forward: bool) {}

    /// Puts the cursor on the row that is drawn at this place, from 0.
    pub fn click(&mut self, _row: usize) {}

    /// Scrolls so that the cursor is among the `height` rows that are drawn.
    pub fn keep_visible(&mut self, _height: usize) {}
}
