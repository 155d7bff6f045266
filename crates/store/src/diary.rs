//! The diary: recorded meetings, and meetings expected from the councils' patterns.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};
use rusqlite::Connection;

use crate::columns::get_at;
use crate::councils::pattern;
use crate::entity::select;
use crate::round_facts::column_indexes;
use charter::council::Council;
use charter::diary::{DiaryLine, days_without_meeting};
use charter::ids::CouncilId;
use charter::meeting::Meeting;
use charter::pattern::{Occurrences, Pattern};

/// The meetings from one day to another, inclusive, in order.
pub(crate) fn read(connection: &Connection, from: NaiveDate, until: NaiveDate) -> rusqlite::Result<Vec<DiaryLine>> {
    let days = [from.to_string(), until.to_string()];
    let meetings: Vec<Meeting> = select(connection, "where held_on between ?1 and ?2", days.clone())?;
    let moved: Vec<Meeting> = select(connection, "where instead_of between ?1 and ?2", days)?;
    let mut recorded_days: HashMap<CouncilId, Vec<NaiveDate>> = HashMap::new();
    for meeting in meetings.iter().chain(&moved) {
        recorded_days
            .entry(meeting.council)
            .or_default()
            .extend([Some(meeting.facts.on), meeting.facts.instead_of].into_iter().flatten());
    }
    let mut lines: Vec<DiaryLine> = meetings.iter().map(DiaryLine::on_record).collect();
    let none = Vec::new();
    for_each_pattern(connection, |council, pattern, at, occurrences| {
        let Ok(days) = occurrences.between(pattern, from, until) else { return };
        let recorded_days = recorded_days.get(&council).unwrap_or(&none);
        lines.extend(days_without_meeting(&days, recorded_days).map(|on| DiaryLine::expected(council, on, at)));
    })?;
    lines.sort_by_key(DiaryLine::order);
    Ok(lines)
}

/// All recorded meetings by day. Given two days, those on a day between them and those that replace a meeting on one.
pub(crate) fn meetings(connection: &Connection, between: Option<[NaiveDate; 2]>) -> rusqlite::Result<Vec<Meeting>> {
    const ORDER: &str = "order by held_on, council_id, id";
    match between.map(|days| days.map(|day| day.to_string())) {
        None => select(connection, ORDER, []),
        Some(days) => select(
            connection,
            &format!("where held_on between ?1 and ?2 or instead_of between ?1 and ?2 {ORDER}"),
            days,
        ),
    }
}

fn for_each_pattern(
    connection: &Connection,
    mut note: impl FnMut(CouncilId, &Pattern, Option<NaiveTime>, &mut Occurrences),
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "select id, pattern_rule, pattern_from, pattern_at from councils where pattern_rule is not null order by id",
    )?;
    let mut rows = statement.query([])?;
    let mut occurrences = Occurrences::default();
    while let Some(row) = rows.next()? {
        if let Some(known) = pattern(row)? {
            note(CouncilId(row.get("id")?), &known, known.at, &mut occurrences);
        }
    }
    Ok(())
}

/// Half a year.
pub(crate) const DAYS_AHEAD: i64 = 183;

/// For each council, the days in the range on which it is still to meet, in order: nothing is recorded for them except
/// a plan. Councils without such a day are missing.
pub(crate) fn upcoming_days(
    connection: &Connection,
    from: NaiveDate,
    until: NaiveDate,
) -> rusqlite::Result<HashMap<i64, Vec<NaiveDate>>> {
    let mut days: HashMap<i64, Vec<NaiveDate>> = HashMap::new();
    let mut recorded_days: HashMap<i64, Vec<NaiveDate>> = HashMap::new();
    let mut statement = connection.prepare_cached(
        "select council_id, held_on, cancelled = 0 and (attendance is null or held_on > ?1) as open from meetings \
         where held_on between ?1 and ?2 and (attendance is null or plan is not null or held_on = ?1) \
         union all select council_id, instead_of, 0 from meetings where instead_of between ?1 and ?2",
    )?;
    let [council, on, open] = column_indexes(&statement, ["council_id", "held_on", "open"])?;
    let mut rows = statement.query([from.to_string(), until.to_string()])?;
    while let Some(row) = rows.next()? {
        let on = get_at(row, on, "held_on")?;
        let council = row.get(council)?;
        recorded_days.entry(council).or_default().push(on);
        if row.get(open)? {
            days.entry(council).or_default().push(on);
        }
    }
    let none = Vec::new();
    for_each_pattern(connection, |council, pattern, _, occurrences| {
        let Ok(expected) = occurrences.between(pattern, from, until) else { return };
        let recorded_days = recorded_days.get(&council.0).unwrap_or(&none);
        days.entry(council.0).or_default().extend(days_without_meeting(&expected, recorded_days));
    })?;
    days.values_mut().for_each(|days| days.sort_unstable());
    Ok(days)
}

/// The meetings of one council in a range of days, in order.
pub(crate) fn council_lines(
    council: &Council,
    meetings: &[Meeting],
    from: NaiveDate,
    until: NaiveDate,
) -> Vec<DiaryLine> {
    // The meeting was recorded later without a plan, so it was not known on the first day.
    let known = || {
        let early = |meeting: &&Meeting| {
            meeting.facts.on <= from || meeting.facts.attendance.is_none() || meeting.facts.plan.is_some()
        };
        meetings.iter().filter(early)
    };
    let within = |meeting: &&Meeting| from <= meeting.facts.on && meeting.facts.on <= until;
    let mut lines: Vec<DiaryLine> = known().filter(within).map(DiaryLine::on_record).collect();
    let recorded_days: Vec<NaiveDate> =
        known().flat_map(|meeting| [Some(meeting.facts.on), meeting.facts.instead_of]).flatten().collect();
    if let Some(pattern) = &council.pattern
        && let Ok(days) = Occurrences::default().between(pattern, from, until)
    {
        lines.extend(
            days_without_meeting(&days, &recorded_days).map(|on| DiaryLine::expected(council.id, on, pattern.at)),
        );
    }
    lines.sort_by_key(DiaryLine::order);
    lines
}
