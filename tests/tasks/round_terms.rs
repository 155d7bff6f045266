//! The terms of a round, typed into its form.

use serde_json::json;

use crate::scenario::{Scenario, UserActions};

#[test]
fn the_cadence_and_the_signatory_of_a_round_are_typed() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("R");
    desk.wait_for("answers to");
    desk.press("Tab Tab Tab p");
    desk.wait_for("‹ periodically ›");
    desk.press("Tab");
    desk.type_text("superintendent");
    desk.press("Tab");
    desk.type_text("charter@force.example");
    desk.save("dates of round 2023-Q4");
    desk.quit();
    let rounds = scenario.json(&["round"]);
    let round = &rounds[0];
    assert_eq!(
        (&round["cadence"], &round["signatory"], &round["reply_mailbox"]),
        (&json!("periodically"), &json!("superintendent"), &json!("charter@force.example"))
    );
}
