//! The workbook that goes with a drafted letter, filled in, and as other programs save it.

use std::io::{Cursor, Read, Write};

use mail_parser::{MessageParser, MimeHeaders};

use crate::workspace::Workspace;

/// Cells of the row of the only council, by column.
pub const ANSWERS: [(&str, &str); 6] = [
    ("D", "5 October 2023"),
    ("E", "yes"),
    ("F", "Speeding past the school"),
    ("G", "Dog fouling on the green"),
    ("I", "quarterly"),
    ("J", "in person"),
];

pub const HEADINGS: [&str; 10] =
    ["Code", "Council", "Round", "Date", "Takes part", "Priority 1", "Priority 2", "Priority 3", "Frequency", "Method"];

/// The workbook on the reminder to these councils, who have one clerk.
pub fn blank(desk: &Workspace, councils: &[&str]) -> Vec<u8> {
    let folder = desk.path(&format!("out-{}", councils.len()));
    let out = folder.to_str().unwrap().to_owned();
    let names = [&["letters", "draft", "chase"], councils, &["--out", &out]].concat();
    desk.done(&names);
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let mail = std::fs::read(file).unwrap();
    let mail = MessageParser::default().parse(&mail).unwrap();
    let slip = mail.attachment(0).unwrap();
    assert_eq!(slip.attachment_name(), Some("reply-slip.xlsx"));
    slip.contents().to_vec()
}

/// The reminder's workbook for Clun, filled in.
pub fn filled(desk: &Workspace, cells: &[(&str, &str)]) -> Vec<u8> {
    fill(&blank(desk, &["clun"]), 2, cells)
}

/// A workbook of ours with cells added to a row from 2.
pub fn fill(bytes: &[u8], row: usize, cells: &[(&str, &str)]) -> Vec<u8> {
    let added: String = cells
        .iter()
        .map(|(column, text)| format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))
        .collect();
    replace(bytes, "xl/worksheets/sheet1.xml", |sheet| {
        let at = sheet.find(&format!("<row r=\"{row}\"")).unwrap();
        let end = at + sheet[at..].find("</row>").unwrap();
        format!("{}{added}{}", &sheet[..end], &sheet[end..])
    })
}

/// With another code in the row of the only council.
pub fn with_code(bytes: &[u8], known: &str, code: &str) -> Vec<u8> {
    replace(bytes, "xl/sharedStrings.xml", |texts| texts.replace(known, code))
}

fn replace(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let name = file.name().unwrap().into_owned();
        if name == part {
            content = change(String::from_utf8(content).unwrap()).into_bytes();
        }
        parts.push((name, content));
    }
    zipped(&parts)
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        // The type of an OpenDocument file stands at its beginning as it is.
        let method = if name == "mimetype" { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        out.start_file(name.as_str(), options).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The cells of both rows of a filled-in slip of Clun.
fn cells(code: &str) -> [Vec<String>; 2] {
    let mut row: Vec<String> = [code, "Clun Town Council", "2023-Q4"].map(str::to_owned).to_vec();
    row.extend(["D", "E", "F", "G", "H", "I", "J"].iter().map(|column| {
        ANSWERS.iter().find(|(known, _)| known == column).map_or_else(String::new, |(_, text)| (*text).to_owned())
    }));
    [HEADINGS.map(str::to_owned).to_vec(), row]
}

/// The slip as LibreOffice saves it: as .ods, with a style for each cell, runs of spaces as elements, and its whole height and
/// width as one repeated row and column.
pub fn saved_as_ods(code: &str) -> Vec<u8> {
    let cell = |text: &String| match text.is_empty() {
        true => "<table:table-cell/>".to_owned(),
        false => format!(
            "<table:table-cell table:style-name=\"ce2\" office:value-type=\"string\" calcext:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        ),
    };
    let row = |cells: &Vec<String>| {
        let cells: String = cells.iter().map(cell).collect();
        format!(
            "<table:table-row table:style-name=\"ro1\">{cells}<table:table-cell table:number-columns-repeated=\"16374\"/></table:table-row>"
        )
    };
    let rows: String = cells(code).iter().map(row).collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\" office:version=\"1.3\">\
         <office:body><office:spreadsheet><table:table table:name=\"Reply slip\" table:style-name=\"ta1\">\
         <table:table-column table:number-columns-repeated=\"16384\"/>{rows}\
         <table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    zipped(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml".to_owned(), content.into_bytes()),
        ("META-INF/manifest.xml".to_owned(), manifest.as_bytes().to_vec()),
    ])
}

/// The slip as LibreOffice saves it as .xlsx: every text shared, the parts in its own order, blank cells with a style.
pub fn saved_as_xlsx_by_libreoffice(code: &str) -> Vec<u8> {
    let rows = cells(code);
    let texts: Vec<&String> = rows.iter().flatten().filter(|text| !text.is_empty()).collect();
    let strings: String = texts.iter().map(|text| format!("<si><t xml:space=\"preserve\">{text}</t></si>")).collect();
    let mut next = 0;
    let mut cell = |row: usize, column: usize, text: &String| {
        let name = format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()));
        if text.is_empty() {
            return format!("<c r=\"{name}\" s=\"0\"/>");
        }
        next += 1;
        format!("<c r=\"{name}\" s=\"0\" t=\"s\"><v>{}</v></c>", next - 1)
    };
    let mut data = String::new();
    for (number, row) in (1..).zip(&rows) {
        let cells: String = row.iter().enumerate().map(|(column, text)| cell(number, column, text)).collect();
        data += &format!(
            "<row r=\"{number}\" customFormat=\"false\" ht=\"12.8\" hidden=\"false\" customHeight=\"false\" outlineLevel=\"0\" collapsed=\"false\">{cells}</row>"
        );
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |entries: &[(&str, &str)]| {
        let entries: String = (1..)
            .zip(entries)
            .map(|(id, (kind, target)): (usize, _)| {
                format!("<Relationship Id=\"rId{id}\" Type=\"{relation}/{kind}\" Target=\"{target}\"/>")
            })
            .collect();
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{entries}</Relationships>"
        )
    };
    let part = |name: &str, content: String| {
        (
            name.to_owned(),
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{content}").into_bytes(),
        )
    };
    zipped(&[
        part(
            "xl/_rels/workbook.xml.rels",
            relations(&[("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]),
        ),
        part(
            "xl/sharedStrings.xml",
            format!("<sst xmlns=\"{main}\" count=\"{0}\" uniqueCount=\"{0}\">{strings}</sst>", texts.len()),
        ),
        part(
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData></worksheet>"),
        ),
        part(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets><sheet name=\"Reply slip\" sheetId=\"1\" state=\"visible\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        part("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
    ])
}
