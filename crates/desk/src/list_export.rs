//! The list of councils as a file: CSV, a workbook, a page, or text for the clipboard.

use charter::calendar::format_full;
use charter::council_line::CouncilLine;
use charter::list_column::{Cell, ListColumn};
use charter::string_enum;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use crate::documents::DocumentError;
use crate::documents::html;
use crate::workbook;

string_enum! {
    ExportFormat {
        Csv = "csv", "CSV";
        Xlsx = "xlsx", "Excel workbook";
        Html = "html", "HTML page";
    }
}

impl ExportFormat {
    /// The format that the ending of a file's name stands for.
    pub fn of_path(path: &str) -> Option<Self> {
        let ending = path.rsplit_once('.')?.1.to_lowercase();
        if ending == "htm" {
            Some(Self::Html)
        } else {
            Self::ALL.iter().copied().find(|format| format.code() == ending)
        }
    }
}

/// The list as the user sees it: its columns and councils in order.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportTable {
    /// For example `October–December 2023, as at Thu 5 Oct 2023`.
    pub about: String,
    pub columns: Vec<ListColumn>,
    pub rows: Vec<Vec<Cell<'static>>>,
}

impl ExportTable {
    pub fn new<'a>(about: String, columns: Vec<ListColumn>, lines: impl Iterator<Item = &'a CouncilLine>) -> Self {
        let row = |line: &CouncilLine| columns.iter().map(|column| column.cell(line).into_owned()).collect();
        Self { rows: lines.map(row).collect(), about, columns }
    }

    /// # Errors
    ///
    /// The file cannot be made, which is a mistake of the program.
    pub fn bytes(&self, format: ExportFormat) -> Result<Vec<u8>, DocumentError> {
        match format {
            ExportFormat::Csv => self.csv().map(String::into_bytes),
            ExportFormat::Xlsx => workbook::of_table(self),
            ExportFormat::Html => html::table(self).map(String::into_bytes),
        }
    }

    /// With a header and CRLF line ends; days as 2023-10-05. No cell runs as a formula.
    ///
    /// # Errors
    ///
    /// See [`ExportTable::bytes`].
    pub fn csv(&self) -> Result<String, DocumentError> {
        self.delimited(b',', csv::Terminator::CRLF)
    }

    /// For the clipboard: a spreadsheet takes tabs apart.
    ///
    /// # Errors
    ///
    /// See [`ExportTable::bytes`].
    pub fn tab_separated(&self) -> Result<String, DocumentError> {
        self.delimited(b'\t', csv::Terminator::Any(b'\n'))
    }

    fn delimited(&self, delimiter: u8, terminator: csv::Terminator) -> Result<String, DocumentError> {
        let failed = |error: &dyn std::fmt::Display| DocumentError::List(error.to_string());
        let mut builder = csv::WriterBuilder::new();
        let mut writer = builder.delimiter(delimiter).terminator(terminator).from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|column| column.label())).map_err(|error| failed(&error))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(text_cell)).map_err(|error| failed(&error))?;
        }
        let bytes = writer.into_inner().map_err(|error| failed(&error))?;
        String::from_utf8(bytes).map_err(|error| failed(&error))
    }
}

fn text_cell(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(on) => on.to_string(),
        Cell::Text(_) => Untrusted::new(one_line(cell)).escape_csv().into_owned(),
    }
}

/// Clean text on one line; a day in words.
pub(crate) fn one_line(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(on) => format_full(*on),
        Cell::Text(text) => Untrusted::from(&**text).clean_for_html(),
    }
}

/// `October–December 2023, as at Thu 5 Oct 2023`.
pub fn about(round: &str, as_at: NaiveDate) -> String {
    format!("{round}, as at {}", format_full(as_at))
}

#[cfg(test)]
#[path = "list_export_tests.rs"]
mod tests;
