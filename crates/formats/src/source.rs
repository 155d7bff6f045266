//! Input of all file readers.

use std::io::{BufRead, Seek};

/// A file, or bytes in its place.
pub trait BufReadSeek: BufRead + Seek {}

impl<T: BufRead + Seek + ?Sized> BufReadSeek for T {}

/// Magic number of Microsoft's compound files: Outlook mails, old Excel files, encrypted workbooks.
pub(crate) const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
