//! The report as charts: from a bar to its councils and back, and out to a file.

use crate::scenario::{AS_AT, Scenario, UserActions, WIDE};
use crate::support::Size;

/// Two councils of Shropshire replied, one of them late, and one of Worcestershire.
fn record(scenario: &Scenario) {
    let returned = |council: &str, received: &str| {
        let answer = ["--wish", "yes", "--priority", "Speeding"];
        scenario.run_ok(&[&["record", "return", council, "--received", received][..], &answer].concat());
    };
    returned("Wem Town Council", "2023-09-12");
    returned("Ludlow Town Council", "2023-10-03");
    returned("Bewdley Town Council", "2023-09-29");
}

#[test]
fn a_bar_leads_to_exactly_its_councils_and_esc_back_to_the_bar() {
    let scenario = Scenario::new();
    record(&scenario);
    let mut desk = scenario.open();
    desk.press("6");
    desk.wait_for("3 of 610 councils (less than 1 %) were heard from");
    desk.press("Down");
    desk.wait_for("▌late");
    desk.press("Enter");
    desk.wait_for("Report Responses: late");
    desk.wait_for("1 of 610 councils");
    desk.wait_for("Ludlow Town");
    assert!(!desk.screen().contains("Wem Town"), "{}", desk.screen());
    desk.press("Esc");
    desk.wait_for("▌late");
    // The next chart but two: by county; Shropshire is the second bar.
    desk.press("Tab Tab Tab");
    desk.wait_for("were heard from, by county");
    desk.press("Down");
    desk.wait_for("▌Shropshire");
    desk.press("Enter");
    desk.wait_for("Report Heard from, Shropshire");
    desk.wait_for("2 of 610 councils");
    desk.wait_for("Wem Town");
    assert!(!desk.screen().contains("Bewdley"), "{}", desk.screen());
    desk.press("Delete");
    desk.wait_for("610 of 610 councils");
    desk.press("Esc");
    desk.wait_gone("Report");
    desk.quit();
}

#[test]
fn the_report_says_which_councils_and_which_day_it_is_of() {
    let scenario = Scenario::new();
    record(&scenario);
    let mut desk = scenario.open_as(WIDE, &["--as-at", "2024-01-15"], &[]);
    desk.press("f s Enter");
    desk.wait_for("shown: on time 0");
    desk.press("6");
    desk.wait_for("The filter Show does not count here.");
    desk.wait_for("As at Sun 31 Dec 2023, the last day of the quarter: later work belongs to the next");
    desk.wait_for("report: on time 2 · ! missed 608: late 1");
    desk.press("E");
    desk.wait_for("Write the report");
    desk.wait_for("As at Sun 31 Dec 2023, the last day of the quarter: later work belongs to the next");
    desk.press("Esc");
    desk.wait_gone("Write the report");
    desk.press("c s");
    desk.wait_for("Shropshire, as at Sun 31 Dec 2023");
    desk.wait_for("report: on time 1 · ! missed 174: late 1");
    desk.press("Down");
    desk.wait_for("▌late");
    desk.press("Enter");
    desk.wait_for("Report Responses: late, Shropshire");
    desk.wait_for("1 of 610 councils");
    assert!(!desk.screen().contains("County all"), "{}", desk.screen());
    desk.press("6");
    desk.wait_for("▌late");
    desk.press("Esc");
    desk.wait_for("County Shropshire");
    desk.quit();
}

#[test]
fn the_report_is_read_at_every_size_and_as_words() {
    let scenario = Scenario::new();
    record(&scenario);
    for (cols, rows) in [(60, 20), (80, 24), (200, 50)] {
        let mut desk = scenario.open_as(Size { cols, rows }, &[], &[]);
        desk.press("6");
        desk.wait_until(|page| page.has(" Report ") && page.has("late") && page.has("1 of 610"), "the report");
        desk.press("Tab Tab");
        desk.wait_for("after the deadline");
        desk.press("Esc");
        desk.wait_gone("after the deadline");
        desk.quit();
    }
    let mut desk = scenario.start(Size { cols: 80, rows: 24 }, &["--as-at", AS_AT, "--reader"], &[]);
    desk.wait_for("Councils, row");
    desk.press("6");
    desk.wait_for("Report: Responses, chart 1 of");
    desk.wait_for("late: 1 of 610 (less than 1 %)");
    desk.press("Down Enter");
    desk.wait_for("only councils counted in the report as Responses: late");
    desk.quit();
}

#[test]
fn the_report_is_written_to_a_file_and_kept_as_issued() {
    let scenario = Scenario::new();
    record(&scenario);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("figures.html");
    let mut desk = scenario.open();
    desk.press("6");
    desk.wait_for("3 of 610 councils (less than 1 %) were heard from");
    desk.press("E");
    desk.wait_for("Write the report");
    desk.press("Tab Tab");
    desk.replace_text(&path.display().to_string());
    desk.press("Tab Tab Tab Tab Tab");
    desk.type_text("Police and Crime Panel");
    desk.press("C-s");
    desk.wait_for("written: the report to");
    desk.wait_for("u undoes it");
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("3 of 610 councils"), "{}", &page[..400]);
    let issued = scenario.json(&["record", "issue-report"]);
    assert_eq!((issued.as_array().unwrap().len(), &issued[0]["to"]), (1, &"Police and Crime Panel".into()));
    // A reply of September that is recorded later: the next issue says why its figures differ.
    scenario.run_ok(&["record", "return", "Clun Town Council", "--received", "2023-09-20", "--wish", "no"]);
    desk.press("F5");
    desk.wait_for("4 of 610 councils (1 %) were heard from");
    desk.press("E");
    desk.wait_for("Write the report");
    desk.press("Tab Tab");
    desk.replace_text(&folder.path().join("corrected.html").display().to_string());
    desk.press("Tab Tab Tab Tab Tab");
    desk.type_text("Police and Crime Panel");
    desk.press("C-s");
    desk.wait_for("differ from those that were issued to Police and Crime");
    desk.type_text("A reply was recorded late.");
    desk.press("C-s");
    desk.wait_for("written: the report to");
    desk.press("*");
    desk.wait_for("Issued reports");
    desk.wait_for("It corrects report 1: A reply was recorded late.");
    desk.press("Down");
    desk.wait_for("10 figures differ now: Whole force area, Declined: 0 of 610, now 1 of 610");
    desk.wait_for("Report 2 corrects it.");
    desk.press("Esc");
    desk.wait_gone("Issued reports");
    desk.press("Esc");
    desk.wait_for("610 of 610 councils");
    desk.quit();
    let issued = scenario.json(&["record", "issue-report"]);
    assert_eq!(
        (&issued[1]["reason"], &issued[1]["corrects"]),
        (&"A reply was recorded late.".into(), &issued[0]["id"])
    );
}
