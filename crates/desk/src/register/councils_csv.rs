//! Reads a register of parishes from CSV: columns by header in any order, one row a parish.
//!
//! A bad row is rejected with its line and the reason; the other rows are read.

use super::error::RegisterError;
use super::row::{Columns, Row};
use super::rows::{CsvRow, CsvRows};
use charter::register::{RegisterRow, RejectedRow};
use formats::encoding::decode;

/// `data/councils.csv`.
pub fn embedded_register() -> &'static [u8] {
    include_bytes!("../../../../data/councils.csv")
}

/// Every row of the file is in one of the two lists; empty lines are in neither.
#[derive(Clone, Debug)]
pub struct RegisterFile {
    pub rows: Vec<RegisterRow>,
    /// With the line and the reason of each.
    pub rejected: Vec<RejectedRow>,
    /// The detected encoding in words: `UTF-8`.
    pub encoding: &'static str,
}

/// The first bytes of a zip file (.xlsx, .ods) and of a compound file (.xls).
const WORKBOOK_STARTS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];

pub fn is_workbook(bytes: &[u8]) -> bool {
    WORKBOOK_STARTS.iter().any(|start| bytes.starts_with(start))
}

/// # Errors
///
/// The file as a whole is no register: a workbook, empty, without rows, or without the columns `code`, `parish` and `county`.
pub fn read_register(bytes: &[u8]) -> Result<RegisterFile, RegisterError> {
    if is_workbook(bytes) {
        return Err(RegisterError::Workbook);
    }
    let (text, encoding) = decode(bytes);
    // Old spreadsheets end lines with bare carriage returns.
    let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
    let (columns, delimiter, first) = header(&text)?;
    let mut file = RegisterFile { rows: Vec::new(), rejected: Vec::new(), encoding };
    let mut any = false;
    for CsvRow { line, row } in CsvRows::new(&text, first, delimiter, columns.count) {
        any = true;
        match row.and_then(|fields| Row { columns: &columns, fields: &fields, line }.parse()) {
            Ok(row) => file.rows.push(row),
            Err(error) => file.rejected.push(RejectedRow { line, reason: error.to_string() }),
        }
    }
    if !any {
        return Err(RegisterError::NoRows);
    }
    Ok(file)
}

/// The columns, the delimiter that splits the header best, and the start of the rows.
fn header(text: &str) -> Result<(Columns, u8, usize), RegisterError> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        // Spreadsheets write "sep=;" above the header.
        if !content.is_empty() && !content.to_ascii_lowercase().starts_with("sep=") {
            let (columns, delimiter) = [b',', b';', b'\t']
                .into_iter()
                .map(|delimiter| (Columns::parse(content, delimiter), delimiter))
                .rev()
                .max_by_key(|(columns, _)| (columns.known_count(), columns.count))
                .ok_or(RegisterError::Empty)?;
            columns.check()?;
            return Ok((columns, delimiter, start + line.len()));
        }
        start += line.len();
    }
    Err(RegisterError::Empty)
}

#[cfg(test)]
#[path = "councils_csv_tests.rs"]
mod tests;
