//! Several rounds on the command line: a baseline before the first, the next one, and what changed between them.

mod workspace;

use serde_json::{Value, json};
use workspace::Workspace;

fn find<'a>(document: &'a Value, council: &str) -> &'a Value {
    let councils = document["councils"].as_array().unwrap();
    councils.iter().find(|one| one["council"] == council).unwrap()
}

/// Wem agreed two priorities in autumn, Shrewsbury declined, and Ludlow was silent.
fn autumn() -> Workspace {
    let desk = Workspace::with_letters();
    desk.record_wem();
    desk.done(&["record", "return", "shrewsbury town", "--received", "2023-09-20", "--wish", "no"]);
    desk
}

fn open_winter(desk: &Workspace) {
    desk.done(&["round", "open", "--deadline", "2024-01-31", "--letter-dated", "2024-01-08", "--as-at", "2024-01-08"]);
}

#[test]
fn councils_and_priorities_move_from_one_round_to_the_next() {
    let desk = autumn();
    open_winter(&desk);
    let winter = |words: &[&str]| desk.done(&[words, &["--as-at", "2024-02-10", "--round", "2024-Q1"]].concat());
    let solved =
        ["record", "result", "wem", "--priority", "parking", "--outcome", "solved", "--result", "Lines are painted."];
    winter(&solved);
    winter(&[
        "record",
        "return",
        "wem",
        "--received",
        "2024-01-20",
        "--wish",
        "yes",
        "--priority",
        "Speeding on the high street",
        "--priority",
        "Dog fouling on the towpath",
    ]);
    winter(&[
        "record",
        "return",
        "shrewsbury town",
        "--received",
        "2024-01-20",
        "--wish",
        "yes",
        "--priority",
        "Burglary",
    ]);
    winter(&["record", "return", "ludlow", "--received", "2024-01-20", "--wish", "no"]);

    let compare = ["round", "compare", "--as-at", "2024-02-10"];
    let document = desk.json(&compare);
    assert_eq!((&document["before"], &document["before_as_at"]), (&json!("2023-Q4"), &json!("2023-12-31")));
    assert_eq!((&document["now"], &document["now_as_at"]), (&json!("2024-Q1"), &json!("2024-02-10")));
    let total = &document["total"];
    assert_eq!((&total["still_taking_part"], &total["joined"], &total["came_back"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!(
        total["priorities"],
        json!({"kept": 1, "changed": 0, "solved": 1, "closed": 1, "dropped": 0, "new": 2, "proposed_again": 0})
    );
    let moved = |name: &str| {
        let council = find(&document, name);
        [&council["before"], &council["now"], &council["movement"]].map(|value| value.as_str().unwrap().to_owned())
    };
    assert_eq!(moved("Shrewsbury Town Council"), ["declined", "takes-part", "joined"]);
    assert_eq!(moved("Ludlow Town Council"), ["silent", "declined", "came-back"]);
    let kinds =
        ["still_taking_part", "joined", "came_back", "left", "fell_silent", "still_not_taking_part", "undecided"];
    for counts in std::iter::once(total).chain(document["counties"].as_array().unwrap()) {
        let sum: u64 = kinds.iter().map(|kind| counts[kind].as_u64().unwrap()).sum();
        assert_eq!(counts["councils"], sum, "{counts}");
    }
    assert_eq!(desk.json(&[&compare[..], &["--find", "ludlow"]].concat())["total"]["councils"], 1);

    let text = desk.done(&compare);
    assert!(text.out.contains("  Shrewsbury Town Council (Shropshire): declined, then takes part"), "{}", text.out);
    assert!(text.err.contains("October–December 2023 as at Sun 31 Dec 2023, then January–March 2024"), "{}", text.err);
}

#[test]
fn later_work_does_not_move_the_comparison_of_earlier_rounds() {
    let desk = autumn();
    open_winter(&desk);
    let compare = || desk.json(&["round", "compare", "--as-at", "2024-03-31", "--round", "2024-Q1"]);
    let before = compare();
    desk.done(&["round", "open", "--deadline", "2024-04-30", "--letter-dated", "2024-04-05", "--as-at", "2024-04-05"]);
    desk.done(&["record", "return", "wem", "--received", "2024-04-20", "--wish", "no", "--as-at", "2024-05-01"]);
    assert_eq!(compare(), before);
    assert_eq!(desk.json(&["round", "compare", "--as-at", "2024-05-01"])["total"]["came_back"], json!(1));
}

#[test]
fn a_round_without_one_to_compare_with_is_said() {
    let desk = autumn();
    desk.run(&["round", "compare"]).failed(2, &["no earlier round", "as a baseline"]);
    desk.run(&["round", "compare", "--year-before"]).failed(2, &["no round of the same quarter a year before"]);
    desk.run(&["round", "compare", "--with", "2023-Q4"]).failed(2, &["is not earlier than"]);
}

/// An earlier round is opened after the fact, so that the first one has updates owed.
#[test]
fn a_baseline_is_opened_before_the_first_round() {
    let desk = autumn();
    let spring = ["--round", "2023-Q2"];
    desk.done(&["round", "open", "2023-Q2", "--deadline", "2023-03-31", "--letter-dated", "2023-03-01"]);
    let codes = desk.json(&["round", "list"]);
    assert_eq!((&codes[0]["code"], &codes[1]["code"]), (&json!("2023-Q4"), &json!("2023-Q2")));
    desk.done(
        &[
            &["record", "return", "wem", "--received", "2023-03-20", "--wish", "yes", "--priority", "Dogs"][..],
            &["--as-at", "2023-03-25"],
            &spring,
        ]
        .concat(),
    );
    let document = desk.json(&["round", "compare"]);
    assert_eq!(find(&document, "Wem Town Council")["movement"], "still-takes-part");
    assert_eq!(document["total"]["priorities"]["dropped"], json!(1));
}

#[test]
fn what_opening_a_round_does_is_said_before_it_is_done() {
    let desk = autumn();
    let open = ["round", "open", "--deadline", "2024-02-25", "--as-at", "2024-01-08"];
    let dry = desk.done(&[&open[..], &["--dry-run"]].concat());
    for words in [
        "2024-Q1, January–March 2024: no date of the letter yet; reply by Sun 25 Feb 2024; next contact in April 2024.",
        "Letter A, to agree the next set: 1 council",
        "Proposed again: 2 priorities of 1 council, agreed in 2023-Q4.",
        "Check: The deadline, Sun 25 Feb 2024, is a Sunday.",
        "dry run: nothing was changed",
    ] {
        assert!(dry.err.contains(words), "{words}: {}", dry.err);
    }
    assert_eq!(desk.json(&["round"]).as_array().unwrap().len(), 1);
    let planned = desk.json(&[&open[..], &["--dry-run"]].concat());
    let opened = desk.json(&open);
    assert_eq!((&planned["opened"], &opened["opened"]), (&json!(false), &json!(true)));
    for key in ["code", "invited", "letter_a", "letter_b", "first_letter", "proposed", "missed", "odd_dates"] {
        assert_eq!(planned[key], opened[key], "{key}");
    }
    assert_eq!(
        (&opened["letter_a"], &opened["proposed"], &opened["proposed_councils"]),
        (&json!(1), &json!(2), &json!(1))
    );
    assert_eq!(opened["letter_b"], json!(opened["invited"].as_u64().unwrap() - 1));
    let again = [&["round", "open", "2024-Q1"], &open[2..], &["--dry-run"]].concat();
    desk.run(&again).failed(3, &["round 2024-Q1 is open already"]);
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["round"]).as_array().unwrap().len(), 1);
}
