//! When the tabs are read, and what happens if they cannot be.

use crate::tui::app::effect::Effect;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing::{day, model, press, reading, screen};

#[test]
fn a_tab_is_read_when_it_is_opened_and_after_each_change() {
    let mut model = model(80, 24);
    let again = |model: &mut Model| update(model, Msg::SnapshotRead(Box::new(reading(day()))));
    let inbox = Effect::ReadWaitingReplies(model.view().0, day());
    assert_eq!(
        again(&mut model),
        std::slice::from_ref(&inbox),
        "nothing but the list and what waits is read at the start"
    );
    let key = |c| Msg::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(c)));
    let effects = update(&mut model, key('3'));
    let [Effect::ReadDiary(days, _)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((days.from.to_string().as_str(), days.until.to_string().as_str()), ("2023-10-01", "2023-12-31"));
    assert_eq!(update(&mut model, key('4')), [], "keys wait for the meetings");
    let effects = update(&mut model, Msg::DiaryRead(*days, desk::diary::Diary::default()));
    let [Effect::ReadPriorities(round, as_at)] = effects.as_slice() else { panic!("{effects:?}") };
    update(&mut model, Msg::PrioritiesRead(*round, *as_at, Vec::new()));
    assert_eq!(again(&mut model), [effects, vec![inbox.clone()]].concat());
    press(&mut model, "1");
    assert_eq!(again(&mut model), [inbox]);
}

#[test]
fn a_screen_that_cannot_be_read_says_so_and_lets_go_of_the_keys() {
    let mut model = model(80, 24);
    let key = |c| Msg::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(c)));
    update(&mut model, key('3'));
    update(&mut model, key('q'));
    assert_eq!(update(&mut model, Msg::ReadFailed("the disk is gone".into())), [], "a key that waited is dropped");
    assert!(screen(&model).contains("the disk is gone"));
    assert!(press(&mut model, "q").contains(&Effect::Quit));
}
