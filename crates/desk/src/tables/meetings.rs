//! The table of meetings.

use charter::edit::{Record, Table};
use charter::ids::MeetingId;
use charter::meeting::{CalendarRevision, Meeting, MeetingFacts};
use charter::round::Round;
use chrono::{DateTime, Utc};

use super::column::{Column, columns};
use super::known::{CouncilCells, Known};
use super::row::{Links, TableRow};

#[derive(Clone, Default)]
pub(super) struct MeetingRow {
    council: CouncilCells,
    /// Without the version of the calendar's event, which is in the fields below.
    facts: MeetingFacts,
    sequence: Option<u32>,
    stamp: Option<DateTime<Utc>>,
    is_cancelled_by_calendar: bool,
}

impl TableRow for MeetingRow {
    const COLUMNS: &'static [Column<Self>] = columns! { MeetingRow;
        "council code" key => council.codes;
        "council" => council.names;
        "meeting on" key => facts.on;
        "at" key => facts.at;
        "place" => facts.place;
        "plan" => facts.plan;
        "cancelled" => facts.cancelled;
        "instead of" => facts.instead_of;
        "attendance" => facts.attendance;
        "reason" => facts.reason;
        "own reason" => facts.own_reason;
        "hours lost" => facts.hours_lost;
        "officers" => facts.officers;
        "note" => facts.note;
        "priorities covered" => facts.covered;
        "calendar uid" => facts.uid;
        "calendar sequence" => sequence;
        "calendar stamp" => stamp;
        "cancelled by calendar" => is_cancelled_by_calendar;
    };
    const TABLES: &'static [Table] = &[Table::Meetings];

    fn council(&self) -> &CouncilCells {
        &self.council
    }

    fn council_mut(&mut self) -> &mut CouncilCells {
        &mut self.council
    }

    fn rows(known: &Known) -> Vec<Self> {
        let mut meetings: Vec<&Meeting> = known.records.meetings().collect();
        meetings.sort_by_key(|it| (known.position(it.council), it.council, it.facts.on, it.facts.at, it.id));
        let row = |meeting: &Meeting| Self {
            council: known.cells(&[meeting.council]),
            facts: MeetingFacts { revision: None, ..meeting.facts.clone() },
            sequence: meeting.facts.revision.map(|revision| revision.sequence),
            stamp: meeting.facts.revision.and_then(|revision| revision.stamp),
            is_cancelled_by_calendar: meeting.facts.revision.is_some_and(|revision| revision.cancelled),
        };
        meetings.into_iter().map(row).collect()
    }

    fn of_round(mut rows: Vec<Self>, round: &Round, _known: &Known) -> Vec<Self> {
        rows.retain(|row| (round.starts_on..=round.ends_on).contains(&row.facts.on));
        rows
    }

    fn build(group: &[&Self], _known: &Known, links: &mut Links) -> Result<Vec<Record>, String> {
        let mut records = Vec::new();
        for row in group {
            let revision = match row.sequence {
                None if row.stamp.is_some() || row.is_cancelled_by_calendar => {
                    return Err("the version of a calendar's event has a calendar sequence; write it".to_owned());
                }
                None => None,
                Some(sequence) => {
                    Some(CalendarRevision { sequence, stamp: row.stamp, cancelled: row.is_cancelled_by_calendar })
                }
            };
            let facts = MeetingFacts { revision, ..row.facts.clone() };
            let (id, council) = (MeetingId(links.new_id()), row.council_id()?);
            records.push(Record::Meeting(Meeting { id, version: 1, council, facts }));
        }
        Ok(records)
    }
}
