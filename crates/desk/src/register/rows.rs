//! The rows of a delimited file, each with the line that it begins on.
//!
//! A quote that is opened and never closed would swallow the rows after it. A row that spans several lines and does not
//! fit the header is therefore taken to be such a one: its first line is rejected, and the next line is read on its own.

use csv::StringRecord;

pub(super) struct CsvRow {
    /// The line that it begins on, from 1.
    pub line: u64,
    /// Its cells, as many as the header has; or why it is none.
    pub row: Result<StringRecord, String>,
}

pub(super) struct CsvRows<'a> {
    text: &'a str,
    delimiter: u8,
    columns: usize,
    /// Reads from `base` on; begun anew where a line was rejected for its quote.
    reader: csv::Reader<&'a [u8]>,
    base: usize,
    /// How far lines are counted, and the line there.
    counted: usize,
    line: u64,
}

impl<'a> CsvRows<'a> {
    /// The rows of `text` from the byte `first` on.
    pub(super) fn new(text: &'a str, first: usize, delimiter: u8, columns: usize) -> Self {
        let reader = reader(&text[first..], delimiter);
        Self { text, delimiter, columns, reader, base: first, counted: 0, line: 1 }
    }

    /// The line on which the row stands that begins at or after a byte: empty lines before it are passed over.
    fn line_at(&mut self, byte: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let blank = bytes[byte..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let start = byte + blank;
        self.line += bytes[self.counted..start].iter().filter(|byte| **byte == b'\n').count() as u64;
        self.counted = start;
        self.line
    }

    /// How far the reader has read, from `base` on.
    fn reader_offset(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }

    /// Goes on after the line that is counted up to.
    fn restart_after_line(&mut self) {
        let rest = &self.text[self.counted..];
        self.base = self.counted + rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.reader = reader(&self.text[self.base..], self.delimiter);
    }

    fn check(&mut self, record: StringRecord, end: usize) -> Result<StringRecord, String> {
        let raw = &self.text[self.counted..end];
        let several_lines = raw.trim_end_matches(['\r', '\n']).contains('\n');
        let fits = record.len() == self.columns;
        // At the end of the file an open quote is forgiven by the reader, and only shows in the count of quotes.
        let open = raw.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        if open && (several_lines || end == self.text.len()) || several_lines && !fits {
            self.restart_after_line();
            return Err("a quote (\") on this line is never closed".to_owned());
        }
        if fits {
            return Ok(record);
        }
        Err(format!("it has {} where the header has {}", cells(record.len()), cells(self.columns)))
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
                // The text is in memory and is UTF-8: there is nothing that can fail.
                Ok(false) | Err(_) => return None,
            }
            let end = self.base + self.reader_offset();
            let line = self.line_at(start);
            // A line of delimiters alone, as spreadsheets leave them behind, is an empty line.
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

fn cells(n: usize) -> String {
    charter::english::pluralize(n, "cell")
}
