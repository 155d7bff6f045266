//! `export` of records as tables, and `import table`, which takes them back.

mod workspace;

use rstest::rstest;
use serde_json::{Value, json};
use workspace::Workspace;

const KINDS: [&str; 5] = ["contacts", "priorities", "returns", "meetings", "updates"];

/// A database with one of each.
fn filled() -> Workspace {
    let desk = Workspace::with_letters();
    let done = |args: &[&str]| drop(desk.done(args));
    done(&[
        "record",
        "contact",
        "wem",
        "clun",
        "--role",
        "clerk",
        "--email",
        "clerk@two.example",
        "--phone",
        "+44 1939 1",
    ]);
    let sent = ["--priority", "+Parking", "--priority", "Litter", "--priority", "Gŵyl", "--priority", "'Dogs'"];
    let wem = ["record", "return", "wem", "--received", "2023-09-12", "--wish", "yes", "--frequency", "after harvest"];
    done(&[&wem[..], &sent].concat());
    done(&["record", "agree", "wem", "--priority", "+Parking", "--priority", "Gŵyl"]);
    done(&["record", "return", "clun", "--received", "2023-09-20", "--wish", "no"]);
    done(&[
        "record",
        "action",
        "wem",
        "--priority",
        "1",
        "--what",
        "- signs,\n\"bays\"",
        "--owner",
        "team",
        "--due",
        "30/11/2023",
    ]);
    done(&["record", "review", "wem", "--priority", "1", "--priority-changed", "no", "--response-changed", "yes"]);
    done(&["record", "meeting", "wem", "--on", "2023-10-03", "--attendance", "in-person", "--note", "@ the hall"]);
    done(&["record", "update", "wem", "--how", "written", "--text", "Signs are ordered."]);
    desk
}

fn export(desk: &Workspace, kind: &str, name: &str) -> String {
    let file = desk.path(name).to_str().unwrap().to_owned();
    desk.done(&["export", kind, "--out", &file, "--force"]);
    file
}

fn counts(document: &Value) -> [i64; 3] {
    let asked = document["asked"].as_array().unwrap().len() as i64;
    [document["new"].as_i64().unwrap(), document["unchanged"].as_i64().unwrap(), asked]
}

#[rstest]
#[case("csv")]
#[case("xlsx")]
fn another_database_takes_the_tables_back_unchanged(#[case] format: &str) {
    let (from, to) = (filled(), Workspace::with_letters());
    for kind in KINDS {
        let file = export(&from, kind, &format!("{kind}.{format}"));
        let dry = to.json(&["import", "table", &file, "--dry-run"]);
        assert_eq!((&dry["table"], &dry["saved"]), (&json!(kind), &Value::Null));
        let imported = to.json(&["import", "table", &file]);
        assert!(counts(&imported)[0] > 0 && counts(&imported)[1..] == [0, 0], "{imported}");
        let again = to.done(&["import", "table", &file]);
        assert!(again.err.contains("nothing to change"), "{again:?}");
        let csv = |desk: &Workspace| desk.done(&["export", kind, "-o", "-"]).out;
        assert_eq!(csv(&to), csv(&from));
    }
    for council in ["wem", "clun"] {
        for day in ["2023-09-30", "2023-10-05"] {
            let show = |desk: &Workspace| desk.json(&["list", "--find", council, "--as-at", day]);
            assert_eq!(show(&to), show(&from), "{council} on {day}");
        }
    }
    for kind in KINDS {
        assert!(to.done(&["undo"]).err.contains("import of"), "{kind}");
    }
    assert_eq!(to.done(&["export", "returns", "-o", "-"]).out.lines().count(), 1);
}

#[test]
fn a_file_runs_nothing_and_says_what_it_holds() {
    let desk = filled();
    let file = export(&desk, "returns", "returns.csv");
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(",'+Parking,") && text.contains(",''Dogs',"), "{text}");
    let told = desk.done(&["export", "meetings", "-o", "-", "--find", "wem"]);
    assert!(told.err.contains("1 row in the table of meetings"), "{told:?}");
    assert!(told.out.starts_with("council code,council,meeting on,at,"), "{told:?}");
}

#[test]
fn rows_that_are_not_certain_are_listed_and_the_rest_is_recorded() {
    let (from, to) = (filled(), Workspace::with_letters());
    let file = export(&from, "returns", "returns.csv");
    let refused = to.json(&["import", "table", &file, "--dry-run"]);
    assert_eq!(counts(&refused), [1, 0, 2], "{refused}");
    let csv = std::fs::read_to_string(export(&from, "priorities", "priorities.csv")).unwrap();
    let edited = to.file("edited.csv", csv.replace("2023-11-30", "30/11/23x").replace(",yes,", ",perhaps,"));
    let imported = to.done(&["import", "table", &edited]);
    assert!(
        imported.out.contains("row 3, “Wem Town Council”: due: “30/11/23x” is no day; write it as 2023-09-30"),
        "{imported:?}"
    );
    assert!(imported.out.contains("response changed: “perhaps” is neither yes nor no"), "{imported:?}");
    assert!(imported.err.contains("saved: import of priorities from edited.csv: 2 new records"), "{imported:?}");
    // Without the priorities the return of Wem could not be taken; now it can.
    assert_eq!(counts(&to.json(&["import", "table", &file])), [3, 0, 0]);
}

#[test]
fn the_register_comes_back_through_both_commands() {
    let (from, to) = (filled(), Workspace::new());
    for name in ["register.csv", "register.xlsx"] {
        let file = export(&from, "register", name);
        for import in [vec!["import", "councils", &file, "--complete"], vec!["import", "table", &file]] {
            let done = to.json(&import);
            let counts = ["new", "changed", "ended", "unchanged"].map(|key| done[key].as_i64().unwrap());
            assert_eq!((counts, &done["saved"]), ([0, 0, 0, 658], &Value::Null), "{name}");
        }
    }
}

#[rstest]
#[case(&["export", "contacts", "-o", "-", "--round", "2023-Q4"], 2, "the same for all rounds")]
#[case(&["export", "returns", "-o", "-", "--round", "2031-Q1"], 3, "there is no round")]
#[case(&["export", "returns", "-o", "returns.csv", "--format", "xlsx"], 3, "another ending")]
#[case(&["export", "returns", "-o", "-", "--format", "pdf"], 2, "neither csv nor xlsx")]
#[case(&["import", "table", "nothing.csv"], 1, "cannot be read")]
fn what_cannot_be_done_is_said(#[case] args: &[&str], #[case] code: i32, #[case] why: &str) {
    Workspace::with_letters().run(args).failed(code, &[why]);
}

#[test]
fn a_file_that_is_no_table_changes_nothing() {
    let desk = Workspace::with_letters();
    let file = desk.file("other.csv", "Council,Wish\r\nWem Town Council,yes\r\n");
    desk.run(&["import", "table", &file]).failed(3, &["its headings are those of no table", "Nothing was changed"]);
    let taken = desk.file("there.csv", "x");
    desk.run(&["export", "updates", "-o", &taken]).failed(3, &["--force replaces it"]);
}
