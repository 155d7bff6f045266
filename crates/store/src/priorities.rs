//! Priorities, and what hangs on them: one row each.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{day, day_or_none, foreign, term, text};
use crate::entity::{Entity, select};
use charter::edit::{Record, Table};
use charter::ids::{ActionId, CouncilId, PriorityId, ProgressId, ReviewId, RoundId};
use charter::priority::{Action, ActionFacts, Closing, Owner, Priority, Progress, Review};

impl Entity for Priority {
    const TABLE: Table = Table::Priorities;
    const COLUMNS: &'static [&'static str] =
        &["id", "version", "council_id", "since", "text", "category", "closed_on", "result"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let closed = match day_or_none(row, "closed_on")? {
            Some(on) => Some(Closing { on, result: foreign(row, "result")? }),
            None => None,
        };
        Ok(Self {
            id: PriorityId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            since: day(row, "since")?,
            text: foreign(row, "text")?,
            category: row.get("category")?,
            closed,
        })
    }

    fn values(&self) -> Vec<Value> {
        let closed = self.closed.as_ref();
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.since.to_string().into(),
            self.text.raw().to_owned().into(),
            self.category.clone().into(),
            closed.map(|closing| closing.on.to_string()).into(),
            closed.map(|closing| closing.result.raw().to_owned()).into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Priority(self)
    }
}

impl Entity for Action {
    const TABLE: Table = Table::Actions;
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "council_id",
        "priority_id",
        "promised_on",
        "what",
        "owner",
        "who",
        "due",
        "done_on",
        "evidence",
    ];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: ActionId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            priority: PriorityId(row.get("priority_id")?),
            facts: ActionFacts {
                on: day(row, "promised_on")?,
                what: foreign(row, "what")?,
                owner: term(text(row, "owner")?, "owner", Owner::ALL, Owner::code)?,
                who: foreign(row, "who")?,
                due: day_or_none(row, "due")?,
                done_on: day_or_none(row, "done_on")?,
                evidence: foreign(row, "evidence")?,
            },
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.priority.0.into(),
            self.facts.on.to_string().into(),
            self.facts.what.raw().to_owned().into(),
            self.facts.owner.code().to_owned().into(),
            self.facts.who.raw().to_owned().into(),
            self.facts.due.map(|on| on.to_string()).into(),
            self.facts.done_on.map(|on| on.to_string()).into(),
            self.facts.evidence.raw().to_owned().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Action(self)
    }
}

impl Entity for Progress {
    const TABLE: Table = Table::Progress;
    const COLUMNS: &'static [&'static str] = &["id", "version", "council_id", "priority_id", "noted_on", "body"];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: ProgressId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            priority: PriorityId(row.get("priority_id")?),
            on: day(row, "noted_on")?,
            text: foreign(row, "body")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.priority.0.into(),
            self.on.to_string().into(),
            self.text.raw().to_owned().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Progress(self)
    }
}

impl Entity for Review {
    const TABLE: Table = Table::Reviews;
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "council_id",
        "priority_id",
        "round_id",
        "reviewed_on",
        "priority_changed",
        "response_changed",
        "note",
    ];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: ReviewId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            priority: PriorityId(row.get("priority_id")?),
            round: RoundId(row.get("round_id")?),
            on: day(row, "reviewed_on")?,
            priority_changed: row.get("priority_changed")?,
            response_changed: row.get("response_changed")?,
            note: foreign(row, "note")?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.priority.0.into(),
            self.round.0.into(),
            self.on.to_string().into(),
            self.priority_changed.into(),
            self.response_changed.into(),
            self.note.raw().to_owned().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Review(self)
    }
}

/// The priorities that were ever agreed with a council, the oldest first.
pub(super) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Priority>> {
    select(connection, "where council_id = ?1 order by since, id", [council.0])
}

/// The actions about a council's priorities, in the order in which they were promised.
pub(super) fn actions_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Action>> {
    select(connection, "where council_id = ?1 order by promised_on, id", [council.0])
}

/// The progress noted on a council's priorities, newest first.
pub(super) fn progress_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Progress>> {
    select(connection, "where council_id = ?1 order by noted_on desc, id desc", [council.0])
}

/// The reviews of a council's priorities, newest first.
pub(super) fn reviews_of(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Review>> {
    select(connection, "where council_id = ?1 order by reviewed_on desc, id desc", [council.0])
}
