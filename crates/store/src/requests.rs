//! Requests of public bodies: one row each.

use rusqlite::Connection;

use crate::columns::columns;
use crate::entity::{Entity, select};
use charter::edit::Table;
use charter::request::{Request, RequestFacts};

columns!(Request { id: "id", version: "version" } in facts: RequestFacts {
    asked_by: "asked_by",
    on: "asked_on",
    kind: "kind",
    what: "what",
    owner: "owner",
    due: "due",
    answered_on: "answered_on",
    answer: "answer",
});

impl Entity for Request {
    const TABLE: Table = Table::Requests;
}

/// In the order in which they were asked.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Request>> {
    select(connection, "order by asked_on, id", [])
}
