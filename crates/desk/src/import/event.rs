//! What an import reads from its files, in order.

use charter::incoming::Source;

use super::files::Skipped;

/// What comes out of the files.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportEvent {
    /// A file begins: what comes is of it, until the next one begins.
    FileStarted,
    Source(Box<Source>),
    /// Something that was passed over.
    Skipped(Skipped),
    /// Something about a whole file, as a sentence without its full stop. Nothing is passed over for it.
    Note {
        /// The name of the file, without folders.
        file: String,
        text: String,
    },
    /// All that came since the file began is to be forgotten, what was passed over of it too; why.
    RolledBack(Skipped),
    /// How far the reading has come in all files together, in bytes.
    Progress {
        read: u64,
        total: u64,
    },
}
