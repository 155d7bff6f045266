//! Notes: one row each.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{day, foreign};
use crate::entity::{Entity, select};
use charter::edit::{Record, Table};
use charter::ids::{CouncilId, NoteId};
use charter::note::Note;

impl Entity for Note {
    const TABLE: Table = Table::Notes;
    const COLUMNS: &'static [&'static str] = &["id", "version", "council_id", "noted_on", "body"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: NoteId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            on: day(row, "noted_on")?,
            text: foreign(row, "body")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.on.to_string().into(),
            self.text.raw().to_owned().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Note(self)
    }
}

/// The notes on a council, newest first.
pub(super) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Note>> {
    select(connection, "where council_id = ?1 order by noted_on desc, id desc", [council.0])
}
