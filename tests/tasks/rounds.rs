//! Two rounds compared.

use crate::scenario::{Scenario, UserActions, WIDE};
use crate::support::Size;
use serde_json::json;

const LATER: [&str; 2] = ["--as-at", "2024-02-10"];

/// Wem took part in autumn and was silent in winter; Shrewsbury declined in autumn and takes part in winter.
fn two_rounds() -> Scenario {
    let scenario = Scenario::new();
    let run = |words: &[&str]| scenario.run_ok(words);
    let wem = ["record", "return", "wem", "--received", "2023-09-20", "--wish", "yes"];
    run(&[&wem[..], &["--priority", "Speeding", "--priority", "Parking"]].concat());
    run(&["record", "return", "shrewsbury town", "--received", "2023-09-20", "--wish", "no"]);
    run(&[&["round", "open", "--deadline", "2024-01-31", "--letter-dated", "2024-01-08"], &LATER[..]].concat());
    let shrewsbury = ["record", "return", "shrewsbury town", "--received", "2024-01-20", "--wish", "yes"];
    run(&[&shrewsbury[..], &["--priority", "Burglary"], &LATER].concat());
    scenario
}

#[test]
fn the_round_is_compared_with_the_one_before_by_county_by_team_and_council_by_council() {
    let scenario = two_rounds();
    let mut desk = scenario.open_as(WIDE, &LATER, &[]);
    desk.reset_key_count();
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("compare");
    desk.press("Enter");
    desk.wait_for("fell silent");
    desk.wait_for("October–December 2023 as at Sun 31 Dec 2023, then January–March 2024 as at Sat 10 Feb 2024");
    desk.wait_for("Counted: all councils of either round");
    desk.wait_for("agreed priorities: 1 new, 2 proposed again.");
    let county = desk.row_containing("│  Shropshire");
    let numbers: Vec<&str> = county.split_whitespace().filter(|word| word.parse::<usize>().is_ok()).collect();
    assert_eq!(numbers, ["0", "1", "0", "0", "1", "173", "0"], "{county}");
    desk.press("Tab");
    desk.wait_for("by team");
    desk.press("Tab");
    desk.wait_for("declined, then takes part");
    desk.press("Down");
    desk.wait_for("Wem Town Council: agreed priorities: 2 proposed again.");
    desk.press("<");
    desk.wait_for("this is the first round to compare with");
    desk.press("Esc");
    desk.wait_gone("fell silent");
    desk.quit();
}

/// Wem changed its team after the autumn; the filter is asked as at the later day, on the screen as on the command line.
#[test]
fn the_filter_of_a_comparison_is_that_of_the_later_day_and_is_said() {
    let scenario = two_rounds();
    let team = |council: &str, team: &str, on: &str| {
        scenario.run_ok(&["record", "details", council, "--team", team, "--from", on, "--as-at", "2024-02-10"]);
    };
    team("wem", "North SNT", "2023-09-01");
    team("shrewsbury town", "North SNT", "2023-09-01");
    team("wem", "South SNT", "2024-01-15");
    let compared = scenario.json(&["round", "compare", "--team", "North SNT", "--as-at", "2024-02-10"]);
    assert_eq!((&compared["total"]["councils"], &compared["total"]["joined"]), (&json!(1), &json!(1)));
    let mut desk = scenario.open_as(WIDE, &LATER, &[]);
    desk.press("t");
    desk.wait_for("all teams");
    desk.press("n");
    desk.wait_for("1 of 610 councils");
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("compare");
    desk.press("Enter");
    desk.wait_for("Counted: team North SNT, as at the later day; councils that are only in");
    let total = desk.row_containing("All councils");
    let numbers: Vec<&str> = total.split_whitespace().filter(|word| word.parse::<usize>().is_ok()).collect();
    assert_eq!(numbers, ["0", "1", "0", "0", "0", "0", "0"], "{total}");
    desk.press("Esc");
    desk.quit();
}

#[test]
fn a_small_screen_shows_who_moved_and_a_first_round_says_why_it_cannot() {
    let scenario = two_rounds();
    let mut desk = scenario.open_as(Size { cols: 60, rows: 20 }, &LATER, &[]);
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("compare");
    desk.press("Enter");
    desk.wait_for("joined");
    desk.wait_for("silent");
    desk.press("Esc");
    desk.quit();

    let first = Scenario::new();
    let mut desk = first.open();
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("compare");
    desk.wait_for("there is no earlier round");
    desk.press("Esc");
    desk.quit();
}

#[test]
fn the_palette_shows_how_long_councils_wait() {
    let scenario = two_rounds();
    for (size, day_is_shown) in [(WIDE, true), (Size { cols: 60, rows: 20 }, false)] {
        let mut desk = scenario.open_as(size, &LATER, &[]);
        desk.press(":");
        desk.wait_for("Commands");
        desk.type_text("response");
        desk.press("Enter");
        desk.wait_for("Response times, January–March 2024");
        desk.wait_for("From reply to acknowledgement: none ended yet; 1");
        let row = desk.row_containing("first action  ");
        assert!(row.contains("Shrewsbury Town Council") && row.contains("21 days"), "{row}");
        assert_eq!(row.contains("20 Jan"), day_is_shown, "{row}");
        desk.press("Esc");
        desk.wait_gone("Response times");
        desk.quit();
    }
}

#[test]
fn a_round_is_opened_with_the_keys_of_two_screens_and_undone_with_one() {
    let scenario = Scenario::new();
    let wem = ["record", "return", "wem", "--received", "2023-09-20", "--wish", "yes"];
    scenario.run_ok(&[&wem[..], &["--priority", "Speeding", "--priority", "Parking"]].concat());
    let mut desk = scenario.open_as(WIDE, &["--as-at", "2024-01-08"], &[]);
    desk.reset_key_count();
    desk.press("O");
    desk.wait_for("Open the round January–March 2024");
    desk.press("Enter");
    desk.press("Enter");
    desk.wait_for("Opening the round January–March 2024");
    desk.wait_for("Letter A, to agree the next set: 1 council that take");
    desk.wait_for("Letter B, to confirm that they do not take part: 609 councils");
    desk.wait_for("Proposed again: 2 priorities of 1 council, agreed in 2023-Q4.");
    desk.press("Enter");
    desk.wait_until(|page| page.row(0).contains("January–March 2024"), "the new round");
    assert!(desk.keys_pressed() <= 6, "{} keys", desk.keys_pressed());
    desk.wait_for("letter not recorded 610");
    desk.press("u");
    desk.wait_until(|page| page.row(0).contains("October–December 2023"), "the round before");
    desk.quit();
    assert_eq!(scenario.json(&["round"]).as_array().unwrap().len(), 1);
}

#[test]
fn an_earlier_round_is_imported_from_the_palette_and_undone_with_one_key() {
    let scenario = Scenario::new();
    let sheet =
        "Parish,Wish,Priority 1,Priority 2\r\nWem Town Council,yes,Speeding,Parking\r\nNowhere Council,yes,Noise,\r\n";
    let file = std::path::Path::new(&scenario.database()).with_file_name("spring.csv");
    std::fs::write(&file, sheet).unwrap();
    let mut desk = scenario.open_as(WIDE, &[], &[]);
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("earlier round");
    desk.press("Enter");
    desk.wait_for("Import an earlier round");
    desk.type_text(&file.to_string_lossy());
    desk.press("Enter");
    desk.type_text("2023-Q2");
    desk.press("Enter");
    desk.wait_for("Importing the round April–June 2023");
    desk.wait_for("New: the answers of 1 council, and 2 priorities agreed.");
    desk.wait_for("row 3, “Nowhere Council”: no council is called so");
    // Esc loses nothing of the form.
    desk.press("Esc");
    desk.wait_for("2023-Q2");
    desk.press("C-s");
    desk.wait_for("Press Enter to import them");
    desk.press("Enter");
    desk.wait_for("saved: baseline 2023-Q2 from spring.csv: 1 council, 2 priorities");
    assert_eq!(scenario.json(&["round"]).as_array().unwrap().len(), 2);
    desk.press("u");
    desk.wait_for("undone: baseline 2023-Q2 from spring.csv");
    desk.quit();
    assert_eq!(scenario.json(&["round"]).as_array().unwrap().len(), 1);
}
