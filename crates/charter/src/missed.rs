//! How the groups of councils that missed the deadline are headed, and what to do about each.

use crate::status::Missed;

impl Missed {
    /// The words that stand before the next step: `late reply`.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Late => "late reply",
            Self::NeverReached => "letter not delivered",
            other => other.label(),
        }
    }

    /// The next step that the group needs.
    pub fn next_step(self) -> &'static str {
        match self {
            Self::Silent => "write or phone",
            Self::HeardNotConfirmed => "chase the rest",
            Self::Late => "decide whether to accept it",
            Self::NeverReached => "correct the address",
        }
    }
}
