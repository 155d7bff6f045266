//! How the columns of sheets were confirmed: one row a shape.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::sheet_mapping::SheetMapping;

entity!(SheetMapping in Mappings {
    shape: "shape",
    columns: "columns",
});

/// Every mapping, the oldest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<SheetMapping>> {
    select(connection, "order by id", [])
}
