//! Every screen and dialog, read cell by cell as a screen reader reads them.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rstest::rstest;

use charter::ids::ItemId;
use charter::response_group::WaitingReply;

use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::app::view::view;
use crate::tui::testing::{model, press, saved};
use crate::tui::ui::theme::Theme;

struct Screen {
    lines: Vec<String>,
    /// Column and row.
    cursor: (usize, usize),
}

impl Screen {
    fn of(model: &Model) -> Self {
        let (columns, rows) = model.shared.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| view(model, frame)).unwrap();
        let at = terminal.get_cursor_position().unwrap();
        let buffer = terminal.backend().buffer();
        let line = |y: u16| (0..columns).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        Self { lines: (0..rows).map(line).collect(), cursor: (at.x.into(), at.y.into()) }
    }

    fn text(&self) -> String {
        self.lines.join("\n")
    }
}

fn reader(columns: u16, rows: u16) -> Model {
    let mut model = model(columns, rows);
    model.shared.theme = Theme::plain(false).for_reader(true);
    model
}

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (120, 40), (200, 50)];

#[rstest]
#[case("", "Councils, row 1 of 9", "Abbey Dore, assumed declined (silent), no reply")]
#[case("k", "Councils, heading 1 of 3", "Herefordshire, 1 of 2 on time")]
#[case("k z", "Councils", "Herefordshire, 1 of 2 on time")]
#[case("!", "Councils", "Abbey Dore, assumed declined (silent), no reply")]
#[case("/ \"wem\"", "Councils", "Find: wem")]
#[case("0", "Today, row 1 of 17", "Wem Town Council, ready: Policing priorities")]
#[case("2", "Inbox, row 1 of 12", "Wem Town Council, received 4 Oct, yes")]
#[case("3", "Diary, row 4 of 12", "Wem Town Council, Thu 5 Oct 2023 at 19:00")]
#[case("4", "Priorities, row 1 of 7", "Motorbikes on the common, Ross-on-Wye Town Council")]
#[case("j Enter", "Ross-on-Wye Town Council, section Return", "Return of Tue 12 Sep 2023, current, takes part yes")]
#[case("j Enter Tab Tab j", "Ross-on-Wye Town Council, section Meetings, item 2", "Wed 20 Sep 2023, team: Wye SNT")]
#[case("j r", "Return of Ross-on-Wye", "received: ")]
#[case("j m", "Meeting of Ross-on-Wye", "held on: today")]
#[case("j n", "Note on Ross-on-Wye", "note:")]
#[case("c", "County, row 1 of 4", "all counties, 9 councils, key c")]
#[case("f", "Show only", "missed the deadline, 6 councils, key m")]
#[case("?", "Keys that work here", "fold, key Left z")]
#[case(": \"undo\"", "Commands, row 1 of", "undo, key u")]
#[case("C-f \"speeding\"", "Search everything written, row 1 of 2", "Ross-on-Wye Town Council, note")]
#[case("3 #", "Quarterly contacts by county", "All councils, owed")]
#[case("H", "Columns of the list, row 1 of ", "council, shown")]
#[case("j b", "Brief: Ross-on-Wye", "")]
#[case("3 P \"12 oct\" C-s", "Plan: 2 of 3 councils would be met, row 1 of 3", "Wem Rural Parish Council, digitally")]
#[case(
    "3 P \"12 oct, 14 nov\" C-s C-s",
    "Accepting this plan changes the diary: 1 new, row 1 of 1",
    "new, Tue 14 Nov, Malvern Town Council"
)]
#[case("2 C", "Which council is it from, row 1 of 9", "Wem Town Council, Shropshire, certain")]
#[case("@", "Show everything as at", "as at: ")]
fn every_screen_is_words_with_the_cursor_on_the_focus(#[case] keys: &str, #[case] title: &str, #[case] focus: &str) {
    for size in SIZES {
        let mut model = reader(size.0, size.1);
        press(&mut model, keys);
        let screen = Screen::of(&model);
        let text = screen.text();
        let drawn: Vec<char> = text.chars().filter(|c| is_mark(*c)).collect();
        assert_eq!(drawn, [], "{size:?}\n{text}");
        assert!(!text.contains(" · "), "{size:?}\n{text}");
        let at = format!("{size:?}, cursor {:?}\n{text}", screen.cursor);
        assert!(screen.lines[0].starts_with(title), "{at}");
        assert!(!screen.lines[1].is_empty(), "the status line: {at}");
        assert!(screen.lines[screen.cursor.1].starts_with(focus), "{at}");
        assert!(screen.cursor.1 > 1, "below the status line: {at}");
        assert_eq!(screen.lines.iter().filter(|line| line.starts_with("Keys:")).count(), 1, "{at}");
        assert!(!screen.lines.last().unwrap().is_empty(), "{at}");
    }
}

/// Boxes, blocks, shapes, braille, and what stands for them in ASCII.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}' | '|' | '‹' | '›' | '•')
}

#[test]
fn what_was_done_is_said_in_the_same_line_each_time() {
    let mut model = reader(80, 24);
    press(&mut model, "j n \"seen the clerk\" C-s");
    update(&mut model, saved("note on Ross-on-Wye Town Council"));
    assert_eq!(Screen::of(&model).lines[1], "saved: note on Ross-on-Wye Town Council, u undoes it");
    press(&mut model, "x");
    assert!(Screen::of(&model).lines[1].contains("no council is tagged"), "{}", Screen::of(&model).text());
    press(&mut model, "j");
    assert_eq!(Screen::of(&model).lines[1], "saved 14:02:11", "no message is left from the key before");
}

#[test]
fn a_waiting_reply_is_said_and_nothing_asks_for_a_letter() {
    let mut model = reader(80, 24);
    let item = ItemId(2);
    let waiting = WaitingReply { item, received_on: Some("2023-10-02".parse().unwrap()) };
    let (round, as_at) = model.view();
    let silent = model.councils.focused(&model.shared.snapshot).unwrap().id;
    update(&mut model, Msg::WaitingRepliesRead(round, as_at, [(silent, waiting)].into_iter().collect()));
    let screen = Screen::of(&model);
    let row = &screen.lines[screen.cursor.1];
    assert!(row.contains("a reply of 2 Oct waits in the inbox"), "{}", screen.text());
    assert!(!row.contains("no reply"), "{}", screen.text());
    press(&mut model, "Enter");
    update(&mut model, Msg::WaitingRepliesRead(round, as_at, [(silent, waiting)].into_iter().collect()));
    let text = Screen::of(&model).text();
    assert!(text.contains("missed the deadline, silent: open the inbox"), "{text}");
    assert!(!text.contains("write or phone") && !text.contains("no reply"), "{text}");
}

#[test]
fn every_key_of_the_last_lines_is_named_with_what_it_does() {
    for (size, lines) in [((80, 24), 2), ((60, 12), 1)] {
        let model = reader(size.0, size.1);
        let screen = Screen::of(&model);
        let first = screen.lines.iter().position(|line| line.starts_with("Keys:")).unwrap();
        let keys = screen.lines[first..].join(" ");
        assert_eq!(screen.lines.len() - first, lines, "{}", screen.text());
        assert!(screen.lines[first..].iter().all(|line| line.chars().count() <= size.0.into()));
        let hints = keys.trim_start_matches("Keys: ").split(", ");
        for hint in hints {
            assert!(hint.split(' ').count() >= 2, "{hint:?} in {keys}");
        }
        assert_eq!(keys.contains(", ! missed, "), lines == 2, "{keys}");
    }
}

#[test]
fn the_cursor_follows_the_row_and_the_typed_text() {
    let mut model = reader(80, 24);
    for _ in 0..6 {
        let before = Screen::of(&model);
        press(&mut model, "j");
        let after = Screen::of(&model);
        assert_ne!(before.lines[before.cursor.1], after.lines[after.cursor.1]);
    }
    press(&mut model, "n \"seen\"");
    let screen = Screen::of(&model);
    let typed = &screen.lines[screen.cursor.1];
    assert!(typed.starts_with("note: seen"), "{}", screen.text());
    assert_eq!(screen.cursor.0, "note: seen".len());
    press(&mut model, "Left Left");
    assert_eq!(Screen::of(&model).cursor.0, "note: se".len());
}

#[test]
fn a_folded_group_and_a_tagged_council_say_so() {
    let mut model = reader(80, 24);
    press(&mut model, "z");
    let screen = Screen::of(&model);
    assert!(screen.lines[screen.cursor.1].ends_with("folded"), "{}", screen.text());
    press(&mut model, "G Space");
    let text = Screen::of(&model).text();
    assert!(
        text.lines().any(|line| line.starts_with("Wythall, assumed declined (silent)") && line.ends_with("tagged")),
        "{text}"
    );
}

#[test]
fn a_long_list_keeps_its_focus_on_the_screen() {
    for size in [(40, 12), (60, 20)] {
        let mut model = reader(size.0, size.1);
        press(&mut model, "? PgDn PgDn PgDn");
        let screen = Screen::of(&model);
        assert!(screen.cursor.1 + 1 < size.1.into(), "{}", screen.text());
        assert!(screen.lines[screen.cursor.1].contains("key "), "{}", screen.text());
    }
}
