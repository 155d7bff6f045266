//! Delimited text, a row at a time, through a window that does not grow with the file.
//!
//! A quote that is opened and never closed would swallow the rows after it. A row over several lines is therefore taken to be
//! such a one if text stands behind its closing quote, if it does not fit the header, or if it does not end within the
//! window: its first line is told as trouble, and the next line is read on its own.

use std::io;

use super::cells::MOST_COLUMNS;
use super::out::Out;
use super::read::ReadSeek;
use super::record::{Quotes, Record, Row, delimiter, first_line, lines_ending, record};
use super::window::Window;

/// The longest row that is looked for the end of, in bytes.
const LONGEST: usize = 512 * 1024;
/// How many bytes are looked through for the ends of quotes that have none, before quotes are taken for text.
const MOST_LOOKED_THROUGH: usize = 16 * LONGEST;

/// Reads a text.
pub(super) fn read(file: &mut dyn ReadSeek, out: &mut Out<'_>) -> io::Result<()> {
    let mut window = Window::new(file)?;
    if window.text().contains('\0') {
        return out.trouble(0, "it is no text, whatever its name says; nothing was read of it");
    }
    out.begin("")?;
    let mut reading = Reading { line: 1, delimiter: b',', quotes: Quotes::Hold, looked_through: 0 };
    reading.delimiter = match said(window.text()) {
        Some(delimiter) => {
            let line = first_line(window.text()).unwrap_or(window.text().len());
            reading.pass(&mut window, line, out)?;
            delimiter
        }
        None => delimiter(window.text(), window.is_at_end()),
    };
    loop {
        if window.text().is_empty() {
            if window.is_at_end() {
                return Ok(());
            }
            window.more()?;
            continue;
        }
        match record(window.text(), reading.delimiter, reading.quotes, window.is_at_end()) {
            Record::Whole(row) => reading.whole(&mut window, row, out)?,
            Record::Unfinished { .. } if !window.is_at_end() && window.text().len() < LONGEST => window.more()?,
            Record::Unfinished { quoted: true } => {
                let seen = window.text().len();
                reading.open_quote(&mut window, seen, out)?;
            }
            Record::Unfinished { quoted: false } => {
                out.trouble(reading.line, &format!("it is longer than {LONGEST} bytes, and is left out"))?;
                reading.pass_line(&mut window, out)?;
            }
        }
        out.at(window.read())?;
    }
}

/// The delimiter that a first line `sep=;` says, as spreadsheets write it.
fn said(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_matches(['"', ' ']);
    let (start, rest) = line.split_at_checked(4)?;
    let said = start.eq_ignore_ascii_case("sep=").then(|| rest.bytes().next().unwrap_or(b'\t'))?;
    (said.is_ascii_punctuation() || said == b'\t').then_some(said)
}

struct Reading {
    /// The line that comes next.
    line: u64,
    delimiter: u8,
    quotes: Quotes,
    /// How many bytes were looked through for the ends of quotes that have none.
    looked_through: usize,
}

impl Reading {
    fn whole(&mut self, window: &mut Window<'_>, row: Row, out: &mut Out<'_>) -> io::Result<()> {
        let (line, lines) = (self.line, lines_ending(window.text()[..row.bytes].trim_end_matches(['\n', '\r'])));
        // Many programs end each row with a delimiter, but not the header.
        let filled = row.cells.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        let fits = |columns: usize| match row.count.min(MOST_COLUMNS) {
            more if more > columns => filled <= columns,
            // Blank cells may be left out at the end; but a row that was swallowed fits by itself.
            fewer if fewer < columns => !self.has_row_inside(&window.text()[..row.bytes], columns),
            count => count == columns,
        };
        if lines > 0 && (row.odd || out.columns().is_some_and(|columns| !fits(columns))) {
            return self.open_quote(window, row.bytes, out);
        }
        self.pass(window, row.bytes, out)?;
        out.row(line, row.cells)
    }

    /// Whether a line after the first is a row by itself.
    fn has_row_inside(&self, row: &str, columns: usize) -> bool {
        let inside = row.lines().skip(1).map(|line| record(line, self.delimiter, Quotes::AreText, true));
        inside.into_iter().any(|found| matches!(found, Record::Whole(row) if row.count.min(MOST_COLUMNS) == columns))
    }

    fn open_quote(&mut self, window: &mut Window<'_>, seen: usize, out: &mut Out<'_>) -> io::Result<()> {
        self.looked_through += seen;
        out.trouble(self.line, "a quote (\") on this line is never closed")?;
        if self.looked_through > MOST_LOOKED_THROUGH && self.quotes == Quotes::Hold {
            self.quotes = Quotes::AreText;
            out.trouble(self.line, "so many quotes are never closed that from here on each line is a row")?;
        }
        self.pass_line(window, out)
    }

    /// Passes the rest of a line, however long it is.
    fn pass_line(&mut self, window: &mut Window<'_>, out: &mut Out<'_>) -> io::Result<()> {
        loop {
            // A line end in two characters may be cut by the window.
            let seen = window.text().strip_suffix('\r').filter(|_| !window.is_at_end()).unwrap_or(window.text());
            let (end, all) = (first_line(seen), seen.len());
            self.pass(window, end.unwrap_or(all), out)?;
            if end.is_some() || window.is_at_end() {
                return Ok(());
            }
            window.more()?;
        }
    }

    fn pass(&mut self, window: &mut Window<'_>, bytes: usize, out: &mut Out<'_>) -> io::Result<()> {
        let lines = lines_ending(&window.text()[..bytes]);
        if let Some(before) = window.pass(bytes) {
            let line = self.line + lines_ending(before);
            out.trouble(line, "it holds bytes that are no text in the encoding of the file; they, and any after them, show as \u{fffd}")?;
        }
        self.line += lines;
        Ok(())
    }
}
