//! Reads a workbook: opens its parts, and reads one visible sheet after the other.

use std::io::{self, Read, Seek};

use cfb::CompoundFile;

use super::cell::CellContext;
use super::layout::Layout;
use super::package::{Package, SheetEntry, Visibility, Workbook};
use super::rows::{Ended, SheetRows};
use super::strings::read_strings;
use super::styles::read_styles;
use crate::sheet::kind::{BINARY_WORKBOOK, OLD_EXCEL};
use crate::sheet::merges::Merges;
use crate::sheet::output::{SheetOutput, describe_sheet};
use crate::sheet::zip_limits::{CountingReader, DAMAGED, LOCKED, open_zip};
use crate::source::{BufReadSeek, COMPOUND};

const NO_SHEET: &str = "it holds no sheet; nothing was read of it; check that it is the right file";

pub(in crate::sheet) fn read(file: &mut dyn BufReadSeek, of: u64, out: &mut SheetOutput<'_>) -> io::Result<()> {
    out.limit_text();
    let mut start = Vec::new();
    (&mut *file).take(COMPOUND.len() as u64).read_to_end(&mut start)?;
    file.rewind()?;
    if start == COMPOUND {
        return out.error(0, compound_reason(file));
    }
    let (counted, read) = CountingReader::new(file);
    let (mut package, packed) = match open_zip(counted).map(|mut zip| (sheets_packed(&mut zip), zip)) {
        Ok((packed, zip)) => (Package::new(zip), packed),
        Err(error) => return out.error(0, &error.to_string()),
    };
    let Some((book, context)) = open_book(&mut package) else {
        return out.error(0, if package.has("xl/workbook.bin") { BINARY_WORKBOOK } else { DAMAGED });
    };
    if book.sheets.is_empty() {
        return out.error(0, NO_SHEET);
    }
    // Everything before the sheets is read by now. From here on bytes read are progress: each sheet is read twice.
    let before = read.get();
    let progress = || of.saturating_sub(packed) + (read.get().saturating_sub(before) / 2).min(packed);
    let mut merges = Merges::default();
    for sheet in &book.sheets {
        if sheet.visibility == Visibility::Hidden {
            out.error(0, &format!("{} is hidden, and is left out", describe_sheet(&sheet.name)))?;
            continue;
        }
        out.start_sheet(&sheet.name)?;
        read_sheet(&mut package, sheet, &context, &mut merges, out, &progress)?;
        if out.is_full() {
            break;
        }
    }
    Ok(())
}

/// Why a compound file is no workbook that can be read: it is encrypted (MS-OFFCRYPTO), or from before Excel 2007.
fn compound_reason(file: &mut dyn BufReadSeek) -> &'static str {
    let old = |file: CompoundFile<_>| file.is_stream("/Workbook") || file.is_stream("/Book");
    if CompoundFile::open(file).is_ok_and(old) { OLD_EXCEL } else { LOCKED }
}

/// `None` if a part that each workbook has is missing or damaged.
fn open_book<R: Read + Seek>(package: &mut Package<R>) -> Option<(Workbook, CellContext)> {
    let book = package.workbook()?;
    let strings = match book.strings_path.as_ref().and_then(|path| package.part(path)) {
        Some(part) => read_strings(part)?,
        None => Vec::new(),
    };
    let styles = match book.styles_path.as_ref().and_then(|path| package.part(path)) {
        Some(part) => read_styles(part)?,
        None => Vec::new(),
    };
    let (since_1904, is_uncalculated) = (book.since_1904, book.is_uncalculated);
    Some((book, CellContext { strings, styles, since_1904, is_uncalculated }))
}

/// Compressed size of the sheets in bytes.
fn sheets_packed<R: Read + Seek>(zip: &mut zip::ZipArchive<R>) -> u64 {
    let parts = zip.len();
    let packed = |part: usize| {
        let part = zip.by_index_raw(part).ok()?;
        part.name().is_ok_and(|name| name.contains("worksheets/")).then(|| part.compressed_size())
    };
    (0..parts).filter_map(packed).sum()
}

fn read_sheet<R: Read + Seek>(
    package: &mut Package<R>,
    sheet: &SheetEntry,
    book: &CellContext,
    merges: &mut Merges,
    out: &mut SheetOutput<'_>,
    progress: &dyn Fn() -> u64,
) -> io::Result<()> {
    let name = describe_sheet(&sheet.name);
    let damaged = format!("{name} is damaged from here on; the rows before were read");
    let Some(part) = package.part(&sheet.path) else { return out.error(0, &damaged) };
    let layout = Layout::read(part, &mut || out.report_progress(progress()))?;
    if layout.has_more_merged {
        out.error(
            0,
            &format!("{name} has so many merged cells that the last of them are read as if they were not merged"),
        )?;
    }
    let Some(part) = package.part(&sheet.path) else { return out.error(0, &damaged) };
    merges.start_sheet();
    match SheetRows::new(book, &layout, merges).read(part, out, progress)? {
        Ended::Whole => Ok(()),
        Ended::Damaged(line) => out.error(line, &damaged),
    }
}
