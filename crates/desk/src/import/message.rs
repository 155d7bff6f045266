//! What the reader of a foreign file tells, piece by piece: from the child process in which it runs to the program.
//!
//! One line of JSON each. No piece holds a whole file, so that the memory that reading takes does not grow with the file.

use serde::{Deserialize, Serialize};

use charter::incoming::Source;
use charter::sheet_row::RowNote;
use charter::untrusted::Untrusted;

/// One piece of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "piece", rename_all = "kebab-case")]
pub enum ReaderMessage {
    Mail(Box<Source>),
    /// The first row of a sheet that names columns. A workbook may have several sheets, each with one.
    Header {
        /// The name of the sheet; blank for a CSV file.
        sheet: Untrusted,
        /// The line, from 1.
        line: u64,
        /// The cells, as text.
        cells: Vec<Untrusted>,
    },
    /// A row below it. A date is ISO (`2023-09-30` or `2023-09-30T14:05:00`) where the file has it as a date.
    Row {
        /// The line, from 1.
        line: u64,
        /// The cells, as text, as many as there are.
        cells: Vec<Untrusted>,
        /// What was seen of it besides its cells.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        warnings: Vec<RowNote>,
    },
    /// A mail or a row that could not be read. The rest goes on.
    Error {
        /// Which mail of the file, or which line, from 1.
        number: u64,
        /// Why, as the end of a sentence: "its text is in an encoding that is not known".
        reason: String,
    },
    /// Something about the whole file, as a sentence without its full stop.
    Note {
        text: String,
    },
    /// The file was read to its end; what comes is of the next one.
    NextFile,
    /// How far the reading of the file has come.
    Progress {
        read: u64,
        total: u64,
    },
}
