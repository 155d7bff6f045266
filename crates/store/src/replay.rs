//! Checks that the journal and the records agree.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::entities;
use crate::journal;
use charter::edit::{Key, Record, Table};
use charter::english::pluralize;

/// Differences between the journal and the records, each a sentence without its full stop; at most `at_most` of them.
///
/// # Errors
/// If something cannot be read at all.
pub(crate) fn disagreements(connection: &Connection, at_most: usize) -> rusqlite::Result<Vec<String>> {
    let mut found = find_gaps(connection)?;
    found.extend(check_undo_stacks(connection)?);
    let last = last_edits(connection, &mut found)?;
    found.extend(records_that_differ(connection, &last, at_most.saturating_sub(found.len()))?);
    found.truncate(at_most);
    Ok(found)
}

/// The first sign of a partial change after the entry `seen`: a change writes records, edits and an entry together.
///
/// # Errors
/// If something cannot be read at all.
pub(crate) fn find_partial_change(connection: &Connection, seen: Option<i64>) -> rusqlite::Result<Option<String>> {
    let mut found = disagreements(connection, 1)?;
    found.extend(entries_without_edits(connection, seen)?);
    // If the journal starts with the first record, it knows all of them.
    if journal::starts_with_load(connection)? {
        found.extend(unjournaled_records(connection)?);
    }
    Ok(found.into_iter().next())
}

fn entries_without_edits(connection: &Connection, seen: Option<i64>) -> rusqlite::Result<Option<String>> {
    let sql =
        "select id from journal_entries where id > ?1 and id not in (select entry_id from journal_edits) order by id";
    let found: Option<i64> = connection.query_row(sql, [seen.unwrap_or(0)], |row| row.get(0)).optional()?;
    Ok(found.map(|id| format!("entry {id} of the journal says nothing of what was changed")))
}

/// Fields of a council that schema 12 moved to the contacts.
const MOVED_TO_CONTACTS: [&str; 2] = ["contact_role", "contact_address"];

fn records_that_differ(
    connection: &Connection,
    last: &HashMap<Key, (i64, i64)>,
    at_most: usize,
) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut text = connection.prepare("select after from journal_edits where entry_id = ?1 and position = ?2")?;
    for (key, (entry, position)) in last {
        if found.len() >= at_most {
            break;
        }
        let after: Option<String> = text.query_row([entry, position], |row| row.get(0))?;
        let mut after = after.as_deref().map(serde_json::from_str::<Value>).transpose().unwrap_or_default();
        if let (Table::Councils, Some(Value::Object(fields))) = (key.table, &mut after) {
            MOVED_TO_CONTACTS.iter().for_each(|field| drop(fields.remove(*field)));
        }
        let record = entities::find_any(connection, *key)?;
        let stored = record.as_ref().map(|record| serde_json::to_value(record).unwrap_or_default());
        let agrees = match (&after, &stored) {
            (Some(after), Some(stored)) => is_subset(after, stored),
            (None, None) => true,
            _ => false,
        };
        if !agrees {
            found.push(format!("{} {} is not as entry {entry} of the journal left it", key.table, key.id));
        }
    }
    Ok(found)
}

/// An entry of an older version lacks newer fields, so these may have any value.
fn is_subset(older: &Value, newer: &Value) -> bool {
    match (older, newer) {
        (Value::Object(older), Value::Object(newer)) => {
            older.iter().all(|(name, value)| is_subset(value, newer.get(name).unwrap_or(&Value::Null)))
        }
        (Value::Array(older), Value::Array(newer)) => {
            older.len() == newer.len() && older.iter().zip(newer).all(|(older, newer)| is_subset(older, newer))
        }
        (older, newer) => older == newer,
    }
}

/// Entry ids have no gaps.
fn find_gaps(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let (entries, last): (i64, i64) =
        connection.query_row("select count(*), coalesce(max(id), 0) from journal_entries", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    Ok(if entries == last {
        Vec::new()
    } else {
        vec![format!("the journal has {entries} entries up to number {last}")]
    })
}

/// The undo and redo stacks stored in each entry follow from the kinds of the entries.
fn check_undo_stacks(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare("select id, kind, reverses, below, undo_top, redo_top from journal_entries order by id")?;
    let mut rows = statement.query([])?;
    let (mut undo, mut redo): (Vec<i64>, Vec<i64>) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let (id, kind): (i64, String) = (row.get(0)?, row.get(1)?);
        let reverses: Option<i64> = row.get(2)?;
        let below = match kind.as_str() {
            "change" => {
                redo.clear();
                push(&mut undo, id)
            }
            "undo" if reverses == undo.pop() => push(&mut redo, id),
            "redo" if reverses == redo.pop() => push(&mut undo, id),
            "load" => None,
            _ => return Ok(vec![format!("entry {id} of the journal takes back what was not the last change")]),
        };
        let is = (row.get(3)?, row.get(4)?, row.get(5)?);
        if is != (below, undo.last().copied(), redo.last().copied()) {
            return Ok(vec![format!("entry {id} of the journal leads undo to another change than the last one")]);
        }
    }
    Ok(Vec::new())
}

/// Pushes an entry on a stack, and returns the one below it.
fn push(stack: &mut Vec<i64>, id: i64) -> Option<i64> {
    let below = stack.last().copied();
    stack.push(id);
    below
}

/// The position of the last edit of each record. Reports edits that cannot be read.
fn last_edits(connection: &Connection, found: &mut Vec<String>) -> rusqlite::Result<HashMap<Key, (i64, i64)>> {
    let mut statement = connection
        .prepare("select entry_id, position, before, after from journal_edits order by entry_id, position")?;
    let mut rows = statement.query([])?;
    let mut last = HashMap::new();
    while let Some(row) = rows.next()? {
        let position: (i64, i64) = (row.get(0)?, row.get(1)?);
        let texts: [Option<String>; 2] = [row.get(2)?, row.get(3)?];
        let [before, after] = texts.map(|text| text.as_deref().map(serde_json::from_str::<Record>).transpose());
        match (before, after) {
            (Ok(before), Ok(after)) => {
                last.extend(after.or(before).map(|record| (record.key(), position)));
            }
            _ => found.push(format!("entry {} of the journal cannot be read", position.0)),
        }
    }
    Ok(last)
}

/// Records that the journal does not know, by kind: older than the journal, or written by another program. Categories,
/// aims, priorities, contacts, teams and areas came into older files by an upgrade.
///
/// # Errors
/// If something cannot be read at all.
pub(crate) fn unjournaled_records(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let known = last_edits(connection, &mut Vec::new())?;
    let mut found = Vec::new();
    let is_upgraded = |table: Table| {
        matches!(table, Table::Categories | Table::Aims | Table::Priorities | Table::Teams | Table::Areas)
    };
    for table in Table::ALL.iter().filter(|table| !is_upgraded(**table)) {
        // An upgrade made contacts of the details of councils; nothing has changed those yet.
        let moved = "where not (version = 1 and source = 'details of the council')";
        let rest = if *table == Table::Contacts { moved } else { "" };
        let mut statement = connection.prepare(&format!("select id from {} {rest}", table.code()))?;
        let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        let unjournaled = ids.into_iter().filter(|id| !known.contains_key(&Key { table: *table, id: *id })).count();
        if unjournaled > 0 {
            found.push(format!("the journal knows nothing of {}", pluralize(unjournaled, &table.to_string())));
        }
    }
    Ok(found)
}
