//! Passes rows to the sink: drops blank rows, warns of cut cells, bounds the text, reports progress.

use std::io;

use charter::english::truncate;
use charter::mail::text::MAX_TEXT_BYTES;
use charter::sheet_row::RowNote;
use charter::untrusted::sanitize;

use super::cells::{MAX_CELL_CHARS, MAX_COLUMNS, RowCells};

/// Rows and bytes between progress reports.
const PROGRESS_INTERVAL: (u64, u64) = (1_000, 1 << 20);
/// Text of one workbook in bytes: a shared string may be used a million times. Ten thousand long replies fit in.
const MAX_WORKBOOK_TEXT_BYTES: u64 = 20_000_000;

/// Receives a sheet in the order of the file.
pub trait SheetSink {
    /// Starts a sheet. The name is empty for a CSV file.
    ///
    /// # Errors
    /// An error of any of these functions ends the reading at once.
    fn start_sheet(&mut self, name: &str) -> io::Result<()>;

    /// A row that is not blank: its line from 1, its cells, and what else was seen of it. Dates are ISO (`2023-09-30` or
    /// `2023-09-30T14:05:00`) if the file stores dates. An error is its code (`#N/A`); a formula without a stored result is
    /// the formula (`=A1`).
    ///
    /// # Errors
    /// As [`SheetSink::start_sheet`].
    fn row(&mut self, line: u64, cells: Vec<String>, notes: Vec<RowNote>) -> io::Result<()>;

    /// A row that cannot be read, or with line 0 the whole file; `reason` ends a sentence. Reading continues.
    ///
    /// # Errors
    /// As [`SheetSink::start_sheet`].
    fn error(&mut self, line: u64, reason: String) -> io::Result<()>;

    /// Bytes read and in total.
    ///
    /// # Errors
    /// As [`SheetSink::start_sheet`].
    fn progress(&mut self, read: u64, total: u64) -> io::Result<()>;

    /// The end of the file.
    ///
    /// # Errors
    /// As [`SheetSink::start_sheet`].
    fn finish(&mut self) -> io::Result<()>;

    /// Width of the rows, if known. A row over several lines with another width is taken for an unclosed quote.
    fn columns(&self) -> Option<usize>;
}

pub(super) struct SheetOutput<'a> {
    sink: &'a mut dyn SheetSink,
    total: u64,
    /// Since the last report.
    rows: u64,
    reported_at: u64,
    /// Text that may still be passed; `None` for text files, whose size bounds it.
    room: Option<u64>,
}

impl<'a> SheetOutput<'a> {
    /// `total`: size of the file in bytes.
    pub(super) fn new(sink: &'a mut dyn SheetSink, total: u64) -> Self {
        Self { sink, total, rows: 0, reported_at: 0, room: None }
    }

    /// Bounds the text from here on.
    pub(super) fn limit_text(&mut self) {
        self.room = Some(MAX_WORKBOOK_TEXT_BYTES);
    }

    /// Whether the bound is reached.
    pub(super) fn is_full(&self) -> bool {
        self.room == Some(0)
    }

    pub(super) fn start_sheet(&mut self, name: &str) -> io::Result<()> {
        self.sink.start_sheet(name)
    }

    pub(super) fn columns(&self) -> Option<usize> {
        self.sink.columns()
    }

    pub(super) fn write_row(&mut self, line: u64, row: RowCells) -> io::Result<()> {
        if self.is_full() || row.is_blank() && !row.has_extra_columns {
            return Ok(());
        }
        if let Some(room) = &mut self.room {
            *room = room.saturating_sub(row_bytes(&row));
            if *room == 0 {
                return self.error(line, "the workbook holds too much text; from here on it is left out");
            }
        }
        let notes = row_notes(&row);
        self.sink.row(line, row.cells, notes)
    }

    pub(super) fn error(&mut self, line: u64, reason: &str) -> io::Result<()> {
        self.sink.error(line, reason.to_owned())
    }

    /// Counts a row; `read` is the number of bytes read.
    pub(super) fn report_progress(&mut self, read: u64) -> io::Result<()> {
        self.rows += 1;
        let (rows, bytes) = PROGRESS_INTERVAL;
        if self.rows >= rows || read >= self.reported_at + bytes { self.send_progress(read) } else { Ok(()) }
    }

    fn send_progress(&mut self, read: u64) -> io::Result<()> {
        self.rows = 0;
        // Keeps progress monotonic, whatever sizes the parts of a workbook claim.
        self.reported_at = read.min(self.total).max(self.reported_at);
        self.sink.progress(self.reported_at, self.total)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.sink.finish()?;
        self.send_progress(self.total)
    }
}

/// Said on the line from which on merged cells are no longer followed.
pub(super) const TOO_MANY_MERGED: &str = "the workbook has so many merged cells that from here on they are read as if they were \
                                          not merged; check these rows";

/// Names a sheet in messages, sanitized and shortened.
pub(super) fn describe_sheet(name: &str) -> String {
    format!("the sheet “{}”", truncate(&sanitize(name)))
}

/// What a row adds to the text of a workbook, in bytes.
fn row_bytes(row: &RowCells) -> u64 {
    let noted = |note: &RowNote| match note {
        RowNote::Merged { text, .. } | RowNote::Covered { text, .. } | RowNote::StruckOut { text, .. } => {
            text.len() as u64
        }
        RowNote::Cut(_) | RowNote::HiddenRow | RowNote::HiddenColumn { .. } | RowNote::DaysSince1904 => 0,
    };
    let cells: u64 = row.cells.iter().map(|cell| cell.len() as u64 + 1).sum();
    cells + row.notes.iter().map(|note| noted(note) + 1).sum::<u64>()
}

fn row_notes(row: &RowCells) -> Vec<RowNote> {
    let has_extra_columns = row.has_extra_columns.then(|| format!("only its first {MAX_COLUMNS} columns were taken"));
    let cut = row.long.then(|| {
        format!("it was cut: a cell is read up to {MAX_CELL_CHARS} characters, a row up to {MAX_TEXT_BYTES} bytes")
    });
    let cut = has_extra_columns.into_iter().chain(cut).map(RowNote::Cut);
    cut.chain(row.notes.iter().cloned()).collect()
}
