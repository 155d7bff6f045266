//! The journal: who changed what, when, from which value to which. Append only; an undo is another entry.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::edit::{Edit, Record, RecordSet, Refusal};
use super::ids::EntryId;
use crate::column::Column;
use crate::english::pluralize;
use crate::string_enum;
use crate::untrusted::{Untrusted, sanitize};

string_enum! {
    EntryKind {
        /// The register and the round that a new database starts with; not undone.
        Load = "load", "loaded";
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
    pub id: EntryId,
    pub at: DateTime<Utc>,
    pub by: Untrusted,
    pub kind: EntryKind,
    /// What it did, in words: `return of Wem Town Council`.
    pub words: Untrusted,
    /// The entry that it takes back, for an undo or a redo.
    pub reverses: Option<EntryId>,
    /// What it did to the records. A history of one council holds that council's edits only.
    pub edits: Vec<Edit>,
}

/// The edits that take `edits` back, checked against the records as they stand now.
///
/// Refused if one of them was changed since.
pub fn reverse_edits(edits: &[Edit], rows: &RecordSet) -> Result<Vec<Edit>, Refusal> {
    edits.iter().rev().map(|edit| reverse_one(edit, rows)).collect()
}

fn reverse_one(edit: &Edit, rows: &RecordSet) -> Result<Edit, Refusal> {
    let now = edit.key().and_then(|key| rows.get(key));
    let unchanged = match (now, &edit.after) {
        (Some(now), Some(after)) => now.same_content(after) || now.same_content(&as_upgraded(after, now)),
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
        (Record::Meeting(meeting), Record::Meeting(now)) => meeting.facts.plan = meeting.facts.plan.or(now.facts.plan),
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    pub field: String,
    /// Its value before; empty if there was none.
    pub from: String,
    /// Its value after; empty if there is none.
    pub to: String,
}

/// What an edit changed, field by field. Identities, versions and the time of typing are left out.
pub fn differences(edit: &Edit) -> Vec<Difference> {
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
            let from = before.get(name).map(describe_value).unwrap_or_default();
            let to = after.get(name).map(describe_value).unwrap_or_default();
            (from != to).then(|| Difference { field: name.replace('_', " "), from, to })
        })
        .collect()
}

fn fields(record: &Option<Record>) -> serde_json::Map<String, Value> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(record) else { return serde_json::Map::new() };
    if let Some(Record::SheetMapping(mapping)) = record {
        // The header as it is compared is for no reader; of a wide sheet only the count is told.
        fields.remove("shape");
        let used = mapping.columns.iter().filter(|column| **column != Column::Unused).count();
        if mapping.columns.len() > MAX_LISTED_COLUMNS {
            let said = format!("{}, {used} of them used", pluralize(mapping.columns.len(), "column"));
            fields.insert("columns".to_owned(), Value::String(said));
        }
    }
    fields
}

/// How many columns of a sheet are told one by one.
const MAX_LISTED_COLUMNS: usize = 12;

fn describe_value(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => sanitize(text).into_owned(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(describe_value).filter(|item| !item.is_empty()).collect();
            items.join(" · ")
        }
        Value::Object(fields) => {
            let shown = ["slot", "agreed", "received", "category", "name", "on", "result"];
            let parts: Vec<String> = shown
                .iter()
                .filter_map(|name| fields.get(*name))
                .map(describe_value)
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
    pub at: DateTime<Utc>,
    /// What sort of entry: a change, an undo, a redo.
    pub kind: EntryKind,
    /// What was done, undone or done again, in words.
    pub words: Untrusted,
    /// The councils that it is about, each once, in the order of the edits.
    pub councils: Vec<super::ids::CouncilId>,
}

#[cfg(test)]
mod tests {
    use super::{Edit, differences};
    use crate::column::Column;
    use crate::ids::MappingId;
    use crate::sheet_mapping::SheetMapping;

    #[test]
    fn the_columns_of_a_wide_sheet_are_counted() {
        let told = |unused: usize| {
            let columns = [Column::Council, Column::Wish].into_iter().chain(vec![Column::Unused; unused]).collect();
            let shape = "council|wish".to_owned();
            let edit = Edit::create(SheetMapping { id: MappingId(1), version: 1, shape, columns });
            differences(&edit).into_iter().map(|told| (told.field, told.to)).collect::<Vec<_>>()
        };
        let columns = |said: &str| vec![("columns".to_owned(), said.to_owned())];
        assert_eq!(told(398), columns("400 columns, 2 of them used"));
        assert_eq!(told(1), columns("council · wish · unused"));
    }
}
