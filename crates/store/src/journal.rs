//! The journal tables: entries, their edits, and the undo and redo stacks.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::column_values::{as_text, bad_cell, format_utc};
use crate::columns::{Columns, columns, get};
use charter::edit::{Edit, Record};
use charter::ids::{CouncilId, EntryId};
use charter::journal::{Entry, EntryKind};

/// The parts of the newest entry that the next entry needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JournalHead {
    pub id: i64,
    pub at: DateTime<Utc>,
    /// The entry that the next undo reverses.
    pub undo_top: Option<i64>,
    /// The undo that the next redo reverses.
    pub redo_top: Option<i64>,
}

/// An entry seen before, by id and time. No other entry of any file has both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EntryStamp {
    pub id: i64,
    pub at: DateTime<Utc>,
}

impl JournalHead {
    pub(crate) fn stamp(&self) -> EntryStamp {
        EntryStamp { id: self.id, at: self.at }
    }
}

/// Whether the journal still contains an entry seen before. It does not after a restore from an older backup.
pub(crate) fn contains(connection: &Connection, seen: EntryStamp) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached("select made_at from journal_entries where id = ?1")?;
    let at = statement.query_row([seen.id], |row| get(row, "made_at")).optional()?;
    Ok(at == Some(seen.at))
}

/// An entry to write, with its id and stack positions.
pub(crate) struct NewEntry<'a> {
    pub id: i64,
    pub at: DateTime<Utc>,
    pub by: &'a str,
    pub kind: EntryKind,
    pub words: &'a str,
    /// The id of the reversed entry.
    pub reverses: Option<i64>,
    /// The entry below it on its stack.
    pub below: Option<i64>,
    /// The top of the undo stack after it.
    pub undo_top: Option<i64>,
    /// The top of the redo stack after it.
    pub redo_top: Option<i64>,
}

/// An entry that can be reversed.
pub(crate) struct ReversalTarget {
    pub words: String,
    /// The entry below it on its stack.
    pub below: Option<i64>,
    pub edits: Vec<Edit>,
}

/// The time of the first entry. Different for any two databases, and the same for all copies of one.
pub(crate) fn created_at(connection: &Connection) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let mut statement = connection.prepare_cached("select made_at from journal_entries order by id limit 1")?;
    statement.query_row([], |row| get(row, "made_at")).optional()
}

/// Whether the first entry loaded a new file, so that no record is older than the journal.
pub(crate) fn starts_with_load(connection: &Connection) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached("select kind from journal_entries order by id limit 1")?;
    let kind: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(kind.as_deref() == Some(EntryKind::Load.code()))
}

/// `None` in an empty journal.
pub(crate) fn head(connection: &Connection) -> rusqlite::Result<Option<JournalHead>> {
    let mut statement = connection
        .prepare_cached("select id, made_at, undo_top, redo_top from journal_entries order by id desc limit 1")?;
    statement.query_row([], JournalHead::from_row).optional()
}

pub(crate) fn insert_entry(connection: &Connection, entry: &NewEntry<'_>, edits: &[Edit]) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "insert into journal_entries (id, made_at, made_by, kind, words, reverses, below, undo_top, redo_top) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            entry.id,
            format_utc(entry.at),
            entry.by,
            entry.kind.code(),
            entry.words,
            entry.reverses,
            entry.below,
            entry.undo_top,
            entry.redo_top,
        ))?;
    let mut insert = connection.prepare_cached(
        "insert into journal_edits (entry_id, position, council_id, before, after) values (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut insert_council = connection
        .prepare_cached("insert into journal_edit_councils (council_id, entry_id, position) values (?1, ?2, ?3)")?;
    for (position, edit) in (0_i64..).zip(edits) {
        let councils = edit.councils();
        let council = councils.first().map(|council| council.0);
        insert.execute((entry.id, position, council, json(&edit.before)?, json(&edit.after)?))?;
        for council in councils.iter().skip(1) {
            insert_council.execute((council.0, entry.id, position))?;
        }
    }
    Ok(())
}

fn json(record: &Option<Record>) -> rusqlite::Result<Option<String>> {
    let written = record.as_ref().map(serde_json::to_string).transpose();
    written.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

pub(crate) fn reversal_target(connection: &Connection, id: i64) -> rusqlite::Result<ReversalTarget> {
    let (words, below) = connection
        .prepare_cached("select words, below from journal_entries where id = ?1")?
        .query_row([id], |row| Ok((row.get("words")?, row.get("below")?)))?;
    Ok(ReversalTarget { words, below, edits: edits(connection, id, None)? })
}

/// Newest first. For one council, with that council's edits only.
pub(crate) fn history(
    connection: &Connection,
    council: Option<CouncilId>,
    at_most: usize,
) -> rusqlite::Result<Vec<Entry>> {
    let limit = i64::try_from(at_most).unwrap_or(i64::MAX);
    let mut entries = match council {
        Some(CouncilId(id)) => {
            let rest = "where id in (select entry_id from journal_edits where council_id = ?1 \
                        union select entry_id from journal_edit_councils where council_id = ?1 \
                        order by entry_id desc limit ?2) order by id desc";
            entries(connection, rest, [id, limit])?
        }
        None => entries(connection, "order by id desc limit ?1", [limit])?,
    };
    for entry in &mut entries {
        entry.edits = edits(connection, entry.id.0, council)?;
    }
    Ok(entries)
}

/// Without its edits.
pub(crate) fn newest(connection: &Connection) -> rusqlite::Result<Option<Entry>> {
    Ok(entries(connection, "order by id desc limit 1", [])?.pop())
}

pub(crate) fn find(connection: &Connection, id: i64) -> rusqlite::Result<Option<Entry>> {
    let found = entries(connection, "where id = ?1", [id])?.pop();
    found.map(|entry| Ok(Entry { edits: edits(connection, id, None)?, ..entry })).transpose()
}

/// Selects entries by `rest` (`where … order by …`), without their edits.
fn entries(connection: &Connection, rest: &str, params: impl Params) -> rusqlite::Result<Vec<Entry>> {
    let sql = format!("select {} from journal_entries {rest}", Entry::COLUMNS.join(", "));
    connection.prepare_cached(&sql)?.query_map(params, Entry::from_row)?.collect()
}

columns! {
    Entry { id: "id", at: "made_at", by: "made_by", kind: "kind", words: "words", reverses: "reverses" }
    default edits
}

columns!(JournalHead { id: "id", at: "made_at", undo_top: "undo_top", redo_top: "redo_top" });

/// The newest entry with an edit of a record of the council.
pub(crate) fn newest_of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Option<EntryId>> {
    let newest: Option<i64> = connection
        .prepare_cached(
            "select max(entry_id) from (select max(entry_id) as entry_id from journal_edits where council_id = ?1 \
             union all select max(entry_id) from journal_edit_councils where council_id = ?1)",
        )?
        .query_row([council.0], |row| row.get(0))?;
    Ok(newest.map(EntryId))
}

fn edits(connection: &Connection, entry: i64, council: Option<CouncilId>) -> rusqlite::Result<Vec<Edit>> {
    match council {
        Some(council) => connection
            .prepare_cached(
                "select before, after from journal_edits where entry_id = ?2 and (council_id = ?1 or position in \
                 (select position from journal_edit_councils where council_id = ?1 and entry_id = ?2)) order by position",
            )?
            .query_map([council.0, entry], edit)?
            .collect(),
        None => connection
            .prepare_cached("select before, after from journal_edits where entry_id = ?1 order by position")?
            .query_map([entry], edit)?
            .collect(),
    }
}

fn edit(row: &Row<'_>) -> rusqlite::Result<Edit> {
    let record = |column: &str| -> rusqlite::Result<Option<Record>> {
        let Some(text) = as_text(row.get_ref(column)?, column)? else { return Ok(None) };
        serde_json::from_str(text).map(Some).map_err(|error| bad_cell(column, error.to_string()))
    };
    Ok(Edit { before: record("before")?, after: record("after")? })
}
