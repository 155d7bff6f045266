//! The record of a team and the named contact of councils, from the palette.

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
