//! Which kind of sheet a file is: by its beginning, and by its name where the beginning does not say.

use crate::source::COMPOUND;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFile {
    /// Text: cells split by commas, semicolons or tabs.
    Csv,
    Xlsx,
    /// A workbook of LibreOffice and its like.
    Ods,
}

/// How a zip file begins, as both kinds of workbook are.
const ZIP: &[u8] = b"PK\x03\x04";
/// What a workbook of LibreOffice says of itself at its beginning.
const ODS_MIMETYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
const ODS_MIMETYPE_OFFSET: usize = 30;

/// Which kind of sheet a file is, by its name without folders and its first bytes, some hundred of them if it has that many.
/// `None` for anything else, an old Excel file ([`is_old_excel`]) too.
pub fn kind_of(name: &str, beginning: &[u8]) -> Option<SheetFile> {
    let zipped = beginning.starts_with(ZIP);
    if zipped && beginning.get(ODS_MIMETYPE_OFFSET..).is_some_and(|rest| rest.starts_with(ODS_MIMETYPE)) {
        return Some(SheetFile::Ods);
    }
    match ending(name).as_str() {
        // By another name it is a workbook all the same.
        "csv" | "tsv" | "txt" | "tab" if zipped => holds_a_workbook(beginning).then_some(SheetFile::Xlsx),
        "csv" | "tsv" | "txt" | "tab" if !beginning.starts_with(&COMPOUND) => Some(SheetFile::Csv),
        // Cut short or behind a password as it may be: the reader says what is wrong with it.
        "xlsx" | "xlsm" => Some(SheetFile::Xlsx),
        "ods" => Some(SheetFile::Ods),
        _ => None,
    }
}

/// Whether a file is of the Excel before 2007, which is not read: it has to be saved as .xlsx. By its name too, as Outlook's
/// mails begin with the same bytes.
pub fn is_old_excel(name: &str, beginning: &[u8]) -> bool {
    matches!(ending(name).as_str(), "xls" | "xlt")
        && (beginning.starts_with(&COMPOUND) || beginning.starts_with(b"\x09\x08"))
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

fn holds_a_workbook(beginning: &[u8]) -> bool {
    let holds = |wanted: &[u8]| beginning.windows(wanted.len()).any(|window| window == wanted);
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
    fn by_beginning_and_name(#[case] name: &str, #[case] beginning: &[u8], #[case] kind: Option<SheetFile>) {
        assert_eq!(kind_of(name, beginning), kind);
    }

    #[test]
    fn an_outlook_mail_is_no_old_excel() {
        let beginning = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        assert!(is_old_excel("old.XLS", beginning));
        assert!(!is_old_excel("reply.msg", beginning));
        assert!(!is_old_excel("page.xls", b"<html>"));
    }
}
