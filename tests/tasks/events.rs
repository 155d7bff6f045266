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
