//! Planning a meeting and recording it.

use crate::scenario::{Scenario, UserActions, WIDE};
use serde_json::json;

/// The focused council has three agreed priorities.
fn with_return() -> Scenario {
    let scenario = Scenario::new();
    let mut words = vec![
        "record",
        "return",
        "Wem Town Council",
        "--received",
        "2023-09-12",
        "--wish",
        "yes",
        "--frequency",
        "quarterly",
        "--method",
        "in-person",
    ];
    for priority in ["Speeding", "Parking", "Litter"] {
        words.extend(["--priority", priority]);
    }
    scenario.run_ok(&words);
    scenario
}

#[test]
#[allow(clippy::too_many_lines, reason = "one task from its beginning to its end")]
fn a_meeting_is_planned_then_recorded_as_attended() {
    let scenario = with_return();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("m");
    desk.wait_for("Meeting of Wem Town Council");
    desk.replace_text("12 oct");
    desk.wait_for("Thu 12 Oct 2023, in 7 days");
    desk.wait_for("‹ planned, not held yet ›");
    desk.save("plan to attend Wem Town Council on 12 Oct 2023");
    desk.wait_for("Meets 12 Oct, in 7 days");
    desk.quit();
    assert_eq!(scenario.council("Wem Town Council")["next_meeting_on"], "2023-10-12");

    // The evening after the meeting.
    let mut desk = scenario.open_as(WIDE, &["--as-at", "2023-10-13"], &[]);
    desk.go_to("Wem Town");
    desk.reset_key_count();
    desk.press("m");
    desk.wait_for("Thu 12 Oct 2023   1 day ago");
    desk.wait_for("1 Speeding");
    // Day and attendance are filled in already. What is left is the note, the progress on each priority, and the
    // update.
    desk.press("Enter Enter");
    desk.type_text("All in good heart.");
    desk.press("Enter");
    desk.type_text("Speed watch begins in November.");
    desk.press("Enter");
    desk.type_text("Letters are out.");
    desk.press("Enter");
    desk.type_text("Bins are ordered.");
    desk.press("Enter");
    desk.wait_for("given at a meeting");
    desk.save("meeting of Wem Town Council on 12 Oct 2023, attended in person, progress on 3 priorities, update given");
    assert!(desk.keys_pressed() <= 12, "{} keys", desk.keys_pressed());
    desk.wait_for("Last seen 12 Oct, 1 day ago");
    desk.press("Enter");
    desk.wait_for("Meetings 2");
    desk.press("Tab Tab");
    desk.wait_for("attended in person");
    for shown in ["All in good heart.", "priorities 1, 2, 3", "update given at a meeting"] {
        assert!(desk.screen().contains(shown), "{shown:?} in\n{}", desk.screen());
    }
    desk.press("BackTab");
    desk.wait_for("Speed watch begins in November.");
    desk.press("Esc");
    desk.wait_for("r return");
    desk.quit();
    let council = scenario.json(&["show", "Wem Town Council", "--as-at", "2023-10-13"]);
    let meetings = council["meetings"].as_array().expect("an array");
    assert_eq!(meetings.len(), 1, "the meeting that was planned is the one that was held");
    assert_eq!((&meetings[0]["attendance"], &meetings[0]["covered"]), (&json!("in-person"), &json!([1, 2, 3])));
    assert_eq!(
        (&council["last_seen_on"], &council["flags"]),
        (&json!("2023-10-12"), &json!([])),
        "the council was told"
    );

    // One undo reverses all of it.
    let mut desk = scenario.open_as(WIDE, &["--as-at", "2023-10-13"], &[]);
    desk.go_to("Wem Town");
    desk.press("u");
    desk.wait_for(
        "undone: meeting of Wem Town Council on 12 Oct 2023, attended in person, progress on 3 priorities, update given",
    );
    desk.press("Enter Tab");
    desk.wait_gone("Speed watch begins in November.");
    desk.press("Esc");
    desk.wait_for("r return");
    desk.quit();
    let council = scenario.json(&["show", "Wem Town Council", "--as-at", "2023-10-13"]);
    assert_eq!(council["flags"], json!(["update-owed"]));
}

#[test]
fn a_meeting_that_was_not_attended_needs_its_reason() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("m");
    desk.wait_for("Meeting of");
    desk.replace_text("tue");
    desk.press("Enter n");
    desk.wait_for("because");
    desk.press("C-s");
    desk.wait_for("say why: type the first letter of a reason");
    desk.press("s");
    desk.wait_for("‹ short notice ›");
    desk.save("meeting of Wem Town Council");
    desk.press("Enter");
    desk.wait_for("Meetings 1");
    desk.press("Tab Tab");
    desk.wait_for("Tue 3 Oct 2023 · not attended: short notice");
    desk.press("Esc");
    desk.wait_for("Not seen yet");
    desk.quit();
    let council = scenario.council("Wem Town Council");
    let meeting = &council["meetings"][0];
    assert_eq!((&meeting["attendance"], &meeting["reason"]), (&json!("not-attended"), &json!("short-notice")));
    assert_eq!(council["last_seen_on"], json!(null));
}

#[test]
fn a_meeting_is_corrected_in_the_councils_screen() {
    let scenario = Scenario::new();
    scenario.run_ok(&["record", "meeting", "Wem Town Council", "--on", "2023-10-03", "--attendance", "digital"]);
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("Enter");
    desk.wait_for("Meetings 1");
    desk.press("Tab Tab Enter");
    desk.wait_for("‹ attended digitally ›");
    desk.press("Enter a");
    desk.wait_for("‹ attended in person ›");
    desk.save("meeting of Wem Town Council");
    desk.wait_for("Tue 3 Oct 2023 · attended in person");
    desk.press("Esc");
    desk.wait_for("Last seen 3 Oct, 2 days ago");
    desk.quit();
    assert_eq!(scenario.council("Wem Town Council")["meetings"][0]["attendance"], "in-person");
}
