//! The rows that were not recorded, as a file to be mended and imported again.

use std::io::ErrorKind;
use std::path::Path;

use charter::ids::CouncilId;
use charter::untrusted::Untrusted;
use store::files::NewFile;

use crate::sheet_file::describe_row;

/// A row for which nothing is recorded until a person has mended it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AskedBaselineRow {
    /// The sheet; blank for a CSV file.
    pub sheet: Untrusted,
    /// From 1; 0 for a whole sheet or file.
    pub line: u64,
    /// As written.
    pub council: Untrusted,
    /// A sentence without its full stop.
    pub why: String,
    pub candidates: Vec<CouncilId>,
    /// With the headings of its sheet.
    pub(super) cells: Vec<(Untrusted, Untrusted)>,
}

impl AskedBaselineRow {
    /// For people: `row 7, “Wellington”: several councils may be meant`.
    pub fn describe(&self) -> String {
        describe_row(&self.sheet, self.line, &self.council, &self.why)
    }
}

/// The column of the reasons. A later import does not read it.
const REASON: &str = "Note";

/// Writes the rows as CSV, each with the reason, to a new file that only its owner can read.
///
/// # Errors
/// A sentence without its full stop: the file is there already or cannot be written.
pub fn write_rest(rows: &[AskedBaselineRow], path: &Path) -> Result<(), String> {
    let shown = path.display();
    let write = || {
        let new = NewFile::beside(path)?;
        std::fs::write(new.path(), table(rows)?)?;
        new.persist_noclobber(path)
    };
    write().map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => format!("{shown} is there already and was left as it was; name a new file"),
        _ => format!("{shown} cannot be written ({error})"),
    })
}

fn table(rows: &[AskedBaselineRow]) -> std::io::Result<Vec<u8>> {
    let mut headings: Vec<&Untrusted> = Vec::new();
    for (heading, _) in rows.iter().flat_map(|row| &row.cells) {
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let reason = Untrusted::from(REASON);
    writer.write_record(headings.iter().copied().chain([&reason]).map(|cell| cell.escape_csv().into_owned()))?;
    for row in rows.iter().filter(|row| !row.cells.is_empty()) {
        let cell = |heading: &&Untrusted| {
            let cell = row.cells.iter().find(|(of, _)| of == *heading).map(|(_, cell)| cell);
            cell.map(|cell| cell.escape_csv().into_owned()).unwrap_or_default()
        };
        let why = Untrusted::from(row.describe().as_str()).escape_csv().into_owned();
        writer.write_record(headings.iter().map(cell).chain([why]))?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}
