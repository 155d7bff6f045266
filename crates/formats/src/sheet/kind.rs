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

pub(super) const OLD_EXCEL: &str =
    "it is a workbook from an old Excel; nothing was read of it; save it as .xlsx and import that";
pub(super) const BINARY_WORKBOOK: &str =
    "it is a binary workbook (.xlsb); nothing was read of it; open it in Excel, save it as .xlsx, and import that";
const WEB_PAGE: &str = "it is a web page, whatever its name says; nothing was read of it; open it in Excel or LibreOffice, save it \
                        as .xlsx, and import that";
const XML: &str = "it is XML, whatever its name says; nothing was read of it; open it in Excel or LibreOffice, save it as .xlsx, \
                   and import that";
const PDF: &str =
    "it is a PDF, whatever its name says; nothing was read of it; ask for the sheet itself, or type its replies in";
const RICH_TEXT: &str = "it is a text document (.rtf), whatever its name says; nothing was read of it; copy its table into a sheet, \
                         and import that";

/// First bytes of a workbook of Excel 2 to 4, which is no compound file.
const FIRST_EXCEL: &[&[u8]] = &[b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"];

/// The format of a file, by its name without folders and its first bytes (some hundred, if it has that many). `None` for
/// anything else, also for files that only look like sheets ([`refusal`]).
pub fn kind_of(name: &str, start: &[u8]) -> Option<SheetFile> {
    let zipped = start.starts_with(ZIP);
    if zipped && start.get(ODS_MIMETYPE_OFFSET..).is_some_and(|rest| rest.starts_with(ODS_MIMETYPE)) {
        return Some(SheetFile::Ods);
    }
    match ending(name).as_str() {
        // A workbook with another file name.
        "csv" | "tsv" | "txt" | "tab" if zipped => holds_a_workbook(start).then_some(SheetFile::Xlsx),
        "csv" | "tsv" | "txt" | "tab" if !start.starts_with(&COMPOUND) => Some(SheetFile::Csv),
        "ods" | "xls" if zipped && holds(start, b"xl/") => Some(SheetFile::Xlsx),
        // Many websites call their tables of text so.
        "xls" | "xlsx" | "xlsm" | "ods" if is_text(start) => Some(SheetFile::Csv),
        // Damaged or encrypted files count too: the reader reports what is wrong.
        "xlsx" | "xlsm" | "xltx" | "xltm" => Some(SheetFile::Xlsx),
        "ods" | "ots" => Some(SheetFile::Ods),
        _ => None,
    }
}

/// Why a file that looks like a sheet by its name cannot be read, and what to do. Needs the name, because Outlook's mails
/// start with the same bytes as old Excel files.
pub fn refusal(name: &str, start: &[u8]) -> Option<&'static str> {
    let is_old = start.starts_with(&COMPOUND) || FIRST_EXCEL.iter().any(|first| start.starts_with(first));
    match ending(name).as_str() {
        "xls" | "xlt" if is_old => Some(OLD_EXCEL),
        "csv" | "tsv" | "tab" if start.starts_with(&COMPOUND) => Some(OLD_EXCEL),
        "xlsb" => Some(BINARY_WORKBOOK),
        _ => None,
    }
}

/// Why the start of a text is no start of delimited text.
pub(super) fn foreign_text(start: &str) -> Option<&'static str> {
    const PAGES: [&str; 8] = ["<!doctype html", "<html", "<head", "<meta", "<body", "<table", "<style", "<div"];
    let start: String = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).chars().take(1024).collect();
    let start = start.to_ascii_lowercase();
    if PAGES.iter().any(|page| start.starts_with(page)) || start.starts_with("<?xml") && start.contains("<html") {
        Some(WEB_PAGE)
    } else if start.starts_with("<?xml") {
        Some(XML)
    } else if start.starts_with("%pdf-") {
        Some(PDF)
    } else if start.starts_with("{\\rtf") {
        Some(RICH_TEXT)
    } else {
        None
    }
}

/// Whether the first bytes are text: in UTF-16 with its mark, or without control characters.
fn is_text(start: &[u8]) -> bool {
    let start = &start[..start.len().min(512)];
    let is_printable = |byte: &u8| *byte >= 0x20 || matches!(byte, b'\t' | b'\r' | b'\n');
    !start.is_empty()
        && !start.starts_with(b"PK")
        && (start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || start.iter().all(is_printable))
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

fn holds(start: &[u8], wanted: &[u8]) -> bool {
    start.windows(wanted.len()).any(|window| window == wanted)
}

fn holds_a_workbook(start: &[u8]) -> bool {
    [&b"[Content_Types].xml"[..], b"xl/", b"_rels/.rels"].iter().any(|wanted| holds(start, wanted))
}

#[cfg(test)]
mod tests {
    use super::{SheetFile, foreign_text, kind_of, refusal};
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
    #[case("renamed.ods", b"PK\x03\x04..........................xl/workbook.xml", Some(SheetFile::Xlsx))]
    #[case("export.xls", b"Parish\tWish\r\n", Some(SheetFile::Csv))]
    #[case("export.xlsx", b"Parish,Wish\r\n", Some(SheetFile::Csv))]
    #[case("export.xls", b"\xff\xfeP\0a\0", Some(SheetFile::Csv))]
    #[case("torn.xlsx", b"\x00\x01\x02", Some(SheetFile::Xlsx))]
    #[case("binary.xlsb", b"PK\x03\x04", None)]
    #[case("replies.eml", b"From: clerk@wem.example", None)]
    #[case("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None)]
    fn by_beginning_and_name(#[case] name: &str, #[case] start: &[u8], #[case] kind: Option<SheetFile>) {
        assert_eq!(kind_of(name, start), kind);
    }

    #[rstest]
    #[case("old.XLS", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some("an old Excel"))]
    #[case("old.xls", b"\x09\x08\x10\x00", Some("an old Excel"))]
    #[case("old.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some("an old Excel"))]
    #[case("big.xlsb", b"PK\x03\x04", Some("save it as .xlsx"))]
    #[case("reply.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None)]
    #[case("page.xls", b"<html>", None)]
    #[case("replies.csv", b"Parish,Wish", None)]
    fn what_only_looks_like_a_sheet_is_refused(#[case] name: &str, #[case] start: &[u8], #[case] why: Option<&str>) {
        assert_eq!(refusal(name, start).is_some(), why.is_some());
        assert!(refusal(name, start).unwrap_or_default().contains(why.unwrap_or_default()));
    }

    #[rstest]
    #[case("\n <!DOCTYPE html><html>", "a web page")]
    #[case("<table border=1>", "a web page")]
    #[case("<?xml version=\"1.0\"?><html xmlns=\"x\">", "a web page")]
    #[case("<?xml version=\"1.0\"?><Workbook>", "XML")]
    #[case("%PDF-1.7", "a PDF")]
    #[case("{\\rtf1\\ansi", "a text document")]
    #[case("Parish,<html>", "")]
    #[case("<5 replies,A", "")]
    fn other_texts_are_known_by_their_start(#[case] start: &str, #[case] what: &str) {
        assert_eq!(foreign_text(start).is_some(), !what.is_empty());
        assert!(foreign_text(start).unwrap_or_default().contains(what));
    }
}
