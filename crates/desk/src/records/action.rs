//! Something to be done about a priority. Fields: `on`, `what`, `owner`, `who`, `due`, `done`, `evidence`, `aims`.

use charter::calendar::DateBias;
use charter::priority::{Action, ActionFacts, Owner};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::reader::FieldReader;

/// What was typed. The outer `None` stands for a field that was not given.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionInput {
    pub on: Option<NaiveDate>,
    pub what: Option<Untrusted>,
    pub owner: Option<Owner>,
    pub who: Option<Untrusted>,
    pub due: Option<Option<NaiveDate>>,
    pub done_on: Option<Option<NaiveDate>>,
    pub evidence: Option<Untrusted>,
    /// By their names or beginnings.
    pub aims: Option<Vec<String>>,
}

impl ActionInput {
    /// `due_bias` says which year a due day without one is in.
    pub fn read(reader: &mut FieldReader<'_>, due_bias: DateBias) -> Self {
        let on = if reader.is_given("on") { reader.date("on", DateBias::Past) } else { None };
        let due = reader.is_given("due").then(|| reader.optional_date("due", due_bias));
        let done_on = reader.is_given("done").then(|| reader.optional_date("done", DateBias::Past));
        let text = |name| reader.is_given(name).then(|| reader.text(name));
        let (what, who, evidence) = (text("what"), text("who"), text("evidence"));
        let (owner, aims) = (Owner::from_code(reader.value("owner")), read_aims(reader));
        Self { on, what, owner, who, due, done_on, evidence, aims }
    }

    /// What was not given stays as in `known`; of a new action it is empty, and its day is `today`.
    pub fn facts(self, reader: &mut FieldReader<'_>, known: Option<&Action>, today: NaiveDate) -> ActionFacts {
        let text = |given: Option<Untrusted>, of: fn(&Action) -> &Untrusted| {
            given.unwrap_or_else(|| known.map(of).cloned().unwrap_or_default())
        };
        let facts = ActionFacts {
            on: self.on.or(known.map(|known| known.facts.on)).unwrap_or(today),
            what: text(self.what, |known| &known.facts.what),
            owner: self.owner.or(known.map(|known| known.facts.owner)).unwrap_or(Owner::Team),
            who: text(self.who, |known| &known.facts.who),
            due: self.due.unwrap_or_else(|| known.and_then(|known| known.facts.due)),
            done_on: self.done_on.unwrap_or_else(|| known.and_then(|known| known.facts.done_on)),
            evidence: text(self.evidence, |known| &known.facts.evidence),
            aims: self.aims.unwrap_or_else(|| known.map(|known| known.facts.aims.clone()).unwrap_or_default()),
        };
        if facts.what.is_blank() {
            reader.refuse("what", "say what is to be done");
        }
        if facts.done_on.is_none() && !facts.evidence.is_blank() {
            reader.refuse("done", "give the day it was done as well as the evidence");
        }
        facts
    }
}

/// The aims of the field `aims`, with commas between them; `None` if it was not given.
pub fn read_aims(reader: &FieldReader<'_>) -> Option<Vec<String>> {
    let typed = reader.is_given("aims").then(|| reader.value("aims").split(','))?;
    Some(typed.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
}
