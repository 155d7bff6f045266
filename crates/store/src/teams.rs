//! Teams, and the named contacts of councils: one row each.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::columns::columns;
use crate::entity::{Entity, entity, select};
use charter::edit::Table;
use charter::ids::CouncilId;
use charter::team::{NamedOfficer, Team, TeamFacts};
use charter::untrusted::Untrusted;

columns!(Team { id: "id", version: "version" } in facts: TeamFacts {
    name: "name",
    code: "code",
    head: "head",
    mailbox: "mailbox",
    phone: "phone",
    neighbourhood: "neighbourhood",
    active_from: "active_from",
    inactive_on: "inactive_on",
    successor: "successor_id",
});

impl Entity for Team {
    const TABLE: Table = Table::Teams;
}

entity!(NamedOfficer in NamedOfficers {
    council: "council_id",
    post: "post",
    from: "active_from",
    until: "inactive_on",
});

/// By name.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Team>> {
    select(connection, "order by name, id", [])
}

/// The oldest first.
pub(crate) fn officers_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<NamedOfficer>> {
    select(connection, "where council_id = ?1 order by active_from, id", [council.0])
}

/// The post that is the named contact on a day, by council.
pub(crate) fn posts_on(connection: &Connection, day: NaiveDate) -> rusqlite::Result<HashMap<i64, Arc<Untrusted>>> {
    let officers: Vec<NamedOfficer> =
        select(connection, "where active_from <= ?1 and (inactive_on is null or inactive_on > ?1)", [day.to_string()])?;
    Ok(officers.into_iter().map(|officer| (officer.council.0, Arc::new(officer.post))).collect())
}
