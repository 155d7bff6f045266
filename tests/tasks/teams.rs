//! The records of a team and of a district, and the named contact of councils, from the palette.

use serde_json::json;

use crate::scenario::{Scenario, UserActions};

#[test]
fn the_record_of_a_team_and_a_named_contact_are_typed() {
    let scenario = Scenario::new();
    scenario.run_ok(&["record", "details", "Wem Town Council", "--team", "Wem SNT"]);
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press(":");
    desk.type_text("team record");
    desk.press("Enter");
    desk.wait_for("Team Wem SNT");
    desk.press("Tab");
    desk.type_text("sergeant, Wem");
    desk.press("Tab");
    desk.type_text("wem@force.example");
    desk.save("team Wem SNT");
    desk.press(":");
    desk.type_text("named contact");
    desk.press("Enter");
    desk.wait_for("Named contact of Wem Town Council");
    desk.type_text("PC, Wem");
    desk.save("named contact of Wem Town Council");
    desk.press("Enter");
    desk.wait_for("Wem SNT: sergeant, Wem; wem@force.example");
    desk.wait_for("PC, Wem");
    desk.press("Esc u");
    desk.wait_for("undone: named contact of Wem Town Council");
    desk.quit();
    let council = scenario.council("Wem Town Council");
    assert_eq!(council["team_record"]["head"], json!("sergeant, Wem"));
    assert_eq!(council["named_contact"], json!(""));
}

#[test]
fn the_record_of_a_district_is_typed_and_an_ended_one_says_so() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press(":");
    desk.type_text("area record");
    desk.press("Enter");
    desk.wait_for("The record of which county or district?");
    desk.type_text("redditch");
    desk.press("Enter");
    desk.wait_for("The district Redditch");
    desk.press("Tab");
    desk.press("Tab");
    desk.press("C-u");
    desk.type_text("1 oct 2023");
    desk.save("district Redditch");
    desk.quit();
    let mut desk = scenario.open();
    desk.wait_for("610 of 610 councils");
    desk.press("d");
    desk.wait_for("Redditch (ended 1 Oct)");
    desk.press("Esc");
    desk.press(":");
    desk.type_text("area record");
    desk.press("Enter");
    desk.type_text("a new");
    desk.press("Enter");
    desk.wait_for("New county or district");
    desk.press("Tab");
    desk.type_text("Newshire");
    desk.press("Tab");
    desk.type_text("E04000001");
    desk.press("C-s");
    desk.wait_for("it is no code of a county or district");
    desk.press("C-u");
    desk.type_text("e07000999");
    desk.save("district Newshire");
    desk.press("u");
    desk.wait_for("undone: district Newshire");
    desk.quit();
    let areas: serde_json::Value = scenario.json(&["areas", "redditch"]);
    assert_eq!((&areas[0]["inactive_on"], &areas[0]["code"]), (&json!("2023-10-01"), &json!("E07000236")));
}
