//! Priorities with their actions, progress and reviews: one row each.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::columns::{Field, get};
use crate::entity::{entity, select};
use charter::ids::CouncilId;
use charter::priority::{Action, ActionFacts, Closing, Priority, Progress, Review};

entity!(Priority in Priorities {
    council: "council_id",
    since: "since",
    text: "text",
    category: "category",
    aims: "aims",
    closed: "closed_on" "outcome" "result",
});

impl Field for Option<Closing> {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self> {
        let Some(on) = get(row, columns[0])? else { return Ok(None) };
        Ok(Some(Closing { on, outcome: get(row, columns[1])?, result: get(row, columns[2])? }))
    }

    fn write(&self, values: &mut Vec<Value>) {
        self.as_ref().map(|closing| closing.on).write(values);
        self.as_ref().and_then(|closing| closing.outcome).write(values);
        self.as_ref().map(|closing| closing.result.clone()).write(values);
    }
}

entity!(Action in Actions {
    council: "council_id",
    priority: "priority_id",
} in facts: ActionFacts {
    on: "promised_on",
    what: "what",
    owner: "owner",
    who: "who",
    due: "due",
    done_on: "done_on",
    evidence: "evidence",
    aims: "aims",
});

entity!(Progress in Progress {
    council: "council_id",
    priority: "priority_id",
    on: "noted_on",
    text: "body",
});

entity!(Review in Reviews {
    council: "council_id",
    priority: "priority_id",
    round: "round_id",
    on: "reviewed_on",
    priority_changed: "priority_changed",
    response_changed: "response_changed",
    note: "note",
});

/// All ever agreed, oldest first.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Priority>> {
    select(connection, "where council_id = ?1 order by since, id", [council.0])
}

/// In the order of the promises.
pub(crate) fn actions_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Action>> {
    select(connection, "where council_id = ?1 order by promised_on, id", [council.0])
}

/// Newest first.
pub(crate) fn progress_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Progress>> {
    select(connection, "where council_id = ?1 order by noted_on desc, id desc", [council.0])
}

/// Newest first.
pub(crate) fn reviews_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Review>> {
    select(connection, "where council_id = ?1 order by reviewed_on desc, id desc", [council.0])
}
