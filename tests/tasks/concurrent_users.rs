//! Others work on the same database: they see a saved change, and nobody overwrites another's change unseen.

use std::time::Instant;

use crate::scenario::{Scenario, UserActions};
use rusqlite::Connection;
use serde_json::json;

/// While somebody else holds the lock, the note is not saved and not reported as saved.
#[test]
fn saved_is_said_after_the_commit_and_not_before() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for("Note on");
    desk.type_text("Rang the clerk.");
    desk.wait_for("Rang the clerk.");
    let other = Connection::open(scenario.home.database()).expect("the database opens");
    other.execute_batch("begin immediate").expect("nobody else writes");
    desk.watch(|page| page.has("saved: note on"));
    desk.press("C-s");
    // This frame comes after the key: the form is still open in it.
    desk.resize(110, 38);
    desk.wait_until(|page| page.row(37).contains("Ctrl-S save") && page.has("Note on"), "the form in the new size");
    assert!(!desk.screen().contains("saved: "), "{}", desk.screen());
    let let_go = Instant::now();
    other.execute_batch("rollback").expect("nothing was written");
    drop(other);
    assert!(desk.seen_at("the note to be saved") >= let_go);
    // Once reported as saved, any other process finds it at once.
    assert_eq!(scenario.council("Wem Town Council")["notes"][0]["text"], "Rang the clerk.");
    desk.quit();
}

#[test]
fn a_colleagues_change_under_an_open_form_is_shown_before_it_is_gone_over() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("e");
    desk.wait_for("Details of Wem Town Council");
    desk.type_text("Wem SNT");
    let file = scenario.home.path().join("teams.csv");
    std::fs::write(&file, "code,parish,council,kind,county,district,team\nE04011380,Wem Urban,Wem Town Council,town,Shropshire,Shropshire,Whitchurch SNT\n").expect("a file");
    scenario.run_ok(&["import", "councils", file.to_str().expect("a path")]);
    desk.press("C-s");
    desk.wait_for("after you opened it; look at both and save again");
    desk.wait_for("recorded now  team: Whitchurch SNT");
    assert!(desk.row_containing("▌team").contains("Wem SNT"), "what was typed stays\n{}", desk.screen());
    assert_eq!(scenario.council("Wem Town Council")["team"], "Whitchurch SNT", "refused is not saved");
    desk.save("details of Wem Town Council");
    desk.quit();
    assert_eq!(scenario.council("Wem Town Council")["team"], "Wem SNT");
}

#[test]
fn two_desks_that_correct_the_same_return_see_each_other() {
    let scenario = Scenario::new();
    scenario.run_ok(&[
        "record",
        "return",
        "Wem Town Council",
        "--received",
        "2023-09-12",
        "--wish",
        "yes",
        "--priority",
        "Speding",
    ]);
    let mut desks = [scenario.open(), scenario.open()];
    for (desk, words) in desks.iter_mut().zip(["Speeding", "Speeding, all day"]) {
        desk.go_to("Wem Town");
        desk.press("Enter");
        desk.wait_for("· current");
        desk.press("Enter");
        desk.wait_for("Correct the return of");
        desk.press("Enter Enter");
        desk.replace_text(words);
        desk.wait_for(words);
    }
    let [mut first, mut second] = desks;
    first.save("return of Wem Town Council");
    second.press("C-s");
    second.wait_for("somebody else changed the return after you opened it");
    second.wait_until(|page| page.has("recorded now  priorities: 1 Speeding"), "what the other desk saved");
    second.press("Esc");
    second.wait_for("· current");
    second.press("Esc");
    // The second desk keeps a draft, so that it asks first.
    for (mut desk, quit) in [(first, "q"), (second, "q q")] {
        desk.press("Esc");
        desk.wait_for("r return");
        desk.press(quit);
        desk.assert_exited(0);
    }
    let council = scenario.council("Wem Town Council");
    assert_eq!(council["returns"][0]["priorities"][0]["received"], json!("Speeding"));
}

/// After the screen has shown a colleague's change, made by a subcommand, undo names and reverses it.
#[test]
fn undo_names_what_it_takes_back_whoever_did_it() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    scenario.run_ok(&["record", "note", "Wem Town Council", "--text", "Rang the clerk."]);
    desk.press("u");
    desk.wait_for("somebody else saved a change in the meantime (note on Wem Town Council)");
    desk.press("u");
    desk.wait_for("undone: note on Wem Town Council");
    desk.quit();
    assert_eq!(scenario.council("Wem Town Council")["notes"], json!([]));
}
