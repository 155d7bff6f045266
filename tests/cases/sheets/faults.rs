//! Errors, formulas without a result, and numbers that are days.

use super::workbook::{Xlsx, ods, ods_cell, ods_row, row, text};
use super::{HEADER, Imported, case};
use crate::workspace::Workspace;
use rstest::rstest;

#[test]
fn errors_of_the_case_are_named_by_heading_and_line() {
    let came = Imported::of(Workspace::new(), &case("sheet-error-cells.xlsx"), &[]);
    assert_eq!(came.items()[0], "Wem Town Council|needs-look|2023-09-12|-");
    assert!(came.items()[1].starts_with("-|needs-council|2023-09-12|"), "{:?}", came.items());
    came.assert_notes(&[
        "2: the cell “Wish” on line 2 is #N/A, an error of the spreadsheet",
        "3: the cell “Council” on line 3 is #N/A, an error of the spreadsheet, so the council is not known",
    ]);
}

#[test]
fn formulas_of_the_case_are_named_by_heading_and_line() {
    let came = Imported::of(Workspace::new(), &case("sheet-formula-without-result.xlsx"), &[]);
    assert_eq!(came.items(), ["Wem Town Council|needs-look|2023-09-12|-"]);
    came.assert_notes(&[
        "the cell “Wish” on line 2 is a formula without a stored result",
        "the cell “Priority 1” on line 2 is a formula without a stored result",
    ]);
    let shown = came.desk.done(&["inbox", "show", "1"]).out;
    assert!(shown.contains("a cell of its row could not be read: its notes say which"), "{shown}");
    assert!(shown.contains("Wish: =IF(1=1,\"Yes\",\"No\")"), "{shown}");
}

#[test]
fn numbers_of_the_case_are_days() {
    let came = Imported::of(Workspace::new(), &case("sheet-date-as-number.xlsx"), &[]);
    assert!(came.items().iter().all(|item| item.contains("|2023-09-12|")), "{:?}", came.items());
    let said = "the date “45181” is a number; it was read as 12 September 2023";
    came.assert_notes(&[said, said]);
}

/// A sheet with one reply, whose third cell is given as XML.
fn with_wish(wish: &str) -> Vec<u8> {
    let reply = format!(
        "<row r=\"2\">{}{}{wish}{}</row>",
        text("A2", "Ludlow Town Council"),
        text("B2", "26/09/2023"),
        text("D2", "Litter")
    );
    Xlsx { rows: &(row(1, "", &HEADER) + &reply), ..Xlsx::default() }.bytes()
}

fn ods_with_wish(wish: &str) -> Vec<u8> {
    let string = "office:value-type=\"string\"";
    let cells = [
        ods_cell(string, "Ludlow Town Council"),
        ods_cell(string, "26/09/2023"),
        wish.to_owned(),
        ods_cell(string, "Litter"),
    ];
    ods(&(ods_row("", &HEADER) + &format!("<table:table-row>{}</table:table-row>", cells.concat())))
}

fn csv_with_wish(wish: &str) -> Vec<u8> {
    format!("{}\nLudlow Town Council,26/09/2023,\"{wish}\",Litter\n", HEADER.join(",")).into_bytes()
}

#[rstest]
fn an_error_under_the_wish_is_looked_at(
    #[values(
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!"
    )]
    error: &str,
) {
    let stored = format!("<c r=\"C2\" t=\"e\"><f>A9</f><v>{error}</v></c>");
    let open = ods_cell("table:formula=\"of:=[.A9]\" office:value-type=\"string\" calcext:value-type=\"error\"", error);
    let sheets = [("a.xlsx", with_wish(&stored)), ("a.ods", ods_with_wish(&open)), ("a.csv", csv_with_wish(error))];
    for (name, bytes) in sheets {
        let came = Imported::new(name, bytes);
        assert_eq!(came.items(), ["Ludlow Town Council|needs-look|2023-09-26|-"], "{name}");
        came.assert_notes(&[&format!("the cell “Taking part?” on line 2 is {error}, an error of the spreadsheet")]);
    }
}

#[rstest]
#[case::no_value("<c r=\"C2\"><f>A9</f></c>", Some("=A9"))]
#[case::blank_value("<c r=\"C2\"><f>A9</f><v></v></c>", Some("=A9"))]
#[case::text_not_stored("<c r=\"C2\" t=\"str\"><f>A9</f></c>", Some("=A9"))]
#[case::shared("<c r=\"C2\"><f t=\"shared\" si=\"0\"/></c>", Some("=…"))]
#[case::array("<c r=\"C2\"><f t=\"array\" ref=\"C2\">IF(1,2,3)</f><v/></c>", Some("=IF(1,2,3)"))]
#[case::blank_text("<c r=\"C2\" t=\"str\"><f>A9</f><v></v></c>", None)]
#[case::shared_with_result("<c r=\"C2\" t=\"str\"><f t=\"shared\" si=\"0\"/><v>Yes</v></c>", None)]
#[case::truth("<c r=\"C2\" t=\"b\"><f>1=1</f><v>1</v></c>", None)]
fn a_formula_without_a_result_is_looked_at(#[case] wish: &str, #[case] formula: Option<&str>) {
    let came = Imported::new("a.xlsx", with_wish(wish));
    assert_eq!(came.items()[0].contains("needs-look"), formula.is_some(), "{:?}", came.items());
    if let Some(formula) = formula {
        came.assert_notes(&["the cell “Taking part?” on line 2 is a formula without a stored result"]);
        assert!(came.desk.done(&["inbox", "show", "1"]).out.contains(&format!("Taking part?: {formula}")));
    } else {
        came.assert_notes(&[]);
    }
}

#[rstest]
#[case::ods(
    "a.ods",
    ods_with_wish("<table:table-cell table:formula=\"of:=IF([.A1];1;2)\" office:value-type=\"float\"/>")
)]
#[case::ods_untyped("a.ods", ods_with_wish("<table:table-cell table:formula=\"of:=[.A1]\"/>"))]
#[case::csv("a.csv", csv_with_wish("=IF(A1=\"\"x\"\",\"\"Yes\"\",\"\"No\"\")"))]
fn a_formula_of_another_format_is_looked_at(#[case] name: &str, #[case] bytes: Vec<u8>) {
    let came = Imported::new(name, bytes);
    assert_eq!(came.items(), ["Ludlow Town Council|needs-look|2023-09-26|-"]);
    came.assert_notes(&["the cell “Taking part?” on line 2 is a formula without a stored result"]);
}

/// A program that calculates nothing stores 0 and leaves the rest to Excel. Read as a no, it would be a refusal.
#[rstest]
#[case("<calcPr fullCalcOnLoad=\"1\"/>", "Ludlow Town Council|needs-look|2023-09-26|-")]
#[case("", "Ludlow Town Council|needs-look|2023-09-26|no")]
fn a_zero_that_nobody_calculated_is_no_refusal(#[case] workbook: &str, #[case] item: &str) {
    let cells = [text("A2", "Ludlow Town Council"), text("B2", "26/09/2023"), text("D2", "Litter")].concat();
    let rows = format!("{}<row r=\"2\">{cells}<c r=\"C2\"><f>A9</f><v>0</v></c></row>", row(1, "", &HEADER));
    assert_eq!(Imported::new("a.xlsx", Xlsx { rows: &rows, workbook, ..Xlsx::default() }.bytes()).items(), [item]);
}

#[test]
fn an_error_under_the_council_is_no_name_and_is_never_remembered_as_one() {
    let sheet = |priority: &str| format!("{}\n#REF!,26/09/2023,Yes,{priority}\n", HEADER.join(","));
    let came = Imported::new("a.csv", sheet("Litter"));
    assert_eq!(came.items(), ["-|needs-council|2023-09-26|yes"]);
    came.assert_notes(&["so the council is not known from it"]);
    came.desk.done(&["inbox", "accept", "1", "--council", "Ludlow Town Council"]);
    let next = came.desk.file("b.csv", sheet("Parking"));
    let came = Imported::of(came.desk, &next, &[]);
    assert_eq!(came.items(), ["-|needs-council|2023-09-26|yes"]);
}

#[test]
fn who_was_told_of_a_faulty_cell_may_record_the_rest() {
    let came = Imported::new("a.csv", csv_with_wish("#VALUE!"));
    came.desk.run(&["inbox", "accept", "1"]).failed(3, &["a cell of its row could not be read", "--incomplete"]);
    came.desk.done(&["inbox", "accept", "1", "--incomplete"]);
}

#[rstest]
#[case::error(
    "Ludlow Town Council,#NAME?,Yes,Litter",
    "-",
    "the cell “Date received” on line 2 is #NAME?, an error of the spreadsheet, so the row has no date"
)]
#[case::number(
    "Ludlow Town Council,45181,Yes,Litter",
    "2023-09-12",
    "“45181” is a number; it was read as 12 September 2023"
)]
#[case::noon(
    "Ludlow Town Council,45181.5,Yes,Litter",
    "2023-09-12T12:00:00",
    "“45181.5” is a number; it was read as 12 September 2023"
)]
#[case::no_day("Ludlow Town Council,4518,Yes,Litter", "-", "the date “4518” is no date")]
fn dates_of_a_text_file(#[case] reply: &str, #[case] received: &str, #[case] note: &str) {
    let came = Imported::new("a.csv", format!("{}\n{reply}\nClun Town Council,25/09/2023,Yes,\n", HEADER.join(",")));
    assert!(came.items()[0].contains(&format!("|{received}|")), "{:?}", came.items());
    came.assert_notes(&[note]);
}

#[test]
fn the_number_of_a_house_or_a_letter_is_no_day() {
    let rows = "Ludlow Town Council,45181,45182,Yes,26/09/2023\nClun Town Council,45183,45184,No,27/09/2023\n";
    let came = Imported::new("a.csv", format!("Council,House no,Our ref,Taking part?,Date received\n{rows}"));
    assert_eq!(came.items(), ["Ludlow Town Council|ready|2023-09-26|yes", "Clun Town Council|ready|2023-09-27|no"]);
    came.assert_notes(&[]);
}

#[rstest]
#[case::since_1900("", 45181.0, "General", "2023-09-12", true)]
#[case::since_1904("<workbookPr date1904=\"1\"/>", 43719.0, "General", "2023-09-12", true)]
#[case::formatted("", 45181.25, "[$-809]dd mmmm yyyy;@", "2023-09-12T06:00:00", false)]
#[case::formatted_since_1904("<workbookPr date1904=\"true\"/>", 43719.0, "dd\\-mmm\\-yy", "2023-09-12", false)]
fn numbers_of_a_workbook_are_days(
    #[case] workbook: &str,
    #[case] stored: f64,
    #[case] format: &str,
    #[case] received: &str,
    #[case] is_said: bool,
) {
    let cells =
        [text("A2", "Ludlow Town Council"), format!("<c r=\"B2\" s=\"1\"><v>{stored}</v></c>"), text("C2", "Yes")];
    let rows = format!("{}<row r=\"2\">{}</row>", row(1, "", &HEADER), cells.concat());
    let came = Imported::new("a.xlsx", Xlsx { rows: &rows, workbook, formats: &[format], ..Xlsx::default() }.bytes());
    assert_eq!(came.items(), [format!("Ludlow Town Council|ready|{received}|yes")]);
    assert_eq!(came.notes().len(), usize::from(is_said), "{:?}", came.notes());
}
