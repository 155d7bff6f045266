//! Sorting, columns, views and exports of the list of councils. Keys are counted.

use crate::scenario::{Scenario, UserActions, WIDE, focused};
use crate::support::{Page, Size};

fn first_council(page: Page<'_>) -> String {
    let heading = (0..page.rows()).find(|row| page.row(*row).trim_start().starts_with("council ")).unwrap_or_default();
    let rows = (heading + 1..page.rows()).map(|row| page.row(row));
    let council = rows.map(|row| row.trim_start_matches(['▌', ' ']).to_owned()).find(|row| !row.starts_with('▾'));
    council.unwrap_or_default()
}

fn record(scenario: &Scenario, council: &str, day: &str) {
    let text = "on our October agenda";
    scenario.run_ok(&["record", "reply", council, "--received", day, "--text", text]);
}

#[test]
fn a_column_sorts_in_two_keys_and_again_in_two() {
    let scenario = Scenario::new();
    record(&scenario, "Wem Town Council", "2023-09-20");
    record(&scenario, "Malvern Town Council", "2023-09-28");
    let mut desk = scenario.open();
    desk.press("F");
    desk.wait_for("one list without groups");
    desk.reset_key_count();
    desk.press("s");
    desk.wait_for("Sort by");
    desk.press("h");
    desk.wait_for("heard↑");
    assert_eq!(desk.keys_pressed(), 2);
    desk.wait_until(|page| first_council(page).starts_with("Wem Town"), "the first reply first");
    desk.press("s h");
    desk.wait_for("heard↓");
    desk.wait_until(|page| first_council(page).starts_with("Malvern Town"), "the last reply first");
    desk.quit();
    let sorted = scenario.run_ok(&["list", "--sort", "heard:desc", "--columns", "council,heard"]);
    assert!(sorted.out.lines().nth(1).unwrap().starts_with("Malvern Town Council"), "{}", sorted.out);
}

#[test]
fn the_list_is_as_it_was_left_and_a_view_opens_in_two_keys() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("c s");
    desk.wait_for("175 of 610");
    desk.press("s l v s");
    desk.wait_for("Save this view");
    desk.type_text("My county");
    desk.press("C-s");
    desk.wait_for("view My county saved: v 1 opens it");
    desk.press("c w");
    desk.wait_for("192 of 610");
    desk.quit();

    let mut desk = scenario.start(WIDE, &[], &[]);
    desk.wait_for("192 of 610 councils");
    desk.wait_for("the list is as you left it; Esc shows all councils");
    desk.reset_key_count();
    desk.press("v 1");
    desk.wait_for("view My county: 175 of 610 councils");
    assert_eq!(desk.keys_pressed(), 2);
    desk.press("Esc");
    desk.wait_for("610 of 610 councils");
    desk.quit();
    let listed = scenario.run_ok(&["list", "--view", "my county"]);
    assert!(listed.err.contains("175 of 610 councils"), "{}", listed.err);
}

#[test]
fn a_broken_file_of_views_is_said_and_the_list_opens() {
    let scenario = Scenario::new();
    let folder = scenario.home.path().join(".config").join("charterdesk");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("views.toml"), "view = = 1").unwrap();
    let mut desk = scenario.open();
    desk.wait_for("cannot be read");
    desk.press("c s");
    desk.wait_for("175 of 610");
    desk.quit();
    assert_eq!(std::fs::read_to_string(folder.join("views.toml.unreadable")).unwrap(), "view = = 1");
    scenario.run(&["list", "--view", "x"]);
}

#[test]
fn my_team_is_one_key() {
    let scenario = Scenario::new();
    for council in ["Wem Town Council", "Whixall Parish Council"] {
        scenario.run_ok(&["record", "details", council, "--team", "North SNT"]);
    }
    let folder = scenario.home.path().join(".config").join("charterdesk");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "team = \"North SNT\"\n").unwrap();
    let mut desk = scenario.open();
    desk.press("M");
    desk.wait_for("2 of 610 councils");
    desk.press("M");
    desk.wait_for("610 of 610 councils");
    desk.quit();
}

#[test]
fn what_is_on_screen_is_written_in_three_keys_and_not_over_another_file() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("c t");
    desk.wait_for("29 of 610");
    desk.reset_key_count();
    desk.press("E");
    desk.wait_for("Export the list");
    desk.press("Enter Enter");
    desk.wait_for("written: 29 councils to");
    assert_eq!(desk.keys_pressed(), 3);
    let file = scenario.home.path().join("councils-2023-10-05.xlsx");
    assert!(std::fs::read(&file).unwrap().starts_with(b"PK"), "a workbook is a ZIP file");
    desk.press("E");
    desk.wait_for("Export the list");
    desk.press("Enter Enter");
    desk.wait_for("save again to replace it");
    desk.press("Esc");
    desk.wait_for("29 of 610");
    desk.press("E");
    desk.wait_for("Export the list");
    desk.press("c C-s");
    desk.wait_for("councils-2023-10-05.csv");
    desk.quit();
    let csv = std::fs::read_to_string(scenario.home.path().join("councils-2023-10-05.csv")).unwrap();
    assert_eq!(csv.lines().count(), 30, "{csv}");
    assert!(csv.starts_with("council,status,county"), "{csv}");
}

#[test]
fn braces_jump_between_missed_councils_and_tags_out_of_view_are_counted() {
    let scenario = Scenario::new();
    record(&scenario, "Wem Town Council", "2023-09-20");
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    desk.press("Space");
    desk.wait_for("1 tagged");
    desk.press("c h");
    desk.wait_for("1 tagged, 1 not shown");
    desk.press("n");
    desk.wait_for("1 council tagged, 1 of them not shown: n again goes on with all");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    desk.press("Esc g }");
    desk.wait_until(|page| !focused(page).is_empty() && focused(page).contains("(silent)"), "a missed council");
    desk.quit();
}

#[test]
fn a_small_screen_keeps_names_and_statuses() {
    let scenario = Scenario::new();
    let mut desk = scenario.open_as(Size { cols: 60, rows: 20 }, &[], &[]);
    desk.press("!");
    desk.wait_for("! silent");
    desk.wait_until(|page| focused(page).contains("! assumed declined (silent)"), "the status beside the name");
    desk.quit();
}
