//! A register of parishes as a CSV file: columns by header, in any order.

use crate::domain::register::{RegisterRow, Rejected};

/// The register that the program ships: `data/councils.csv`.
pub fn embedded_register() -> &'static [u8] {
    include_bytes!("../../data/councils.csv")
}

/// What was read from a register file. Every row of the file is in one of the two lists.
#[derive(Clone, Debug)]
pub struct RegisterFile {
    /// The rows that can be taken.
    pub rows: Vec<RegisterRow>,
    /// The rows that cannot, each with its line and the reason.
    pub rejected: Vec<Rejected>,
    /// The encoding that the file was read as, in words: `UTF-8`.
    pub encoding: &'static str,
}

/// Why a file is not a register at all: a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RegisterError(pub String);

/// Reads a register of parishes.
///
/// # Errors
/// If the file as a whole is not a register: empty, or without the columns `code`, `parish` and `county`.
pub fn read_register(_bytes: &[u8]) -> Result<RegisterFile, RegisterError> {
    todo!()
}
