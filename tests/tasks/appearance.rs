//! Few colours, no colours, ASCII only; and what the settings change.

use std::fs;

use crate::scenario::{AS_AT, FOCUS_MARK, Scenario, UserActions, WIDE};
use crate::support::{Color, Dashboard, Page};

/// Every colour on the screen.
fn used_colours(page: Page<'_>) -> Vec<Color> {
    let styles = page.positions().filter_map(|(row, col)| page.style_at(row, col));
    styles.flat_map(|style| [style.fg, style.bg]).filter(|colour| *colour != Color::Default).collect()
}

/// The keys that open each layer, and text that it shows.
const LAYERS: [(&str, &str); 9] = [
    ("c", "all counties"),
    ("f", "Show only"),
    ("?", "Keys that work"),
    (":", "Commands"),
    ("r", "Return of"),
    ("m", "Meeting of"),
    ("e", "Details of"),
    ("@", "another date"),
    ("Enter", "Notes  History"),
];

/// Checks the list and every layer over it.
fn in_every_layer(desk: &mut Dashboard, mut look: impl FnMut(&Dashboard, &str)) {
    look(desk, "the list");
    for (key, shown) in LAYERS {
        desk.press(key);
        desk.wait_for(shown);
        look(desk, shown);
        desk.press("Esc");
        desk.wait_gone(shown);
        desk.wait_for("! missed ");
    }
}

#[test]
fn where_no_colour_is_wanted_there_is_none_and_the_focus_has_its_mark() {
    for env in [[("NO_COLOR", "1")], [("TERM", "dumb")]] {
        let scenario = Scenario::new();
        let mut desk = scenario.open_as(WIDE, &[], &env);
        desk.go_to("Wem Town");
        in_every_layer(&mut desk, |desk, what| assert!(!desk.uses_any_colour(), "{env:?}, {what}:\n{}", desk.screen()));
        desk.wait_focused_with("Wem Town Council", "(silent)");
        assert!(desk.cell_style_of(FOCUS_MARK).inverse, "reversed, which is no colour");
        desk.quit();
    }
    let scenario = Scenario::new();
    let desk = scenario.open_as(WIDE, &["--color", "never"], &[]);
    assert!(!desk.uses_any_colour());
    desk.quit();
}

#[test]
fn colours_are_those_that_the_terminal_has() {
    let scenario = Scenario::new();
    let true_colour = scenario.open();
    assert!(true_colour.look(used_colours).iter().any(|colour| matches!(colour, Color::Rgb(..))));
    true_colour.quit();
    for (env, most) in
        [([("TERM", "xterm-256color"), ("COLORTERM", "")], 255), ([("TERM", "xterm"), ("COLORTERM", "")], 15)]
    {
        let mut desk = scenario.open_as(WIDE, &[], &env);
        desk.go_to("Wem Town");
        in_every_layer(&mut desk, |desk, what| {
            let colours = desk.look(used_colours);
            assert!(!colours.is_empty(), "{what}");
            let fits = |colour: &Color| matches!(colour, Color::Idx(index) if *index <= most);
            assert!(colours.iter().all(fits), "{env:?}, {what}: {colours:?}");
        });
        desk.quit();
    }
}

#[test]
fn a_light_ground_has_colours_of_its_own() {
    let scenario = Scenario::new();
    let desk = scenario.open();
    let dark = desk.look(used_colours);
    desk.quit();
    let desk = scenario.open_as(WIDE, &[], &[("COLORFGBG", "0;15")]);
    let light = desk.look(used_colours);
    desk.quit();
    assert!(light.iter().all(|colour| !dark.contains(colour)), "the same colour on both grounds");
}

#[test]
fn a_theme_with_a_ground_of_its_own_paints_every_cell() {
    let bare = |page: Page<'_>| -> Vec<(u16, u16)> {
        let plain = |(row, col): &(u16, u16)| {
            page.style_at(*row, *col).is_some_and(|style| style.bg == Color::Default || style.fg == Color::Default)
        };
        page.positions().filter(plain).collect()
    };
    for (theme, ground) in [("paper", Color::Rgb(0xfb, 0xf3, 0xe2)), ("contrast", Color::Rgb(0, 0, 0))] {
        let scenario = Scenario::new();
        let mut desk = scenario.open_as(WIDE, &["--theme", theme], &[]);
        assert!(desk.look(used_colours).contains(&ground), "{theme}");
        in_every_layer(&mut desk, |desk, what| {
            assert_eq!(desk.look(bare), Vec::<(u16, u16)>::new(), "{theme}, {what}\n{}", desk.screen());
        });
        desk.quit();
    }
}

#[test]
fn the_palette_changes_the_theme_for_this_run() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    let ground = |desk: &Dashboard| desk.cell_style_of("charterdesk").bg;
    assert_eq!(ground(&desk), Color::Default, "the terminal's own");
    for (name, expected) in
        [("light", Color::Default), ("paper", Color::Rgb(0xfb, 0xf3, 0xe2)), ("contrast", Color::Rgb(0, 0, 0))]
    {
        desk.press(":");
        desk.wait_for("Commands");
        desk.type_text("theme");
        desk.wait_for("change the colours");
        desk.press("Enter");
        desk.wait_for(&format!("theme {name}"));
        assert_eq!(ground(&desk), expected, "{name}");
    }
    desk.quit();
}

#[test]
fn ascii_is_all_that_is_drawn_where_it_is_all_that_is_wanted() {
    let scenario = Scenario::new();
    let mut desk = scenario.open_as(WIDE, &["--ascii"], &[]);
    let ascii = |desk: &Dashboard, what: &str| {
        let screen = desk.screen();
        let other: String = screen.chars().filter(|c| !c.is_ascii()).collect();
        assert!(other.is_empty(), "{what} draws {other:?}\n{screen}");
    };
    in_every_layer(&mut desk, ascii);
    desk.press("n");
    desk.wait_for("Note on");
    desk.type_text("Café “Wem” – naïve");
    desk.wait_for("Cafe");
    ascii(&desk, "a note");
    desk.save("note on");
    desk.quit();
    let note = scenario.council("Abbey Dore")["notes"][0]["text"].clone();
    assert_eq!(note, "Café “Wem” – naïve", "what is typed is kept as it is");
}

fn settings(scenario: &Scenario, text: &str) {
    let folder = scenario.home.path().join(".config/charterdesk");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.toml"), text).expect("a file");
}

/// The line with the terminal's cursor.
fn line_at_cursor(page: Page<'_>) -> String {
    page.cursor().map(|(row, _)| page.row(row)).unwrap_or_default()
}

#[test]
fn for_a_screen_reader_there_are_lines_and_the_cursor_is_on_the_row() {
    let scenario = Scenario::new();
    settings(&scenario, "reader = true\n");
    let from_setting = scenario.start(WIDE, &[], &[]);
    from_setting.wait_for("Councils, row 1 of 610");
    from_setting.quit();
    settings(&scenario, "");
    let mut desk = scenario.start(WIDE, &["--reader"], &[]);
    let at = |desk: &Dashboard, begin: &str| {
        desk.wait_until(|page| line_at_cursor(page).starts_with(begin), &format!("the cursor on {begin:?}"));
        let marks = |c: char| matches!(c, '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}' | '|');
        assert!(!desk.screen().contains(marks), "{}", desk.screen());
    };
    at(&desk, "Abbey Dore, assumed declined (silent), no reply");
    desk.press("j");
    at(&desk, "Aconbury Parish Meeting, assumed declined (silent), no reply");
    desk.press("n");
    at(&desk, "note:");
    desk.type_text("rang the clerk");
    at(&desk, "note: rang the clerk");
    desk.press("C-s");
    desk.wait_until(|page| page.row(1).starts_with("saved: note on Aconbury"), "the status line");
    at(&desk, "Aconbury Parish Meeting, assumed declined (silent)");
    desk.press("c");
    at(&desk, "all counties, 610 councils, key c");
    desk.press("Down");
    at(&desk, "Herefordshire, 214 councils, key h");
    desk.press("Enter");
    desk.wait_for("only councils in Herefordshire");
    at(&desk, "Aconbury Parish Meeting, assumed declined (silent)");
    desk.press("Enter");
    desk.wait_until(
        |page| page.row(0).starts_with("Aconbury Parish Meeting, section Return, item 1 of"),
        "the council",
    );
    desk.press("Esc");
    at(&desk, "Aconbury Parish Meeting, assumed declined (silent)");
    desk.quit();
    assert_eq!(scenario.council("Aconbury")["notes"][0]["text"], "rang the clerk");
}

#[test]
fn the_mouse_is_on_until_a_setting_or_a_flag_turns_it_off() {
    let scenario = Scenario::new();
    let mouse = |desk: &Dashboard| desk.terminal_modes_left().iter().any(|mode| mode == "mouse");
    let mut desk = scenario.open();
    assert!(mouse(&desk));
    let (row, col) = desk.look(|page| page.find("Aconbury")).expect("the second council");
    desk.click(row, col);
    desk.wait_focused("Aconbury");
    desk.quit();
    let desk = scenario.open_as(WIDE, &["--no-mouse"], &[]);
    assert!(!mouse(&desk), "the terminal's own selection works");
    desk.quit();
    settings(&scenario, "mouse = false\n");
    let desk = scenario.open();
    assert!(!mouse(&desk));
    desk.quit();
}

#[test]
fn a_key_of_ones_own_is_named_wherever_keys_are() {
    let scenario = Scenario::new();
    settings(&scenario, "theme = \"plain\"\n\n[keys]\nundo = \"U\"\n");
    let mut desk = scenario.open();
    assert!(!desk.uses_any_colour());
    let footer = desk.look(|page| page.row(page.rows() - 1));
    assert!(footer.contains("U undo") && !footer.contains("u undo"), "{footer}");
    desk.press("U");
    desk.wait_for("there is nothing to undo");
    desk.press("? u n d o");
    desk.wait_for("undo the last change");
    assert!(desk.row_containing("undo the last change").contains("U "), "{}", desk.screen());
    desk.press("Esc");
    desk.wait_gone("Keys that work");
    desk.quit();
}

#[test]
fn settings_that_cannot_be_used_are_a_sentence_and_change_nothing() {
    for (text, said) in [
        ("mouse = false\nmose = true\n", "line 2"),
        ("[keys]\nundoo = \"U\"\n", "undoo"),
        ("[keys]\nundo = \"r\"\n", "record-return"),
        ("[keys]\nundo = \"Hyper-U\"\n", "Hyper-U"),
    ] {
        let scenario = Scenario::on_first_start();
        settings(&scenario, text);
        let database = scenario.database();
        let desk = Dashboard::start_in(&scenario.home, WIDE, &["--database", &database, "--as-at", AS_AT], &[]);
        desk.assert_exited(2);
        let screen = desk.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            screen.contains(said) && screen.contains("settings") && screen.contains("Nothing was changed"),
            "{text:?}: {screen}"
        );
        assert!(!scenario.home.database().exists(), "{text:?}: no database is made on the way");
    }
}
