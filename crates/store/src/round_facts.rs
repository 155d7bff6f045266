//! The facts of a round from which a council's status is derived. One query for each table, ordered by council id.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, Statement, params_from_iter};

use crate::column_values::as_text;
use crate::columns::{get_at, optional_at};
use crate::decisions::LaterDecisions;
use charter::calendar::Received;
use charter::ids::ReturnId;
use charter::map::Place;
use charter::returns::{Frequency, Method};
use charter::round::Round;
use charter::status::{InvitationFact, ReturnFact};

/// Facts grouped by council, ordered by council id.
pub(crate) struct GroupedByCouncil<F> {
    councils: Vec<i64>,
    facts: Vec<F>,
    next: usize,
}

impl<F> GroupedByCouncil<F> {
    pub(crate) fn by_council(&self) -> impl Iterator<Item = (i64, &[F])> {
        let mut start = 0;
        self.councils.chunk_by(|one, next| one == next).map(move |owners| {
            let from = start;
            start += owners.len();
            (owners[0], &self.facts[from..start])
        })
    }

    pub(crate) fn all(&self) -> &[F] {
        &self.facts
    }

    /// The facts of a council. Calls must come in the order of council ids, because this advances a cursor.
    pub(crate) fn facts_of(&mut self, owner: i64) -> &[F] {
        while self.councils.get(self.next).is_some_and(|known| *known < owner) {
            self.next += 1;
        }
        let start = self.next;
        while self.councils.get(self.next) == Some(&owner) {
            self.next += 1;
        }
        &self.facts[start..self.next]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The first lines of the list, enough for the first frame. Leaves out whether councils can decide in time and the
    /// days that only a pattern gives, because these take longer than everything else.
    First(usize),
    /// All lines.
    All,
}

/// All councils, or those of the first page.
pub(crate) struct Scope {
    pub round: i64,
    pub as_at: NaiveDate,
    /// The councils of the first page; `None` for all.
    pub page: Option<Vec<i64>>,
}

impl Scope {
    /// SQL condition that selects the councils of the page, and its parameters.
    pub(crate) fn page_condition(&self) -> (String, Vec<Value>) {
        match &self.page {
            Some(ids) => {
                let marks = vec!["?"; ids.len()].join(", ");
                (format!(" and council_id in ({marks})"), ids.iter().map(|id| Value::from(*id)).collect())
            }
            None => (String::new(), Vec::new()),
        }
    }

    /// Reads a table. `select` ends in a condition, to which the page's is added; `then` continues the `order by`.
    fn read<F, const N: usize>(
        &self,
        connection: &Connection,
        (select, then): (&str, &str),
        own: &[Value],
        columns: [&str; N],
        mut fact: impl FnMut(&Row<'_>, [usize; N]) -> rusqlite::Result<F>,
    ) -> rusqlite::Result<GroupedByCouncil<F>> {
        let (page, more) = self.page_condition();
        let values = own.iter().cloned().chain(more);
        let mut statement = connection.prepare_cached(&format!("{select}{page} order by council_id{then}"))?;
        let at = column_indexes(&statement, columns)?;
        let owner = statement.column_index("council_id")?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut grouped = GroupedByCouncil { councils: Vec::new(), facts: Vec::new(), next: 0 };
        while let Some(row) = rows.next()? {
            grouped.councils.push(row.get(owner)?);
            grouped.facts.push(fact(row, at)?);
        }
        Ok(grouped)
    }
}

/// Column indexes. Looked up once a query and not once a row, because the lists are long.
pub(crate) fn column_indexes<const N: usize>(
    statement: &Statement<'_>,
    columns: [&str; N],
) -> rusqlite::Result<[usize; N]> {
    let mut indices = [0; N];
    for (index, column) in indices.iter_mut().zip(columns) {
        *index = statement.column_index(column)?;
    }
    Ok(indices)
}

fn received(row: &Row<'_>, on: usize, at: usize) -> rusqlite::Result<Received> {
    Ok(Received { on: get_at(row, on, "received_on")?, at: optional_at(row, at, "received_at")? })
}

pub(crate) fn invitations(
    connection: &Connection,
    scope: &Scope,
) -> rusqlite::Result<GroupedByCouncil<InvitationFact>> {
    let select = "select council_id, sent_on, undelivered_on from invitations where round_id = ?";
    scope.read(connection, (select, ""), &[scope.round.into()], ["sent_on", "undelivered_on"], |row, [sent, back]| {
        Ok(InvitationFact {
            sent_on: optional_at(row, sent, "sent_on")?,
            undelivered_on: optional_at(row, back, "undelivered_on")?,
        })
    })
}

/// When the replies of the round were sent.
pub(crate) fn replies(connection: &Connection, scope: &Scope) -> rusqlite::Result<GroupedByCouncil<Received>> {
    let select = "select council_id, received_on, received_at from replies where round_id = ?";
    scope.read(connection, (select, ""), &[scope.round.into()], ["received_on", "received_at"], |row, [on, at]| {
        received(row, on, at)
    })
}

/// As at the day of the scope.
pub(crate) fn returns(
    connection: &Connection,
    scope: &Scope,
    later: &LaterDecisions,
) -> rusqlite::Result<GroupedByCouncil<ReturnFact>> {
    let select = "select council_id, id, received_on, received_at, wish, priorities_received, priorities_agreed, \
                  frequency, method, stands from returns where round_id = ?";
    let columns = [
        "id",
        "received_on",
        "received_at",
        "wish",
        "priorities_received",
        "priorities_agreed",
        "frequency",
        "method",
        "stands",
    ];
    let (mut frequencies, mut methods) = (TermCache::default(), TermCache::default());
    scope.read(connection, (select, ""), &[scope.round.into()], columns, |row, at| {
        let [id, on, time, wish, sent, agreed, frequency, method, state] = at;
        let text = |at: usize| as_text(row.get_ref(at)?, "a return");
        let id = row.get(id)?;
        let agreed = match later.slots(id) {
            Some(slots) => u8::try_from(slots.iter().filter(|known| known.slot.is_some()).count()).unwrap_or(u8::MAX),
            None => saturating_u8(row.get(agreed)?),
        };
        Ok(ReturnFact {
            id: ReturnId(id),
            received: received(row, on, time)?,
            wish: get_at(row, wish, "wish")?,
            priorities: saturating_u8(row.get(sent)?),
            agreed,
            frequency: frequencies.get(text(frequency)?, Frequency::stated),
            method: methods.get(text(method)?, Method::stated),
            state: later.state(id).map_or_else(|| get_at(row, state, "stands"), Ok)?,
        })
    })
}

/// Cache of parsed terms: few occur, and parsing one is slow.
struct TermCache<T>(Vec<(Box<str>, Option<T>)>);

impl<T> Default for TermCache<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

const TERM_CACHE_SIZE: usize = 12;

impl<T: Clone> TermCache<T> {
    fn get(&mut self, text: Option<&str>, stated: fn(&str) -> Option<T>) -> Option<T> {
        let text = text?;
        if let Some((_, term)) = self.0.iter().find(|(known, _)| **known == *text) {
            return term.clone();
        }
        let term = stated(text);
        if self.0.len() < TERM_CACHE_SIZE {
            self.0.push((text.into(), term.clone()));
        }
        term
    }
}

/// Saturates: three priorities are to be agreed, so more than 255 make no difference.
fn saturating_u8(n: i64) -> u8 {
    u8::try_from(n).unwrap_or(u8::MAX)
}

pub(crate) struct ParishFact {
    pub code: Box<str>,
    pub name: Box<str>,
    /// `None` if the register does not say where it is.
    pub place: Option<Place>,
}

/// In the order of the parishes.
pub(crate) fn parishes(connection: &Connection, scope: &Scope) -> rusqlite::Result<GroupedByCouncil<ParishFact>> {
    let select = "select council_id, code, name, latitude, longitude from parishes where true";
    let columns = ["code", "name", "latitude", "longitude"];
    scope.read(connection, (select, ", position"), &[], columns, |row, [code, name, latitude, longitude]| {
        let text = |at, column| get_at::<String>(row, at, column).map(String::into_boxed_str);
        let (latitude, longitude): (Option<f64>, Option<f64>) = (row.get(latitude)?, row.get(longitude)?);
        let place = latitude.zip(longitude).map(|(latitude, longitude)| Place { latitude, longitude });
        Ok(ParishFact { code: text(code, "code")?, name: text(name, "name")?, place })
    })
}

pub(crate) fn scope(round: &Round, as_at: NaiveDate, page: Option<Vec<i64>>) -> Scope {
    Scope { round: round.id.0, as_at, page }
}
