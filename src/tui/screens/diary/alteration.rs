//! One fact of a meeting that one key alters.

use charter::meeting::{Intent, MeetingFacts};

/// What one key does to a meeting that is still to come; the same key takes it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alteration {
    /// The council has called it off.
    CallOff,
    /// The team means to take part.
    Intend(Intent),
}

impl Alteration {
    pub fn alter(self, facts: &mut MeetingFacts) {
        match self {
            Self::CallOff => facts.cancelled = !facts.cancelled,
            Self::Intend(intent) => facts.plan = Some(intent).filter(|intent| facts.plan != Some(*intent)),
        }
    }
}
