//! Replies out of files and folders, one after another, whatever form they have.
//!
//! An [`ImportReader`] is an iterator: it opens one file after the other [apart](super::apart), turns their pieces into sources,
//! and tells what it passes over and why. It keeps nothing of what it has given, so that the memory that it takes does not
//! grow with the files. A sheet is read once the columns of its header were confirmed.

mod files;
mod one;
mod open;
mod peek;
mod reader;
mod rows;

pub use files::{Skipped, describe_paths, possible_sheets};
pub use open::{ImportEvent, ImportReader};
pub use peek::{SheetPreview, preview_sheets};
