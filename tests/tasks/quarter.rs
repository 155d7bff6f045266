//! The work of a quarter: the evening after a meeting, a priority closed with its result, and an update that is owed.

use crate::scenario::{Scenario, UserActions, WIDE};
use serde_json::json;

/// Wem Town Council with three agreed priorities, and a meeting on 12 October in the diary.
fn with_priorities() -> Scenario {
    let scenario = Scenario::new();
    let mut words = vec!["record", "return", "Wem Town Council", "--received", "2023-09-12", "--wish", "yes"];
    words.extend(["--frequency", "quarterly", "--method", "in-person"]);
    for priority in ["Speeding", "Parking", "Litter"] {
        words.extend(["--priority", priority]);
    }
    scenario.run_ok(&words);
    let meeting = ["record", "meeting", "Wem Town Council", "--on", "2023-10-12", "--attendance", "planned"];
    scenario.run_ok(&meeting);
    scenario
}

#[test]
fn the_evening_after_a_meeting_is_one_form_one_change_and_one_undo() {
    let scenario = with_priorities();
    let mut desk = scenario.open_as(WIDE, &["--as-at", "2023-10-13"], &[]);
    desk.go_to("Wem Town");
    desk.wait_for("No update given since");
    desk.reset_key_count();
    desk.press("m");
    desk.wait_for("Thu 12 Oct 2023   1 day ago");
    // Day and attendance are filled in already.
    desk.press("Enter Enter");
    for typed in ["Asked for figures.", "Eleven letters sent.", "Talked to the school.", "Bin moved."] {
        desk.type_text(typed);
        desk.press("Enter");
    }
    desk.press("y");
    desk.save("meeting of Wem Town Council");
    let keys = desk.keys_pressed();
    assert!(keys <= 12, "{keys} keys");
    desk.wait_for("Last seen 12 Oct, 1 day ago");
    desk.wait_until(|page| !page.has("No update given since"), "the update to be owed no longer");
    let journal = scenario.journal();
    assert_eq!(
        journal.last().map(String::as_str),
        Some(
            "change: meeting of Wem Town Council on 12 Oct 2023, attended in person, progress on 3 priorities, update given"
        )
    );
    let file = scenario.json(&["show", "Wem Town Council", "--as-at", "2023-10-13"]);
    assert_eq!(file["promise"], "met");

    desk.press("u");
    desk.wait_for("undone: meeting of Wem Town Council");
    desk.wait_for("No update given since");
    desk.quit();
    let file = scenario.json(&["show", "Wem Town Council", "--as-at", "2023-10-13"]);
    assert_eq!((&file["meetings"][0]["attendance"], &file["promise"]), (&json!(null), &json!("owed")));
}

/// Opens the priorities of all councils. The three of Wem are the only ones.
fn open_priorities(scenario: &Scenario) -> crate::support::Dashboard {
    let mut desk = scenario.open();
    desk.press("4");
    desk.wait_for("3 priorities");
    desk.wait_focused("Wem Town");
    desk.reset_key_count();
    desk
}

#[test]
fn progress_is_noted_with_one_key_and_saved_with_another() {
    let scenario = with_priorities();
    let mut desk = open_priorities(&scenario);
    desk.press("p");
    desk.wait_for("Progress for Wem Town Council");
    desk.type_text("Eleven letters sent.");
    desk.save("progress of Wem Town Council");
    assert!(desk.keys_pressed() <= 2, "{} keys", desk.keys_pressed());
    desk.quit();
    let priorities = scenario.json(&["priorities"]);
    let noted = priorities.as_array().expect("an array").iter().filter(|line| line["progress_on"] == "2023-10-05");
    assert_eq!(noted.count(), 1, "{priorities}");
}

#[test]
fn a_priority_is_closed_with_its_result_and_the_council_is_owed_the_news() {
    let scenario = with_priorities();
    scenario.run_ok(&[
        "record",
        "update",
        "Wem Town Council",
        "--how",
        "call",
        "--text",
        "All is booked.",
        "--on",
        "2023-10-04",
    ]);
    assert_eq!(scenario.council("Wem Town Council")["flags"], json!([]));
    let mut desk = open_priorities(&scenario);
    desk.press("X");
    desk.wait_for("Close a priority of Wem Town Council");
    desk.type_text("s");
    desk.press("Enter");
    desk.type_text("New signs; no report for a month.");
    desk.save("result of Wem Town Council");
    assert!(desk.keys_pressed() <= 3, "{} keys", desk.keys_pressed());
    desk.wait_for("solved");
    desk.press("1");
    desk.go_to("Wem Town");
    desk.wait_for("Update owed: last given 4 Oct,");
    desk.press("u");
    desk.wait_for("undone: result of Wem Town Council");
    desk.wait_until(|page| !page.has("Update owed"), "nothing to be owed");
    desk.quit();
}

#[test]
fn an_action_is_promised_and_done_with_its_evidence() {
    let scenario = with_priorities();
    let mut desk = open_priorities(&scenario);
    desk.press("A");
    desk.wait_for("Action for Wem Town Council");
    desk.type_text("A speed survey over seven days");
    desk.save("action of Wem Town Council");
    assert!(desk.keys_pressed() <= 4, "{} keys", desk.keys_pressed());
    desk.quit();
    let priorities = scenario.json(&["priorities"]);
    let promised = priorities.as_array().expect("an array").iter().filter(|line| line["open"] == 1);
    assert_eq!(promised.count(), 1, "{priorities}");
}

#[test]
fn a_decision_shows_its_hint_is_recorded_with_who_and_why_and_excuses_only_then() {
    let scenario = with_priorities();
    for priority in ["1", "2", "3"] {
        let review = ["record", "review", "Wem Town Council", "--priority", priority];
        scenario.run_ok(&[&review[..], &["--priority-changed", "no", "--response-changed", "no"]].concat());
    }
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("D");
    desk.wait_for("but an update is owed");
    desk.press("Esc");
    desk.wait_for("r return");
    desk.quit();
    // An update given at a meeting. Attending the meeting is a record of its own.
    scenario.run_ok(&["record", "update", "Wem Town Council", "--how", "meeting", "--on", "2023-10-04"]);
    assert_eq!(scenario.council("Wem Town Council")["promise"], "planned", "nothing is excused by itself");
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.reset_key_count();
    desk.press("D");
    desk.wait_for("ttending in person may not be needed");
    desk.type_text("Nothing has changed since the last round.");
    desk.save("decision on Wem Town Council");
    assert!(desk.keys_pressed() <= 2, "{} keys", desk.keys_pressed());
    desk.quit();
    let wem = scenario.council("Wem Town Council");
    assert_eq!(wem["promise"], "excused");
    assert_eq!(
        (&wem["decisions"][0]["by"], wem["agreed_priorities"].as_array().map(Vec::len)),
        (&json!("the sergeant"), Some(3))
    );
    let told = scenario.run_ok(&["history", "Wem Town Council"]).out;
    for part in ["decision on Wem Town Council", "the sergeant", "Nothing has changed since the last round."] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn a_pattern_gives_the_meetings_and_whether_the_council_can_decide_in_time() {
    let scenario = Scenario::new();
    let mut desk = scenario.open_as(WIDE, &["--as-at", "2023-09-05"], &[]);
    desk.go_to("Wem Town");
    desk.press("e");
    desk.wait_for("Wem Town Council");
    desk.wait_for("meets");
    desk.press("Tab Tab Tab");
    desk.wait_for("▌meets");
    desk.replace_text("second Tuesday monthly, not August");
    desk.wait_for("Tue 12 Sep");
    desk.save("details of Wem Town Council");
    desk.wait_for("Meets Tue 12 Sep, before the");
    desk.wait_for("on the agenda by Thu 7");
    desk.press("f");
    desk.wait_for("cannot decide in time");
    desk.press("Esc");
    desk.quit();
    let wem = scenario.json(&["show", "Wem Town Council", "--as-at", "2023-09-05"]);
    assert_eq!(wem["next_meeting_on"], "2023-09-12");
}

#[test]
fn the_brief_is_one_key_from_the_list() {
    let scenario = with_priorities();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.reset_key_count();
    desk.press("b");
    desk.wait_for("Speeding");
    assert_eq!(desk.keys_pressed(), 1);
    desk.wait_for("Esc close");
    desk.press("Esc");
    desk.wait_for("r return");
    desk.quit();
}
