//! How the columns of sheets were confirmed: one row a shape.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{bad, text};
use crate::entity::{Entity, select};
use charter::column::Column;
use charter::edit::{Record, Table};
use charter::ids::MappingId;
use charter::sheet_mapping::SheetMapping;

impl Entity for SheetMapping {
    const TABLE: Table = Table::Mappings;
    const COLUMNS: &'static [&'static str] = &["id", "version", "shape", "columns"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let columns = text(row, "columns")?;
        let columns: Vec<Column> =
            serde_json::from_str(columns).map_err(|error| bad("columns", format!("{columns} ({error})")))?;
        Ok(Self {
            id: MappingId(row.get("id")?),
            version: row.get("version")?,
            shape: text(row, "shape")?.to_owned(),
            columns,
        })
    }

    fn values(&self) -> Vec<Value> {
        // A list of codes: `["council","wish"]`. A code holds nothing that JSON escapes.
        let codes: Vec<String> = self.columns.iter().map(|column| format!("\"{}\"", column.code())).collect();
        let columns = format!("[{}]", codes.join(","));
        vec![self.id.0.into(), self.version.into(), self.shape.clone().into(), columns.into()]
    }

    fn into_record(self) -> Record {
        Record::SheetMapping(self)
    }
}

/// Every mapping, the oldest first.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<SheetMapping>> {
    select(connection, "order by id", [])
}
