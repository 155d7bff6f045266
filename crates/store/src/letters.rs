//! Drafted and sent letters: one row each.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::columns::get_at;
use crate::entity::{entity, select};
use charter::ids::{CouncilId, ReplyId, ReturnId, RoundId};
use charter::letter::{Letter, LetterDraft};

entity!(Letter in Letters {
    council: "council_id",
    round: "round_id",
    channel: "channel",
    drafted_on: "drafted_on",
    sent_on: "sent_on",
} in draft: LetterDraft {
    kind: "kind",
    address: "address",
    subject: "subject",
    told: "told",
    returned: "return_id",
    reply: "reply_id",
    team_change: "team_change_id",
    action: "action_id",
});

/// Oldest first.
pub(crate) fn of_round(connection: &Connection, round: RoundId) -> rusqlite::Result<Vec<Letter>> {
    select(connection, "where round_id = ?1 order by id", [round.0])
}

/// Oldest first.
pub(crate) fn of_council_and_round(
    connection: &Connection,
    council: CouncilId,
    round: RoundId,
) -> rusqlite::Result<Vec<Letter>> {
    select(connection, "where council_id = ?1 and round_id = ?2 order by id", [council.0, round.0])
}

/// Of all rounds, oldest first.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Letter>> {
    select(connection, "where council_id = ?1 order by id", [council.0])
}

/// The last answers of a council in a round, in the order of recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LastAnswers {
    pub returned: Option<ReturnId>,
    pub returned_on: Option<NaiveDate>,
    pub reply: Option<ReplyId>,
    pub replied_on: Option<NaiveDate>,
}

/// Without those received after `as_at`.
pub(crate) fn last_answers(
    connection: &Connection,
    round: RoundId,
    as_at: NaiveDate,
) -> rusqlite::Result<HashMap<CouncilId, LastAnswers>> {
    let mut answers: HashMap<CouncilId, LastAnswers> = HashMap::new();
    for (table, is_return) in [("returns", true), ("replies", false)] {
        let sql = format!(
            "select council_id, max(id), received_on from {table} where round_id = ?1 and received_on <= ?2 \
             group by council_id"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query((round.0, as_at.to_string()))?;
        while let Some(row) = rows.next()? {
            let last = answers.entry(CouncilId(row.get(0)?)).or_default();
            // SQLite takes the day from the row of the highest id.
            let on = Some(get_at(row, 2, "received_on")?);
            if is_return {
                (last.returned, last.returned_on) = (Some(ReturnId(row.get(1)?)), on);
            } else {
                (last.reply, last.replied_on) = (Some(ReplyId(row.get(1)?)), on);
            }
        }
    }
    Ok(answers)
}
