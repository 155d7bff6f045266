//! A row of a sheet, and what it tells besides the text of its cells.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A row that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// From 1.
    pub line: u64,
    pub cells: Vec<String>,
    /// What was seen of it besides its cells.
    pub notes: Vec<RowNote>,
}

/// Lines count from 1, columns from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowNote {
    /// A sentence: some of the row was left out.
    Cut(String),
    /// By hand or by a filter.
    HiddenRow,
    /// The row has a value in a hidden column.
    HiddenColumn { column: usize },
    /// A merged cell covers the cell, which begins on an earlier line of the same column.
    Merged { column: usize, line: u64, text: String },
    /// The cell held a text of its own under a merged cell, which begins on `line`. Nobody sees it, so it was left out.
    Covered { column: usize, line: u64, text: String },
    /// Words of the cell were struck out, and left out.
    StruckOut { column: usize, text: String },
    /// Numbers that stand for days count from 1904, as in workbooks of old Macintoshes.
    DaysSince1904,
}

/// For a reader who does not know the headings.
impl fmt::Display for RowNote {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut(sentence) => out.write_str(sentence),
            Self::HiddenRow => out.write_str("its row is hidden"),
            Self::HiddenColumn { column } => write!(out, "its column {} is hidden", column + 1),
            Self::Merged { column, line, .. } => {
                write!(out, "its column {} is covered by a merged cell of line {line}", column + 1)
            }
            Self::Covered { column, line, .. } => {
                write!(
                    out,
                    "its column {} had a text under a merged cell of line {line}, which was left out",
                    column + 1
                )
            }
            Self::StruckOut { column, .. } => {
                write!(out, "its column {} had words that are struck out, which were left out", column + 1)
            }
            Self::DaysSince1904 => out.write_str("its days count from 1904"),
        }
    }
}
