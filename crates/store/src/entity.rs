//! Reads and writes any kind of record: one row by id, and child rows.

use charter::edit::{Record, Table};
use rusqlite::{Connection, OptionalExtension, Params, params_from_iter};

use crate::columns::Columns;

/// A stored kind of record. Its first two columns are `id` and `version`.
pub(crate) trait Entity: Columns + Into<Record> {
    const TABLE: Table;

    fn load_children(self, _connection: &Connection) -> rusqlite::Result<Self> {
        Ok(self)
    }

    fn save_children(&self, _connection: &Connection) -> rusqlite::Result<()> {
        Ok(())
    }
}

/// Declares a kind of record without child rows: its table, and its columns after `id` and `version` as for
/// [`columns!`](crate::columns::columns).
macro_rules! entity {
    ($type:ident in $table:ident { $($columns:tt)+ } $($nested:tt)*) => {
        $crate::columns::columns! { $type { id: "id", version: "version", $($columns)+ } $($nested)* }

        impl $crate::entity::Entity for $type {
            const TABLE: charter::edit::Table = charter::edit::Table::$table;
        }
    };
}

pub(crate) use entity;

/// `rest` is `where … order by …`.
pub(crate) fn select_without_children<R: Entity>(
    connection: &Connection,
    rest: &str,
    params: impl Params,
) -> rusqlite::Result<Vec<R>> {
    let sql = format!("select {} from {} {rest}", R::COLUMNS.join(", "), R::TABLE.code());
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_map(params, R::from_row)?.collect()
}

/// As [`select_without_children`], with the child rows.
pub(crate) fn select<R: Entity>(connection: &Connection, rest: &str, params: impl Params) -> rusqlite::Result<Vec<R>> {
    let records: Vec<R> = select_without_children(connection, rest, params)?;
    records.into_iter().map(|record| record.load_children(connection)).collect()
}

/// Includes the child rows.
pub(crate) fn find<R: Entity>(connection: &Connection, id: i64) -> rusqlite::Result<Option<R>> {
    let sql = format!("select {} from {} where id = ?1", R::COLUMNS.join(", "), R::TABLE.code());
    let mut statement = connection.prepare_cached(&sql)?;
    let record = statement.query_row([id], R::from_row).optional()?;
    record.map(|record| record.load_children(connection)).transpose()
}

/// Whether a write found the version that it was made on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteOutcome {
    Written,
    /// The row is missing, or has another version.
    VersionMismatch,
}

fn one_row(rows: usize) -> WriteOutcome {
    if rows == 1 { WriteOutcome::Written } else { WriteOutcome::VersionMismatch }
}

/// Inserts a record. Leaves an existing record with the same id unchanged.
pub(crate) fn insert<R: Entity>(connection: &Connection, record: &R) -> rusqlite::Result<WriteOutcome> {
    let placeholders = vec!["?"; R::COLUMNS.len()].join(", ");
    let table = R::TABLE.code();
    let columns = R::COLUMNS.join(", ");
    let sql = format!("insert into {table} ({columns}) values ({placeholders}) on conflict (id) do nothing");
    let rows = connection.prepare_cached(&sql)?.execute(params_from_iter(record.values()))?;
    if rows == 1 {
        record.save_children(connection)?;
    }
    Ok(one_row(rows))
}

/// Updates a record that has version `was`.
pub(crate) fn update<R: Entity>(connection: &Connection, record: &R, was: i64) -> rusqlite::Result<WriteOutcome> {
    let set: Vec<String> = R::COLUMNS.iter().map(|column| format!("{column} = ?")).collect();
    let sql = format!("update {} set {} where id = ? and version = ?", R::TABLE.code(), set.join(", "));
    let mut values = record.values();
    values.extend([values[0].clone(), was.into()]);
    let rows = connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    if rows == 1 {
        record.save_children(connection)?;
    }
    Ok(one_row(rows))
}

/// Deletes a record that has version `was`, and its child rows.
pub(crate) fn delete(connection: &Connection, table: Table, id: i64, was: i64) -> rusqlite::Result<WriteOutcome> {
    let sql = format!("delete from {} where id = ?1 and version = ?2", table.code());
    Ok(one_row(connection.prepare_cached(&sql)?.execute([id, was])?))
}

/// Child rows of a record: their table, and the column with the id of the record. `position` numbers them from 0.
pub(crate) struct Children {
    pub table: &'static str,
    pub parent: &'static str,
}

impl Children {
    /// In order.
    pub(crate) fn load<C: Columns>(&self, connection: &Connection, id: i64) -> rusqlite::Result<Vec<C>> {
        let Self { table, parent } = self;
        let columns = C::COLUMNS.join(", ");
        let sql = format!("select {columns} from {table} where {parent} = ?1 order by position");
        connection.prepare_cached(&sql)?.query_map([id], C::from_row)?.collect()
    }

    /// The child rows of all records, each with the id of its record.
    pub(crate) fn load_all<C: Columns>(&self, connection: &Connection) -> rusqlite::Result<Vec<(i64, C)>> {
        let Self { table, parent } = self;
        let columns = C::COLUMNS.join(", ");
        let sql = format!("select {parent}, {columns} from {table} order by {parent}, position");
        connection.prepare_cached(&sql)?.query_map([], |row| Ok((row.get(*parent)?, C::from_row(row)?)))?.collect()
    }

    /// Replaces the child rows of one record.
    pub(crate) fn save<C: Columns>(&self, connection: &Connection, id: i64, children: &[C]) -> rusqlite::Result<()> {
        let Self { table, parent } = self;
        connection.prepare_cached(&format!("delete from {table} where {parent} = ?1"))?.execute([id])?;
        let (columns, placeholders) = (C::COLUMNS.join(", "), ", ?".repeat(C::COLUMNS.len()));
        let sql = format!("insert into {table} ({parent}, position, {columns}) values (?, ?{placeholders})");
        let mut insert = connection.prepare_cached(&sql)?;
        for (position, child) in (0_i64..).zip(children) {
            let values = [id.into(), position.into()].into_iter().chain(child.values());
            insert.execute(params_from_iter(values))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{WriteOutcome, delete, find, insert, update};
    use crate::schema;
    use charter::edit::Table;
    use charter::ids::{CouncilId, NoteId};
    use charter::note::Note;

    #[test]
    fn a_row_is_written_over_its_own_version_only() {
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        schema::migrate(&mut connection, schema::LATEST_VERSION).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        let note = |version: i64, text: &str| Note {
            id: NoteId(1),
            version,
            council: CouncilId(1),
            on: "2023-10-05".parse().unwrap(),
            text: text.into(),
        };
        let stands = |connection: &_| find::<Note>(connection, 1).unwrap().map(|note| note.text.raw().to_owned());
        assert_eq!(insert(&connection, &note(1, "one")).unwrap(), WriteOutcome::Written);
        assert_eq!(insert(&connection, &note(1, "again")).unwrap(), WriteOutcome::VersionMismatch);
        assert_eq!(update(&connection, &note(2, "two"), 1).unwrap(), WriteOutcome::Written);
        assert_eq!(update(&connection, &note(2, "late"), 1).unwrap(), WriteOutcome::VersionMismatch);
        assert_eq!(delete(&connection, Table::Notes, 1, 1).unwrap(), WriteOutcome::VersionMismatch);
        assert_eq!(stands(&connection).as_deref(), Some("two"));
        assert_eq!(delete(&connection, Table::Notes, 1, 2).unwrap(), WriteOutcome::Written);
        assert_eq!(stands(&connection), None);
    }
}
