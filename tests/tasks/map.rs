//! Going over the map of councils.

use crate::scenario::{AS_AT, Scenario, UserActions};
use crate::support::Size;

#[test]
fn councils_are_found_and_written_about_on_the_map() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("5");
    desk.wait_for("1  councils shown");
    desk.press("Delete");
    desk.wait_for("610  councils shown");
    desk.wait_for("│  Wem Town Council");
    desk.press("Up");
    desk.wait_for("│  Wem Rural Parish Council");
    desk.press("1");
    desk.wait_for("│  Wem Town Council");
    desk.press("+ +");
    desk.wait_for("out of view: 0 shows all");
    let before = desk.screen();
    desk.press("S-Right");
    desk.wait_until(|page| page.text() != before && page.has("│  Wem Town Council"), "another view, the same focus");
    desk.press("0");
    desk.wait_gone("out of view");
    desk.press("c");
    desk.wait_for("all counties");
    desk.press("s");
    desk.wait_for("175  councils shown");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    desk.type_text("Seen on the map.");
    desk.save("note on Wem Town Council");
    desk.wait_for("Nearest, by digit");
    desk.press("Esc");
    desk.wait_focused("Wem Town Council");
    desk.quit();
    assert_eq!(scenario.council("Wem Town Council")["notes"][0]["text"], "Seen on the map.");
}

#[test]
fn the_map_is_opened_and_read_at_every_size_and_as_a_table_of_words() {
    let scenario = Scenario::new();
    for (cols, rows) in [(60, 20), (80, 24), (200, 50)] {
        let mut desk = scenario.open_as(Size { cols, rows }, &[], &[]);
        desk.press("5");
        desk.wait_until(|page| page.has(" Map ") && page.has("10 columns are"), "the map");
        if cols < 200 {
            // The whole force would leave out most councils, so the map opens nearer.
            desk.wait_for("out of view: 0 shows all");
            desk.press("0");
            desk.wait_for("more here: + shows them");
            desk.press("+");
            desk.wait_for("out of view: 0 shows all");
        }
        desk.press("q");
        desk.wait_gone(" Map ");
        desk.quit();
    }
    let mut desk = scenario.start(Size { cols: 80, rows: 24 }, &["--as-at", AS_AT, "--reader"], &[]);
    desk.wait_for("Councils, row");
    desk.press("5");
    desk.wait_for("Districts, row 1 of 9");
    desk.wait_for("Shropshire: 175 councils, 175 silent");
    desk.press("Down Enter");
    desk.wait_for("only councils in Shropshire");
    desk.quit();
}
