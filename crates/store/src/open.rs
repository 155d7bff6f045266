//! Opens a database: inspects the file, creates it if it is missing, and upgrades it after a backup.

use std::fmt::Display;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags};

use crate::database::{BUSY_TIMEOUT, Opened, Store};
use crate::error::StoreError;
use crate::files;
use crate::inspect::{Inspected, inspect};
use crate::{backup, backup_files, checksum, create, hot_journal, journal, schema, verify};
use charter::change::Moment;
use charter::register::Seed;

impl Store {
    /// Opens the database at `path`. Creates it and fills it with `seed` if there is no file.
    ///
    /// # Errors
    /// If the file is not a charterdesk database, is newer than this program, is visibly damaged, or cannot be read.
    /// The file is then unchanged.
    pub fn open<E: Display>(path: &Path, moment: Moment, seed: fn() -> Result<Seed, E>) -> Result<Opened, StoreError> {
        // An absolute path does not change with the working directory, and SQLite gives no name in it a special
        // meaning.
        let path = &std::path::absolute(path).map_err(|error| StoreError::from_io(path, "opened", error))?;
        let mut notices = Vec::new();
        let mut seeded = None;
        let mut found = inspect(path, moment.at, &mut notices)?;
        if matches!(found, Inspected::Nothing) {
            // An empty database in place of a full one would look as if no council had ever answered.
            if backup_files::has_backups(path) {
                return Err(missing_with_backups(path, moment));
            }
            seeded = create::create(path, moment, seed)?;
            found = inspect(path, moment.at, &mut notices)?;
        }
        let Inspected::Ours(file) = found else { return Err(missing_with_backups(path, moment)) };
        hot_journal::check(path, &file)?;
        let store = open_inspected(path, Arc::new(file), moment)?;
        if seeded.is_some() {
            checksum::save(&store.connection, &store.file, path);
        }
        if store.read_only {
            notices.push(format!("{} can only be read: nothing that you change can be saved", path.display()));
        } else if let Some(folder) = path.parent().filter(|folder| files::is_unwritable(folder)) {
            // SQLite cannot create its journal there. Writes are still tried, because a network drive may report wrong
            // permissions.
            notices.push(format!(
                "the folder {} can only be read: nothing that you change can be saved",
                folder.display()
            ));
        }
        if files::exceeds_size_limit(path) {
            notices.push(format!(
                "{} is larger than this session lets a file become (ulimit -f): nothing that you change can be saved",
                path.display()
            ));
        }
        Ok(Opened { store, seeded, notices })
    }

    /// Opens the same file a second time, for a thread that reads.
    ///
    /// # Errors
    /// If SQLite cannot open it.
    pub fn reopen(&self, moment: Moment) -> Result<Self, StoreError> {
        open_inspected(&self.path, Arc::clone(&self.file), moment)
    }
}

fn missing_with_backups(path: &Path, moment: Moment) -> StoreError {
    StoreError::Missing { path: path.into(), advice: backup_files::restore_advice(path, moment.at) }
}

fn open_inspected(path: &Path, file: Arc<File>, moment: Moment) -> Result<Store, StoreError> {
    let to_error = |error| StoreError::from_sqlite(path, moment.at, error);
    let mut connection = connect(path).map_err(to_error)?;
    let read_only = connection.is_readonly(MAIN_DB).map_err(to_error)?;
    if migrate(&mut connection, path, read_only, moment)? {
        checksum::save(&connection, &file, path);
    }
    let head = journal::head(&connection).map_err(to_error)?;
    let store = Store::new(connection, path.to_owned(), file, read_only, moment.at);
    store.last_seen_entry.set(head.map(|head| head.stamp()));
    Ok(store)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    // Without CREATE: a file that vanished after the inspection is not replaced by an empty one.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Query plans do not depend on bound values. Otherwise SQLite plans a cached statement again for each use, which
    // takes longer than running it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // With the journal deleted at each commit and the folder synced, a power cut loses no saved change.
    connection.pragma_update(None, "synchronous", "extra")?;
    // In KiB. A list is read once from end to end, so a larger cache would keep pages that nothing reads again.
    connection.pragma_update(None, "cache_size", -512)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // The size limit would cut a change off in the middle of the file, and would also stop SQLite from rolling it back.
    // Then no program in this session could read the file.
    connection.pragma_update(None, "query_only", files::exceeds_size_limit(path))?;
    Ok(connection)
}

/// Switches to rollback-journal mode, which leaves a single file at rest, and upgrades the schema. Returns true if it
/// upgraded, after reading the file from end to end.
fn migrate(connection: &mut Connection, path: &Path, read_only: bool, moment: Moment) -> Result<bool, StoreError> {
    let to_error = |error| StoreError::from_sqlite(path, moment.at, error);
    let version = schema::version(connection).map_err(to_error)?;
    if version > schema::LATEST_VERSION {
        // The header named another version: a newer program's upgrade was interrupted, and its journal is now rolled
        // back.
        return Err(StoreError::Newer { path: path.into(), found: version, known: schema::LATEST_VERSION });
    }
    if version < schema::LATEST_VERSION && !schema::matches_version(connection).map_err(to_error)? {
        // An upgrade would fail at the first table that exists. Stop before writing anything, the backup included.
        let advice = backup_files::restore_advice(path, moment.at);
        return Err(StoreError::SchemaMismatch { path: path.into(), found: version, advice });
    }
    if !read_only {
        connection.query_row("pragma journal_mode = delete", [], |row| row.get::<_, String>(0)).map_err(to_error)?;
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
    verify::check_integrity(connection).map_err(to_error)?;
    backup::make(connection, path, "before an upgrade", moment.at)?;
    let upgraded = schema::migrate(connection, schema::LATEST_VERSION);
    // An error from the commit does not mean that the upgrade was not committed.
    if upgraded.is_err() && schema::version(connection).ok() == Some(schema::LATEST_VERSION) {
        return Ok(true);
    }
    upgraded.map(|()| true).map_err(to_error)
}

#[cfg(test)]
mod tests {
    use super::{connect, migrate};
    use charter::change::Moment;

    /// A kill cannot prove that a saved change survives a power cut, because the machine's memory survives a kill.
    #[test]
    fn every_commit_is_put_on_the_disk() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("desk.db");
        let moment = Moment { at: "2023-10-05T13:00:00Z".parse().unwrap() };
        let seed = desk::seed::seed;
        crate::create::create(&path, moment, seed).unwrap();
        // The state that another program may leave.
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
