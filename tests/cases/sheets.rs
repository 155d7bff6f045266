//! Cells and rows of sheets, and registers.

#[path = "sheets/cells.rs"]
mod cells;
#[path = "sheets/faults.rs"]
mod faults;
#[path = "sheets/refused.rs"]
mod refused;
#[path = "sheets/registers.rs"]
mod registers;
#[path = "sheets/rows.rs"]
mod rows;
#[path = "sheets/shown.rs"]
mod shown;
#[path = "sheets/workbook.rs"]
mod workbook;

use serde_json::Value;

use crate::workspace::Workspace;

const HEADER: [&str; 4] = ["Council", "Date received", "Taking part?", "Priority 1"];

/// A file of `tests/cases/files`.
fn case(name: &str) -> String {
    format!("{}/tests/cases/files/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// What came of one import: the items that wait, in the order of their rows, and the rows that were passed over.
struct Imported {
    desk: Workspace,
    report: Value,
}

impl Imported {
    fn new(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        Self::with(name, bytes, &[])
    }

    fn with(name: &str, bytes: impl AsRef<[u8]>, more: &[&str]) -> Self {
        let desk = Workspace::new();
        let file = desk.file(name, bytes);
        Self::of(desk, &file, more)
    }

    fn of(desk: Workspace, file: &str, more: &[&str]) -> Self {
        let ran = desk.run(&[&["import", "replies", file, "--accept-columns", "--json"], more].concat());
        let report = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
        Self { desk, report }
    }

    /// Council, group, day and wish of each item: `Wem Town Council|ready|2023-09-12|yes`.
    fn items(&self) -> Vec<String> {
        let mut items: Vec<Value> = self.desk.json(&["inbox"]).as_array().unwrap().clone();
        items.sort_by_key(|item| item["id"].as_i64());
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let words = |item: &Value| {
            [&item["council"], &item["group"], &item["received"], &item["proposed"]["wish"]["value"]]
                .map(text)
                .join("|")
        };
        items.iter().map(words).collect()
    }

    /// The notes of the import about each new item, and what was said of rows that were passed over.
    fn notes(&self) -> Vec<String> {
        let entries = self.report["items"].as_array().unwrap().iter();
        let of_entry = |entry: &Value| {
            let notes = entry["notes"].as_array().unwrap().iter().chain(Some(&entry["why"]));
            notes
                .filter_map(|note| note.as_str().map(|note| format!("{}: {note}", entry["number"])))
                .collect::<Vec<_>>()
        };
        entries.flat_map(of_entry).collect()
    }

    /// Asserts that the notes contain each of these, and that there are no others.
    #[track_caller]
    fn assert_notes(&self, wanted: &[&str]) {
        let notes = self.notes();
        assert_eq!(notes.len(), wanted.len(), "{notes:#?}");
        for (note, wanted) in notes.iter().zip(wanted) {
            assert!(note.contains(wanted), "“{wanted}” is not in: {note}");
        }
    }
}
