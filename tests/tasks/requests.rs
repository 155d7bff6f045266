//! The request log from the palette.

use serde_json::json;

use crate::scenario::{Scenario, UserActions};

#[test]
fn what_a_body_asked_for_is_typed_and_answered_later() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press(":");
    desk.type_text("request log");
    desk.press("Enter");
    desk.wait_for("What a public body asked for");
    desk.type_text("Police and Crime Panel");
    desk.press("Tab Tab");
    desk.type_text("Outcomes by district");
    desk.press("Tab");
    desk.type_text("chief inspector");
    desk.save("request of Police and Crime Panel");
    desk.quit();
    let mut desk = scenario.open();
    desk.wait_for("610 of 610 councils");
    desk.press(":");
    desk.type_text("request log");
    desk.press("Enter");
    desk.wait_for("Which request?");
    desk.type_text("outcomes");
    desk.press("Enter");
    desk.wait_for("Police and Crime Panel asked: Outcomes by district");
    desk.type_text("today");
    desk.press("Tab");
    desk.type_text("Report, table 4");
    desk.save("request of Police and Crime Panel");
    desk.quit();
    let request = &scenario.json(&["record", "request"])[0];
    assert_eq!((&request["owner"], &request["answer"]), (&json!("chief inspector"), &json!("Report, table 4")));
}

#[test]
fn a_late_request_is_a_task_that_leads_to_its_answer() {
    let scenario = Scenario::new();
    let asked = ["record", "request", "--asked-by", "Police and Crime Panel", "--what", "Outcomes by district"];
    scenario.run_ok(&[&asked[..], &["--on", "2023-09-20", "--due", "2023-10-04"]].concat());
    let mut desk = scenario.open();
    desk.press("0");
    desk.wait_for("answer due: Outcomes by district");
    desk.press("g Enter");
    desk.wait_for("Police and Crime Panel asked: Outcomes by district");
    desk.type_text("today");
    desk.press("Tab");
    desk.type_text("Report, table 4");
    desk.save("request of Police and Crime Panel");
    desk.wait_gone("answer due");
    desk.quit();
}
