//! Registers of many sources: any order of columns, any spreadsheet, broken rows among good ones.

use super::{RegisterFile, embedded_register, read_register};
use charter::register::{RegisterTerms, compare};
use charter::untrusted::unescape_table;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use rstest::rstest;

fn read(text: &str) -> RegisterFile {
    read_register(text.as_bytes()).unwrap()
}

/// `line: code parish` for a good row, `line: reason` for a rejected one.
fn summary(file: &RegisterFile) -> Vec<String> {
    let rows = file.rows.iter().map(|row| format!("{}: {} {}", row.line, row.code, row.parish.raw()));
    rows.chain(file.rejected.iter().map(|row| format!("{}! {}", row.line, row.reason))).collect()
}

#[test]
fn the_shipped_register_is_658_parishes_in_610_councils() {
    let file = read_register(embedded_register()).unwrap();
    assert_eq!((file.rows.len(), file.rejected.len(), file.encoding), (658, 0, "UTF-8"));
    let named = file.rows.iter().filter(|row| !row.council.is_blank()).count();
    assert_eq!(named, 295);
    let comparison = compare(file.rows, &[], RegisterTerms::default());
    assert_eq!((comparison.acts.len(), comparison.new, comparison.rejected.len()), (610, 658, 0));
}

#[rstest]
#[case::ours("code,parish,county\nE1,Wem,Shropshire\n")]
#[case::another_order("county,latitude,code,parish\nShropshire,52.8,E1,Wem\n")]
#[case::published("GSS Code;Name;County\r\nE1;Wem;Shropshire\r\n")]
#[case::tabs("ONS_CODE\tParish Name\tCOUNTY\nE1\tWem\tShropshire")]
#[case::unknown_columns("notes,code,parish,county\n\"a, b\",E1,Wem,Shropshire\n")]
#[case::spreadsheet("sep=;\r\ncode;parish;county\r\nE1;Wem;Shropshire\r\n;;\r\n")]
#[case::quoted("\"code\",\"parish\",\"county\"\n\"E1\",\"Wem\",\"Shropshire\"\n")]
#[case::bare_returns("code,parish,county\rE1,Wem,Shropshire\r")]
#[case::canonical_first("name,code,parish,county\nother,E1,Wem,Shropshire\n")]
fn any_header(#[case] text: &str) {
    let file = read(text);
    assert_eq!(file.rejected, []);
    let row = &file.rows[0];
    let summary = (row.code.as_str(), row.parish.raw(), row.county.raw(), row.district.raw());
    assert_eq!(summary, ("E1", "Wem", "Shropshire", "Shropshire"));
}

#[rstest]
#[case::too_few("E1,Wem", "2! it has 2 cells where the header has 6 cells")]
#[case::too_many("E1,Wem,Shropshire,town,52,-2,x", "2! it has 7 cells where the header has 6 cells")]
#[case::no_code(",Wem,Shropshire,town,52,-2", "2! its code is blank")]
#[case::no_name("E1, ,Shropshire,town,52,-2", "2! its parish is blank")]
#[case::no_county("E1,Wem,,town,52,-2", "2! its county is blank")]
#[case::kind(
    "E1,Wem,Shropshire,borough,52,-2",
    "2! its kind “borough” is not known; the kinds are town, parish, city, group, parish meeting and unknown"
)]
#[case::latitude("E1,Wem,Shropshire,town,north,-2", "2! its latitude “north” is not a number")]
#[case::infinite("E1,Wem,Shropshire,town,inf,-2", "2! its latitude “inf” is not a number")]
#[case::pole("E1,Wem,Shropshire,town,91,-2", "2! its latitude “91” is not between -90 and 90")]
#[case::east("E1,Wem,Shropshire,town,52,-181", "2! its longitude “-181” is not between -180 and 180")]
#[case::zero("E1,W\0em,Shropshire,town,52,-2", "2! it holds a zero byte, which is not text")]
#[case::open_quote("E1,\"Wem,Shropshire,town,52,-2", "2! a quote (\") on this line is never closed")]
#[case::escape(
    "E1,Wem,Shropshire,\u{1b}[2J,52,-2",
    "2! its kind “·[2J” is not known; the kinds are town, parish, city, group, parish meeting and unknown"
)]
fn a_broken_row_is_rejected_and_the_other_rows_are_read(#[case] row: &str, #[case] reason: &str) {
    let text =
        format!("code,parish,county,kind,latitude,longitude\n{row}\n\nE9,Prees,Shropshire,parish_meeting,52.9,\n");
    assert_eq!(summary(&read(&text)), ["4: E9 Prees", reason]);
}

#[test]
fn an_open_quote_before_a_later_quote_rejects_one_line() {
    let text = "code,parish,county\nE1,\"Wem,Shropshire\nE2,\"Prees\",Shropshire\nE3,Ruyton,Shropshire\n";
    assert_eq!(summary(&read(text)), ["3: E2 Prees", "4: E3 Ruyton", "2! a quote (\") on this line is never closed"]);
}

#[test]
fn a_name_over_two_lines_is_one_row() {
    let text = "code,parish,county\nE1,\"Wem\nRural\",Shropshire\nE2,Prees,Shropshire\n";
    assert_eq!(summary(&read(text)), ["2: E1 Wem\nRural", "4: E2 Prees"]);
}

#[test]
fn a_blank_team_is_left_open() {
    let file = read("code,parish,county,team\nE1,Wem,Shropshire,\nE2,Prees,Shropshire,Wem SNT\n");
    let teams: Vec<Option<&str>> = file.rows.iter().map(|row| row.team.as_ref().map(|team| team.raw())).collect();
    assert_eq!(teams, [None, Some("Wem SNT")]);
}

#[rstest]
#[case::empty("", "the file is empty")]
#[case::blank("\n \r\n", "the file is empty")]
#[case::header_only("code,parish,county\n", "no rows under it")]
#[case::header_and_empty_lines("code,parish,county\n\n,,\n", "no rows under it")]
#[case::another_file("date,amount\n1,2\n", "no column called code, parish and county; it has: date, amount")]
#[case::one_missing("code,parish\nE1,Wem\n", "no column called county; it has: code, parish")]
#[case::not_text("\u{1}\u{2}\0\0\u{1b}]0;x", "no column called")]
fn not_a_register(#[case] text: &str, #[case] expected: &str) {
    let error = read_register(text.as_bytes()).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
    assert!(
        !error.contains('\u{1b}') && error.contains("nothing was changed") || error.contains("Nothing was changed")
    );
}

#[test]
fn windows_1252_and_utf_16_are_read() {
    let text = "code,parish,county\nE1,Château,Shropshire\n";
    let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding) in [(windows, "Windows-1252"), (utf_16, "UTF-16LE")] {
        let file = read_register(&bytes).unwrap();
        assert_eq!((file.rows[0].parish.raw(), file.encoding), ("Château", encoding));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_register(&bytes);
    }

    #[test]
    fn every_line_is_counted_once(rows in proptest::collection::vec("[a-z\",]{1,12}", 1..20)) {
        let text = format!("code,parish,county\n{}\n", rows.join("\n"));
        if let Ok(file) = read_register(text.as_bytes()) {
            let mut lines: Vec<u64> = file.rows.iter().map(|row| row.line).collect();
            lines.extend(file.rejected.iter().map(|row| row.line));
            lines.sort_unstable();
            prop_assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "{lines:?}");
            prop_assert!(lines.last().is_none_or(|last| *last <= rows.len() as u64 + 1));
        }
    }

    #[test]
    fn whatever_a_spreadsheet_writes_is_read_back(names in proptest::collection::vec("[ -~\n]{0,9}x", 1..9)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["code", "parish", "county"]).unwrap();
        for (n, name) in names.iter().enumerate() {
            writer.write_record([&n.to_string(), name, "Shropshire"]).unwrap();
        }
        let file = read_register(&writer.into_inner().unwrap()).unwrap();
        let read: Vec<&str> = file.rows.iter().map(|row| row.parish.raw()).collect();
        // An apostrophe before what would run as a formula is how exports protect a name.
        let written: Vec<&str> = names.iter().map(|name| unescape_table(name).trim()).collect();
        prop_assert_eq!(read, written);
    }
}
