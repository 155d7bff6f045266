//! Sheets that come in from the command line, beside what is no reply.

mod desk;

use desk::Desk;
use serde_json::Value;

fn counts(import: &Value) -> [u64; 4] {
    ["came_in", "matched", "duplicate", "skipped"].map(|name| import[name].as_u64().unwrap())
}

/// What was passed over: where, and why.
fn skipped(import: &Value) -> Vec<(u64, String)> {
    let items = import["items"].as_array().unwrap().iter().filter(|item| item["took"] == "skipped");
    items.map(|item| (item["number"].as_u64().unwrap(), item["why"].as_str().unwrap().to_owned())).collect()
}

/// The usual tracker: a long list of whom to ring first, the replies on the second sheet.
#[test]
fn replies_behind_a_list_of_telephone_numbers_come_in() {
    let desk = Desk::new();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/incoming/sheets/contacts.xlsx");
    let import = desk.json(&["import", "replies", file, "--accept-columns"]);
    assert_eq!(counts(&import), [3, 2, 0, 1], "{import}");
    let passed_over = "120 rows of its sheet “Contacts”: nobody has confirmed yet what its columns mean";
    assert_eq!(skipped(&import), [(1, passed_over.to_owned())]);
    assert_eq!(counts(&desk.json(&["import", "replies", file])), [3, 0, 2, 1]);
}

/// Two hundred rows are held until it is known how their dates are to be read.
#[test]
fn a_column_that_is_american_from_its_two_hundredth_row_on_is_taken_back_whole() {
    let desk = Desk::new();
    let rows: String = (1..=220)
        .map(|row| {
            format!("Ludlow Town Council,9/{}/2023,Yes,Speeding {row}\n", if row <= 200 { row % 12 + 1 } else { 13 })
        })
        .collect();
    let sheet = desk.file("american.csv", format!("Council,Date of reply,Taking part?,Priority 1\n{rows}"));
    let ran = desk.run(&["import", "replies", &sheet, "--accept-columns", "--json"]);
    assert!(ran.code == 3 && ran.err.contains("nothing was taken in"), "{ran:?}");
    let import: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((counts(&import), desk.json(&["inbox"])), ([1, 0, 0, 1], Value::Array(Vec::new())), "{import}");
    let [(0, why)] = &skipped(&import)[..] else { panic!("{import}") };
    assert!(why.contains("write its dates as 2023-09-30"), "{why}");
}

#[test]
fn a_sheet_whose_first_heading_is_from_is_no_mailbox() {
    let desk = Desk::new();
    let sheet = "From address,Council,Taking part?\nclerk@ludlow.example,Ludlow Town Council,Yes\n";
    let import = desk.json(&["import", "replies", &desk.file("answers.csv", sheet), "--accept-columns"]);
    assert_eq!(counts(&import), [1, 1, 0, 0], "{import}");
}

/// Blank cells at the end of a row are left out by some programs, of one that goes over several lines too.
#[test]
fn a_short_row_over_two_lines_is_a_row() {
    let desk = Desk::new();
    let sheet = "Council,Taking part?,Comments,Priority 1,Priority 2\n\
                 Ludlow Town Council,Yes,\"Two lines\nof words\",Speeding\n\
                 Bewdley Town Council,Yes,none,Litter,Parking\n";
    let import = desk.json(&["import", "replies", &desk.file("answers.csv", sheet), "--accept-columns"]);
    assert_eq!(counts(&import), [2, 2, 0, 0], "{import}");
}
