//! What the screen and the keys do until an answer has come, and what is kept of typed text.

use crate::tui::app::effect::Effect;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing::{day, file, model, press, reading, saved, screen};
use charter::ids::CouncilId;

#[test]
fn the_screen_says_saved_only_after_the_commit() {
    let mut model = model(80, 24);
    press(&mut model, "j n \"seen the clerk\" C-s");
    assert!(!screen(&model).contains("saved"));
    update(&mut model, saved("note on Ross-on-Wye Town Council"));
    assert!(screen(&model).contains("saved: note on Ross-on-Wye"));
}

#[test]
fn keys_wait_for_the_answer_and_reach_the_right_layer() {
    let mut model = model(80, 24);
    let key = |c| Msg::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(c)));
    let effects = update(&mut model, key('r'));
    let Some(Effect::ReadCouncilFile(of)) = effects.first() else { panic!("{effects:?}") };
    // "q" would quit the list; the form gets it once it is open.
    assert_eq!(update(&mut model, key('q')), []);
    update(&mut model, Msg::CouncilFileRead(*of, Some(file(of.council))));
    assert!(screen(&model).contains("received         q"));
}

#[test]
fn typed_text_survives_closing_a_refusal_and_a_failure() {
    let mut model = model(80, 24);
    press(&mut model, "n \"half a thought\" Esc");
    assert!(screen(&model).contains("what you typed is kept"));
    press(&mut model, "n");
    assert!(screen(&model).contains("half a thought"));
    press(&mut model, "C-s");
    update(&mut model, Msg::Refused("the disk is full; nothing was lost; make room".into(), None));
    assert!(screen(&model).contains("the disk is full") && screen(&model).contains("half a thought"));
    press(&mut model, "C-s");
    update(&mut model, saved("note on Abbey Dore"));
    press(&mut model, "n");
    assert!(!screen(&model).contains("half a thought"));
}

#[test]
fn a_draft_returns_for_its_own_record_only_with_dates_in_full() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"ross\" Enter Enter Tab Enter \"Speeding on the A49\" Esc");
    press(&mut model, "j Enter");
    assert!(!screen(&model).contains("A49"), "{}", screen(&model));
    press(&mut model, "Esc k Enter");
    assert!(screen(&model).contains("A49"), "{}", screen(&model));
    press(&mut model, "Esc Esc h \"yesterday\" Esc");
    update(&mut model, Msg::SnapshotRead(Box::new(reading("2023-10-09".parse().unwrap()))));
    press(&mut model, "h");
    assert!(screen(&model).contains("Wed 4 Oct 2023"), "{}", screen(&model));
}

#[test]
fn keys_wait_while_another_day_is_read_and_act_on_its_rows() {
    let mut model = model(80, 24);
    press(&mut model, "@ \"30/9\" Enter");
    assert_eq!(press(&mut model, "q"), [], "it is held until the councils have come");
    let effects = update(&mut model, Msg::SnapshotRead(Box::new(reading("2023-09-30".parse().unwrap()))));
    assert!(effects.contains(&Effect::Quit));
}

#[test]
fn a_file_that_nobody_asks_for_any_more_opens_nothing() {
    let mut model = model(80, 24);
    let of = crate::tui::app::effect::CouncilFileKey {
        council: CouncilId(2),
        round: model.shared.snapshot.round().id,
        as_at: day(),
    };
    update(&mut model, Msg::CouncilFileRead(of, Some(file(CouncilId(2)))));
    assert!(model.layers.is_empty());
}
