//! Independent checks of a database, without the program: open a COPY of the file and its journal with SQLite.
//!
//! The journal holds every change as edits, so it must lead to the stored rows: the last state of each record in
//! `journal_edits` equals its row, and the undo and redo stacks follow from the kinds of the entries.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::Value;
use tempfile::TempDir;

/// A kind of record in the journal, and its table.
const TABLES: [(&str, &str); 4] =
    [("note", "notes"), ("council", "councils"), ("meeting", "meetings"), ("return", "returns")];

/// Maximum number of faults to report for one file.
const MAX_REPORTED: usize = 4;

/// The findings on a copy of a database.
pub struct Inspection {
    /// Damage reported by SQLite, or why the file can't be read.
    pub corrupt: Vec<String>,
    /// Differences between rows and journal: a part of a change is on file.
    pub half: Vec<String>,
    /// The journal's entries, oldest first: number, kind, words.
    pub entries: Vec<String>,
    /// The texts of all notes.
    pub notes: BTreeSet<String>,
    connection: Option<Connection>,
    _folder: TempDir,
}

impl Inspection {
    /// Inspects a copy of a database.
    pub fn of(database: &Path) -> Self {
        let folder = temporary_folder();
        let copy = copy_set(database, folder.path());
        let mut found = Self {
            corrupt: Vec::new(),
            half: Vec::new(),
            entries: Vec::new(),
            notes: BTreeSet::new(),
            connection: None,
            _folder: folder,
        };
        match copy.and_then(|copy| Connection::open(copy).map_err(|error| error.to_string())) {
            Ok(connection) => {
                if let Err(error) = found.inspect(&connection) {
                    found.corrupt.push(format!("cannot be read: {error}"));
                }
                found.connection = Some(connection);
            }
            Err(error) => found.corrupt.push(error),
        }
        found.half.truncate(MAX_REPORTED);
        found.corrupt.truncate(MAX_REPORTED);
        found
    }

    pub fn faults(&self) -> Vec<&str> {
        self.corrupt.iter().chain(&self.half).map(String::as_str).collect()
    }

    /// The result of a numeric query; `None` if it fails.
    pub fn number(&self, sql: &str) -> Option<i64> {
        self.connection.as_ref()?.query_row(sql, [], |row| row.get(0)).ok()
    }

    fn inspect(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let checked: Vec<String> = all(connection, "pragma integrity_check", |row| row.get(0))?;
        if checked != ["ok"] {
            self.corrupt.extend(checked);
        }
        let dangling: Vec<String> = all(connection, "pragma foreign_key_check", |row| row.get(0))?;
        self.half.extend(dangling.into_iter().map(|table| format!("a reference in {table} leads nowhere")));
        self.notes = all(connection, "select body from notes", |row| row.get(0))?.into_iter().collect();
        let entries = all(connection, ENTRIES, Entry::read)?;
        let gap = entries.iter().zip(1..).find(|(entry, number)| entry.id != *number);
        self.half.extend(gap.map(|(entry, number)| format!("the journal has {} in place of {number}", entry.id)));
        self.half.extend(wrong_stacks(&entries));
        self.half.extend(unexplained_rows(connection)?);
        self.entries =
            entries.into_iter().map(|entry| format!("{} {}: {}", entry.id, entry.kind, entry.words)).collect();
        Ok(())
    }
}

/// The result of `pragma quick_check` on a copy of a database: `ok`, the first fault, or why the file can't be read.
pub fn quick_check(database: &Path) -> String {
    let folder = temporary_folder();
    let asked = copy_set(database, folder.path()).and_then(|copy| {
        let connection = Connection::open(copy).map_err(|error| error.to_string())?;
        connection.query_row("pragma quick_check(1)", [], |row| row.get(0)).map_err(|error| error.to_string())
    });
    asked.unwrap_or_else(|error| error)
}

/// Whether a copy of a database has a note with this text.
pub fn has_note(database: &Path, text: &str) -> bool {
    let folder = temporary_folder();
    let open = |copy| Connection::open(copy).map_err(|error| error.to_string());
    let asked = copy_set(database, folder.path()).and_then(open);
    let count = "select count(*) from notes where body = ?1";
    asked.is_ok_and(|file| file.query_row(count, [text], |row| row.get::<_, i64>(0)).is_ok_and(|count| count > 0))
}

/// A temporary folder, in memory if the system has one for that.
fn temporary_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a temporary folder")
}

/// Copies a database and its rollback journal. A second SQLite never touches the live file.
fn copy_set(database: &Path, folder: &Path) -> Result<PathBuf, String> {
    let copy = folder.join("copy.db");
    fs::copy(database, &copy).map_err(|error| format!("{}: {error}", database.display()))?;
    let mut journal = database.as_os_str().to_owned();
    journal.push("-journal");
    if Path::new(&journal).is_file() {
        fs::copy(&journal, folder.join("copy.db-journal")).map_err(|error| error.to_string())?;
    }
    Ok(copy)
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare(sql)?.query_map([], read)?.collect()
}

const ENTRIES: &str = "select id, kind, words, reverses, below, undo_top, redo_top from journal_entries order by id";

/// An entry of the journal.
struct Entry {
    id: i64,
    kind: String,
    words: String,
    reverses: Option<i64>,
    below: Option<i64>,
    tops: [Option<i64>; 2],
}

impl Entry {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            words: row.get(2)?,
            reverses: row.get(3)?,
            below: row.get(4)?,
            tops: [row.get(5)?, row.get(6)?],
        })
    }
}

/// Entries whose stacks do not follow from the kinds of the entries before them.
fn wrong_stacks(entries: &[Entry]) -> Vec<String> {
    let (mut undo, mut redo, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        let (from, onto) = match entry.kind.as_str() {
            "change" => {
                redo.clear();
                (None, Some(&mut undo))
            }
            "undo" => (Some(undo.pop()), Some(&mut redo)),
            "redo" => (Some(redo.pop()), Some(&mut undo)),
            _ => (None, None),
        };
        if from.is_some_and(|top| top != entry.reverses || top.is_none()) {
            wrong.push(format!("entry {} ({}) reverses {:?}, not the newest", entry.id, entry.kind, entry.reverses));
        }
        let below = onto.as_ref().and_then(|stack| stack.last().copied());
        if let Some(stack) = onto {
            stack.push(entry.id);
        }
        let tops = [undo.last().copied(), redo.last().copied()];
        if (entry.below, entry.tops) != (below, tops) {
            wrong.push(format!(
                "entry {} has {:?} over {:?}, not {tops:?} over {below:?}",
                entry.id, entry.tops, entry.below
            ));
        }
    }
    wrong
}

/// Rows that differ from the journal, rows without an entry, and entries without a row.
fn unexplained_rows(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut last: BTreeMap<(String, i64), Option<Value>> = BTreeMap::new();
    let edits = all(connection, "select before, after from journal_edits order by entry_id, position", |row| {
        Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?))
    })?;
    for (before, after) in edits {
        let known = |text: Option<String>| text.and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let after = known(after);
        let Some(record) = after.clone().or_else(|| known(before)) else {
            return Ok(vec!["an edit of the journal is no JSON".to_owned()]);
        };
        let key = (record["record"].as_str().unwrap_or_default().to_owned(), record["id"].as_i64().unwrap_or_default());
        last.insert(key, after);
    }
    let mut wrong = Vec::new();
    for (kind, table) in TABLES {
        let rows = rows_of(connection, table)?;
        for id in rows.keys().filter(|id| !last.contains_key(&(kind.to_owned(), **id))) {
            wrong.push(format!("{kind} {id} is in no entry of the journal"));
        }
        for ((_, id), record) in last.iter().filter(|((known, _), _)| known == kind) {
            match (record, rows.get(id)) {
                (Some(record), Some(row)) => wrong.extend(differences(connection, kind, *id, record, row)?),
                (Some(_), None) => wrong.push(format!("{kind} {id} is missing, and no entry removes it")),
                (None, Some(_)) => wrong.push(format!("{kind} {id} is there, and an entry removes it")),
                (None, None) => {}
            }
        }
    }
    Ok(wrong)
}

type Columns = BTreeMap<String, Value>;

fn rows_of(connection: &Connection, table: &str) -> rusqlite::Result<BTreeMap<i64, Columns>> {
    let mut statement = connection.prepare(&format!("select * from {table}"))?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let read = |row: &Row<'_>| {
        let values = names.iter().enumerate().map(|(index, name)| Ok((name.clone(), value(row.get_ref(index)?))));
        Ok((row.get("id")?, values.collect::<rusqlite::Result<Columns>>()?))
    };
    statement.query_map([], read)?.collect()
}

fn value(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into(),
    }
}

/// The column that holds a field of a record in the journal.
fn column<'a>(kind: &str, field: &'a str) -> &'a str {
    match (kind, field) {
        ("note", "on") => "noted_on",
        ("note", "text") => "body",
        ("meeting", "on") => "held_on",
        ("meeting", "at") => "held_at",
        (_, "council") => "council_id",
        (_, "round") => "round_id",
        _ => field,
    }
}

/// Fields of a record in the journal that differ from its row.
fn differences(
    connection: &Connection,
    kind: &str,
    id: i64,
    record: &Value,
    row: &Columns,
) -> rusqlite::Result<Vec<String>> {
    let mut stored: BTreeMap<&str, Value> = BTreeMap::new();
    match kind {
        "council" => {
            let parishes = format!("select code from parishes where council_id = {id} order by position");
            stored.insert("parishes", all(connection, &parishes, |row| row.get::<_, String>(0))?.into());
        }
        "return" => {
            let sent = format!("select received from sent_priorities where return_id = {id} order by position");
            stored.insert("priorities", all(connection, &sent, |row| row.get::<_, String>(0))?.into());
            stored.insert("received", serde_json::json!({"on": row["received_on"], "at": row["received_at"]}));
        }
        _ => {}
    }
    let fields = record.as_object().into_iter().flatten().filter(|(name, _)| *name != "record");
    let differs = |(name, said): (&String, &Value)| {
        let stored = stored.get(name.as_str()).or_else(|| row.get(column(kind, name)))?;
        let said = comparable(said);
        let same = said == *stored
            || stored.as_str().is_some_and(|text| serde_json::from_str(text).ok() == Some(said.clone()));
        (!same).then(|| format!("{kind} {id} has {name} {stored}, and the journal says {said}"))
    };
    Ok(fields.filter_map(differs).collect())
}

/// Converts a field of the journal to the form in the row: a flag becomes a number, a list of records their first
/// fields.
fn comparable(said: &Value) -> Value {
    match said {
        Value::Bool(flag) => i64::from(*flag).into(),
        Value::Array(items) => items
            .iter()
            .map(|item| item.get("code").or_else(|| item.get("received")).unwrap_or(item).clone())
            .collect::<Vec<_>>()
            .into(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod planted {
    use super::Inspection;
    use crate::fixture::Fixture;
    use rusqlite::Connection;

    /// Changes a database by SQL behind the program's back. The check must report it.
    #[track_caller]
    fn assert_reports(fixture: &Fixture, sql: &str, reported: &str) {
        let copy = fixture.copy();
        Connection::open(copy.database()).and_then(|file| file.execute_batch(sql)).expect(sql);
        let found = Inspection::of(&copy.database());
        println!("planted: {sql}\n  reported: {:?}", found.faults());
        assert!(found.faults().iter().any(|fault| fault.contains(reported)), "{sql}: {:?}", found.faults());
    }

    #[test]
    fn planted_disagreements_of_rows_and_journal_are_reported() {
        let fixture = Fixture::new();
        let sound = Inspection::of(&fixture.database());
        assert_eq!(sound.faults(), Vec::<&str>::new());
        assert_eq!((sound.entries.len(), sound.notes.contains("template")), (4, true));
        let without_triggers = "drop trigger journal_entries_remain; drop trigger journal_edits_remain;
             drop trigger journal_entries_stay; pragma foreign_keys = off;";
        assert_reports(&fixture, "insert into notes values (99, 1, 1, '2023-10-05', 'x')", "note 99 is in no entry");
        assert_reports(&fixture, "delete from notes", "note 1 is missing");
        assert_reports(&fixture, "update notes set body = 'another'", "has text \"another\"");
        assert_reports(&fixture, "update returns set wish = 'no'", "return 1 has wish");
        assert_reports(&fixture, "delete from sent_priorities", "return 1 has priorities");
        assert_reports(&fixture, "update meetings set held_on = '2023-10-04'", "meeting 1 has on");
        assert_reports(&fixture, "update councils set team = 'x' where id = 5", "council 5 has team");
        assert_reports(&fixture, "delete from parishes where council_id = 5", "council 5 has parishes");
        let gap = format!(
            "{without_triggers} delete from journal_edits where entry_id = 3; delete from journal_entries where id = 3"
        );
        assert_reports(&fixture, &gap, "the journal has 4 in place of 3");
        let stack = format!("{without_triggers} update journal_entries set undo_top = 3 where id = 4");
        assert_reports(&fixture, &stack, "entry 4 has");
    }

    #[test]
    fn planted_damage_of_a_page_is_reported() {
        let fixture = Fixture::new();
        let mut bytes = std::fs::read(fixture.database()).expect("the database");
        let last = bytes.len() - 4096;
        bytes[last..].fill(0xff);
        std::fs::write(fixture.database(), bytes).expect("the database is written");
        let found = Inspection::of(&fixture.database());
        println!("planted: a page of 0xff\n  reported: {:?}", found.corrupt);
        assert!(!found.corrupt.is_empty());
        assert_ne!(super::quick_check(&fixture.database()), "ok");
    }
}
