//! Finds the header row of a sheet while rows stream by.

use charter::english::truncate;
use charter::sheet_row::{RowNote, SheetRow};
use charter::untrusted::sanitize;

use super::cell_fault::{is_faulty_cell, struck_out_cell};
use super::headings::is_heading;

/// How many rows that are not blank are searched for the header.
const MAX_SEARCH_ROWS: usize = 20;
/// A title or a row of group headings may stand above the header, so this many rows below the first candidate are tried too.
/// They also show the width of the sheet.
const LOOKAHEAD_ROWS: usize = 4;

/// A part of a sheet whose columns are known.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetPart {
    /// A workbook may have several sheets, each with a header.
    Header {
        /// Name of the sheet; empty for a CSV file.
        sheet: String,
        line: u64,
        /// One for each column of the sheet.
        cells: Vec<String>,
    },
    /// A row below the header.
    Row(SheetRow),
    /// A row that could not be read, or a sheet without a header.
    Error { line: u64, reason: String },
}

/// Buffers rows until the header is found, then passes rows through.
#[derive(Default)]
pub struct HeaderFinder {
    name: String,
    /// Width of the header, once it is found.
    columns: Option<usize>,
    /// Rows before the header, and the line of the first.
    rows_before: usize,
    first_line: u64,
    /// The best candidate and the rows below it, until the look-ahead ends.
    buffered: Vec<SheetRow>,
    /// Errors below the candidate.
    errors: Vec<(u64, String)>,
}

impl HeaderFinder {
    /// Starts the next sheet. This and the following functions pass finished parts to `emit` in the order of the file and
    /// stop at its first error.
    ///
    /// # Errors
    /// The error of `emit`.
    pub fn start_sheet<E>(&mut self, name: &str, emit: &mut dyn FnMut(SheetPart) -> Result<(), E>) -> Result<(), E> {
        self.finish_sheet(emit)?;
        name.clone_into(&mut self.name);
        Ok(())
    }

    /// Number of columns, as far as it is known.
    pub fn columns(&self) -> Option<usize> {
        self.columns.or_else(|| self.buffered.first().map(|header| header.cells.len()))
    }

    /// Takes a row that is not blank.
    ///
    /// # Errors
    /// The error of `emit`.
    pub fn row<E>(&mut self, row: SheetRow, emit: &mut dyn FnMut(SheetPart) -> Result<(), E>) -> Result<(), E> {
        if self.columns.is_some() {
            return emit(SheetPart::Row(row));
        }
        if self.rows_before == 0 {
            self.first_line = row.line;
        }
        self.rows_before += 1;
        let heading = SheetRow { line: row.line, cells: with_merged_headings(&row), notes: Vec::new() };
        match self.buffered.first_mut() {
            None if self.rows_before <= MAX_SEARCH_ROWS && may_be_header(&heading.cells) => self.buffered.push(heading),
            None => {}
            Some(header)
                if is_lower_half(&row, header)
                    || may_be_header(&heading.cells) && is_better_header(&heading, header) =>
            {
                let is_below = header.line + 1 == row.line;
                let cells = if is_below { with_group_headings(&header.cells, heading.cells) } else { heading.cells };
                self.buffered = vec![SheetRow { cells, ..heading }];
            }
            Some(_) => self.buffered.push(row),
        }
        if self.buffered.len() > LOOKAHEAD_ROWS { self.flush(emit) } else { Ok(()) }
    }

    /// Takes a row that could not be read. `line` is 0 for the file as a whole.
    ///
    /// # Errors
    /// The error of `emit`.
    pub fn error<E>(
        &mut self,
        line: u64,
        reason: String,
        emit: &mut dyn FnMut(SheetPart) -> Result<(), E>,
    ) -> Result<(), E> {
        // Keeps the order of lines.
        if self.buffered.first().is_some_and(|header| header.line < line) {
            self.errors.push((line, reason));
            return if self.errors.len() > LOOKAHEAD_ROWS { self.flush(emit) } else { Ok(()) };
        }
        emit(SheetPart::Error { line, reason })
    }

    /// Takes the best candidate as the header.
    fn flush<E>(&mut self, emit: &mut dyn FnMut(SheetPart) -> Result<(), E>) -> Result<(), E> {
        let mut rows = std::mem::take(&mut self.buffered).into_iter();
        let Some(SheetRow { line, mut cells, .. }) = rows.next() else { return Ok(()) };
        // A column without a heading can still be given a meaning.
        let width =
            |row: &SheetRow| row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        let columns = rows.as_slice().iter().map(width).max().unwrap_or(0).max(cells.len());
        self.columns = Some(columns);
        cells.resize(columns, String::new());
        emit(SheetPart::Header { sheet: self.name.clone(), line, cells })?;
        let mut errors = std::mem::take(&mut self.errors).into_iter().peekable();
        for row in rows {
            while let Some((line, reason)) = errors.next_if(|(line, _)| *line < row.line) {
                emit(SheetPart::Error { line, reason })?;
            }
            emit(SheetPart::Row(row))?;
        }
        errors.try_for_each(|(line, reason)| emit(SheetPart::Error { line, reason }))
    }

    /// Ends the sheet. A sheet without a header is an error.
    ///
    /// # Errors
    /// The error of `emit`.
    pub fn finish_sheet<E>(&mut self, emit: &mut dyn FnMut(SheetPart) -> Result<(), E>) -> Result<(), E> {
        self.flush(emit)?;
        let sheet = std::mem::take(self);
        if sheet.columns.is_some() || sheet.rows_before == 0 {
            return Ok(());
        }
        let which = if sheet.name.is_empty() {
            "it".to_owned()
        } else {
            format!("the sheet “{}”", truncate(&sanitize(&sheet.name)))
        };
        let reason = format!(
            "{which} has no row with at least two headings among its first {MAX_SEARCH_ROWS}, so that its columns are not \
             known, and is left out; write headings above the columns, and bring it in again"
        );
        emit(SheetPart::Error { line: sheet.first_line, reason })
    }
}

/// Whether headings of the row above are merged with cells of this row.
fn is_lower_half(row: &SheetRow, above: &SheetRow) -> bool {
    row.notes.iter().any(|note| matches!(note, RowNote::Merged { line, .. } if *line == above.line))
}

/// Whether a row is the header rather than the row above it, which may be a title or group headings.
fn is_better_header(row: &SheetRow, above: &SheetRow) -> bool {
    let heading_count = |row: &SheetRow| row.cells.iter().filter(|cell| is_heading(cell)).count();
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let has_gaps = filled(above) < above.cells.len();
    let headings = heading_count(row);
    let groups = has_gaps && above.line + 1 == row.line && filled(row) > filled(above);
    headings >= 2 && (groups || headings >= heading_count(above) + 2)
}

/// The cells of a row that may be the header: a heading may be merged with the row above.
fn with_merged_headings(row: &SheetRow) -> Vec<String> {
    let mut cells = row.cells.clone();
    for note in &row.notes {
        let (column, heading) = match note {
            // A heading that a wider one hides still says what its column is.
            RowNote::Merged { column, text, .. } | RowNote::Covered { column, text, .. } => (*column, text.clone()),
            // Its column is not read, but what stands below is not passed over in silence.
            RowNote::StruckOut { column, text } if cells.get(*column).is_none_or(|cell| cell.trim().is_empty()) => {
                (*column, struck_out_cell(text).raw().to_owned())
            }
            _ => continue,
        };
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = heading;
        }
    }
    cells
}

/// Headings below group headings: a bare number belongs to its group.
fn with_group_headings(groups: &[String], row: Vec<String>) -> Vec<String> {
    let group = |index: usize| groups[..groups.len().min(index + 1)].iter().rfind(|group| !group.trim().is_empty());
    let is_number =
        |cell: &str| (1..=2).contains(&cell.trim().len()) && cell.trim().bytes().all(|b| b.is_ascii_digit());
    let named = |(index, cell): (usize, String)| match group(index) {
        Some(group) if is_number(&cell) => format!("{} {}", group.trim(), cell.trim()),
        _ => cell,
    };
    row.into_iter().enumerate().map(named).collect()
}

fn may_be_header(cells: &[String]) -> bool {
    cells.iter().filter(|cell| is_words(cell)).count() >= 2
}

/// Whether a cell holds words: no number, date, time, yes, no or error.
fn is_words(cell: &str) -> bool {
    let cell = cell.trim();
    if is_faulty_cell(cell) {
        return false;
    }
    let is_moment = cell.len() == 19 && cell.as_bytes()[10] == b'T' && cell.starts_with(|c: char| c.is_ascii_digit());
    cell.chars().any(char::is_alphabetic) && !is_moment && !matches!(cell.to_ascii_lowercase().as_str(), "yes" | "no")
}
