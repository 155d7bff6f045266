//! Letters: one row each.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::ids::{CouncilId, RoundId};
use charter::invitation::Invitation;

entity!(Invitation in Invitations {
    council: "council_id",
    round: "round_id",
    sent_on: "sent_on",
    channel: "channel",
    undelivered_on: "undelivered_on",
});

/// Oldest first.
pub(crate) fn of_council_and_round(
    connection: &Connection,
    council: CouncilId,
    round: RoundId,
) -> rusqlite::Result<Vec<Invitation>> {
    select(connection, "where council_id = ?1 and round_id = ?2 order by id", [council.0, round.0])
}

/// Oldest first.
pub(crate) fn of_round(connection: &Connection, round: RoundId) -> rusqlite::Result<Vec<Invitation>> {
    select(connection, "where round_id = ?1 order by id", [round.0])
}
