//! Two rounds compared.

use crate::scenario::{Scenario, UserActions, WIDE};
use crate::support::Size;

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
    desk.wait_for("agreed priorities: new 1, proposed again 2.");
    let county = desk.row_containing("│  Shropshire");
    let numbers: Vec<&str> = county.split_whitespace().filter(|word| word.parse::<usize>().is_ok()).collect();
    assert_eq!(numbers, ["0", "1", "0", "0", "1", "173", "0"], "{county}");
    desk.press("Tab");
    desk.wait_for("by team");
    desk.press("Tab");
    desk.wait_for("declined, then takes part");
    desk.press("Down");
    desk.wait_for("Wem Town Council: agreed priorities: proposed again 2.");
    desk.press("<");
    desk.wait_for("this is the first round to compare with");
    desk.press("Esc");
    desk.wait_gone("fell silent");
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
        desk.wait_for("From reply to acknowledgement: none ended; 1 waiting,");
        let row = desk.row_containing("first action  ");
        assert!(row.contains("Shrewsbury Town Council") && row.contains("21 days"), "{row}");
        assert_eq!(row.contains("20 Jan"), day_is_shown, "{row}");
        desk.press("Esc");
        desk.wait_gone("Response times");
        desk.quit();
    }
}
