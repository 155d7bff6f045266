//! Replies: one row each.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::ids::{CouncilId, RoundId};
use charter::reply::Reply;

entity!(Reply in Replies {
    council: "council_id",
    round: "round_id",
    received: "received_on" "received_at",
    recorded_at: "recorded_at",
    channel: "channel",
    from: "sender",
    text: "body",
});

/// Newest first.
pub(crate) fn of_council_and_round(
    connection: &Connection,
    council: CouncilId,
    round: RoundId,
) -> rusqlite::Result<Vec<Reply>> {
    let mut replies: Vec<Reply> = select(connection, "where council_id = ?1 and round_id = ?2", [council.0, round.0])?;
    // Sorted here and not in SQL, because engines differ in where they put an unknown time.
    replies.sort_by_key(|reply| std::cmp::Reverse((reply.received, reply.id)));
    Ok(replies)
}
