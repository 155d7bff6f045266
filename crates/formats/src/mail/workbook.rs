//! Reads the rows of small workbooks that are attached to a mail.
//!
//! A form that comes back is a few rows. Whatever is larger is no form and stays unread, so that a mail costs little time.

use std::io::{self, Cursor};

use super::catch_panic::catch_panic;
use crate::ReadError;
use crate::sheet::{self, SheetFile, SheetSink};
use crate::source::COMPOUND;
use charter::sheet_row::{RowNote, SheetRow};

/// Of one workbook in bytes, packed: a form of ours has 7 kB; a program that saves it again adds styles and pictures.
const MAX_BYTES: usize = 1 << 20;
/// Of all workbooks of a mail, in bytes, packed.
const MAX_ALL_BYTES: usize = 2 << 20;
const MAX_WORKBOOKS: usize = 16;
/// Of one workbook.
const MAX_ROWS: usize = 60;
const MAX_TEXT_BYTES: usize = 30_000;

const ZIP: &[u8] = b"PK\x03\x04";

/// What may still be read of a mail.
pub(super) struct Budget {
    workbooks: usize,
    bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { workbooks: MAX_WORKBOOKS, bytes: MAX_ALL_BYTES }
    }
}

impl Budget {
    /// The rows of each sheet of a workbook. `None` for any other file, and for a workbook that is too large to be a form. An
    /// error says why a workbook cannot be read, and what to do.
    pub(super) fn read(
        &mut self,
        name: &str,
        kind: &str,
        bytes: &[u8],
    ) -> Option<Result<Vec<Vec<SheetRow>>, ReadError>> {
        let form = form_of(name, kind, bytes)?;
        if self.workbooks == 0 || bytes.len() > MAX_BYTES.min(self.bytes) {
            return None;
        }
        self.workbooks -= 1;
        self.bytes -= bytes.len();
        let mut rows = Rows::default();
        let read = catch_panic(|| Ok(sheet::read(&mut Cursor::new(bytes), bytes.len() as u64, form, &mut rows)));
        match (read, rows.failed) {
            (Err(why), _) => Some(Err(why)),
            (_, Some((line, why))) if line > 0 || rows.rows == 0 => Some(Err(ReadError::from(why))),
            // The rows end the reading where they are too many.
            (Ok(Err(_)), _) => None,
            (Ok(Ok(())), _) => Some(Ok(rows.sheets)),
        }
    }
}

/// By its name, otherwise by its media type; only files that a workbook may be.
fn form_of(name: &str, kind: &str, bytes: &[u8]) -> Option<SheetFile> {
    const BY_KIND: [(&str, &str); 2] = [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "x.xlsx"),
        ("application/vnd.oasis.opendocument.spreadsheet", "x.ods"),
    ];
    if !bytes.starts_with(ZIP) && !bytes.starts_with(&COMPOUND) {
        return None;
    }
    let by_kind = BY_KIND.iter().find(|(known, _)| *known == kind).map(|(_, name)| *name);
    [Some(name.trim()), by_kind]
        .into_iter()
        .flatten()
        .find_map(|name| sheet::kind_of(name, bytes))
        .filter(|form| *form != SheetFile::Csv)
}

#[derive(Default)]
struct Rows {
    sheets: Vec<Vec<SheetRow>>,
    rows: usize,
    text_bytes: usize,
    /// The line from which on a sheet could not be read, or 0 for all of it, and why.
    failed: Option<(u64, String)>,
}

impl SheetSink for Rows {
    fn start_sheet(&mut self, _: &str) -> io::Result<()> {
        self.sheets.push(Vec::new());
        Ok(())
    }

    fn row(&mut self, line: u64, cells: Vec<String>, notes: Vec<RowNote>) -> io::Result<()> {
        self.rows += 1;
        self.text_bytes += cells.iter().map(|cell| cell.len() + 1).sum::<usize>();
        if self.rows > MAX_ROWS || self.text_bytes > MAX_TEXT_BYTES {
            return Err(io::Error::other("it is too large to be a form"));
        }
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.push(SheetRow { line, cells, notes });
        }
        Ok(())
    }

    /// A whole sheet that is left out, as a hidden one is, is no reason to read none.
    fn error(&mut self, line: u64, reason: String) -> io::Result<()> {
        if self.failed.as_ref().is_none_or(|(known, _)| *known == 0) {
            self.failed = Some((line, reason));
        }
        Ok(())
    }

    fn progress(&mut self, _: u64, _: u64) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn columns(&self) -> Option<usize> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, MAX_ALL_BYTES, MAX_BYTES, MAX_ROWS, MAX_WORKBOOKS};
    use rstest::rstest;
    use std::io::{Cursor, Write};

    fn workbook(rows: usize) -> Vec<u8> {
        let row =
            |row: usize| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>Code</t></is></c></row>");
        let rows: String = (1..=rows).map(row).collect();
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let parts = [
            (
                "_rels/.rels",
                format!(
                    "<Relationships><Relationship Id=\"r1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns:r=\"{relation}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships><Relationship Id=\"r1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
            ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
        ];
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            out.write_all(content.as_bytes()).unwrap();
        }
        out.finish().unwrap().into_inner()
    }

    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    #[rstest]
    #[case::named("slip.XLSX", "application/octet-stream", true)]
    #[case::by_kind("", XLSX, true)]
    #[case::another_name("slip.bin", XLSX, true)]
    #[case::other("slip.zip", "application/zip", false)]
    fn workbooks_are_known_by_name_or_kind(#[case] name: &str, #[case] kind: &str, #[case] is: bool) {
        let read = Budget::default().read(name, kind, &workbook(2));
        assert_eq!(read.map(|sheets| sheets.unwrap()[0].len()), is.then_some(2));
    }

    #[test]
    fn what_is_too_large_is_not_read_and_what_is_broken_says_why() {
        let large = |rows| Budget::default().read("a.xlsx", "", &workbook(rows)).is_none();
        assert!(!large(MAX_ROWS) && large(MAX_ROWS + 1));
        let mut padded = workbook(1);
        padded.resize(MAX_BYTES + 1, 0);
        assert!(Budget::default().read("a.xlsx", "", &padded).is_none());
        let torn = &workbook(2)[..200];
        assert!(Budget::default().read("a.xlsx", "", torn).unwrap().unwrap_err().to_string().contains("damaged"));
    }

    #[test]
    fn a_mail_is_read_up_to_its_budget() {
        let mut budget = Budget::default();
        let read = (0..MAX_WORKBOOKS + 4).filter(|_| budget.read("a.xlsx", "", &workbook(1)).is_some()).count();
        assert_eq!(read, MAX_WORKBOOKS);
        let mut budget = Budget { workbooks: MAX_WORKBOOKS, bytes: MAX_ALL_BYTES };
        budget.bytes = 100;
        assert!(budget.read("a.xlsx", "", &workbook(1)).is_none());
    }
}
