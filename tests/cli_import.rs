//! Import of another register: counts, one transaction, encodings, broken rows, and the size of England.

mod workspace;

use rstest::rstest;
use serde_json::{Value, json};
use workspace::Workspace;

const HEAD: &str = "code,parish,council,kind,county,district\n";

fn counts(document: &Value) -> [i64; 3] {
    ["new", "changed", "unchanged"].map(|key| document[key].as_i64().unwrap())
}

#[test]
fn a_register_is_tried_then_imported_once() {
    let desk = Workspace::new();
    let rows = "E04011380,Wem Urban,Wem and Soulton Town Council,town,Shropshire,Shropshire\n\
                E04999001,Newtown,Newtown Parish Council,parish,Shropshire,Shropshire\n\
                E04000682,Abbey Dore,,unknown,Herefordshire,Herefordshire\n";
    let file = desk.file("councils.csv", format!("{HEAD}{rows}"));
    let tried = desk.done(&["import", "councils", &file, "--dry-run"]);
    assert!(
        tried.out.contains("new             1\nchanged         1\nunchanged       1\nrejected        0\n"),
        "{}",
        tried.out
    );
    assert!(tried.err.contains("dry run: nothing was changed"), "{}", tried.err);
    assert!(desk.json(&["list", "--find", "Newtown Parish Council"]).as_array().unwrap().is_empty());
    let done = desk.json(&["import", "councils", &file]);
    assert_eq!(counts(&done), [1, 1, 1]);
    assert!(done["saved"].is_i64(), "{done}");
    let new = desk.council("Newtown Parish Council");
    assert_eq!(
        (&new["status"], &new["missed"]),
        (&json!("not-sent"), &json!("never-reached")),
        "nobody has said that a letter went to it"
    );
    let again = desk.json(&["import", "councils", &file]);
    assert_eq!((counts(&again), &again["saved"]), ([0, 0, 3], &Value::Null));
    assert!(desk.done(&["import", "councils", &file]).err.contains("nothing to change"));
    desk.done(&["undo"]);
    assert_eq!(desk.council("Wem Town Council")["kind"], "town", "one change, one undo");
    let backups = desk.json(&["restore"]);
    assert!(backups.as_array().unwrap().iter().any(|backup| backup["reason"] == "before an import"), "{backups}");
}

#[test]
fn broken_rows_are_named_and_the_others_taken() {
    let desk = Workspace::new();
    let rows = "E04999001,Newtown,,parish,Shropshire,Shropshire\n\
                ,Oldtown,,parish,Shropshire,Shropshire\n\
                E04999001,Newtown again,,parish,Shropshire,Shropshire\n\
                E04999003,No county,,parish,,\n";
    let file = desk.file("councils.csv", format!("{HEAD}{rows}"));
    let document = desk.json(&["import", "councils", &file]);
    assert_eq!(counts(&document), [1, 0, 0]);
    let lines: Vec<i64> =
        document["rejected"].as_array().unwrap().iter().map(|row| row["line"].as_i64().unwrap()).collect();
    assert_eq!(lines, [3, 4, 5]);
    assert!(document["rejected"].as_array().unwrap().iter().all(|row| !row["reason"].as_str().unwrap().is_empty()));
    let text = desk.done(&["import", "councils", &file, "--dry-run"]).out;
    assert!(text.contains("rejected        3") && text.contains("line 4: "), "{text}");
}

#[test]
fn a_file_without_one_good_row_is_refused() {
    let desk = Workspace::new();
    desk.done(&["list"]);
    let file = desk.file("councils.csv", format!("{HEAD},Oldtown,,parish,Shropshire,Shropshire\n"));
    let ran = desk.run(&["import", "councils", &file, "--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("no row of") && ran.err.contains("Nothing was changed"), "{}", ran.err);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((counts(&document), document["rejected"].as_array().unwrap().len()), ([0, 0, 0], 1));
    assert_eq!(desk.json(&["history"]).as_array().unwrap().len(), 1, "only the first load");
}

fn utf_16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[rstest]
#[case::utf_8(|text: &str| text.as_bytes().to_vec())]
#[case::with_a_mark(|text: &str| format!("\u{feff}{text}").into_bytes())]
#[case::windows_1252(|text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect())]
#[case::utf_16(utf_16)]
fn a_spreadsheets_encoding_is_understood(#[case] encoded: fn(&str) -> Vec<u8>) {
    let desk = Workspace::new();
    let text = format!("{HEAD}E04999001,Château Newtown,,parish,Shropshire,Shropshire\r\n");
    let file = desk.file("councils.csv", encoded(&text));
    assert_eq!(counts(&desk.json(&["import", "councils", &file])), [1, 0, 0]);
    assert_eq!(desk.council("Château Newtown")["county"], "Shropshire");
}

#[test]
fn a_file_that_is_no_register_is_refused() {
    let desk = Workspace::new();
    let missing = desk.path("missing.csv");
    desk.run(&["import", "councils", missing.to_str().unwrap()])
        .failed(1, &["missing.csv cannot be read", "Nothing was changed"]);
    let folder = desk.path(".");
    desk.run(&["import", "councils", folder.to_str().unwrap()]).failed(1, &["cannot be read", "Nothing was changed"]);
    let empty = desk.file("empty.csv", "");
    desk.run(&["import", "councils", &empty]).failed(3, &["empty.csv", "othing was changed"]);
    let other = desk.file("other.csv", "name,colour\na,b\n");
    desk.run(&["import", "councils", &other]).failed(3, &["other.csv", "othing was changed"]);
    let noise: Vec<u8> = (0..4096_u32).map(|n| (n * 7 % 251) as u8).collect();
    let noise = desk.file("noise.csv", noise);
    desk.run(&["import", "councils", &noise]).failed(3, &["othing was changed"]);
    assert!(!desk.database().exists(), "a file that cannot be read opens no database");
}

/// England has some 10,500 parishes, here in forty counties of three districts.
#[test]
fn a_register_of_the_size_of_england_is_taken() {
    let desk = Workspace::new();
    let mut text = HEAD.to_owned();
    for number in 0..10_500 {
        let (county, district) = (number % 40, number % 120);
        text.push_str(&format!(
            "E049{number:05},Parish {number},Parish {number} Council,parish,County {county:02},District {district:03}\n"
        ));
    }
    let file = desk.file("england.csv", &text);
    let before = desk.json(&["list"]).as_array().unwrap().len();
    assert_eq!(counts(&desk.json(&["import", "councils", &file])), [10_500, 0, 0]);
    assert_eq!(desk.json(&["list"]).as_array().unwrap().len(), before + 10_500);
    let county = desk.json(&["list", "--county", "County 07"]);
    assert_eq!(county.as_array().unwrap().len(), 263);
    assert_eq!(desk.json(&["list", "--district", "District 119"]).as_array().unwrap().len(), 87);
    assert_eq!(desk.json(&["show", "Parish 9999"])["county"], "County 39");
    assert_eq!(counts(&desk.json(&["import", "councils", &file])), [0, 0, 10_500]);
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["list"]).as_array().unwrap().len(), before);
}

#[test]
fn what_may_never_end_is_not_read() {
    let desk = Workspace::new();
    let refused = desk.run(&["import", "councils", "/dev/zero"]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("is no file of at most"), "{}", refused.err);
}
