//! Letters: one row each.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{day_or_none, term, text};
use crate::entity::{Entity, select};
use charter::edit::{Record, Table};
use charter::ids::{CouncilId, InvitationId, RoundId};
use charter::invitation::{Channel, Invitation};

impl Entity for Invitation {
    const TABLE: Table = Table::Invitations;
    const COLUMNS: &'static [&'static str] =
        &["id", "version", "council_id", "round_id", "sent_on", "channel", "undelivered_on"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: InvitationId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            round: RoundId(row.get("round_id")?),
            sent_on: day_or_none(row, "sent_on")?,
            channel: term(text(row, "channel")?, "channel", Channel::ALL, Channel::code)?,
            undelivered_on: day_or_none(row, "undelivered_on")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.round.0.into(),
            self.sent_on.map(|on| on.to_string()).into(),
            self.channel.code().to_owned().into(),
            self.undelivered_on.map(|on| on.to_string()).into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Invitation(self)
    }
}

/// The letters to a council in a round, oldest first.
pub(super) fn of_council_and_round(
    connection: &Connection,
    council: CouncilId,
    round: RoundId,
) -> rusqlite::Result<Vec<Invitation>> {
    select(connection, "where council_id = ?1 and round_id = ?2 order by id", [council.0, round.0])
}
