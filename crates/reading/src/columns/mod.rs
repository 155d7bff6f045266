//! What the columns of a sheet of replies mean. [`propose()`] guesses it from the header and the values; a person confirms it; then
//! each row is read by it.
//!
//! A row becomes a [`charter::incoming::Source`] whose text has a line `Header: cell` for each cell that is not blank. The answer
//! is read from that text alone; `row_text` describes its form.
//!
//! | module | does |
//! | --- | --- |
//! | `find_header` | finds the header row of a sheet while rows stream by |
//! | `headings`, `column_stats` | what a heading says, and what the values say |
//! | `propose` | proposes a meaning for each column |
//! | `row_text` | formats a row as text and parses it again |
//! | `row_answer` | a row as a source, and the answer in it |
//! | `cell_values`, `priority_cell` | parse wishes, frequencies, methods and lists of priorities |
//! | `cell_fault`, `row_notes` | errors, formulas, merged cells and words struck out; what is said of them |
//! | `date_parsing` | parses dates, British unless the column shows otherwise |

mod cell_fault;
mod cell_values;
mod column_stats;
mod date_parsing;
mod find_header;
mod headings;
mod priority_cell;
mod propose;
mod row_answer;
mod row_notes;
mod row_text;

pub use cell_fault::is_faulty_cell;
pub use column_stats::Guess;
pub use date_parsing::{DateOrder, DateOrderDetector};
pub use find_header::{HeaderFinder, SheetPart};
pub use propose::propose;
pub use row_answer::{RowAnswer, RowInput, read_answer, source_from_row};
pub use row_notes::HIDDEN_ROW;
