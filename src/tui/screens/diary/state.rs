//! The state of the diary: a quarter's meetings of the councils that match the filter, and the entries beside them.

use std::collections::{BTreeMap, HashMap};

use charter::agenda::Holidays;
use charter::calendar::Quarter;
use charter::council_line::CouncilLine;
use charter::diary::DiaryLine;
use charter::diary_entry::{DiaryEntry, EntrySource};
use charter::ids::{CouncilId, MeetingId, RoundId};
use charter::promise_counts::PromiseCounts;
use charter::public_event::PublicEvent;
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
    /// Index into the entries read.
    Entry(usize),
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
    read: Option<desk::diary::Diary>,
    /// The index of each line's council in `Snapshot::lines`, and the generation of that snapshot.
    councils: Vec<Option<usize>>,
    indexed_generation: Option<u64>,
    /// Of the same snapshot.
    indices: HashMap<CouncilId, usize>,
    round: Option<RoundId>,
    /// The entry to which a task led; it gets the focus once the rows are read.
    wanted: Option<Identity>,
    /// Set after a jump to a day: the rows after the cursor have to be visible.
    recenter: bool,
    /// The search generation of the rows.
    arranged_for: Option<u64>,
}

impl Diary {
    /// Prepares the way from a task to its entry in the diary, whose rows are to be read next.
    pub fn seek(&mut self, round: RoundId, source: EntrySource, on: NaiveDate) {
        self.round = Some(round);
        let _ = self.go_to(on);
        self.wanted = Some(Identity::Entry(source, on));
    }

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
        self.read = None;
        self.indexed_generation = None;
        self.rows.clear();
        self.counts.clear();
        (self.list, self.arranged_for, self.recenter) = (ListState::default(), None, true);
    }

    /// Returns `false` if the rows are of other days than those on screen.
    pub fn set_rows(&mut self, days: DateRange, read: desk::diary::Diary, shared: &Shared) -> bool {
        if self.days != Some(days) {
            return false;
        }
        let focus = self.wanted.take().or_else(|| self.focused_identity());
        self.read = Some(read);
        self.indexed_generation = None;
        self.fill(shared);
        self.keep_focus(focus);
        true
    }

    pub fn is_read(&self) -> bool {
        self.read.is_some()
    }

    /// Applies the filter and keeps the cursor on its meeting.
    pub fn arrange(&mut self, shared: &Shared) {
        if self.arranged_for != Some(shared.search.generation()) {
            let focus = self.focused_identity();
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
        for (on, row) in self.rows_in_order(&in_filter, shared) {
            while let Some(day) = days.next_if(|day| *day <= on) {
                self.rows.push(Row::Day(day));
            }
            self.rows.push(row);
            match counts.last_mut() {
                Some((day, count)) if *day == on => *count += 1,
                _ => counts.push((on, 1)),
            }
        }
        self.counts = counts.into_iter().collect();
        if !self.counts.is_empty() {
            self.rows.extend(days.map(Row::Day));
        }
    }

    /// The meetings and entries that match the filter, by day and time; those without a time come last in their day.
    fn rows_in_order(&self, in_filter: &[bool], shared: &Shared) -> Vec<(NaiveDate, Row)> {
        let Some(read) = &self.read else { return Vec::new() };
        let matches = |index: usize| in_filter.get(index).copied().unwrap_or(false);
        let meetings = read.meetings.iter().zip(&self.councils).enumerate().filter_map(|(line, (meeting, council))| {
            let council = council.filter(|index| matches(*index))?;
            Some(((meeting.on, meeting.at.is_none(), meeting.at), Row::Meeting { line, council }))
        });
        let by_name = !shared.search.filter.find.is_empty();
        let is_shown = |entry: &DiaryEntry| {
            entry.is_shown(by_name, |id| self.indices.get(&id).is_some_and(|index| matches(*index)))
        };
        let entries = read.entries.iter().enumerate().filter(|(_, entry)| is_shown(entry));
        let entries = entries.map(|(index, entry)| ((entry.on, entry.at.is_none(), entry.at), Row::Entry(index)));
        let mut rows: Vec<_> = meetings.chain(entries).collect();
        rows.sort_by_key(|(order, _)| *order);
        rows.into_iter().map(|((on, ..), row)| (on, row)).collect()
    }

    /// Looks up each meeting's council once for a snapshot.
    fn index_councils(&mut self, snapshot: &Snapshot) {
        if self.indexed_generation == Some(snapshot.generation()) {
            return;
        }
        self.indices = snapshot.lines().iter().map(|line| line.id).zip(0..).collect();
        let meetings = self.read.iter().flat_map(|read| &read.meetings);
        self.councils = meetings.map(|line| self.indices.get(&line.council).copied()).collect();
        self.indexed_generation = Some(snapshot.generation());
    }

    /// Keeps the cursor on its row; otherwise on a meeting of the same council and day, else on the first row from the
    /// focused day on.
    fn keep_focus(&mut self, focus: Option<Identity>) {
        let same = focus.and_then(|focus| {
            self.rows.iter().position(|row| self.identity(*row) == Some(focus)).or_else(|| match focus {
                Identity::Meeting(council, on, _) => self.row_of(|line| (line.council, line.on) == (council, on)),
                Identity::Entry(..) => None,
            })
        });
        let found =
            same.or_else(|| self.row_from(self.day)).or_else(|| self.rows.iter().rposition(|row| !row.is_heading()));
        self.list.cursor = found.unwrap_or(0);
    }

    fn row_of(&self, wanted: impl Fn(&DiaryLine) -> bool) -> Option<usize> {
        self.rows.iter().position(|row| self.meeting(*row).is_some_and(&wanted))
    }

    /// The first row of a day or a later one.
    fn row_from(&self, day: NaiveDate) -> Option<usize> {
        self.rows.iter().position(|row| !row.is_heading() && self.day_of(*row).is_some_and(|on| on >= day))
    }

    pub fn meeting(&self, row: Row) -> Option<&DiaryLine> {
        match row {
            Row::Day(_) | Row::Entry(_) => None,
            Row::Meeting { line, .. } => self.read.as_ref()?.meetings.get(line),
        }
    }

    pub fn entry(&self, row: Row) -> Option<&DiaryEntry> {
        match row {
            Row::Day(_) | Row::Meeting { .. } => None,
            Row::Entry(index) => self.read.as_ref()?.entries.get(index),
        }
    }

    fn day_of(&self, row: Row) -> Option<NaiveDate> {
        match row {
            Row::Day(on) => Some(on),
            Row::Meeting { .. } => self.meeting(row).map(|meeting| meeting.on),
            Row::Entry(_) => self.entry(row).map(|entry| entry.on),
        }
    }

    fn identity(&self, row: Row) -> Option<Identity> {
        match row {
            Row::Day(_) => None,
            Row::Meeting { .. } => self.meeting(row).map(|line| Identity::Meeting(line.council, line.on, line.meeting)),
            Row::Entry(_) => self.entry(row).map(|entry| Identity::Entry(entry.source, entry.on)),
        }
    }

    fn focused_row(&self) -> Option<Row> {
        self.rows.get(self.list.cursor).copied()
    }

    fn focused_identity(&self) -> Option<Identity> {
        self.identity(self.focused_row()?)
    }

    /// `None` on any other row than a meeting.
    pub fn focused(&self) -> Option<&DiaryLine> {
        self.meeting(self.focused_row()?)
    }

    /// The record of the event in focus, or of the meeting whose papers or questions are due.
    pub fn focused_event(&self) -> Option<&PublicEvent> {
        let EntrySource::Event(id) = self.focused_entry()?.source else { return None };
        self.read.as_ref()?.events.iter().find(|event| event.id == id)
    }

    pub fn focused_entry(&self) -> Option<&DiaryEntry> {
        self.entry(self.focused_row()?)
    }

    pub fn focused_council<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a CouncilLine> {
        match self.rows.get(self.list.cursor)? {
            Row::Day(_) | Row::Entry(_) => None,
            Row::Meeting { council, .. } => snapshot.lines().get(*council),
        }
    }

    /// Moves to a row; the groups are days.
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
        self.day = self.focused_row().and_then(|row| self.day_of(row)).unwrap_or(self.day);
    }

    pub fn click(&mut self, row: usize) -> bool {
        let selected = self.list.click(row, &self.rows);
        self.follow_cursor();
        selected
    }

    /// Moves to the first row of the next or previous day with one.
    fn step_day(&mut self, forward: bool) {
        let days = |day: &NaiveDate| if forward { *day > self.day } else { *day < self.day };
        let mut found = self.counts.keys().copied().filter(days);
        let day = if forward { found.next() } else { found.next_back() };
        if let Some(row) = day.and_then(|day| self.row_from(day)) {
            self.list.cursor = row;
        }
        self.follow_cursor();
    }

    /// Moves to the next or previous row of another council, and returns that council.
    pub fn step_council(&mut self, snapshot: &Snapshot, forward: bool) -> Option<CouncilId> {
        let now = self.focused().map(|line| line.council);
        let mut list = self.list;
        list.find(forward, self.rows.len(), |row| {
            self.meeting(self.rows[row]).is_some_and(|line| Some(line.council) != now)
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
        if self.recenter && self.read.is_some() {
            self.recenter = false;
            // A third of the rows in view shows the days before.
            let top = self.list.cursor - above.min(height.max(1) - 1);
            self.list.offset = top.saturating_sub(height.max(1) / 3);
        }
        self.list.keep_visible(height, above, self.rows.len());
    }
}

/// Identifies a row from one reading to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Identity {
    /// Also a meeting that only the pattern gives.
    Meeting(CouncilId, NaiveDate, Option<MeetingId>),
    Entry(EntrySource, NaiveDate),
}
