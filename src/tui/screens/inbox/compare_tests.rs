//! What the first press of `a` asks to compare with the text: words that were not read, and a doubtful reading.

use charter::incoming::Span;
use reading::extract::{Unread, UnreadKind};

use crate::tui::app::model::Model;
use crate::tui::testing::inbox::{at, becomes, read_back};
use crate::tui::testing::{applied, press, screen};
use crate::tui::ui::theme::Theme;

/// Marks "by the school" of the first item as unread.
fn with_unread(size: (u16, u16)) -> Model {
    let mut model = at(1, size);
    let line = model.inbox.lines.iter_mut().flatten().next().unwrap();
    let from = line.source.text.raw().find("by the school").unwrap();
    let span = Span { from, to: from + "by the school".len() };
    line.triage.reading.unread = vec![Unread { kind: UnreadKind::Priority, span }];
    model
}

#[test]
fn what_was_not_read_is_named_before_the_rest_is_recorded() {
    let mut model = with_unread((120, 40));
    assert!(screen(&model).contains("Not read: by the school."), "{}", screen(&model));
    assert_eq!(press(&mut model, "a"), [], "nothing is recorded yet");
    let shown = screen(&model);
    assert!(shown.contains("not read: by the school; a again records the rest"), "{shown}");
    assert!(shown.contains("a records the return without: by the school"), "{shown}");
    let effects = press(&mut model, "a");
    assert_eq!(becomes(applied(&effects)).0, 1);
}

#[test]
fn the_first_press_holds_for_its_own_item_until_the_list_is_read_again() {
    let mut model = with_unread((80, 24));
    press(&mut model, "a j k");
    assert_eq!(becomes(applied(&press(&mut model, "a"))).0, 1);
    let mut model = with_unread((80, 24));
    press(&mut model, "a");
    let again = with_unread((80, 24)).inbox.lines.unwrap();
    read_back(&mut model, again);
    assert_eq!(press(&mut model, "a"), [], "somebody else may have changed the item");
}

#[test]
fn unread_words_are_marked_in_another_way_than_those_that_were_read() {
    let mut model = with_unread((120, 40));
    model.shared.theme = Theme::plain(false);
    let line = model.inbox.lines.iter_mut().flatten().next().unwrap();
    line.triage.reading.priorities.remove(1);
    let shown = screen(&model);
    assert!(shown.contains("1. [Speeding on the A49]") && shown.contains("2. Parking {by the school}"), "{shown}");
}

/// A value may be read from a whole sentence, of which some words were not.
#[test]
fn unread_words_inside_of_read_ones_are_marked_once() {
    let mut model = with_unread((120, 40));
    model.shared.theme = Theme::plain(false);
    let shown = screen(&model);
    assert!(shown.contains("2. [Parking ]{by the school}"), "{shown}");
}

#[test]
fn a_doubtful_reading_is_compared_before_it_is_recorded() {
    let mut model = at(1, (120, 40));
    model.inbox.lines.iter_mut().flatten().next().unwrap().triage.reading.is_trusted = false;
    assert!(screen(&model).contains("Not sure that it was read right"), "{}", screen(&model));
    assert_eq!(press(&mut model, "a"), [], "nothing is recorded yet");
    assert!(screen(&model).contains("a again records it, Enter edits"), "{}", screen(&model));
    assert_eq!(becomes(applied(&press(&mut model, "a"))).0, 1);
}

/// The words come from a mail, so they are cleaned where the note is made.
#[test]
fn why_a_reply_slip_is_not_certain_stands_above_what_to_do() {
    for size in [(80, 24), (120, 40)] {
        let mut model = at(1, size);
        let reading = &mut model.inbox.lines.iter_mut().flatten().next().unwrap().triage.reading;
        reading.notes = vec!["its reply slip says no and names a priority".to_owned()];
        let shown = |model: &Model| screen(model).split_whitespace().collect::<Vec<_>>().join(" ").replace(" │ ", " ");
        assert!(!shown(&model).contains("Its reply slip"), "what can be recorded needs no reason:\n{}", screen(&model));
        model.inbox.lines.iter_mut().flatten().next().unwrap().triage.reading.is_trusted = false;
        let text = screen(&model);
        let (why, what) =
            (text.find("Its reply slip says").expect(&text), text.find("Not sure that it was read").expect(&text));
        assert!(why < what, "{text}");
    }
}
