//! The rows of a delimited file with line numbers.
//!
//! An unclosed quote would swallow the rows after it. So a row that spans several lines and does not fit the header
//! counts as such: its first line is rejected, and reading continues with the next line.

use csv::StringRecord;

use super::error::RowError;

pub(super) struct CsvRow {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// As many cells as the header; or the reason why the row is rejected.
    pub row: Result<StringRecord, RowError>,
}

pub(super) struct CsvRows<'a> {
    text: &'a str,
    delimiter: u8,
    columns: usize,
    /// Reads from byte `base` on; restarted after a rejected line.
    reader: csv::Reader<&'a [u8]>,
    base: usize,
    /// The byte up to which lines are counted, and the line there.
    counted: usize,
    line: u64,
}

impl<'a> CsvRows<'a> {
    /// The rows of `text` from the byte `first` on.
    pub(super) fn new(text: &'a str, first: usize, delimiter: u8, columns: usize) -> Self {
        let reader = reader(&text[first..], delimiter);
        Self { text, delimiter, columns, reader, base: first, counted: 0, line: 1 }
    }

    /// The line of the row that begins at or after a byte; skips empty lines.
    fn line_at(&mut self, byte: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let blank = bytes[byte..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let start = byte + blank;
        self.line += bytes[self.counted..start].iter().filter(|byte| **byte == b'\n').count() as u64;
        self.counted = start;
        self.line
    }

    /// Bytes read since `base`.
    fn reader_offset(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }

    /// Continues after the counted line.
    fn restart_after_line(&mut self) {
        let rest = &self.text[self.counted..];
        self.base = self.counted + rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.reader = reader(&self.text[self.base..], self.delimiter);
    }

    fn check(&mut self, record: StringRecord, end: usize) -> Result<StringRecord, RowError> {
        let raw = &self.text[self.counted..end];
        let several_lines = raw.trim_end_matches(['\r', '\n']).contains('\n');
        let fits = record.len() == self.columns;
        // At the end of the file the reader accepts an open quote, so only an odd number of quotes reveals it.
        let open = raw.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        if open && (several_lines || end == self.text.len()) || several_lines && !fits {
            self.restart_after_line();
            return Err(RowError::OpenQuote);
        }
        if fits {
            return Ok(record);
        }
        Err(RowError::CellCount { found: record.len(), wanted: self.columns })
    }
}

impl Iterator for CsvRows<'_> {
    type Item = CsvRow;

    fn next(&mut self) -> Option<CsvRow> {
        loop {
            let start = self.base + self.reader_offset();
            let mut record = StringRecord::new();
            match self.reader.read_record(&mut record) {
                Ok(true) => {}
                // The text is valid UTF-8 in memory, so reading cannot fail.
                Ok(false) | Err(_) => return None,
            }
            let end = self.base + self.reader_offset();
            let line = self.line_at(start);
            // A line of delimiters alone, as spreadsheets leave behind, is an empty line.
            if record.iter().all(|cell| cell.trim().is_empty()) && !self.text[self.counted..end].contains('"') {
                continue;
            }
            return Some(CsvRow { line, row: self.check(record, end) });
        }
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}
