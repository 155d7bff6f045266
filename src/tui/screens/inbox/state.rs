//! The state of the inbox: pending items grouped by what they need, and the cursor.
//!
//! The cursor is on an item if there is one, never on a heading, so every key applies to an item. It is kept by id.
//! After a decision it moves to the item that was next when the key was pressed.

use std::collections::{BTreeSet, HashMap, HashSet};

use charter::council_line::CouncilLine;
use charter::ids::{CouncilId, ItemId};
use charter::item::Item;
use charter::search_key::fold;
use desk::inbox::{InboxHeading, InboxLine};

use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::ui::list_state::{ListRow, ListState};
use crate::tui::ui::motion::Motion;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading, and the number of its items in view.
    Heading(InboxHeading, usize),
    Item {
        /// Index into the lines read.
        line: usize,
        /// Index of its council in `Snapshot::lines`, if known.
        council: Option<usize>,
    },
}

impl ListRow for Row {
    const SKIPS_HEADINGS: bool = true;

    fn is_heading(&self) -> bool {
        matches!(self, Self::Heading(..))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceView {
    of: Option<ItemId>,
    pub list: ListState,
    /// Includes quoted text.
    pub whole: bool,
}

/// A decision: where the cursor goes once it is read back.
#[derive(Clone, Debug)]
struct Decision {
    of: ItemId,
    /// The version on screen. An item read with this version does not include the decision yet.
    version: i64,
    /// After a split the cursor goes to the first part.
    is_split: bool,
    /// The items to move to; the first that still exists.
    next: Vec<ItemId>,
}

#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// `None` until they are read.
    pub lines: Option<Vec<InboxLine>>,
    pub rows: Vec<Row>,
    pub list: ListState,
    /// On narrow screens: the source is shown in place of the proposal.
    pub source_in_front: bool,
    /// Something was saved since the last reading, so the results may differ.
    pub stale: bool,
    source_view: SourceView,
    /// A reading is requested, or will be.
    loading: bool,
    /// Pending items, not postponed, since the screen was opened.
    seen: HashSet<ItemId>,
    /// The screen was opened since the last reading, so `seen` starts again.
    restart_count: bool,
    /// The last decision, until it is read back.
    decided: Option<Decision>,
    /// Where the cursor goes with the next rows: the first of these that exists.
    next: Vec<ItemId>,
    /// The item that the user goes to from another screen, with the next rows.
    wanted: Option<ItemId>,
    /// The last change was undone: the cursor goes to the item that is pending again.
    undone: bool,
    /// The search generation of the rows.
    arranged_for: Option<u64>,
}

impl Inbox {
    /// Restarts the count of items with the next reading.
    pub fn restart_count(&mut self) {
        self.restart_count = true;
    }

    /// Moves to an item with the next reading.
    pub fn go_to_item(&mut self, id: ItemId) {
        self.wanted = Some(id);
    }

    /// Marks a reading as requested; until it arrives the rows are old.
    pub fn mark_loading(&mut self) {
        self.loading = true;
    }

    /// Whether the rows on screen are old or missing.
    pub fn is_loading(&self) -> bool {
        self.loading
    }

    pub fn loading_failed(&mut self) {
        self.loading = false;
    }

    /// Takes the lines, which are sorted by group.
    pub fn set_lines(&mut self, lines: Vec<InboxLine>) {
        let known: HashSet<ItemId> = self.lines.iter().flatten().map(|line| line.item.id).collect();
        if self.undone {
            // Items that vanish after an undo came with the undone change, so they were never pending.
            let pending: HashSet<ItemId> = lines.iter().map(|line| line.item.id).collect();
            self.seen.retain(|id| pending.contains(id) || !known.contains(id));
        }
        let restored = lines.iter().map(|line| line.item.id).find(|id| !known.contains(id));
        let restored = restored.filter(|_| std::mem::take(&mut self.undone));
        let is_read_back = |decided: &mut Decision| {
            !lines.iter().any(|line| (line.item.id, line.item.version) == (decided.of, decided.version))
        };
        let decided = self.decided.take_if(is_read_back);
        let is_part = |item: &&Item| decided.as_ref().is_some_and(|it| it.is_split && item.split_from == Some(it.of));
        let part = lines.iter().map(|line| &line.item).find(is_part).map(|item| item.id);
        let next = decided.map(|decided| decided.next).unwrap_or_default();
        let focus = self.focused().map(|line| line.item.id);
        self.next = self.wanted.take().into_iter().chain(restored).chain(part).chain(next).chain(focus).collect();
        if std::mem::take(&mut self.restart_count) {
            self.seen.clear();
        }
        self.seen.extend(lines.iter().filter(|line| !line.item.later).map(|line| line.item.id));
        self.lines = Some(lines);
        (self.stale, self.loading) = (false, false);
        // The rows are indices into the old lines.
        self.rows.clear();
        self.arranged_for = None;
    }

    /// The pending items, and those seen since the screen was opened; postponed ones are not counted.
    pub fn remaining(&self) -> (usize, usize) {
        let remaining = self.lines.iter().flatten().filter(|line| !line.item.later).count();
        (remaining, self.seen.len())
    }

    pub fn deferred(&self) -> usize {
        self.lines.iter().flatten().filter(|line| line.item.later).count()
    }

    /// The items in view, and their total.
    pub fn item_counts(&self) -> (usize, usize) {
        let listed = self.rows.iter().filter(|row| matches!(row, Row::Item { .. })).count();
        (listed, self.lines.iter().flatten().count())
    }

    /// Applies the filter and keeps the cursor on its item. An item without a certain council is shown if a candidate
    /// matches, or if its text contains the find text. An item without candidates is hidden only by find text that it
    /// does not contain.
    pub fn arrange(&mut self, shared: &Shared) {
        let (snapshot, search) = (&shared.snapshot, &shared.search);
        if self.arranged_for == Some(search.generation()) {
            return;
        }
        let focus = self.focused().map(|line| line.item.id);
        let Some(lines) = &self.lines else { return };
        let indices: HashMap<CouncilId, usize> =
            snapshot.lines().iter().enumerate().map(|(index, line)| (line.id, index)).collect();
        let in_filter: BTreeSet<usize> = search.indices().collect();
        self.rows.clear();
        let find = search.filter.find.trim();
        let mut heading = None;
        for (line, known) in lines.iter().enumerate() {
            let council = known.triage.council.and_then(|id| indices.get(&id).copied());
            let candidates =
                || known.triage.found.candidates().iter().filter_map(|candidate| indices.get(&candidate.council));
            let is_shown = match council {
                Some(index) => in_filter.contains(&index),
                None if candidates().next().is_some() => {
                    candidates().any(|index| in_filter.contains(index)) || found_in(known, find)
                }
                None => find.is_empty() || found_in(known, find),
            };
            if !is_shown {
                continue;
            }
            let of = InboxHeading::of(known);
            match heading.and_then(|row: usize| self.rows.get_mut(row)) {
                Some(Row::Heading(last, shown)) if *last == of => *shown += 1,
                _ => {
                    heading = Some(self.rows.len());
                    self.rows.push(Row::Heading(of, 1));
                }
            }
            self.rows.push(Row::Item { line, council });
        }
        self.arranged_for = Some(search.generation());
        let next = std::mem::take(&mut self.next);
        let row_of = self.rows.iter().enumerate().filter_map(|(row, of)| Some((self.item(*of)?.item.id, row)));
        let row_of: HashMap<ItemId, usize> = row_of.collect();
        let found = next.iter().chain(&focus).find_map(|id| row_of.get(id).copied());
        self.list.select(found.unwrap_or(self.list.cursor), true, &self.rows);
    }

    pub fn item(&self, row: Row) -> Option<&InboxLine> {
        match row {
            Row::Item { line, .. } => self.lines.as_ref()?.get(line),
            Row::Heading(..) => None,
        }
    }

    pub fn focused(&self) -> Option<&InboxLine> {
        self.item(*self.rows.get(self.list.cursor)?)
    }

    /// Accepts the suggested values of the item in focus into its proposal.
    pub fn accept_suggested(&mut self) {
        if let Some(line) = self.focused_mut() {
            line.triage.accept_suggestions();
        }
    }

    /// Notes that the user was told what to compare with the text of the item in focus, and returns the words that were not
    /// read.
    pub fn ask_to_compare(&mut self) -> Option<String> {
        let line = self.focused_mut()?;
        line.triage.compared = true;
        line.describe_unread()
    }

    fn focused_mut(&mut self) -> Option<&mut InboxLine> {
        let id = self.focused()?.item.id;
        self.lines.iter_mut().flatten().find(|line| line.item.id == id)
    }

    pub fn line(&self, id: ItemId) -> Option<&InboxLine> {
        self.lines.iter().flatten().find(|line| line.item.id == id)
    }

    pub fn focused_council<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a CouncilLine> {
        match self.rows.get(self.list.cursor)? {
            Row::Item { council, .. } => snapshot.lines().get((*council)?),
            Row::Heading(..) => None,
        }
    }

    /// Notes a decision about the item in focus and fixes which items are next: those after it, then those before it,
    /// nearest first. So the next key applies to the item beside it. Postponed items are next only from a postponed
    /// item, or if nothing else is left.
    pub fn decide(&mut self, is_split: bool) {
        let Some(Item { id: of, version, later: among_later, .. }) = self.focused().map(|line| line.item.clone())
        else {
            return;
        };
        let is_later = |row: usize| self.item(self.rows[row]).is_some_and(|line| line.item.later);
        let rank = |row: &usize| match *row > self.list.cursor {
            true if among_later || !is_later(*row) => 0,
            false if !is_later(*row) => 1,
            _ => 2,
        };
        let mut others: Vec<usize> = (0..self.rows.len()).filter(|row| *row != self.list.cursor).collect();
        others.sort_by_key(|row| (rank(row), row.abs_diff(self.list.cursor)));
        let next = others.into_iter().filter_map(|row| self.item(self.rows[row])).map(|line| line.item.id).collect();
        self.decided = Some(Decision { of, version, is_split, next });
    }

    /// Forgets the decision: the cursor stays.
    pub fn cancel_decision(&mut self) {
        (self.decided, self.next, self.undone) = (None, Vec::new(), false);
    }

    /// Marks the lines as stale; after an undo the cursor goes to the item that is pending again.
    pub fn mark_stale(&mut self, undone: bool) {
        (self.stale, self.loading, self.undone) = (true, true, undone);
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply_grouped(motion, visible, &self.rows);
    }

    /// Moves to the next or previous row of another council, and returns that council.
    pub fn step_council(&mut self, snapshot: &Snapshot, forward: bool) -> Option<CouncilId> {
        let now = self.focused()?.triage.council;
        let mut list = self.list;
        list.find(forward, self.rows.len(), |row| match self.rows[row] {
            row @ Row::Item { council: Some(_), .. } => self.item(row).map(|line| line.triage.council) != Some(now),
            Row::Item { council: None, .. } | Row::Heading(..) => false,
        })?;
        self.list = list;
        self.focused_council(snapshot).map(|line| line.id)
    }

    /// The heading of a group is visible above its first item.
    pub fn keep_visible(&mut self, height: usize) {
        let under_heading =
            self.list.cursor > 0 && self.rows.get(self.list.cursor - 1).is_some_and(ListRow::is_heading);
        self.list.keep_visible(height, usize::from(under_heading), self.rows.len());
    }

    pub fn source_view(&self) -> SourceView {
        let of = self.focused().map(|line| line.item.id);
        if self.source_view.of == of { self.source_view } else { SourceView { of, ..SourceView::default() } }
    }

    pub fn change_source_view(&mut self, change: impl FnOnce(&mut SourceView)) {
        let mut source_view = self.source_view();
        change(&mut source_view);
        self.source_view = source_view;
    }
}

/// Whether the sender, subject or text contains the find text; `false` if that is empty.
fn found_in(line: &InboxLine, find: &str) -> bool {
    let find = fold(find);
    let source = &line.source;
    let texts = [&source.sender, &source.from, &source.subject, &source.text];
    !find.is_empty() && texts.into_iter().any(|text| fold(text.raw()).contains(&find))
}
