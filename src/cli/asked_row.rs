//! A row for which an import records nothing until a person has mended it, in `--json`.

use charter::untrusted::Untrusted;
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize, JsonSchema)]
pub struct AskedRowDocument<'a> {
    /// Blank for a CSV file and for cards.
    pub sheet: &'a Untrusted,
    /// From 1; 0 for the whole file or sheet.
    pub line: u64,
    /// As written.
    pub council: &'a Untrusted,
    pub why: &'a str,
}
