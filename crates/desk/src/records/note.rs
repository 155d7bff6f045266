//! A note. Fields: `on`, `text`.

use charter::calendar::DateBias;
use charter::change::{Act, WriteNote};
use charter::ids::CouncilId;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::reader::FieldReader;

#[derive(Clone, Debug, PartialEq)]
pub struct NoteInput {
    pub on: NaiveDate,
    pub text: Untrusted,
}

impl NoteInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Option<Self> {
        let on = reader.date("on", DateBias::Past);
        let text = reader.required_text("text", "the note is empty: type it");
        Some(Self { on: on?, text })
    }

    pub fn act(&self, council: CouncilId) -> Act {
        Act::Note(WriteNote { council, on: self.on, text: self.text.clone() })
    }
}
