//! Sheets: CSV files and workbooks, as [pieces](desk::import::message::ReaderMessage), a row at a time.
//!
//! Runs in a child process with limits, and needs little by itself: no file and no sheet is ever held as a whole, whatever its
//! size. A CSV file goes through a window of half a megabyte; a workbook is measured before it is opened (a valid one of
//! 1.4 kB can ask for all memory there is), and its cells are streamed.

mod cells;
mod csv_row;
mod delimited;
mod event;
mod kind;
mod ods;
mod output;
mod read;
mod value;
mod window;
mod xlsx;
mod zip_limits;

pub use event::SheetEvent;
pub use kind::{SheetFile, is_old_excel, kind_of};
pub use read::{ReadSeek, read};
