//! Drafting letters and marking them as sent, with the keys counted.

use crate::scenario::{Scenario, UserActions};

/// Wem takes part; Much Wenlock declined; these and Clun have addresses.
fn with_addresses() -> Scenario {
    let scenario = Scenario::new();
    for (council, address) in [
        ("Wem Town Council", "clerk@wem-tc.example"),
        ("Much Wenlock Town Council", "clerk@wenlock.example"),
        ("Clun Town Council", "clerk@clun.example"),
    ] {
        scenario.run_ok(&["record", "details", council, "--contact", "the clerk", "--address", address]);
    }
    let wem =
        ["record", "return", "Wem Town Council", "--received", "2023-09-12", "--wish", "yes", "--priority", "Speeding"];
    scenario.run_ok(&wem);
    scenario.run_ok(&["record", "return", "Much Wenlock", "--received", "2023-09-13", "--wish", "no"]);
    scenario
}

fn letters(scenario: &Scenario) -> Vec<serde_json::Value> {
    scenario.json(&["letters", "list"]).as_array().expect("an array").clone()
}

fn drafts(scenario: &Scenario) -> Vec<String> {
    let folder = scenario.home.path().join("letters-2023-10-05");
    let entries = std::fs::read_dir(folder).expect("the folder of the letters");
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_county_is_chased_within_eight_keys() {
    let scenario = with_addresses();
    let mut desk = scenario.open();
    desk.reset_key_count();
    desk.press("c s");
    desk.wait_for("175 of 610");
    desk.press("Y");
    desk.wait_for("‹ reminder ›");
    desk.wait_for("those of the 175 councils in the list");
    desk.press("C-s");
    desk.wait_for("1 letter, 174 left out");
    desk.wait_for("Dear Clerk,");
    desk.wait_for("not written yet");
    desk.press("C-s");
    desk.wait_for("saved: reminder drafted for Clun Town Council");
    desk.wait_for("drafted, not sent");
    desk.press("*");
    desk.wait_for("saved: reminder sent to Clun Town Council");
    assert!(desk.keys_pressed() <= 8, "{} keys", desk.keys_pressed());
    desk.wait_for("175 of 610");
    desk.press("0");
    desk.wait_for("Forms not saved: none");
    desk.press("1");
    desk.quit();
    assert_eq!(drafts(&scenario), ["1-clun-town-council.eml"]);
    let letters = letters(&scenario);
    assert_eq!(letters.len(), 1);
    assert_eq!((&letters[0]["kind"], &letters[0]["sent_on"]), (&"chase".into(), &"2023-10-05".into()));
    let journal = scenario.journal();
    assert_eq!(
        journal[journal.len() - 2..],
        ["change: reminder drafted for Clun Town Council", "change: reminder sent to Clun Town Council"]
    );
}

#[test]
fn answers_are_acknowledged_with_one_key_for_each_council() {
    let scenario = with_addresses();
    let mut desk = scenario.open();
    desk.press("f j Enter");
    desk.wait_for("2 of 610");
    desk.press("g Down");
    desk.reset_key_count();
    desk.press("Space Space");
    desk.wait_for("2 tagged");
    let tagging = desk.keys_pressed();
    assert_eq!(tagging, 2, "one key a council");
    desk.press("Y");
    desk.wait_for("the 2 councils tagged");
    desk.wait_for("‹ acknowledgement ›");
    desk.press("C-s");
    desk.wait_for("2 letters");
    desk.press("C-s");
    desk.wait_for("saved: acknowledgement drafted for 2 councils");
    assert!(desk.keys_pressed() - tagging <= 4, "{} keys", desk.keys_pressed());
    desk.wait_for("that Much Wenlock Town Council does not");
    desk.press("j");
    desk.wait_for("1. Speeding");
    desk.press("Esc");
    desk.wait_for("2 tagged");
    desk.press("u");
    desk.wait_for("undone: acknowledgement drafted for 2 councils");
    desk.quit();
    assert!(letters(&scenario).is_empty());
}

#[test]
fn an_update_after_a_meeting_takes_three_keys() {
    let scenario = with_addresses();
    scenario.run_ok(&["record", "progress", "Wem Town Council", "--priority", "1", "--text", "Two checks were held."]);
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.reset_key_count();
    desk.press("Y");
    desk.wait_for("‹ written update ›");
    desk.press("C-s");
    desk.wait_for("Two checks were held.");
    desk.press("C-s");
    desk.wait_for("saved: written update drafted for Wem Town Council");
    assert_eq!(desk.keys_pressed(), 3);
    desk.wait_for("1 mail in");
    desk.press("*");
    desk.wait_for("saved: written update sent to Wem Town Council");
    desk.press("Enter");
    desk.wait_for("Replies");
    desk.press("Tab Tab Tab");
    desk.wait_for("Written update, sent 5 Oct by e-mail");
    desk.press("Esc");
    desk.wait_for("r return");
    desk.quit();
    let council = scenario.council("Wem Town Council");
    assert_eq!(council["updates"][0]["how"], "written");
    assert!(council["updates"][0]["text"].as_str().unwrap().contains("Two checks were held."));
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_recorded() {
    let scenario = with_addresses();
    let mut desk = scenario.open();
    desk.go_to("Clun Town");
    desk.press("Y C-s");
    desk.wait_for("Dear Clerk,");
    // Somebody takes the name after the preview.
    std::fs::create_dir(scenario.home.path().join("letters-2023-10-05")).unwrap();
    std::fs::write(scenario.home.path().join("letters-2023-10-05/mine.txt"), "mine").unwrap();
    desk.press("*");
    desk.wait_for("nothing is written yet");
    desk.press("C-s");
    desk.wait_for("is there already and is no empty folder");
    desk.press("Esc");
    desk.wait_for("Draft letters");
    desk.press("Esc");
    desk.press(":");
    desk.type_text("letters sent");
    desk.press("Enter");
    desk.wait_for("all that are drafted");
    desk.press("C-s");
    desk.wait_for("no drafted letter of this kind waits to be sent");
    desk.press("Esc");
    desk.quit();
    assert!(letters(&scenario).is_empty());
    assert_eq!(drafts(&scenario), ["mine.txt"]);
}

#[test]
fn a_second_batch_of_a_day_gets_its_own_folder_and_both_formats() {
    let scenario = with_addresses();
    let first = scenario.home.path().join("letters-2023-10-05");
    std::fs::create_dir(&first).unwrap();
    std::fs::write(first.join("1-first.eml"), "the first batch").unwrap();
    let mut desk = scenario.open();
    desk.press("c s");
    desk.wait_for("175 of 610");
    desk.press("Y");
    desk.wait_for("‹ reminder ›");
    desk.press("Tab Tab Tab Right Right");
    desk.wait_for("and as");
    desk.wait_for("‹ mail-merge table (.csv) ›");
    desk.press("C-s");
    desk.wait_for("1 letter, 174 left out");
    desk.press("C-s");
    desk.wait_for("letters-2023-10-05-2. ");
    desk.press("Esc");
    desk.quit();
    assert_eq!(drafts(&scenario), ["1-first.eml"]);
    let second = scenario.home.path().join("letters-2023-10-05-2");
    let mut names: Vec<String> =
        std::fs::read_dir(second).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["1-clun-town-council.eml", "letters.csv"]);
    assert_eq!(letters(&scenario).len(), 1);
}
