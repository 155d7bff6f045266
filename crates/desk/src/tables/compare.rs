//! What the rows of a table would change.

use std::collections::HashMap;

use charter::change::{Act, ImportRecords, Moment, check_record};
use charter::edit::Record;
use charter::english::{join_list, pluralize};
use charter::untrusted::{Untrusted, sanitize};
use store::Store;

use super::contacts::ContactRow;
use super::events::EventRow;
use super::kind::{TableKind, identify};
use super::known::Known;
use super::meetings::MeetingRow;
use super::priorities::WorkRow;
use super::read::{ReadRow, read};
use super::requests::RequestRow;
use super::returns::ReturnRow;
use super::row::{Links, TableRow};
use super::updates::UpdateRow;
use crate::sheet_file::{SheetFile, describe_row};

/// A row for which nothing is recorded until a person has mended it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AskedTableRow {
    /// The sheet; blank for a CSV file.
    pub sheet: Untrusted,
    /// From 1; 0 for a whole sheet or file.
    pub line: u64,
    /// As written.
    pub council: Untrusted,
    /// A sentence without its full stop.
    pub why: String,
}

impl AskedTableRow {
    /// For people: `row 7, “Wem Town Council”: at: “noon” is no time; write it as 19:30`.
    pub fn describe(&self) -> String {
        describe_row(&self.sheet, self.line, &self.council, &self.why)
    }
}

/// What a table would change. Its records are those of its kind and of what belongs to it; rows of one record count once.
#[derive(Clone, Debug, PartialEq)]
pub struct TableComparison {
    pub kind: TableKind,
    pub new: usize,
    /// Records that are on record as they are in the table.
    pub unchanged: usize,
    /// In the order of the file.
    pub asked: Vec<AskedTableRow>,
    /// Headings of columns that the table does not have.
    pub ignored: Vec<Untrusted>,
    /// `None` if there is nothing to record.
    pub act: Option<Act>,
}

impl TableComparison {
    /// For the journal: `import of meetings from meetings.csv: 12 new records`.
    pub fn summary(&self, file: &str) -> String {
        format!("import of {} from {}: {}", self.kind, sanitize(file), pluralize(self.new, "new record"))
    }
}

/// # Errors
/// A sentence without its full stop: the database cannot be read, or the file is no table of records.
pub fn compare(store: &Store, file: &SheetFile, moment: Moment) -> Result<TableComparison, String> {
    match identify(file)? {
        TableKind::Register => Err("it is a register; charterdesk import councils reads it".to_owned()),
        kind @ TableKind::Returns => of_kind::<ReturnRow>(store, file, kind, moment),
        kind @ TableKind::Priorities => of_kind::<WorkRow>(store, file, kind, moment),
        kind @ TableKind::Meetings => of_kind::<MeetingRow>(store, file, kind, moment),
        kind @ TableKind::Updates => of_kind::<UpdateRow>(store, file, kind, moment),
        kind @ TableKind::Contacts => of_kind::<ContactRow>(store, file, kind, moment),
        kind @ TableKind::Requests => of_kind::<RequestRow>(store, file, kind, moment),
        kind @ TableKind::Events => of_kind::<EventRow>(store, file, kind, moment),
        TableKind::IssuedReports => {
            Err("it is a table of issued reports, which no database takes back: they are evidence of \
                                         what was issued from one; keep the file beside the new database"
                .to_owned())
        }
    }
}

fn of_kind<R: TableRow>(
    store: &Store,
    file: &SheetFile,
    kind: TableKind,
    moment: Moment,
) -> Result<TableComparison, String> {
    let known = Known::read(store, R::TABLES).map_err(|error| error.to_string())?;
    Ok(of_known::<R>(&known, file, kind, moment))
}

/// The rows of one record, and their cells.
struct Group<R> {
    rows: Vec<ReadRow<R>>,
    content: Vec<Vec<String>>,
}

pub(super) fn of_known<R: TableRow>(
    known: &Known,
    file: &SheetFile,
    kind: TableKind,
    moment: Moment,
) -> TableComparison {
    let table = read::<R>(file, kind, known);
    let mut comparison =
        TableComparison { kind, new: 0, unchanged: 0, asked: table.asked, ignored: table.ignored, act: None };
    let on_record = |row| ReadRow { sheet: Untrusted::default(), line: 0, row };
    let mut recorded = Recorded::new(groups(R::rows(known).into_iter().map(on_record).collect()));
    let mut rest = Vec::new();
    for group in groups(table.rows) {
        if recorded.claim(&group) {
            comparison.unchanged += 1;
        } else {
            rest.push(group);
        }
    }
    rest.sort_by_key(|group| group.rows.first().map(|first| first.row.rank().0));
    let mut links = Links::new(known);
    let mut records = Vec::new();
    for group in rest {
        let built = match recorded.difference(&group) {
            Some(why) => Err(why),
            None => build(&group, known, &mut links, moment),
        };
        match built {
            Ok(built) => {
                comparison.new += 1;
                records.extend(built);
            }
            Err(why) => comparison.asked.extend(ask(&group, why)),
        }
    }
    comparison.asked.sort_by_key(|asked| asked.line);
    if !records.is_empty() {
        let seen = R::TABLES.iter().map(|table| (*table, known.records.last_id(*table))).collect();
        comparison.act = Some(Act::Records(ImportRecords { records, seen }));
    }
    comparison
}

fn groups<R: TableRow>(rows: Vec<ReadRow<R>>) -> Vec<Group<R>> {
    let mut places: HashMap<Vec<String>, usize> = HashMap::new();
    let mut groups: Vec<Vec<ReadRow<R>>> = Vec::new();
    for row in rows {
        let new = groups.len();
        let place = if R::IS_GROUPED { *places.entry(row.row.identity()).or_insert(new) } else { new };
        match groups.get_mut(place) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    let group = |mut rows: Vec<ReadRow<R>>| {
        rows.sort_by_key(|row| row.row.rank());
        let content = rows.iter().map(|row| row.row.cells()).collect();
        Group { rows, content }
    };
    groups.into_iter().map(group).collect()
}

/// What is on record and no row of the file has matched yet.
struct Recorded {
    content: HashMap<Vec<Vec<String>>, usize>,
    by_identity: HashMap<Vec<String>, Vec<Vec<Vec<String>>>>,
}

impl Recorded {
    fn new<R: TableRow>(groups: Vec<Group<R>>) -> Self {
        let mut recorded = Self { content: HashMap::new(), by_identity: HashMap::new() };
        for Group { rows, content } in groups {
            let Some(first) = rows.first() else { continue };
            recorded.by_identity.entry(first.row.identity()).or_default().push(content.clone());
            *recorded.content.entry(content).or_default() += 1;
        }
        recorded
    }

    /// Whether the group is on record as it is. Each record on record matches one group of the file.
    fn claim<R: TableRow>(&mut self, group: &Group<R>) -> bool {
        match self.content.get_mut(&group.content) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// How the group differs from a record with the same identity; `None` if there is none.
    fn difference<R: TableRow>(&self, group: &Group<R>) -> Option<String> {
        let first = group.rows.first()?;
        let same = self.by_identity.get(&first.row.identity())?;
        let other = same.iter().find(|content| self.content.get(*content).is_some_and(|count| *count > 0))?;
        let pairs = group.content.iter().zip(other).flat_map(|(own, its)| R::COLUMNS.iter().zip(own.iter().zip(its)));
        let mut headings: Vec<&str> = Vec::new();
        for (column, _) in pairs.filter(|(_, (own, its))| own != its) {
            if !headings.contains(&column.heading) {
                headings.push(column.heading);
            }
        }
        let what = match headings.as_slice() {
            [] => "the number of its rows".to_owned(),
            several => join_list(several),
        };
        Some(format!("the record here differs in: {what}; correct it in the program if the table is right"))
    }
}

fn build<R: TableRow>(
    group: &Group<R>,
    known: &Known,
    links: &mut Links,
    moment: Moment,
) -> Result<Vec<Record>, String> {
    let rows: Vec<&R> = group.rows.iter().map(|row| &row.row).collect();
    let records = R::build(&rows, known, links)?;
    records.iter().try_for_each(|record| check_record(record, moment)).map_err(|refusal| refusal.to_string())?;
    R::link(&rows, &records, links);
    Ok(records)
}

fn ask<R: TableRow>(group: &Group<R>, why: String) -> Option<AskedTableRow> {
    let first = group.rows.first()?;
    let council = Untrusted::from(first.row.council().names.as_str());
    Some(AskedTableRow { sheet: first.sheet.clone(), line: first.line, council, why })
}
