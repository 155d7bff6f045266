//! The one door: a sheet goes in, pieces come out.

use std::io::{self, BufRead, Seek};

use super::kind::SheetFile;
use super::out::SheetOutput;
use super::{delimited, ods, xlsx};
use crate::exchange::piece::ReaderMessage;

/// A file that can be read from any place in it.
pub trait ReadSeek: BufRead + Seek {}

impl<T: BufRead + Seek + ?Sized> ReadSeek for T {}

/// Reads a sheet and gives its pieces in the order of the file: for each sheet with content its header, which is the first of
/// its first twenty rows that names at least two columns, then its rows without the blank ones. What cannot be read, or had
/// to be cut, is told as a trouble; of the file as a whole with the number 0.
///
/// `of` is the size of the file in bytes; its name tells nothing that its beginning does not tell better.
///
/// # Errors
/// The file could not be read at all, or `give` failed, which ends the reading at once.
pub fn read(
    file: &mut dyn ReadSeek,
    of: u64,
    _name: &str,
    kind: SheetFile,
    give: &mut dyn FnMut(ReaderMessage) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = SheetOutput::new(give, of);
    match kind {
        SheetFile::Csv => delimited::read(file, &mut out)?,
        SheetFile::Xlsx => xlsx::read(file, of, &mut out)?,
        SheetFile::Ods => ods::read(file, of, &mut out)?,
    }
    out.finish()
}
