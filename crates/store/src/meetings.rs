//! Meetings: one row each.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::column_values::{bad, day, day_or_none, foreign, term, text, text_or_none, time, time_or_none};
use crate::entity::{Entity, select};
use charter::edit::{Record, Table};
use charter::ids::{CouncilId, MeetingId};
use charter::meeting::{Attendance, Intent, Meeting, MeetingFacts, Reason};

impl Entity for Meeting {
    const TABLE: Table = Table::Meetings;
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "council_id",
        "held_on",
        "held_at",
        "place",
        "attendance",
        "reason",
        "officers",
        "note",
        "covered",
        "plan",
        "cancelled",
        "instead_of",
        "uid",
    ];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let attendance = text_or_none(row, "attendance")?;
        let reason = text_or_none(row, "reason")?;
        Ok(Self {
            id: MeetingId(row.get("id")?),
            version: row.get("version")?,
            council: CouncilId(row.get("council_id")?),
            facts: MeetingFacts {
                on: day(row, "held_on")?,
                at: time_or_none(row, "held_at")?,
                place: foreign(row, "place")?,
                attendance: attendance
                    .map(|text| term(text, "attendance", Attendance::ALL, Attendance::code))
                    .transpose()?,
                reason: reason.map(|text| term(text, "reason", Reason::ALL, Reason::code)).transpose()?,
                officers: json_list(row, "officers")?,
                note: foreign(row, "note")?,
                covered: json_list(row, "covered")?,
                plan: text_or_none(row, "plan")?
                    .map(|text| term(text, "plan", Intent::ALL, Intent::code))
                    .transpose()?,
                cancelled: row.get("cancelled")?,
                instead_of: day_or_none(row, "instead_of")?,
                uid: row.get("uid")?,
            },
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.0.into(),
            self.version.into(),
            self.council.0.into(),
            self.facts.on.to_string().into(),
            time(self.facts.at).into(),
            self.facts.place.raw().to_owned().into(),
            self.facts.attendance.map(|attendance| attendance.code().to_owned()).into(),
            self.facts.reason.map(|reason| reason.code().to_owned()).into(),
            serde_json::json!(self.facts.officers).to_string().into(),
            self.facts.note.raw().to_owned().into(),
            serde_json::json!(self.facts.covered).to_string().into(),
            self.facts.plan.map(|plan| plan.code().to_owned()).into(),
            self.facts.cancelled.into(),
            self.facts.instead_of.map(|on| on.to_string()).into(),
            self.facts.uid.clone().into(),
        ]
    }

    fn into_record(self) -> Record {
        Record::Meeting(self)
    }
}

fn json_list<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<Vec<T>> {
    let text = text(row, column)?;
    serde_json::from_str(text).map_err(|_| bad(column, text))
}

/// The meetings of a council, newest first.
pub(super) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Meeting>> {
    let mut meetings: Vec<Meeting> = select(connection, "where council_id = ?1", [council.0])?;
    // Here and not in SQL: engines differ in where they put a time that is not known.
    meetings.sort_by_key(|meeting| std::cmp::Reverse((meeting.facts.on, meeting.facts.at, meeting.id)));
    Ok(meetings)
}

/// The meetings of a council on a day.
pub(super) fn of_council_on_day(
    connection: &Connection,
    council: CouncilId,
    on: NaiveDate,
) -> rusqlite::Result<Vec<Meeting>> {
    select(connection, "where council_id = ?1 and held_on = ?2 order by id", (council.0, on.to_string()))
}
