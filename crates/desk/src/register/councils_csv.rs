//! A register of parishes as a CSV file: columns by header, in any order; a row a parish.
//!
//! A row that cannot be taken is rejected with its line and the reason, and the others go on.

pub use super::row::RegisterError;
use super::row::{Columns, Row};
use super::rows::{CsvRow, CsvRows};
use charter::register::{RegisterRow, RejectedRow};
use formats::encoding::decode;

/// The register that the program ships: `data/councils.csv`.
pub fn embedded_register() -> &'static [u8] {
    include_bytes!("../../../../data/councils.csv")
}

/// What was read from a register file. Every row of the file is in one of the two lists; empty lines are in none.
#[derive(Clone, Debug)]
pub struct RegisterFile {
    /// The rows that can be taken.
    pub rows: Vec<RegisterRow>,
    /// The rows that cannot, each with its line and the reason.
    pub rejected: Vec<RejectedRow>,
    /// The encoding that the file was read as, in words: `UTF-8`.
    pub encoding: &'static str,
}

/// Reads a register of parishes.
///
/// # Errors
/// If the file as a whole is not a register: empty, without rows, or without the columns `code`, `parish` and `county`.
pub fn read_register(bytes: &[u8]) -> Result<RegisterFile, RegisterError> {
    let (text, encoding) = decode(bytes);
    // A file with bare carriage returns, from old spreadsheets, has lines too.
    let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
    let (columns, delimiter, first) = header(&text)?;
    let mut file = RegisterFile { rows: Vec::new(), rejected: Vec::new(), encoding };
    let mut any = false;
    for CsvRow { line, row } in CsvRows::new(&text, first, delimiter, columns.count) {
        any = true;
        match row.and_then(|fields| Row { columns: &columns, fields: &fields, line }.parse()) {
            Ok(row) => file.rows.push(row),
            Err(reason) => file.rejected.push(RejectedRow { line, reason }),
        }
    }
    if !any {
        return Err(RegisterError(
            "the file has a header and no rows under it; nothing was changed; check that it is the right file"
                .to_owned(),
        ));
    }
    Ok(file)
}

/// The header: its columns, the delimiter that splits it best, and where the rows begin.
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
                .ok_or_else(empty)?;
            columns.check()?;
            return Ok((columns, delimiter, start + line.len()));
        }
        start += line.len();
    }
    Err(empty())
}

fn empty() -> RegisterError {
    RegisterError("the file is empty; nothing was changed; check that it is the right file".to_owned())
}

#[cfg(test)]
#[path = "councils_csv_tests.rs"]
mod tests;
