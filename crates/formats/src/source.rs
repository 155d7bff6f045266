//! What every reader of files starts from.

use std::io::{BufRead, Seek};

/// A file, or bytes that stand for one: read from any position.
pub trait BufReadSeek: BufRead + Seek {}

impl<T: BufRead + Seek + ?Sized> BufReadSeek for T {}

/// How a compound file of Microsoft begins: an Outlook mail, an old Excel file, a workbook behind a password.
pub(crate) const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
