//! The diary: the meetings of a quarter, past and coming, that the filter leaves, and the day in focus.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};

use super::super::desk::Desk;
use super::super::msg::Days;
use super::councils::Councils;
use crate::domain::calendar::Quarter;
use crate::domain::diary::DiaryLine;
use crate::domain::ids::{CouncilId, MeetingId, RoundId};
use crate::domain::line::CouncilLine;
use crate::domain::round::Round;

/// A row: one meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The place of the meeting among those that were read.
    line: usize,
    /// The place of its council in [`Desk::lines`].
    council: usize,
}

/// The state of the diary.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// The days that are asked for: a quarter.
    pub days: Option<Days>,
    /// The meetings that the filter leaves.
    pub rows: Vec<Row>,
    /// The row in focus.
    pub cursor: usize,
    /// The first row that is drawn.
    pub offset: usize,
    /// The day in focus: that of the row in focus, or one on which nobody meets.
    pub day: NaiveDate,
    lines: Option<Vec<DiaryLine>>,
    round: Option<RoundId>,
    /// After which search of the list the rows were made.
    arranged: Option<u64>,
}

impl Diary {
    /// The days to read: the quarter in view, or the round's where that is another than before.
    pub fn ask(&mut self, round: &Round, as_at: NaiveDate) -> Days {
        if let Some(days) = self.days.filter(|_| self.round == Some(round.id)) {
            return days;
        }
        self.round = Some(round.id);
        let days = Days { from: round.starts_on, until: round.ends_on };
        self.day = as_at.clamp(days.from, days.until);
        self.leave_for(days);
        days
    }

    fn leave_for(&mut self, days: Days) {
        self.days = Some(days);
        self.lines = None;
        self.rows.clear();
        (self.cursor, self.offset, self.arranged) = (0, 0, None);
    }

    /// Takes the meetings that were read. `false` if they are not of the days that are in view.
    pub fn take(&mut self, days: Days, lines: Vec<DiaryLine>) -> bool {
        if self.days != Some(days) {
            return false;
        }
        let focus = self.focused().map(identity);
        self.lines = Some(lines);
        self.arranged = None;
        self.cursor = usize::MAX;
        self.keep_focus(focus);
        true
    }

    /// Whether the meetings have been read.
    pub fn is_read(&self) -> bool {
        self.lines.is_some()
    }

    /// Shows the meetings of the councils that the filter leaves, with the cursor on the one that it was on.
    pub fn arrange(&mut self, desk: &Desk, councils: &Councils) {
        if self.arranged == Some(councils.searches) {
            return;
        }
        let Some(lines) = &self.lines else { return };
        let focus = self.rows.get(self.cursor).and_then(|row| lines.get(row.line)).map(identity);
        let left: HashMap<CouncilId, usize> =
            councils.left().map(|place| place as usize).map(|place| (desk.lines()[place].id, place)).collect();
        let row = |(line, meeting): (usize, &DiaryLine)| Some(Row { line, council: *left.get(&meeting.council)? });
        self.rows = lines.iter().enumerate().filter_map(row).collect();
        self.arranged = Some(councils.searches);
        self.keep_focus(focus);
    }

    /// Puts the cursor on the meeting that it was on; where that is not there any more, on one of the same council and
    /// day, and else on the first that is not before the day in focus.
    fn keep_focus(&mut self, focus: Option<Identity>) {
        let Some(lines) = &self.lines else { return };
        let place = |found: &dyn Fn(&DiaryLine) -> bool| self.rows.iter().position(|row| found(&lines[row.line]));
        let same = focus.and_then(|focus| {
            place(&|line| identity(line) == focus)
                .or_else(|| place(&|line| (line.council, line.on) == (focus.0, focus.1)))
        });
        let found = same.or_else(|| place(&|line| line.on >= self.day)).unwrap_or(self.rows.len().saturating_sub(1));
        self.cursor = found;
    }

    /// The meeting of a row.
    pub fn meeting(&self, row: Row) -> Option<&DiaryLine> {
        self.lines.as_ref()?.get(row.line)
    }

    /// The council of a row.
    pub fn council(row: Row, desk: &Desk) -> Option<&CouncilLine> {
        desk.lines().get(row.council)
    }

    /// The meeting in focus.
    pub fn focused(&self) -> Option<&DiaryLine> {
        self.meeting(*self.rows.get(self.cursor)?)
    }

    /// The council of the meeting in focus.
    pub fn focused_council<'a>(&self, desk: &'a Desk) -> Option<&'a CouncilLine> {
        Self::council(*self.rows.get(self.cursor)?, desk)
    }

    /// Moves the cursor by rows.
    pub fn step(&mut self, rows: isize) {
        self.cursor = self.cursor.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
        self.follow_cursor();
    }

    fn follow_cursor(&mut self) {
        self.day = self.focused().map_or(self.day, |line| line.on);
    }

    /// Puts the cursor on the row that is drawn at this place, from 0.
    pub fn click(&mut self, row: usize) {
        if row + self.offset < self.rows.len() {
            self.cursor = row + self.offset;
            self.follow_cursor();
        }
    }

    /// Goes to the first meeting of the next day with one, or of the day before.
    pub fn step_day(&mut self, forward: bool) {
        let day = |place: usize| self.meeting(self.rows[place]).map(|line| line.on);
        let found = if forward {
            (self.cursor..self.rows.len()).find(|place| day(*place) > Some(self.day))
        } else {
            let last = (0..self.rows.len()).rev().find(|place| day(*place) < Some(self.day));
            last.and_then(|last| (0..=last).find(|place| day(*place) == day(last)))
        };
        self.cursor = found.unwrap_or(self.cursor);
        self.follow_cursor();
    }

    /// Goes to the next row of another council, or to the one before; says which council that is.
    pub fn step_council(&mut self, desk: &Desk, forward: bool) -> Option<CouncilId> {
        let now = self.focused()?.council;
        let is_other = |place: &usize| self.meeting(self.rows[*place]).is_some_and(|line| line.council != now);
        let found = if forward {
            (self.cursor + 1..self.rows.len()).find(is_other)
        } else {
            (0..self.cursor).rev().find(is_other)
        };
        self.cursor = found?;
        self.follow_cursor();
        self.focused_council(desk).map(|line| line.id)
    }

    /// The first day of the month before the one in focus, or of the one after.
    pub fn month_beside(&self, forward: bool) -> NaiveDate {
        let first = self.day.with_day(1).unwrap_or(self.day);
        let month = Months::new(1);
        let beside = if forward { first.checked_add_months(month) } else { first.checked_sub_months(month) };
        beside.unwrap_or(first)
    }

    /// Goes to a day; gives the days that have to be read for it, if it is in another quarter.
    pub fn go_to(&mut self, day: NaiveDate) -> Option<Days> {
        self.day = day;
        if self.days.is_some_and(|days| days.holds(day)) {
            self.cursor = usize::MAX;
            self.keep_focus(None);
            return None;
        }
        let quarter = Quarter::of(day);
        let days = Days { from: quarter.starts_on(), until: quarter.ends_on() };
        self.leave_for(days);
        Some(days)
    }

    /// Scrolls so that the cursor is among the `height` rows that are drawn.
    pub fn keep_visible(&mut self, height: usize) {
        let height = height.max(1);
        self.offset = self.offset.min(self.cursor).max((self.cursor + 1).saturating_sub(height));
        self.offset = self.offset.min(self.rows.len().saturating_sub(height));
    }
}

/// What a meeting is known by, also where only the pattern gives it.
type Identity = (CouncilId, NaiveDate, Option<MeetingId>);

fn identity(line: &DiaryLine) -> Identity {
    (line.council, line.on, line.meeting)
}
