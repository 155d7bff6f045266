//! Reads sheets, CSV files and workbooks, row by row into a [`SheetSink`].
//!
//! Runs in the sandboxed child process and holds no whole file in memory. A CSV file goes through a window of half a megabyte.
//! A workbook is measured before it is opened, because a valid one of 1.4 kB can ask for all memory; its cells are streamed.
//! No cell is interpreted here, not even a header.
//!
//! | module | does |
//! | --- | --- |
//! | `kind` | detects the format of a sheet, and files that only look like one |
//! | `read` | reads a sheet of any format |
//! | `delimited` | reads CSV row by row, and recovers from unclosed quotes |
//! | `csv_row` | parses one row, guesses the delimiter |
//! | `text_window` | decodes a text file part by part |
//! | `xlsx`, `ods`, `ods_cell` | read workbooks cell by cell |
//! | `ods_styles` | which styles of an OpenDocument workbook strike words out |
//! | `merges`, `hidden_columns` | merged cells, and hidden columns |
//! | `arrays` | formulas of several cells without a result |
//! | `xml` | attributes and references |
//! | `zip_limits` | refuses workbooks that unpack to too much |
//! | `cells`, `value` | bound a row; format stored numbers, dates and times |
//! | [`workbook_parts`] | makes a workbook of ours from another, with one part in other words |
//! | `output` | drops blank rows, bounds the text, reports progress |

mod arrays;
mod cells;
mod csv_row;
mod delimited;
mod hidden_columns;
mod kind;
mod merges;
mod ods;
mod ods_cell;
mod ods_styles;
mod output;
mod read;
mod text_window;
mod value;
pub mod workbook_parts;
mod xlsx;
mod xml;
mod zip_limits;

pub use kind::{SheetFile, kind_of, refusal};
pub use output::SheetSink;
pub use read::read;
