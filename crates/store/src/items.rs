//! Inbox items: one row each.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::columns::{Field, get, get_at};
use crate::entity::{entity, select};
use charter::ids::{CouncilId, SourceId};
use charter::incoming::Span;
use charter::item::Item;

entity!(Item in Items {
    source: "source_id",
    part: "part_from" "part_to",
    split_from: "split_from",
    council: "council_id",
    later: "later",
    outcome: "outcome",
    settled_on: "settled_on",
    returned: "return_id",
    replied: "reply_id",
});

impl Field for Option<Span> {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self> {
        let (from, to): (Option<usize>, Option<usize>) = (get(row, columns[0])?, get(row, columns[1])?);
        Ok(from.zip(to).map(|(from, to)| Span { from, to }))
    }

    fn write(&self, values: &mut Vec<Value>) {
        self.map(|span| span.from).write(values);
        self.map(|span| span.to).write(values);
    }
}

pub(crate) fn of_source(connection: &Connection, source: SourceId) -> rusqlite::Result<Vec<Item>> {
    select(connection, "where source_id = ?1 order by id", [source.0])
}

/// In the order of import.
pub(crate) fn waiting(connection: &Connection) -> rusqlite::Result<Vec<Item>> {
    select(connection, "where outcome is null order by id", [])
}

/// The items of a council that became a return or a reply, oldest first.
pub(crate) fn recorded_of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Item>> {
    select(
        connection,
        "where council_id = ?1 and (return_id is not null or reply_id is not null) order by id",
        [council.0],
    )
}

/// Excludes deferred items.
pub(crate) fn count_waiting(connection: &Connection) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached("select count(*) from items where outcome is null and later = 0")?;
    statement.query_row([], |row| get_at(row, 0, "count"))
}
