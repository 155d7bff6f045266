//! Narrowing the list: find as you type, county, district, team and status filters; combined, counted, cleared with one
//! key.

use crate::scenario::{Scenario, UserActions, focused};

#[test]
fn finds_as_you_type_and_goes_to_the_best() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("/");
    desk.wait_for("Find");
    let mut left = usize::MAX;
    for (letter, typed) in [("w", "Find w"), ("e", "Find we"), ("m", "Find wem")] {
        desk.press(letter);
        desk.wait_until(|page| page.row(3).contains(&format!("{typed}  ")), typed);
        let now = shown(&desk.screen());
        assert!(now <= left, "{typed} leaves {now}, more than {left}");
        left = now;
    }
    assert_eq!(left, 2, "{}", desk.screen());
    desk.wait_focused("Wem Town Council");
    desk.press("Enter Down");
    desk.wait_focused("Wem Rural");
    desk.press("Esc");
    desk.wait_for("610 of 610 councils");
    desk.wait_focused("Wem Rural");
    desk.quit();
}

#[test]
fn forgives_how_a_name_is_written() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    for (typed, found) in [
        ("saint georges & priors", "St Georges and Priorslee"),
        ("shrwsbry", "Shrewsbury Town"),
        ("BISHOPS FROME", "Bishop's Frome"),
    ] {
        desk.press("/ C-u");
        desk.type_text(typed);
        desk.wait_until(|page| page.has(&format!("Find {typed}")) && focused(page).starts_with(found), found);
        desk.press("Esc");
        desk.wait_for("610 of 610");
    }
    desk.press("/");
    desk.type_text("zzzqqq");
    desk.wait_for("No council called “zzzqqq”. Esc clears every filter.");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    desk.quit();
}

#[test]
fn a_county_takes_two_keys_and_its_missed_councils_three() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.reset_key_count();
    desk.press("c s");
    desk.wait_for("175 of 610 councils");
    assert!(desk.keys_pressed() <= 2);
    desk.press("!");
    desk.wait_for("! silent: write or phone");
    assert!(desk.keys_pressed() <= 5);
    assert_eq!(shown(&desk.screen()), 175, "all of Shropshire is silent on a fresh desk");
    let filter = desk.look(|page| page.row(3));
    assert!(filter.contains("County Shropshire") && filter.contains("Show missed the deadline"), "{filter}");
    desk.press("c c");
    desk.wait_for("County all");
    desk.wait_for("610 of 610 councils");
    desk.quit();
    let silent = scenario.json(&["list", "--county", "Shropshire", "--show", "missed"]);
    assert_eq!(silent.as_array().map(Vec::len), Some(175));
}

#[test]
fn filters_combine_stay_in_view_and_go_with_one_key() {
    let scenario = Scenario::new();
    scenario.run_ok(&[
        "record",
        "reply",
        "Malvern Town Council",
        "--received",
        "2023-09-20",
        "--text",
        "on our October agenda",
    ]);
    let mut desk = scenario.open();
    desk.press("c w");
    desk.wait_for("192 of 610");
    desk.press("d");
    desk.wait_for("all districts");
    assert!(!desk.look(|page| page.has("  Shropshire  ")), "districts of this county only\n{}", desk.screen());
    desk.press("m");
    desk.wait_for("65 of 610");
    desk.press("f");
    desk.wait_for("Show only");
    desk.press("h Enter");
    desk.wait_for("1 of 610");
    desk.press("/");
    desk.type_text("malv");
    desk.wait_for("Find malv");
    desk.press("Enter");
    let filter = desk.look(|page| page.row(3));
    for part in ["County Worcestershire", "District Malvern Hills", "Show holding", "Find malv", "1 of 610 councils"] {
        assert!(filter.contains(part), "{part:?} in {filter:?}");
    }
    desk.wait_focused("Malvern Town");
    desk.press("Esc");
    desk.wait_for("610 of 610 councils");
    let filter = desk.look(|page| page.row(3));
    assert!(filter.contains("County all") && filter.contains("Show all") && !filter.contains("District"), "{filter}");
    desk.wait_focused("Malvern Town");
    desk.quit();
}

#[test]
fn several_words_can_be_shown_at_once() {
    let scenario = Scenario::new();
    for (council, day) in [("Wem Town Council", "2023-09-20"), ("Malvern Town Council", "2023-10-02")] {
        scenario.run_ok(&["record", "return", council, "--received", day, "--wish", "yes", "--priority", "Speeding"]);
    }
    let mut desk = scenario.open();
    desk.press("f");
    desk.wait_for("Show only");
    desk.press("l h Enter");
    desk.wait_for("1 of 610");
    desk.wait_for("Show late, holding");
    desk.press("f");
    desk.wait_for("Show only");
    desk.press("h c Enter");
    desk.wait_for("2 of 610");
    desk.quit();
}

#[test]
fn groups_fold_and_keep_their_counts() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("Down z");
    desk.wait_until(|page| page.has("▸ Herefordshire") && page.has("▾ Shropshire"), "one group to fold");
    assert!(desk.row_containing("▸ Herefordshire").contains("0 of 214 on time"));
    assert!(!desk.screen().contains("Abbey Dore"));
    desk.press("Z");
    desk.wait_until(|page| page.has("▸ Worcestershire") && !page.has("▾"), "all groups to fold");
    desk.press("Enter");
    desk.wait_for("▾ Herefordshire");
    desk.press("Z");
    desk.wait_gone("▾");
    desk.press("Z");
    desk.wait_for("Abbey Dore");
    // The searched council shows even if its group is folded.
    desk.press("Z");
    desk.wait_gone("▾");
    desk.go_to("Wem Town");
    desk.press("Esc");
    desk.wait_until(|page| page.has("▸ Worcestershire") && page.has("610 of 610"), "the list to be as it was");
    desk.quit();
}

#[test]
fn the_list_of_keys_and_the_commands_narrow_as_you_type() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.press("?");
    desk.wait_for("Keys that work here");
    desk.type_text("undo");
    desk.wait_until(|page| page.has("undo the last change") && !page.has("record a return"), "the keys to narrow");
    desk.press("Esc :");
    desk.wait_for("Commands");
    desk.type_text("attendance");
    desk.wait_for("record or plan a meeting");
    desk.press("Esc");
    desk.wait_gone("Commands");
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("january");
    desk.wait_until(|page| page.has("open the next round") && !page.has("go down"), "the commands to narrow");
    desk.press("Enter");
    desk.wait_for("Open the round January–March 2024");
    desk.press("Esc");
    desk.wait_gone("Open the round");
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("previous round");
    desk.wait_for("not now: this is the first round");
    desk.press("Esc");
    desk.wait_gone("Commands");
    desk.quit();
}

/// What is on a letter or in a mail finds the council too: its contact, an address, its team, the code of a parish.
#[test]
fn a_council_is_found_by_more_than_its_name_and_the_row_says_by_what() {
    let scenario = Scenario::new();
    let details =
        ["--contact", "the proper officer", "--address", "office@wem.example", "--team", "North Shropshire SNT"];
    scenario.run_ok(&[&["record", "details", "Wem Town Council"], &details[..]].concat());
    let list = scenario.json(&["list"]);
    let wem = list.as_array().expect("an array").iter().find(|line| line["council"] == "Wem Town Council");
    let code = wem.expect("the council")["parishes"][0].as_str().expect("a code").to_owned();
    let mut desk = scenario.open();
    for (typed, by) in [
        ("proper off", "(by contact)"),
        ("office@wem", "(by address)"),
        ("north shropshire s", "(by team)"),
        (code.as_str(), "(by code)"),
        ("wem urban", "(by parish)"),
    ] {
        desk.press("/ C-u");
        desk.type_text(typed);
        desk.wait_until(|page| focused(page).starts_with("Wem Town") && focused(page).contains(by), typed);
        desk.press("Enter");
    }
    desk.press("/ C-u");
    desk.type_text("wem town");
    desk.wait_until(|page| focused(page).starts_with("Wem Town") && !page.has("(by "), "a name needs no note");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    desk.quit();
}

/// The n of "n of N councils".
fn shown(screen: &str) -> usize {
    let line = screen.lines().find(|line| line.contains("of 610 councils")).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let place = words.iter().rposition(|word| *word == "of").unwrap_or(1);
    words[place - 1].parse().expect("a number before “of 610 councils”")
}
