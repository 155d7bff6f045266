//! Beginning the day: what there is to do, and one key from each task to its place.

use std::fs;

use crate::scenario::{Scenario, UserActions, WIDE};
use crate::support::Size;

/// A council takes part with an overdue action; its meeting of today is planned.
fn with_work() -> Scenario {
    let scenario = Scenario::new();
    let words = ["record", "return", "Wem Town Council", "--received", "2023-09-12", "--wish", "yes"];
    scenario.run_ok(&[&words[..], &["--method", "in-person", "--priority", "Speeding"]].concat());
    let action = ["record", "action", "Wem Town Council", "--priority", "1", "--what", "Ask for signs"];
    scenario.run_ok(&[&action[..], &["--owner", "team", "--on", "2023-09-12", "--due", "2023-10-02"]].concat());
    scenario.run_ok(&["record", "meeting", "Wem Town Council", "--on", "2023-10-05", "--plan", "in-person"]);
    scenario
}

#[test]
fn the_day_begins_with_what_there_is_to_do() {
    let scenario = with_work();
    let folder = scenario.home.path().join(".config/charterdesk");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.toml"), "start = \"today\"\n").expect("a file");
    let mut desk = scenario.open();
    desk.wait_for("‹0 Today›");
    desk.wait_for("3 to do");
    for told in ["Meetings today 1", "Updates owed 1", "Priorities with overdue actions 1", "Forms not saved: none"] {
        assert!(desk.screen().contains(told), "{told}: {}", desk.screen());
    }
    desk.wait_focused_with("Wem Town Council", "planned, in person");
    desk.press("Enter");
    desk.wait_until(
        |page| page.has("‹Meetings 1›") && page.has("Thu 5 Oct 2023"),
        "the meeting on the council's screen",
    );
    desk.press("Esc G Enter");
    desk.wait_for("Ask for signs");
    // A form left unsaved is on the list, and one key from what was typed.
    desk.press("Esc n");
    desk.wait_for("Note on Wem Town Council");
    desk.type_text("signs are coming");
    desk.press("Esc");
    desk.wait_for("Forms not saved 1");
    desk.press("G");
    desk.wait_focused_with("Wem Town Council", "note: signs are coming");
    desk.press("Enter");
    desk.wait_for("What you typed before is restored");
    desk.save("note on Wem Town Council");
    desk.wait_for("Forms not saved: none");
    desk.quit();

    let tasks = scenario.json(&["today"]);
    let sections: Vec<&str> =
        tasks["tasks"].as_array().unwrap().iter().map(|task| task["section"].as_str().unwrap()).collect();
    assert_eq!(sections, ["meetings-today", "updates-owed", "actions-overdue"]);
    let elsewhere = scenario.run_ok(&["today", "--county", "Herefordshire"]);
    assert!(
        elsewhere.out.contains("Meetings today: none") && elsewhere.err.contains("0 things to do"),
        "{elsewhere:?}"
    );
}

#[test]
fn all_five_tabs_are_named_at_80_columns_and_can_be_told_apart_at_40() {
    let scenario = Scenario::new();
    let mut desk = scenario.open_as(Size { cols: 80, ..WIDE }, &[], &[]);
    desk.wait_for("0 Today ─‹1 Councils›─ 2 Inbox ─ 3 Diary ─ 4 Priorities");
    desk.resize(40, 24);
    desk.wait_for(" 0 ‹1 Councils› 2  3  4 ");
    desk.press("0");
    desk.wait_for("‹0 Today› 1  2  3  4 ");
    desk.wait_for("Nothing is waiting for you today");
    desk.quit();
}
