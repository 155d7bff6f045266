//! Every text that a search finds, as at a day.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::columns::get_at;
use crate::{items, sources};
use charter::calendar::to_london;
use charter::item::{Item, Outcome};
use charter::written::WrittenKind;

pub(crate) struct WrittenText {
    pub kind: WrittenKind,
    pub council: Option<i64>,
    pub round: Option<i64>,
    /// ISO.
    pub day: Option<String>,
    pub item: Option<i64>,
    /// As in [`charter::written::Passage::record`].
    pub record: Option<i64>,
    pub body: String,
}

/// The current return of each council in each round: the last received, then the last recorded. The same rule as
/// `charter::status`, as a query.
const CURRENT: &str = "with current as (
    select id, council_id, round_id, received_on, views from (
        select *, row_number() over (
            partition by council_id, round_id
            order by received_on desc, coalesce(received_at, '23:59:59') desc, id desc
        ) as age
        from returns where received_on <= ?1 and stands <> 'set-aside'
    ) where age = 1
)";

/// Kind, and a query for council, round, day and text; of some kinds also the id of the record.
const TABLES: [(WrittenKind, &str); 13] = [
    (
        WrittenKind::Priority,
        "select council_id, round_id, received_on, case when agreed is null or agreed = received then received \
         else received || char(10) || agreed end \
         from current join sent_priorities on sent_priorities.return_id = current.id",
    ),
    (WrittenKind::Views, "select council_id, round_id, received_on, views from current"),
    (
        WrittenKind::Result,
        "select council_id, null, closed_on, result from priorities where result is not null and closed_on <= ?1",
    ),
    (
        WrittenKind::Action,
        "select council_id, null, promised_on, what || char(10) || who || char(10) || \
         case when done_on <= ?1 then evidence else '' end from actions where promised_on <= ?1",
    ),
    (WrittenKind::Progress, "select council_id, null, noted_on, body from progress where noted_on <= ?1"),
    (WrittenKind::Review, "select council_id, null, reviewed_on, note from reviews where reviewed_on <= ?1"),
    (
        WrittenKind::Meeting,
        "select council_id, null, held_on, note || char(10) || place from meetings where held_on <= ?1",
    ),
    (WrittenKind::Note, "select council_id, null, noted_on, body from notes where noted_on <= ?1"),
    (WrittenKind::Reply, "select council_id, round_id, received_on, body from replies where received_on <= ?1"),
    (WrittenKind::Update, "select council_id, null, told_on, body from updates where told_on <= ?1"),
    (WrittenKind::Decision, "select council_id, null, decided_on, reason from excuses where decided_on <= ?1"),
    (
        WrittenKind::Request,
        "select null, null, asked_on, asked_by || char(10) || what || char(10) || owner || char(10) || \
         case when answered_on <= ?1 then answer else '' end, id from requests where asked_on <= ?1",
    ),
    (
        // Also an event to come, because it is planned. One that covers several councils belongs to none of them.
        WrittenKind::Event,
        "select (select case when count(*) = 1 then min(council_id) end from public_event_councils \
         where event_id = public_events.id), null, held_on, place || char(10) || replace(kind, '-', ' '), id \
         from public_events where ?1 is not null",
    ),
];

/// Calls `take` with each text.
pub(crate) fn each(
    connection: &Connection,
    as_at: NaiveDate,
    take: &mut dyn FnMut(WrittenText) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    for (kind, select) in TABLES {
        let mut statement = connection.prepare_cached(&format!("{CURRENT} {select}"))?;
        let mut rows = statement.query([as_at.to_string()])?;
        while let Some(row) = rows.next()? {
            take(text(kind, row)?)?;
        }
    }
    take_issued_reports(connection, as_at, take)?;
    for item in items::waiting(connection)? {
        take_item(connection, as_at, &item, (WrittenKind::Waiting, None), take)?;
    }
    let mut statement = connection.prepare_cached(&format!(
        "{CURRENT} select items.id, current.round_id from current join items on items.return_id = current.id order by items.id"
    ))?;
    let of_returns = statement.query_map([as_at.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for found in of_returns.collect::<rusqlite::Result<Vec<(i64, i64)>>>()? {
        if let Some(item) = crate::entity::find::<Item>(connection, found.0)? {
            take_item(connection, as_at, &item, (WrittenKind::Source, Some(found.1)), take)?;
        }
    }
    Ok(())
}

fn text(kind: WrittenKind, row: &Row<'_>) -> rusqlite::Result<WrittenText> {
    let has_record = matches!(kind, WrittenKind::Request | WrittenKind::Event);
    let record = if has_record { Some(row.get(4)?) } else { None };
    let [council, round] = [row.get(0)?, row.get(1)?];
    Ok(WrittenText { kind, council, round, day: row.get(2)?, item: None, record, body: row.get(3)? })
}

/// Without their figures, which are no words.
fn take_issued_reports(
    connection: &Connection,
    as_at: NaiveDate,
    take: &mut dyn FnMut(WrittenText) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "select id, round_id, made_at, issued_to || char(10) || layout || ' ' || area || char(10) || reason \
         from issued_reports order by id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let issued_on = to_london(get_at(row, 2, "made_at")?).date();
        if issued_on <= as_at {
            take(WrittenText {
                kind: WrittenKind::IssuedReport,
                council: None,
                round: row.get(1)?,
                day: Some(issued_on.to_string()),
                item: None,
                record: Some(row.get(0)?),
                body: row.get(3)?,
            })?;
        }
    }
    Ok(())
}

fn take_item(
    connection: &Connection,
    as_at: NaiveDate,
    item: &Item,
    (kind, round): (WrittenKind, Option<i64>),
    take: &mut dyn FnMut(WrittenText) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let Some(source) = sources::find(connection, item.source)? else { return Ok(()) };
    let on = source.received.map(|received| received.on);
    // The parts of a split item are items of their own.
    if on.is_some_and(|on| on > as_at) || item.outcome == Some(Outcome::Split) {
        return Ok(());
    }
    take(WrittenText {
        kind,
        council: item.council.map(|council| council.0),
        round,
        day: on.map(|on| on.to_string()),
        item: Some(item.id.0),
        record: None,
        body: format!("{}\n{}\n{}", source.subject.raw(), source.from.raw(), item.text(&source)),
    })
}
