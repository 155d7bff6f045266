//! Rounds.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{day, day_or_none};
use crate::entity::{Entity, select};
use charter::edit::{Record, Table};
use charter::ids::RoundId;
use charter::round::Round;

impl Entity for Round {
    const TABLE: Table = Table::Rounds;
    const COLUMNS: &'static [&'static str] =
        &["id", "version", "code", "starts_on", "ends_on", "issued_on", "charter_version", "deadline", "next_contact"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: RoundId(row.get("id")?),
            version: row.get("version")?,
            code: row.get("code")?,
            starts_on: day(row, "starts_on")?,
            ends_on: day(row, "ends_on")?,
            issued_on: day_or_none(row, "issued_on")?,
            charter_version: row.get("charter_version")?,
            deadline: day(row, "deadline")?,
            next_contact: day(row, "next_contact")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.code.clone().into(),
            self.starts_on.to_string().into(),
            self.ends_on.to_string().into(),
            self.issued_on.map(|on| on.to_string()).into(),
            self.charter_version.clone().into(),
            self.deadline.to_string().into(),
            self.next_contact.to_string().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Round(self)
    }
}

/// Every round, oldest first.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Round>> {
    select(connection, "order by starts_on, id", [])
}
