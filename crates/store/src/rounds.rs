//! Rounds.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::round::Round;

entity!(Round in Rounds {
    code: "code",
    starts_on: "starts_on",
    ends_on: "ends_on",
    issued_on: "issued_on",
    charter_version: "charter_version",
    deadline: "deadline",
    next_contact: "next_contact",
});

/// Oldest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Round>> {
    select(connection, "order by starts_on, id", [])
}
