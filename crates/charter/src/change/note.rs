//! A note on a council.

use chrono::NaiveDate;

use crate::edit::{Edit, IdAllocator, RecordSet, Refusal, Table};
use crate::ids::{CouncilId, NoteId};
use crate::note::Note;
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq)]
pub struct WriteNote {
    pub council: CouncilId,
    pub on: NaiveDate,
    pub text: Untrusted,
}

impl WriteNote {
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        if self.text.is_blank() {
            return Err(Refusal::Invalid("the note is empty; type it, or leave with Esc".to_owned()));
        }
        let id = NoteId(ids.allocate(Table::Notes));
        let note = Note { id, version: 1, council: self.council, on: self.on, text: self.text.clone() };
        Ok(vec![Edit::create(note)])
    }
}
