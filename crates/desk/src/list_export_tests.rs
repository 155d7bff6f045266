use charter::list_column::{Cell, ListColumn};

use super::{ExportFormat, ExportTable};

const HOSTILE: &str = "=HYPERLINK(\"http://x\")<script>alert(1)</script>\u{202e}\u{1b}[2J\nsecond, line";

fn table() -> ExportTable {
    let day = "2023-09-30".parse().unwrap();
    ExportTable {
        about: "October–December 2023, as at Thu 5 Oct 2023".to_owned(),
        columns: vec![ListColumn::Council, ListColumn::Heard, ListColumn::Priorities, ListColumn::Team],
        rows: vec![
            vec![Cell::Text(HOSTILE.into()), Cell::Day(day), Cell::Number(3), Cell::Blank],
            vec![Cell::Text("Wem Town Council".into()), Cell::Blank, Cell::Blank, Cell::Text("North SNT".into())],
        ],
    }
}

#[test]
fn csv_has_no_formula_and_days_that_every_program_reads() {
    let text = table().csv().unwrap();
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(rows[0], "council,heard,priorities,team");
    assert!(rows[1].starts_with("\"'=HYPERLINK") && rows[1].ends_with(",2023-09-30,3,"), "{text}");
    assert_eq!(rows[2], "Wem Town Council,,,North SNT");
    assert!(text.chars().all(|c| c == '\r' || c == '\n' || !(c.is_control() || c == '\u{202e}')), "{text:?}");
}

#[test]
fn the_clipboard_gets_one_line_a_council() {
    let text = table().tab_separated().unwrap();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.lines().all(|line| line.matches('\t').count() == 3), "{text}");
}

#[test]
fn a_page_escapes_every_text_and_loads_nothing() {
    let page = String::from_utf8(table().bytes(ExportFormat::Html).unwrap()).unwrap();
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
    assert!(page.contains("<th scope=\"col\">council</th>") && page.contains("<h1>2 councils</h1>"), "{page}");
    assert!(page.contains("<td class=\"right\">Sat 30 Sep 2023</td>"), "{page}");
    assert!(!page.contains("src=") && !page.contains("href="), "{page}");
}

#[test]
fn a_workbook_keeps_types_and_runs_nothing() {
    let bytes = table().bytes(ExportFormat::Xlsx).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "no cell is a formula: {sheet}");
    // 30 September 2023 is day 45199.
    assert!(sheet.contains("<v>45199</v>") && sheet.contains("<v>3</v>"), "{sheet}");
    assert!(sheet.contains("<autoFilter") && sheet.contains("<pane"), "{sheet}");
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("=HYPERLINK") && strings.contains("North SNT"), "as text: {strings}");
}

#[test]
fn a_text_longer_than_a_cell_is_cut() {
    let mut table = table();
    table.rows[0][0] = Cell::Text("\u{1f3db}".repeat(40_000).into());
    assert!(table.bytes(ExportFormat::Xlsx).is_ok());
}

fn part(workbook: &[u8], name: &str) -> String {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_ending_of_a_name_says_the_format() {
    let of = |path| ExportFormat::of_path(path);
    assert_eq!((of("/tmp/o.CSV"), of("o.xlsx")), (Some(ExportFormat::Csv), Some(ExportFormat::Xlsx)));
    assert_eq!((of("o.htm"), of("o.html")), (Some(ExportFormat::Html), Some(ExportFormat::Html)));
    assert_eq!((of("councils-2023.10.05"), of("csv"), of("")), (None, None, None));
}
