//! What a cell says in the many ways in which programs store it.

use std::io::Cursor;

use super::workbook::{Xlsx, ods, ods_row, row, text};
use super::{HEADER, Imported};
use charter::untrusted::Untrusted;
use desk::import::message::ReaderMessage;
use desk::import::read_sheet;
use formats::sheet::kind_of;
use rstest::rstest;

/// The header and the rows of a sheet as `line: cells`.
fn rows(name: &str, bytes: &[u8]) -> Vec<String> {
    let mut lines = Vec::new();
    let joined = |cells: &[Untrusted]| cells.iter().map(Untrusted::raw).collect::<Vec<_>>().join("|");
    let kind = kind_of(name, bytes).unwrap();
    read_sheet(&mut Cursor::new(bytes), bytes.len() as u64, kind, &mut |message| {
        match message {
            ReaderMessage::Header { line, cells, .. } | ReaderMessage::Row { line, cells, .. } => {
                lines.push(format!("{line}: {}", joined(&cells)));
            }
            ReaderMessage::Error { number, reason } => lines.push(format!("{number}! {reason}")),
            _ => {}
        }
        Ok(())
    })
    .unwrap();
    lines
}

const STRINGS: &str = "<si><t>plain &amp; &lt;simple&gt;</t></si>\
    <si><r><rPr><b/></rPr><t xml:space=\"preserve\">two </t></r><r><t>runs</t></r></si>\
    <si><t>name</t><rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh><phoneticPr fontId=\"1\"/></si>\
    <si><t>first_x000D_&#10;second</t></si>";

#[rstest]
#[case::shared("<c r=\"A2\" t=\"s\"><v>0</v></c>", "plain & <simple>")]
#[case::runs("<c r=\"A2\" t=\"s\"><v>1</v></c>", "two runs")]
#[case::reading("<c r=\"A2\" t=\"s\"><v>2</v></c>", "name")]
#[case::lines("<c r=\"A2\" t=\"s\"><v>3</v></c>", "first\r\nsecond")]
#[case::inline_runs(
    "<c r=\"A2\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c>",
    "ab"
)]
#[case::cdata("<c r=\"A2\" t=\"str\"><v><![CDATA[a & b]]></v></c>", "a & b")]
#[case::truth("<c r=\"A2\" t=\"b\"><v>1</v></c>", "yes")]
#[case::falsehood("<c r=\"A2\" t=\"b\"><v>false</v></c>", "no")]
#[case::percent("<c r=\"A2\" s=\"3\"><v>0.25</v></c>", "0.25")]
#[case::day("<c r=\"A2\" s=\"1\"><v>45181</v></c>", "2023-09-12")]
#[case::moment("<c r=\"A2\" s=\"2\"><v>45181.5</v></c>", "2023-09-12T12:00:00")]
#[case::length("<c r=\"A2\" s=\"4\"><v>1.5</v></c>", "36:00:00")]
#[case::iso("<c r=\"A2\" t=\"d\"><v>2023-09-12T00:00:00</v></c>", "2023-09-12")]
#[case::long("<c r=\"A2\"><v>441234567890123</v></c>", "441234567890123")]
#[case::longer("<c r=\"A2\"><v>1.2345678901234567E+25</v></c>", "1.23456789012346e25")]
#[case::zeros("<c r=\"A2\" t=\"s\" quotePrefix=\"1\"><v>0</v></c>", "plain & <simple>")]
#[case::no_place("<c t=\"str\"><v>first</v></c><c t=\"str\"><v>second</v></c>", "first|second")]
#[case::unknown_kind("<c r=\"A2\" t=\"new\"><v>words</v></c>", "words")]
#[case::unknown_error("<c r=\"A2\" t=\"e\" vm=\"1\"><v>#PYTHON!</v></c>", "#PYTHON!")]
#[case::more_than_a_value("<c r=\"A2\" t=\"str\"><v>words</v><extLst><ext/></extLst></c>", "words")]
fn cells_of_excel(#[case] cell: &str, #[case] read: &str) {
    let rows_of = format!("{}<row r=\"2\">{cell}</row>", row(1, "", &["Council", "Wish"]));
    let formats = ["d mmmm yyyy", "dd/mm/yy\\ h:mm", "0%", "[h]:mm"];
    let bytes = Xlsx { rows: &rows_of, strings: STRINGS, formats: &formats, ..Xlsx::default() }.bytes();
    assert_eq!(rows("a.xlsx", &bytes), ["1: Council|Wish".to_owned(), format!("2: {read}")]);
}

#[test]
fn a_sheet_with_prefixes_and_without_places_reads_the_same() {
    let plain = Xlsx { rows: &(row(1, "", &["Council", "Wish"]) + &row(2, "", &["Wem", "Yes"])), ..Xlsx::default() };
    let text = |words: &str| format!("<x:c t=\"inlineStr\"><x:is><x:t>{words}</x:t></x:is></x:c>");
    let row = |cells: [&str; 2]| format!("<x:row>{}{}</x:row>", text(cells[0]), text(cells[1]));
    let body = format!("<x:sheetData>{}{}</x:sheetData>", row(["Council", "Wish"]), row(["Wem", "Yes"]));
    let prefixed = Xlsx { after: &body, ..Xlsx::default() }.bytes();
    assert_eq!(rows("a.xlsx", &plain.bytes()), ["1: Council|Wish", "2: Wem|Yes"]);
    assert_eq!(rows("a.xlsx", &prefixed), ["1: Council|Wish", "2: Wem|Yes"]);
}

#[rstest]
#[case("'12/09/2023", "12/09/2023")]
#[case("'+44 1939", "+44 1939")]
#[case("'- speeding", "- speeding")]
#[case("'=A1", "'=A1")]
#[case("'tis late", "'tis late")]
#[case("=\"E04011380\"", "E04011380")]
#[case("\"=\"\"0123\"\"\"", "0123")]
#[case("=\"a\"&\"b\"", "=\"a\"&\"b\"")]
fn the_mark_of_a_number_as_text_is_no_part_of_it(#[case] cell: &str, #[case] read: &str) {
    let text = format!("Council,Wish\n{cell},Yes\n");
    assert_eq!(rows("a.csv", text.as_bytes())[1], format!("2: {read}|Yes"));
}

#[test]
fn a_title_above_the_header_and_totals_below_are_no_replies() {
    let rows = [
        row(1, "", &["Charter replies, autumn 2023"]),
        row(4, "", &HEADER),
        row(5, "", &["Ludlow Town Council", "26/09/2023", "Yes", "Litter"]),
        row(7, "", &["Total replies: 1", "", "1", "1"]),
        row(8, "", &["", "Total", "1", "1"]),
    ];
    let came = Imported::new("a.xlsx", Xlsx { rows: &rows.concat(), ..Xlsx::default() }.bytes());
    assert_eq!(came.items(), ["Ludlow Town Council|ready|2023-09-26|yes"]);
    came.assert_notes(&["7: it is a line of totals", "8: it is a line of totals"]);
}

#[test]
fn a_reading_aid_of_an_open_document_is_left_out() {
    let ruby =
        "<text:ruby><text:ruby-base>name</text:ruby-base><text:ruby-text>reading</text:ruby-text></text:ruby>, too";
    let bytes = ods(&(ods_row("", &["Council", "Wish"]) + &ods_row("", &[ruby, "Yes"])));
    assert_eq!(rows("a.ods", &bytes)[1], "2: name, too|Yes");
}

#[test]
fn a_protected_sheet_is_read() {
    let reply = ["Ludlow Town Council", "26/09/2023", "Yes", "Litter"];
    let after = "<sheetProtection sheet=\"1\" objects=\"1\" password=\"CC1A\"/>";
    let rows = row(1, "", &HEADER) + &format!("<row r=\"2\">{}{}</row>", text("A2", reply[0]), text("C2", "No"));
    let came = Imported::new("a.xlsx", Xlsx { rows: &rows, after, ..Xlsx::default() }.bytes());
    assert_eq!(came.items(), ["Ludlow Town Council|needs-look|-|no"]);
}
