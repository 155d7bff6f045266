//! Counties and districts: one row each.

use rusqlite::Connection;

use crate::columns::columns;
use crate::entity::{Entity, select};
use charter::area::{Area, AreaFacts};
use charter::edit::Table;

columns!(Area { id: "id", version: "version" } in facts: AreaFacts {
    level: "level",
    name: "name",
    code: "code",
    active_from: "active_from",
    inactive_on: "inactive_on",
    successor: "successor_id",
});

impl Entity for Area {
    const TABLE: Table = Table::Areas;
}

/// The counties, then the districts, by name.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Area>> {
    select(connection, "order by level, name, id", [])
}
