//! A table as a workbook (XLSX).

use charter::list_column::Cell;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::documents::DocumentError;
use crate::list_export::{ExportTable, one_line};

/// The most that a cell of a workbook holds, in UTF-16 units.
pub(crate) const MAX_CELL: usize = 32_767;
/// In characters.
pub(crate) const WIDEST: usize = 60;

/// Text is written as text, so no cell runs as a formula. Numbers and days keep their type.
pub(crate) fn of_table(table: &ExportTable) -> Result<Vec<u8>, DocumentError> {
    write(table).map_err(|error| DocumentError::List(error.to_string()))
}

fn write(table: &ExportTable) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(&table.about));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Councils")?;
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("d mmm yyyy"));
    for (index, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, index, column.label(), &bold)?;
    }
    let mut widths: Vec<usize> = table.columns.iter().map(|column| column.label().chars().count()).collect();
    for (row, cells) in (1..).zip(&table.rows) {
        for ((index, cell), widest) in (0..).zip(cells).zip(&mut widths) {
            let written = write_cell(sheet, (row, index), cell, &day)?;
            *widest = written.max(*widest);
        }
    }
    for (index, widest) in (0..).zip(widths) {
        let characters = u32::try_from(widest.min(WIDEST)).unwrap_or(u32::MAX);
        sheet.set_column_width(index, f64::from(characters) + 2.0)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Ok(rows), Ok(columns)) = (u32::try_from(table.rows.len()), u16::try_from(table.columns.len()))
        && rows > 0
    {
        sheet.autofilter(0, 0, rows, columns.saturating_sub(1))?;
    }
    workbook.save_to_buffer()
}

/// Returns the number of characters that the cell shows.
fn write_cell(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell<'_>, day: &Format) -> Result<usize, XlsxError> {
    let (row, column) = at;
    match cell {
        Cell::Blank => return Ok(0),
        Cell::Number(number) => drop(sheet.write_number(row, column, *number)?),
        Cell::Day(on) => {
            let on = ExcelDateTime::parse_from_str(&on.to_string());
            match on {
                Ok(on) => drop(sheet.write_datetime_with_format(row, column, on, day)?),
                // Before 1900, which a workbook does not know.
                Err(_) => drop(sheet.write_string(row, column, one_line(cell))?),
            }
        }
        Cell::Text(_) => {
            let text = shorten(one_line(cell));
            let shown = text.chars().count();
            sheet.write_string(row, column, text)?;
            return Ok(shown);
        }
    }
    Ok("30 Sep 2023".len())
}

/// A longer text would make the whole workbook unreadable.
pub(crate) fn shorten(mut text: String) -> String {
    while text.encode_utf16().count() > MAX_CELL {
        let half = text.chars().count().saturating_sub(1).min(MAX_CELL / 2);
        text = text.chars().take(half).collect();
    }
    text
}
