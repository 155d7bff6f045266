//! Updates and excuses: one row each.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::excuse::Excuse;
use charter::ids::CouncilId;
use charter::update::Update;

entity!(Update in Updates {
    council: "council_id",
    on: "told_on",
    how: "how",
    text: "body",
});

entity!(Excuse in Excuses {
    council: "council_id",
    round: "round_id",
    on: "decided_on",
    by: "decided_by",
    reason: "reason",
});

/// Newest first.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Update>> {
    select(connection, "where council_id = ?1 order by told_on desc, id desc", [council.0])
}

pub(crate) fn of_council_on_day(
    connection: &Connection,
    council: CouncilId,
    on: NaiveDate,
) -> rusqlite::Result<Vec<Update>> {
    select(connection, "where council_id = ?1 and told_on = ?2 order by id", (council.0, on.to_string()))
}

/// Newest first.
pub(crate) fn excuses_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Excuse>> {
    select(connection, "where council_id = ?1 order by decided_on desc, id desc", [council.0])
}
