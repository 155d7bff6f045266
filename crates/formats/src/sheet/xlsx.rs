//! Reads Excel workbooks cell by cell.

use std::io::{self, Read, Seek};

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx};

use super::cells::RowCells;
use super::value::{excel_date_time, number};
use crate::sheet::output::{SheetOutput, describe_sheet};
use crate::sheet::zip_limits::{CountingReader, DAMAGED, LOCKED, open_zip};
use crate::source::{BufReadSeek, COMPOUND};

pub(super) fn read(file: &mut dyn BufReadSeek, of: u64, out: &mut SheetOutput<'_>) -> io::Result<()> {
    out.limit_text();
    let mut start = Vec::new();
    (&mut *file).take(COMPOUND.len() as u64).read_to_end(&mut start)?;
    if start == COMPOUND {
        return out.error(0, LOCKED);
    }
    file.rewind()?;
    let packed = match open_zip(&mut *file).map(|mut zip| sheets_packed(&mut zip)) {
        Ok(packed) => packed,
        Err(error) => return out.error(0, &error.to_string()),
    };
    file.rewind()?;
    let (counted, read) = CountingReader::new(file);
    let Ok(mut book) = Xlsx::new(counted) else { return out.error(0, DAMAGED) };
    // Everything before the sheets is read by now; from here on bytes read are progress.
    let before = read.get();
    let progress = || of.saturating_sub(packed) + read.get().saturating_sub(before).min(packed);
    let sheets = book.sheets_metadata().to_vec();
    let since_1904 = book.has_1904_epoch();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        match sheet.visible {
            SheetVisible::Visible => {}
            SheetVisible::Hidden => {
                out.error(0, &format!("{} is hidden, and is left out", describe_sheet(&sheet.name)))?;
                continue;
            }
            // Only a program can hide a sheet like this, so nobody knows about it.
            SheetVisible::VeryHidden => continue,
        }
        out.start_sheet(&sheet.name)?;
        read_sheet(&mut book, &sheet.name, since_1904, out, &progress)?;
        if out.is_full() {
            break;
        }
    }
    Ok(())
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

/// Cells between checks of the progress, for wide or blank rows.
const CELLS_A_STEP: u32 = 4_096;

fn read_sheet<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    since_1904: bool,
    out: &mut SheetOutput<'_>,
    progress: &dyn Fn() -> u64,
) -> io::Result<()> {
    let damaged = |name: &str| format!("{} is damaged from here on; the rows before were read", describe_sheet(name));
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return out.error(0, &damaged(name)) };
    let (mut line, mut row, mut cells): (u64, _, u32) = (0, RowCells::default(), 0);
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return out.write_row(line, row),
            Err(_) => {
                out.write_row(line, row)?;
                return out.error(line, &damaged(name));
            }
        };
        let (at, column) = cell.get_position();
        let at = u64::from(at) + 1;
        if at != line {
            out.write_row(line, std::mem::take(&mut row))?;
            out.report_progress(progress())?;
            line = at;
        }
        cells = cells.wrapping_add(1);
        if cells.is_multiple_of(CELLS_A_STEP) {
            out.report_progress(progress())?;
        }
        if out.is_full() {
            return Ok(());
        }
        let text = text(cell.get_value(), since_1904);
        if !text.is_empty() {
            row.set(usize::try_from(column).unwrap_or(usize::MAX), &text);
        }
    }
}

fn text(value: &DataRef<'_>, since_1904: bool) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        value => match Data::from(value.clone()) {
            Data::String(text) | Data::DateTimeIso(text) => text,
            Data::Int(number) => number.to_string(),
            Data::Float(value) => number(value),
            Data::Bool(value) => if value { "yes" } else { "no" }.to_owned(),
            Data::DateTime(when) => excel_date_time(when.as_f64(), when.is_duration(), since_1904),
            Data::DurationIso(text) => super::value::duration(&text),
            // An error value is no answer of a council.
            _ => String::new(),
        },
    }
}
