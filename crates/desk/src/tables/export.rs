//! Writes a table as CSV or as a workbook.

use charter::edit::Table;
use charter::ids::CouncilId;
use charter::round::Round;
use charter::string_enum;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use store::{Store, StoreError};

use super::cell::Shape;
use super::contacts::ContactRow;
use super::events::EventRow;
use super::issued_reports;
use super::kind::TableKind;
use super::known::Known;
use super::meetings::MeetingRow;
use super::priorities::WorkRow;
use super::register;
use super::requests::RequestRow;
use super::returns::ReturnRow;
use super::row::TableRow;
use super::updates::UpdateRow;
use crate::documents::DocumentError;
use crate::workbook::{MAX_CELL, WIDEST};

string_enum! {
    TableFormat {
        Csv = "csv", "CSV";
        Xlsx = "xlsx", "Excel workbook";
    }
}

impl TableFormat {
    /// The format that the ending of a file's name stands for.
    pub fn of_path(path: &str) -> Option<Self> {
        let ending = path.rsplit_once('.')?.1.to_lowercase();
        Self::ALL.iter().copied().find(|format| format.code() == ending)
    }
}

/// Which records a table holds.
#[derive(Clone, Debug, Default)]
pub struct TableFilter {
    /// Only what is about one of them; `None` for all, also those that no longer exist. See [`TableKind::has_councils`].
    pub councils: Option<Vec<CouncilId>>,
    /// Only what is about this round; see [`TableKind::has_rounds`].
    pub round: Option<Round>,
    /// The register holds the councils that exist on this day, with their values of it.
    pub as_at: NaiveDate,
}

/// A table, before it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportedTable {
    pub kind: TableKind,
    pub(super) columns: Vec<(&'static str, Shape)>,
    /// Without protection against formulas.
    pub rows: Vec<Vec<String>>,
}

/// # Errors
/// The database cannot be read.
pub fn export(store: &Store, kind: TableKind, filter: &TableFilter) -> Result<ExportedTable, StoreError> {
    match kind {
        TableKind::Register => {
            let councils = store.councils_as_at(filter.as_at)?;
            let is_chosen = |id| filter.councils.as_ref().is_none_or(|chosen| chosen.contains(&id));
            let chosen = councils.iter().filter(|council| council.is_active(filter.as_at) && is_chosen(council.id));
            Ok(register::table(chosen))
        }
        TableKind::Returns => table::<ReturnRow>(store, kind, filter),
        TableKind::Priorities => table::<WorkRow>(store, kind, filter),
        TableKind::Meetings => table::<MeetingRow>(store, kind, filter),
        TableKind::Updates => table::<UpdateRow>(store, kind, filter),
        TableKind::Contacts => table::<ContactRow>(store, kind, filter),
        TableKind::Requests => table::<RequestRow>(store, kind, filter),
        TableKind::Events => table::<EventRow>(store, kind, filter),
        TableKind::IssuedReports => {
            let known = Known::read(store, &[Table::IssuedReports])?;
            let rows = issued_reports::rows(&known, filter.round.as_ref());
            Ok(ExportedTable { kind, columns: issued_reports::COLUMNS.to_vec(), rows })
        }
    }
}

fn table<R: TableRow>(store: &Store, kind: TableKind, filter: &TableFilter) -> Result<ExportedTable, StoreError> {
    let known = Known::read(store, R::TABLES)?;
    let mut rows = R::rows(&known);
    if let Some(round) = &filter.round {
        rows = R::of_round(rows, round, &known);
    }
    if let Some(chosen) = &filter.councils {
        rows.retain(|row| row.council().ids.iter().any(|id| chosen.contains(id)));
    }
    Ok(ExportedTable {
        kind,
        columns: R::COLUMNS.iter().map(|column| (column.heading, column.shape)).collect(),
        rows: rows.iter().map(R::cells).collect(),
    })
}

impl ExportedTable {
    /// How many cells hold more than an import reads or a workbook holds: they would be cut.
    pub fn long_cells(&self) -> usize {
        self.rows.iter().flatten().filter(|cell| is_long(cell)).count()
    }

    /// # Errors
    /// The file cannot be made: a text is too long for a cell of a workbook, or it is a mistake of the program.
    pub fn bytes(&self, format: TableFormat) -> Result<Vec<u8>, DocumentError> {
        match format {
            TableFormat::Csv => self.csv(),
            TableFormat::Xlsx => self.workbook().map_err(|error| DocumentError::List(error.to_string())),
        }
    }

    /// With a header and CRLF line ends; days as 2023-10-05. No cell runs as a formula.
    fn csv(&self) -> Result<Vec<u8>, DocumentError> {
        let failed = |error: &dyn std::fmt::Display| DocumentError::List(error.to_string());
        let mut builder = csv::WriterBuilder::new();
        let mut writer = builder.terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|(heading, _)| heading)).map_err(|error| failed(&error))?;
        for row in &self.rows {
            let cells = row.iter().zip(&self.columns).map(|(cell, (_, shape))| protect(cell, *shape));
            writer.write_record(cells).map_err(|error| failed(&error))?;
        }
        writer.into_inner().map_err(|error| failed(&error))
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.kind.code())?;
        let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
        for (index, (heading, _)) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, index, *heading, &bold)?;
        }
        for (row, cells) in (1..).zip(&self.rows) {
            for (index, (cell, (_, shape))) in (0..).zip(cells.iter().zip(&self.columns)) {
                write_cell(sheet, (row, index), (cell, *shape), &day)?;
            }
        }
        for (index, (heading, _)) in (0..).zip(&self.columns) {
            let longest = self.rows.iter().filter_map(|row| row.get(usize::from(index))).map(|cell| shown_width(cell));
            let widest = longest.max().unwrap_or(0).max(heading.len()).min(WIDEST);
            sheet.set_column_width(index, f64::from(u32::try_from(widest).unwrap_or(u32::MAX)) + 2.0)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        workbook.save_to_buffer()
    }
}

fn shown_width(cell: &str) -> usize {
    cell.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// A workbook is protected like a CSV file, because a spreadsheet may save the one as the other.
fn protect(cell: &str, shape: Shape) -> String {
    match shape {
        Shape::Text => Untrusted::from(cell).escape_table().into_owned(),
        Shape::Day | Shape::Number => cell.to_owned(),
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (cell, shape): (&str, Shape),
    day: &Format,
) -> Result<(), XlsxError> {
    if cell.is_empty() {
        return Ok(());
    }
    match (shape, cell.parse::<f64>(), ExcelDateTime::parse_from_str(cell)) {
        (Shape::Number, Ok(number), _) => sheet.write_number(row, column, number)?,
        (Shape::Day, _, Ok(on)) => sheet.write_datetime_with_format(row, column, on, day)?,
        // Also a day before 1900, which a workbook does not know.
        _ => sheet.write_string(row, column, protect(cell, shape))?,
    };
    Ok(())
}

/// The sign that protects a text counts too.
fn is_long(cell: &str) -> bool {
    cell.len() >= MAX_CELL && cell.encode_utf16().count() >= MAX_CELL
}
