//! The window is resized while somebody types.

use crate::scenario::{Scenario, UserActions};
use crate::support::{Page, picture};

/// Sizes down to one character and up again: odd ones, long thin ones, and the limits of layouts.
const SIZES: [(u16, u16); 16] = [
    (119, 39),
    (100, 20),
    (99, 19),
    (80, 24),
    (76, 12),
    (40, 12),
    (39, 12),
    (40, 11),
    (200, 3),
    (3, 60),
    (2, 2),
    (1, 1),
    (1, 40),
    (120, 1),
    (41, 13),
    (160, 50),
];

fn every_size(page: Page<'_>) -> String {
    picture::content(page.screen)
}

#[test]
fn words_typed_at_any_size_are_there_when_there_is_room_again() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    let words: String = ('a'..).take(SIZES.len()).collect();
    for ((columns, rows), letter) in SIZES.into_iter().zip(words.chars()) {
        desk.resize(columns, rows);
        desk.type_text(&letter.to_string());
    }
    desk.resize(120, 40);
    desk.wait_for(&words);
    assert!(!desk.screen().contains("panicked"));
    desk.save("note on Wem Town Council");
    desk.quit();
    assert_eq!(scenario.council("Wem Town Council")["notes"][0]["text"], words);
}

#[test]
fn every_layer_comes_back_from_one_character_as_it_was() {
    for (keys, shown) in [
        ("", "r return"),
        ("c", "all counties"),
        ("f", "Show only"),
        ("?", "Keys that work"),
        ("r", "Return of"),
        ("Enter", "‹Return"),
    ] {
        let scenario = Scenario::new();
        let mut desk = scenario.open();
        desk.go_to("Wem Town");
        desk.press(keys);
        desk.wait_for(shown);
        let before = desk.look(every_size);
        for (columns, rows) in SIZES {
            desk.resize(columns, rows);
            // Every size is drawn and none skipped: the last row shows something of the program.
            let begin = "charterdesk needs 40 columns";
            if columns < 40 || rows < 12 {
                let begin: String = begin.chars().take(usize::from(columns.min(11))).collect();
                desk.wait_until(|page| page.row(0).starts_with(&begin), "the notice that there is no room");
            }
        }
        desk.resize(120, 40);
        desk.wait_until(|page| every_size(page) == before, &format!("the screen of {shown:?} to be as it was"));
        desk.signal(libc::SIGTERM);
        desk.assert_exited(128 + 15);
    }
}

#[test]
fn too_small_a_window_says_how_much_is_needed() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.resize(39, 11);
    desk.wait_for("charterdesk needs 40 columns and 12");
    desk.resize(40, 12);
    desk.wait_for("Abbey Dore");
    desk.quit();
}

/// A terminal's answer that was cut off looks like the start of an escape sequence. The next size must be drawn all the
/// same.
#[test]
fn a_new_size_is_drawn_behind_an_escape_sequence_that_was_cut_off() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.type_text("\u{1b}[999;999;999");
    desk.type_text(":=2@");
    desk.resize(3, 1);
    desk.resize(100, 30);
    desk.wait_for("610 of 610");
}
