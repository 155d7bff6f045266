//! What a person taught about who a council is: one row each.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{day, foreign, term, text};
use crate::entity::{Entity, select};
use charter::alias::{Alias, AliasKind};
use charter::edit::{Record, Table};
use charter::ids::{AliasId, CouncilId};

impl Entity for Alias {
    const TABLE: Table = Table::Aliases;
    const COLUMNS: &'static [&'static str] = &["id", "version", "council_id", "kind", "written", "learnt_on"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: AliasId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            kind: term(text(row, "kind")?, "kind", AliasKind::ALL, AliasKind::code)?,
            written: foreign(row, "written")?,
            learnt_on: day(row, "learnt_on")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.kind.code().to_owned().into(),
            self.written.raw().to_owned().into(),
            self.learnt_on.to_string().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Alias(self)
    }
}

/// Every alias, the oldest first.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Alias>> {
    select(connection, "order by id", [])
}

/// The aliases of a council.
pub(super) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Alias>> {
    select(connection, "where council_id = ?1 order by id", [council.0])
}
