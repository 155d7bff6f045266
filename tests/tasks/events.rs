//! An event for the public, from the palette.

use serde_json::json;

use crate::scenario::{Scenario, UserActions};

#[test]
fn a_surgery_is_recorded_for_the_council_in_focus() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press(":");
    desk.type_text("public-event");
    desk.press("Enter");
    desk.wait_for("Event for the public: Wem Town Council");
    desk.press("Tab Tab Tab");
    desk.type_text("Village hall");
    desk.press("Tab");
    desk.type_text("14");
    desk.save("surgery at Village hall");
    desk.quit();
    let event = &scenario.json(&["record", "event"])[0];
    assert_eq!((&event["place"], &event["attendance"]), (&json!("Village hall"), &json!(14)));
    assert_eq!(event["councils"].as_array().unwrap().len(), 1);
}

#[test]
fn a_committees_meeting_puts_its_papers_and_questions_into_the_diary() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press(":");
    desk.type_text("public-event");
    desk.press("Enter");
    desk.wait_for("Event for the public");
    desk.press("Right Right");
    desk.wait_for("‹ committee meeting ›");
    desk.press("Tab");
    desk.replace_text("17 oct");
    desk.press("Tab Tab");
    desk.type_text("Police and Crime Panel");
    desk.save("committee meeting at Police and Crime Panel");
    desk.press("3");
    desk.wait_for("papers due");
    desk.wait_for("questions due by 9.00");
    desk.press("0");
    desk.wait_for("papers due: Police and Crime Panel, meeting");
    desk.press("g Enter");
    desk.wait_for("Papers due.");
    desk.press("u");
    desk.wait_for("undone: committee meeting at Police and Crime Panel");
    desk.wait_gone("questions due by 9.00");
    desk.quit();
}

#[test]
fn a_surgery_that_counts_keeps_the_promise_of_the_council() {
    let scenario = Scenario::new();
    let words = ["record", "return", "Wem Town Council", "--received", "2023-09-12", "--wish", "yes"];
    scenario.run_ok(&[&words[..], &["--priority", "Speeding"]].concat());
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press(":");
    desk.type_text("public-event");
    desk.press("Enter");
    desk.wait_for("Event for the public: Wem Town Council");
    desk.press("Tab Tab Tab");
    desk.type_text("Town hall");
    desk.press("Tab Tab Right");
    desk.wait_for("‹ yes ›");
    desk.save("surgery at Town hall");
    desk.press("3");
    desk.wait_for("owed 0 · planned 0 · met 1");
    desk.press("1 Enter");
    desk.wait_for("met 5 Oct at a surgery");
    desk.press("u");
    desk.wait_for("owed by 31 Dec");
    desk.quit();
}

#[test]
fn what_came_of_an_event_is_recorded_from_the_diary() {
    let scenario = Scenario::new();
    let event = ["record", "event", "--on", "2023-10-04", "--place", "Town hall", "--council", "Wem Town Council"];
    scenario.run_ok(&event);
    let mut desk = scenario.open();
    desk.press("3");
    desk.wait_for("Town hall; Wem Town Council");
    desk.press("Enter");
    desk.wait_for("Event for the public: Wem Town Council");
    desk.press("Tab Tab Tab Tab");
    desk.type_text("14");
    desk.press("Tab Right");
    desk.wait_for("‹ yes ›");
    desk.save("surgery at Town hall");
    desk.wait_for("14 came; counts as contac");
    desk.quit();
    let event = &scenario.json(&["record", "event"])[0];
    assert_eq!((&event["attendance"], &event["counts_as_contact"]), (&json!(14), &json!(true)));
    assert_eq!(event["councils"].as_array().unwrap().len(), 1, "it still covers the council");
}
