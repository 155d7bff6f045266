//! Opening: looked at first, made if nothing is there, upgraded after a backup.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags};

use super::error::StoreError;
use super::inspect::{Inspected, inspect};
use super::{backup, checksum, create, hot_journal, journal, schema, verify};
use crate::database::{BUSY_TIMEOUT, Opened, Store};
use crate::files;
use charter::change::Moment;
use charter::register::Seed;

/// Opens the database at `path`; makes it and fills it with `seed` if nothing is there.
pub(super) fn open(path: &Path, moment: Moment, seed: fn() -> Result<Seed, String>) -> Result<Opened, StoreError> {
    // Absolute, so that a change of folder changes nothing and no name means anything special to the engine.
    let path = &std::path::absolute(path).map_err(|error| StoreError::from_io(path, "opened", error))?;
    let mut notices = Vec::new();
    let mut loaded = None;
    let mut found = inspect(path, moment.at, &mut notices)?;
    if matches!(found, Inspected::Nothing) {
        // An empty desk in the place of a full one would look as if everybody had fallen silent.
        if backup::has_backups(path) {
            return Err(missing_with_backups(path, moment));
        }
        loaded = create::create(path, moment, seed)?;
        found = inspect(path, moment.at, &mut notices)?;
    }
    let Inspected::Ours(file) = found else { return Err(missing_with_backups(path, moment)) };
    hot_journal::check(path, &file)?;
    let store = open_inspected(path, Arc::new(file), moment)?;
    if loaded.is_some() {
        checksum::keep(&store.connection, &store.file, path);
    }
    if store.read_only {
        notices.push(format!("{} can only be read: nothing that you change can be saved", path.display()));
    } else if let Some(folder) = path.parent().filter(|folder| files::is_unwritable(folder)) {
        // No journal can be made in it. What is tried is left to the engine: what a network drive says of itself may be
        // wrong.
        notices.push(format!("the folder {} can only be read: nothing that you change can be saved", folder.display()));
    }
    if files::exceeds_size_limit(path) {
        notices.push(format!(
            "{} is larger than this session lets a file become (ulimit -f): nothing that you change can be saved",
            path.display()
        ));
    }
    Ok(Opened { store, loaded, notices })
}

fn missing_with_backups(path: &Path, moment: Moment) -> StoreError {
    StoreError::Missing { path: path.into(), advice: backup::restore_advice(path, moment.at) }
}

/// Opens a file that was looked at.
pub(super) fn open_inspected(path: &Path, file: Arc<File>, moment: Moment) -> Result<Store, StoreError> {
    let in_words = |error| StoreError::from_sqlite(path, moment.at, error);
    let mut connection = connect(path).map_err(in_words)?;
    let read_only = connection.is_readonly(MAIN_DB).map_err(in_words)?;
    if migrate(&mut connection, path, read_only, moment)? {
        checksum::keep(&connection, &file, path);
    }
    let head = journal::head(&connection).map_err(in_words)?;
    let store = Store::new(connection, path.to_owned(), file, read_only, moment.at);
    store.last_seen_entry.set(head.map(|head| head.stamp()));
    Ok(store)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    // Without CREATE: a file that vanished since it was looked at is not replaced by an empty one.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Each statement keeps its plan, whatever is bound to it: without this, one that is kept for reuse is planned anew
    // every time, which takes longer than what it does.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // With the journal deleted at each commit and the folder synchronised, a power cut loses no saved change.
    connection.pragma_update(None, "synchronous", "extra")?;
    // In KiB. A list is read once from end to end: a larger cache would keep pages that nothing asks for again.
    connection.pragma_update(None, "cache_size", -512)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // A change would be cut off at the limit in the middle of the file, and the same limit would keep the journal from being
    // played back: neither this program nor another in the same session could read the file then.
    connection.pragma_update(None, "query_only", files::exceeds_size_limit(path))?;
    Ok(connection)
}

/// The journal of SQLite in the form that leaves one file at rest; then the schema. Whether the file was read from end to end
/// and has a new schema.
fn migrate(connection: &mut Connection, path: &Path, read_only: bool, moment: Moment) -> Result<bool, StoreError> {
    let in_words = |error| StoreError::from_sqlite(path, moment.at, error);
    let version = schema::version(connection).map_err(in_words)?;
    if version > schema::LATEST_VERSION {
        // The header said otherwise: a newer program was cut off while it upgraded, and its journal was played back.
        return Err(StoreError::Newer { path: path.into(), found: version, known: schema::LATEST_VERSION });
    }
    if version < schema::LATEST_VERSION && !schema::matches_version(connection).map_err(in_words)? {
        // An upgrade would stop at the first table that is there already. Before anything is written, a backup too.
        let advice = backup::restore_advice(path, moment.at);
        return Err(StoreError::SchemaMismatch { path: path.into(), found: version, advice });
    }
    if !read_only {
        connection.query_row("pragma journal_mode = delete", [], |row| row.get::<_, String>(0)).map_err(in_words)?;
    }
    if version == schema::LATEST_VERSION {
        return Ok(false);
    }
    if read_only {
        return Err(StoreError::ReadOnly {
            path: path.into(),
            consequence: "it could not be brought up to this version",
        });
    }
    verify::whole(connection).map_err(in_words)?;
    backup::make(connection, path, "before an upgrade", moment.at)?;
    let upgraded = schema::migrate(connection, schema::LATEST_VERSION);
    // An error at the commit does not say that it was not made.
    if upgraded.is_err() && schema::version(connection).ok() == Some(schema::LATEST_VERSION) {
        return Ok(true);
    }
    upgraded.map(|()| true).map_err(in_words)
}

#[cfg(test)]
mod tests {
    use super::{connect, migrate};
    use charter::change::Moment;

    /// What a kill cannot show, because the machine's memory survives it: that a saved change outlasts a power cut.
    #[test]
    fn every_commit_is_put_on_the_disk() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("desk.db");
        let moment = Moment { at: "2023-10-05T13:00:00Z".parse().unwrap() };
        let seed = desk::seed::seed;
        crate::create::create(&path, moment, seed).unwrap();
        // As a file that somebody else's program left in another mode.
        let other = rusqlite::Connection::open(&path).unwrap();
        other.query_row("pragma journal_mode = wal", [], |_| Ok(())).unwrap();
        drop(other);
        let mut connection = connect(&path).unwrap();
        migrate(&mut connection, &path, false, moment).unwrap();
        let asked = |name: &str| -> String {
            let value: rusqlite::types::Value =
                connection.query_row(&format!("pragma {name}"), [], |row| row.get(0)).unwrap();
            match value {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                other => format!("{other:?}"),
            }
        };
        assert_eq!(asked("journal_mode"), "delete");
        assert_eq!(asked("synchronous"), "3");
        assert_eq!(asked("foreign_keys"), "1");
        assert_eq!(asked("busy_timeout"), "5000");
        assert_eq!(asked("trusted_schema"), "0");
        assert!(!folder.path().join("desk.db-wal").exists());
    }
}
