//! The table of requests of public bodies.

use charter::edit::{Record, Table};
use charter::ids::RequestId;
use charter::request::{Request, RequestFacts, RequestKind};
use charter::round::Round;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::column::{Column, columns};
use super::known::{CouncilCells, Known};
use super::row::{Links, TableRow};

#[derive(Clone, Default)]
pub(super) struct RequestRow {
    /// Blank: a request is about no council.
    council: CouncilCells,
    asked_by: Untrusted,
    on: NaiveDate,
    kind: RequestKind,
    what: Untrusted,
    owner: Untrusted,
    due: Option<NaiveDate>,
    answered_on: Option<NaiveDate>,
    answer: Untrusted,
}

impl TableRow for RequestRow {
    const COLUMNS: &'static [Column<Self>] = columns! { RequestRow;
        "asked by" key => asked_by;
        "asked on" key => on;
        "how it was put" => kind;
        "what was asked for" key => what;
        "owner" => owner;
        "answer due" => due;
        "answered on" => answered_on;
        "answered with" => answer;
    };
    const TABLES: &'static [Table] = &[Table::Requests];
    const NAMES_COUNCILS: bool = false;

    fn council(&self) -> &CouncilCells {
        &self.council
    }

    fn council_mut(&mut self) -> &mut CouncilCells {
        &mut self.council
    }

    fn rows(known: &Known) -> Vec<Self> {
        let mut requests: Vec<&Request> = known.records.requests().collect();
        requests.sort_by_key(|it| (it.facts.on, it.id));
        let row = |it: &Request| {
            let facts = it.facts.clone();
            Self {
                council: CouncilCells::default(),
                asked_by: facts.asked_by,
                on: facts.on,
                kind: facts.kind,
                what: facts.what,
                owner: facts.owner,
                due: facts.due,
                answered_on: facts.answered_on,
                answer: facts.answer,
            }
        };
        requests.into_iter().map(row).collect()
    }

    /// Those asked in its quarter.
    fn of_round(mut rows: Vec<Self>, round: &Round, _known: &Known) -> Vec<Self> {
        rows.retain(|row| (round.starts_on..=round.ends_on).contains(&row.on));
        rows
    }

    fn build(group: &[&Self], _known: &Known, links: &mut Links) -> Result<Vec<Record>, String> {
        let record = |row: &&Self| {
            let row = (*row).clone();
            let facts = RequestFacts {
                asked_by: row.asked_by,
                on: row.on,
                kind: row.kind,
                what: row.what,
                owner: row.owner,
                due: row.due,
                answered_on: row.answered_on,
                answer: row.answer,
            };
            Record::Request(Request { id: RequestId(links.new_id()), version: 1, facts })
        };
        Ok(group.iter().map(record).collect())
    }
}
