//! Full integrity checks.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use crate::column_values::{as_text, bad_cell};

/// Reads every page, index, reference and text.
///
/// # Errors
/// The first damage found.
pub(crate) fn check_integrity(connection: &Connection) -> rusqlite::Result<()> {
    let message: String = connection.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    if message != "ok" {
        return Err(bad_cell("the file", single_line(&message)));
    }
    interior_pages(connection)?;
    check_references(connection)?;
    check_texts(connection)
}

/// Every interior page must have an entry. SQLite's check misses this in the index of an empty table. Only the first
/// page may lack one.
fn interior_pages(connection: &Connection) -> rusqlite::Result<()> {
    let broken: Option<i64> = connection
        .query_row("select pageno from dbstat where pagetype = 'internal' and ncell = 0 and pageno > 1", [], |row| {
            row.get(0)
        })
        .optional()?;
    broken.map_or(Ok(()), |page| Err(bad_cell("the file", format!("a page {page} that leads nowhere"))))
}

/// Every text must be valid UTF-8: a flipped bit in a text breaks no page, and SQLite does not check.
pub(crate) fn check_texts(connection: &Connection) -> rusqlite::Result<()> {
    let mut tables = connection.prepare("select name from sqlite_schema where type = 'table' order by name")?;
    let tables = tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    for table in tables {
        let mut statement = connection.prepare(&format!("select * from \"{}\"", table.replace('"', "\"\"")))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                check_text_cell(row.get_ref(column)?, &table)?;
            }
        }
    }
    Ok(())
}

fn check_text_cell(cell: ValueRef<'_>, table: &str) -> rusqlite::Result<()> {
    match cell {
        ValueRef::Text(_) => as_text(cell, table).map(drop),
        _ => Ok(()),
    }
}

pub(crate) fn single_line(message: &str) -> String {
    message.lines().filter(|line| !line.starts_with("***")).collect::<Vec<_>>().join("; ")
}

/// Every reference must lead to a record.
pub(crate) fn check_references(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("pragma foreign_key_check")?;
    let mut rows = statement.query([])?;
    match rows.next()? {
        Some(row) => {
            let table: String = row.get(0)?;
            Err(bad_cell(&table, "a reference to something that is not there"))
        }
        None => Ok(()),
    }
}
