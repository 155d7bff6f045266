//! What a person taught about who a council is: one row each.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::alias::Alias;
use charter::ids::CouncilId;

entity!(Alias in Aliases {
    council: "council_id",
    kind: "kind",
    written: "written",
    learnt_on: "learnt_on",
});

/// Every alias, the oldest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Alias>> {
    select(connection, "order by id", [])
}

/// The aliases of a council.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Alias>> {
    select(connection, "where council_id = ?1 order by id", [council.0])
}
