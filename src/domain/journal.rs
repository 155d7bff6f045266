//! The journal: who changed what, when, from which value to which. Append only; an undo is another entry.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::edit::{Edit, Record, Refusal, Rows};
use super::foreign::{Foreign, harmless};
use super::ids::EntryId;
use crate::terms;

terms! {
    /// What an entry is.
    EntryKind {
        /// The register and the round that a new database starts with; not undone.
        Load = "load", "loaded";
        /// A change.
        Change = "change", "changed";
        /// A change taken back.
        Undo = "undo", "undone";
        /// A change made again.
        Redo = "redo", "redone";
    }
}

/// One change as it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identity; entries count up.
    pub id: EntryId,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Who made it.
    pub by: Foreign,
    /// What it is.
    pub kind: EntryKind,
    /// What it did, in words: `return of Wem Town Council`.
    pub words: Foreign,
    /// The entry that it takes back, for an undo or a redo.
    pub reverses: Option<EntryId>,
    /// What it did to the records. A history of one council holds that council's edits only.
    pub edits: Vec<Edit>,
}

/// The edits that take `edits` back, checked against the records as they stand now.
///
/// Refused if one of them was changed since.
pub fn reversal(edits: &[Edit], rows: &Rows) -> Result<Vec<Edit>, Refusal> {
    edits.iter().rev().map(|edit| reverse_one(edit, rows)).collect()
}

fn reverse_one(edit: &Edit, rows: &Rows) -> Result<Edit, Refusal> {
    let now = edit.key().and_then(|key| rows.get(key));
    let unchanged = match (now, &edit.after) {
        (Some(now), Some(after)) => now.says_the_same(after) || now.says_the_same(&as_upgraded(after, now)),
        (None, None) => true,
        _ => false,
    };
    if !unchanged {
        let what = edit.key().map_or_else(String::new, |key| format!("{} {}", key.table, key.id));
        return Err(match now {
            Some(now) => Refusal::Stale { what, now: Box::new(now.clone()) },
            None => Refusal::Gone { what },
        });
    }
    let version = now.or(edit.before.as_ref()).map_or(0, Record::version) + 1;
    Ok(Edit { before: now.cloned(), after: edit.before.clone().map(|record| record.with_version(version)) })
}

/// A record as the journal has it, with what the fifth schema added to it: an entry that is older cannot say it.
fn as_upgraded(journalled: &Record, now: &Record) -> Record {
    let mut upgraded = journalled.clone();
    match (&mut upgraded, now) {
        (Record::Meeting(meeting), Record::Meeting(now)) => meeting.plan = meeting.plan.or(now.plan),
        (Record::Return(returned), Record::Return(now)) => {
            for (sent, now) in returned.answer.priorities.iter_mut().zip(&now.answer.priorities) {
                sent.carried = sent.carried.or(now.carried);
            }
        }
        _ => {}
    }
    upgraded
}

/// One field of a record, from what to what, in words that are safe to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field.
    pub field: String,
    /// Its value before; empty if there was none.
    pub from: String,
    /// Its value after; empty if there is none.
    pub to: String,
}

/// What an edit changed, field by field. Identities, versions and the time of typing are left out.
pub fn differences(edit: &Edit) -> Vec<Difference> {
    let fields = |record: &Option<Record>| match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let (before, after) = (fields(&edit.before), fields(&edit.after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| {
            !matches!(name.as_str(), "id" | "version" | "record" | "council" | "round" | "recorded_at" | "position")
        })
        .filter_map(|name| {
            let from = before.get(name).map(in_words).unwrap_or_default();
            let to = after.get(name).map(in_words).unwrap_or_default();
            (from != to).then(|| Difference { field: name.replace('_', " "), from, to })
        })
        .collect()
}

fn in_words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => harmless(text).into_owned(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(in_words).filter(|item| !item.is_empty()).collect();
            items.join(" · ")
        }
        Value::Object(fields) => {
            let shown = ["slot", "agreed", "received", "category", "name", "on", "result"];
            let parts: Vec<String> = shown
                .iter()
                .filter_map(|name| fields.get(*name))
                .map(in_words)
                .filter(|part| !part.is_empty())
                .collect();
            parts.join(" ")
        }
        Value::Number(number) => number.to_string(),
    }
}

/// A change that was committed: only then is there one of these, and only then does a screen say "saved".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The entry in the journal.
    pub entry: EntryId,
    /// When.
    pub at: DateTime<Utc>,
    /// What sort of entry: a change, an undo, a redo.
    pub kind: EntryKind,
    /// What was done, undone or done again, in words.
    pub words: Foreign,
    /// The councils that it is about, each once, in the order of the edits.
    pub councils: Vec<super::ids::CouncilId>,
}
