//! Imports replies from files and folders, for the subcommand and the screen alike.
//!
//! | module | does |
//! | --- | --- |
//! | `service` | imports what the files give as one change, or says for a dry run what it would import |
//! | `event` | what is read, in order: the one event from the files to the listener |
//! | `stream` | an [`ImportReader`] is an iterator of events: it opens one file after another in the sandbox |
//! | `files`, `queue` | which files are meant, and which are still to be read |
//! | `reader` | the child process, and the files that it reads |
//! | `open_file`, `rows` | the file that is read; the rows of a sheet, held until the order of day and month is known |
//! | `preview` | the header and the first rows of a sheet, before its columns are confirmed |
//! | `child`, `message` | what runs in the child process, and what it tells |
//!
//! Nothing that was given is kept, so that memory does not grow with the files. A sheet is read once the columns of its header
//! were confirmed.

mod child;
mod event;
mod files;
pub mod message;
mod open_file;
mod preview;
mod queue;
mod reader;
mod rows;
mod service;
mod stream;

pub use child::{ReadRequest, read_mail, read_sheet, run};
pub use event::ImportEvent;
pub use files::{Skipped, describe_paths, possible_sheets};
pub use preview::{SheetPreview, preview_sheets};
pub(crate) use rows::SheetRows;
pub use service::{ImportJob, ImportListener, import_replies};
pub use stream::ImportReader;

#[cfg(test)]
mod service_tests;
