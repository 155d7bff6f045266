//! Returns and their priorities.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::columns::{Field, columns, get};
use crate::entity::{Children, Entity, select};
use charter::edit::Table;
use charter::ids::{CouncilId, RoundId};
use charter::returns::{Answer, Return, SentPriority};

columns!(Return {
    id: "id",
    version: "version",
    council: "council_id",
    round: "round_id",
    received: "received_on" "received_at",
    recorded_at: "recorded_at",
    answer: "wish" "priorities_received" "priorities_agreed" "frequency" "method" "views",
    state: "stands",
});

impl Entity for Return {
    const TABLE: Table = Table::Returns;

    fn load_children(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        self.answer.priorities = PRIORITIES.load(connection, self.id.0)?;
        Ok(self)
    }

    fn save_children(&self, connection: &Connection) -> rusqlite::Result<()> {
        PRIORITIES.save(connection, self.id.0, &self.answer.priorities)
    }
}

const PRIORITIES: Children = Children { table: "sent_priorities", parent: "return_id" };

columns!(SentPriority {
    slot: "slot",
    received: "received",
    agreed: "agreed",
    category: "category",
    priority: "priority_id",
});

/// The lists read the numbers of priorities without loading them.
impl Field for Answer {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self> {
        Ok(Self {
            wish: get(row, columns[0])?,
            priorities: Vec::new(),
            frequency: get(row, columns[3])?,
            method: get(row, columns[4])?,
            views: get(row, columns[5])?,
        })
    }

    fn write(&self, values: &mut Vec<Value>) {
        self.wish.write(values);
        self.priorities.len().write(values);
        self.agreed().len().write(values);
        self.frequency.write(values);
        self.method.write(values);
        self.views.write(values);
    }
}

/// The current return last.
pub(crate) fn of_council_and_round(
    connection: &Connection,
    council: CouncilId,
    round: RoundId,
) -> rusqlite::Result<Vec<Return>> {
    let mut returns: Vec<Return> = select(connection, "where council_id = ?1 and round_id = ?2", [council.0, round.0])?;
    // Sorted here and not in SQL, because engines differ in where they put an unknown time.
    returns.sort_by_key(|returned| (returned.received, returned.id));
    Ok(returns)
}

/// By council; the current return of each council comes last.
pub(crate) fn of_round(connection: &Connection, round: RoundId) -> rusqlite::Result<Vec<Return>> {
    let mut returns: Vec<Return> = select(connection, "where round_id = ?1", [round.0])?;
    returns.sort_by_key(|returned| (returned.council, returned.received.sort_key(), returned.id));
    Ok(returns)
}

pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Return>> {
    let mut returns: Vec<Return> = select(connection, "where council_id = ?1", [council.0])?;
    returns.sort_by_key(|returned| (returned.received, returned.id));
    Ok(returns)
}
