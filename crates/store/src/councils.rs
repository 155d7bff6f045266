//! Councils and their parishes.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{bad, day_or_none, foreign, term, text, text_or_none, time, time_or_none};
use crate::entity::{Entity, select_without_children};
use charter::council::{Council, Kind, Parish};
use charter::edit::{Record, Table};
use charter::ids::CouncilId;
use charter::pattern::Pattern;

impl Entity for Council {
    const TABLE: Table = Table::Councils;
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "position",
        "name",
        "name_confirmed",
        "kind",
        "county",
        "district",
        "team",
        "contact_role",
        "contact_address",
        "meeting_pattern",
        "inactive_on",
        "pattern_rule",
        "pattern_from",
        "pattern_at",
    ];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: CouncilId(row.get("id")?),
            version: row.get("version")?,
            position: row.get("position")?,
            name: foreign(row, "name")?,
            name_confirmed: row.get("name_confirmed")?,
            kind: term(text(row, "kind")?, "kind", Kind::ALL, Kind::code)?,
            county: foreign(row, "county")?,
            district: foreign(row, "district")?,
            team: foreign(row, "team")?,
            contact_role: foreign(row, "contact_role")?,
            contact_address: foreign(row, "contact_address")?,
            meeting_pattern: foreign(row, "meeting_pattern")?,
            inactive_on: day_or_none(row, "inactive_on")?,
            pattern: pattern(row)?,
            parishes: Vec::new(),
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.position.into(),
            self.name.raw().to_owned().into(),
            self.name_confirmed.into(),
            self.kind.code().to_owned().into(),
            self.county.raw().to_owned().into(),
            self.district.raw().to_owned().into(),
            self.team.raw().to_owned().into(),
            self.contact_role.raw().to_owned().into(),
            self.contact_address.raw().to_owned().into(),
            self.meeting_pattern.raw().to_owned().into(),
            self.inactive_on.map(|on| on.to_string()).into(),
            self.pattern.as_ref().map(|pattern| pattern.rule.clone()).into(),
            self.pattern.as_ref().map(|pattern| pattern.from.to_string()).into(),
            time(self.pattern.as_ref().and_then(|pattern| pattern.at)).into(),
        ]
    }

    fn load_children(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare_cached(
            "select council_id, code, name, latitude, longitude from parishes where council_id = ?1 order by position",
        )?;
        self.parishes = statement.query_map([self.id.0], parish)?.collect::<rusqlite::Result<_>>()?;
        Ok(self)
    }

    fn save_children(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.prepare_cached("delete from parishes where council_id = ?1")?.execute([self.id.0])?;
        let mut insert = connection.prepare_cached(
            "insert into parishes (council_id, position, code, name, latitude, longitude) values (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (position, parish) in (0_i64..).zip(&self.parishes) {
            let (latitude, longitude) = (parish.latitude, parish.longitude);
            insert.execute((self.id.0, position, &parish.code, parish.name.raw(), latitude, longitude))?;
        }
        Ok(())
    }

    fn into_record(self) -> Record {
        Record::Council(self)
    }
}

/// When a council meets, out of the columns `pattern_…`.
pub(super) fn pattern(row: &Row<'_>) -> rusqlite::Result<Option<Pattern>> {
    let Some(rule) = text_or_none(row, "pattern_rule")? else { return Ok(None) };
    let from = day_or_none(row, "pattern_from")?.ok_or_else(|| bad("pattern_from", "nothing"))?;
    Ok(Some(Pattern { rule: rule.to_owned(), from, at: time_or_none(row, "pattern_at")? }))
}

fn parish(row: &Row<'_>) -> rusqlite::Result<Parish> {
    Ok(Parish {
        code: row.get("code")?,
        name: foreign(row, "name")?,
        latitude: row.get("latitude")?,
        longitude: row.get("longitude")?,
    })
}

/// Every council, in the order of the register: two queries, however many councils there are.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Council>> {
    let mut councils: Vec<Council> = select_without_children(connection, "order by position, id", [])?;
    let places: HashMap<i64, usize> = councils.iter().enumerate().map(|(at, council)| (council.id.0, at)).collect();
    let mut statement = connection.prepare_cached(
        "select council_id, code, name, latitude, longitude from parishes order by council_id, position",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let owner: i64 = row.get("council_id")?;
        if let Some(place) = places.get(&owner) {
            councils[*place].parishes.push(parish(row)?);
        }
    }
    Ok(councils)
}
