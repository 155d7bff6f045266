//! The one door: a sheet goes in, pieces come out.

use std::io::{self, BufRead, Seek};

use super::event::SheetEvent;
use super::kind::SheetFile;
use super::output::SheetOutput;
use super::{delimited, ods, xlsx};

/// A file that can be read from any place in it.
pub trait ReadSeek: BufRead + Seek {}

impl<T: BufRead + Seek + ?Sized> ReadSeek for T {}

/// Reads a sheet and gives its pieces in the order of the file: for each sheet with content its header, which is the first of
/// its first twenty rows that names at least two columns, then its rows without the blank ones. What cannot be read, or had
/// to be cut, is told as a trouble; of the file as a whole with the number 0.
///
/// `of` is the size of the file in bytes. `is_heading` says whether the text of a cell is a usual heading of a column.
///
/// # Errors
/// The file could not be read at all, or `give` failed, which ends the reading at once.
pub fn read(
    file: &mut dyn ReadSeek,
    of: u64,
    kind: SheetFile,
    is_heading: &dyn Fn(&str) -> bool,
    give: &mut dyn FnMut(SheetEvent) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = SheetOutput::new(give, of, is_heading);
    match kind {
        SheetFile::Csv => delimited::read(file, &mut out)?,
        SheetFile::Xlsx => xlsx::read(file, of, &mut out)?,
        SheetFile::Ods => ods::read(file, of, &mut out)?,
    }
    out.finish()
}
