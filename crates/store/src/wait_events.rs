//! What begins and ends the waits of the councils in a round.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::columns::get_at;
use crate::round_facts::column_indexes;
use charter::ids::CouncilId;
use charter::response_times::{Event, WaitEvents, WaitKind};
use charter::round::Round;

/// Of all days. A wait belongs to the round if it begins with an answer of the round, or in its quarter.
pub(crate) fn read(connection: &Connection, kind: WaitKind, round: &Round) -> rusqlite::Result<WaitEvents> {
    let from = round.answered_from().min(round.starts_on);
    let period = [from, round.ends_on].map(|day| Value::from(day.to_string()));
    // What ends a wait is not before its start.
    let first_day = vec![Value::from(from.to_string())];
    let (starts, of_round, ends, since) = match kind {
        WaitKind::Acknowledgement => (
            "select council_id as about, council_id, received_on as happened_on from returns where round_id = ?1 \
             union select council_id, council_id, received_on from replies where round_id = ?1"
                .to_owned(),
            vec![Value::from(round.id.0)],
            "select council_id as about, council_id, sent_on as happened_on from letters \
             where kind = 'acknowledgement' and sent_on is not null",
            Vec::new(),
        ),
        WaitKind::FirstAction => (
            agreed(),
            period.to_vec(),
            "select priority_id as about, council_id, promised_on as happened_on from actions where promised_on >= ?1",
            first_day,
        ),
        WaitKind::Told => (
            "select council_id as about, council_id, done_on as happened_on from actions \
             where done_on between ?1 and ?2 \
             union select council_id, council_id, closed_on from priorities where closed_on between ?1 and ?2"
                .to_owned(),
            period.to_vec(),
            "select council_id as about, council_id, told_on as happened_on from updates where told_on >= ?1",
            first_day,
        ),
    };
    Ok(WaitEvents { starts: events(connection, &starts, of_round)?, ends: events(connection, ends, since)? })
}

/// The priorities of which the first agreement is between two days, with its day. A return holds one agreement after the
/// other: the first from the day of the answer, which agrees up to three by itself, each other from the day of the decision
/// that made it. The last is in the return, and each earlier one in the decision that replaced it. So what a later
/// agreement left out still counts.
///
/// Only returns with a day between the two are read whole, and of each of their priorities one agreement that is earlier:
/// the days of all priorities took a second where many rounds are on record. `cross join` keeps SQLite to this order.
fn agreed() -> String {
    let day_of = |decisions: &str| {
        format!(
            "coalesce((select max(before.decided_on) from decisions as before \
             where before.return_id = returns.id and before.slots_before is not null and {decisions}), returns.received_on)"
        )
    };
    let (replaced, last) = (day_of("before.id < decision_id"), day_of("true"));
    format!(
        "with replaced as materialized ( \
            select return_id, decisions.id as decision_id, json_extract(value, '$.priority') as priority_id \
            from decisions, json_each(slots_before) \
            where slots_before is not null and json_extract(value, '$.priority') is not null \
                and json_extract(value, '$.slot') is not null \
        ), first_replaced as materialized ( \
            select priority_id, min({replaced}) as agreed_on \
            from replaced cross join returns on returns.id = return_id group by priority_id \
        ), answered as materialized ( \
            select id from returns where received_on between ?1 and ?2 \
            union select return_id from decisions where decided_on between ?1 and ?2 \
        ), last as ( \
            select priority_id, {last} as agreed_on \
            from answered cross join returns on returns.id = answered.id \
            cross join sent_priorities on return_id = answered.id \
            where priority_id is not null and slot is not null \
        ), days as materialized ( \
            select priority_id, min(agreed_on) as agreed_on \
            from (select * from first_replaced union all select * from last) \
            where agreed_on between ?1 and ?2 group by priority_id \
        ) \
        select priority_id as about, council_id, agreed_on as happened_on \
        from days cross join priorities on priorities.id = priority_id \
        where priority_id not in (select priority_id from first_replaced where agreed_on < ?1) \
            and not exists (select 1 from sent_priorities as earlier cross join returns on returns.id = earlier.return_id \
                where earlier.priority_id = days.priority_id and earlier.slot is not null and {last} < ?1) \
        union all \
        select id, council_id, since from priorities \
        where since between ?1 and ?2 and id not in (select priority_id from first_replaced) \
            and not exists (select 1 from sent_priorities \
                where sent_priorities.priority_id = priorities.id and slot is not null)"
    )
}

fn events(connection: &Connection, sql: &str, parameters: Vec<Value>) -> rusqlite::Result<Vec<Event>> {
    let mut statement = connection.prepare_cached(sql)?;
    let [about, council, on] = column_indexes(&statement, ["about", "council_id", "happened_on"])?;
    let mut rows = statement.query(params_from_iter(parameters))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let council = CouncilId(row.get(council)?);
        found.push(Event { about: row.get(about)?, council, on: get_at(row, on, "happened_on")? });
    }
    Ok(found)
}
