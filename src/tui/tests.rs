//! The dashboard driven by keys, without a terminal or a database, and its screens as text.

use crate::tui::app::effect::Effect;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing::{applied, day, file, model, press, reading, saved, screen};
use charter::change::Act;
use charter::edit::Record;
use charter::ids::CouncilId;
use charter::meeting::Attendance;
use charter::returns::{Frequency, Method, Wish};
use rstest::rstest;

fn focused(model: &Model) -> String {
    model.councils.focused(&model.shared.snapshot).map(|line| line.name.raw().to_owned()).unwrap_or_default()
}

#[rstest]
#[case("", "Abbey Dore")]
#[case("j", "Ross-on-Wye Town Council")]
#[case("G", "Wythall")]
#[case("Tab j", "Shrewsbury Town Council")]
#[case("/ \"wem\"", "Wem Town Council")]
#[case("/ \"shrwsb\" Enter", "Shrewsbury Town Council")]
#[case("/ \"wythal\" Esc", "Wythall")]
#[case("c s j", "Wem Rural Parish Council")]
#[case("c s c c", "Shrewsbury Town Council")]
#[case("!", "Abbey Dore")]
#[case("f l Enter", "Wem Rural Parish Council")]
fn keys_lead_to_a_council(#[case] keys: &str, #[case] council: &str) {
    let mut model = model(80, 24);
    press(&mut model, keys);
    assert_eq!(focused(&model), council);
}

#[test]
fn filters_combine_are_counted_and_go_with_one_key() {
    let mut model = model(80, 24);
    press(&mut model, "c s f m Enter");
    assert_eq!(model.shared.search.hits().len(), 3);
    assert!(screen(&model).contains("County Shropshire"));
    assert!(screen(&model).contains("3 of 9 councils"));
    press(&mut model, "Esc");
    assert_eq!(model.shared.search.hits().len(), 9);
}

#[test]
fn late_councils_are_listed_in_four_groups() {
    let mut model = model(120, 40);
    press(&mut model, "!");
    let screen = screen(&model);
    for heading in ["! silent: write or phone", "? incomplete: chase the rest", "! late: decide whether to accept it"] {
        assert!(screen.contains(heading), "{heading} in\n{screen}");
    }
    assert_eq!(model.shared.search.hits().len(), model.shared.snapshot.counts.missed(true));
}

#[test]
fn a_whole_return_takes_few_keys_beside_the_text() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"wem town\" Enter");
    let keys = ["r", "Enter", "y", "Enter", "Enter", "Enter", "Enter", "q", "Enter", "i", "C-s"];
    let text = ["", "\"12 sep\"", "", "", "\"Speeding\"", "\"Parking\"", "\"Litter\"", "", "", "", ""];
    assert!(keys.len() <= 12);
    press(&mut model, "r");
    let mut effects = press(&mut model, "\"12 sep\" Enter");
    for (key, text) in keys.iter().zip(text).skip(2) {
        effects = press(&mut model, &format!("{text} {key}"));
    }
    let Act::Return(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.received.to_string(), "2023-09-12");
    assert_eq!((act.answer.wish, act.answer.priorities.len()), (Wish::Yes, 3));
    assert_eq!(act.answer.frequency, Some(Frequency::Quarterly));
    assert_eq!(act.answer.method, Some(Method::InPerson));
}

#[test]
fn a_meeting_is_recorded_with_its_reason_when_not_attended() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"wem town\" Enter m");
    let blamed = press(&mut model, "\"3 oct\" Enter n C-s");
    assert_eq!(blamed, []);
    assert!(screen(&model).contains("say why"), "{}", screen(&model));
    let effects = press(&mut model, "l C-s");
    let Act::Meeting(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.facts.attendance, Some(Attendance::NotAttended));
    assert_eq!(act.facts.reason.map(|reason| reason.code()), Some("leave"));
}

#[test]
fn a_command_acts_on_all_tagged_councils_as_one_change() {
    let mut model = model(80, 24);
    press(&mut model, "c s Space Space Space h");
    let effects = press(&mut model, "Enter \"on our October agenda\" C-s");
    let change = applied(&effects);
    assert_eq!(change.acts.len(), 3);
    assert!(
        change.acts.iter().all(|act| matches!(act, Act::Reply(reply) if reply.text.raw() == "on our October agenda"))
    );
    update(&mut model, saved("reply from 3 councils"));
    assert!(model.councils.tagged.is_empty());
    assert!(screen(&model).contains("saved: reply from 3 councils"));
    assert!(screen(&model).contains("saved 14:02:11"));
}

#[test]
fn a_new_day_is_followed_until_another_was_chosen() {
    let mut model = model(80, 24);
    model.follows_today = true;
    let next = "2023-10-06".parse().unwrap();
    assert!(
        matches!(update(&mut model, Msg::DayChanged(next)).as_slice(), [Effect::ReadSnapshot(Some(_), on)] if *on == next)
    );
    update(&mut model, Msg::SnapshotRead(Box::new(reading(next))));
    press(&mut model, "@ \"30/9\" Enter");
    update(&mut model, Msg::SnapshotRead(Box::new(reading("2023-09-30".parse().unwrap()))));
    assert_eq!(update(&mut model, Msg::DayChanged("2023-10-07".parse().unwrap())), []);
    let back = press(&mut model, "@ \"today\" Enter");
    assert!(matches!(back.as_slice(), [Effect::ReadSnapshot(Some(_), on)] if on.to_string() == "2023-10-07"));
}

#[test]
fn alt_is_esc_and_the_key_but_nothing_where_text_is_typed() {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let mut model = model(80, 24);
    let alt_q = || Msg::Key(KeyEvent::new(KeyCode::Char('q'), KeyModifiers::ALT));
    press(&mut model, "n \"half\"");
    assert_eq!(update(&mut model, alt_q()), []);
    assert!(screen(&model).contains("half"));
    press(&mut model, "C-u Esc");
    assert!(update(&mut model, alt_q()).contains(&Effect::Quit));
}

#[test]
fn quitting_asks_only_if_a_draft_is_kept() {
    let mut model = model(80, 24);
    assert!(press(&mut model, "q").contains(&Effect::Quit));
    press(&mut model, "n \"half\" Esc");
    assert_eq!(press(&mut model, "q"), []);
    assert!(press(&mut model, "q").contains(&Effect::Quit));
    assert_eq!(press(&mut model, "Esc Esc Esc"), [], "Esc never quits");
}

#[test]
fn another_users_change_is_shown_and_overwritten_only_on_a_second_save() {
    let mut model = model(80, 24);
    press(&mut model, "j e C-u \"Ross SNT\"");
    let first = press(&mut model, "C-s");
    let Act::Council(act) = &applied(&first).acts[0] else { panic!() };
    assert_eq!(act.version, Some(1));
    let mut theirs = file(CouncilId(2)).council;
    theirs.version = 5;
    theirs.team = "Wye SNT".into();
    update(&mut model, Msg::Refused("it was changed elsewhere".into(), Some(Box::new(Record::Council(theirs)))));
    assert!(screen(&model).contains("Wye SNT") && screen(&model).contains("Ross SNT"), "{}", screen(&model));
    let second = press(&mut model, "C-s");
    let Act::Council(act) = &applied(&second).acts[0] else { panic!() };
    assert_eq!(act.version, Some(5));
}

#[test]
fn more_than_three_priorities_are_agreed_down_to_three() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"shrews\" Enter Enter a");
    assert_eq!(press(&mut model, "j Space Space k Space Enter"), []);
    assert!(screen(&model).contains("Priorities agreed with"), "{}", screen(&model));
    assert_eq!(press(&mut model, "C-s"), [], "a person decides, and nobody is named");
    let effects = press(&mut model, "\"2416\" Tab \"23/45\" C-s");
    // Space agreed the second priority and reversed that; the first is agreed.
    let Act::AgreePriorities(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.chosen, [0]);
    assert_eq!((act.facts.on, act.facts.by.raw(), act.facts.minute.raw()), (day(), "2416", "23/45"));
}

#[test]
fn a_round_is_opened_after_a_look_at_what_that_does() {
    let mut model = model(80, 24);
    assert_eq!(press(&mut model, "O Enter \"31 dec\" Enter"), []);
    assert!(screen(&model).contains("is a Sunday"), "{}", screen(&model));
    press(&mut model, "Esc");
    assert!(screen(&model).contains("Sun 31 Dec 2023"), "what was typed stays: {}", screen(&model));
    let effects = press(&mut model, "Enter Enter");
    let Act::OpenRound(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.deadline, act.issued_on), ("2023-12-31".parse().unwrap(), None));
    update(&mut model, Msg::Refused("round 2024-Q1 is open already".into(), None));
    assert!(
        screen(&model).contains("is open already") && screen(&model).contains("letter dated"),
        "{}",
        screen(&model)
    );
    press(&mut model, "Enter Enter");
    update(&mut model, saved("opening of round 2024-Q1"));
    assert!(model.layers.is_empty(), "{}", screen(&model));
}

#[test]
fn a_command_that_is_off_says_why() {
    let mut model = model(80, 24);
    press(&mut model, "[");
    assert!(screen(&model).contains("this is the first round"));
    press(&mut model, ": \"next round\"");
    assert!(screen(&model).contains("not now: this is the newest round"));
}

#[test]
fn the_cursor_stays_on_its_council_when_the_list_is_read_again() {
    let mut model = model(80, 24);
    press(&mut model, "! j");
    let before = focused(&model);
    update(&mut model, Msg::SnapshotRead(Box::new(reading(day()))));
    assert_eq!(focused(&model), before);
    // As at the deadline nobody has missed it: the list is empty and names the key that clears the filter.
    update(&mut model, Msg::SnapshotRead(Box::new(reading("2023-09-30".parse().unwrap()))));
    assert!(screen(&model).contains("Esc clears every filter"));
}

#[test]
fn pasted_text_is_never_obeyed() {
    let mut model = model(80, 24);
    assert_eq!(update(&mut model, Msg::Paste("q".into())), []);
    press(&mut model, "n");
    update(&mut model, Msg::Paste("two\nlines \u{1b}[2J".into()));
    assert!(screen(&model).contains("lines ·[2J"));
}

/// The layers above the list, by the keys that open them.
const LAYERS: [(&str, &str); 54] = [
    ("search", "C-f \"speed\""),
    ("form-keys", "n F1"),
    ("inbox", "2"),
    ("inbox-source", "2 Right J"),
    ("inbox-whose", "2 j j j"),
    ("inbox-conflict", "2 Tab Tab Tab ="),
    ("inbox-council", "2 Tab C"),
    ("inbox-split", "2 Tab j j S \"w\""),
    ("inbox-form", "2 Enter"),
    ("inbox-keys", "2 ?"),
    ("inbox-bounce", "2 G Tab k"),
    ("inbox-look", "2 G Tab k k k"),
    ("priorities", "4"),
    ("priorities-team", "4 s s"),
    ("priorities-overdue", "4 U o Enter"),
    ("concerns", "4 U"),
    ("list", ""),
    ("missed", "!"),
    ("find", "/ \"wem\""),
    ("nothing", "/ \"zzzz\""),
    ("county", "c"),
    ("show", "f m"),
    ("council", "/ \"ross\" Enter Enter"),
    ("meetings", "/ \"ross\" Enter Enter Tab Tab"),
    ("council-priorities", "/ \"ross\" Enter Enter Tab"),
    ("council-through", "/ \"ross\" Enter Enter Tab PgDn PgDn PgDn PgDn"),
    ("progress", "/ \"ross\" Enter p"),
    ("action", "/ \"ross\" Enter Enter Tab A Tab d"),
    ("action-known", "/ \"ross\" Enter Enter Tab j j Enter"),
    ("review", "/ \"ross\" Enter Enter Tab V u"),
    ("close", "/ \"ross\" Enter X"),
    ("update", "/ \"ross\" Enter w"),
    ("decide", "/ \"ross\" Enter D"),
    ("team-told", "/ \"ross\" Enter T"),
    ("proposed", "/ \"abbey\" Enter r Tab Tab \"=\""),
    ("after-meeting", "/ \"ross\" Enter m \"3 oct\" Enter Enter Enter \"Survey asked for.\""),
    ("choose", "/ \"shrews\" Enter Enter a"),
    ("return", "/ \"ross\" Enter r Tab"),
    ("meeting", "/ \"ross\" Enter m Tab n"),
    ("council-form", "/ \"abbey\" Enter e"),
    ("diary", "3"),
    ("diary-empty", "3 / \"abbey\" Enter"),
    ("promises", "3 # j"),
    ("expected-meeting", "3 m"),
    ("plan-form", "3 P"),
    ("plan", "3 P \"12 oct, 14 nov x2\" C-s j"),
    ("priorities", "4"),
    ("round-form", "O"),
    ("round-summary", "O Enter \"31 dec\" Enter"),
    ("baseline-form", ": \"earlier round\" Enter"),
    ("baseline-summary", ": \"earlier round\" Enter \"spring.csv\" Enter \"2023-Q2\" Enter"),
    ("brief", "/ \"ross\" Enter b"),
    ("keys", "?"),
    ("commands", ": \"return\""),
];

#[rstest]
fn each_screen_as_text(#[values((80, 24), (120, 40), (40, 12))] size: (u16, u16)) {
    for (name, keys) in LAYERS {
        let mut model = model(size.0, size.1);
        press(&mut model, keys);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen(&model));
    }
}

#[test]
fn nothing_is_drawn_outside_at_any_size() {
    for (_, keys) in LAYERS {
        let mut model = model(80, 24);
        press(&mut model, keys);
        for columns in (1..10).chain(36..44).chain([60, 79, 80, 99, 100, 101, 200]) {
            for rows in (1..7).chain(10..15).chain(18..23).chain([60]) {
                update(&mut model, Msg::Resize(columns, rows));
                screen(&model);
            }
        }
    }
}

#[test]
fn a_window_that_grew_again_is_drawn_whole_and_filled() {
    let mut model = model(120, 40);
    press(&mut model, "/ \"wem\" Enter");
    let before = screen(&model);
    for size in [(1, 1), (120, 40)] {
        assert_eq!(update(&mut model, Msg::Resize(size.0, size.1)), [Effect::Redraw]);
    }
    assert_eq!(screen(&model), before);
}

#[test]
fn ascii_draws_ascii() {
    for (_, keys) in LAYERS {
        let mut model = model(120, 40);
        model.shared.theme = crate::tui::ui::theme::Theme::plain(true);
        press(&mut model, keys);
        let text = screen(&model);
        let odd: String = text.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(odd.trim(), "", "in\n{text}");
    }
}
