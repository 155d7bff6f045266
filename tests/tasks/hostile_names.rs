//! Hostile names, and a register of the size of England.

use std::fmt::Write;

use crate::scenario::{Scenario, UserActions, WIDE, focused};
use crate::support::{Dashboard, Style};

const HEAD: &str = "code,parish,council,kind,county,district\n";

/// Hostile names and how to show each: terminal commands, changes of reading order, zero-width characters, and stacked
/// combining marks.
fn hostile_names() -> [(String, String); 4] {
    let tower = format!("Tower{} Parish Council", "\u{301}".repeat(200));
    [
        (
            "Escape\u{1b}[31m\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}5m PC".to_owned(),
            "Escape·[31m·[2J·]0;owned··5m PC".to_owned(),
        ),
        ("Bidi\u{202e}liated\u{2066}\u{200f} PC".to_owned(), "Bidi·liated·· PC".to_owned()),
        ("Zero\u{200b}\u{200d}\u{feff}\u{ad} PC".to_owned(), "Zero···· PC".to_owned()),
        (tower, "Tower\u{301}\u{301} Parish Council".to_owned()),
    ]
}

fn import(scenario: &Scenario, rows: &str) {
    let file = scenario.home.path().join("register.csv");
    std::fs::write(&file, format!("{HEAD}{rows}")).expect("a file");
    scenario.run_ok(&["import", "councils", file.to_str().expect("a path")]);
}

fn import_hostile_names() -> Scenario {
    let scenario = Scenario::new();
    let mut rows = String::new();
    for (place, (name, _)) in hostile_names().iter().enumerate() {
        writeln!(rows, "E0499900{place},\"{name}\",\"{name}\",parish,\"Aaa\u{1b}[7m\u{202e}\",\"Aaa\"")
            .expect("a String takes all");
    }
    import(&scenario, &rows);
    scenario
}

/// Asserts that the screen has no title, no reversed text out of focus, and no control characters.
#[track_caller]
fn assert_sanitized(desk: &Dashboard, what: &str) {
    assert!(!desk.terminal_modes_left().contains(&"window title".to_owned()), "{what} set the title");
    desk.look(|page| {
        for c in page.text().chars() {
            let bad = (c.is_control() && c != '\n') || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}');
            assert!(!bad, "{what} shows {c:?}\n{}", page.text());
        }
        for (row, col) in page.positions() {
            let cell = page.screen.cell(row, col).expect("a cell");
            assert!(cell.contents().chars().count() <= 3, "{what}: a letter with its tower at {row},{col}");
            let style = Style::of(cell);
            assert!(!style.inverse, "{what}: reversed at {row},{col}\n{}", page.text());
        }
    });
}

#[test]
fn a_name_that_was_made_to_do_harm_does_none_anywhere() {
    let scenario = import_hostile_names();
    let mut desk = scenario.start(WIDE, &[], &[]);
    desk.wait_for("614 of 614 councils");
    for (_, shown) in hostile_names() {
        desk.press("/ C-u");
        desk.type_text(&shown[..4]);
        desk.wait_until(|page| focused(page).starts_with(&shown) && page.has(&format!("│  {shown}")), &shown);
        assert_sanitized(&desk, "the list and the pane");
        desk.press("Enter Enter");
        desk.wait_until(|page| page.has("‹Return") && page.has(&format!(" {shown}  ")), &shown);
        assert_sanitized(&desk, "the council's screen");
        for (key, title) in
            [("r", "Return of"), ("n", "Note on"), ("m", "Meeting of"), ("h", "Heard from"), ("e", "Details of")]
        {
            desk.press(key);
            desk.wait_for(&format!("{title} {shown}"));
            assert_sanitized(&desk, title);
            desk.press("Esc");
            desk.wait_gone(title);
        }
        desk.press("BackTab");
        desk.wait_for("import of councils from register.csv: 4 new rows");
        assert_sanitized(&desk, "the history");
        desk.press("Esc");
        desk.wait_for("r return");
    }
    desk.press("Esc");
    desk.wait_for("614 of 614");
    desk.press("c");
    desk.wait_for("Aaa·[7m·");
    assert_sanitized(&desk, "the picker");
    desk.press("Esc");
    desk.wait_gone("all counties");
    desk.press("q");
    desk.assert_exited(0);
}

/// Such a name goes to the screen, the journal and the clipboard sanitized; the database keeps it unchanged.
#[test]
fn the_database_keeps_a_name_as_it_came() {
    let scenario = import_hostile_names();
    let mut desk = scenario.start(WIDE, &[], &[]);
    desk.wait_for("614 of 614 councils");
    desk.go_to("Bidi");
    desk.press("n");
    desk.wait_for("Note on Bidi·liated");
    desk.type_text("Rang.");
    desk.press("C-s");
    desk.wait_for("saved: note on Bidi·liated");
    assert_sanitized(&desk, "what was saved");
    desk.press("q");
    desk.assert_exited(0);
    let list = scenario.json(&["list"]);
    let names: Vec<&str> =
        list.as_array().expect("an array").iter().filter_map(|line| line["council"].as_str()).collect();
    for (name, _) in hostile_names() {
        assert!(names.contains(&name.as_str()), "{name:?}");
    }
}

/// Pasting several lines of control characters into a field gives text and nothing else.
#[test]
fn a_paste_is_text_whatever_it_holds() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for("Note on");
    desk.paste("first line\nq\u{7}u\u{202e}second");
    desk.wait_for("second");
    assert_sanitized(&desk, "the paste");
    desk.save("note on Wem Town Council");
    desk.quit();
    let text = scenario.council("Wem Town Council")["notes"][0]["text"].as_str().expect("text").to_owned();
    assert!(text.starts_with("first line\nq") && text.ends_with("\u{202e}second"), "{text:?}");
}

#[test]
fn a_register_of_the_size_of_england_has_a_picker_that_filters_as_you_type() {
    let scenario = Scenario::new();
    let mut rows = String::new();
    for n in 0..10_500 {
        let county = n % 40;
        writeln!(
            rows,
            "E049{n:05},Parish {n},Parish {n} Council,parish,County of {}{county:02},District {}",
            ["North", "South"][county % 2],
            n % 200
        )
        .expect("a String takes all");
    }
    import(&scenario, &rows);
    let mut desk = scenario.start(WIDE, &[], &[]);
    desk.wait_for("11110 of 11110 councils");
    desk.press("c");
    desk.wait_for("type to narrow");
    desk.wait_for("County of North00");
    desk.type_text("south17");
    desk.wait_until(|page| page.has("County of South17") && !page.has("County of South19"), "the picker to narrow");
    desk.press("Enter");
    desk.wait_for("263 of 11110 councils");
    desk.wait_for("County of South17");
    desk.press("/");
    desk.type_text("parish 10497");
    desk.wait_until(|page| page.has("Find parish 10497") && focused(page).starts_with("Parish 10497"), "one of many");
    desk.press("Enter n");
    desk.wait_for("Note on Parish 10497 Council");
    desk.type_text("Found.");
    desk.save("note on Parish 10497 Council");
    desk.press("Esc");
    desk.wait_for("11110 of 11110");
    desk.press("G");
    desk.wait_focused("Wythall");
    desk.quit();
}
