//! Notes: one row each.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::ids::CouncilId;
use charter::note::Note;

entity!(Note in Notes {
    council: "council_id",
    on: "noted_on",
    text: "body",
});

/// Newest first.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Note>> {
    select(connection, "where council_id = ?1 order by noted_on desc, id desc", [council.0])
}
