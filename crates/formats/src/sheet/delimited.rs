//! Reads delimited text row by row, through a window that does not grow with the file.
//!
//! An unclosed quote would swallow the rows below it. A row over several lines is taken for such a case if text follows its
//! closing quote, if it does not fit the header, or if it does not end within the window. Then its first line is reported as
//! an error, and the next line is read by itself.

use std::io;

use super::cells::MAX_COLUMNS;
use super::text_window::TextWindow;
use crate::BufReadSeek;
use crate::sheet::csv_row::{ParsedRow, QuoteMode, Row, first_line, guess_delimiter, lines_ending, parse_row};
use crate::sheet::kind::foreign_text;
use crate::sheet::output::SheetOutput;

/// Longest row in bytes.
const MAX_ROW_BYTES: usize = 512 * 1024;
/// Bytes searched for missing closing quotes before quotes are read as text.
const MAX_UNCLOSED_QUOTE_SCAN_BYTES: usize = 16 * MAX_ROW_BYTES;
/// Missing closing quotes that are told before quotes are read as text.
const MAX_UNCLOSED_QUOTES: usize = 1_000;

pub(super) fn read(file: &mut dyn BufReadSeek, out: &mut SheetOutput<'_>) -> io::Result<()> {
    let mut window = TextWindow::new(file)?;
    if window.text().contains('\0') {
        return out.error(0, "it is no text, whatever its name says; nothing was read of it");
    }
    if let Some(reason) = foreign_text(window.text()) {
        return out.error(0, reason);
    }
    out.start_sheet("")?;
    let mut reading =
        DelimitedReader { line: 1, delimiter: b',', quotes: QuoteMode::Enclosing, scanned: 0, unclosed: 0 };
    reading.delimiter = match declared_delimiter(window.text()) {
        Some(delimiter) => {
            let line = first_line(window.text()).unwrap_or(window.text().len());
            reading.advance(&mut window, line, out)?;
            delimiter
        }
        None => guess_delimiter(window.text(), window.is_at_end()),
    };
    loop {
        if window.text().is_empty() {
            if window.is_at_end() {
                return Ok(());
            }
            window.read_more()?;
            continue;
        }
        match parse_row(window.text(), reading.delimiter, reading.quotes, window.is_at_end()) {
            ParsedRow::Whole(row) => reading.handle_row(&mut window, row, out)?,
            ParsedRow::Unfinished { .. } if !window.is_at_end() && window.text().len() < MAX_ROW_BYTES => {
                window.read_more()?
            }
            ParsedRow::Unfinished { quoted: true } => {
                let seen = window.text().len();
                reading.skip_open_quote(&mut window, seen, out)?;
            }
            ParsedRow::Unfinished { quoted: false } => {
                out.error(reading.line, &format!("it is longer than {MAX_ROW_BYTES} bytes, and is left out"))?;
                reading.skip_line(&mut window, out)?;
            }
        }
        out.report_progress(window.read())?;
    }
}

/// The delimiter that a first line `sep=;` declares, as spreadsheets write it.
fn declared_delimiter(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_matches(['"', ' ']);
    let (start, rest) = line.split_at_checked(4)?;
    let declared = start.eq_ignore_ascii_case("sep=").then(|| rest.bytes().next().unwrap_or(b'\t'))?;
    (declared.is_ascii_punctuation() || declared == b'\t').then_some(declared)
}

/// Removes what marks a number or a sign as text: the apostrophe of `'01939` and `'- speeding`, and the formula around
/// `="01939"`. The apostrophe before `=` stays, because that text is no formula.
fn strip_text_mark(cell: &mut String) {
    let is_marked = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '@'));
    if cell.strip_prefix('\'').is_some_and(is_marked) {
        cell.remove(0);
    }
    let inside = cell.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if let Some(text) = inside.filter(|text| !text.contains('"')) {
        *cell = text.to_owned();
    }
}

struct DelimitedReader {
    line: u64,
    delimiter: u8,
    quotes: QuoteMode,
    /// Bytes searched for missing closing quotes so far.
    scanned: usize,
    /// Missing closing quotes so far.
    unclosed: usize,
}

impl DelimitedReader {
    fn handle_row(&mut self, window: &mut TextWindow<'_>, row: Row, out: &mut SheetOutput<'_>) -> io::Result<()> {
        let (line, lines) = (self.line, lines_ending(window.text()[..row.bytes].trim_end_matches(['\n', '\r'])));
        // Many programs end each row with a delimiter, but not the header.
        let filled = row.cells.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        let fits = |columns: usize| match row.count.min(MAX_COLUMNS) {
            more if more > columns => filled <= columns,
            // Blank cells at the end may be missing, but a swallowed row fits by itself.
            fewer if fewer < columns => !self.has_row_inside(&window.text()[..row.bytes], columns),
            count => count == columns,
        };
        if lines > 0 && (row.text_after_quote || out.columns().is_some_and(|columns| !fits(columns))) {
            return self.skip_open_quote(window, row.bytes, out);
        }
        self.advance(window, row.bytes, out)?;
        let mut cells = row.cells;
        if cells.cells.iter().any(|cell| cell.contains('\0')) {
            return out.error(
                line,
                "it holds a zero byte, which is no text, and is left out; mend that line and import it again",
            );
        }
        cells.cells.iter_mut().for_each(strip_text_mark);
        out.write_row(line, cells)
    }

    /// Whether a line after the first is a complete row.
    fn has_row_inside(&self, row: &str, columns: usize) -> bool {
        let inside = row.lines().skip(1).map(|line| parse_row(line, self.delimiter, QuoteMode::Literal, true));
        inside.into_iter().any(|found| matches!(found, ParsedRow::Whole(row) if row.count.min(MAX_COLUMNS) == columns))
    }

    fn skip_open_quote(
        &mut self,
        window: &mut TextWindow<'_>,
        seen: usize,
        out: &mut SheetOutput<'_>,
    ) -> io::Result<()> {
        self.scanned += seen;
        self.unclosed += 1;
        out.error(self.line, "a quote (\") on this line is never closed")?;
        let has_too_many = self.unclosed >= MAX_UNCLOSED_QUOTES || self.scanned > MAX_UNCLOSED_QUOTE_SCAN_BYTES;
        if has_too_many && self.quotes == QuoteMode::Enclosing {
            self.quotes = QuoteMode::Literal;
            out.error(self.line, "so many quotes are never closed that from here on each line is a row")?;
        }
        self.skip_line(window, out)
    }

    /// Skips the rest of a line of any length.
    fn skip_line(&mut self, window: &mut TextWindow<'_>, out: &mut SheetOutput<'_>) -> io::Result<()> {
        loop {
            // The window may split a line end of two characters.
            let seen = window.text().strip_suffix('\r').filter(|_| !window.is_at_end()).unwrap_or(window.text());
            let (end, all) = (first_line(seen), seen.len());
            self.advance(window, end.unwrap_or(all), out)?;
            if end.is_some() || window.is_at_end() {
                return Ok(());
            }
            window.read_more()?;
        }
    }

    fn advance(&mut self, window: &mut TextWindow<'_>, bytes: usize, out: &mut SheetOutput<'_>) -> io::Result<()> {
        let lines = lines_ending(&window.text()[..bytes]);
        if let Some(before) = window.advance(bytes) {
            let line = self.line + lines_ending(before);
            out.error(line, "it holds bytes that are no text in the encoding of the file; they, and any after them, show as \u{fffd}")?;
        }
        self.line += lines;
        Ok(())
    }
}
