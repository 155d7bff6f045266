//! Meetings: one row each.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::ids::CouncilId;
use charter::meeting::{Meeting, MeetingFacts};

entity!(Meeting in Meetings {
    council: "council_id",
} in facts: MeetingFacts {
    on: "held_on",
    at: "held_at",
    place: "place",
    attendance: "attendance",
    reason: "reason",
    own_reason: "own_reason",
    hours_lost: "hours_lost",
    officers: "officers",
    note: "note",
    covered: "covered",
    plan: "plan",
    cancelled: "cancelled",
    instead_of: "instead_of",
    uid: "uid",
    revision: "calendar_sequence" "calendar_stamp" "calendar_cancelled",
});

/// Newest first.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Meeting>> {
    let mut meetings: Vec<Meeting> = select(connection, "where council_id = ?1", [council.0])?;
    // Sorted here and not in SQL, because engines differ in where they put an unknown time.
    meetings.sort_by_key(|meeting| std::cmp::Reverse((meeting.facts.on, meeting.facts.at, meeting.id)));
    Ok(meetings)
}

pub(crate) fn of_council_on_day(
    connection: &Connection,
    council: CouncilId,
    on: NaiveDate,
) -> rusqlite::Result<Vec<Meeting>> {
    select(connection, "where council_id = ?1 and held_on = ?2 order by id", (council.0, on.to_string()))
}
