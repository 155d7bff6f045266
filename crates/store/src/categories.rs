//! Categories of priorities: one row each.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::text;
use crate::entity::{Entity, select};
use charter::category::Category;
use charter::edit::{Record, Table};
use charter::ids::CategoryId;

impl Entity for Category {
    const TABLE: Table = Table::Categories;
    const COLUMNS: &'static [&'static str] = &["id", "version", "position", "name"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: CategoryId(row.get("id")?),
            version: row.get("version")?,
            position: row.get("position")?,
            name: text(row, "name")?.to_owned(),
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![self.id.0.into(), self.version.into(), self.position.into(), self.name.clone().into()]
    }

    fn into_record(self) -> Record {
        Record::Category(self)
    }
}

/// The categories, in the order in which they are offered.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Category>> {
    select(connection, "order by position, id", [])
}
