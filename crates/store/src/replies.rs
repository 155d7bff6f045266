//! Replies: one row each.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{foreign, instant, received, time, utc};
use crate::entity::{Entity, select};
use charter::edit::{Record, Table};
use charter::ids::{CouncilId, ReplyId, RoundId};
use charter::reply::Reply;

impl Entity for Reply {
    const TABLE: Table = Table::Replies;
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "council_id",
        "round_id",
        "received_on",
        "received_at",
        "recorded_at",
        "channel",
        "sender",
        "body",
    ];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: ReplyId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            round: RoundId(row.get("round_id")?),
            received: received(row)?,
            recorded_at: instant(row, "recorded_at")?,
            channel: foreign(row, "channel")?,
            from: foreign(row, "sender")?,
            text: foreign(row, "body")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.round.0.into(),
            self.received.on.to_string().into(),
            time(self.received.at).into(),
            utc(self.recorded_at).into(),
            self.channel.raw().to_owned().into(),
            self.from.raw().to_owned().into(),
            self.text.raw().to_owned().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Reply(self)
    }
}

/// The replies of a council in a round, newest first.
pub(super) fn of_council_and_round(
    connection: &Connection,
    council: CouncilId,
    round: RoundId,
) -> rusqlite::Result<Vec<Reply>> {
    let mut replies: Vec<Reply> = select(connection, "where council_id = ?1 and round_id = ?2", [council.0, round.0])?;
    // Here and not in SQL: engines differ in where they put a time that is not known.
    replies.sort_by_key(|reply| std::cmp::Reverse((reply.received, reply.id)));
    Ok(replies)
}
