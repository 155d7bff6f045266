//! The quarterly review of a priority (charter rules 10 and 15). Fields: `on`, `priority-is`, `response-is`, `note`.

use charter::calendar::DateBias;
use charter::change::{Act, RecordReview};
use charter::ids::{CouncilId, PriorityId, RoundId};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::reader::FieldReader;

/// The value of `priority-is` and `response-is` for what is as it was last round.
pub const UNCHANGED: &str = "unchanged";
/// The value of `priority-is` and `response-is` for what is another than last round.
pub const CHANGED: &str = "changed";

#[derive(Clone, Debug, PartialEq)]
pub struct ReviewInput {
    pub on: NaiveDate,
    pub priority_changed: bool,
    pub response_changed: bool,
    pub note: Untrusted,
}

impl ReviewInput {
    /// Both questions need an answer: nothing counts as unchanged unless somebody says so.
    pub fn read(reader: &mut FieldReader<'_>) -> Option<Self> {
        let on = reader.date("on", DateBias::Past);
        let [priority_changed, response_changed] =
            ["priority-is", "response-is"].map(|name| match reader.value(name) {
                CHANGED => true,
                UNCHANGED => false,
                _ => {
                    reader.refuse(name, "say which: u for unchanged, c for changed");
                    false
                }
            });
        Some(Self { on: on?, priority_changed, response_changed, note: reader.text("note") })
    }

    pub fn act(&self, council: CouncilId, priority: PriorityId, round: RoundId) -> Act {
        let Self { on, priority_changed, response_changed, note } = self.clone();
        Act::Review(RecordReview { council, priority, round, on, priority_changed, response_changed, note })
    }
}
