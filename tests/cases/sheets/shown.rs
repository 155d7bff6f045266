//! Sheets are read as a person sees them: without words struck out, and without what a merged cell covers.

use super::workbook::{Xlsx, ods, ods_cell, ods_row, ods_with_styles, row, text};
use super::{HEADER, Imported};
use rstest::rstest;

const STRING: &str = "office:value-type=\"string\"";

/// A sheet with one reply, whose last cell is given as XML.
fn xlsx_with_priority(priority: &str) -> Vec<u8> {
    let reply = [text("A2", "Ludlow Town Council"), text("B2", "26/09/2023"), text("C2", "Yes")].concat();
    let rows = row(1, "", &HEADER) + &format!("<row r=\"2\">{reply}{priority}</row>");
    Xlsx { rows: &rows, has_struck_style: true, ..Xlsx::default() }.bytes()
}

fn ods_with_priority(columns: &str, priority: &str) -> Vec<u8> {
    let line = "style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"";
    let style = |name: &str, family: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"{family}\"><style:text-properties {line}/></style:style>"
        )
    };
    let reply = ["Ludlow Town Council", "26/09/2023", "Yes"].map(|cell| ods_cell(STRING, cell)).concat();
    let rows = ods_row("", &HEADER) + &format!("<table:table-row>{reply}{priority}</table:table-row>");
    ods_with_styles(&(style("ce1", "table-cell") + &style("T1", "text")), &(columns.to_owned() + &rows))
}

#[rstest]
#[case::cell("a.xlsx", xlsx_with_priority("<c r=\"D2\" s=\"1\" t=\"inlineStr\"><is><t>Speeding</t></is></c>"), None)]
#[case::run(
    "a.xlsx",
    xlsx_with_priority(
        "<c r=\"D2\" t=\"inlineStr\"><is><r><t>Litter </t></r><r><rPr><strike/></rPr><t>Speeding</t></r></is></c>"
    ),
    Some("Litter")
)]
#[case::run_in_a_struck_cell(
    "a.xlsx",
    xlsx_with_priority(
        "<c r=\"D2\" s=\"1\" t=\"inlineStr\"><is><r><t>Speeding</t></r><r><rPr><b/></rPr><t>Litter</t></r></is></c>"
    ),
    Some("Litter")
)]
#[case::ods_cell("a.ods", ods_with_priority("", &ods_cell(&format!("{STRING} table:style-name=\"ce1\""), "Speeding")), None)]
#[case::ods_span(
    "a.ods",
    ods_with_priority("", &ods_cell(STRING, "Litter <text:span text:style-name=\"T1\">Speeding</text:span>")),
    Some("Litter")
)]
#[case::ods_column(
    "a.ods",
    ods_with_priority(
        "<table:table-column table:number-columns-repeated=\"3\"/><table:table-column table:default-cell-style-name=\"ce1\"/>",
        &ods_cell(STRING, "Speeding")
    ),
    None
)]
fn struck_out_words_are_left_out_and_looked_at(#[case] name: &str, #[case] bytes: Vec<u8>, #[case] rest: Option<&str>) {
    let came = Imported::new(name, bytes);
    assert_eq!(came.items(), ["Ludlow Town Council|needs-look|2023-09-26|yes"]);
    came.assert_notes(&["the words “Speeding” in the cell “"]);
    let item = &came.desk.json(&["inbox"])[0];
    assert_eq!(item["proposed"]["priorities"][0]["value"].as_str(), rest, "{item}");
}

#[test]
fn what_is_not_struck_out_is_ready() {
    let runs = "<is><r><rPr><strike val=\"0\"/></rPr><t>Litter</t></r></is>";
    let excel = xlsx_with_priority(&format!("<c r=\"D2\" t=\"inlineStr\">{runs}</c>"));
    let open = ods_with_priority("", &ods_cell(&format!("{STRING} table:style-name=\"Default\""), "Litter"));
    for (name, bytes) in [("a.xlsx", excel), ("a.ods", open)] {
        let came = Imported::new(name, bytes);
        assert_eq!(came.items(), ["Ludlow Town Council|ready|2023-09-26|yes"], "{name}");
        came.assert_notes(&[]);
    }
}

#[test]
fn a_row_that_is_struck_out_as_a_whole_is_told() {
    let cell =
        |place: &str, words: &str| format!("<c r=\"{place}\" s=\"1\" t=\"inlineStr\"><is><t>{words}</t></is></c>");
    let struck = cell("A2", "Ludlow Town Council") + &cell("B2", "26/09/2023") + &cell("C2", "Yes");
    let rows = [
        row(1, "", &HEADER),
        format!("<row r=\"2\">{struck}</row>"),
        row(3, "", &["Clun Town Council", "27/09/2023", "No", ""]),
    ];
    let came =
        Imported::new("a.xlsx", Xlsx { rows: &rows.concat(), has_struck_style: true, ..Xlsx::default() }.bytes());
    assert_eq!(came.items(), ["-|needs-council|-|-", "Clun Town Council|ready|2023-09-27|no"]);
    came.assert_notes(&["“Ludlow Town Council”", "“26/09/2023”", "“Yes”"]);
}

#[rstest]
#[case::xlsx("a.xlsx")]
#[case::ods("a.ods")]
fn a_text_under_a_merged_cell_is_left_out_and_told(#[case] name: &str) {
    let rows = [
        row(1, "", &HEADER),
        row(2, "", &["Ludlow Town Council", "26/09/2023", "Yes", "Litter"]),
        row(3, "", &["Clun Town Council", "27/09/2023", "Yes", "Parking"]),
    ];
    let after = "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>";
    let council = ods_cell(&format!("{STRING} table:number-rows-spanned=\"2\""), "Ludlow Town Council");
    let rest = |cells: &[&str]| cells.iter().map(|cell| ods_cell(STRING, cell)).collect::<String>();
    let covered = "<table:covered-table-cell office:value-type=\"string\"><text:p>Clun Town Council</text:p></table:covered-table-cell>";
    let open = [
        ods_row("", &HEADER),
        format!("<table:table-row>{council}{}</table:table-row>", rest(&["26/09/2023", "Yes", "Litter"])),
        format!("<table:table-row>{covered}{}</table:table-row>", rest(&["27/09/2023", "Yes", "Parking"])),
    ];
    let bytes = match name {
        "a.xlsx" => Xlsx { rows: &rows.concat(), after, ..Xlsx::default() }.bytes(),
        _ => ods(&open.concat()),
    };
    let came = Imported::new(name, bytes);
    let councils: Vec<String> = came.items().iter().map(|item| item.split('|').next().unwrap().to_owned()).collect();
    assert_eq!(councils, ["Ludlow Town Council", "Ludlow Town Council"]);
    came.assert_notes(&["holds “Clun Town Council”, which a merged cell of line 2 hides", "was taken from line 2"]);
}

#[rstest]
#[case::answer_below("C2:C3", "Clun Town Council|needs-look|2023-09-27|-", &["holds “Yes”, which", "is part of a merged cell that begins on"])]
#[case::to_the_right("C3:D3", "Clun Town Council|ready|2023-09-27|yes", &["the cell “Priority 1” on line 3 holds “Parking”, which a merged cell"])]
#[case::under_a_blank_one("C2:D3", "Clun Town Council|needs-look|2023-09-27|-", &["holds “Litter”", "holds “Yes”", "holds “Parking”", "is part of"])]
fn a_merged_answer_hides_what_it_covers(#[case] area: &str, #[case] item: &str, #[case] notes: &[&str]) {
    let rows = [
        row(1, "", &HEADER),
        row(2, "", &["Ludlow Town Council", "26/09/2023", "No", "Litter"]),
        row(3, "", &["Clun Town Council", "27/09/2023", "Yes", "Parking"]),
    ];
    let after = format!("<mergeCells><mergeCell ref=\"{area}\"/></mergeCells>");
    let came = Imported::new("a.xlsx", Xlsx { rows: &rows.concat(), after: &after, ..Xlsx::default() }.bytes());
    assert_eq!(came.items()[1], item);
    assert_eq!(came.notes().len(), notes.len(), "{:#?}", came.notes());
    assert!(notes.iter().all(|wanted| came.notes().iter().any(|note| note.contains(wanted))), "{:#?}", came.notes());
}

#[test]
fn a_merged_cell_without_a_text_hides_what_it_covers() {
    let rows = [
        row(1, "", &HEADER),
        row(2, "", &["Ludlow Town Council", "26/09/2023", "Yes", ""]),
        row(3, "", &["Clun Town Council", "27/09/2023", "Yes", "Parking"]),
    ];
    let after = "<mergeCells><mergeCell ref=\"D2:D3\"/></mergeCells>";
    let came = Imported::new("a.xlsx", Xlsx { rows: &rows.concat(), after, ..Xlsx::default() }.bytes());
    assert!(came.desk.json(&["inbox"]).to_string().matches("Parking").count() == 0);
    came.assert_notes(&["the cell “Priority 1” on line 3 holds “Parking”, which a merged cell of line 2 hides"]);
}

#[rstest]
#[case::error("<c r=\"D1\" t=\"e\"><v>#REF!</v></c>", "the heading of column 4 is #REF!, an error or a formula")]
#[case::formula("<c r=\"D1\"><f>Sheet2!E1</f></c>", "the heading of column 4 is =Sheet2!E1, an error or a formula")]
fn an_answer_under_a_heading_that_cannot_be_read_is_looked_at(#[case] heading: &str, #[case] note: &str) {
    let header =
        ["A1", "B1", "C1"].into_iter().zip(HEADER).map(|(place, words)| text(place, words)).collect::<String>();
    for priority in ["Speeding", "Speeding on the road past the school gates"] {
        let reply = row(2, "", &["Ludlow Town Council", "26/09/2023", "Yes", priority]);
        let other = row(3, "", &["Clun Town Council", "27/09/2023", "No", ""]);
        let rows = format!("<row r=\"1\">{header}{heading}</row>{reply}{other}");
        let came = Imported::new("a.xlsx", Xlsx { rows: &rows, ..Xlsx::default() }.bytes());
        assert_eq!(
            came.items(),
            ["Ludlow Town Council|needs-look|2023-09-26|yes", "Clun Town Council|ready|2023-09-27|no"]
        );
        came.assert_notes(&[note]);
    }
}

#[rstest]
#[case("12:00:00")]
#[case("-5")]
#[case("45181,5")]
fn what_is_no_day_is_told_in_a_sheet_of_one_row(#[case] day: &str) {
    let came = Imported::new("a.csv", format!("{}\nLudlow Town Council,\"{day}\",Yes,Litter\n", HEADER.join(",")));
    assert_eq!(came.items(), ["Ludlow Town Council|needs-look|-|yes"]);
    came.assert_notes(&[&format!("the date “{day}” is no date; the row came in without a date")]);
}

#[test]
fn a_row_in_a_folded_group_is_hidden() {
    let group = |row: String| format!("<table:table-row-group table:display=\"false\">{row}</table:table-row-group>");
    let rows = [
        ods_row("", &HEADER),
        group(ods_row("", &["Ludlow Town Council", "26/09/2023", "Yes", ""])),
        ods_row("", &["Clun Town Council", "27/09/2023", "No", ""]),
    ];
    let came = Imported::new("a.ods", ods(&rows.concat()));
    assert_eq!(came.items().len(), 2);
    came.assert_notes(&["2: its row is hidden in the sheet"]);
}

#[rstest]
#[case::xlsx("a.xlsx")]
#[case::ods("a.ods")]
fn each_cell_of_a_formula_without_a_result_is_looked_at(#[case] name: &str) {
    let cells = "<c r=\"C2\"><f t=\"array\" ref=\"C2:D2\">A9:B9</f><v/></c><c r=\"D2\"/>";
    let reply = text("A2", "Ludlow Town Council") + &text("B2", "26/09/2023");
    let excel = row(1, "", &HEADER) + &format!("<row r=\"2\">{reply}{cells}</row>");
    let array = "<table:table-cell table:number-matrix-columns-spanned=\"2\" table:number-matrix-rows-spanned=\"1\" \
                 table:formula=\"of:=[.A9:.B9]\"/><table:table-cell/>";
    let open = ods_cell(STRING, "Ludlow Town Council") + &ods_cell(STRING, "26/09/2023");
    let bytes = match name {
        "a.xlsx" => Xlsx { rows: &excel, ..Xlsx::default() }.bytes(),
        _ => ods(&(ods_row("", &HEADER) + &format!("<table:table-row>{open}{array}</table:table-row>"))),
    };
    let came = Imported::new(name, bytes);
    assert_eq!(came.items(), ["Ludlow Town Council|needs-look|2023-09-26|-"]);
    came.assert_notes(&["“Taking part?” on line 2 is a formula", "“Priority 1” on line 2 is a formula"]);
}
