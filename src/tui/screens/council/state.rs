//! The state of one council's screen: its return, priorities, meetings, replies, notes and history.

use charter::council_file::CouncilFile;
use charter::ids::{CouncilId, PriorityId};
use charter::untrusted::Untrusted;

use crate::tui::app::shared::Shared;
use crate::tui::screens::council::item::{Item, Section, Subject};
use crate::tui::screens::council::items::items;
use crate::tui::screens::council::rounds_table::Table;
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;

#[derive(Clone, Debug)]
pub struct CouncilScreen {
    pub file: Box<CouncilFile>,
    pub section: Section,
    pub list: ListState,
    /// The number of newest rounds scrolled out of view in the table.
    pub back: usize,
}

impl CouncilScreen {
    pub fn new(file: Box<CouncilFile>) -> Self {
        Self { file, section: Section::Return, list: ListState::default(), back: 0 }
    }

    pub fn id(&self) -> CouncilId {
        self.file.council.id
    }

    /// Replaces the file and keeps the focus.
    pub fn refresh(&mut self, file: Box<CouncilFile>, shared: &Shared) {
        self.file = file;
        let last = self.items(shared).len().saturating_sub(1);
        self.list.cursor = self.list.cursor.min(last);
    }

    pub fn items(&self, shared: &Shared) -> Vec<Item> {
        items(&self.file, self.section, self.back, shared.snapshot.round(), shared.snapshot.as_at())
    }

    pub fn scroll_rounds(&mut self, earlier: bool) {
        let rounds = Table::of(&self.file, 0).map_or(0, |table| table.rounds.len());
        self.back = if earlier { (self.back + 1).min(rounds.saturating_sub(1)) } else { self.back.saturating_sub(1) };
    }

    pub fn go_to(&mut self, section: Section) {
        self.section = section;
        self.list.cursor = 0;
    }

    pub fn go_to_priority(&mut self, id: PriorityId, shared: &Shared) {
        self.go_to(Section::Priorities);
        let items = self.items(shared);
        self.list.cursor = items.iter().position(|item| self.priority_of(item.subject) == Some(id)).unwrap_or(0);
    }

    /// Goes to the item of a section that has this line.
    pub fn go_to_text(&mut self, section: Section, line: &Untrusted, shared: &Shared) {
        self.go_to(section);
        let items = self.items(shared);
        self.list.cursor = items.iter().position(|item| item.text().contains(&*line.sanitized())).unwrap_or(0);
    }

    /// Moves to the next or previous section, cyclically.
    pub fn step_section(&mut self, forward: bool) {
        let count = Section::ALL.len();
        let index = (self.section as usize + if forward { 1 } else { count - 1 }) % count;
        self.go_to(Section::ALL[index]);
    }

    /// Moves the focus. A page assumes about three rows for an item.
    pub fn apply(&mut self, motion: Motion, visible: usize, shared: &Shared) {
        let by = match motion {
            Motion::PageUp | Motion::PageDown => motion.rows(visible) / 3,
            _ => motion.rows(visible),
        };
        let len = self.items(shared).len();
        self.list.step(by, len);
    }

    pub fn priority_of(&self, subject: Subject) -> Option<PriorityId> {
        match subject {
            Subject::OtherPriority(id) | Subject::Action(id, _) => Some(id),
            Subject::Priority(returned, index) => {
                let returned = self.file.returns.iter().find(|known| known.id == returned)?;
                let carried = returned.answer.priorities.get(index)?.priority?;
                self.file.priorities.iter().map(|known| known.priority.id).find(|id| *id == carried)
            }
            _ => None,
        }
    }

    pub fn focused(&self, shared: &Shared) -> Option<Item> {
        self.items(shared).into_iter().nth(self.list.cursor)
    }
}
