//! Items of the inbox: one row each.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{bad, day_or_none, term, text_or_none};
use crate::entity::{Entity, select};
use charter::edit::{Record, Table};
use charter::ids::{CouncilId, ItemId, ReplyId, ReturnId, SourceId};
use charter::incoming::Span;
use charter::item::{Item, Outcome};

impl Entity for Item {
    const TABLE: Table = Table::Items;
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "source_id",
        "part_from",
        "part_to",
        "split_from",
        "council_id",
        "later",
        "outcome",
        "settled_on",
        "return_id",
        "reply_id",
    ];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let outcome = text_or_none(row, "outcome")?;
        let place = |column: &str| -> rusqlite::Result<Option<usize>> {
            let place: Option<i64> = row.get(column)?;
            place.map(|place| usize::try_from(place).map_err(|_| bad(column, place.to_string()))).transpose()
        };
        Ok(Self {
            id: ItemId(row.get("id")?),
            version: row.get("version")?,
            source: SourceId(row.get("source_id")?),
            part: place("part_from")?.zip(place("part_to")?).map(|(from, to)| Span { from, to }),
            split_from: row.get::<_, Option<i64>>("split_from")?.map(ItemId),
            council: row.get::<_, Option<i64>>("council_id")?.map(CouncilId),
            later: row.get("later")?,
            outcome: outcome.map(|text| term(text, "outcome", Outcome::ALL, Outcome::code)).transpose()?,
            settled_on: day_or_none(row, "settled_on")?,
            returned: row.get::<_, Option<i64>>("return_id")?.map(ReturnId),
            replied: row.get::<_, Option<i64>>("reply_id")?.map(ReplyId),
        })
    }

    fn values(&self) -> Vec<Value> {
        let place = |place: Option<usize>| place.and_then(|place| i64::try_from(place).ok());
        vec![
            self.id.0.into(),
            self.version.into(),
            self.source.0.into(),
            place(self.part.map(|part| part.from)).into(),
            place(self.part.map(|part| part.to)).into(),
            self.split_from.map(|item| item.0).into(),
            self.council.map(|council| council.0).into(),
            i64::from(self.later).into(),
            self.outcome.map(|outcome| outcome.code().to_owned()).into(),
            self.settled_on.map(|on| on.to_string()).into(),
            self.returned.map(|returned| returned.0).into(),
            self.replied.map(|reply| reply.0).into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Item(self)
    }
}

/// The items that came from a source.
pub(super) fn of_source(connection: &Connection, source: SourceId) -> rusqlite::Result<Vec<Item>> {
    select(connection, "where source_id = ?1 order by id", [source.0])
}

/// The items that wait, in the order in which they came.
pub(super) fn waiting(connection: &Connection) -> rusqlite::Result<Vec<Item>> {
    select(connection, "where outcome is null order by id", [])
}

/// The items of a council from which a return or a reply was recorded, the oldest first.
pub(super) fn recorded_of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Item>> {
    select(
        connection,
        "where council_id = ?1 and (return_id is not null or reply_id is not null) order by id",
        [council.0],
    )
}

/// How many items wait, those that were put off left out.
pub(super) fn count_waiting(connection: &Connection) -> rusqlite::Result<usize> {
    let waiting: i64 = connection
        .prepare_cached("select count(*) from items where outcome is null and later = 0")?
        .query_row([], |row| row.get(0))?;
    usize::try_from(waiting).map_err(|_| bad("count", waiting.to_string()))
}
