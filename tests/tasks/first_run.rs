//! The first minute: the loaded register, the first keys, the effect of the as-at day, and the demonstration.

use crate::scenario::{Scenario, UserActions, WIDE};
use crate::support::{Dashboard, Size};

#[test]
fn the_first_start_says_what_was_loaded_asks_for_the_letter_and_can_be_skipped() {
    let scenario = Scenario::on_first_start();
    let mut desk = scenario.start(WIDE, &[], &[]);
    desk.wait_for("First steps: October–December 2023");
    let said = desk.row_containing("loaded");
    for part in ["610 councils", "2023-Q4", "/ to find", "c for a county", "? for"] {
        assert!(said.contains(part), "{part:?} in {said:?}");
    }
    let title = desk.look(|page| page.row(0));
    for part in
        ["charterdesk", "October–December 2023", "reply by Sat 30 Sep 2023 · 5 days past", "as at Thu 5 Oct 2023"]
    {
        assert!(title.contains(part), "{part:?} in {title:?}");
    }
    desk.press("Esc");
    desk.wait_for("Try / to find, c for a county, ? for keys.");
    desk.wait_for("610 of 610 councils");
    let gauge = desk.look(|page| page.row(1));
    assert!(gauge.contains("on time 0 · ! missed 610: never reached 610"), "{gauge}");
    assert!(desk.row_containing("Herefordshire").contains("0 of 214 on time"));
    desk.wait_focused_with("Abbey Dore", "letter not recorded");
    desk.quit();

    let again = scenario.open();
    assert!(!again.screen().contains("loaded") && !again.screen().contains("First steps"), "said once");
    again.quit();
    let list = scenario.json(&["list"]);
    assert_eq!(list.as_array().map(Vec::len), Some(610));
    assert!(list.as_array().expect("an array").iter().all(|line| line["status"] == "not-sent"));
    assert_eq!(scenario.journal(), Vec::<String>::new(), "nothing was recorded");
}

#[test]
fn the_first_steps_record_the_letters_as_one_change_and_open_again() {
    let scenario = Scenario::on_first_start();
    let mut desk = scenario.start(WIDE, &[], &[]);
    desk.wait_for("letter sent");
    desk.type_text("4 sep");
    desk.press("C-s");
    desk.wait_for("saved: dates of round 2023-Q4 · u undoes it. Try / to find");
    desk.wait_focused_with("Abbey Dore", "! assumed declined (silent)");
    desk.press("u");
    desk.wait_for("undone: dates of round 2023-Q4");
    desk.wait_focused_with("Abbey Dore", "letter not recorded");
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("first steps");
    desk.wait_for("say which team is yours");
    desk.press("Enter");
    desk.wait_for("First steps: October–December 2023");
    desk.press("Esc");
    desk.wait_for("610 of 610 councils");
    desk.quit();
    assert_eq!(scenario.journal(), ["change: dates of round 2023-Q4", "undo: dates of round 2023-Q4"]);
}

#[test]
fn the_first_steps_open_the_round_of_the_quarter_that_is_now() {
    let scenario = Scenario::on_first_start();
    let mut desk = scenario.start(WIDE, &["--as-at", "2026-10-12"], &[]);
    desk.wait_for("October–December 2026, which is now");
    desk.press("Right");
    desk.wait_for("Mon 2 Nov 2026");
    desk.press("Tab");
    desk.type_text("9 oct");
    desk.wait_for("Fri 9 Oct 2026");
    desk.press("C-s");
    desk.wait_until(|page| page.row(0).contains("October–December 2026"), "the new round");
    desk.wait_for("answered 0 · awaiting 610");
    desk.quit();
    assert_eq!(scenario.journal(), ["change: opening of round 2026-Q4"]);
    let waiting = scenario.json(&["list", "--as-at", "2026-10-12", "--round", "2026-Q4"]);
    assert!(waiting.as_array().expect("an array").iter().all(|line| line["status"] == "awaiting"));
}

#[test]
fn the_team_of_the_first_steps_is_shown_and_kept() {
    let scenario = Scenario::new();
    scenario.run_ok(&["record", "details", "Wem Town Council", "--team", "Wem SNT"]);
    let mut desk = scenario.open();
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("first steps");
    desk.wait_for("say which team is yours");
    desk.press("Enter");
    desk.wait_for("‹ none: show all councils ›");
    desk.press("Right");
    desk.wait_for("‹ Wem SNT ›");
    desk.press("C-s");
    desk.wait_until(|page| page.has("Team Wem SNT") && page.has("1 of 610 councils"), "the team's councils");
    desk.quit();
    let settings = std::fs::read_to_string(scenario.home.path().join(".config/charterdesk/config.toml"));
    assert_eq!(settings.expect("the settings"), "team = \"Wem SNT\"\n");
    let entry = "change: details of Wem Town Council: a new team, for earlier days too";
    assert_eq!(scenario.journal(), [entry], "a setting is no record");
}

#[test]
fn silence_is_awaited_on_the_deadline_and_assumed_to_decline_the_day_after() {
    let scenario = Scenario::new();
    let on_the_day = scenario.open_as(WIDE, &["--as-at", "2023-09-30"], &[]);
    on_the_day.wait_for("Sat 30 Sep 2023");
    assert!(on_the_day.screen().contains("answered 0 · awaiting 610"), "{}", on_the_day.screen());
    on_the_day.wait_focused_with("Abbey Dore", "due soon");
    assert!(!on_the_day.screen().contains("silent"));
    on_the_day.quit();

    let the_day_after = scenario.open_as(WIDE, &["--as-at", "2023-10-01"], &[]);
    assert!(the_day_after.screen().contains("1 day past"), "{}", the_day_after.screen());
    the_day_after.wait_focused_with("Abbey Dore", "! assumed declined (silent)");
    the_day_after.quit();
    let statuses = |day: &str| {
        let list = scenario.json(&["list", "--as-at", day]);
        let of = |name: &str| {
            list.as_array().expect("an array").iter().map(|line| line[name].to_string()).collect::<Vec<_>>()
        };
        (of("status"), of("missed"))
    };
    let (status, missed) = statuses("2023-09-30");
    assert!(status.iter().all(|status| status == "\"awaiting\"") && missed.iter().all(|missed| missed == "null"));
    let (status, missed) = statuses("2023-10-01");
    assert!(
        status.iter().all(|status| status == "\"assumed-declined\"")
            && missed.iter().all(|missed| missed == "\"silent\"")
    );
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let ran = Scenario::new().run(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("needs a terminal") && ran.err.contains("charterdesk list"), "{}", ran.err);
}

/// Every layer, and the list below, must say that the data are invented.
#[test]
fn the_demonstration_says_so_on_every_screen() {
    let mut desk = Dashboard::start(WIDE, &["demo"], &[]);
    desk.wait_for("610 of 610 councils");
    desk.go_to("Wem Town");
    let demo = |desk: &Dashboard, what: &str| {
        assert!(desk.look(|page| page.row(0)).contains("DEMO"), "{what}: {}", desk.screen())
    };
    demo(&desk, "the list");
    for (key, shown) in [
        ("c", "all counties"),
        ("d", "all districts"),
        ("f", "Show only"),
        ("/", "Find"),
        ("?", "Keys that work"),
        (":", "Commands"),
    ] {
        desk.press(key);
        desk.wait_for(shown);
        demo(&desk, shown);
        desk.press("Esc");
        desk.wait_for("r return");
    }
    for (key, title) in [
        ("r", "Return of"),
        ("m", "Meeting of"),
        ("n", "Note on"),
        ("h", "Heard from"),
        ("e", "Details of"),
        ("@", "another date"),
    ] {
        desk.press(key);
        desk.wait_for(title);
        demo(&desk, title);
        desk.press("Esc");
        desk.wait_gone(title);
    }
    desk.go_to("Wem Town");
    desk.press("Enter");
    desk.wait_for("‹Return");
    demo(&desk, "a council");
    for size in [Size { cols: 80, rows: 24 }, Size { cols: 40, rows: 12 }] {
        desk.resize(size.cols, size.rows);
        desk.wait_until(
            |page| page.row(0).contains("DEMO") && page.has("Return"),
            "the council's screen in the new size",
        );
    }
    desk.press("Esc");
    desk.wait_gone("Return ");
    demo(&desk, "a small list");
    desk.quit();
}
