//! Updates, decisions and changes of team: one row each.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{day, day_or_none, foreign, term, text};
use crate::entity::{Entity, select};
use charter::edit::{Record, Table};
use charter::excuse::Excuse;
use charter::ids::{CouncilId, ExcuseId, RoundId, TeamChangeId, UpdateId};
use charter::team::TeamChange;
use charter::untrusted::Untrusted;
use charter::update::{Update, UpdateChannel};

impl Entity for Update {
    const TABLE: Table = Table::Updates;
    const COLUMNS: &'static [&'static str] = &["id", "version", "council_id", "told_on", "how", "body"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: UpdateId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            on: day(row, "told_on")?,
            how: term(text(row, "how")?, "how", UpdateChannel::ALL, UpdateChannel::code)?,
            text: foreign(row, "body")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.on.to_string().into(),
            self.how.code().to_owned().into(),
            self.text.raw().to_owned().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Update(self)
    }
}

impl Entity for Excuse {
    const TABLE: Table = Table::Excuses;
    const COLUMNS: &'static [&'static str] =
        &["id", "version", "council_id", "round_id", "decided_on", "decided_by", "reason"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: ExcuseId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            round: RoundId(row.get("round_id")?),
            on: day(row, "decided_on")?,
            by: foreign(row, "decided_by")?,
            reason: foreign(row, "reason")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.round.0.into(),
            self.on.to_string().into(),
            self.by.raw().to_owned().into(),
            self.reason.raw().to_owned().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Excuse(self)
    }
}

impl Entity for TeamChange {
    const TABLE: Table = Table::TeamChanges;
    const COLUMNS: &'static [&'static str] =
        &["id", "version", "council_id", "changed_on", "from_team", "to_team", "told_on"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: TeamChangeId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            on: day(row, "changed_on")?,
            from: foreign(row, "from_team")?,
            to: foreign(row, "to_team")?,
            told_on: day_or_none(row, "told_on")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.on.to_string().into(),
            self.from.raw().to_owned().into(),
            self.to.raw().to_owned().into(),
            self.told_on.map(|on| on.to_string()).into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::TeamChange(self)
    }
}

/// What a council was told, newest first.
pub(super) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Update>> {
    select(connection, "where council_id = ?1 order by told_on desc, id desc", [council.0])
}

/// What a council was told on a day.
pub(super) fn of_council_on_day(
    connection: &Connection,
    council: CouncilId,
    on: NaiveDate,
) -> rusqlite::Result<Vec<Update>> {
    select(connection, "where council_id = ?1 and told_on = ?2 order by id", (council.0, on.to_string()))
}

/// The decisions about a council, newest first.
pub(super) fn excuses_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Excuse>> {
    select(connection, "where council_id = ?1 order by decided_on desc, id desc", [council.0])
}

/// Every change of team, by council, the oldest first.
pub(super) fn team_changes(connection: &Connection) -> rusqlite::Result<Vec<TeamChange>> {
    select(connection, "order by council_id, changed_on, id", [])
}

/// The changes of a council's team, newest first.
pub(super) fn team_changes_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<TeamChange>> {
    select(connection, "where council_id = ?1 order by changed_on desc, id desc", [council.0])
}

/// The team of each council that has another one now than on `day`: the one before its first change after that day.
pub(super) fn teams_before(connection: &Connection, day: NaiveDate) -> rusqlite::Result<HashMap<i64, Untrusted>> {
    let changes: Vec<TeamChange> =
        select(connection, "where changed_on > ?1 order by changed_on desc, id desc", [day.to_string()])?;
    Ok(changes.into_iter().map(|change| (change.council.0, change.from)).collect())
}
