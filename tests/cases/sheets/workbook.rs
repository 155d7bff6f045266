//! Builds small workbooks part by part, so that a test can write what no library writes.

use std::io::{Cursor, Write};

/// A cell of text in the XML of a sheet.
pub fn text(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A row of cells of text from column A on; blank ones are left out.
pub fn row(line: u32, attributes: &str, texts: &[&str]) -> String {
    let filled = ('A'..).zip(texts).filter(|(_, words)| !words.is_empty());
    let cells: String = filled.map(|(column, words)| text(&format!("{column}{line}"), words)).collect();
    format!("<row r=\"{line}\" {attributes}>{cells}</row>")
}

/// A workbook of Excel with one sheet. Empty parts are left out.
#[derive(Default)]
pub struct Xlsx<'a> {
    /// What stands before the rows, such as `<cols>`.
    pub before: &'a str,
    pub rows: &'a str,
    /// What stands behind the rows, such as `<mergeCells>`.
    pub after: &'a str,
    /// Elements of the workbook, such as `<workbookPr>`.
    pub workbook: &'a str,
    /// The codes of number formats; style 1 is the first.
    pub formats: &'a [&'a str],
    /// The shared strings, each an element `si`.
    pub strings: &'a str,
    /// The style behind those of the number formats, whose font strikes out.
    pub has_struck_style: bool,
}

impl Xlsx<'_> {
    pub fn bytes(&self) -> Vec<u8> {
        const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
        let relationship = |id: u32, kind: &str, target: &str| {
            format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        };
        let relationships = |entries: &str| format!("<Relationships xmlns=\"{PACKAGE}\">{entries}</Relationships>");
        let of_book = [
            relationship(1, "worksheet", "worksheets/sheet1.xml"),
            relationship(2, "styles", "styles.xml"),
            relationship(3, "sharedStrings", "sharedStrings.xml"),
        ];
        let formats = (164..).zip(self.formats);
        let formats: String =
            formats.map(|(id, code)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>")).collect();
        let styles: String = (164..).zip(self.formats).map(|(id, _)| format!("<xf numFmtId=\"{id}\"/>")).collect();
        let struck = if self.has_struck_style { "<xf numFmtId=\"0\" fontId=\"1\"/>" } else { "" };
        let rows = if self.rows.is_empty() { String::new() } else { format!("<sheetData>{}</sheetData>", self.rows) };
        zip(&[
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            ("_rels/.rels", &relationships(&relationship(1, "officeDocument", "xl/workbook.xml"))),
            ("xl/_rels/workbook.xml.rels", &relationships(&of_book.concat())),
            (
                "xl/workbook.xml",
                &format!(
                    "<workbook {MAIN} xmlns:r=\"{OFFICE}\">{}<sheets><sheet name=\"Replies\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
                    self.workbook
                ),
            ),
            (
                "xl/styles.xml",
                &format!(
                    "<styleSheet {MAIN}><numFmts>{formats}</numFmts><fonts><font/><font><strike/></font></fonts>\
                     <cellXfs><xf numFmtId=\"0\"/>{styles}{struck}</cellXfs></styleSheet>"
                ),
            ),
            ("xl/sharedStrings.xml", &format!("<sst {MAIN}>{}</sst>", self.strings)),
            (
                "xl/worksheets/sheet1.xml",
                &format!("<worksheet {MAIN} xmlns:x=\"x\">{}{rows}{}</worksheet>", self.before, self.after),
            ),
        ])
    }
}

/// An OpenDocument workbook with one sheet; `table` is what stands in it.
pub fn ods(table: &str) -> Vec<u8> {
    ods_with_styles("", table)
}

/// As [`ods`], with automatic styles.
pub fn ods_with_styles(styles: &str, table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"Replies\">{table}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// A row of cells of text of an OpenDocument workbook.
pub fn ods_row(attributes: &str, texts: &[&str]) -> String {
    let cells: String = texts.iter().map(|text| ods_cell("office:value-type=\"string\"", text)).collect();
    format!("<table:table-row {attributes}>{cells}</table:table-row>")
}

pub fn ods_cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

pub fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let stored = zip::CompressionMethod::Stored;
        let method = if *name == "mimetype" { stored } else { zip::CompressionMethod::Deflated };
        zip.start_file(*name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
