//! Sheets: CSV files and workbooks, given to a [`SheetSink`] a row at a time.
//!
//! Runs in a child process with limits, and needs little by itself: no file and no sheet is ever held as a whole, whatever its
//! size. A CSV file goes through a window of half a megabyte; a workbook is measured before it is opened (a valid one of
//! 1.4 kB can ask for all memory there is), and its cells are streamed. No cell is interpreted here, not even a header.
//!
//! | module | does |
//! | --- | --- |
//! | `kind` | says which kind of sheet a file is |
//! | `read` | reads a sheet of any kind |
//! | `delimited` | reads CSV row by row, and goes on after quotes that are never closed |
//! | `csv_row` | parses one row, guesses the delimiter |
//! | `window` | decodes a text file part by part |
//! | `xlsx`, `ods` | read workbooks cell by cell |
//! | `zip_limits` | refuses workbooks that unpack to too much |
//! | `cells`, `value` | bound a row; turn stored numbers, dates and times into text |
//! | `output` | leaves out blank rows, bounds the text, reports progress |

mod cells;
mod csv_row;
mod delimited;
mod kind;
mod ods;
mod output;
mod read;
mod value;
mod window;
mod xlsx;
mod zip_limits;

pub use kind::{SheetFile, is_old_excel, kind_of};
pub use output::SheetSink;
pub use read::read;
