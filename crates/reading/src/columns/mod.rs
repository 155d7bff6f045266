//! What the columns of a sheet of replies mean: proposed from the header and the values, confirmed by a person, and then read
//! row by row.
//!
//! A row becomes a [`charter::incoming::Source`] whose text is a line `Header: cell` for each cell that is not blank
//! ([`row_text`] says how it is read back without doubt), and the answer in it is read from that text alone.

mod cell_values;
mod column_stats;
mod dates;
mod header_row;
mod headings;
mod priority_cell;
mod propose;
mod row_answer;
pub mod row_text;

pub use charter::column::{Column, Mapping, mapping_problem, shape};
pub use column_stats::Guess;
pub use dates::{DateOrderDetector, Dates};
pub use header_row::{HeaderFinder, SheetPart, SheetRow};
pub use propose::propose;
pub use row_answer::{RowAnswer, answer, source, source_from_row_with};
