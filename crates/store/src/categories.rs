//! Categories of priorities: one row each.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::category::Category;

entity!(Category in Categories {
    position: "position",
    name: "name",
});

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Category>> {
    select(connection, "order by position, id", [])
}
