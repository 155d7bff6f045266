//! Reads a sheet of any format.

use std::io;

use super::kind::SheetFile;
use super::output::{SheetOutput, SheetSink};
use super::{delimited, ods, xlsx};
use crate::BufReadSeek;

/// Reads a sheet of `total` bytes and passes its rows to the sink, in the order of the file and without blank rows.
///
/// # Errors
/// The file cannot be read at all, or the sink failed, which ends the reading at once.
pub fn read(file: &mut dyn BufReadSeek, total: u64, kind: SheetFile, sink: &mut dyn SheetSink) -> io::Result<()> {
    let mut out = SheetOutput::new(sink, total);
    match kind {
        SheetFile::Csv => delimited::read(file, &mut out)?,
        SheetFile::Xlsx => xlsx::read(file, total, &mut out)?,
        SheetFile::Ods => ods::read(file, total, &mut out)?,
    }
    out.finish()
}
