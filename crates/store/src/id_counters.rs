//! The highest id ever used for each kind of record, so that no id is reused.

use rusqlite::Connection;

use crate::columns::get;
use charter::edit::{IdAllocator, Table};

pub(crate) fn read(connection: &Connection) -> rusqlite::Result<IdAllocator> {
    let mut statement = connection.prepare_cached("select table_name, last from identities")?;
    let used = statement.query_map([], |row| Ok((get(row, "table_name")?, row.get("last")?)))?;
    Ok(IdAllocator::starting_after(used.collect::<rusqlite::Result<Vec<(Table, i64)>>>()?))
}

/// An id stays used after its record is undone.
pub(crate) fn write(connection: &Connection, ids: &IdAllocator) -> rusqlite::Result<()> {
    let mut upsert = connection.prepare_cached(
        "insert into identities (table_name, last) values (?1, ?2) \
         on conflict (table_name) do update set last = excluded.last where excluded.last > identities.last",
    )?;
    for (table, last) in ids.used() {
        upsert.execute((table.code(), last))?;
    }
    Ok(())
}
