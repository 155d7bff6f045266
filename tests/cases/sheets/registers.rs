//! Registers with values that cannot be right.

use super::case;
use crate::workspace::Workspace;
use rstest::rstest;
use serde_json::Value;

/// The reasons by line, and how many rows were taken.
fn import(desk: &Workspace, file: &str) -> (Vec<String>, i64) {
    let ran = desk.run(&["import", "councils", file, "--json"]);
    let document: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
    let rejected = document["rejected"].as_array().unwrap().iter();
    let reasons = rejected.map(|row| format!("{}: {}", row["line"], row["reason"].as_str().unwrap())).collect();
    (reasons, ["new", "changed", "unchanged"].iter().map(|count| document[count].as_i64().unwrap()).sum())
}

#[test]
fn both_rows_of_the_case_are_rejected() {
    let desk = Workspace::new();
    let (reasons, taken) = import(&desk, &case("register-odd-values.csv"));
    assert_eq!((reasons.len(), taken), (2, 0), "{reasons:?}");
    assert!(reasons[0].starts_with("2: its latitude -2.724 and longitude 52.8569 look swapped; exchange the two"));
    assert!(reasons[1].starts_with("3: its code “E0401138X” is no code of a parish; write the code"), "{reasons:?}");
    desk.run(&["import", "councils", &case("register-odd-values.csv")]).done_nothing();
}

impl crate::workspace::RunOutput {
    fn done_nothing(&self) {
        assert!(
            self.code == 3 && self.err.contains("Nothing was changed; mend the rows by the reasons above"),
            "{self:?}"
        );
    }
}

#[rstest]
#[case("E04011380,Wem Urban,,Shropshire,-2.72,52.86", "look swapped")]
#[case("E04011380,Wem Urban,,Shropshire,48.86,2.35", "outside of England and Wales")]
#[case("E04011380,Wem Urban,,Shropshire,,-2.72", "it has a longitude and no latitude; write both, or leave both blank")]
#[case("E04011380,Wem Urban,,Shropshire,53.35,-6.26", "outside of England and Wales")]
#[case("E04011380,Wem Urban,,Shropshire,52.86,1.9", "outside of England and Wales")]
#[case("E04011380,Wem Urban,,Shropshire,57.15,-2.1", "outside of England and Wales")]
#[case("E04011380,Wem Urban,,Shropshire,51.5,-0.1", "km from the nearest place of Shropshire on record")]
#[case("E04011380,Wem Urban,,Shropshire,\"52,86\",-2.72", "has a decimal comma; write a point: 52.86")]
#[case("E06000051,Shropshire,,Shropshire,,", "is no code of a parish")]
#[case("S01000001,Wem Urban,,Shropshire,,", "is no code of a parish")]
#[case("E99999999,Wem Urban,,Shropshire,,", "is no code of a parish")]
#[case("E04011380,Wem Urban,,Shropshire,0,0", "leave both blank")]
#[case("E0401138,Wem Urban,,Shropshire,,", "is no code of a parish")]
#[case("SY4 5AA,Wem Urban,,Shropshire,,", "is no code of a parish")]
#[case("04011380,Wem Urban,,Shropshire,,", "is no code of a parish")]
#[case("E04011380,\u{a0},,Shropshire,,", "its parish is blank")]
#[case("E04011380,-,,Shropshire,,", "its name “-” has no letter")]
#[case("E04011380,#REF!,,Shropshire,,", "is an error or a formula of a spreadsheet")]
#[case("E04011381,Prees again,,Shropshire,,", "code E04011381 stands on line 2 already; delete one of the two lines")]
#[case("e04011381,Prees again,,Shropshire,,", "code E04011381 stands on line 2 already")]
fn a_row_that_cannot_be_right_is_rejected_and_the_others_come_in(#[case] row: &str, #[case] reason: &str) {
    let desk = Workspace::new();
    let good = "E04011381,Prees,Prees Parish Council,Shropshire,52.90,-2.66";
    let file = desk.file("r.csv", format!("code,parish,council,county,latitude,longitude\n{good}\n{row}\n"));
    let (reasons, taken) = import(&desk, &file);
    assert_eq!((reasons.len(), taken), (1, 1), "{reasons:?}");
    assert!(reasons[0].starts_with("3: ") && reasons[0].contains(reason), "{reasons:?}");
}

#[test]
fn codes_of_wales_and_small_letters_are_taken() {
    let desk = Workspace::new();
    let rows = "W04000123,Nowhere,,Powys,52.6,-3.3\ne04999001,Newtown,,Shropshire,,\n";
    let file = desk.file("r.csv", format!("code,parish,council,county,latitude,longitude\n{rows}"));
    assert_eq!(import(&desk, &file), (Vec::new(), 2));
    assert_eq!(import(&desk, &file), (Vec::new(), 2), "the same codes again");
}

#[rstest]
#[case("r.xlsx", b"PK\x03\x04\x14\x00".to_vec())]
#[case("r.csv", b"PK\x03\x04\x14\x00".to_vec())]
#[case("r.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec())]
fn a_register_that_is_a_workbook_is_named_as_one(#[case] name: &str, #[case] bytes: Vec<u8>) {
    let desk = Workspace::new();
    let ran = desk.run(&["import", "councils", &desk.file(name, bytes)]);
    ran.failed(3, &["it is a workbook; nothing was changed", "as CSV"]);
}
