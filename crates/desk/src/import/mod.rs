//! Replies out of files and folders, one after another, whatever form they have.
//!
//! An [`ImportReader`] is an iterator: it opens one file after the other [apart](formats::sandbox), turns their pieces into sources,
//! and tells what it passes over and why. It keeps nothing of what it has given, so that the memory that it takes does not
//! grow with the files. A sheet is read once the columns of its header were confirmed.

mod child;
mod files;
pub mod message;
mod open_file;
mod preview;
mod reader;
mod rows;
mod stream;

pub use child::{ReadRequest, read_mail, read_sheet, run};
pub use files::{Skipped, describe_paths, possible_sheets};
pub use preview::{SheetPreview, preview_sheets};
pub use stream::{ImportEvent, ImportReader};
