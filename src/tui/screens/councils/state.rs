//! The list of councils: what is shown, in which groups, and where the cursor is.
//!
//! Selection is by identity: after a change the cursor stays on its council. Where the council has left the list (it no
//! longer missed the deadline, say) the cursor stays on the row, which is then the next council.

use std::collections::{BTreeSet, HashSet};

use crate::tui::app::snapshot::Snapshot;
use charter::council_line::CouncilLine;
use charter::filter::{Filter, Hit, search};
use charter::ids::CouncilId;
use charter::search_key::{Query, Rank};
use charter::status::Missed;

/// What a group of the list stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GroupKey {
    /// A county, as it is named.
    County(String),
    /// A group of those that missed the deadline.
    Missed(Missed),
}

/// A group of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it stands for.
    pub key: GroupKey,
    /// How many councils it shows, folded or not.
    pub shown: usize,
    /// Whether its councils are hidden.
    pub folded: bool,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a group, by its place.
    Group(usize),
    /// A council, by its place in [`Context::lines`].
    Council(u32),
}

/// The state of the list.
#[derive(Clone, Debug, Default)]
pub struct Councils {
    /// What it is narrowed by.
    pub filter: Filter,
    /// The councils that a verb acts on together; none means the one in focus.
    pub tagged: BTreeSet<CouncilId>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The row in focus.
    pub cursor: usize,
    /// The first row that is drawn.
    pub offset: usize,
    /// How many councils are shown.
    pub shown: usize,
    /// Counts the searches, so that the other screens know when theirs is out of date.
    pub searches: u64,
    folded: HashSet<GroupKey>,
    last: Option<(Filter, Vec<Hit>)>,
}

impl Councils {
    /// Searches and groups anew, with the cursor on the council that it was on.
    pub fn arrange(&mut self, snapshot: &Snapshot) {
        let focus = self.focused(snapshot).map(|line| line.id);
        let group = self.focused_group().map(|group| group.key.clone());
        self.last = None;
        self.fill(snapshot);
        let kept = match (focus, group) {
            (Some(id), _) => self.row_of(snapshot, id),
            (None, Some(key)) => {
                self.groups.iter().position(|g| g.key == key).and_then(|place| self.row_of_group(place))
            }
            (None, None) => None,
        };
        self.cursor = kept.unwrap_or(self.cursor).min(self.rows.len().saturating_sub(1));
        // Where what was in focus has left the list, the row is kept; a heading there gives way to its first council.
        if kept.is_none()
            && matches!(self.rows.get(self.cursor), Some(Row::Group(place)) if !self.groups[*place].folded)
        {
            self.step(1);
        }
        if !self.tagged.is_empty() {
            let known: HashSet<CouncilId> = snapshot.lines().iter().map(|line| line.id).collect();
            self.tagged.retain(|id| known.contains(id));
        }
    }

    /// Searches for what is typed; the cursor goes to the best match.
    pub fn find(&mut self, snapshot: &Snapshot, typed: &str) {
        self.filter.find = typed.to_owned();
        self.fill(snapshot);
        self.offset = 0;
        self.cursor = self.first_council().unwrap_or(0);
    }

    fn first_council(&self) -> Option<usize> {
        self.rows.iter().position(|row| matches!(row, Row::Council(_)))
    }

    fn fill(&mut self, snapshot: &Snapshot) {
        let lines = snapshot.lines();
        let hits = search(lines, &self.filter, self.narrowed());
        self.shown = hits.len();
        let mut grouped = self.grouped(snapshot, &hits);
        if !self.filter.find.is_empty() {
            for (_, hits) in &mut grouped {
                hits.sort_by_key(|hit| hit.rank);
            }
            grouped.sort_by_key(|(_, hits)| hits.first().map(|hit| hit.rank));
        }
        self.groups.clear();
        self.rows.clear();
        for (place, (key, hits)) in grouped.into_iter().enumerate() {
            let folded = self.filter.find.is_empty() && self.folded.contains(&key);
            self.rows.push(Row::Group(place));
            if !folded {
                self.rows.extend(hits.iter().map(|hit| Row::Council(hit.index)));
            }
            self.groups.push(Group { key, shown: hits.len(), folded });
        }
        self.last = Some((self.filter.clone(), hits));
        self.searches += 1;
    }

    /// The places in [`Context::lines`] of the councils that the filter leaves, the folded ones too.
    pub fn left(&self) -> impl Iterator<Item = u32> + '_ {
        self.last.iter().flat_map(|(_, hits)| hits.iter().map(|hit| hit.index))
    }

    /// The last result, if this search can only narrow it.
    fn narrowed(&self) -> Option<&[Hit]> {
        let (filter, hits) = self.last.as_ref()?;
        let (now, then) = (Query::new(&self.filter.find)?, Query::new(&filter.find)?);
        let same =
            Filter { find: String::new(), ..filter.clone() } == Filter { find: String::new(), ..self.filter.clone() };
        let by_words = hits.first().is_some_and(|hit| !matches!(hit.rank, Rank::Fuzzy(_)));
        (same && by_words && now.refines(&then)).then_some(hits.as_slice())
    }

    fn grouped(&self, snapshot: &Snapshot, hits: &[Hit]) -> Vec<(GroupKey, Vec<Hit>)> {
        let lines = snapshot.lines();
        if self.filter.is_missed() {
            let of = |group: Missed| -> Vec<Hit> {
                hits.iter().filter(|hit| lines[hit.index as usize].status.missed == Some(group)).copied().collect()
            };
            let groups = Missed::ALL.iter().map(|group| (GroupKey::Missed(*group), of(*group)));
            return groups.filter(|(_, hits)| !hits.is_empty()).collect();
        }
        // The lines stand by county, so that each county is one run of the hits.
        hits.chunk_by(|a, b| lines[a.index as usize].county == lines[b.index as usize].county)
            .map(|run| (GroupKey::County(lines[run[0].index as usize].county.raw().to_owned()), run.to_vec()))
            .collect()
    }

    /// The council in focus.
    pub fn focused<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a CouncilLine> {
        match self.rows.get(self.cursor)? {
            Row::Council(index) => snapshot.lines().get(*index as usize),
            Row::Group(_) => None,
        }
    }

    /// The group heading in focus.
    pub fn focused_group(&self) -> Option<&Group> {
        match self.rows.get(self.cursor)? {
            Row::Group(place) => self.groups.get(*place),
            Row::Council(_) => None,
        }
    }

    /// The councils that a verb acts on: the tagged ones, or the one in focus.
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

    fn row_of_group(&self, place: usize) -> Option<usize> {
        self.rows.iter().position(|row| *row == Row::Group(place))
    }

    /// Moves the cursor by rows.
    pub fn step(&mut self, rows: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(rows).min(last);
    }

    /// Puts the cursor on the row that is drawn at this place, from 0.
    pub fn click(&mut self, row: usize) {
        if row + self.offset < self.rows.len() {
            self.cursor = row + self.offset;
        }
    }

    /// Moves the cursor to the next council, or the one before; says which it is.
    pub fn step_council(&mut self, snapshot: &Snapshot, forward: bool) -> Option<CouncilId> {
        let is_council = |place: &usize| matches!(self.rows[*place], Row::Council(_));
        let found = if forward {
            (self.cursor + 1..self.rows.len()).find(is_council)
        } else {
            (0..self.cursor).rev().find(is_council)
        };
        self.cursor = found?;
        self.focused(snapshot).map(|line| line.id)
    }

    /// Moves the cursor to the heading of the next group, or of the one before.
    pub fn step_group(&mut self, forward: bool) {
        let is_group = |place: &usize| matches!(self.rows[*place], Row::Group(_));
        let found = if forward {
            (self.cursor + 1..self.rows.len()).find(is_group)
        } else {
            (0..self.cursor).rev().find(is_group)
        };
        self.cursor = found.unwrap_or(self.cursor);
    }

    /// Folds or unfolds the group that the cursor is in; the cursor goes to its heading when it folds.
    pub fn fold(&mut self, snapshot: &Snapshot, folded: bool) {
        let heading = self.rows.iter().take(self.cursor + 1).rposition(|row| matches!(row, Row::Group(_)));
        let Some(Row::Group(place)) = heading.and_then(|row| self.rows.get(row)) else { return };
        let key = self.groups[*place].key.clone();
        if folded {
            self.cursor = heading.unwrap_or(self.cursor);
            self.folded.insert(key);
        } else {
            self.folded.remove(&key);
        }
        self.arrange(snapshot);
    }

    /// Folds every group, or unfolds them if all are folded.
    pub fn fold_all(&mut self, snapshot: &Snapshot) {
        if self.groups.iter().all(|group| group.folded) {
            self.folded.clear();
        } else {
            self.folded = self.groups.iter().map(|group| group.key.clone()).collect();
        }
        self.cursor = 0;
        self.arrange(snapshot);
    }

    /// Tags the council in focus, or takes its tag away; on a heading, all the councils of its group that are shown.
    pub fn toggle_tag(&mut self, snapshot: &Snapshot) {
        let ids: Vec<CouncilId> = match self.rows.get(self.cursor) {
            Some(Row::Council(_)) => self.focused(snapshot).map(|line| line.id).into_iter().collect(),
            Some(Row::Group(_)) => {
                let under = self.rows[self.cursor + 1..].iter();
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
        self.step(1);
    }

    /// Scrolls so that the cursor is among the `height` rows that are drawn.
    pub fn keep_visible(&mut self, height: usize) {
        let height = height.max(1);
        if self.cursor < self.offset {
            // The heading over the first council is worth a row.
            self.offset = if self.cursor == 1 { 0 } else { self.cursor };
        }
        if self.cursor >= self.offset + height {
            self.offset = self.cursor + 1 - height;
        }
        // No rows are left empty at the bottom while there are some above: a window that grew is filled again.
        self.offset = self.offset.min(self.rows.len().saturating_sub(height));
    }
}
