//! Changes of a meeting by one key.

use charter::meeting::{Intent, MeetingFacts};

/// What one key changes in a future meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alteration {
    /// The council cancels it, or holds a cancelled one after all.
    Cancel,
    Plan(Intent),
    DropPlan,
}

impl Alteration {
    pub fn alter(self, facts: &mut MeetingFacts) {
        match self {
            Self::Cancel => facts.cancelled = !facts.cancelled,
            Self::Plan(intent) => facts.plan = Some(intent),
            Self::DropPlan => facts.plan = None,
        }
    }
}
