//! The tables, as SQL files that are only ever added to, and how a file is brought up to the newest of them.

use std::collections::BTreeSet;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use charter::returns::DEFAULT_CATEGORIES;

/// Every step from an empty file to the newest schema. A step that was released is never edited.
const MIGRATIONS: [&str; 8] = [
    include_str!("schema/001_register.sql"),
    include_str!("schema/002_rounds_and_replies.sql"),
    include_str!("schema/003_meetings_and_notes.sql"),
    include_str!("schema/004_journal.sql"),
    include_str!("schema/005_the_quarters_work.sql"),
    include_str!("schema/006_the_inbox.sql"),
    include_str!("schema/007_read_anew.sql"),
    include_str!("schema/008_split_items.sql"),
];

/// The step that brings the table of categories.
const CATEGORIES_VERSION: i64 = 2;

/// The number of the newest schema: `user_version` of a file that is up to date.
pub(crate) const LATEST_VERSION: i64 = MIGRATIONS.len() as i64;

/// `CHDK` in the header of the file: it is ours.
pub(crate) const APPLICATION_ID: i64 = 0x4348_444b;

/// The schema that the file has.
pub(crate) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("pragma user_version", [], |row| row.get(0))
}

/// Whether what is in the file is what the schema that its header names has: all of it, and nothing that only a later one
/// has. What somebody else added is left out of account.
pub(crate) fn matches_version(connection: &Connection) -> rusqlite::Result<bool> {
    // Header and tables of one moment: another process may be upgrading the file just now.
    let snapshot = connection.unchecked_transaction()?;
    let (found, wanted, newest) =
        (names(&snapshot)?, expected_names(version(&snapshot)?)?, expected_names(LATEST_VERSION)?);
    Ok(wanted.is_subset(&found) && newest.difference(&wanted).all(|later| !found.contains(later)))
}

/// What schema `version` has, by kind and name.
fn expected_names(version: i64) -> rusqlite::Result<BTreeSet<(String, String)>> {
    let mut model = Connection::open_in_memory()?;
    migrate(&mut model, version)?;
    names(&model)
}

/// The tables, columns, indexes and triggers, by kind and name, without those that the engine makes by itself.
fn names(connection: &Connection) -> rusqlite::Result<BTreeSet<(String, String)>> {
    let asked = "with ours as (select type, name from sqlite_schema where name not like 'sqlite!_%' escape '!') \
                 select type, name from ours \
                 union select 'column', ours.name || '.' || info.name from ours, pragma_table_info(ours.name) as info \
                 where ours.type = 'table'";
    let mut statement = connection.prepare(asked)?;
    let named = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    named.collect()
}

/// Brings a file up to schema `to` in one transaction. A file that has it already is not touched.
///
/// Nothing of the upgrade stands if a step fails or leaves a reference to nothing.
pub(crate) fn migrate(connection: &mut Connection, to: i64) -> rusqlite::Result<()> {
    // Inside a transaction this switch does nothing, and a step that rebuilds a table needs it off.
    connection.pragma_update(None, "foreign_keys", false)?;
    let done = run_steps(connection, to);
    connection.pragma_update(None, "foreign_keys", true)?;
    done
}

fn run_steps(connection: &mut Connection, to: i64) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it while this one waited for the lock.
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
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", to)?;
    super::verify::references(&transaction)?;
    transaction.commit()
}

fn fill_categories(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("insert into categories (position, name) values (?1, ?2)")?;
    for (position, name) in (0_i64..).zip(DEFAULT_CATEGORIES) {
        insert.execute((position, name))?;
    }
    Ok(())
}
