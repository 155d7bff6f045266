//! Merged cells, hidden rows, and rows that repeat.

use std::io::Cursor;

use super::workbook::{Xlsx, ods, ods_cell, ods_row, row};
use super::{HEADER, Imported, case};
use crate::workspace::Workspace;
use desk::import::message::ReaderMessage;
use desk::import::read_sheet;
use formats::sheet::kind_of;
use rstest::rstest;

/// A council with three priorities below each other, and the next council.
fn merged_xlsx(area: &str, below: &[&str]) -> Vec<u8> {
    let rows = [
        row(1, "", &HEADER),
        row(2, "", &["Ludlow Town Council", "26/09/2023", "Yes", "Litter"]),
        row(3, "", below),
        row(4, "", &["Clun Town Council", "27/09/2023", "No", ""]),
    ];
    let after = format!("<mergeCells count=\"1\"><mergeCell ref=\"{area}\"/></mergeCells>");
    Xlsx { rows: &rows.concat(), after: &after, ..Xlsx::default() }.bytes()
}

#[rstest]
#[case::council("A2:A3", &["", "28/09/2023", "Yes", "Parking"], "Ludlow Town Council|needs-look|2023-09-28|yes", "“Council” on line 3 is part of a merged cell: “Ludlow Town Council” was taken from line 2")]
#[case::date("B2:B3", &["Bewdley Town Council", "", "Yes", "Parking"], "Bewdley Town Council|ready|2023-09-26|yes", "“Date received” on line 3 is part of a merged cell: “26/09/2023” was taken from line 2")]
#[case::wish("C2:C3", &["Bewdley Town Council", "28/09/2023", "", "Parking"], "Bewdley Town Council|needs-look|2023-09-28|-", "“Taking part?” on line 3 is part of a merged cell that begins on an earlier line, so it was not read")]
fn a_merged_cell_fills_the_rows_that_it_covers(
    #[case] area: &str,
    #[case] below: &[&str],
    #[case] item: &str,
    #[case] note: &str,
) {
    let came = Imported::new("a.xlsx", merged_xlsx(area, below));
    assert_eq!(came.items()[1], item);
    assert_eq!(came.items().len(), 3);
    came.assert_notes(&[note]);
}

#[test]
fn a_cell_merged_over_columns_or_over_one_row_fills_nothing() {
    for (area, notes) in [
        ("A2:B2", &["“Date received” on line 2 holds “26/09/2023”"][..]),
        ("C1:D1", &[]),
        ("A2:A2", &[]),
        ("A9:A12", &[]),
    ] {
        let came = Imported::new("a.xlsx", merged_xlsx(area, &["", "28/09/2023", "Yes", "Parking"]));
        assert_eq!(came.items()[1], "-|needs-council|2023-09-28|yes", "{area}");
        came.assert_notes(notes);
    }
}

#[test]
fn a_merged_cell_of_an_open_document_fills_the_rows_that_it_covers() {
    let string = "office:value-type=\"string\"";
    let council = ods_cell(&format!("{string} table:number-rows-spanned=\"3\""), "Ludlow Town Council");
    let rest = |cells: &[&str]| cells.iter().map(|cell| ods_cell(string, cell)).collect::<String>();
    let rows = [
        ods_row("", &HEADER),
        format!("<table:table-row>{council}{}</table:table-row>", rest(&["26/09/2023", "Yes", "Litter"])),
        format!(
            "<table:table-row><table:covered-table-cell/>{}</table:table-row>",
            rest(&["27/09/2023", "Yes", "Parking"])
        ),
        format!(
            "<table:table-row><table:covered-table-cell/>{}</table:table-row>",
            rest(&["28/09/2023", "Yes", "Floods"])
        ),
        format!("<table:table-row><table:table-cell/>{}</table:table-row>", rest(&["29/09/2023", "Yes", "Noise"])),
    ];
    let came = Imported::new("a.ods", ods(&rows.concat()));
    let councils: Vec<String> = came.items().iter().map(|item| item.split('|').next().unwrap().to_owned()).collect();
    assert_eq!(councils, ["Ludlow Town Council", "Ludlow Town Council", "Ludlow Town Council", "-"]);
    came.assert_notes(&["was taken from line 2", "was taken from line 2"]);
}

#[test]
fn a_header_in_two_rows_with_merged_cells_is_one_header() {
    let rows = [
        row(1, "", &["Council", "Date received", "Taking part?", "Priorities", ""]),
        row(2, "", &["", "", "", "1", "2"]),
        row(3, "", &["Ludlow Town Council", "26/09/2023", "Yes", "Litter", "Parking"]),
    ];
    let merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1"].map(|area| format!("<mergeCell ref=\"{area}\"/>")).concat();
    let after = format!("<mergeCells>{merges}</mergeCells>");
    let came = Imported::new("a.xlsx", Xlsx { rows: &rows.concat(), after: &after, ..Xlsx::default() }.bytes());
    assert_eq!(came.items(), ["Ludlow Town Council|ready|2023-09-26|yes"]);
    let item = &came.desk.json(&["inbox"])[0];
    assert_eq!(item["proposed"]["priorities"][1]["value"], "Parking", "{item}");
    came.assert_notes(&[]);
}

fn with_hidden_row() -> [(&'static str, Vec<u8>); 3] {
    let replies = [["Ludlow Town Council", "26/09/2023", "Yes", ""], ["Clun Town Council", "27/09/2023", "No", ""]];
    let rows = |hidden: &str| [row(1, "", &HEADER), row(2, "", &replies[0]), row(3, hidden, &replies[1])].concat();
    let open = |hidden: &str| [ods_row("", &HEADER), ods_row("", &replies[0]), ods_row(hidden, &replies[1])].concat();
    [
        ("a.xlsx", Xlsx { rows: &rows("hidden=\"1\""), ..Xlsx::default() }.bytes()),
        ("a.ods", ods(&open("table:visibility=\"collapse\""))),
        ("b.ods", ods(&open("table:visibility=\"filter\""))),
    ]
}

#[test]
fn a_hidden_row_is_told_and_may_be_left_out() {
    for (name, bytes) in with_hidden_row() {
        let came = Imported::new(name, &bytes);
        assert_eq!(came.items(), ["Ludlow Town Council|ready|2023-09-26|yes", "Clun Town Council|ready|2023-09-27|no"]);
        came.assert_notes(&["3: its row is hidden in the sheet"]);
        let without = Imported::with(name, &bytes, &["--leave-out-hidden"]);
        assert_eq!(without.items(), ["Ludlow Town Council|ready|2023-09-26|yes"], "{name}");
        without.assert_notes(&["3: its row is hidden in the sheet, and hidden rows are left out"]);
    }
    let desk = Workspace::new();
    let file = desk.file("a.xlsx", &with_hidden_row()[0].1);
    let said = desk.done(&["import", "replies", &file, "--accept-columns"]);
    assert!(
        said.err.contains("1 hidden row came in like the others; leave hidden rows out with --leave-out-hidden"),
        "{said:?}"
    );
}

#[test]
fn a_hidden_column_is_told() {
    let rows = [row(1, "", &HEADER), row(2, "", &["Ludlow Town Council", "26/09/2023", "Yes", "Litter"])].concat();
    let before = "<cols><col min=\"4\" max=\"16384\" hidden=\"1\"/></cols>";
    let excel = Xlsx { rows: &rows, before, ..Xlsx::default() }.bytes();
    let columns = "<table:table-column table:number-columns-repeated=\"3\"/><table:table-column \
                   table:visibility=\"collapse\" table:number-columns-repeated=\"1021\"/>";
    let open = [ods_row("", &HEADER), ods_row("", &["Ludlow Town Council", "26/09/2023", "Yes", "Litter"])].concat();
    for (name, bytes) in [("a.xlsx", excel), ("a.ods", ods(&(columns.to_owned() + &open)))] {
        let came = Imported::new(name, bytes);
        assert_eq!(came.items(), ["Ludlow Town Council|ready|2023-09-26|yes"], "{name}");
        came.assert_notes(&["the cell “Priority 1” on line 2 is in a hidden column"]);
    }
}

#[test]
fn a_hidden_sheet_is_told_whoever_hid_it() {
    for state in ["hidden", "veryHidden"] {
        let hidden = format!("<sheets><sheet name=\"Old\" sheetId=\"2\" state=\"{state}\" r:id=\"rId1\"/></sheets>");
        let rows = [row(1, "", &HEADER), row(2, "", &["Ludlow Town Council", "26/09/2023", "Yes", ""])].concat();
        let came = Imported::new("a.xlsx", Xlsx { rows: &rows, workbook: &hidden, ..Xlsx::default() }.bytes());
        assert_eq!(came.items(), ["Ludlow Town Council|ready|2023-09-26|yes"]);
        came.assert_notes(&["0: the sheet “Old” is hidden, and is left out"]);
    }
}

/// How many rows a sheet gives, the bytes of their cells, and the last sentence about it. Time follows from these.
fn work(name: &str, bytes: &[u8]) -> (usize, usize, String) {
    let (mut rows, mut text, mut last) = (0, 0, String::new());
    let kind = kind_of(name, bytes).unwrap();
    read_sheet(&mut Cursor::new(bytes), bytes.len() as u64, kind, &mut |message| {
        match message {
            ReaderMessage::Row { cells, .. } => {
                rows += 1;
                text += cells.iter().map(|cell| cell.raw().len()).sum::<usize>();
            }
            ReaderMessage::Error { reason, .. } => last = reason,
            _ => {}
        }
        Ok(())
    })
    .unwrap();
    (rows, text, last)
}

#[test]
fn a_row_that_repeats_a_million_times_is_read_a_hundred_times() {
    let bytes = std::fs::read(case("sheet-repeated-rows.ods")).unwrap();
    let (rows, text, last) = work("a.ods", &bytes);
    assert!(rows == 100 && text < 200_000, "{rows} rows of {text} bytes");
    assert!(last.contains("this row stands in it 900000000 times; 100 of them were read"), "{last}");
    let came = Imported::of(Workspace::new(), &case("sheet-repeated-rows.ods"), &[]);
    assert!(came.notes().iter().any(|note| note.contains("900000000 times")), "{:?}", came.notes());
}

#[test]
fn many_rows_that_repeat_are_read_once_each_after_some_copies() {
    let reply = |number: u32| {
        let priority = format!("Litter {number}");
        ods_row("table:number-rows-repeated=\"1048576\"", &["Ludlow Town Council", "26/09/2023", "Yes", &priority])
    };
    let replies: String = (0..1_000).map(reply).collect();
    let blank = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell/></table:table-row>";
    let (rows, ..) = work("a.ods", &ods(&(ods_row("", &HEADER) + &replies + blank)));
    assert!((10_000..12_000).contains(&rows), "{rows}");
}

#[test]
fn the_same_reply_again_is_no_second_reply() {
    let reply = ods_row("table:number-rows-repeated=\"3\"", &["Ludlow Town Council", "26/09/2023", "Yes", "Litter"]);
    assert_eq!(Imported::new("a.ods", ods(&(ods_row("", &HEADER) + &reply))).items().len(), 1);
}

#[test]
fn a_workbook_whose_one_text_is_used_everywhere_ends() {
    let string = format!("<si><t>{}</t></si>", "x".repeat(30_000));
    let cell = "<c t=\"s\"><v>0</v></c>".repeat(6);
    let rows = row(1, "", &HEADER) + &format!("<row>{cell}</row>").repeat(5_000) + &row(1_048_576, "", &["last"]);
    let before = "<dimension ref=\"A1:XFD1048576\"/>";
    let (rows, text, last) = work("a.xlsx", &Xlsx { rows: &rows, strings: &string, before, ..Xlsx::default() }.bytes());
    assert!(rows < 200 && text < 25_000_000, "{rows} rows of {text} bytes");
    assert!(last.contains("the workbook holds too much text"), "{last}");
}

#[test]
fn many_cells_merged_over_many_rows_end_and_are_told() {
    let merged = ods_cell("office:value-type=\"string\" table:number-rows-spanned=\"1000000\"", "x").repeat(300);
    let first = format!("<table:table-row>{merged}</table:table-row>");
    let reply = |number: u32| ods_row("", &[&format!("Ludlow Town Council {number}"), "26/09/2023", "Yes", "Litter"]);
    let rows: String = (0..2_000).map(reply).collect();
    let (mut noted, mut told) = (0, Vec::new());
    let bytes = ods(&(ods_row("", &HEADER) + &first + &rows));
    read_sheet(&mut Cursor::new(&bytes), bytes.len() as u64, kind_of("a.ods", &bytes).unwrap(), &mut |message| {
        match message {
            ReaderMessage::Row { warnings, .. } => noted += warnings.len(),
            ReaderMessage::Error { reason, .. } => told.push(reason),
            _ => {}
        }
        Ok(())
    })
    .unwrap();
    assert!(noted < 25_000, "{noted}");
    assert!(told.len() == 1 && told[0].contains("so many merged cells that from here on"), "{told:?}");
}

#[test]
fn many_odd_quotes_are_told_a_thousand_times() {
    let bytes = format!("{}\n{}", HEADER.join(","), "a,\"b\n".repeat(20_000));
    let mut told = Vec::new();
    read_sheet(
        &mut Cursor::new(bytes.as_bytes()),
        bytes.len() as u64,
        kind_of("a.csv", b"a").unwrap(),
        &mut |message| {
            if let ReaderMessage::Error { reason, .. } = message {
                told.push(reason);
            }
            Ok(())
        },
    )
    .unwrap();
    assert!(told.len() < 1_010, "{}", told.len());
    assert!(told.iter().any(|reason| reason.contains("from here on each line is a row")));
}
