//! Detects the format of a sheet by its start, and by its name if the start is ambiguous.

use crate::source::COMPOUND;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFile {
    /// Delimited text: commas, semicolons or tabs.
    Csv,
    Xlsx,
    /// OpenDocument, as LibreOffice writes it.
    Ods,
}

/// Magic number of a zip file; both workbook formats are zip files.
const ZIP: &[u8] = b"PK\x03\x04";
/// First entry of an OpenDocument spreadsheet.
const ODS_MIMETYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
const ODS_MIMETYPE_OFFSET: usize = 30;

/// The format of a file, by its name without folders and its first bytes (some hundred, if it has that many). `None` for
/// anything else, also for old Excel files ([`is_old_excel`]).
pub fn kind_of(name: &str, start: &[u8]) -> Option<SheetFile> {
    let zipped = start.starts_with(ZIP);
    if zipped && start.get(ODS_MIMETYPE_OFFSET..).is_some_and(|rest| rest.starts_with(ODS_MIMETYPE)) {
        return Some(SheetFile::Ods);
    }
    match ending(name).as_str() {
        // A workbook with another file name.
        "csv" | "tsv" | "txt" | "tab" if zipped => holds_a_workbook(start).then_some(SheetFile::Xlsx),
        "csv" | "tsv" | "txt" | "tab" if !start.starts_with(&COMPOUND) => Some(SheetFile::Csv),
        // Damaged or encrypted files count too: the reader reports what is wrong.
        "xlsx" | "xlsm" => Some(SheetFile::Xlsx),
        "ods" => Some(SheetFile::Ods),
        _ => None,
    }
}

/// Whether a file is from Excel before 2007; it must be saved as .xlsx. Needs the name, because Outlook's mails start with
/// the same bytes.
pub fn is_old_excel(name: &str, start: &[u8]) -> bool {
    matches!(ending(name).as_str(), "xls" | "xlt") && (start.starts_with(&COMPOUND) || start.starts_with(b"\x09\x08"))
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

fn holds_a_workbook(start: &[u8]) -> bool {
    let holds = |wanted: &[u8]| start.windows(wanted.len()).any(|window| window == wanted);
    holds(b"[Content_Types].xml") || holds(b"xl/") || holds(b"_rels/.rels")
}

#[cfg(test)]
mod tests {
    use super::{SheetFile, is_old_excel, kind_of};
    use rstest::rstest;

    #[rstest]
    #[case("replies.csv", b"Parish,Wish", Some(SheetFile::Csv))]
    #[case("replies.TSV", b"Parish\tWish", Some(SheetFile::Csv))]
    #[case("replies.txt", b"", Some(SheetFile::Csv))]
    #[case("replies.xlsx", b"PK\x03\x04", Some(SheetFile::Xlsx))]
    #[case("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some(SheetFile::Xlsx))]
    #[case("renamed.csv", b"PK\x03\x04..........................[Content_Types].xml", Some(SheetFile::Xlsx))]
    #[case("renamed.csv", b"PK\x03\x04..........................word/document.xml", None)]
    #[case("old.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None)]
    #[case("replies.ods", b"PK\x03\x04", Some(SheetFile::Ods))]
    #[case(
        "replies",
        b"PK\x03\x04..........................mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK",
        Some(SheetFile::Ods)
    )]
    #[case("replies.eml", b"From: clerk@wem.example", None)]
    #[case("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None)]
    fn by_beginning_and_name(#[case] name: &str, #[case] start: &[u8], #[case] kind: Option<SheetFile>) {
        assert_eq!(kind_of(name, start), kind);
    }

    #[test]
    fn outlook_mails_are_not_excel_files() {
        let start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        assert!(is_old_excel("old.XLS", start));
        assert!(!is_old_excel("reply.msg", start));
        assert!(!is_old_excel("page.xls", b"<html>"));
    }
}
