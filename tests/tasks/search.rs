//! Searching everything written, and going to the place.

use crate::scenario::{Scenario, UserActions, focused};

fn scenario() -> Scenario {
    let scenario = Scenario::new();
    for words in [
        &["record", "return", "Wem Town", "--received", "2023-09-20", "--wish", "yes", "--priority", "Speeding"][..],
        &["record", "note", "Wem Town", "--text", "Spoke about bins"],
        &["record", "note", "Wem Town", "--text", "Rang about speeding by the café"],
        &["record", "note", "Whixall", "--text", "Hare coursing again"],
    ] {
        scenario.run_ok(words);
    }
    scenario
}

#[test]
fn a_few_words_lead_to_the_place_where_they_are_written() {
    let scenario = scenario();
    let mut desk = scenario.open();
    desk.press("C-f");
    desk.wait_for("Search everything written");
    desk.type_text("speed");
    desk.wait_until(|page| page.has("2 texts") && page.has("priority · 20 Sep"), "two texts");
    desk.type_text(" CAFE");
    desk.wait_until(|page| page.has("1 text") && page.has("Rang about speeding by the café"), "one of them");
    desk.press("Enter");
    desk.wait_until(|page| page.has("Wem Town Council") && page.has("▌ Thu 5 Oct 2023"), "the notes of the council");
    assert!(focused_item(&desk.screen()).contains("Rang about speeding"), "{}", desk.screen());
    desk.press("Esc");
    desk.wait_for("Search everything written");
    desk.press("C-u");
    desk.type_text("\"coursing (");
    // Enter waits for the answer to the last letter.
    desk.press("Enter");
    desk.wait_until(|page| page.has("Whixall") && page.has("Hare coursing again"), "another council");
    desk.press("Esc Esc");
    desk.wait_for("610 of 610");
    desk.quit();
}

/// The line of the cursor and the line below it.
fn focused_item(screen: &str) -> String {
    let mut lines = screen.lines().skip_while(|line| !line.contains('▌'));
    format!("{}{}", lines.next().unwrap_or_default(), lines.next().unwrap_or_default())
}

#[test]
fn a_reply_that_waits_is_opened_in_the_inbox_whatever_the_filter() {
    let scenario = scenario();
    let mail = "From someone Tue Sep 26 10:15:00 2023\nFrom: clerk@ludlow.example\nSubject: RE: Charter\nDate: Tue, 26 \
                Sep 2023 11:15:00 +0100\nMessage-ID: <1@mail.example>\n\nWe would like to take part.\nFly-tipping in the \
                lay-by.\n\nClerk, Ludlow Town Council\n\n";
    let path = scenario.home.path().join("replies.mbox");
    std::fs::write(&path, mail).expect("a file");
    scenario.run_ok(&["import", "replies", &path.display().to_string()]);
    let mut desk = scenario.open();
    desk.go_to("Whixall");
    desk.press("C-f");
    desk.wait_for("Search everything written");
    desk.type_text("lay-by");
    desk.wait_for("waiting in the inbox");
    desk.press("Enter");
    desk.wait_for("the filters are cleared");
    desk.wait_until(|page| focused(page).contains("Ludlow"), "the item in focus");
    desk.quit();
}

#[test]
fn what_was_undone_is_not_found_any_more() {
    let scenario = scenario();
    let mut desk = scenario.open();
    desk.press("C-f");
    desk.type_text("coursing");
    desk.wait_for("1 text");
    desk.press("Esc u");
    desk.wait_for("undone: note on Whixall");
    desk.press("C-f");
    desk.type_text("coursing");
    desk.wait_for("nothing written has all these words");
    desk.press("Esc");
    desk.quit();
}
