//! Importing spreadsheets from the command line, beside files that are no replies.

use rstest::rstest;
use serde_json::{Value, json};

use crate::mails::{YES, assert_counts_add_up, counts, items, mail};
use crate::workspace::Workspace;

const TRACKER: &str = "Council,Date of reply,Taking part?,Notes\nLudlow Town Council,26/09/2023,Yes,quarterly\n";

fn import_counts(import: &Value) -> [u64; 4] {
    ["came_in", "matched", "duplicate", "skipped"].map(|name| import[name].as_u64().unwrap())
}

/// What was skipped: where, and why.
fn skipped(import: &Value) -> Vec<(u64, String)> {
    let items = import["items"].as_array().unwrap().iter().filter(|item| item["took"] == "skipped");
    items.map(|item| (item["number"].as_u64().unwrap(), item["why"].as_str().unwrap().to_owned())).collect()
}

/// The usual tracker: a long list of phone contacts, and the replies on the second sheet.
#[test]
fn replies_behind_a_list_of_telephone_numbers_come_in() {
    let desk = Workspace::new();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/incoming/sheets/contacts.xlsx");
    let import = desk.json(&["import", "replies", file, "--accept-columns"]);
    assert_eq!(import_counts(&import), [3, 2, 0, 1], "{import}");
    let passed_over = "120 rows of its sheet “Contacts”: nobody has confirmed yet what its columns mean";
    assert_eq!(skipped(&import), [(1, passed_over.to_owned())]);
    assert_eq!(import_counts(&desk.json(&["import", "replies", file])), [3, 0, 2, 1]);
}

/// The import holds two hundred rows until it knows the date format.
#[test]
fn a_column_that_is_american_from_its_two_hundredth_row_on_is_taken_back_whole() {
    let desk = Workspace::new();
    let rows: String = (1..=220)
        .map(|row| {
            format!("Ludlow Town Council,9/{}/2023,Yes,Speeding {row}\n", if row <= 200 { row % 12 + 1 } else { 13 })
        })
        .collect();
    let sheet = desk.file("american.csv", format!("Council,Date of reply,Taking part?,Priority 1\n{rows}"));
    let ran = desk.run(&["import", "replies", &sheet, "--accept-columns", "--json"]);
    assert!(ran.code == 3 && ran.err.contains("nothing was taken in"), "{ran:?}");
    let import: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((import_counts(&import), desk.json(&["inbox"])), ([1, 0, 0, 1], Value::Array(Vec::new())), "{import}");
    let [(0, why)] = &skipped(&import)[..] else { panic!("{import}") };
    assert!(why.contains("write its dates as 2023-09-30"), "{why}");
}

#[test]
fn a_sheet_whose_first_heading_is_from_is_no_mailbox() {
    let desk = Workspace::new();
    let sheet = "From address,Council,Taking part?\nclerk@ludlow.example,Ludlow Town Council,Yes\n";
    let import = desk.json(&["import", "replies", &desk.file("answers.csv", sheet), "--accept-columns"]);
    assert_eq!(import_counts(&import), [1, 1, 0, 0], "{import}");
}

/// Some programs leave out blank cells at the end of a row, even of a row that spans several lines.
#[test]
fn a_short_row_over_two_lines_is_a_row() {
    let desk = Workspace::new();
    let sheet = "Council,Taking part?,Comments,Priority 1,Priority 2\n\
                 Ludlow Town Council,Yes,\"Two lines\nof words\",Speeding\n\
                 Bewdley Town Council,Yes,none,Litter,Parking\n";
    let import = desk.json(&["import", "replies", &desk.file("answers.csv", sheet), "--accept-columns"]);
    assert_eq!(import_counts(&import), [2, 2, 0, 0], "{import}");
}

#[test]
fn a_sheet_comes_in_once_its_columns_are_confirmed() {
    let desk = Workspace::new();
    let sheet = "Council,Date of reply,Taking part?,Priority 1,Priority 2,How often\n\
                 Ludlow Town Council,26/09/2023,Yes,Speeding,Parking,quarterly\n\
                 Bewdley TC,27/09/2023,No,,,\n\
                 Atlantis Parish Council,27/09/2023,Yes,Floods,,\n\
                 Clun Town Council,32/09/2023,Yes,Speeding,,\n";
    let file = desk.file("tracker.csv", sheet);
    let asked = desk.run(&["import", "replies", &file]);
    asked.failed(3, &["Proposed:", "--accept-columns"]);
    let import = desk.json(&["import", "replies", &file, "--accept-columns"]);
    assert_counts_add_up(&import);
    assert_eq!((counts(&import)[0], counts(&import)[5]), (4, 0), "{import}");
    let undated = items(&desk).into_iter().find(|item| item["council"] == "Clun Town Council").unwrap();
    assert_eq!((&undated["group"], &undated["received"]), (&json!("needs-look"), &Value::Null));
    assert!(desk.done(&["inbox", "show", &undated["id"].to_string()]).out.contains("the date “32/09/2023” is no date"));
    let ludlow = items(&desk).into_iter().find(|item| item["council"] == "Ludlow Town Council").unwrap();
    assert_eq!(ludlow["proposed"]["priorities"][1]["value"], json!("Parking"));
    let now = desk.json(&["inbox", "accept", &ludlow["id"].to_string()]);
    assert_eq!((&now["status"], &now["heard_on"]), (&json!("confirmed"), &json!("2023-09-26")));
    let next = desk.file("next.csv", sheet.replace("Ludlow", "Shrewsbury"));
    let import = desk.json(&["import", "replies", &next]);
    assert_eq!((counts(&import)[1], counts(&import)[4]), (1, 3), "the columns are remembered: {import}");
}

#[test]
fn what_was_saved_of_the_columns_is_told_where_nothing_comes_in() {
    let desk = Workspace::new();
    let file = desk.file("tracker.csv", "Council,Date of reply,Taking part?\nLudlow Town Council,,No reply\n");
    let refused = desk.run(&["import", "replies", &file, "--accept-columns"]);
    refused.failed(3, &["it has no answer", "nothing was taken in", "the columns was saved before that, and is kept"]);
    let again = desk.run(&["import", "replies", &file]);
    again.failed(3, &["it has no answer", "nothing was taken in"]);
    assert!(!again.err.contains("columns"), "they are known, and nothing was saved: {}", again.err);
}

/// Correcting the columns after the import does not change waiting items, and the program says so. After an undo and a
/// new import the new columns apply.
#[test]
fn columns_put_right_later_are_read_once_the_import_is_undone() {
    let desk = Workspace::new();
    let sheet = "Council,Date of reply,Takes part,Main matter,Priority 1\nLudlow Town Council,26/09/2023,Yes,Speeding,Parking\n";
    let file = desk.file("tracker.csv", sheet);
    let priorities = |desk: &Workspace| items(desk)[0]["proposed"]["priorities"].as_array().unwrap().len();
    desk.done(&["import", "replies", &file, "--accept-columns"]);
    assert_eq!(priorities(&desk), 1);
    desk.done(&["undo"]);
    let put_right = ["import", "replies", &file, "--column", "Main matter=priority"];
    let again = desk.json(&put_right);
    assert_eq!((counts(&again)[4], priorities(&desk)), (0, 2), "{again}");
    let told = desk.json(&["import", "replies", &file, "--column", "Main matter=views"]);
    assert_eq!(counts(&told)[4], 1, "{told}");
    assert!(told["items"][0]["why"].as_str().unwrap().contains("undo that import"), "{told}");
    assert_eq!(priorities(&desk), 2);
}

/// A tracker that grows: rows that repeat a council's answer are dismissed with one key, and recorded once.
#[test]
fn a_row_that_is_on_record_already_is_put_away() {
    let desk = Workspace::new();
    let sheet =
        |note: &str| format!("Council,Date of reply,Takes part,Notes\nLudlow Town Council,26/09/2023,Yes,{note}\n");
    desk.done(&["import", "replies", &desk.file("one.csv", sheet("")), "--accept-columns"]);
    desk.done(&["inbox", "accept", "1"]);
    desk.done(&["import", "replies", &desk.file("two.csv", sheet("phoned"))]);
    let [item] = <[Value; 1]>::try_from(items(&desk)).unwrap();
    assert_eq!(item["group"], json!("on-record"), "{item}");
    desk.done(&["inbox", "accept", "2"]);
    assert_eq!(items(&desk).len(), 0);
    desk.done(&["undo"]);
    assert_eq!(items(&desk).len(), 1, "with one undo");
}

/// Ambiguous columns, and cells that refer to another column, need checking. Text that answers no question is still
/// read.
#[rstest::rstest]
#[case::withdrawn("Yes,Withdrawn,Speeding", "needs-look")]
#[case::not_heard("Yes,No reply,Speeding", "needs-look")]
#[case::as_before("Yes,,As last time", "needs-look")]
#[case::elsewhere("Yes,,See e-mail", "needs-look")]
#[case::count_column_confirmations("Yes,Confirmed,Speeding", "ready")]
#[case::nothing_more("Yes,,None at present", "ready")]
fn what_does_not_go_together_is_looked_at(#[case] cells: &str, #[case] group: &str) {
    let desk = Workspace::new();
    let sheet = format!("Council,Date of reply,Takes part,Status,Priority 1\nLudlow Town Council,26/09/2023,{cells}\n");
    let meant = ["--column", "Status=status", "--column", "Priority 1=priority"];
    let file = desk.file("tracker.csv", sheet);
    desk.done(&[&["import", "replies", &file, "--accept-columns"][..], &meant].concat());
    assert_eq!(items(&desk)[0]["group"], json!(group), "{cells}");
    if group == "needs-look" {
        // A date has no say about the rest.
        let dated = ["inbox", "accept", "1", "--received", "2023-09-26"];
        desk.run(&dated).failed(3, &["say what it answers with --wish and --priority"]);
        desk.done(&[&dated[..], &["--wish", "yes"]].concat());
    }
}

/// A column without a heading is named by its position. A file without content is reported with the reason.
#[test]
fn what_has_no_name_is_named() {
    let desk = Workspace::new();
    let sheet = "Council,Date of reply,Takes part,\nLudlow Town Council,26/09/2023,Yes,Speeding\n";
    let args = ["import", "replies", &desk.file("one.csv", sheet)];
    desk.run(&args).failed(3, &["column 4 = unused"]);
    desk.done(&[&args[..], &["--accept-columns", "--column", "column 4=priority"]].concat());
    assert_eq!(items(&desk)[0]["proposed"]["priorities"][0]["value"], json!("Speeding"));
    let empty = desk.run(&["import", "replies", &desk.file("empty.csv", "Council,Date of reply,Takes part,\n")]);
    empty.failed(3, &["empty.csv", "there is no reply in it"]);
}

/// Number of journal entries that confirm columns.
fn count_column_confirmations(desk: &Workspace) -> usize {
    let history = desk.json(&["history"]);
    history.as_array().unwrap().iter().filter(|entry| entry["words"].as_str().unwrap().contains("columns")).count()
}

#[rstest]
#[case::on_its_own(&["--column", "Nope=wish"])]
#[case::with_all_confirmed(&["--column", "Nope=wish", "--accept-columns"])]
#[case::beside_one_that_is_there(&["--column", "Notes=frequency", "--column", "Nope=wish", "--accept-columns"])]
fn a_column_that_no_sheet_has_is_refused(#[case] more: &[&str]) {
    let desk = Workspace::new();
    let file = desk.file("tracker.csv", TRACKER);
    let refused = desk.run(&[&["import", "replies", &file], more].concat());
    refused.failed(2, &["“Nope”", "“Council”, “Date of reply”, “Taking part?”, “Notes”", "Nothing was changed"]);
    assert_eq!((count_column_confirmations(&desk), items(&desk).len()), (0, 0));
}

#[test]
fn what_is_said_of_one_column_confirms_no_other() {
    let desk = Workspace::new();
    let file = desk.file("tracker.csv", TRACKER);
    let says = ["import", "replies", &file, "--column", "notes=frequency"];
    desk.run(&says).failed(3, &["Proposed:", "Notes = frequency  (as you say)", "--accept-columns"]);
    assert_eq!((count_column_confirmations(&desk), items(&desk).len()), (0, 0));
    desk.done(&[&says[..], &["--column", "Date of reply=unused", "--accept-columns"]].concat());
    assert_eq!((count_column_confirmations(&desk), items(&desk).len()), (1, 1));
    assert_eq!(items(&desk)[0]["proposed"]["frequency"]["value"], json!("quarterly"));
    // The others are confirmed already, as the user said and not as proposed.
    let next = desk.file("next.csv", TRACKER.replace("Ludlow", "Clun"));
    desk.done(&["import", "replies", &next, "--column", "Notes=views"]);
    assert_eq!((count_column_confirmations(&desk), items(&desk).len()), (2, 2));
    assert!(items(&desk).iter().all(|item| item["received"] == Value::Null));
    desk.done(&["import", "replies", &next, "--column", "Notes=views"]);
    assert_eq!(count_column_confirmations(&desk), 2, "as it was");
}

#[test]
fn a_sheet_of_which_all_columns_are_said_is_confirmed() {
    let desk = Workspace::new();
    let file = desk.file("tracker.csv", TRACKER);
    let mut says = vec!["import", "replies", &file];
    for column in ["Council=council", "Date of reply=received", "Taking part?=wish", "Notes=unused"] {
        says.extend(["--column", column]);
    }
    desk.done(&says);
    assert_eq!((count_column_confirmations(&desk), items(&desk).len()), (1, 1));
    let mail = desk.file("1.eml", mail("1", "Clerk <clerk@clun.example>", "RE: Charter", "", YES));
    let idle = desk.done(&["import", "replies", &mail, "--column", "Notes=views"]);
    assert!(idle.err.contains("there is no sheet whose header could be read"), "{}", idle.err);
}
