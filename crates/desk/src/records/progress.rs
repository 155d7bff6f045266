//! How far a priority has come. Fields: `on`, `text`.

use charter::calendar::DateBias;
use charter::change::{Act, RecordProgress};
use charter::ids::{CouncilId, PriorityId};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::reader::FieldReader;

#[derive(Clone, Debug, PartialEq)]
pub struct ProgressInput {
    pub on: NaiveDate,
    pub text: Untrusted,
}

impl ProgressInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Option<Self> {
        let on = reader.date("on", DateBias::Past);
        let text = reader.required_text("text", "type the progress so far");
        Some(Self { on: on?, text })
    }

    pub fn act(&self, council: CouncilId, priority: PriorityId) -> Act {
        Act::Progress(RecordProgress { council, priority, on: self.on, text: self.text.clone() })
    }
}
