//! What a reader of sheets gives: leaves out blank rows, warns of what was cut, bounds the text, reports progress.

use std::io;

use charter::english::truncate;
use charter::mail::text::MAX_TEXT_BYTES;
use charter::untrusted::sanitize;

use super::cells::{MAX_CELL_CHARS, MAX_COLUMNS, RowCells};

/// Progress is reported after so many rows, or so many bytes.
const PROGRESS_INTERVAL: (u64, u64) = (1_000, 1 << 20);
/// How much text one workbook may give: texts that are stored once may be used a million times.
const MAX_WORKBOOK_TEXT_BYTES: u64 = 200_000_000;

/// Takes what is read of a file, in its order.
pub trait SheetSink {
    /// A sheet begins. The name is empty for a CSV file.
    ///
    /// # Errors
    /// An error of any of these functions ends the reading at once.
    fn start_sheet(&mut self, name: &str) -> io::Result<()>;

    /// A row that is not blank: its line, from 1, its cells as text, as many as there are, and what was cut off, each a
    /// sentence. A date is ISO (`2023-09-30` or `2023-09-30T14:05:00`) where the file has it as a date.
    ///
    /// # Errors
    /// As [`SheetSink::start_sheet`].
    fn row(&mut self, line: u64, cells: Vec<String>, warnings: Vec<String>) -> io::Result<()>;

    /// A row that cannot be read, or the file as a whole, line 0: why, as the end of a sentence. The rest goes on.
    ///
    /// # Errors
    /// As [`SheetSink::start_sheet`].
    fn error(&mut self, line: u64, reason: String) -> io::Result<()>;

    /// How much of the file was read, and its size, in bytes.
    ///
    /// # Errors
    /// As [`SheetSink::start_sheet`].
    fn progress(&mut self, read: u64, total: u64) -> io::Result<()>;

    /// The file was read to its end.
    ///
    /// # Errors
    /// As [`SheetSink::start_sheet`].
    fn finish(&mut self) -> io::Result<()>;

    /// How many columns the rows of this sheet have, as far as that is known. A row over several lines that has another
    /// number is taken for a quote that is never closed.
    fn columns(&self) -> Option<usize>;
}

pub(super) struct SheetOutput<'a> {
    sink: &'a mut dyn SheetSink,
    total: u64,
    /// Since progress was reported last.
    rows: u64,
    reported_at: u64,
    /// How much text may still be given; no bound for text files, which hold each byte of it.
    room: Option<u64>,
}

impl<'a> SheetOutput<'a> {
    /// `total`: the size of the file in bytes.
    pub(super) fn new(sink: &'a mut dyn SheetSink, total: u64) -> Self {
        Self { sink, total, rows: 0, reported_at: 0, room: None }
    }

    /// From here on the text that is given is bounded.
    pub(super) fn limit_text(&mut self) {
        self.room = Some(MAX_WORKBOOK_TEXT_BYTES);
    }

    /// Whether nothing more can be given of this workbook.
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
        if self.is_full() || row.is_blank() && !row.wide {
            return Ok(());
        }
        if let Some(room) = &mut self.room {
            *room = room.saturating_sub(row.cells.iter().map(|cell| cell.len() as u64 + 1).sum());
            if *room == 0 {
                return self.error(line, "the workbook holds too much text; from here on it is left out");
            }
        }
        let warnings = row_warnings(&row);
        self.sink.row(line, row.cells, warnings)
    }

    pub(super) fn error(&mut self, line: u64, reason: &str) -> io::Result<()> {
        self.sink.error(line, reason.to_owned())
    }

    /// A row is done, and `read` bytes of the file.
    pub(super) fn report_progress(&mut self, read: u64) -> io::Result<()> {
        self.rows += 1;
        let (rows, bytes) = PROGRESS_INTERVAL;
        if self.rows >= rows || read >= self.reported_at + bytes { self.send_progress(read) } else { Ok(()) }
    }

    fn send_progress(&mut self, read: u64) -> io::Result<()> {
        self.rows = 0;
        // Never back, and never beyond the end, whatever a workbook's parts say of their sizes.
        self.reported_at = read.min(self.total).max(self.reported_at);
        self.sink.progress(self.reported_at, self.total)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.sink.finish()?;
        self.send_progress(self.total)
    }
}

/// A sheet by its name, sanitized and not too long.
pub(super) fn describe_sheet(name: &str) -> String {
    format!("the sheet “{}”", truncate(&sanitize(name)))
}

fn row_warnings(row: &RowCells) -> Vec<String> {
    let wide = row.wide.then(|| format!("only its first {MAX_COLUMNS} columns were taken"));
    let cut = row.long.then(|| {
        format!("it was cut: a cell is read up to {MAX_CELL_CHARS} characters, a row up to {MAX_TEXT_BYTES} bytes")
    });
    wide.into_iter().chain(cut).collect()
}
