//! The state of the tasks: in sections, filtered, each section short until it is unfolded.

use std::collections::{BTreeSet, HashMap};

use charter::council_line::CouncilLine;
use charter::ids::{CouncilId, PriorityId};
use desk::today::{Place, Section, Task, in_order, unsaved_forms, updates};

use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::forms::drafts::Drafts;
use crate::tui::ui::list_state::{ListRow, ListState};
use crate::tui::ui::motion::Motion;

/// A section with more rows shows only [`SHORT`] of them until it is unfolded.
const MAX_ROWS: usize = 8;
const SHORT: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A section and the number of its tasks.
    Section(Section, usize),
    /// Index into [`Today::tasks`].
    Task(usize),
    /// How many tasks of the section are folded away.
    More(Section, usize),
}

impl ListRow for Row {
    const SKIPS_HEADINGS: bool = true;

    fn is_heading(&self) -> bool {
        matches!(self, Self::Section(..))
    }
}

/// What the rows were arranged for.
#[derive(Clone, Debug, PartialEq)]
struct ArrangedFor {
    search: u64,
    snapshot: u64,
    drafts: Drafts,
}

#[derive(Clone, Debug, Default)]
pub struct Today {
    /// The tasks that the store knows of; `None` until they are read.
    read: Option<Vec<Task>>,
    /// In the order of the sections; those that match the filter.
    pub tasks: Vec<Task>,
    pub rows: Vec<Row>,
    pub list: ListState,
    unfolded: BTreeSet<Section>,
    /// Index in `Snapshot::lines` by id, for the snapshot that the rows were arranged for.
    indices: HashMap<CouncilId, usize>,
    arranged_for: Option<ArrangedFor>,
}

impl Today {
    pub fn set_tasks(&mut self, tasks: Vec<Task>) {
        self.read = Some(tasks);
        self.arranged_for = None;
    }

    pub fn is_read(&self) -> bool {
        self.read.is_some()
    }

    /// Applies the filter and keeps the cursor on its task.
    pub fn arrange(&mut self, shared: &Shared, drafts: &Drafts) {
        let (snapshot, search) = (&shared.snapshot, &shared.search);
        let is_current = |of: &ArrangedFor| {
            (of.search, of.snapshot) == (search.generation(), snapshot.generation()) && of.drafts == *drafts
        };
        if self.arranged_for.as_ref().is_some_and(is_current) {
            return;
        }
        let Some(read) = &self.read else { return };
        let focus = self.focused().map(|task| (task.section, task.place.clone(), task.councils.clone()));
        self.indices = snapshot.lines().iter().map(|line| line.id).zip(0..).collect();
        let mut in_filter = vec![false; snapshot.lines().len()];
        search.indices().for_each(|index| in_filter[index] = true);
        let matches = |id: CouncilId| self.indices.get(&id).is_some_and(|index| in_filter[*index]);
        let by_name = !search.filter.find.is_empty();
        let (round, as_at) = (snapshot.round(), snapshot.as_at());
        let mut tasks = read.clone();
        tasks.extend(updates(snapshot.lines(), round, as_at));
        tasks.extend(unsaved_forms(drafts.all()));
        tasks.retain(|task| task.is_shown(by_name, matches));
        self.tasks = in_order(tasks);
        self.arranged_for =
            Some(ArrangedFor { search: search.generation(), snapshot: snapshot.generation(), drafts: drafts.clone() });
        self.fill();
        let same = |task: &Task| {
            focus.as_ref().is_some_and(|(section, place, councils)| {
                (*section, place, councils) == (task.section, &task.place, &task.councils)
            })
        };
        let found = self.rows.iter().position(|row| self.task(*row).is_some_and(same));
        self.list.select(found.unwrap_or(self.list.cursor), true, &self.rows);
    }

    fn fill(&mut self) {
        self.rows.clear();
        if self.tasks.is_empty() {
            return;
        }
        for section in Section::ALL {
            let of_section = || (0..self.tasks.len()).filter(|index| self.tasks[*index].section == *section);
            let count = of_section().count();
            if count == 0 && section.hides_when_empty() {
                continue;
            }
            self.rows.push(Row::Section(*section, count));
            let shown = if count <= MAX_ROWS || self.unfolded.contains(section) { count } else { SHORT };
            self.rows.extend(of_section().take(shown).map(Row::Task));
            if shown < count {
                self.rows.push(Row::More(*section, count - shown));
            }
        }
    }

    /// Shows all tasks of the section whose rest is in focus. `false` if the focus is elsewhere.
    pub fn unfold(&mut self) -> bool {
        let Some(Row::More(section, _)) = self.rows.get(self.list.cursor).copied() else { return false };
        self.unfolded.insert(section);
        self.fill();
        true
    }

    /// Shows long sections short again.
    pub fn fold_all(&mut self) {
        self.unfolded.clear();
        self.fill();
        self.list.select(self.list.cursor, false, &self.rows);
    }

    pub fn task(&self, row: Row) -> Option<&Task> {
        match row {
            Row::Task(index) => self.tasks.get(index),
            Row::Section(..) | Row::More(..) => None,
        }
    }

    pub fn focused(&self) -> Option<&Task> {
        self.task(*self.rows.get(self.list.cursor)?)
    }

    pub fn focused_priority(&self) -> Option<PriorityId> {
        match self.focused()?.place {
            Place::Priority(id) => Some(id),
            Place::Item(_)
            | Place::Meeting(_)
            | Place::Priorities
            | Place::Draft(_)
            | Place::Entry(..)
            | Place::NextRound => None,
        }
    }

    pub fn council_of<'a>(&self, task: &Task, snapshot: &'a Snapshot) -> Option<&'a CouncilLine> {
        snapshot.lines().get(*self.indices.get(&task.council()?)?)
    }

    pub fn focused_council<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a CouncilLine> {
        self.council_of(self.focused()?, snapshot)
    }

    /// Moves to the next or previous row of another council, and returns that council.
    pub fn step_council(&mut self, snapshot: &Snapshot, forward: bool) -> Option<CouncilId> {
        let now = self.focused()?.council();
        let mut list = self.list;
        list.find(forward, self.rows.len(), |row| {
            self.task(self.rows[row]).and_then(Task::council).is_some_and(|council| Some(council) != now)
        })?;
        self.list = list;
        self.focused_council(snapshot).map(|line| line.id)
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply_grouped(motion, visible, &self.rows);
    }

    /// The headings above a task stay visible with it if they fit.
    pub fn keep_visible(&mut self, height: usize) {
        let above = self.rows.iter().take(self.list.cursor).rev().take_while(|row| row.is_heading()).count();
        self.list.keep_visible(height, above, self.rows.len());
    }
}
