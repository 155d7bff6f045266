//! Returns and their priorities.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{foreign, instant, received, term, text, text_or_none, time, utc};
use crate::entity::{Entity, select};
use charter::edit::{Record, Table};
use charter::ids::{CouncilId, PriorityId, ReturnId, RoundId};
use charter::returns::{Answer, Frequency, Method, Return, ReturnState, SentPriority, Wish};
use charter::untrusted::Untrusted;

impl Entity for Return {
    const TABLE: Table = Table::Returns;
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "council_id",
        "round_id",
        "received_on",
        "received_at",
        "recorded_at",
        "wish",
        "priorities_received",
        "priorities_agreed",
        "frequency",
        "method",
        "views",
        "stands",
    ];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: ReturnId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            round: RoundId(row.get("round_id")?),
            received: received(row)?,
            recorded_at: instant(row, "recorded_at")?,
            answer: Answer {
                wish: term(text(row, "wish")?, "wish", Wish::ALL, Wish::code)?,
                priorities: Vec::new(),
                frequency: text_or_none(row, "frequency")?.and_then(Frequency::stated),
                method: text_or_none(row, "method")?.and_then(Method::stated),
                views: foreign(row, "views")?,
            },
            stands: term(text(row, "stands")?, "stands", ReturnState::ALL, ReturnState::code)?,
        })
    }

    fn values(&self) -> Vec<Value> {
        let answer = &self.answer;
        let number = |n: usize| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.round.0.into(),
            self.received.on.to_string().into(),
            time(self.received.at).into(),
            utc(self.recorded_at).into(),
            answer.wish.code().to_owned().into(),
            number(answer.priorities.len()),
            number(answer.agreed().len()),
            answer.frequency.as_ref().map(Frequency::code).into(),
            answer.method.as_ref().map(Method::code).into(),
            answer.views.raw().to_owned().into(),
            self.stands.code().to_owned().into(),
        ]
    }

    fn load_children(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare_cached(
            "select slot, received, agreed, category, priority_id from sent_priorities where return_id = ?1 order by position",
        )?;
        self.answer.priorities = statement.query_map([self.id.0], priority)?.collect::<rusqlite::Result<_>>()?;
        Ok(self)
    }

    fn save_children(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.prepare_cached("delete from sent_priorities where return_id = ?1")?.execute([self.id.0])?;
        let mut insert = connection.prepare_cached(
            "insert into sent_priorities (return_id, position, slot, received, agreed, category, priority_id) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (position, priority) in (0_i64..).zip(&self.answer.priorities) {
            let agreed = priority.agreed.as_ref().map(Untrusted::raw);
            let received = priority.received.raw();
            let carried = priority.carried.map(|id| id.0);
            insert.execute((self.id.0, position, priority.slot, received, agreed, &priority.category, carried))?;
        }
        Ok(())
    }

    fn into_record(self) -> Record {
        Record::Return(self)
    }
}

fn priority(row: &Row<'_>) -> rusqlite::Result<SentPriority> {
    Ok(SentPriority {
        slot: row.get("slot")?,
        received: foreign(row, "received")?,
        agreed: text_or_none(row, "agreed")?.map(Untrusted::from),
        category: row.get("category")?,
        carried: row.get::<_, Option<i64>>("priority_id")?.map(PriorityId),
    })
}

/// The returns of a council in a round, the one in force last.
pub(super) fn of_council_and_round(
    connection: &Connection,
    council: CouncilId,
    round: RoundId,
) -> rusqlite::Result<Vec<Return>> {
    let mut returns: Vec<Return> = select(connection, "where council_id = ?1 and round_id = ?2", [council.0, round.0])?;
    // Here and not in SQL: engines differ in where they put a time that is not known.
    returns.sort_by_key(|returned| (returned.received, returned.id));
    Ok(returns)
}

/// The returns of a round, by council, the one in force last.
pub(super) fn of_round(connection: &Connection, round: RoundId) -> rusqlite::Result<Vec<Return>> {
    let mut returns: Vec<Return> = select(connection, "where round_id = ?1", [round.0])?;
    returns.sort_by_key(|returned| (returned.council, returned.received.sort_key(), returned.id));
    Ok(returns)
}

/// The returns of a council in all rounds.
pub(super) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Return>> {
    let mut returns: Vec<Return> = select(connection, "where council_id = ?1", [council.0])?;
    returns.sort_by_key(|returned| (returned.received, returned.id));
    Ok(returns)
}
