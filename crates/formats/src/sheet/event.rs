//! What reading a sheet gives, one after the other.

/// A part of a sheet, or how far its reading has come.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetEvent {
    /// The row that names the columns. A workbook may have several sheets, each with one.
    Header {
        /// The name of the sheet; empty for a CSV file.
        sheet: String,
        /// The line, from 1.
        line: u64,
        /// The cells as text, as many as the sheet has columns.
        cells: Vec<String>,
    },
    /// A row below it. A date is ISO (`2023-09-30` or `2023-09-30T14:05:00`) where the file has it as a date.
    Row {
        /// The line, from 1.
        line: u64,
        /// The cells as text, as many as there are.
        cells: Vec<String>,
        /// What was cut off, each a sentence.
        warnings: Vec<String>,
    },
    /// A row that could not be read. The rest goes on.
    Error {
        /// The line, from 1; 0 for the file as a whole.
        line: u64,
        /// Why, as the end of a sentence.
        reason: String,
    },
    /// How far the reading of the file has come, in bytes.
    Progress {
        /// Bytes read.
        read: u64,
        /// Bytes in all.
        total: u64,
    },
}
