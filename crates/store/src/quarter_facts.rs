//! Contact between the team and the councils in the quarter of a round. One query for each table.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use crate::columns::{get_at, optional_at};
use crate::round_facts::{Scope, column_indexes};
use charter::engagement::{MeetingFact, QuarterFacts};
use charter::meeting::Intent;
use charter::round::Round;

/// A council without facts is missing.
pub(crate) fn read(
    connection: &Connection,
    round: &Round,
    scope: &Scope,
) -> rusqlite::Result<HashMap<i64, QuarterFacts>> {
    let mut found = HashMap::new();
    let reader = Reader { connection, round, scope };
    reader.meetings(&mut found)?;
    reader.events(&mut found)?;
    reader.updates(&mut found)?;
    reader.news(&mut found)?;
    reader.excuses(&mut found)?;
    reader.earlier_priorities(&mut found)?;
    Ok(found)
}

struct Reader<'a> {
    connection: &'a Connection,
    round: &'a Round,
    scope: &'a Scope,
}

type FactsByCouncil = HashMap<i64, QuarterFacts>;

impl Reader<'_> {
    fn meetings(&self, found: &mut FactsByCouncil) -> rusqlite::Result<()> {
        let sql = "select council_id, held_on, attendance, reason, plan, cancelled from meetings \
                   where held_on between ? and ?";
        let days = [self.round.starts_on.to_string().into(), self.round.ends_on.to_string().into()];
        let columns = ["held_on", "attendance", "reason", "plan", "cancelled"];
        self.for_each_row(sql, &days, columns, found, |row, [on, attendance, reason, plan, cancelled], facts| {
            let fact = MeetingFact {
                on: get_at(row, on, "held_on")?,
                attendance: optional_at(row, attendance, "attendance")?,
                reason: optional_at(row, reason, "reason")?,
                planned: optional_at::<Intent>(row, plan, "plan")?.is_some(),
                cancelled: row.get(cancelled)?,
            };
            facts.add_meeting(self.round, self.scope.as_at, fact);
            Ok(())
        })
    }

    /// Events that count as contact.
    fn events(&self, found: &mut FactsByCouncil) -> rusqlite::Result<()> {
        let sql = "select council_id, held_on, kind from public_events \
                   join public_event_councils on public_event_councils.event_id = public_events.id \
                   where counts_as_contact = 1 and held_on between ? and ?";
        self.for_each_row(sql, &self.days_so_far(), ["held_on", "kind"], found, |row, [on, kind], facts| {
            facts.add_event(self.round, self.scope.as_at, get_at(row, on, "held_on")?, get_at(row, kind, "kind")?);
            Ok(())
        })
    }

    fn updates(&self, found: &mut FactsByCouncil) -> rusqlite::Result<()> {
        let sql = "select council_id, told_on, how from updates where told_on between ? and ?";
        self.for_each_row(sql, &self.days_so_far(), ["told_on", "how"], found, |row, [on, how], facts| {
            facts.add_update(self.round, self.scope.as_at, get_at(row, on, "told_on")?, get_at(row, how, "how")?);
            Ok(())
        })
    }

    /// News for councils: completed actions and closed priorities.
    fn news(&self, found: &mut FactsByCouncil) -> rusqlite::Result<()> {
        for sql in [
            "select council_id, done_on as news_on from actions where done_on between ? and ?",
            "select council_id, closed_on as news_on from priorities where closed_on between ? and ?",
        ] {
            self.for_each_row(sql, &self.days_so_far(), ["news_on"], found, |row, [on], facts| {
                facts.add_news(self.round, self.scope.as_at, get_at(row, on, "news_on")?);
                Ok(())
            })?;
        }
        Ok(())
    }

    fn excuses(&self, found: &mut FactsByCouncil) -> rusqlite::Result<()> {
        let sql = "select council_id, decided_on from excuses where round_id = ?";
        self.for_each_row(sql, &[self.round.id.0.into()], ["decided_on"], found, |row, [on], facts| {
            facts.add_excuse(self.scope.as_at, get_at(row, on, "decided_on")?);
            Ok(())
        })
    }

    fn earlier_priorities(&self, found: &mut FactsByCouncil) -> rusqlite::Result<()> {
        let sql = "select council_id from priorities where since < ? and (closed_on is null or closed_on > ?)";
        let days = [self.round.answered_from().to_string().into(), self.scope.as_at.to_string().into()];
        self.for_each_row(sql, &days, [], found, |_, [], facts| {
            facts.has_earlier_priorities = true;
            Ok(())
        })
    }

    fn days_so_far(&self) -> [Value; 2] {
        [self.round.starts_on.to_string().into(), self.scope.as_at.to_string().into()]
    }

    fn for_each_row<const N: usize>(
        &self,
        sql: &str,
        own: &[Value],
        columns: [&str; N],
        found: &mut FactsByCouncil,
        mut note: impl FnMut(&Row<'_>, [usize; N], &mut QuarterFacts) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let (page, more) = self.scope.page_condition();
        let mut statement = self.connection.prepare_cached(&format!("{sql}{page}"))?;
        let at = column_indexes(&statement, columns)?;
        let owner = statement.column_index("council_id")?;
        let mut rows = statement.query(params_from_iter(own.iter().cloned().chain(more)))?;
        while let Some(row) = rows.next()? {
            note(row, at, found.entry(row.get(owner)?).or_default())?;
        }
        Ok(())
    }
}
