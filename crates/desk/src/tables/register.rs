//! The register as a table: one row a parish, in the form that `import councils` reads.

use charter::council::{Council, Kind, Parish};
use charter::untrusted::Untrusted;

use super::cell::Shape;
use super::export::ExportedTable;
use super::kind::{self, TableKind};
use crate::sheet_file::SheetFile;

pub(super) const HEADINGS: &[&str] =
    &["code", "parish", "council", "kind", "county", "district", "team", "latitude", "longitude"];

pub(super) fn table<'a>(councils: impl Iterator<Item = &'a Council>) -> ExportedTable {
    let rows = councils.flat_map(|council| council.parishes.iter().map(move |parish| row(council, parish)));
    let shapes = HEADINGS.iter().map(|heading| match *heading {
        "latitude" | "longitude" => Shape::Number,
        _ => Shape::Text,
    });
    ExportedTable {
        kind: TableKind::Register,
        columns: HEADINGS.iter().copied().zip(shapes).collect(),
        rows: rows.collect(),
    }
}

fn row(council: &Council, parish: &Parish) -> Vec<String> {
    let name = if council.name_confirmed { council.name.raw() } else { "" };
    // A blank kind is one that nobody knows.
    let kind = if council.kind == Kind::Unknown { "" } else { council.kind.code() };
    let degrees = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let text = |text: &Untrusted| text.raw().to_owned();
    vec![
        parish.code.clone(),
        text(&parish.name),
        name.to_owned(),
        kind.to_owned(),
        text(&council.county),
        text(&council.district),
        text(&council.team),
        degrees(parish.latitude),
        degrees(parish.longitude),
    ]
}

/// The rows of a register in a sheet or workbook, as the CSV file that
/// [`read_register`](crate::register::councils_csv::read_register) reads. Rows keep their lines.
///
/// # Errors
/// A sentence without its full stop: the rows cannot be written, or a row could not be read.
pub fn register_csv(file: &SheetFile) -> Result<Vec<u8>, String> {
    if let Some((line, reason)) = file.unreadable.first() {
        return Err(format!("row {line}: {reason}"));
    }
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let is_register = |header: &[Untrusted]| kind::of_header(header) == Some(TableKind::Register);
    let Some(sheet) = file.sheets.iter().find(|sheet| is_register(&sheet.header)) else {
        return Err("it is no register".to_owned());
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let width = sheet.header.len();
    let mut write = |cells: &[Untrusted]| {
        let blank = Untrusted::default();
        let cells = cells.iter().chain(std::iter::repeat(&blank)).take(width);
        writer.write_record(cells.map(|cell| cell.raw().replace(['\r', '\n'], " "))).map_err(|error| failed(&error))
    };
    write(&sheet.header)?;
    sheet.rows.iter().try_for_each(|row| write(&row.cells))?;
    writer.into_inner().map_err(|error| failed(&error))
}
