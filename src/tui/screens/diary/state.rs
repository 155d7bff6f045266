//! The state of the diary: a quarter's meetings of the councils that match the filter.

use std::collections::{BTreeMap, HashMap};

use charter::agenda::Holidays;
use charter::calendar::Quarter;
use charter::council_line::CouncilLine;
use charter::diary::DiaryLine;
use charter::ids::{CouncilId, MeetingId, RoundId};
use charter::promise_counts::PromiseCounts;
use charter::round::Round;
use chrono::{Datelike, Months, NaiveDate};

use crate::tui::app::date_range::DateRange;
use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::ui::list_state::{ListRow, ListState};
use crate::tui::ui::motion::Motion;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A day with its own row: the as-at day, a bank holiday. The cursor skips it.
    Day(NaiveDate),
    Meeting {
        /// Index into the lines read.
        line: usize,
        /// Index of its council in `Snapshot::lines`.
        council: usize,
    },
}

impl ListRow for Row {
    const SKIPS_HEADINGS: bool = true;

    fn is_heading(&self) -> bool {
        matches!(self, Self::Day(_))
    }
}

#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// The quarter on screen.
    pub days: Option<DateRange>,
    pub rows: Vec<Row>,
    pub list: ListState,
    /// The day of the row in focus, or a day without meetings.
    pub day: NaiveDate,
    pub counts: BTreeMap<NaiveDate, usize>,
    pub holidays: BTreeMap<NaiveDate, String>,
    /// Of the councils that match the filter.
    pub promises: PromiseCounts,
    lines: Option<Vec<DiaryLine>>,
    /// The index of each line's council in `Snapshot::lines`, and the generation of that snapshot.
    councils: Vec<Option<usize>>,
    indexed_generation: Option<u64>,
    round: Option<RoundId>,
    /// Set after a jump to a day: the rows after the cursor have to be visible.
    recenter: bool,
    /// The search generation of the rows.
    arranged_for: Option<u64>,
}

impl Diary {
    /// The days to read: the current quarter, or the round's if the round has changed.
    pub fn request_days(&mut self, round: &Round, as_at: NaiveDate) -> DateRange {
        if let Some(days) = self.days.filter(|_| self.round == Some(round.id)) {
            return days;
        }
        self.round = Some(round.id);
        let days = DateRange { from: round.starts_on, until: round.ends_on };
        self.day = as_at.clamp(days.from, days.until);
        self.switch_to(days);
        days
    }

    fn switch_to(&mut self, days: DateRange) {
        let known = Holidays::england();
        let named = |day: NaiveDate| known.name(day).map(|name| (day, name.to_owned()));
        self.holidays = days.iter_days().filter_map(named).collect();
        self.days = Some(days);
        self.lines = None;
        self.indexed_generation = None;
        self.rows.clear();
        self.counts.clear();
        (self.list, self.arranged_for, self.recenter) = (ListState::default(), None, true);
    }

    /// Returns `false` if the lines are of other days than those on screen.
    pub fn set_lines(&mut self, days: DateRange, lines: Vec<DiaryLine>, shared: &Shared) -> bool {
        if self.days != Some(days) {
            return false;
        }
        let focus = self.focused().map(identity);
        self.lines = Some(lines);
        self.indexed_generation = None;
        self.fill(shared);
        self.keep_focus(focus);
        true
    }

    pub fn is_read(&self) -> bool {
        self.lines.is_some()
    }

    /// Applies the filter and keeps the cursor on its meeting.
    pub fn arrange(&mut self, shared: &Shared) {
        if self.arranged_for != Some(shared.search.generation()) {
            let focus = self.focused().map(identity);
            self.fill(shared);
            self.keep_focus(focus);
        }
    }

    fn fill(&mut self, shared: &Shared) {
        let (snapshot, search) = (&shared.snapshot, &shared.search);
        self.index_councils(snapshot);
        let mut in_filter = vec![false; snapshot.lines().len()];
        search.indices().for_each(|index| in_filter[index] = true);
        let matching = snapshot.lines().iter().zip(&in_filter).filter(|(_, in_filter)| **in_filter);
        self.promises = PromiseCounts::from_quarters(matching.map(|(line, _)| &line.status.quarterly));
        self.arranged_for = Some(search.generation());
        self.rows.clear();
        let mut days: Vec<NaiveDate> = self.holidays.keys().copied().collect();
        days.extend(self.days.filter(|days| days.contains(snapshot.as_at())).map(|_| snapshot.as_at()));
        days.sort_unstable();
        days.dedup();
        let mut days = days.into_iter().peekable();
        let mut counts: Vec<(NaiveDate, usize)> = Vec::new();
        for (line, meeting) in self.lines.iter().flatten().enumerate() {
            let Some(council) = self.councils.get(line).copied().flatten().filter(|index| in_filter[*index]) else {
                continue;
            };
            while let Some(day) = days.next_if(|day| *day <= meeting.on) {
                self.rows.push(Row::Day(day));
            }
            self.rows.push(Row::Meeting { line, council });
            match counts.last_mut() {
                Some((day, count)) if *day == meeting.on => *count += 1,
                _ => counts.push((meeting.on, 1)),
            }
        }
        self.counts = counts.into_iter().collect();
        if !self.counts.is_empty() {
            self.rows.extend(days.map(Row::Day));
        }
    }

    /// Looks up each meeting's council once for a snapshot.
    fn index_councils(&mut self, snapshot: &Snapshot) {
        if self.indexed_generation == Some(snapshot.generation()) {
            return;
        }
        let indices: HashMap<CouncilId, usize> = snapshot.lines().iter().map(|line| line.id).zip(0..).collect();
        self.councils = self.lines.iter().flatten().map(|line| indices.get(&line.council).copied()).collect();
        self.indexed_generation = Some(snapshot.generation());
    }

    /// Keeps the cursor on its meeting; otherwise on one of the same council and day, else on the first from the
    /// focused day on.
    fn keep_focus(&mut self, focus: Option<Identity>) {
        let same = focus.and_then(|(council, on, meeting)| {
            self.row_of(|line| identity(line) == (council, on, meeting))
                .or_else(|| self.row_of(|line| (line.council, line.on) == (council, on)))
        });
        let found = same.or_else(|| self.row_of(|line| line.on >= self.day)).or_else(|| self.last_meeting());
        self.list.cursor = found.unwrap_or(0);
    }

    fn row_of(&self, wanted: impl Fn(&DiaryLine) -> bool) -> Option<usize> {
        self.rows.iter().position(|row| self.meeting(*row).is_some_and(&wanted))
    }

    fn last_meeting(&self) -> Option<usize> {
        self.rows.iter().rposition(|row| matches!(row, Row::Meeting { .. }))
    }

    pub fn meeting(&self, row: Row) -> Option<&DiaryLine> {
        match row {
            Row::Day(_) => None,
            Row::Meeting { line, .. } => self.lines.as_ref()?.get(line),
        }
    }

    pub fn focused(&self) -> Option<&DiaryLine> {
        self.meeting(*self.rows.get(self.list.cursor)?)
    }

    pub fn focused_council<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a CouncilLine> {
        match self.rows.get(self.list.cursor)? {
            Row::Day(_) => None,
            Row::Meeting { council, .. } => snapshot.lines().get(*council),
        }
    }

    /// Moves to a meeting; the groups are days.
    pub fn apply(&mut self, motion: Motion, visible: usize) {
        match motion {
            Motion::NextGroup => self.step_day(true),
            Motion::PreviousGroup => self.step_day(false),
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown | Motion::First | Motion::Last => {
                self.list.apply_grouped(motion, visible, &self.rows);
                self.follow_cursor();
            }
        }
    }

    fn follow_cursor(&mut self) {
        self.day = self.focused().map_or(self.day, |line| line.on);
    }

    pub fn click(&mut self, row: usize) -> bool {
        let selected = self.list.click(row, &self.rows);
        self.follow_cursor();
        selected
    }

    /// Moves to the first meeting of the next or previous day with one.
    fn step_day(&mut self, forward: bool) {
        let days = |day: &NaiveDate| if forward { *day > self.day } else { *day < self.day };
        let mut found = self.counts.keys().copied().filter(days);
        let day = if forward { found.next() } else { found.next_back() };
        if let Some(row) = day.and_then(|day| self.row_of(|line| line.on == day)) {
            self.list.cursor = row;
        }
        self.follow_cursor();
    }

    /// Moves to the next or previous row of another council, and returns that council.
    pub fn step_council(&mut self, snapshot: &Snapshot, forward: bool) -> Option<CouncilId> {
        let now = self.focused()?.council;
        let mut list = self.list;
        list.find(forward, self.rows.len(), |row| {
            self.meeting(self.rows[row]).is_some_and(|line| line.council != now)
        })?;
        self.list = list;
        self.follow_cursor();
        self.focused_council(snapshot).map(|line| line.id)
    }

    pub fn adjacent_month(&self, forward: bool) -> NaiveDate {
        let first = self.day.with_day(1).unwrap_or(self.day);
        let step = Months::new(1);
        let month = if forward { first.checked_add_months(step) } else { first.checked_sub_months(step) };
        month.unwrap_or(first)
    }

    /// Returns the days to read if the day is in another quarter.
    pub fn go_to(&mut self, day: NaiveDate) -> Option<DateRange> {
        self.day = day;
        if self.days.is_some_and(|days| days.contains(day)) {
            self.keep_focus(None);
            self.recenter = true;
            return None;
        }
        let quarter = Quarter::of(day);
        let days = DateRange { from: quarter.starts_on(), until: quarter.ends_on() };
        self.switch_to(days);
        Some(days)
    }

    /// The day rows above a meeting stay visible with it if they fit.
    pub fn keep_visible(&mut self, height: usize) {
        let above = self.rows.iter().take(self.list.cursor).rev().take_while(|row| row.is_heading()).count();
        if self.recenter && self.lines.is_some() {
            self.recenter = false;
            // A third of the rows in view shows the days before.
            let top = self.list.cursor - above.min(height.max(1) - 1);
            self.list.offset = top.saturating_sub(height.max(1) / 3);
        }
        self.list.keep_visible(height, above, self.rows.len());
    }
}

/// Identifies a meeting, even one that only the pattern gives.
type Identity = (CouncilId, NaiveDate, Option<MeetingId>);

fn identity(line: &DiaryLine) -> Identity {
    (line.council, line.on, line.meeting)
}
