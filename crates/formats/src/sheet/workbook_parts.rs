//! Makes another workbook of one, with one part in other words. The other parts are copied as they are, compressed.
//!
//! The new part is stored without compression: it is some hundred bytes, and a compressor for each workbook took a third of the
//! time of drafting and kept 200 kB a mail (`benches/letters.rs`).

use std::io::{self, Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The part with the texts of all cells.
pub const SHARED_STRINGS: &str = "xl/sharedStrings.xml";

/// The text of a part of a workbook of ours.
///
/// # Errors
/// It has no such part, or is no archive.
pub fn read_part(workbook: &[u8], name: &str) -> io::Result<String> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut text = String::new();
    archive.by_name(name)?.read_to_string(&mut text)?;
    Ok(text)
}

/// The workbook with another text for one part. Only for workbooks of ours: nothing here limits what is read.
///
/// # Errors
/// It is no archive.
pub fn replace_part(workbook: &[u8], name: &str, text: &str) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut changed = ZipWriter::new(Cursor::new(Vec::with_capacity(workbook.len() + text.len())));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index)?;
        if part.name().is_ok_and(|known| known == name) {
            drop(part);
            changed.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))?;
            changed.write_all(text.as_bytes())?;
        } else {
            changed.raw_copy_file(part)?;
        }
    }
    Ok(changed.finish()?.into_inner())
}
