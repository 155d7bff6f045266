//! Categories of priorities, aims of the charter, and the user's own reasons of not attending: one row each.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::category::{AbsenceReason, Aim, Category};

entity!(Category in Categories {
    position: "position",
    name: "name",
});

entity!(AbsenceReason in AbsenceReasons {
    position: "position",
    name: "name",
});

entity!(Aim in Aims {
    position: "position",
    name: "name",
});

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Category>> {
    select(connection, "order by position, id", [])
}

pub(crate) fn aims(connection: &Connection) -> rusqlite::Result<Vec<Aim>> {
    select(connection, "order by position, id", [])
}

pub(crate) fn reasons(connection: &Connection) -> rusqlite::Result<Vec<AbsenceReason>> {
    select(connection, "order by position, id", [])
}
