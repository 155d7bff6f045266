//! Changes of a meeting by one key.

use charter::meeting::{Intent, MeetingFacts};

/// What one key changes in a future meeting; the same key reverses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alteration {
    Cancel,
    Plan(Intent),
}

impl Alteration {
    pub fn alter(self, facts: &mut MeetingFacts) {
        match self {
            Self::Cancel => facts.cancelled = !facts.cancelled,
            Self::Plan(intent) => facts.plan = Some(intent).filter(|intent| facts.plan != Some(*intent)),
        }
    }
}
