//! Other records: a council's details, the letter, the round, and the as-at day.

use crate::scenario::{Scenario, UserActions};
use serde_json::json;

#[test]
fn a_note_is_written_and_read_again() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    desk.paste("The clerk is away until 16 October.\nRing the chair.");
    desk.wait_for("Ring the chair.");
    desk.save("note on Wem Town Council");
    desk.press("Enter");
    desk.wait_for("Notes 1");
    desk.press("BackTab BackTab");
    desk.wait_until(
        |page| page.has("Thu 5 Oct 2023") && page.has("The clerk is away") && page.has("Ring the chair."),
        "the note",
    );
    desk.press("y");
    desk.wait_copied();
    desk.wait_for("copied: ");
    desk.press("Esc");
    desk.wait_for("r return");
    desk.quit();
    let note = &scenario.council("Wem Town Council")["notes"][0];
    assert_eq!(note["text"], "The clerk is away until 16 October.\nRing the chair.");
}

#[test]
fn a_council_is_given_to_a_team_and_the_team_is_a_filter() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("e");
    desk.wait_for("Details of Wem Town Council");
    desk.type_text("Wem and Prees SNT");
    desk.save("details of Wem Town Council");
    desk.wait_for("Wem and Prees SNT");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    desk.press("t");
    desk.wait_for("all teams");
    desk.press("w");
    desk.wait_for("1 of 610 councils");
    desk.wait_for("Team Wem and Prees SNT");
    desk.wait_focused("Wem Town Council");
    desk.quit();
    let team = scenario.json(&["list", "--team", "Wem and Prees SNT"]);
    assert_eq!(team.as_array().map(Vec::len), Some(1));
}

#[test]
fn a_name_that_was_only_the_parishs_is_confirmed_by_typing_it() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Abbey Dore");
    desk.wait_for("council name not confirmed");
    desk.press("e");
    desk.wait_for("this is the parish's; type the council's own.");
    desk.press("Enter");
    desk.replace_text("Abbeydore Group Parish Council");
    desk.press("C-s");
    desk.wait_for("saved: details of");
    desk.wait_focused("Abbeydore");
    desk.wait_gone("council name not confirmed");
    desk.quit();
    assert_eq!(scenario.council("Abbeydore Group Parish Council")["name_confirmed"], true);
}

#[test]
fn a_letter_that_came_back_was_never_received() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("L");
    desk.wait_for("Letter to Wem Town Council");
    desk.type_text("4 sep");
    desk.press("Enter");
    desk.type_text("11 sep");
    desk.wait_for("Mon 11 Sep 2023");
    desk.save("letter to Wem Town Council, undelivered 11 Sep 2023");
    desk.wait_focused_with("Wem Town Council", "! undelivered");
    desk.wait_for("letter came back 11 Sep");
    desk.press("Esc !");
    desk.wait_for("never reached: record the letter, or correct the address");
    desk.quit();
    let council = scenario.council("Wem Town Council");
    assert_eq!((&council["status"], &council["missed"]), (&json!("undelivered"), &json!("never-reached")));
}

#[test]
fn the_next_round_is_opened_and_the_one_before_stays_as_it_was() {
    let scenario = Scenario::new();
    scenario.run_ok(&[
        "record",
        "return",
        "Wem Town Council",
        "--received",
        "2023-09-12",
        "--wish",
        "yes",
        "--priority",
        "Speeding",
    ]);
    let mut desk = scenario.open();
    desk.press("O");
    desk.wait_for("Open the round January–March 2024");
    // Only with the day of the letter is a letter to every council on record.
    desk.type_text("4 oct");
    desk.press("Enter");
    desk.replace_text("31 dec");
    desk.wait_for("Sun 31 Dec 2023");
    desk.press("C-s");
    desk.wait_for("Check: The deadline, Sun 31 Dec 2023, is a Sunday.");
    desk.wait_for("Letter A, to agree the next set: 1 council");
    desk.wait_for("Proposed again: 1 priority of 1 council, agreed in 2023-Q4.");
    // Esc goes back to the dates, as they were typed.
    desk.press("Esc");
    desk.wait_for("Wed 4 Oct 2023");
    desk.wait_for("Sun 31 Dec 2023");
    desk.press("C-s");
    desk.wait_for("Enter open the round");
    desk.press("Enter");
    desk.wait_until(|page| page.row(0).contains("January–March 2024"), "the new round");
    desk.wait_for("answered 0 · awaiting 610");
    desk.press("]");
    desk.wait_for("this is the newest round; O opens the next");
    desk.press("[");
    desk.wait_until(
        |page| page.row(0).contains("October–December 2023") && page.has("on time 1 ·"),
        "the round before",
    );
    desk.press("]");
    desk.wait_until(
        |page| page.row(0).contains("January–March 2024") && page.has("answered 0 ·"),
        "the new round again",
    );
    desk.quit();
    let status =
        |round: &str| scenario.json(&["list", "--round", round, "--find", "Wem Town Council"])[0]["status"].clone();
    assert_eq!((status("2023-Q4"), status("2024-Q1")), (json!("confirmed"), json!("awaiting")));
}

#[test]
fn a_new_database_claims_no_letter_until_one_key_says_when_it_went() {
    let scenario = Scenario::on_first_start();
    let statuses = || {
        let list = scenario.json(&["list"]);
        let statuses = list.as_array().expect("an array").iter().map(|line| line["status"].to_string());
        statuses.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(statuses(), ["\"not-sent\""]);
    let mut desk = scenario.open();
    desk.wait_focused_with("Abbey Dore", "letter not recorded");
    desk.wait_for("Letter not recorded");
    desk.wait_for("Next: say when the letter was");
    desk.wait_for("R for the whole round");
    desk.press("R");
    desk.wait_for("a letter of that day is recorded for every active council");
    desk.type_text("4 sep");
    desk.save("dates of round 2023-Q4");
    desk.wait_focused_with("Abbey Dore", "silent");
    desk.press("u");
    desk.wait_for("undone: dates of round 2023-Q4");
    desk.wait_focused_with("Abbey Dore", "letter not recorded");
    desk.press("C-r");
    desk.wait_focused_with("Abbey Dore", "silent");
    desk.quit();
    assert_eq!(statuses(), ["\"assumed-declined\""]);
    let letters = scenario.council("Abbey Dore")["letters"].clone();
    assert_eq!(letters, json!([{"sent_on": "2023-09-04", "channel": "email", "undelivered_on": null}]));
    assert_eq!(scenario.journal().len(), 3, "one change, one undo, one redo");
}

#[test]
fn the_letters_date_is_entered_when_it_is_known() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("R");
    desk.wait_for("Dates of the round October–December 2023");
    desk.type_text("4 sep");
    desk.save("dates of round 2023-Q4");
    desk.wait_for("610 of 610");
    desk.quit();
    assert_eq!(scenario.council("Wem Town Council")["round"]["issued_on"], "2023-09-04");
}

#[test]
fn everything_can_be_seen_as_at_another_day() {
    let scenario = Scenario::new();
    scenario.run_ok(&[
        "record",
        "return",
        "Wem Town Council",
        "--received",
        "2023-10-02",
        "--wish",
        "yes",
        "--priority",
        "Speeding",
    ]);
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.wait_focused_with("Wem Town Council", "(late)");
    desk.press("@");
    desk.wait_for("Show everything as at another date");
    desk.type_text("30 sep");
    desk.press("Enter");
    desk.wait_until(|page| page.row(0).contains("as at Sat 30 Sep 2023") && page.has("awaiting 1"), "the day");
    desk.wait_focused_with("Wem Town Council", "due soon");
    desk.quit();
}

/// A council's own screen: every section by Tab and the arrows, and the next council.
#[test]
fn the_sections_of_a_council_are_walked_with_the_keyboard() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem");
    desk.press("Enter");
    desk.wait_for("‹Return");
    let first = desk.look(|page| page.row(3));
    for (key, shown) in [
        ("Tab", "No priorities yet: they come with a return. r records one."),
        ("Right", "No meetings yet. m records or plans one."),
        ("Tab", "Letter sent on a day not recorded by e-mail"),
        ("Right", "No notes. n writes one."),
        ("Tab", "register: 610 councils, 658 parishes"),
        ("Tab", "The council"),
        ("BackTab", "register: 610 councils, 658 parishes"),
        ("Left", "No notes."),
    ] {
        desk.press(key);
        desk.wait_for(shown);
    }
    desk.press(")");
    desk.wait_until(|page| page.row(3) != first, "the next council");
    desk.press("(");
    desk.wait_until(|page| page.row(3) == first, "the council before");
    // The old key says which it is now, and a digit is a tab here as in every list.
    desk.press("J");
    desk.wait_for("J is now ): next");
    desk.press("3");
    desk.wait_gone("‹Notes");
    desk.wait_for("‹3 Diary›");
    desk.press("1");
    desk.wait_for("r return");
    desk.quit();
}
