//! An earlier round imported from a sheet as a baseline.

mod workspace;

use serde_json::json;
use workspace::Workspace;

const SPRING: &str = "Parish,Wish,Frequency,Method,Priority 1,Priority 2,Priority 3,Agreed on,Outcome 1\r\n\
    Wem Town Council,yes,quarterly,in person,Speeding,Parking,Dogs,20/03/2023,Solved: bins emptied\r\n\
    Ludlow Town Council,yes,,,Burglary,Litter,,,\r\n\
    Shrewsbury Town Council,no,,,,,,,\r\n\
    Nowhere Council,yes,,,Noise,,,,\r\n";

fn import<'a>(file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["import", "baseline", file, "--round", "2023-Q2", "--deadline", "31 mar 2023"][..], more].concat()
}

#[test]
fn a_baseline_is_imported_once_and_the_next_round_builds_on_it() {
    let desk = Workspace::with_letters();
    let file = desk.file("spring.csv", SPRING.as_bytes());
    let dry = desk.done(&import(&file, &["--dry-run"]));
    for words in [
        "“Priority 1” is read as: a priority",
        "“Agreed on” is read as: the day of the agreement",
        "“Outcome 1” is read as: the result of priority 1",
        "Opens the round April–June 2023 (2023-Q2), with the deadline Fri 31 Mar 2023.",
        "New: the answers of 3 councils, and 5 priorities agreed; 1 of these closed with a result.",
        "dry run: nothing was changed",
    ] {
        assert!(dry.err.contains(words), "{words}: {}", dry.err);
    }
    assert_eq!(dry.out, "row 5, “Nowhere Council”: no council is called so\n");
    assert_eq!(desk.json(&["round"]).as_array().unwrap().len(), 1);

    let rest = desk.path("rest.csv").to_string_lossy().into_owned();
    let imported = desk.json(&import(&file, &["--rest", &rest]));
    assert_eq!((&imported["new"], &imported["priorities"], &imported["closed"]), (&json!(3), &json!(5), &json!(1)));
    assert_eq!((&imported["opens"], &imported["asked"][0]["line"]), (&json!(true), &json!(5)));
    assert!(std::fs::read_to_string(&rest).unwrap().contains("Nowhere Council"));
    let again = desk.json(&["import", "baseline", &file, "--round", "2023-Q2"]);
    assert_eq!((&again["new"], &again["unchanged"], &again["saved"]), (&json!(0), &json!(3), &json!(null)));

    // Four of the five priorities are open, so the autumn proposes four; both councils confirm them.
    let proposed = |desk: &Workspace| {
        let priorities = desk.json(&["priorities", "--round", "2023-Q4", "--as-at", "2023-10-05"]);
        priorities.as_array().unwrap().iter().filter(|one| one["standing"] == "proposed").count()
    };
    assert_eq!(proposed(&desk), 4);
    let owed = |desk: &Workspace| {
        let owed = desk.json(&["list", "--show", "update-owed", "--as-at", "2023-10-05"]);
        let names = owed.as_array().unwrap().iter().map(|line| line["council"].as_str().unwrap().to_owned());
        names.collect::<Vec<String>>()
    };
    assert_eq!(owed(&desk), ["Ludlow Town Council", "Wem Town Council"], "before they answer in the autumn");
    let autumn = ["--received", "2023-09-20", "--wish", "yes", "--priority"];
    desk.done(&[&["record", "return", "wem"], &autumn[..], &["Parking"]].concat());
    desk.done(&[&["record", "return", "ludlow"], &autumn[..], &["Burglary"]].concat());
    assert_eq!(owed(&desk), ["Ludlow Town Council", "Wem Town Council"]);
    let compared = desk.json(&["round", "compare", "--round", "2023-Q4", "--as-at", "2023-10-05"]);
    assert_eq!(
        compared["total"]["priorities"],
        json!({"kept": 2, "changed": 0, "closed": 1, "dropped": 2, "new": 0, "proposed_again": 0, "solved": 0})
    );
}

#[test]
fn one_undo_takes_the_round_away_again() {
    let desk = Workspace::with_letters();
    let file = desk.file("spring.csv", SPRING.as_bytes());
    desk.done(&import(&file, &[]));
    assert_eq!(desk.json(&["round"]).as_array().unwrap().len(), 2);
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["round"]).as_array().unwrap().len(), 1);
    desk.done(&["redo"]);
    desk.done(&["check"]);
    assert_eq!(desk.json(&["list", "--round", "2023-Q2", "--find", "wem town"])[0]["status"], "confirmed");
}

#[test]
fn what_cannot_be_imported_says_why() {
    let desk = Workspace::with_letters();
    let file = desk.file("spring.csv", b"Parish,Priority 1\r\nNowhere,Noise\r\n");
    let none = desk.run(&import(&file, &[]));
    assert!(none.code == 3 && none.err.contains("was recorded. Nothing was changed"), "{}", none.err);
    desk.run(&["import", "baseline", &file, "--round", "spring"]).failed(2, &["is not a quarter"]);
    let mail = desk.file("mail.eml", b"From: clerk@wem.example\r\nSubject: x\r\n\r\nHello\r\n");
    desk.run(&import(&mail, &[])).failed(3, &["it is mail; give a sheet"]);
    assert_eq!(desk.json(&["round"]).as_array().unwrap().len(), 1);
}
