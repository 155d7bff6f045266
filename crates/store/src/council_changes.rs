//! Dated changes of councils: one row each.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::council_change::{CouncilChange, CouncilField};
use charter::ids::CouncilId;

entity!(CouncilChange in CouncilChanges {
    council: "council_id",
    field: "field",
    on: "changed_on",
    from: "from_value",
    from_unconfirmed: "from_unconfirmed",
    to: "to_value",
    announced_on: "told_on",
});

/// By council, oldest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<CouncilChange>> {
    select(connection, "order by council_id, changed_on, id", [])
}

/// Of all councils, oldest first.
pub(crate) fn of_field(connection: &Connection, field: CouncilField) -> rusqlite::Result<Vec<CouncilChange>> {
    select(connection, "where field = ?1 order by changed_on, id", [field.code()])
}

/// Newest first.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<CouncilChange>> {
    select(connection, "where council_id = ?1 order by changed_on desc, id desc", [council.0])
}

/// The changes after a day, by council.
pub(crate) fn after(connection: &Connection, day: NaiveDate) -> rusqlite::Result<HashMap<i64, Vec<CouncilChange>>> {
    let changes: Vec<CouncilChange> = select(connection, "where changed_on > ?1", [day.to_string()])?;
    let mut of_council: HashMap<i64, Vec<CouncilChange>> = HashMap::new();
    for change in changes {
        of_council.entry(change.council.0).or_default().push(change);
    }
    Ok(of_council)
}
