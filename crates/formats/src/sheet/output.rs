//! What a reader of sheets gives: finds the header, leaves out blank rows, tells what was cut and how far it has come.

use std::io;

use super::cells::{MAX_CELL_CHARS, MAX_COLUMNS, RowCells};
use charter::english::truncate;
use charter::mail::text::MAX_TEXT_BYTES;
use charter::untrusted::sanitize;

use super::event::SheetEvent;

/// In how many rows with content the header is looked for.
const MAX_HEADER_SEARCH_ROWS: usize = 20;
/// How many rows below the first that can be a header are looked at for a better one, and for how wide the sheet is: a title
/// may stand above it, or a row of headings for groups of columns.
const HEADER_LOOKAHEAD_ROWS: usize = 4;
/// After how many rows, and after how many bytes, it is told how far the reading has come.
const PROGRESS_INTERVAL: (u64, u64) = (1_000, 1 << 20);
/// How much text one workbook may give: texts that are stored once may be used a million times.
const MAX_WORKBOOK_TEXT_BYTES: u64 = 200_000_000;

/// Where the pieces go.
pub(super) struct SheetOutput<'a> {
    is_heading: &'a dyn Fn(&str) -> bool,
    give: &'a mut dyn FnMut(SheetEvent) -> io::Result<()>,
    total: u64,
    sheet: CurrentSheet,
    rows: u64,
    reported_at: u64,
    /// How much text may still be given; no bound for text, of which each byte stands in the file.
    room: Option<u64>,
}

/// The sheet that is being read.
#[derive(Default)]
struct CurrentSheet {
    name: String,
    /// How many columns the header has, once it was found.
    columns: Option<usize>,
    /// How many rows with content stand before the header, and the line of the first.
    before: usize,
    first_line: u64,
    /// The best header so far, and the rows below it, while a better one may come.
    buffered: Vec<Row>,
    /// What could not be read below that header, by its line.
    errors: Vec<(u64, String)>,
}

/// A row that is held.
struct Row {
    line: u64,
    cells: Vec<String>,
    warnings: Vec<String>,
}

impl<'a> SheetOutput<'a> {
    /// Gives pieces of a file of a size in bytes.
    pub(super) fn new(
        give: &'a mut dyn FnMut(SheetEvent) -> io::Result<()>,
        total: u64,
        is_heading: &'a dyn Fn(&str) -> bool,
    ) -> Self {
        Self { is_heading, give, total, sheet: CurrentSheet::default(), rows: 0, reported_at: 0, room: None }
    }

    /// From here on there is a bound to the text that is given.
    pub(super) fn limit_text(&mut self) {
        self.room = Some(MAX_WORKBOOK_TEXT_BYTES);
    }

    /// Whether nothing more can be given of this workbook.
    pub(super) fn is_full(&self) -> bool {
        self.room == Some(0)
    }

    /// A sheet begins; what remained to be said of the one before is said.
    pub(super) fn start_sheet(&mut self, name: &str) -> io::Result<()> {
        self.finish_sheet()?;
        self.sheet = CurrentSheet { name: name.to_owned(), ..CurrentSheet::default() };
        Ok(())
    }

    /// How many columns the header has, as far as it was found yet.
    pub(super) fn columns(&self) -> Option<usize> {
        self.sheet.columns.or_else(|| self.sheet.buffered.first().map(|header| header.cells.len()))
    }

    /// A row was read.
    pub(super) fn write_row(&mut self, line: u64, row: RowCells) -> io::Result<()> {
        if self.is_full() || row.is_blank() && !row.wide {
            return Ok(());
        }
        if self.sheet.before == 0 {
            self.sheet.first_line = line;
        }
        if let Some(room) = &mut self.room {
            *room = room.saturating_sub(row.cells.iter().map(|cell| cell.len() as u64 + 1).sum());
            if *room == 0 {
                return self.error(line, "the workbook holds too much text; from here on it is left out");
            }
        }
        let row = Row { line, warnings: row_warnings(&row), cells: row.cells };
        if self.sheet.columns.is_some() {
            return self.send_row(row);
        }
        self.sheet.before += 1;
        let held = &mut self.sheet.buffered;
        match held.first_mut() {
            None if self.sheet.before <= MAX_HEADER_SEARCH_ROWS && may_be_header(&row.cells) => held.push(row),
            None => {}
            Some(header) if may_be_header(&row.cells) && is_better_header(&row, header, self.is_heading) => {
                let under = header.line + 1 == line;
                let cells = if under { with_group_headings(&header.cells, row.cells) } else { row.cells };
                *held = vec![Row { cells, ..row }];
            }
            Some(_) => held.push(row),
        }
        if held.len() > HEADER_LOOKAHEAD_ROWS { self.flush_buffered() } else { Ok(()) }
    }

    /// The header that was found is the one: it is given, and the rows below it.
    fn flush_buffered(&mut self) -> io::Result<()> {
        let mut held = std::mem::take(&mut self.sheet.buffered).into_iter();
        let Some(header) = held.next() else { return Ok(()) };
        // Columns that have no heading can be given a meaning too.
        let filled = |row: &Row| row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        let columns = held.as_slice().iter().map(filled).max().unwrap_or(0).max(header.cells.len());
        self.sheet.columns = Some(columns);
        let mut cells = header.cells;
        cells.resize(columns, String::new());
        (self.give)(SheetEvent::Header { sheet: self.sheet.name.clone(), line: header.line, cells })?;
        let mut troubles = std::mem::take(&mut self.sheet.errors).into_iter().peekable();
        for row in held {
            while let Some((number, why)) = troubles.next_if(|(number, _)| *number < row.line) {
                (self.give)(SheetEvent::Error { line: number, reason: why })?;
            }
            self.send_row(row)?;
        }
        troubles.try_for_each(|(number, why)| (self.give)(SheetEvent::Error { line: number, reason: why }))
    }

    fn send_row(&mut self, row: Row) -> io::Result<()> {
        (self.give)(SheetEvent::Row { line: row.line, cells: row.cells, warnings: row.warnings })
    }

    /// What could not be read, by its line; 0 for the file as a whole.
    pub(super) fn error(&mut self, number: u64, why: &str) -> io::Result<()> {
        // In the order of the lines.
        if self.sheet.buffered.first().is_some_and(|header| header.line < number) {
            self.sheet.errors.push((number, why.to_owned()));
            return if self.sheet.errors.len() > HEADER_LOOKAHEAD_ROWS { self.flush_buffered() } else { Ok(()) };
        }
        (self.give)(SheetEvent::Error { line: number, reason: why.to_owned() })
    }

    /// A row is done, and so many bytes of the file: tells it if enough was done since it was told last.
    pub(super) fn report_progress(&mut self, read: u64) -> io::Result<()> {
        self.rows += 1;
        let (rows, bytes) = PROGRESS_INTERVAL;
        if self.rows >= rows || read >= self.reported_at + bytes {
            self.send_progress(read)?;
        }
        Ok(())
    }

    fn send_progress(&mut self, read: u64) -> io::Result<()> {
        self.rows = 0;
        // Never back, and never beyond the end, whatever a workbook's parts say of their sizes.
        self.reported_at = read.min(self.total).max(self.reported_at);
        (self.give)(SheetEvent::Progress { read: self.reported_at, total: self.total })
    }

    fn finish_sheet(&mut self) -> io::Result<()> {
        self.flush_buffered()?;
        let sheet = std::mem::take(&mut self.sheet);
        if sheet.columns.is_some() || sheet.before == 0 {
            return Ok(());
        }
        let which = if sheet.name.is_empty() { "it".to_owned() } else { describe_sheet(&sheet.name) };
        let why = format!(
            "{which} has no row with at least two headings among its first {MAX_HEADER_SEARCH_ROWS}, so that its columns are not \
             known, and is left out; write headings above the columns, and bring it in again"
        );
        self.error(sheet.first_line, &why)
    }

    /// The file is done.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.finish_sheet()?;
        self.send_progress(self.total)
    }
}

/// A sheet by its name, harmless and not too long.
pub(super) fn describe_sheet(name: &str) -> String {
    format!("the sheet “{}”", truncate(&sanitize(name)))
}

/// What could not be taken of a row as it was.
fn row_warnings(row: &RowCells) -> Vec<String> {
    let wide = row.wide.then(|| format!("only its first {MAX_COLUMNS} columns were taken"));
    let cut = row.long.then(|| {
        format!("it was cut: a cell is read up to {MAX_CELL_CHARS} characters, a row up to {MAX_TEXT_BYTES} bytes")
    });
    wide.into_iter().chain(cut).collect()
}

/// Whether a row is the header rather than the one above it, which may be a title or name groups of columns.
fn is_better_header(row: &Row, above: &Row, is_heading: &dyn Fn(&str) -> bool) -> bool {
    let known = |row: &Row| row.cells.iter().filter(|cell| is_heading(cell)).count();
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let has_gaps = filled(above) < above.cells.len();
    let headings = known(row);
    let groups = has_gaps && above.line + 1 == row.line && filled(row) > filled(above);
    headings >= 2 && (groups || headings >= known(above) + 2)
}

/// The headings below those of groups: a bare number is one of its group.
fn with_group_headings(groups: &[String], row: Vec<String>) -> Vec<String> {
    let group = |place: usize| groups[..groups.len().min(place + 1)].iter().rfind(|group| !group.trim().is_empty());
    let is_number =
        |cell: &str| (1..=2).contains(&cell.trim().len()) && cell.trim().bytes().all(|b| b.is_ascii_digit());
    let named = |(place, cell): (usize, String)| match group(place) {
        Some(group) if is_number(&cell) => format!("{} {}", group.trim(), cell.trim()),
        _ => cell,
    };
    row.into_iter().enumerate().map(named).collect()
}

/// Whether a row can be a header: at least two of its cells are words.
fn may_be_header(cells: &[String]) -> bool {
    cells.iter().filter(|cell| is_words(cell)).count() >= 2
}

/// Whether a cell holds words: not a number, a date, a time, a yes or a no.
fn is_words(cell: &str) -> bool {
    let cell = cell.trim();
    let is_moment = cell.len() == 19 && cell.as_bytes()[10] == b'T' && cell.starts_with(|c: char| c.is_ascii_digit());
    cell.chars().any(char::is_alphabetic) && !is_moment && !matches!(cell.to_ascii_lowercase().as_str(), "yes" | "no")
}
