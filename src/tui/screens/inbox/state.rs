//! The inbox: what waits, grouped by what it needs, and where the cursor is.
//!
//! The cursor is on an item wherever there is one, never on a heading, so that every key always means something. It is kept
//! by identity: once something is decided of an item it is on the item that was next when the key was pressed.

use std::collections::{BTreeSet, HashMap, HashSet};

use charter::council_line::CouncilLine;
use charter::ids::{CouncilId, ItemId};
use charter::item::Item;
use charter::search_key::fold;
use desk::inbox::{Group, InboxLine};

use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::ui::list_state::{ListRow, ListState};
use crate::tui::ui::motion::Motion;

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a group, and how many of its items are shown.
    Group(Group, usize),
    /// An item.
    Item {
        /// Its place among those that were read.
        line: usize,
        /// The place of its council in `Snapshot::lines`, where that is known.
        council: Option<usize>,
    },
}

impl ListRow for Row {
    const SKIPS_HEADINGS: bool = true;

    fn is_heading(&self) -> bool {
        matches!(self, Self::Group(..))
    }
}

/// How the source of the item in focus is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceView {
    of: Option<ItemId>,
    pub list: ListState,
    /// Whether the whole text is shown, with what was quoted.
    pub whole: bool,
}

/// What was decided of an item: where the cursor goes once that is read back.
#[derive(Clone, Debug)]
struct Decision {
    of: ItemId,
    /// The version at which it was shown: while it is read with that, what was decided is not read back yet.
    version: i64,
    /// Whether it was split: then the cursor goes to the first of its parts.
    is_split: bool,
    /// The items to go to, the first that is still there.
    next: Vec<ItemId>,
}

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// What was read; nothing until then.
    pub lines: Option<Vec<InboxLine>>,
    /// The rows.
    pub rows: Vec<Row>,
    pub list: ListState,
    /// Whether the source is shown where there is no room for it beside the proposed return.
    pub source_in_front: bool,
    /// Whether something was saved since it was read: what is worked out may be another thing now.
    pub stale: bool,
    source_view: SourceView,
    /// Whether it was asked for, or will be, and has not come yet.
    loading: bool,
    /// All that has waited, not put off, since the screen was opened.
    seen: HashSet<ItemId>,
    /// Whether the screen was opened since it was read: what has waited is counted anew then.
    restart_count: bool,
    /// What was decided last, until it is read back.
    decided: Option<Decision>,
    /// Where the cursor goes with the next rows: to the first of these that is there.
    next: Vec<ItemId>,
    /// Whether the last change was taken back: the cursor goes to the item that waits again.
    undone: bool,
    /// After which search of the list of councils the rows were made.
    arranged_for: Option<u64>,
}

impl Inbox {
    /// What has waited is counted anew with the next that is read: the screen is opened.
    pub fn open(&mut self) {
        self.restart_count = true;
    }

    /// It is asked for: what is shown until it comes is of before.
    pub fn ask(&mut self) {
        self.loading = true;
    }

    /// Whether it is being read, so that what is shown is of before, or nothing yet.
    pub fn is_being_read(&self) -> bool {
        self.loading
    }

    /// It could not be read.
    pub fn give_up(&mut self) {
        self.loading = false;
    }

    /// Takes what was read, which is in the order of its groups.
    pub fn take(&mut self, lines: Vec<InboxLine>) {
        let known: HashSet<ItemId> = self.lines.iter().flatten().map(|line| line.item.id).collect();
        if self.undone {
            // What goes when a change is taken back came by it: it has not waited.
            let waits: HashSet<ItemId> = lines.iter().map(|line| line.item.id).collect();
            self.seen.retain(|id| waits.contains(id) || !known.contains(id));
        }
        let restored = lines.iter().map(|line| line.item.id).find(|id| !known.contains(id));
        let restored = restored.filter(|_| std::mem::take(&mut self.undone));
        let is_done = |decided: &mut Decision| {
            !lines.iter().any(|line| (line.item.id, line.item.version) == (decided.of, decided.version))
        };
        let decided = self.decided.take_if(is_done);
        let is_part = |item: &&Item| decided.as_ref().is_some_and(|it| it.is_split && item.split_from == Some(it.of));
        let part = lines.iter().map(|line| &line.item).find(is_part).map(|item| item.id);
        let next = decided.map(|decided| decided.next).unwrap_or_default();
        let focus = self.focused().map(|line| line.item.id);
        self.next = restored.into_iter().chain(part).chain(next).chain(focus).collect();
        if std::mem::take(&mut self.restart_count) {
            self.seen.clear();
        }
        self.seen.extend(lines.iter().filter(|line| !line.item.later).map(|line| line.item.id));
        self.lines = Some(lines);
        (self.stale, self.loading) = (false, false);
        // The rows are places among the lines that were there before.
        self.rows.clear();
        self.arranged_for = None;
    }

    /// How many wait, and how many have waited since the screen was opened; what is put off is left out.
    pub fn left(&self) -> (usize, usize) {
        let left = self.lines.iter().flatten().filter(|line| !line.item.later).count();
        (left, self.seen.len())
    }

    /// How many are put off.
    pub fn deferred(&self) -> usize {
        self.lines.iter().flatten().filter(|line| line.item.later).count()
    }

    /// How many items are shown, and of how many.
    pub fn shown(&self) -> (usize, usize) {
        let shown = self.rows.iter().filter(|row| matches!(row, Row::Item { .. })).count();
        (shown, self.lines.iter().flatten().count())
    }

    /// Follows the filter, with the cursor on the item that it was on. An item whose council is not certain is shown where one
    /// of those that it may be is, or where its words are what is looked for; one of which nothing is known is left out only
    /// where other words are looked for.
    pub fn arrange(&mut self, shared: &Shared) {
        let (snapshot, search) = (&shared.snapshot, &shared.search);
        if self.arranged_for == Some(search.generation()) {
            return;
        }
        let focus = self.focused().map(|line| line.item.id);
        let Some(lines) = &self.lines else { return };
        let places: HashMap<CouncilId, usize> =
            snapshot.lines().iter().enumerate().map(|(place, line)| (line.id, place)).collect();
        let left: BTreeSet<usize> = search.indices().collect();
        self.rows.clear();
        let find = search.filter.find.trim();
        let mut heading = None;
        for (line, known) in lines.iter().enumerate() {
            let council = known.triage.council.and_then(|id| places.get(&id).copied());
            let may_be =
                || known.triage.found.candidates().iter().filter_map(|candidate| places.get(&candidate.council));
            let is_shown = match council {
                Some(place) => left.contains(&place),
                None if may_be().next().is_some() => {
                    may_be().any(|place| left.contains(place)) || found_in(known, find)
                }
                None => find.is_empty() || found_in(known, find),
            };
            if !is_shown {
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
        self.arranged_for = Some(search.generation());
        let next = std::mem::take(&mut self.next);
        let shown = self.rows.iter().enumerate().filter_map(|(row, of)| Some((self.item(*of)?.item.id, row)));
        let shown: HashMap<ItemId, usize> = shown.collect();
        let found = next.iter().chain(&focus).find_map(|id| shown.get(id).copied());
        self.list.select(found.unwrap_or(self.list.cursor), true, &self.rows);
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
        self.item(*self.rows.get(self.list.cursor)?)
    }

    /// Takes what is only offered into the proposed return of the item in focus.
    pub fn take_suggested(&mut self) {
        let id = self.focused().map(|line| line.item.id);
        let line = self.lines.iter_mut().flatten().find(|line| Some(line.item.id) == id);
        if let Some(line) = line {
            line.triage.accept_suggestions();
        }
    }

    /// An item that waits.
    pub fn line(&self, id: ItemId) -> Option<&InboxLine> {
        self.lines.iter().flatten().find(|line| line.item.id == id)
    }

    /// The council of the item in focus, where it is known.
    pub fn focused_council<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a CouncilLine> {
        match self.rows.get(self.list.cursor)? {
            Row::Item { council, .. } => snapshot.lines().get((*council)?),
            Row::Group(..) => None,
        }
    }

    /// Something is decided of the item in focus. Which items are next is settled now: those after it, then those before it, the
    /// nearest first, so that the key that follows finds what stood beside it. What is put off is gone to only from what is put
    /// off, or when nothing else is left.
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

    /// Nothing was settled: the cursor stays.
    pub fn stay(&mut self) {
        (self.decided, self.next, self.undone) = (None, Vec::new(), false);
    }

    /// Something was saved, so that it is read again; if that took a change back, the cursor goes to what waits again.
    pub fn saved(&mut self, undone: bool) {
        (self.stale, self.loading, self.undone) = (true, true, undone);
    }

    /// Moves the cursor over the headings.
    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply_grouped(motion, visible, &self.rows);
    }

    /// Goes to the next row of another council, or to the one before; says which council that is.
    pub fn step_council(&mut self, snapshot: &Snapshot, forward: bool) -> Option<CouncilId> {
        let now = self.focused()?.triage.council;
        let mut list = self.list;
        list.find(forward, self.rows.len(), |row| match self.rows[row] {
            row @ Row::Item { council: Some(_), .. } => self.item(row).map(|line| line.triage.council) != Some(now),
            Row::Item { council: None, .. } | Row::Group(..) => false,
        })?;
        self.list = list;
        self.focused_council(snapshot).map(|line| line.id)
    }

    /// The heading of a group is drawn over its first item.
    pub fn keep_visible(&mut self, height: usize) {
        let under_heading =
            self.list.cursor > 0 && self.rows.get(self.list.cursor - 1).is_some_and(ListRow::is_heading);
        self.list.keep_visible(height, usize::from(under_heading), self.rows.len());
    }

    /// How the source of the item in focus is shown.
    pub fn source_view(&self) -> SourceView {
        let of = self.focused().map(|line| line.item.id);
        if self.source_view.of == of { self.source_view } else { SourceView { of, ..SourceView::default() } }
    }

    /// Shows the source of the item in focus in another way.
    pub fn change_source_view(&mut self, change: impl FnOnce(&mut SourceView)) {
        let mut source_view = self.source_view();
        change(&mut source_view);
        self.source_view = source_view;
    }
}

/// Whether words that are looked for stand in what came in: who sent it, what it is about, what it says. Nothing is found by none.
fn found_in(line: &InboxLine, find: &str) -> bool {
    let find = fold(find);
    let source = &line.source;
    let texts = [&source.sender, &source.from, &source.subject, &source.text];
    !find.is_empty() && texts.into_iter().any(|text| fold(text.raw()).contains(&find))
}
