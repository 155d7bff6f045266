//! When the team met each council, as at a day.
//!
//! Nearly every council meets within some months of that day. So for a whole list one query by an index on the day
//! reads the meetings of those months. Only a council without a meeting in them costs a query of its own. Reading the
//! meetings of all rounds would take five times as long.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Statement};

use crate::columns::{get, get_at, optional_at};
use crate::round_facts::Page;
use crate::round_facts::column_indexes;
use charter::calendar::add_days;
use charter::engagement::Engagement;
use charter::meeting::Attendance;

/// Days to read before the day in question: a little over two quarters.
const DAYS_BEFORE: i64 = 190;

/// Days to read after it: a little over a quarter.
const DAYS_AFTER: i64 = 100;

/// A council without any meeting may be missing.
pub(crate) fn read(
    connection: &Connection,
    councils: &[i64],
    as_at: NaiveDate,
    page: Page,
) -> rusqlite::Result<HashMap<i64, Engagement>> {
    let window = match page {
        Page::First(_) => Window::empty(as_at),
        Page::All if has_few_meetings(connection, councils.len())? => Window::unbounded(as_at),
        Page::All => Window::around(connection, as_at)?,
    };
    let mut found = window.read(connection, councils.len())?;
    if window.covers_past && window.covers_future {
        return Ok(found);
    }
    let day = as_at.to_string();
    let mut last_seen = connection.prepare_cached(LAST_SEEN)?;
    let mut next_meeting = connection.prepare_cached(NEXT_MEETING)?;
    for council in councils {
        let met = found.entry(*council).or_default();
        if !window.covers_past && met.last_seen_on.is_none() {
            met.last_seen_on = first_day(&mut last_seen, *council, &day)?;
        }
        if !window.covers_future && met.next_meeting_on.is_none() {
            met.next_meeting_on = first_day(&mut next_meeting, *council, &day)?;
        }
    }
    Ok(found)
}

/// Average number of meetings a council up to which one query reads all of them.
const MAX_MEETINGS_A_COUNCIL: usize = 3;

/// True if the table is so small that reading all of it is faster than lookups.
fn has_few_meetings(connection: &Connection, councils: usize) -> rusqlite::Result<bool> {
    // The highest id is at least the number of meetings, and one index step finds it.
    let last: Option<i64> =
        connection.prepare_cached("select max(id) as last from meetings")?.query_row([], |row| row.get("last"))?;
    Ok(usize::try_from(last.unwrap_or(0)).is_ok_and(|last| last <= MAX_MEETINGS_A_COUNCIL * councils))
}

/// The days that one query reads.
struct Window {
    as_at: NaiveDate,
    days: Option<(NaiveDate, NaiveDate)>,
    covers_past: bool,
    covers_future: bool,
}

impl Window {
    fn empty(as_at: NaiveDate) -> Self {
        Self { as_at, days: None, covers_past: false, covers_future: false }
    }

    fn unbounded(as_at: NaiveDate) -> Self {
        let days = NaiveDate::from_ymd_opt(0, 1, 1).zip(NaiveDate::from_ymd_opt(9999, 12, 31));
        Self { as_at, days, covers_past: true, covers_future: true }
    }

    fn around(connection: &Connection, as_at: NaiveDate) -> rusqlite::Result<Self> {
        let (from, to) = (add_days(as_at, -DAYS_BEFORE), add_days(as_at, DAYS_AFTER));
        let none = |sql: &str, day: NaiveDate| -> rusqlite::Result<bool> {
            let row = connection.prepare_cached(sql)?.query_row([day.to_string()], |_| Ok(())).optional()?;
            Ok(row.is_none())
        };
        Ok(Self {
            as_at,
            days: Some((from, to)),
            covers_past: none("select 1 from meetings where held_on < ?1 limit 1", from)?,
            covers_future: none("select 1 from meetings where held_on > ?1 limit 1", to)?,
        })
    }

    fn read(&self, connection: &Connection, councils: usize) -> rusqlite::Result<HashMap<i64, Engagement>> {
        let Some((from, to)) = self.days else { return Ok(HashMap::with_capacity(councils)) };
        let mut found: HashMap<i64, Engagement> = HashMap::with_capacity(councils);
        let mut statement = connection.prepare_cached(
            "select held_on, council_id, attendance from meetings \
             where held_on between ?1 and ?2 and cancelled = 0 \
             and (held_on <= ?3 or attendance is null or plan is not null) order by held_on",
        )?;
        let [held_on, council, attendance] = column_indexes(&statement, ["held_on", "council_id", "attendance"])?;
        let mut rows = statement.query([from.to_string(), to.to_string(), self.as_at.to_string()])?;
        while let Some(row) = rows.next()? {
            let on = get_at(row, held_on, "held_on")?;
            let attendance = optional_at(row, attendance, "attendance")?;
            self.note(found.entry(row.get(council)?).or_default(), on, attendance);
        }
        Ok(found)
    }

    /// Adds a meeting. Meetings must come in the order of their days.
    fn note(&self, met: &mut Engagement, on: NaiveDate, attendance: Option<Attendance>) {
        // The record of a later day is not known yet as at this day.
        match attendance.filter(|_| on <= self.as_at) {
            None if on >= self.as_at => met.next_meeting_on = met.next_meeting_on.or(Some(on)),
            Some(attendance) if attendance.is_met() => met.last_seen_on = Some(on),
            None | Some(_) => {}
        }
    }
}

const LAST_SEEN: &str = "select held_on from meetings where council_id = ?1 and held_on <= ?2 \
    and attendance in ('in-person', 'digital') order by held_on desc limit 1";

const NEXT_MEETING: &str = "select held_on from meetings where council_id = ?1 and held_on >= ?2 \
    and (attendance is null or (held_on > ?2 and plan is not null)) and cancelled = 0 order by held_on limit 1";

/// One step in the index of a council's meetings.
fn first_day(statement: &mut Statement<'_>, council: i64, as_at: &str) -> rusqlite::Result<Option<NaiveDate>> {
    let mut rows = statement.query((council, as_at))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    get(row, "held_on")
}
