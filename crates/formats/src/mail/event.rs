//! What reading a mail file gives, one after the other.

use crate::ReadError;
use charter::mail::Mail;

/// A mail of a file, or how far its reading has come.
#[derive(Clone, Debug, PartialEq)]
pub enum MailEvent {
    Mail {
        /// Which mail of the file, from 1.
        number: u64,
        /// The mail, with the mails that are attached to it.
        mail: Box<Mail>,
    },
    /// A mail that could not be read. The rest goes on.
    Error {
        /// Which mail of the file, from 1.
        number: u64,
        error: ReadError,
    },
    /// How far the reading of the file has come. A mail begins at `read`.
    Progress { read: u64, total: u64 },
}
