//! What every kind of record has in common: one row by identity, and perhaps rows that hang on it.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Params, Row, params_from_iter};

use charter::edit::{Record, Table};

/// A kind of record as it is kept. The first two columns are `id` and `version`.
pub(super) trait Entity: Sized {
    /// Which table.
    const TABLE: Table;
    /// Its columns, in the order of [`Entity::values`].
    const COLUMNS: &'static [&'static str];

    /// The record, by the names of the columns; without what hangs on it.
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self>;

    /// What each of the columns is set to.
    fn values(&self) -> Vec<Value>;

    /// Reads what hangs on the record.
    fn load_children(self, _connection: &Connection) -> rusqlite::Result<Self> {
        Ok(self)
    }

    /// Writes what hangs on the record, in place of what hung on it before.
    fn save_children(&self, _connection: &Connection) -> rusqlite::Result<()> {
        Ok(())
    }

    /// As a record of any kind.
    fn into_record(self) -> Record;
}

/// The records that `rest` (`where … order by …`) asks for, without what hangs on them.
pub(super) fn select_without_children<R: Entity>(
    connection: &Connection,
    rest: &str,
    params: impl Params,
) -> rusqlite::Result<Vec<R>> {
    let sql = format!("select {} from {} {rest}", R::COLUMNS.join(", "), R::TABLE.code());
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_map(params, R::from_row)?.collect()
}

/// The records that `rest` asks for, whole.
pub(super) fn select<R: Entity>(connection: &Connection, rest: &str, params: impl Params) -> rusqlite::Result<Vec<R>> {
    let bare: Vec<R> = select_without_children(connection, rest, params)?;
    bare.into_iter().map(|record| record.load_children(connection)).collect()
}

/// The record with this identity, whole, if it is there.
pub(super) fn find<R: Entity>(connection: &Connection, id: i64) -> rusqlite::Result<Option<R>> {
    let sql = format!("select {} from {} where id = ?1", R::COLUMNS.join(", "), R::TABLE.code());
    let mut statement = connection.prepare_cached(&sql)?;
    let bare = statement.query_row([id], R::from_row).optional()?;
    bare.map(|record| record.load_children(connection)).transpose()
}

/// Whether a write met the version that it was made on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WriteOutcome {
    /// One row was written.
    Yes,
    /// The row is not there, or not at that version.
    VersionMismatch,
}

fn one_row(rows: usize) -> WriteOutcome {
    if rows == 1 { WriteOutcome::Yes } else { WriteOutcome::VersionMismatch }
}

/// Adds a record. One that is there already is left alone.
pub(super) fn insert<R: Entity>(connection: &Connection, record: &R) -> rusqlite::Result<WriteOutcome> {
    let places = vec!["?"; R::COLUMNS.len()].join(", ");
    let table = R::TABLE.code();
    let columns = R::COLUMNS.join(", ");
    let sql = format!("insert into {table} ({columns}) values ({places}) on conflict (id) do nothing");
    let rows = connection.prepare_cached(&sql)?.execute(params_from_iter(record.values()))?;
    if rows == 1 {
        record.save_children(connection)?;
    }
    Ok(one_row(rows))
}

/// Writes a record over the version `was` of itself.
pub(super) fn update<R: Entity>(connection: &Connection, record: &R, was: i64) -> rusqlite::Result<WriteOutcome> {
    let set: Vec<String> = R::COLUMNS.iter().map(|column| format!("{column} = ?")).collect();
    let sql = format!("update {} set {} where id = ? and version = ?", R::TABLE.code(), set.join(", "));
    let mut values = record.values();
    values.extend([values[0].clone(), Value::Integer(was)]);
    let rows = connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    if rows == 1 {
        record.save_children(connection)?;
    }
    Ok(one_row(rows))
}

/// Removes a record at the version `was`, with what hangs on it.
pub(super) fn delete(connection: &Connection, table: Table, id: i64, was: i64) -> rusqlite::Result<WriteOutcome> {
    let sql = format!("delete from {} where id = ?1 and version = ?2", table.code());
    Ok(one_row(connection.prepare_cached(&sql)?.execute([id, was])?))
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
        assert_eq!(insert(&connection, &note(1, "one")).unwrap(), WriteOutcome::Yes);
        assert_eq!(insert(&connection, &note(1, "again")).unwrap(), WriteOutcome::VersionMismatch);
        assert_eq!(update(&connection, &note(2, "two"), 1).unwrap(), WriteOutcome::Yes);
        assert_eq!(update(&connection, &note(2, "late"), 1).unwrap(), WriteOutcome::VersionMismatch);
        assert_eq!(delete(&connection, Table::Notes, 1, 1).unwrap(), WriteOutcome::VersionMismatch);
        assert_eq!(stands(&connection).as_deref(), Some("two"));
        assert_eq!(delete(&connection, Table::Notes, 1, 2).unwrap(), WriteOutcome::Yes);
        assert_eq!(stands(&connection), None);
    }
}
