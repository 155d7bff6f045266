//! Events of reading a mail file.

use crate::ReadError;
use charter::mail::Mail;

#[derive(Clone, Debug, PartialEq)]
pub enum MailEvent {
    Mail {
        /// From 1.
        number: u64,
        /// With the mails that are attached to it.
        mail: Box<Mail>,
    },
    /// A mail that could not be read. Reading continues.
    Error {
        /// From 1.
        number: u64,
        error: ReadError,
    },
    /// Something about the whole file, as a sentence without its full stop.
    Note(String),
    /// Bytes read and in total. `read` is the offset of the next mail.
    Progress { read: u64, total: u64 },
}
