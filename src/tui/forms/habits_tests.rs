//! What a user of other programs expects in a form: dates checked at once, undo, copy, help, whole labels.

use charter::change::Act;
use rstest::rstest;

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::testing::work::ross;
use crate::tui::testing::{applied, model, press, screen};

/// The value of a field of the form in front.
fn value(model: &Model, name: &str) -> String {
    let Some(Layer::Form(form)) = model.layers.last() else { panic!("no form is open: {}", screen(model)) };
    form.value(name).to_owned()
}

/// The errors at the fields, without the lines after the first.
fn errors(model: &Model) -> Vec<String> {
    screen(model).lines().filter_map(|line| line.trim().strip_prefix("! ").map(str::to_owned)).collect()
}

#[test]
fn typed_words_stay_whole_and_the_cursor_is_after_the_last_letter() {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    let mut model = ross(60, 20);
    press(&mut model, "n \"the clerk asks for what was done over the last year\"");
    for left in 0..30 {
        let mut terminal = Terminal::new(TestBackend::new(60, 20)).unwrap();
        terminal.draw(|frame| crate::tui::app::view::view(&model, frame)).unwrap();
        let at = terminal.get_cursor_position().unwrap();
        let buffer = terminal.backend().buffer();
        let row: String = (0..60).map(|x| buffer[(x, at.y)].symbol()).collect();
        let typed: Vec<char> = "the clerk asks for what was done over the last year".chars().collect();
        let next = typed.get(typed.len() - left).copied().unwrap_or(' ');
        assert_eq!(row.chars().nth(at.x.into()), Some(next), "{left} to the left in {row:?}\n{}", screen(&model));
        if left == 0 {
            assert!(row.trim_end().ends_with("year"), "{row:?}");
        }
        press(&mut model, "Left");
    }
    let words = screen(&model);
    for word in ["clerk", "asks", "done", "over", "last", "year"] {
        assert!(words.contains(word), "{word} is broken:\n{words}");
    }
}

#[test]
fn a_date_is_checked_when_its_field_is_left() {
    let mut model = ross(80, 24);
    press(&mut model, "r \"soon\"");
    assert_eq!(errors(&model), Vec::<String>::new(), "nothing is said while it is typed");
    press(&mut model, "Tab");
    assert_eq!(errors(&model), ["“soon” is not a date; try 12/9, 12 sep, today, -1 or tue"]);
    press(&mut model, "BackTab C-u \"30/9\" Tab");
    assert_eq!(errors(&model), Vec::<String>::new());
    assert!(screen(&model).contains("Sat 30 Sep 2023, on the deadline"), "{}", screen(&model));
}

#[test]
fn a_field_that_was_not_touched_is_not_complained_about() {
    let mut model = ross(80, 24);
    press(&mut model, "A Tab Tab Tab Tab BackTab");
    assert_eq!(errors(&model), Vec::<String>::new());
}

#[test]
fn a_meeting_to_come_cannot_be_attended_and_says_so_at_the_field() {
    let mut model = ross(80, 24);
    press(&mut model, "m \"24 oct\" Tab a Tab");
    assert_eq!(errors(&model), ["this meeting is still to come; choose “planned, not"]);
    press(&mut model, "BackTab BackTab C-u \"3 oct\" Tab");
    assert_eq!(errors(&model), Vec::<String>::new(), "the other field mends it too");
}

#[test]
fn a_typed_priority_gets_its_category_proposed_until_the_user_chooses_one() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"abbey\" Enter r \"3 oct\" Enter y Enter \"Speeding on the A49\"");
    let shown = screen(&model);
    assert!(shown.contains("‹ speeding and road safety ›   proposed by its words"), "{shown}");
    press(&mut model, "Enter \"Hare coursing\" Tab");
    assert_eq!(value(&model, "category-2"), "rural crime");
    press(&mut model, "f");
    let shown = screen(&model);
    assert_eq!(shown.matches("proposed by its words").count(), 1, "the other was chosen: {shown}");
    press(&mut model, "BackTab \" and dogs\"");
    assert_eq!(value(&model, "category-2"), "fly-tipping and environment", "what was chosen stays");
    let effects = press(&mut model, "C-s");
    let Act::Return(act) = &applied(&effects).acts[0] else { panic!() };
    let categories: Vec<_> = act.answer.priorities.iter().map(|priority| priority.category.as_deref()).collect();
    assert_eq!(categories, [Some("speeding and road safety"), Some("fly-tipping and environment")]);
}

#[test]
fn a_proposed_category_goes_with_the_words_that_it_came_from() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"abbey\" Enter r Enter Enter \"Speeding\"");
    assert_eq!(value(&model, "category-1"), "speeding and road safety");
    press(&mut model, "C-u");
    assert_eq!(value(&model, "category-1"), "no category yet");
    press(&mut model, "C-z");
    assert_eq!(value(&model, "category-1"), "speeding and road safety");
}

#[rstest]
#[case(60, 20)]
#[case(80, 24)]
fn long_labels_wrap(#[case] columns: u16, #[case] rows: u16) {
    let mut model = ross(columns, rows);
    press(&mut model, "m \"3 oct\" Enter Enter Enter");
    let shown = screen(&model);
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!shown.contains("Speeding on the m…"), "{shown}");
    assert!(words.contains("1 Speeding on the main"), "{shown}");
    assert!(shown.lines().any(|line| line.trim() == "road" || line.contains("main road")), "{shown}");
}

#[rstest]
#[case("r")]
#[case("i")]
#[case("m")]
#[case("R")]
#[case("O")]
#[case("T")]
#[case("Enter Enter")]
#[case("Enter Tab j j Enter")]
#[case("Enter Tab j j j j j j j Enter")]
#[case("Enter Tab Tab Enter")]
#[case("r \"12/9 14:30\" Esc r")]
fn no_form_shows_a_date_as_a_computer_writes_it(#[case] keys: &str) {
    let mut model = ross(80, 24);
    press(&mut model, keys);
    let Some(Layer::Form(form)) = model.layers.last() else { panic!("{}", screen(&model)) };
    for field in &form.fields {
        assert!(charter::calendar::Received::parse_iso(field.value()).is_err(), "{}: {}", field.name, field.value());
        assert!(field.value().matches(':').count() < 2, "{}: {}", field.name, field.value());
    }
}

#[test]
fn help_in_a_form_lists_every_key_and_a_question_mark_is_text_where_text_is_typed() {
    let mut model = ross(80, 40);
    press(&mut model, "n \"Why?\"");
    assert_eq!(value(&model, "text"), "Why?");
    press(&mut model, "F1");
    let shown = screen(&model);
    for words in ["Keys that work here", "save the form", "undo in this field", "delete the word before", "Ctrl-Y"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("choose the next value"), "{shown}");
    press(&mut model, "Esc");
    assert_eq!(value(&model, "text"), "Why?", "help loses nothing");

    let mut model = ross(80, 40);
    press(&mut model, "r Tab ?");
    let shown = screen(&model);
    assert!(shown.contains("choose the next value"), "{shown}");
    assert!(!shown.contains("delete the word before"), "{shown}");
}

#[test]
fn typing_is_undone_by_words_and_redone() {
    let mut model = ross(80, 24);
    press(&mut model, "n \"Rang the clerk\" C-z");
    assert_eq!(value(&model, "text"), "Rang the ");
    press(&mut model, "C-z C-z C-z");
    assert_eq!(value(&model, "text"), "");
    assert!(screen(&model).contains("nothing was typed in this field that could be undone"), "{}", screen(&model));
    press(&mut model, "C-y C-y C-y");
    assert_eq!(value(&model, "text"), "Rang the clerk");
}

#[test]
fn copying_and_cutting_lose_nothing() {
    let mut model = ross(80, 24);
    let effects = press(&mut model, "n \"Rang the clerk\" C-c");
    assert_eq!(effects, [Effect::Copy("Rang the clerk".to_owned())]);
    assert_eq!(value(&model, "text"), "Rang the clerk", "the form is still open");
    assert_eq!(press(&mut model, "C-x"), [Effect::Copy("Rang the clerk".to_owned())]);
    assert_eq!(value(&model, "text"), "");
    assert_eq!(press(&mut model, "C-c"), []);
    assert!(screen(&model).contains("nothing to copy"), "{}", screen(&model));
    press(&mut model, "C-z");
    assert_eq!(value(&model, "text"), "Rang the clerk");
}

#[test]
fn starting_again_is_undone_too() {
    let mut model = ross(80, 24);
    press(&mut model, "n \"Rang the clerk\" C-n");
    assert_eq!(value(&model, "text"), "");
    press(&mut model, "\"x\" C-z C-z");
    assert_eq!(value(&model, "text"), "Rang the clerk");
    press(&mut model, "C-z");
    assert_eq!(value(&model, "text"), "Rang the ", "what was typed before can be undone further");
}

#[test]
fn the_time_of_a_reply_keeps_its_seconds_unless_it_is_changed() {
    use charter::calendar::Received;
    use desk::records::FieldReader;
    let known = Received::parse_iso("2023-09-12T14:30:15").unwrap();
    let read = |typed: &str| {
        let fields = [("received", Some(typed))];
        let mut reader = FieldReader::new(&fields, "2023-10-05".parse().unwrap());
        super::returned::read_received(&mut reader, Some(known)).unwrap()
    };
    assert_eq!(read(&known.format_full()), known);
    assert_eq!(read("12/9 14:31").to_string(), "2023-09-12T14:31:00");
}
