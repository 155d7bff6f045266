//! Finds the row of a sheet that names its columns, while the rows go by.

use charter::english::truncate;
use charter::untrusted::sanitize;

use super::headings::is_heading;

/// The header is one of so many first rows that are not blank.
const MAX_SEARCH_ROWS: usize = 20;
/// A title, or a row of headings for groups of columns, may stand above the header: so many rows below the first row that
/// can be a header are looked at for a better one. They also show how wide the sheet is.
const LOOKAHEAD_ROWS: usize = 4;

/// A part of a sheet whose columns are known.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetPart {
    /// The header. A workbook may have several sheets, each with one.
    Header {
        /// The name of the sheet; empty for a CSV file.
        sheet: String,
        line: u64,
        /// As many as the sheet has columns.
        cells: Vec<String>,
    },
    /// A row below the header.
    Row(SheetRow),
    /// A row that could not be read, or a sheet without a header.
    Error { line: u64, reason: String },
}

#[derive(Clone, Debug, PartialEq)]
pub struct SheetRow {
    /// From 1.
    pub line: u64,
    pub cells: Vec<String>,
    /// What was cut off, each a sentence.
    pub warnings: Vec<String>,
}

/// The sheet that is read.
#[derive(Default)]
pub struct HeaderFinder {
    name: String,
    /// How many columns the header has, once it was found.
    columns: Option<usize>,
    /// How many rows stood before the header, and the line of the first.
    rows_before: usize,
    first_line: u64,
    /// The best header so far, and the rows below it, while a better one may come.
    buffered: Vec<SheetRow>,
    /// The errors below that header.
    errors: Vec<(u64, String)>,
}

impl HeaderFinder {
    /// Goes on to the next sheet. Each of these functions passes the parts that are settled to `give`, in the order of the
    /// file, and ends at its first error.
    ///
    /// # Errors
    /// As `give`.
    pub fn start_sheet<E>(&mut self, name: &str, give: &mut dyn FnMut(SheetPart) -> Result<(), E>) -> Result<(), E> {
        self.finish_sheet(give)?;
        name.clone_into(&mut self.name);
        Ok(())
    }

    /// How many columns the header has, as far as it is found.
    pub fn columns(&self) -> Option<usize> {
        self.columns.or_else(|| self.buffered.first().map(|header| header.cells.len()))
    }

    /// Takes a row that is not blank.
    ///
    /// # Errors
    /// As `give`.
    pub fn row<E>(&mut self, row: SheetRow, give: &mut dyn FnMut(SheetPart) -> Result<(), E>) -> Result<(), E> {
        if self.columns.is_some() {
            return give(SheetPart::Row(row));
        }
        if self.rows_before == 0 {
            self.first_line = row.line;
        }
        self.rows_before += 1;
        match self.buffered.first_mut() {
            None if self.rows_before <= MAX_SEARCH_ROWS && may_be_header(&row.cells) => self.buffered.push(row),
            None => {}
            Some(header) if may_be_header(&row.cells) && is_better_header(&row, header) => {
                let is_below = header.line + 1 == row.line;
                let cells = if is_below { with_group_headings(&header.cells, row.cells) } else { row.cells };
                self.buffered = vec![SheetRow { cells, ..row }];
            }
            Some(_) => self.buffered.push(row),
        }
        if self.buffered.len() > LOOKAHEAD_ROWS { self.flush(give) } else { Ok(()) }
    }

    /// Takes a row that could not be read, by its line; 0 for the file as a whole.
    ///
    /// # Errors
    /// As `give`.
    pub fn error<E>(
        &mut self,
        line: u64,
        reason: String,
        give: &mut dyn FnMut(SheetPart) -> Result<(), E>,
    ) -> Result<(), E> {
        // In the order of the lines.
        if self.buffered.first().is_some_and(|header| header.line < line) {
            self.errors.push((line, reason));
            return if self.errors.len() > LOOKAHEAD_ROWS { self.flush(give) } else { Ok(()) };
        }
        give(SheetPart::Error { line, reason })
    }

    /// The best header so far is the header.
    fn flush<E>(&mut self, give: &mut dyn FnMut(SheetPart) -> Result<(), E>) -> Result<(), E> {
        let mut rows = std::mem::take(&mut self.buffered).into_iter();
        let Some(SheetRow { line, mut cells, .. }) = rows.next() else { return Ok(()) };
        // Columns that have no heading can be given a meaning too.
        let width =
            |row: &SheetRow| row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        let columns = rows.as_slice().iter().map(width).max().unwrap_or(0).max(cells.len());
        self.columns = Some(columns);
        cells.resize(columns, String::new());
        give(SheetPart::Header { sheet: self.name.clone(), line, cells })?;
        let mut errors = std::mem::take(&mut self.errors).into_iter().peekable();
        for row in rows {
            while let Some((line, reason)) = errors.next_if(|(line, _)| *line < row.line) {
                give(SheetPart::Error { line, reason })?;
            }
            give(SheetPart::Row(row))?;
        }
        errors.try_for_each(|(line, reason)| give(SheetPart::Error { line, reason }))
    }

    /// Ends the sheet. A sheet without a header is an error.
    ///
    /// # Errors
    /// As `give`.
    pub fn finish_sheet<E>(&mut self, give: &mut dyn FnMut(SheetPart) -> Result<(), E>) -> Result<(), E> {
        self.flush(give)?;
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
        give(SheetPart::Error { line: sheet.first_line, reason })
    }
}

/// Whether a row is the header rather than the one above it, which may be a title or name groups of columns.
fn is_better_header(row: &SheetRow, above: &SheetRow) -> bool {
    let known = |row: &SheetRow| row.cells.iter().filter(|cell| is_heading(cell)).count();
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let has_gaps = filled(above) < above.cells.len();
    let headings = known(row);
    let groups = has_gaps && above.line + 1 == row.line && filled(row) > filled(above);
    headings >= 2 && (groups || headings >= known(above) + 2)
}

/// The headings below those of groups: a bare number is one of its group.
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

/// At least two of its cells are words.
fn may_be_header(cells: &[String]) -> bool {
    cells.iter().filter(|cell| is_words(cell)).count() >= 2
}

/// Whether a cell holds words: not a number, a date, a time, a yes or a no.
fn is_words(cell: &str) -> bool {
    let cell = cell.trim();
    let is_moment = cell.len() == 19 && cell.as_bytes()[10] == b'T' && cell.starts_with(|c: char| c.is_ascii_digit());
    cell.chars().any(char::is_alphabetic) && !is_moment && !matches!(cell.to_ascii_lowercase().as_str(), "yes" | "no")
}
