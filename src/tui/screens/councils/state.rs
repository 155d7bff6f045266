//! The state of the list of councils: rows, groups, cursor.
//!
//! Selection is by id: after a change the cursor stays on its council. If the council has left the list, for example
//! because it no longer missed the deadline, the cursor stays on the row, which is then the next council.

use std::collections::{BTreeSet, HashMap, HashSet};

use charter::council_line::CouncilLine;
use charter::filter::Hit;
use charter::ids::CouncilId;
use charter::response_group::ResponseGroup;

use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::ui::list_state::{ListRow, ListState};
use crate::tui::ui::motion::Motion;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GroupKey {
    County(String),
    /// A group of councils that missed the deadline.
    Missed(ResponseGroup),
    /// Councils that missed the deadline and have a reply waiting in the inbox: they are in no other group of the list.
    Waiting,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub key: GroupKey,
    /// The number of councils, even while folded.
    pub shown: usize,
    pub folded: bool,
}

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
    folded: HashSet<GroupKey>,
    /// The council that was in focus when its group was folded, and how far below the top of the screen. Unfolding
    /// returns to it.
    left: HashMap<GroupKey, (CouncilId, usize)>,
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
        }
    }

    /// Groups the hits of the find text; the cursor goes to the best match.
    pub fn go_to_best_match(&mut self, shared: &Shared) {
        self.fill(shared);
        let first = self.rows.iter().position(|row| matches!(row, Row::Council(_)));
        self.list = ListState::at(first.unwrap_or(0));
    }

    fn fill(&mut self, shared: &Shared) {
        let find = &shared.search.filter.find;
        let mut grouped = self.grouped(shared);
        if !find.is_empty() {
            for (_, hits) in &mut grouped {
                hits.sort_by_key(|hit| hit.rank);
            }
            grouped.sort_by_key(|(_, hits)| hits.first().map(|hit| hit.rank));
        }
        self.groups.clear();
        self.rows.clear();
        for (group, (key, hits)) in grouped.into_iter().enumerate() {
            let folded = find.is_empty() && self.folded.contains(&key);
            self.rows.push(Row::Group(group));
            if !folded {
                self.rows.extend(hits.iter().map(|hit| Row::Council(hit.index)));
            }
            self.groups.push(Group { key, shown: hits.len(), folded });
        }
    }

    fn grouped(&self, shared: &Shared) -> Vec<(GroupKey, Vec<Hit>)> {
        let (lines, hits) = (shared.snapshot.lines(), shared.search.hits());
        if shared.search.filter.is_missed() {
            let key = |hit: &Hit| match &lines[hit.index as usize].status {
                status if status.waiting.is_some() => Some(GroupKey::Waiting),
                status => status.missed.map(GroupKey::Missed),
            };
            let hits_in =
                |group: &GroupKey| hits.iter().filter(|hit| key(hit).as_ref() == Some(group)).copied().collect();
            let groups = std::iter::once(GroupKey::Waiting).chain(ResponseGroup::MISSED.map(GroupKey::Missed));
            let groups = groups.map(|group| {
                let hits: Vec<Hit> = hits_in(&group);
                (group, hits)
            });
            return groups.filter(|(_, hits)| !hits.is_empty()).collect();
        }
        // The lines are sorted by county, so each county is one run of hits.
        hits.chunk_by(|a, b| lines[a.index as usize].county == lines[b.index as usize].county)
            .map(|run| (GroupKey::County(lines[run[0].index as usize].county.raw().to_owned()), run.to_vec()))
            .collect()
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

    /// Toggles the tag of the council in focus, or of all listed councils of the group in focus.
    pub fn toggle_tag(&mut self, shared: &Shared) {
        let snapshot = &shared.snapshot;
        let ids: Vec<CouncilId> = match self.rows.get(self.list.cursor) {
            Some(Row::Council(_)) => self.focused(snapshot).map(|line| line.id).into_iter().collect(),
            Some(Row::Group(_)) => {
                let under = self.rows[self.list.cursor + 1..].iter();
                let councils = under.map_while(|row| match row {
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
        self.apply(Motion::Down, 1);
    }

    pub fn keep_visible(&mut self, height: usize) {
        // Scrolled to the first council, the list also shows the heading above it.
        let above = usize::from(self.list.cursor == 1 && self.list.offset > 1);
        self.list.keep_visible(height, above, self.rows.len());
    }
}
