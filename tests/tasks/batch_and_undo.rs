//! Several councils at once, undo and redo.

use crate::scenario::{Scenario, UserActions};
use serde_json::json;

#[test]
fn a_holding_reply_from_six_councils_is_one_change_with_one_undo() {
    let scenario = Scenario::new();
    let holding = || scenario.json(&["list", "--show", "holding"]).as_array().map(Vec::len);
    let mut desk = scenario.open();
    desk.press("c t");
    desk.wait_for("29 of 610");
    desk.press("g Down Space Space Space Space Space Space");
    desk.wait_for("6 tagged");
    desk.press("h");
    desk.wait_for("Heard from 6 councils");
    desk.press("Enter");
    desk.type_text("on our October agenda");
    desk.save("reply from 6 councils");
    desk.wait_gone("6 tagged");
    desk.wait_for("missed 29: incomplete 6");
    assert_eq!(holding(), Some(6));
    assert_eq!(scenario.journal(), ["change: reply from 6 councils"]);
    desk.press("u");
    desk.wait_for("undone: reply from 6 councils");
    desk.wait_for("missed 29: silent 29");
    assert_eq!(holding(), Some(0));
    desk.press("C-r");
    desk.wait_for("redone: reply from 6 councils");
    desk.wait_for("missed 29: incomplete 6");
    desk.quit();
    assert_eq!(holding(), Some(6));
    assert_eq!(scenario.journal().len(), 3);
}

#[test]
fn undo_and_redo_work_across_restarts_and_say_what_in_words() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for("Note on");
    desk.type_text("Rang the clerk.");
    desk.save("note on Wem Town Council");
    desk.press("h Enter");
    desk.type_text("on our October agenda");
    desk.save("reply from Wem Town Council");
    desk.quit();

    let mut desk = scenario.open();
    desk.press("u");
    desk.wait_for("undone: reply from Wem Town Council");
    desk.press("u");
    desk.wait_for("undone: note on Wem Town Council");
    desk.press("u");
    desk.wait_for("nothing to undo");
    desk.quit();
    assert_eq!(scenario.council("Wem Town Council")["notes"], json!([]));

    let mut desk = scenario.open();
    desk.press("C-r");
    desk.wait_for("redone: note on Wem Town Council");
    desk.quit();
    let council = scenario.council("Wem Town Council");
    assert_eq!((council["notes"].as_array().map(Vec::len), &council["replies"]), (Some(1), &json!([])));
    let told = [
        "change: note on Wem Town Council",
        "change: reply from Wem Town Council",
        "undo: reply from Wem Town Council",
        "undo: note on Wem Town Council",
        "redo: note on Wem Town Council",
    ];
    assert_eq!(scenario.journal(), told);
}

#[test]
fn a_heading_tags_its_whole_group_and_x_takes_all_tags_away() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("c t");
    desk.wait_for("29 of 610");
    desk.press("g Space");
    desk.wait_for("29 tagged");
    desk.press("e");
    desk.wait_for("Team of 29 councils");
    desk.type_text("Telford SNT");
    desk.save("details of 29 councils");
    desk.press("g Space");
    desk.wait_for("29 tagged");
    desk.press("x");
    desk.wait_gone("tagged");
    desk.quit();
    assert_eq!(scenario.json(&["list", "--team", "Telford SNT"]).as_array().map(Vec::len), Some(29));
}
