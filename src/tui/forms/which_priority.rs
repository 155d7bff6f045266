//! Which priority a form is about: the one in focus, or one to choose among those that are worked on.

use charter::council_file::{CouncilFile, PriorityFile};
use charter::ids::PriorityId;
use charter::priority::{Closing, Progress};
use charter::untrusted::Untrusted;

use crate::tui::forms::field::Field;

/// One priority, as far as a form has to know it.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityRef {
    /// Which priority.
    pub id: PriorityId,
    /// The version that it was read at.
    pub version: i64,
    /// Its place in the return in force, if it is agreed there.
    pub slot: Option<u8>,
    /// Its text.
    pub text: Untrusted,
    /// Its end, if it is closed.
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

/// The priorities that a form can be about; never none.
#[derive(Clone, Debug, PartialEq)]
pub struct WhichPriority {
    known: Vec<PriorityRef>,
}

impl WhichPriority {
    /// The priority in focus, else every one that is worked on. `None` where there is none.
    pub fn with(file: &CouncilFile, focus: Option<PriorityId>) -> Option<Self> {
        let known: Vec<PriorityRef> = match focus {
            Some(id) => file.priorities.iter().filter(|known| known.priority.id == id).map(PriorityRef::of).collect(),
            None => worked_on(file),
        };
        (!known.is_empty()).then_some(Self { known })
    }

    /// The field that asks which, where there are several; a digit chooses.
    pub fn field(&self) -> Option<Field> {
        let options: Vec<String> = (1..).zip(&self.known).map(|(n, known)| numbered(n, &known.text)).collect();
        let first = options.first()?.clone();
        (options.len() > 1).then(|| Field::choice("priority", "priority", options, &first))
    }

    /// The one that the form is about, as it was chosen in its field.
    pub fn chosen(&self, chosen: &str) -> Option<&PriorityRef> {
        let named = (1..).zip(&self.known).find(|(n, known)| numbered(*n, &known.text) == chosen);
        named.map(|(_, known)| known).or(self.known.first())
    }

    /// Changes the version that the priority was read at, after another's change was seen.
    pub fn seen(&mut self, id: PriorityId, version: i64) {
        for known in self.known.iter_mut().filter(|known| known.id == id) {
            known.version = version;
        }
    }

    /// The only one, where there is no choice.
    pub fn only(&self) -> Option<&PriorityRef> {
        match self.known.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// What a draft of such a form is kept under.
    pub fn draft_name(&self, what: &str) -> String {
        self.only().map_or_else(|| what.to_owned(), |only| format!("{what} {}", only.id))
    }
}

/// The priorities of a council that are worked on, in their places; at most three are agreed.
pub fn worked_on(file: &CouncilFile) -> Vec<PriorityRef> {
    file.priorities.iter().filter(|known| known.status.state.is_open()).map(PriorityRef::of).collect()
}

/// `1 Speeding on the main road`.
pub fn numbered(n: u8, text: &Untrusted) -> String {
    format!("{n} {}", text.sanitized())
}

/// What was noted last, for the lines over a form.
pub fn last_noted(progress: &[Progress], today: chrono::NaiveDate) -> Option<String> {
    let last = progress.iter().find(|note| note.on <= today)?;
    Some(format!("Last noted {}: {}", charter::calendar::format_short(last.on, today), last.text.sanitized()))
}
