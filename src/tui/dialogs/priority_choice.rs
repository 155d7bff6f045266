//! Agreeing three priorities out of more (charter rule 2). The order in which they are agreed is their order.

use charter::change::{Act, AgreePriorities, Change};
use charter::returns::{MAX_PRIORITIES, Return};

/// The choice.
#[derive(Clone, Debug)]
pub struct Choose {
    /// The return whose priorities are agreed.
    pub returned: Return,
    /// The council's name.
    pub name: String,
    /// The places, from 0, of those that are agreed, first to last.
    pub chosen: Vec<usize>,
    /// The place of the cursor.
    pub cursor: usize,
}

impl Choose {
    /// Opens with what is agreed so far.
    pub fn new(returned: &Return, name: String) -> Self {
        let priorities = &returned.answer.priorities;
        let mut chosen: Vec<usize> = (0..priorities.len()).filter(|place| priorities[*place].slot.is_some()).collect();
        chosen.sort_by_key(|place| priorities[*place].slot);
        Self { returned: returned.clone(), name, chosen, cursor: 0 }
    }

    /// Moves the cursor.
    pub fn step(&mut self, rows: isize) {
        let last = self.returned.answer.priorities.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(rows).min(last);
    }

    /// Agrees the priority in focus, or takes that back. `false` if three are agreed already.
    pub fn toggle(&mut self) -> bool {
        if let Some(place) = self.chosen.iter().position(|chosen| *chosen == self.cursor) {
            self.chosen.remove(place);
            return true;
        }
        if self.chosen.len() >= MAX_PRIORITIES {
            return false;
        }
        self.chosen.push(self.cursor);
        true
    }

    /// The change that it makes.
    pub fn change(&self) -> Change {
        let Return { council, id, version, .. } = &self.returned;
        let agree =
            AgreePriorities { council: *council, returned: *id, version: *version, chosen: self.chosen.clone() };
        Change::from(Act::Agree(agree))
    }
}
