//! The journal: who changed what, when, from which value to which. Append only; an undo is another entry.

use chrono::{DateTime, NaiveTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::edit::{Edit, Record, RecordSet, Refusal};
use super::ids::EntryId;
use crate::calendar::Received;
use crate::column::Column;
use crate::council::FormerContact;
use crate::english::pluralize;
use crate::string_enum;
use crate::untrusted::{Untrusted, sanitize};

string_enum! {
    EntryKind {
        /// The register and round of a new database; cannot be undone.
        Load = "load", "loaded";
        Change = "change", "changed";
        Undo = "undo", "undone";
        Redo = "redo", "redone";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: EntryId,
    pub at: DateTime<Utc>,
    pub by: Untrusted,
    pub kind: EntryKind,
    /// For example `return of Wem Town Council`.
    pub words: Untrusted,
    /// The entry that an undo or redo reverses.
    pub reverses: Option<EntryId>,
    /// In the history of one council, only the edits of that council.
    pub edits: Vec<Edit>,
}

/// The edits that reverse `edits`, checked against the current records.
///
/// # Errors
///
/// A record was changed since, or the edits set a contact that is a record of its own by now.
pub fn reverse_edits(edits: &[Edit], rows: &RecordSet) -> Result<Vec<Edit>, Refusal> {
    edits.iter().rev().map(|edit| reverse_one(edit, rows)).collect()
}

fn reverse_one(edit: &Edit, rows: &RecordSet) -> Result<Edit, Refusal> {
    let now = edit.key().and_then(|key| rows.get(key));
    if let (Some(Record::Council(before)), Some(Record::Council(after))) = (&edit.before, &edit.after)
        && before.former_contact != after.former_contact
    {
        return Err(Refusal::Invalid(format!(
            "it changed the contact of {}, which is a record of its own since an upgrade; amend that contact instead. \
             Nothing was changed",
            after.name.sanitized()
        )));
    }
    let unchanged = match (now, &edit.after) {
        (Some(now), Some(after)) => now.same_content(after) || now.same_content(&upgraded(after, now)),
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
    let after = edit.before.clone().map(|record| without_former_contact(record).with_version(version));
    Ok(Edit { before: now.cloned(), after })
}

fn without_former_contact(mut record: Record) -> Record {
    if let Record::Council(council) = &mut record {
        council.former_contact = FormerContact::default();
    }
    record
}

/// The journalled record as a newer schema holds it: with the fields that schema 5 added, and without the contact of a
/// council, which schema 12 moved.
fn upgraded(journalled: &Record, now: &Record) -> Record {
    let mut upgraded = without_former_contact(journalled.clone());
    match (&mut upgraded, now) {
        (Record::Meeting(meeting), Record::Meeting(now)) => meeting.facts.plan = meeting.facts.plan.or(now.facts.plan),
        (Record::Return(returned), Record::Return(now)) => {
            for (sent, now) in returned.answer.priorities.iter_mut().zip(&now.answer.priorities) {
                sent.priority = sent.priority.or(now.priority);
            }
        }
        _ => {}
    }
    upgraded
}

/// One field before and after, sanitized.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    pub field: String,
    /// Empty if there was no value.
    pub from: String,
    /// Empty if there is no value.
    pub to: String,
}

impl Difference {
    /// With names, days and times as people write them, and not as they are stored: `day`, `Tue 2 May 2023`, `19:00`.
    pub fn for_people(self) -> Self {
        Self { field: field_label(self.field), from: written(self.from), to: written(self.to) }
    }
}

fn field_label(stored: String) -> String {
    match stored.as_str() {
        "on" => "day".to_owned(),
        "at" => "time".to_owned(),
        "covered" => "priorities covered".to_owned(),
        "stands" => "state".to_owned(),
        "uid" => "id in its calendar".to_owned(),
        _ => stored,
    }
}

fn written(stored: String) -> String {
    if let Ok(received) = Received::parse_iso(&stored) {
        return received.format_full();
    }
    match NaiveTime::parse_from_str(&stored, "%H:%M:%S") {
        Ok(at) => at.format("%H:%M").to_string(),
        Err(_) => stored,
    }
}

/// The changed fields of an edit, without ids, versions and recording times.
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
    if let (Some(Record::Contact(_) | Record::PublicEvent(_)), Some(councils)) = (record, fields.remove("councils")) {
        fields.insert("council ids".to_owned(), councils);
    }
    if let Some(Record::IssuedReport(report)) = record {
        let count = pluralize(report.facts.figures.len(), "figure");
        fields.insert("figures".to_owned(), Value::String(count));
    }
    if let Some(Record::SheetMapping(mapping)) = record {
        // The folded header is unreadable. For a wide sheet only the number of columns is listed.
        fields.remove("shape");
        let used = mapping.columns.iter().filter(|column| **column != Column::Unused).count();
        if mapping.columns.len() > MAX_LISTED_COLUMNS {
            let summary = format!("{}, {used} of them used", pluralize(mapping.columns.len(), "column"));
            fields.insert("columns".to_owned(), Value::String(summary));
        }
    }
    fields
}

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
            let shown = ["slot", "agreed", "received", "category", "name", "on", "outcome", "result"];
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

/// A committed change. Only the store creates one after the commit, and only then a screen shows "saved".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub entry: EntryId,
    pub at: DateTime<Utc>,
    pub kind: EntryKind,
    pub words: Untrusted,
    /// Each council once, in the order of the edits.
    pub councils: Vec<super::ids::CouncilId>,
}

#[cfg(test)]
mod tests {
    use super::{Difference, Edit, differences};
    use crate::column::Column;
    use crate::ids::MappingId;
    use crate::sheet_mapping::SheetMapping;
    use rstest::rstest;

    #[rstest]
    #[case("2023-05-02", "Tue 2 May 2023")]
    #[case("19:00:00", "19:00")]
    #[case("", "")]
    #[case("at 19:00:00 on 2023-05-02", "at 19:00:00 on 2023-05-02")]
    fn days_and_times_are_shown_as_people_write_them(#[case] stored: &str, #[case] shown: &str) {
        let difference = Difference { field: "on".into(), from: stored.into(), to: stored.into() }.for_people();
        let Difference { field, from, to } = difference;
        assert_eq!((field.as_str(), from.as_str(), to.as_str()), ("day", shown, shown));
    }

    #[test]
    fn the_columns_of_a_wide_sheet_are_counted() {
        let listed = |unused: usize| {
            let columns = [Column::Council, Column::Wish].into_iter().chain(vec![Column::Unused; unused]).collect();
            let shape = "council|wish".to_owned();
            let edit = Edit::create(SheetMapping { id: MappingId(1), version: 1, shape, columns });
            differences(&edit).into_iter().map(|listed| (listed.field, listed.to)).collect::<Vec<_>>()
        };
        let columns = |summary: &str| vec![("columns".to_owned(), summary.to_owned())];
        assert_eq!(listed(398), columns("400 columns, 2 of them used"));
        assert_eq!(listed(1), columns("council · wish · unused"));
    }
}
