//! The program is killed in the middle of a form. The text comes back.

use crate::station::{Hand, Station};
use crate::support::Desk;

const WORDS: &str = "The clerk is away until 16 October";
const BACK: &str = "What you typed before is back. Ctrl-X starts afresh.";

/// The note form of Wem Town Council with some text in it.
fn typing(station: &Station) -> Desk {
    let mut desk = station.open();
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    desk.type_text(WORDS);
    desk.wait_for(WORDS);
    desk
}

/// Restarts: the program says that something was not saved, and the form has the text. Saving ends the draft.
#[track_caller]
fn comes_back(station: &Station) {
    assert!(station.journal().is_empty(), "a draft is no change");
    let mut desk = station.open();
    desk.wait_for("1 form not saved last time: what was typed comes back when you open it");
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for(BACK);
    desk.wait_for(WORDS);
    desk.save("note on Wem Town Council");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    assert!(!desk.screen().contains(WORDS), "saved words are no draft\n{}", desk.screen());
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.quit();
    let again = station.open();
    assert!(!again.screen().contains("not saved last time"), "{}", again.screen());
    again.quit();
    assert_eq!(station.council("Wem Town Council")["notes"][0]["text"], WORDS);
}

#[test]
fn escape_closes_a_form_and_keeps_what_was_typed() {
    let station = Station::new();
    let mut desk = typing(&station);
    desk.press("Esc");
    desk.wait_for("closed; what you typed is kept and comes back with the form");
    desk.press("n");
    desk.wait_for(BACK);
    desk.wait_for(WORDS);
    desk.press("C-x");
    desk.wait_gone(WORDS);
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.quit();
}

/// A draft belongs to its form and council: another council's form is empty.
#[test]
fn a_draft_comes_back_where_it_was_typed_and_nowhere_else() {
    let station = Station::new();
    let mut desk = typing(&station);
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.press("Esc");
    desk.wait_for("610 of 610");
    desk.press("Down n");
    desk.wait_for("Note on");
    assert!(!desk.screen().contains(WORDS), "{}", desk.screen());
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.press("Up n");
    desk.wait_for(WORDS);
    desk.press("Esc");
    desk.wait_gone("Note on");
}

#[test]
fn quitting_asks_once_and_keeps_the_draft() {
    let station = Station::new();
    let mut desk = typing(&station);
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.press("q");
    desk.wait_for("1 form not saved, kept as a draft for the next time. q again quits.");
    desk.quit();
    comes_back(&station);
}

#[test]
fn a_request_to_end_keeps_what_is_being_typed() {
    let station = Station::new();
    let desk = typing(&station);
    desk.signal(libc::SIGTERM);
    desk.gone(128 + 15);
    comes_back(&station);
}

#[test]
fn a_terminal_that_goes_away_keeps_what_is_being_typed() {
    let station = Station::new();
    let mut desk = typing(&station);
    desk.hang_up();
    desk.wait_exit();
    comes_back(&station);
}

/// A closed draft is on disk at once, so that even SIGKILL does not lose it.
#[test]
fn a_kill_without_warning_costs_no_closed_draft() {
    let station = Station::new();
    let mut desk = typing(&station);
    desk.press("Esc");
    desk.wait_for("closed; what you typed is kept");
    // The draft is written before the frame that reports it.
    desk.signal(libc::SIGKILL);
    desk.wait_exit();
    comes_back(&station);
}
