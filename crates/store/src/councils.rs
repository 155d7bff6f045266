//! Councils and their parishes.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::columns::{Field, columns, get};
use crate::council_changes;
use crate::entity::{Children, Entity, select_without_children};
use charter::council::{Council, Parish};
use charter::edit::Table;
use charter::pattern::Pattern;

columns! {
    Council {
        id: "id",
        version: "version",
        position: "position",
        name: "name",
        name_confirmed: "name_confirmed",
        kind: "kind",
        county: "county",
        district: "district",
        team: "team",
        meeting_pattern: "meeting_pattern",
        active_from: "active_from",
        inactive_on: "inactive_on",
        successors: "successors",
        pattern: "pattern_rule" "pattern_from" "pattern_at",
    }
    default parishes, former_contact
}

impl Entity for Council {
    const TABLE: Table = Table::Councils;

    fn load_children(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        self.parishes = PARISHES.load(connection, self.id.0)?;
        Ok(self)
    }

    fn save_children(&self, connection: &Connection) -> rusqlite::Result<()> {
        PARISHES.save(connection, self.id.0, &self.parishes)
    }
}

const PARISHES: Children = Children { table: "parishes", parent: "council_id" };

columns!(Parish { code: "code", name: "name", latitude: "latitude", longitude: "longitude" });

impl Field for Option<Pattern> {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self> {
        let Some(rule) = get(row, columns[0])? else { return Ok(None) };
        Ok(Some(Pattern { rule, from: get(row, columns[1])?, at: get(row, columns[2])? }))
    }

    fn write(&self, values: &mut Vec<Value>) {
        let pattern = self.as_ref();
        pattern.map(|pattern| pattern.rule.clone()).write(values);
        pattern.map(|pattern| pattern.from).write(values);
        pattern.and_then(|pattern| pattern.at).write(values);
    }
}

pub(crate) fn pattern(row: &Row<'_>) -> rusqlite::Result<Option<Pattern>> {
    Field::read(row, &["pattern_rule", "pattern_from", "pattern_at"])
}

/// In the order of the register. Makes two queries, however many councils there are.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Council>> {
    let mut councils: Vec<Council> = select_without_children(connection, "order by position, id", [])?;
    let indexes: HashMap<i64, usize> = councils.iter().enumerate().map(|(at, council)| (council.id.0, at)).collect();
    for (council, parish) in PARISHES.load_all(connection)? {
        if let Some(index) = indexes.get(&council) {
            councils[*index].parishes.push(parish);
        }
    }
    Ok(councils)
}

/// In the order of the register, with the values of a day. Includes those that do not exist on it.
pub(crate) fn as_at(connection: &Connection, day: NaiveDate) -> rusqlite::Result<Vec<Council>> {
    let later = council_changes::after(connection, day)?;
    let mut councils = all(connection)?;
    for council in &mut councils {
        if let Some(changes) = later.get(&council.id.0) {
            *council = council.as_at(changes.iter(), day);
        }
    }
    Ok(councils)
}
