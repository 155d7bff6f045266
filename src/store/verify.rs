//! Whether a file is whole.

use rusqlite::Connection;

use super::cell::bad;

/// Reads every page and every reference.
///
/// # Errors
/// The first damage that is found, in words.
pub(super) fn whole(connection: &Connection) -> rusqlite::Result<()> {
    let said: String = connection.query_row("pragma quick_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(bad("the file", in_one_line(&said)));
    }
    references(connection)
}

/// What the engine complains of, without the line in which it names the database.
pub(super) fn in_one_line(said: &str) -> String {
    said.lines().filter(|line| !line.starts_with("***")).collect::<Vec<_>>().join("; ")
}

/// Every reference leads to a record.
pub(super) fn references(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("pragma foreign_key_check")?;
    let mut rows = statement.query([])?;
    match rows.next()? {
        Some(row) => {
            let table: String = row.get(0)?;
            Err(bad(&table, "a reference to something that is not there"))
        }
        None => Ok(()),
    }
}
