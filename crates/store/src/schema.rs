//! The schema: numbered SQL files, and the upgrade to the newest of them.

use std::collections::BTreeSet;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use charter::category::default_aims;
use charter::returns::DEFAULT_CATEGORIES;

/// The migrations from an empty file to the newest schema. A released migration is never edited.
const MIGRATIONS: [&str; 16] = [
    include_str!("schema/001_register.sql"),
    include_str!("schema/002_rounds_and_replies.sql"),
    include_str!("schema/003_meetings_and_notes.sql"),
    include_str!("schema/004_journal.sql"),
    include_str!("schema/005_the_quarters_work.sql"),
    include_str!("schema/006_the_inbox.sql"),
    include_str!("schema/007_read_anew.sql"),
    include_str!("schema/008_split_items.sql"),
    include_str!("schema/009_calendar_revisions.sql"),
    include_str!("schema/010_kinds_of_mail.sql"),
    include_str!("schema/011_letters.sql"),
    include_str!("schema/012_contacts.sql"),
    include_str!("schema/013_dated.sql"),
    include_str!("schema/014_areas.sql"),
    include_str!("schema/015_records_for_reports.sql"),
    include_str!("schema/016_events.sql"),
];

/// The migration that adds the table of categories.
const CATEGORIES_VERSION: i64 = 2;

/// The migration that adds the table of aims.
const AIMS_VERSION: i64 = 15;

/// The newest schema version; `user_version` of an up-to-date file.
pub(crate) const LATEST_VERSION: i64 = MIGRATIONS.len() as i64;

/// `CHDK` in the file header identifies a charterdesk database.
pub(crate) const APPLICATION_ID: i64 = 0x4348_444b;

pub(crate) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("pragma user_version", [], |row| row.get(0))
}

/// Whether the file has exactly the tables of the version in its header: all of them, and none that only a later
/// version adds. Ignores what somebody else added.
pub(crate) fn matches_version(connection: &Connection) -> rusqlite::Result<bool> {
    // One snapshot for header and tables, because another process may be upgrading the file.
    let snapshot = connection.unchecked_transaction()?;
    let (found, wanted, newest) =
        (names(&snapshot)?, expected_names(version(&snapshot)?)?, expected_names(LATEST_VERSION)?);
    Ok(wanted.is_subset(&found) && newest.difference(&wanted).all(|later| !found.contains(later)))
}

fn expected_names(version: i64) -> rusqlite::Result<BTreeSet<(String, String)>> {
    let mut model = Connection::open_in_memory()?;
    migrate(&mut model, version)?;
    names(&model)
}

/// The tables, columns, indexes and triggers by kind and name, without those that SQLite creates itself.
fn names(connection: &Connection) -> rusqlite::Result<BTreeSet<(String, String)>> {
    let asked = "with ours as (select type, name from sqlite_schema where name not like 'sqlite!_%' escape '!') \
                 select type, name from ours \
                 union select 'column', ours.name || '.' || info.name from ours, pragma_table_info(ours.name) as info \
                 where ours.type = 'table'";
    let mut statement = connection.prepare(asked)?;
    let named = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    named.collect()
}

/// Upgrades a file to schema `to` in one transaction. Does nothing if the file has it already.
///
/// Rolls back if a migration fails or leaves a dangling reference.
pub(crate) fn migrate(connection: &mut Connection, to: i64) -> rusqlite::Result<()> {
    // The pragma has no effect inside a transaction, and migrations that rebuild a table need it off.
    connection.pragma_update(None, "foreign_keys", false)?;
    let done = run_steps(connection, to);
    connection.pragma_update(None, "foreign_keys", true)?;
    done
}

fn run_steps(connection: &mut Connection, to: i64) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have upgraded the file while this one waited for the lock.
    let from = version(&transaction)?;
    if from >= to {
        return Ok(());
    }
    for (number, step) in (1..).zip(MIGRATIONS) {
        if number > from && number <= to {
            transaction.execute_batch(step)?;
            if number == CATEGORIES_VERSION {
                fill_categories(&transaction)?;
            }
            if number == AIMS_VERSION {
                fill_aims(&transaction)?;
            }
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", to)?;
    super::verify::check_references(&transaction)?;
    transaction.commit()
}

fn fill_categories(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("insert into categories (position, name) values (?1, ?2)")?;
    for (position, name) in (0_i64..).zip(DEFAULT_CATEGORIES) {
        insert.execute((position, name))?;
    }
    Ok(())
}

fn fill_aims(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("insert into aims (id, version, position, name) values (?1, 1, ?2, ?3)")?;
    for (position, name) in (0_i64..).zip(default_aims()) {
        insert.execute((position + 1, position, name))?;
    }
    transaction.execute(
        "insert into identities (table_name, last) select 'aims', max(id) from aims having max(id) is not null",
        [],
    )?;
    Ok(())
}
