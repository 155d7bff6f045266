//! Forms and the palette behave as in other programs: dates are checked at once, Ctrl-Z, Ctrl-C and F1 work.

use crate::scenario::{Scenario, UserActions};
use serde_json::json;

#[test]
fn a_form_helps_while_it_is_filled_in_and_loses_nothing() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("r");
    desk.wait_for("Return of Wem Town Council");
    desk.replace_text("soon");
    desk.press("Tab");
    desk.wait_for("“soon” is not a date; try 12/9");
    desk.press("BackTab");
    desk.replace_text("12 sep");
    desk.press("Tab");
    desk.wait_gone("is not a date");
    desk.press("?");
    desk.wait_for("choose the next value");
    desk.press("Esc y Enter");
    desk.type_text("Speeding on the A49 near");
    desk.wait_for("‹ speeding and road safety ›   proposed by its words");
    desk.press("C-z");
    desk.wait_gone("A49 near");
    desk.press("C-y");
    desk.wait_for("A49 near");
    desk.press("C-z C-c");
    desk.wait_for("copied: Speeding on the A49");
    desk.press("C-x");
    desk.wait_for("‹ no category yet ›");
    desk.press("C-z");
    desk.wait_for("proposed by its words");
    desk.press("F1");
    desk.wait_for("Keys that work here");
    desk.press("Esc");
    desk.wait_gone("Keys that work here");
    desk.save("return of Wem Town Council");
    desk.quit();
    let priority = &scenario.council("Wem Town Council")["returns"][0]["priorities"][0];
    assert_eq!(priority["received"], json!("Speeding on the A49"));
    assert_eq!(priority["category"], json!("speeding and road safety"));
}

/// What was run from the palette stands first the next time.
#[test]
fn the_palette_remembers_what_was_used() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("catgories");
    desk.wait_for("edit the list of categories");
    desk.press("Enter");
    desk.wait_for("Categories of priorities");
    desk.press("Esc");
    desk.wait_gone("Categories of priorities");
    desk.press(":");
    desk.wait_for("edit the list of categories");
    desk.press("Enter");
    desk.wait_for("Categories of priorities");
    desk.press("Esc");
    desk.wait_gone("Categories of priorities");
    desk.quit();
}
