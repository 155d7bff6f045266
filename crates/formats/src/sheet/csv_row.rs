//! Parses one row of delimited text, and guesses the delimiter.

use super::cells::RowCells;

/// Result of parsing the start of a text.
pub(super) enum ParsedRow {
    Whole(Row),
    /// The text ends inside the row; `quoted` tells whether inside quotes.
    Unfinished {
        quoted: bool,
    },
}

pub(super) struct Row {
    pub cells: RowCells,
    /// Number of cells, dropped ones included.
    pub count: usize,
    /// Length in bytes with the line end.
    pub bytes: usize,
    /// Whether text follows a closing quote, as after an unclosed quote in an earlier row.
    pub text_after_quote: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum QuoteMode {
    /// Quotes enclose cells, which may contain delimiters and line ends.
    Enclosing,
    /// Quotes are ordinary letters.
    Literal,
}

/// Parses the row at the start of a text that is not empty. `ended`: nothing follows the text.
pub(super) fn parse_row(text: &str, delimiter: u8, quotes: QuoteMode, ended: bool) -> ParsedRow {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, delimiter, quotes, ended };
    let mut row = Row { cells: RowCells::default(), count: 0, bytes: 0, text_after_quote: false };
    let mut cell = String::new();
    loop {
        cell.clear();
        match reader.cell(&mut cell, &mut row.text_after_quote) {
            Err(quoted) => return ParsedRow::Unfinished { quoted },
            Ok(last) => {
                row.cells.set(row.count, &cell);
                row.count += 1;
                if last {
                    row.bytes = reader.at;
                    return ParsedRow::Whole(row);
                }
            }
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    delimiter: u8,
    quotes: QuoteMode,
    ended: bool,
}

impl Reader<'_> {
    /// Parses a cell: `Ok(true)` if it ends the row, `Err(quoted)` if the text ends first.
    fn cell(&mut self, cell: &mut String, text_after_quote: &mut bool) -> Result<bool, bool> {
        if self.quotes == QuoteMode::Enclosing && self.bytes.get(self.at) == Some(&b'"') {
            self.at += 1;
            self.quoted(cell)?;
            let before = cell.len();
            let last = self.plain(cell)?;
            *text_after_quote |= !cell[before..].trim().is_empty();
            return Ok(last);
        }
        self.plain(cell)
    }

    fn quoted(&mut self, cell: &mut String) -> Result<(), bool> {
        loop {
            let length = self.bytes[self.at..].iter().position(|byte| *byte == b'"').ok_or(true)?;
            cell.push_str(&self.text[self.at..self.at + length]);
            self.at += length + 1;
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    cell.push('"');
                    self.at += 1;
                }
                None if !self.ended => return Err(true),
                _ => return Ok(()),
            }
        }
    }

    fn plain(&mut self, cell: &mut String) -> Result<bool, bool> {
        let delimiter = self.delimiter;
        let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
        let length = match self.bytes[self.at..].iter().position(ends) {
            Some(length) => length,
            None if self.ended => self.bytes.len() - self.at,
            None => return Err(false),
        };
        cell.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
        match (self.bytes.get(self.at), self.bytes.get(self.at + 1)) {
            (Some(b'\r'), Some(b'\n')) => self.at += 2,
            // The line end may be one character or two; wait for more text.
            (Some(b'\r'), None) if !self.ended => return Err(false),
            (Some(b'\n' | b'\r'), _) => self.at += 1,
            (Some(_), _) => {
                self.at += 1;
                return Ok(false);
            }
            (None, _) => {}
        }
        Ok(true)
    }
}

/// Number of line ends: `\n`, `\r\n` or `\r`.
pub(super) fn lines_ending(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let ends = |(at, byte): (usize, &u8)| *byte == b'\n' || *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    bytes.iter().enumerate().filter(|offset| ends(*offset)).count() as u64
}

/// Length of the first line with its end; `None` if the line does not end in the text.
pub(super) fn first_line(text: &str) -> Option<usize> {
    let end = text.find(['\n', '\r'])?;
    Some(if text[end..].starts_with("\r\n") { end + 2 } else { end + 1 })
}

const DELIMITER_SAMPLE_ROWS: usize = 20;

/// The delimiter that splits the first rows into many cells, and into equally many each.
pub(super) fn guess_delimiter(text: &str, ended: bool) -> u8 {
    let splits = |delimiter: u8| {
        let mut counts = Vec::new();
        let mut rest = text;
        while counts.len() < DELIMITER_SAMPLE_ROWS && !rest.is_empty() {
            let ParsedRow::Whole(row) = parse_row(rest, delimiter, QuoteMode::Enclosing, ended) else { break };
            if !row.cells.is_blank() {
                counts.push(row.count);
            }
            rest = &rest[row.bytes..];
        }
        let equal_counts = |count: usize| counts.iter().filter(|other| **other == count).count();
        counts.iter().filter(|count| **count > 1).map(|count| (equal_counts(*count), *count)).max().unwrap_or((0, 0))
    };
    // Of equals the last wins: the comma before the semicolon.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|delimiter| splits(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::{ParsedRow, QuoteMode, first_line, guess_delimiter, lines_ending, parse_row};
    use rstest::rstest;

    fn cells(text: &str, ended: bool) -> String {
        match parse_row(text, b',', QuoteMode::Enclosing, ended) {
            ParsedRow::Whole(row) => {
                format!("{}:{}{}", row.bytes, row.cells.cells.join("|"), if row.text_after_quote { " odd" } else { "" })
            }
            ParsedRow::Unfinished { quoted } => format!("? {quoted}"),
        }
    }

    #[rstest]
    #[case("a,b\nc", true, "4:a|b")]
    #[case("a,b\r\nc", true, "5:a|b")]
    #[case("a,b\rc", true, "4:a|b")]
    #[case("a,b\r", false, "? false")]
    #[case("a,b\r", true, "4:a|b")]
    #[case("a,b", false, "? false")]
    #[case("a,b", true, "3:a|b")]
    #[case("a,\"b,\"\"c\"\"\nd\",e\n", true, "16:a|b,\"c\"\nd|e")]
    #[case("a,\"b\nc", true, "? true")]
    #[case("a,\"b\"", false, "? true")]
    #[case("a,\"b\" c,d\n", true, "10:a|b c|d odd")]
    #[case("a,6\" wide\n", true, "10:a|6\" wide")]
    fn rows_are_read(#[case] text: &str, #[case] ended: bool, #[case] read: &str) {
        assert_eq!(cells(text, ended), read);
    }

    #[rstest]
    #[case("a;b;c\nspeeding, parking;x;y\n", b';')]
    #[case("a,b,c\n1;2,x,y\n", b',')]
    #[case("a\tb\n\"x,y,z\"\tb\n", b'\t')]
    #[case("a|b|c\nx, y|z|1\n", b'|')]
    #[case("only one column\n", b',')]
    fn delimiters_are_guessed(#[case] text: &str, #[case] best: u8) {
        assert_eq!(guess_delimiter(text, true) as char, best as char);
    }

    #[test]
    fn line_ends() {
        assert_eq!(lines_ending("a\nb\r\nc\rd"), 3);
        assert_eq!(first_line("a\r\nb"), Some(3));
        assert_eq!(first_line("a"), None);
    }
}
