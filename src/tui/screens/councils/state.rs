//! The state of the list of councils: rows, groups, cursor.
//!
//! Selection is by id: after a change the cursor stays on its council. If the council has left the list, for example
//! because it no longer missed the deadline, the cursor stays on the row, which is then the next council.

use std::collections::{BTreeSet, HashMap, HashSet};

use charter::council_line::CouncilLine;
use charter::ids::CouncilId;
use charter::list_column::ListColumn;
use charter::list_table::{ListSort, ListTable};

use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::screens::councils::grouping::Section;
pub use crate::tui::screens::councils::grouping::{Group, GroupKey};
use crate::tui::screens::councils::layout::ContentWidths;
use crate::tui::screens::councils::{grouping, layout};
use crate::tui::ui::list_state::{ListRow, ListState};
use crate::tui::ui::motion::Motion;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading, by the index of its group.
    Group(usize),
    /// A council, by its index in `Snapshot::lines`.
    Council(u32),
}

impl ListRow for Row {
    const SKIPS_HEADINGS: bool = false;

    fn is_heading(&self) -> bool {
        matches!(self, Self::Group(_))
    }
}

#[derive(Clone, Debug, Default)]
pub struct Councils {
    /// The targets of a command; if empty, the council in focus.
    pub tagged: BTreeSet<CouncilId>,
    pub groups: Vec<Group>,
    pub rows: Vec<Row>,
    pub list: ListState,
    pub table: ListTable,
    pub widths: ContentWidths,
    /// Of the tagged councils: how many are in no row.
    pub tags_hidden: usize,
    folded: HashSet<GroupKey>,
    /// The council that was in focus when its group was folded, and how far below the top of the screen. Unfolding
    /// returns to it.
    left: HashMap<GroupKey, (CouncilId, usize)>,
    /// The reading that `widths` and `ranks` are from.
    measured: Option<(u64, usize)>,
    /// The place of each line in the sorted list.
    ranks: Option<(ListSort, Vec<u32>)>,
}

impl Councils {
    /// Groups the search's hits and keeps the cursor on its council.
    pub fn arrange(&mut self, shared: &Shared) {
        let snapshot = &shared.snapshot;
        let focus = self.focused(snapshot).map(|line| line.id);
        let group = self.focused_group().map(|group| group.key.clone());
        self.fill(shared);
        let kept = match (focus, group) {
            (Some(id), _) => self.row_of(snapshot, id),
            (None, Some(key)) => {
                self.groups.iter().position(|g| g.key == key).and_then(|group| self.row_of_group(group))
            }
            (None, None) => None,
        };
        self.list.cursor = kept.unwrap_or(self.list.cursor).min(self.rows.len().saturating_sub(1));
        // If the council has left the list, the row is kept; from a heading the cursor moves to its first council.
        if kept.is_none()
            && matches!(self.rows.get(self.list.cursor), Some(Row::Group(group)) if !self.groups[*group].folded)
        {
            self.apply(Motion::Down, 1);
        }
        if !self.tagged.is_empty() {
            let known: HashSet<CouncilId> = snapshot.lines().iter().map(|line| line.id).collect();
            self.tagged.retain(|id| known.contains(id));
            self.count_hidden_tags(snapshot);
        }
    }

    /// Groups the hits of the find text; the cursor goes to the best match.
    pub fn go_to_best_match(&mut self, shared: &Shared) {
        self.fill(shared);
        let first = self.rows.iter().position(|row| matches!(row, Row::Council(_)));
        self.list = ListState::at(first.unwrap_or(0));
    }

    fn fill(&mut self, shared: &Shared) {
        self.refresh_derived(&shared.snapshot);
        let grouped = self.sections(shared);
        let find = &shared.search.filter.find;
        self.place_rows(grouped, find.is_empty());
        self.count_hidden_tags(&shared.snapshot);
    }

    fn sections(&self, shared: &Shared) -> Vec<Section> {
        let find = &shared.search.filter.find;
        let mut grouped = grouping::group(shared, self.table.flat);
        for section in &mut grouped {
            if let Some((_, ranks)) = &self.ranks {
                section.hits.sort_by_key(|hit| ranks.get(hit.index as usize).copied());
            }
            if !find.is_empty() {
                section.hits.sort_by_key(|hit| hit.rank);
            }
        }
        if !find.is_empty() {
            grouping::best_first(&mut grouped);
        }
        grouped
    }

    /// While the user searches, no group is folded.
    fn place_rows(&mut self, grouped: Vec<Section>, may_fold: bool) {
        self.groups.clear();
        self.rows.clear();
        let mut parent_folded = false;
        for section in grouped {
            let Some(key) = section.key else {
                self.rows.extend(section.hits.iter().map(|hit| Row::Council(hit.index)));
                continue;
            };
            let folded = may_fold && self.folded.contains(&key);
            if key.is_inner() && parent_folded {
                continue;
            }
            if !key.is_inner() {
                parent_folded = folded;
            }
            self.rows.push(Row::Group(self.groups.len()));
            if !folded {
                self.rows.extend(section.hits.iter().map(|hit| Row::Council(hit.index)));
            }
            self.groups.push(Group { key, shown: section.shown, folded });
        }
    }

    /// Measures and sorts again only after another reading or another sort, because there may be ten thousand lines.
    fn refresh_derived(&mut self, snapshot: &Snapshot) {
        let reading = (snapshot.generation(), snapshot.lines().len());
        if self.measured != Some(reading) {
            self.widths = ContentWidths::measure(snapshot.lines(), snapshot.as_at());
            self.measured = Some(reading);
            self.ranks = None;
        }
        match self.table.sort {
            None => self.ranks = None,
            Some(sort) if self.ranks.as_ref().is_none_or(|(of, _)| *of != sort) => {
                let mut order: Vec<usize> = (0..snapshot.lines().len()).collect();
                sort.sort(&mut order, |index| &snapshot.lines()[*index]);
                let mut ranks = vec![0; order.len()];
                for (rank, index) in (0..).zip(order) {
                    ranks[index] = rank;
                }
                self.ranks = Some((sort, ranks));
            }
            Some(_) => {}
        }
    }

    /// Whether headings name the counties or the groups.
    pub fn has_headings(&self) -> bool {
        !self.table.flat
    }

    /// The columns that the user has chosen, else those with content. `by_county`: headings name the county.
    pub fn offered_columns(&self, by_county: bool) -> Vec<ListColumn> {
        layout::offered(&self.table.columns, &self.widths, by_county)
    }

    /// All councils of the list in its order, those of folded groups too, by their index in `Snapshot::lines`.
    pub fn listed(&self, shared: &Shared) -> Vec<u32> {
        self.sections(shared).iter().flat_map(|section| section.hits.iter().map(|hit| hit.index)).collect()
    }

    /// Changes how the list is laid out; the cursor stays on its council.
    pub fn set_table(&mut self, table: ListTable, shared: &Shared) {
        self.table = table;
        self.arrange(shared);
    }

    fn count_hidden_tags(&mut self, snapshot: &Snapshot) {
        let id = |row: &Row| match row {
            Row::Council(index) => snapshot.lines().get(*index as usize).map(|line| line.id),
            Row::Group(_) => None,
        };
        self.tags_hidden = match self.tagged.len() {
            0 => 0,
            all => all - self.rows.iter().filter_map(id).filter(|id| self.tagged.contains(id)).count(),
        };
    }

    /// The place of the row in focus among the councils, and their number.
    pub fn position(&self) -> Option<(usize, usize)> {
        let is_council = matches!(self.rows.get(self.list.cursor), Some(Row::Council(_)));
        self.list.position(&self.rows).filter(|_| is_council)
    }

    /// Moves to the next or previous council that missed the deadline.
    pub fn step_missed(&mut self, snapshot: &Snapshot, forward: bool) -> bool {
        let (rows, lines) = (&self.rows, snapshot.lines());
        let missed = |row: usize| match rows[row] {
            Row::Council(index) => lines.get(index as usize).is_some_and(|line| line.status.missed.is_some()),
            Row::Group(_) => false,
        };
        self.list.find(forward, rows.len(), missed).is_some()
    }

    pub fn focused<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a CouncilLine> {
        match self.rows.get(self.list.cursor)? {
            Row::Council(index) => snapshot.lines().get(*index as usize),
            Row::Group(_) => None,
        }
    }

    pub fn focused_group(&self) -> Option<&Group> {
        match self.rows.get(self.list.cursor)? {
            Row::Group(index) => self.groups.get(*index),
            Row::Council(_) => None,
        }
    }

    /// The tagged councils, else the one in focus.
    pub fn targets(&self, snapshot: &Snapshot) -> Vec<CouncilId> {
        if self.tagged.is_empty() {
            return self.focused(snapshot).map(|line| line.id).into_iter().collect();
        }
        self.tagged.iter().copied().collect()
    }

    fn row_of(&self, snapshot: &Snapshot, id: CouncilId) -> Option<usize> {
        self.rows.iter().position(|row| match row {
            Row::Council(index) => snapshot.lines().get(*index as usize).is_some_and(|line| line.id == id),
            Row::Group(_) => false,
        })
    }

    fn row_of_group(&self, index: usize) -> Option<usize> {
        self.rows.iter().position(|row| *row == Row::Group(index))
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply_grouped(motion, visible, &self.rows);
    }

    /// Moves to the next or previous council, and returns it.
    pub fn step_council(&mut self, snapshot: &Snapshot, forward: bool) -> Option<CouncilId> {
        let rows = &self.rows;
        self.list.find(forward, rows.len(), |row| matches!(rows[row], Row::Council(_)))?;
        self.focused(snapshot).map(|line| line.id)
    }

    /// Folding moves the cursor to the heading; unfolding returns it to the council that it was on. A search shows
    /// every group open.
    pub fn fold(&mut self, shared: &Shared, folded: bool) {
        let Some(heading) = self.heading().filter(|_| shared.search.filter.find.is_empty()) else { return };
        let Some(Row::Group(index)) = self.rows.get(heading) else { return };
        let Group { key, folded: is_folded, .. } = self.groups[*index].clone();
        if folded == is_folded {
            return;
        }
        if folded {
            self.remember(&shared.snapshot, &key);
            self.list.cursor = heading;
            self.folded.insert(key);
            self.arrange(shared);
        } else {
            self.folded.remove(&key);
            self.arrange(shared);
            self.return_into(&shared.snapshot, &key);
        }
    }

    /// Folds all groups, with the cursor on the heading of its group, or unfolds them.
    pub fn fold_all(&mut self, shared: &Shared) {
        let Some(heading) = self.heading().filter(|_| shared.search.filter.find.is_empty()) else { return };
        let Some(Row::Group(index)) = self.rows.get(heading).copied() else { return };
        let key = self.groups[index].key.clone();
        if self.groups.iter().all(|group| group.folded) {
            self.folded.clear();
            self.arrange(shared);
            self.return_into(&shared.snapshot, &key);
        } else {
            if !self.groups[index].folded {
                self.remember(&shared.snapshot, &key);
            }
            self.folded = self.groups.iter().map(|group| group.key.clone()).collect();
            self.list.cursor = heading;
            self.arrange(shared);
        }
    }

    /// The row of the heading above the cursor, or in focus.
    fn heading(&self) -> Option<usize> {
        self.rows.iter().take(self.list.cursor + 1).rposition(|row| matches!(row, Row::Group(_)))
    }

    fn remember(&mut self, snapshot: &Snapshot, group: &GroupKey) {
        match self.focused(snapshot).map(|line| line.id) {
            Some(council) => {
                let drawn = self.list.cursor.saturating_sub(self.list.offset);
                self.left.insert(group.clone(), (council, drawn))
            }
            None => self.left.remove(group),
        };
    }

    fn return_into(&mut self, snapshot: &Snapshot, group: &GroupKey) {
        let Some((council, drawn)) = self.left.remove(group) else { return };
        if let Some(row) = self.row_of(snapshot, council) {
            self.list = ListState { cursor: row, offset: row.saturating_sub(drawn) };
        }
    }

    /// Puts the cursor on a council that matches the filter; unfolds the groups that it is in.
    pub fn focus_on(&mut self, id: CouncilId, shared: &Shared) {
        let snapshot = &shared.snapshot;
        let row = self.row_of(snapshot, id).or_else(|| {
            let line = snapshot.lines().iter().find(|line| line.id == id)?;
            self.folded.retain(|key| !key.holds(line));
            self.fill(shared);
            self.row_of(snapshot, id)
        });
        self.list.cursor = row.unwrap_or(self.list.cursor);
    }

    /// Toggles the tag of the council or the group in focus, and goes on.
    pub fn toggle_tag(&mut self, shared: &Shared) {
        self.toggle_tag_in_place(shared);
        self.apply(Motion::Down, 1);
    }

    /// Toggles the tag of the council in focus, or of all listed councils of the group in focus.
    pub fn toggle_tag_in_place(&mut self, shared: &Shared) {
        let snapshot = &shared.snapshot;
        let ids: Vec<CouncilId> = match self.rows.get(self.list.cursor) {
            Some(Row::Council(_)) => self.focused(snapshot).map(|line| line.id).into_iter().collect(),
            Some(Row::Group(group)) => {
                let on_inner = self.groups.get(*group).is_some_and(|group| group.key.is_inner());
                let under = self.rows[self.list.cursor + 1..].iter();
                let inner = |group: usize| self.groups.get(group).is_some_and(|group| group.key.is_inner());
                let ends = |row: &&Row| matches!(row, Row::Group(group) if on_inner || !inner(*group));
                let councils = under.take_while(|row| !ends(row)).filter_map(|row| match row {
                    Row::Council(index) => snapshot.lines().get(*index as usize).map(|line| line.id),
                    Row::Group(_) => None,
                });
                councils.collect()
            }
            None => return,
        };
        let all = ids.iter().all(|id| self.tagged.contains(id));
        for id in ids {
            if all {
                self.tagged.remove(&id);
            } else {
                self.tagged.insert(id);
            }
        }
        self.count_hidden_tags(snapshot);
    }

    pub fn clear_tags(&mut self) {
        self.tagged.clear();
        self.tags_hidden = 0;
    }

    pub fn keep_visible(&mut self, height: usize) {
        // Scrolled to the first council, the list also shows the heading above it.
        let above = usize::from(self.list.cursor == 1 && self.list.offset > 1);
        self.list.keep_visible(height, above, self.rows.len());
    }
}
