//! Aliases: the names and addresses that users assigned to councils. One row each.

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

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Alias>> {
    select(connection, "order by id", [])
}

pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Alias>> {
    select(connection, "where council_id = ?1 order by id", [council.0])
}
