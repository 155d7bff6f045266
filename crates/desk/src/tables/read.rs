//! Reads the rows of a table from a file.

use charter::sheet_row::RowNote;
use charter::untrusted::{Untrusted, unescape_table};

use super::cell::Shape;
use super::compare::AskedTableRow;
use super::kind::{TableKind, keys, of_header};
use super::known::{CouncilCells, Known};
use super::row::TableRow;
use crate::sheet_file::{Row, Sheet, SheetFile};

/// A row whose cells could all be read.
pub(super) struct ReadRow<R> {
    pub(super) sheet: Untrusted,
    pub(super) line: u64,
    pub(super) row: R,
}

/// What a file holds of one kind.
pub(super) struct ReadTable<R> {
    pub(super) rows: Vec<ReadRow<R>>,
    pub(super) asked: Vec<AskedTableRow>,
    /// Headings of columns that the table does not have.
    pub(super) ignored: Vec<Untrusted>,
}

pub(super) fn read<R: TableRow>(file: &SheetFile, kind: TableKind, known: &Known) -> ReadTable<R> {
    let mut table = ReadTable { rows: Vec::new(), asked: Vec::new(), ignored: Vec::new() };
    for (line, why) in &file.unreadable {
        table.asked.push(AskedTableRow { line: *line, why: why.clone(), ..AskedTableRow::default() });
    }
    for sheet in &file.sheets {
        if of_header(&sheet.header) == Some(kind) {
            read_sheet(sheet, kind, known, &mut table);
        } else {
            let why = format!("its headings are not those of the table of {kind}, so nothing is read of it");
            table.asked.push(AskedTableRow { sheet: sheet.name.clone(), why, ..AskedTableRow::default() });
        }
    }
    table
}

fn read_sheet<R: TableRow>(sheet: &Sheet, kind: TableKind, known: &Known, table: &mut ReadTable<R>) {
    let keys = keys(&sheet.header);
    let headings = kind.headings();
    let unknown =
        sheet.header.iter().zip(&keys).filter(|(_, key)| !key.is_empty() && !headings.contains(&key.as_str()));
    table.ignored.extend(unknown.map(|(heading, _)| heading.clone()));
    let places: Vec<Option<usize>> = headings.iter().map(|it| keys.iter().position(|key| key == it)).collect();
    for row in &sheet.rows {
        match read_row::<R>(row, &places, known) {
            Ok(read) => table.rows.push(ReadRow { sheet: sheet.name.clone(), line: row.line, row: read }),
            Err((council, why)) => {
                let (sheet, line) = (sheet.name.clone(), row.line);
                table.asked.push(AskedTableRow { sheet, line, council, why });
            }
        }
    }
}

/// What cannot be read: the council as written, and why.
fn read_row<R: TableRow>(row: &Row, places: &[Option<usize>], known: &Known) -> Result<R, (Untrusted, String)> {
    let mut read = R::default();
    let mut errors = Vec::new();
    let blank = Untrusted::default();
    for (column, place) in R::COLUMNS.iter().zip(places) {
        let cell = place.and_then(|place| row.cells.get(place)).unwrap_or(&blank);
        let text = match column.shape {
            Shape::Text if cell.raw().starts_with('=') => {
                errors.push(format!("{}: it is a formula; write its value", column.heading));
                continue;
            }
            Shape::Text => unescape_table(cell.raw()),
            Shape::Day | Shape::Number => cell.raw(),
        };
        if let Err(why) = (column.read)(&mut read, text) {
            errors.push(format!("{}: {why}", column.heading));
        }
    }
    errors.extend(row.notes.iter().filter_map(doubt).next());
    let names_none = !R::NAMES_COUNCILS && read.council().is_blank();
    match known.resolve(read.council()) {
        _ if names_none => *read.council_mut() = CouncilCells::default(),
        Ok(councils) => *read.council_mut() = councils,
        Err(why) => errors.push(why),
    }
    match errors.into_iter().next() {
        Some(why) => Err((Untrusted::from(read.council().names.as_str()), why)),
        None => Ok(read),
    }
}

/// Why a row is not certain although its cells can be read.
fn doubt(note: &RowNote) -> Option<String> {
    match note {
        RowNote::Cut(how) => Some(how.clone()),
        RowNote::HiddenRow => Some("the row is hidden; show it, or delete it".to_owned()),
        RowNote::Merged { .. } | RowNote::Covered { .. } => Some("cells of it are merged; separate them".to_owned()),
        RowNote::StruckOut { .. } => Some("words of it are struck out; delete them, or write them plainly".to_owned()),
        RowNote::DaysSince1904 => {
            Some("the workbook counts its days from 1904; save it with the usual ones".to_owned())
        }
        RowNote::HiddenColumn { .. } => None,
    }
}
