//! The priority that a form is about: the one in focus, or one chosen in the form.

use charter::council_file::{CouncilFile, PriorityFile};
use charter::ids::PriorityId;
use charter::priority::{Closing, Progress};
use charter::untrusted::Untrusted;

use crate::tui::forms::field::Field;

#[derive(Clone, Debug, PartialEq)]
pub struct PriorityRef {
    pub id: PriorityId,
    /// The version that was read.
    pub version: i64,
    /// Its number in the current return, if it is agreed there.
    pub slot: Option<u8>,
    pub text: Untrusted,
    /// `None` while the priority is open.
    pub closed: Option<Closing>,
}

impl PriorityRef {
    fn of(file: &PriorityFile) -> Self {
        let priority = &file.priority;
        Self {
            id: priority.id,
            version: priority.version,
            slot: file.status.slot,
            text: priority.text.clone(),
            closed: priority.closed.clone(),
        }
    }
}

/// The priorities that a form can be about; at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct PrioritySelection {
    known: Vec<PriorityRef>,
}

impl PrioritySelection {
    /// The priority in focus, else every open one. `None` without any.
    pub fn new(file: &CouncilFile, focus: Option<PriorityId>) -> Option<Self> {
        let known: Vec<PriorityRef> = match focus {
            Some(id) => file.priorities.iter().filter(|known| known.priority.id == id).map(PriorityRef::of).collect(),
            None => open_priorities(file),
        };
        (!known.is_empty()).then_some(Self { known })
    }

    /// Asks which priority, if there are several; a digit chooses.
    pub fn field(&self) -> Option<Field> {
        let options: Vec<String> = (1..).zip(&self.known).map(|(n, known)| numbered(n, &known.text)).collect();
        let first = options.first()?.clone();
        (options.len() > 1).then(|| Field::choice("priority", "priority", options, &first))
    }

    pub fn chosen(&self, chosen: &str) -> Option<&PriorityRef> {
        let named = (1..).zip(&self.known).find(|(n, known)| numbered(*n, &known.text) == chosen);
        named.map(|(_, known)| known).or(self.known.first())
    }

    /// Updates a priority's version after the user has seen another user's change.
    pub fn set_version(&mut self, id: PriorityId, version: i64) {
        for known in self.known.iter_mut().filter(|known| known.id == id) {
            known.version = version;
        }
    }

    pub fn single(&self) -> Option<&PriorityRef> {
        match self.known.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    pub fn draft_name(&self, kind: &str) -> String {
        self.single().map_or_else(|| kind.to_owned(), |single| format!("{kind} {}", single.id))
    }
}

/// The open priorities in order; at most three are agreed.
pub fn open_priorities(file: &CouncilFile) -> Vec<PriorityRef> {
    file.priorities.iter().filter(|known| known.status.state.is_open()).map(PriorityRef::of).collect()
}

/// `1 Speeding on the main road`.
pub fn numbered(n: u8, text: &Untrusted) -> String {
    format!("{n} {}", text.sanitized())
}

/// The last progress, for the lines above a form.
pub fn last_progress(progress: &[Progress], today: chrono::NaiveDate) -> Option<String> {
    let last = progress.iter().find(|note| note.on <= today)?;
    Some(format!("Last noted {}: {}", charter::calendar::format_short(last.on, today), last.text.sanitized()))
}
