//! The search of everything written, by keys.

use charter::ids::{CouncilId, ItemId, RoundId};
use charter::written::WrittenKind;

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::tab::Tab;
use crate::tui::app::update::update;
use crate::tui::testing::{day, model, passage, passages, press, screen};

fn asked(effects: &[Effect]) -> Vec<&str> {
    let of_search = effects.iter().filter_map(|effect| match effect {
        Effect::SearchWritten(typed, as_at) if *as_at == day() => Some(typed.as_str()),
        _ => None,
    });
    of_search.collect()
}

/// Types without answering the requests.
fn unanswered(model: &mut Model, typed: &str) -> Vec<Effect> {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let key = |c| Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    typed.chars().flat_map(|c| update(model, key(c))).collect()
}

#[test]
fn one_search_runs_at_a_time_and_then_the_newest() {
    let mut model = model(80, 24);
    press(&mut model, "C-f");
    let effects = unanswered(&mut model, "spe");
    assert_eq!(asked(&effects), ["s"], "the others wait for its answer");
    assert!(screen(&model).contains("searching"), "{}", screen(&model));
    let effects = update(&mut model, Msg::WrittenFound("s".to_owned(), passages()));
    assert_eq!(asked(&effects), ["spe"], "what was typed between is never asked for");
    let shown = screen(&model);
    assert!(shown.contains("searching") && !shown.contains("Rang about"), "an answer to another text: {shown}");
    let effects = update(&mut model, Msg::WrittenFound("spe".to_owned(), passages()));
    assert_eq!(asked(&effects), [""; 0]);
    assert!(screen(&model).contains("Rang about speeding"), "{}", screen(&model));
}

#[test]
fn a_failed_search_says_so_and_another_letter_asks_again() {
    let mut model = model(80, 24);
    press(&mut model, "C-f");
    unanswered(&mut model, "s");
    let effects = update(&mut model, Msg::ReadFailed("the disk is gone".to_owned()));
    assert_eq!(asked(&effects), [""; 0], "not again and again");
    assert!(screen(&model).contains("could not be searched"), "{}", screen(&model));
    assert_eq!(press(&mut model, "Enter"), [], "there is nothing to open");
    assert!(model.awaiting.is_none());
    assert_eq!(asked(&unanswered(&mut model, "p")), ["sp"]);
    update(&mut model, Msg::WrittenFound("sp".to_owned(), passages()));
    assert!(screen(&model).contains("Rang about speeding"), "{}", screen(&model));
}

#[test]
fn enter_waits_for_the_answer_and_opens_the_place() {
    let mut model = model(80, 24);
    press(&mut model, "C-f");
    unanswered(&mut model, "spe");
    assert_eq!(press(&mut model, "Enter"), []);
    assert_eq!(asked(&update(&mut model, Msg::WrittenFound("s".to_owned(), passages()))), ["spe"]);
    let effects = update(&mut model, Msg::WrittenFound("spe".to_owned(), passages()));
    assert!(matches!(effects.as_slice(), [Effect::ReadCouncilFile(key)] if key.council == CouncilId(2)), "{effects:?}");
}

#[test]
fn a_place_opens_above_the_search_and_esc_goes_back_to_it() {
    let mut model = model(80, 24);
    press(&mut model, "C-f \"speed\" Enter");
    assert!(matches!(model.layers.as_slice(), [Layer::Search(_), Layer::Council(_)]), "{}", screen(&model));
    press(&mut model, "Esc");
    assert!(screen(&model).contains("Rang about speeding"), "{}", screen(&model));
    press(&mut model, "Esc");
    assert!(model.layers.is_empty());
}

#[test]
fn a_text_of_another_round_shows_that_round() {
    let mut model = model(80, 24);
    press(&mut model, "C-f");
    unanswered(&mut model, "spe");
    update(&mut model, Msg::WrittenFound("s".to_owned(), passages()));
    let mut found = passages();
    found.shown = vec![passage(WrittenKind::Views, Some(RoundId(7)))];
    update(&mut model, Msg::WrittenFound("spe".to_owned(), found));
    let effects = press(&mut model, "Enter");
    assert_eq!(effects, [Effect::ReadSnapshot(Some(RoundId(7)), day())]);
    assert_eq!(model.opening.as_ref().map(|passage| passage.kind), Some(WrittenKind::Views));
}

#[test]
fn a_waiting_reply_opens_the_inbox_and_clears_the_filter() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"ross\" Enter C-f");
    unanswered(&mut model, "spe");
    update(&mut model, Msg::WrittenFound("s".to_owned(), passages()));
    let mut found = passages();
    found.shown =
        vec![charter::written::Passage { item: Some(ItemId(2)), council: None, ..passage(WrittenKind::Waiting, None) }];
    update(&mut model, Msg::WrittenFound("spe".to_owned(), found));
    press(&mut model, "Enter");
    assert_eq!((model.tab, model.layers.len()), (Tab::Inbox, 0));
    assert!(model.shared.search.filter.is_empty());
    assert_eq!(model.inbox.focused().map(|line| line.item.id), Some(ItemId(2)));
}

#[test]
fn after_a_change_the_same_words_are_searched_again() {
    let mut model = model(80, 24);
    press(&mut model, "C-f \"speed\" Enter");
    update(&mut model, Msg::SnapshotRead(Box::new(crate::tui::testing::reading(day()))));
    let effects = press_unanswered_esc(&mut model);
    assert_eq!(asked(&effects), ["speed"]);
}

fn press_unanswered_esc(model: &mut Model) -> Vec<Effect> {
    update(model, Msg::Key(crossterm::event::KeyCode::Esc.into()))
}
