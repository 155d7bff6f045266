//! The decision that a council need not be met (charter rules 14 and 15). Fields: `on`, `by`, `reason`.

use charter::calendar::DateBias;
use charter::change::{Act, RecordExcuse};
use charter::ids::{CouncilId, RoundId};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::reader::FieldReader;

#[derive(Clone, Debug, PartialEq)]
pub struct ExcuseInput {
    pub on: NaiveDate,
    /// Who decided.
    pub by: Untrusted,
    pub reason: Untrusted,
}

impl ExcuseInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Option<Self> {
        let on = reader.date("on", DateBias::Past);
        let reason = reader.required_text("reason", "give the reason for the decision");
        let by = reader.required_text("by", "say who decided");
        Some(Self { on: on?, by, reason })
    }

    pub fn act(&self, council: CouncilId, round: RoundId) -> Act {
        let Self { on, by, reason } = self.clone();
        Act::Excuse(RecordExcuse { council, round, on, by, reason })
    }
}
