//! Updates, excuses and changes of team: one row each.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::excuse::Excuse;
use charter::ids::CouncilId;
use charter::team::TeamChange;
use charter::untrusted::Untrusted;
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

entity!(TeamChange in TeamChanges {
    council: "council_id",
    on: "changed_on",
    from: "from_team",
    to: "to_team",
    announced_on: "told_on",
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

/// By council, oldest first.
pub(crate) fn team_changes(connection: &Connection) -> rusqlite::Result<Vec<TeamChange>> {
    select(connection, "order by council_id, changed_on, id", [])
}

/// Newest first.
pub(crate) fn team_changes_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<TeamChange>> {
    select(connection, "where council_id = ?1 order by changed_on desc, id desc", [council.0])
}

/// The teams as at `day` of the councils that have another team now: the old team of the first change after that day.
pub(crate) fn teams_before(connection: &Connection, day: NaiveDate) -> rusqlite::Result<HashMap<i64, Untrusted>> {
    let changes: Vec<TeamChange> =
        select(connection, "where changed_on > ?1 order by changed_on desc, id desc", [day.to_string()])?;
    Ok(changes.into_iter().map(|change| (change.council.0, change.from)).collect())
}
