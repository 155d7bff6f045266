//! What a council was told about its priorities. Fields: `on`, `how`, `text`.

use charter::calendar::DateBias;
use charter::change::{Act, RecordUpdate};
use charter::ids::CouncilId;
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;
use chrono::NaiveDate;

use super::reader::FieldReader;

#[derive(Clone, Debug, PartialEq)]
pub struct UpdateInput {
    pub on: NaiveDate,
    pub how: UpdateChannel,
    pub text: Untrusted,
}

impl UpdateInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Option<Self> {
        let on = reader.date("on", DateBias::Past);
        let how = UpdateChannel::from_code(reader.value("how")).unwrap_or(UpdateChannel::Written);
        Some(Self { on: on?, how, text: reader.text("text") })
    }

    pub fn act(&self, council: CouncilId) -> Act {
        Act::Update(RecordUpdate { council, on: self.on, how: self.how, text: self.text.clone() })
    }
}
