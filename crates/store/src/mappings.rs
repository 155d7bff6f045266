//! Confirmed column mappings of spreadsheets: one row for each shape.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::sheet_mapping::SheetMapping;

entity!(SheetMapping in Mappings {
    shape: "shape",
    columns: "columns",
});

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<SheetMapping>> {
    select(connection, "order by id", [])
}
