//! What an editor can undo and redo.

/// Changes of one kind that follow each other are undone together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Typing,
    Deleting,
}

/// The states before the present one, and those that were undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History<T> {
    past: Vec<T>,
    undone: Vec<T>,
    /// The group that the next change may join.
    open: Option<Group>,
}

/// Each state is a whole text, so a long session must not keep all of them.
const MAX_STATES: usize = 200;

// A derived implementation would ask for `T: Default`.
impl<T> Default for History<T> {
    fn default() -> Self {
        Self { past: Vec::new(), undone: Vec::new(), open: None }
    }
}

impl<T> History<T> {
    /// Keeps the state before a change. A change of the open group adds no state.
    pub fn record(&mut self, before: T, group: Option<Group>) {
        self.undone.clear();
        let joins = group.is_some() && group == self.open;
        self.open = group;
        if joins && !self.past.is_empty() {
            return;
        }
        if self.past.len() == MAX_STATES {
            self.past.remove(0);
        }
        self.past.push(before);
    }

    /// The next change starts a group of its own.
    pub fn close_group(&mut self) {
        self.open = None;
    }

    /// Exchanges `now` for the state before it. `None` if there is none.
    pub fn undo(&mut self, now: T) -> Option<T> {
        self.open = None;
        let before = self.past.pop()?;
        self.undone.push(now);
        Some(before)
    }

    /// Exchanges `now` for the state that was undone last.
    pub fn redo(&mut self, now: T) -> Option<T> {
        self.open = None;
        let after = self.undone.pop()?;
        self.past.push(now);
        Some(after)
    }

    /// Whether every change has been undone.
    pub fn is_at_start(&self) -> bool {
        self.past.is_empty()
    }
}
