//! The program is killed in the middle of a form. The text comes back.

use crate::scenario::{Scenario, UserActions};
use crate::support::Dashboard;

const NOTE_TEXT: &str = "The clerk is away until 16 October";
const DRAFT_RESTORED_MESSAGE: &str = "What you typed before is restored. Ctrl-N starts again.";

/// The note form of Wem Town Council with some text in it.
fn open_note_form(scenario: &Scenario) -> Dashboard {
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    desk.type_text(NOTE_TEXT);
    desk.wait_for(NOTE_TEXT);
    desk
}

/// Restarts: the program says that something was not saved, and the form has the text. Saving ends the draft.
#[track_caller]
fn assert_draft_restored(scenario: &Scenario) {
    assert!(scenario.journal().is_empty(), "a draft is no change");
    let mut desk = scenario.open();
    desk.wait_for("1 form not saved last time: open it and what you typed is restored");
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for(DRAFT_RESTORED_MESSAGE);
    desk.wait_for(NOTE_TEXT);
    desk.save("note on Wem Town Council");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    assert!(!desk.screen().contains(NOTE_TEXT), "saved words are no draft\n{}", desk.screen());
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.quit();
    let again = scenario.open();
    assert!(!again.screen().contains("not saved last time"), "{}", again.screen());
    again.quit();
    assert_eq!(scenario.council("Wem Town Council")["notes"][0]["text"], NOTE_TEXT);
}

#[test]
fn escape_closes_a_form_and_keeps_what_was_typed() {
    let scenario = Scenario::new();
    let mut desk = open_note_form(&scenario);
    desk.press("Esc");
    desk.wait_for("closed; what you typed is kept for next time");
    desk.press("n");
    desk.wait_for(DRAFT_RESTORED_MESSAGE);
    desk.wait_for(NOTE_TEXT);
    desk.press("C-n");
    desk.wait_gone(NOTE_TEXT);
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.quit();
}

/// A draft belongs to its form and council: another council's form is empty.
#[test]
fn a_draft_comes_back_where_it_was_typed_and_nowhere_else() {
    let scenario = Scenario::new();
    let mut desk = open_note_form(&scenario);
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    desk.press("Down n");
    desk.wait_for("Note on");
    assert!(!desk.screen().contains(NOTE_TEXT), "{}", desk.screen());
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.press("Up n");
    desk.wait_for(NOTE_TEXT);
    desk.press("Esc");
    desk.wait_gone("Note on");
}

#[test]
fn quitting_asks_once_and_keeps_the_draft() {
    let scenario = Scenario::new();
    let mut desk = open_note_form(&scenario);
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.press("q");
    desk.wait_for("1 form not saved, kept as a draft for next time. q again quits.");
    desk.quit();
    assert_draft_restored(&scenario);
}

#[test]
fn a_request_to_end_keeps_what_is_being_typed() {
    let scenario = Scenario::new();
    let desk = open_note_form(&scenario);
    desk.signal(libc::SIGTERM);
    desk.assert_exited(128 + 15);
    assert_draft_restored(&scenario);
}

#[test]
fn a_terminal_that_goes_away_keeps_what_is_being_typed() {
    let scenario = Scenario::new();
    let mut desk = open_note_form(&scenario);
    desk.hang_up();
    desk.wait_exit();
    assert_draft_restored(&scenario);
}

/// A closed draft is on disk at once, so that even SIGKILL does not lose it.
#[test]
fn a_kill_without_warning_costs_no_closed_draft() {
    let scenario = Scenario::new();
    let mut desk = open_note_form(&scenario);
    desk.press("Esc");
    desk.wait_for("closed; what you typed is kept");
    // The draft is written before the frame that reports it.
    desk.signal(libc::SIGKILL);
    desk.wait_exit();
    assert_draft_restored(&scenario);
}
