//! Working with the mouse: everything on the screen that names a key can be clicked.

use crate::scenario::{Scenario, UserActions, WIDE};
use crate::support::Size;

#[test]
fn a_council_is_found_opened_and_written_about_with_the_mouse() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.click_on("! missed");
    desk.wait_for("! silent");
    desk.wait_for("Show missed");
    // On another cell: two quick clicks on one are a double click.
    desk.click_on("missed 610");
    desk.wait_for("Show all");
    desk.double_click_on("Aconbury");
    desk.wait_for("‹Return");
    desk.click_on("Notes");
    desk.wait_for("No note");
    desk.click_on("n note");
    desk.wait_for("Note on");
    desk.type_text("written after a click");
    desk.click_on("Ctrl-S save");
    desk.wait_for("saved: note on");
    desk.click_on("Esc back");
    desk.wait_for("610 of 610 councils");
    assert_eq!(desk.keys_pressed(), 0);
    desk.quit();
    assert_eq!(scenario.council("Aconbury")["notes"][0]["text"], "written after a click");
}

#[test]
fn tabs_groups_fields_and_pickers_are_clicked() {
    for size in [Size { cols: 60, rows: 20 }, Size { cols: 80, rows: 24 }, WIDE] {
        let scenario = Scenario::new();
        let mut desk = scenario.start(size, &[], &[]);
        desk.wait_for("610 of 610");
        desk.click_on("2 Inbox");
        desk.wait_for("The inbox is empty");
        desk.click_on("3 Diary");
        desk.wait_for("No meetings are known");
        desk.click_on("1 Councils");
        desk.wait_for("Aconbury");
        desk.click_on("▾ Herefordshire");
        desk.wait_for("▸ Herefordshire");
        desk.click_on("0 of 214 on time");
        desk.wait_for("▾ Herefordshire");
        desk.press("c");
        desk.wait_for("all counties");
        desk.click_on("s   Shropshire");
        desk.wait_gone("all counties");
        desk.wait_for("County Shropshire");
        desk.press("c");
        desk.wait_for("all counties");
        desk.click_on("0 Today");
        desk.wait_gone("all counties");
        desk.press("c");
        desk.wait_for("all counties");
        desk.double_click_on("w   Worcestershire");
        desk.wait_gone("all counties");
        desk.wait_for("County Worcestershire");
        desk.go_to("Wythall");
        desk.press("m");
        desk.wait_for("Meeting of Wythall");
        desk.click_on("place");
        desk.wait_for("▌place");
        desk.press("Esc");
        desk.wait_gone("Meeting of");
        desk.quit();
    }
}

#[test]
fn the_wheel_moves_the_list_and_a_dialog() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.wait_focused("Abbey Dore");
    desk.wheel_down(20, 10);
    desk.wait_focused("Adforton");
    desk.press("?");
    desk.wait_for("Keys that work here");
    let first = desk.screen();
    desk.wheel_down(20, 60);
    desk.wait_until(|page| page.text() != first, "the help to move");
    desk.press("Esc");
    desk.wait_gone("Keys that work");
    desk.quit();
}

#[test]
fn the_mouse_is_given_to_the_terminal_and_taken_back_in_the_palette() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    let on = |desk: &crate::support::Dashboard| desk.terminal_modes_left().iter().any(|mode| mode == "mouse");
    for (said, expected) in [("the mouse is the terminal's", false), ("the mouse works here again", true)] {
        desk.press(":");
        desk.wait_for("Commands");
        desk.type_text("mouse");
        desk.wait_for("Shift-drag selects text");
        desk.press("Enter");
        desk.wait_for(said);
        assert_eq!(on(&desk), expected, "{said}");
    }
    desk.quit();
}
