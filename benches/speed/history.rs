//! Five years of history for every council.
//!
//! The rows are written straight into the tables: the program would take an hour to record some 600,000 of them one by
//! one. The id counters are updated too, so that the program can continue.

use rusqlite::{Connection, Transaction};
use std::path::Path;

/// Number of rounds before the one in a new database.
pub const OLDER_ROUNDS: i64 = 19;

/// The rounds last a quarter each, from January of this year.
const FIRST_YEAR: i64 = 2019;

/// Adds [`OLDER_ROUNDS`] to a database that holds its first round only. Each round has a letter to every council, an
/// answer with two priorities from six in ten, and a meeting with every second council. For each priority and round
/// something is promised, noted and reviewed, and the council gets an update. Each council has a meeting pattern.
pub fn fill(database: &Path) -> rusqlite::Result<()> {
    let mut connection = Connection::open(database)?;
    let writing = connection.transaction()?;
    add_priorities(&writing)?;
    for index in 0..OLDER_ROUNDS {
        let round = Quarter { year: FIRST_YEAR + index / 4, quarter: index % 4 };
        let id = add_round(&writing, &round)?;
        add_letters(&writing, id, &round)?;
        add_returns(&writing, id, &round)?;
        add_meetings(&writing, id, &round)?;
        add_work(&writing, id, &round)?;
    }
    for table in TABLES {
        let note = format!(
            "insert into identities (table_name, last) select '{table}', max(id) from {table} where true \
             on conflict (table_name) do update set last = max(identities.last, excluded.last)"
        );
        writing.execute(&note, [])?;
    }
    writing.commit()?;
    connection.execute_batch("analyze")?;
    // The rows bypass the journal, which the program would report as a partial change.
    let checksum = format!("{}-checksum", database.display());
    let _ = std::fs::remove_file(checksum);
    Ok(())
}

/// The tables to fill.
const TABLES: [&str; 9] =
    ["rounds", "invitations", "returns", "meetings", "priorities", "actions", "progress", "reviews", "updates"];

/// A quarter, by the number of its first month, counted from 0.
struct Quarter {
    year: i64,
    quarter: i64,
}

impl Quarter {
    /// The day `day` of the month `months` after the quarter's first.
    fn day(&self, months: i64, day: i64) -> String {
        let month = self.year * 12 + self.quarter * 3 + months;
        format!("{:04}-{:02}-{day:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
    }
}

fn add_round(writing: &Transaction<'_>, round: &Quarter) -> rusqlite::Result<i64> {
    let last_day = if matches!(round.quarter, 0 | 3) { 31 } else { 30 };
    // Answers are due on the last day of the month before; every month has a 28th.
    writing.query_row(
        "insert into rounds (id, version, code, starts_on, ends_on, issued_on, charter_version, deadline, next_contact) \
         values ((select max(id) + 1 from rounds), 1, ?1, ?2, ?3, ?4, '2022', ?5, ?6) returning id",
        (
            format!("{}-Q{}", round.year, round.quarter + 1),
            round.day(0, 1),
            round.day(2, last_day),
            round.day(-1, 1),
            round.day(-1, 28),
            round.day(3, 1),
        ),
        |row| row.get(0),
    )
}

fn add_letters(writing: &Transaction<'_>, round_id: i64, round: &Quarter) -> rusqlite::Result<()> {
    let letters = "insert into invitations (id, version, council_id, round_id, sent_on, channel, undelivered_on) \
         select (select coalesce(max(id), 0) from invitations) + row_number() over (order by id), 1, id, ?1, ?2, \
         'email', null from councils";
    writing.execute(letters, (round_id, round.day(-1, 1))).map(drop)
}

fn add_returns(writing: &Transaction<'_>, round_id: i64, round: &Quarter) -> rusqlite::Result<()> {
    let on = round.day(-1, 20);
    let returns = "insert into returns (id, version, council_id, round_id, received_on, received_at, recorded_at, \
         wish, priorities_received, priorities_agreed, frequency, method, views, stands) \
         select (select coalesce(max(id), 0) from returns) + row_number() over (order by id), 1, id, ?1, ?2, null, \
         ?3, 'yes', 2, 2, 'quarterly', 'in-person', 'Thank you for writing to us.', 'replaces' \
         from councils where (id * 7 + ?1 * 3) % 10 < 6";
    writing.execute(returns, (round_id, &on, format!("{on}T10:00:00Z")))?;
    for (position, words) in ["Speeding on the main road", "Young people at the bus shelter"].iter().enumerate() {
        let priorities = "insert into sent_priorities \
             (return_id, position, slot, received, agreed, category, priority_id) \
             select id, ?2, ?2 + 1, ?3, ?3, null, council_id * 2 - 1 + ?2 from returns where round_id = ?1";
        writing.execute(priorities, (round_id, i64::try_from(position).unwrap_or(0), words))?;
    }
    Ok(())
}

fn add_meetings(writing: &Transaction<'_>, round_id: i64, round: &Quarter) -> rusqlite::Result<()> {
    let meetings = "insert into meetings (id, version, council_id, held_on, held_at, place, attendance, reason, \
         officers, note, covered) \
         select (select coalesce(max(id), 0) from meetings) + row_number() over (order by id), 1, id, ?2, null, \
         'Village hall', 'in-person', null, '[]', 'Went through the priorities.', '[]' \
         from councils where (id + ?1) % 2 = 0";
    writing.execute(meetings, (round_id, round.day(1, 12))).map(drop)
}

/// Two priorities for each council through all rounds, and one of a dozen meeting patterns.
fn add_priorities(writing: &Transaction<'_>) -> rusqlite::Result<()> {
    for position in 0..2_i64 {
        let priorities = "insert into priorities (id, version, council_id, since, text, category, closed_on, result) \
             select id * 2 - 1 + ?1, 1, id, '2018-12-20', 'Speeding on the main road', 'rural crime', null, null \
             from councils";
        writing.execute(priorities, [position])?;
    }
    let patterns = "update councils set meeting_pattern = 'monthly', pattern_from = '1974-04-01', pattern_rule = \
         'FREQ=MONTHLY;BYDAY=' || (1 + id % 3) || substr('MOTUWETH', 1 + 2 * (id / 3 % 4), 2)";
    writing.execute(patterns, []).map(drop)
}

/// An action for the first priority of each council that answered, done in all rounds but the last; progress and a
/// review for both priorities; and an update.
fn add_work(writing: &Transaction<'_>, round_id: i64, round: &Quarter) -> rusqlite::Result<()> {
    let done = (round.year, round.quarter) != (2023, 2);
    writing.execute(
        "insert into actions (id, version, council_id, priority_id, promised_on, what, owner, who, due, done_on, evidence) \
         select (select coalesce(max(id), 0) from actions) + row_number() over (order by id), 1, council_id, \
         council_id * 2 - 1, ?2, 'A survey over seven days', 'team', '', ?3, ?4, '' from returns where round_id = ?1",
        (round_id, round.day(0, 15), round.day(3, 10), done.then(|| round.day(2, 10))),
    )?;
    let of_each = [
        (
            "progress (id, version, council_id, priority_id, noted_on, body)",
            "progress",
            "?2, 'First checks done; nothing seen yet.'",
        ),
        (
            "reviews (id, version, council_id, priority_id, round_id, reviewed_on, priority_changed, response_changed, note)",
            "reviews",
            "?1, ?2, 0, 0, ''",
        ),
    ];
    for (into, table, values) in of_each {
        let sql = format!(
            "insert into {into} select (select coalesce(max(id), 0) from {table}) \
             + row_number() over (order by sent.priority_id), 1, returns.council_id, sent.priority_id, {values} \
             from returns join sent_priorities as sent on sent.return_id = returns.id where returns.round_id = ?1"
        );
        writing.execute(&sql, (round_id, round.day(1, 20)))?;
    }
    let updates = "insert into updates (id, version, council_id, told_on, how, body) \
         select (select coalesce(max(id), 0) from updates) + row_number() over (order by id), 1, council_id, ?2, \
         'written', '' from returns where round_id = ?1";
    writing.execute(updates, (round_id, round.day(1, 25))).map(drop)
}
