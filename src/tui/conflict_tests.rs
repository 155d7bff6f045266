//! Two answers of a council beside each other, and what each choice leads to.

use charter::calendar::Received;
use charter::council_file::CouncilFile;
use charter::ids::{ItemId, ReturnId};
use charter::incoming::{Digest, Origin, Source};
use charter::item::Item;
use charter::returns::{Answer, Frequency, Return, ReturnState, Wish};
use charter::untrusted::Untrusted;
use rstest::rstest;

use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::dialogs::conflict::Conflict;
use crate::tui::screens::council::state::CouncilScreen;
use crate::tui::testing::{model, press, screen};

/// Ross answered twice on one day: typed in, and by a mail that a sergeant passed on.
fn file(model: &mut Model) -> Box<CouncilFile> {
    press(model, "/ \"ross\" Enter Enter");
    let Some(Layer::Council(council)) = model.layers.last() else { panic!("{}", screen(model)) };
    let mut file = council.file.clone();
    let first = file.returns[0].clone();
    let id = ReturnId(first.id.0 + 1);
    let answer = Answer {
        wish: Wish::Yes,
        frequency: Some(Frequency::Monthly),
        method: None,
        priorities: first.answer.priorities.iter().take(2).cloned().collect(),
        ..Answer::empty()
    };
    let received = Received::parse_iso("2023-09-12T16:05").unwrap();
    let second = Return { id, received, answer, state: ReturnState::Disagrees, ..first };
    file.returns.push(second);
    let mut item = Item::new(ItemId(77), charter::ids::SourceId(77));
    item.returned = Some(id);
    let source = Source {
        subject: Untrusted::from("RE: Policing \u{1b}[31mCharter"),
        forwarded_by: Untrusted::from("sergeant@force.police.example"),
        ..Source::empty(Origin::Mail, Digest::hash_parts(["x"]))
    };
    file.sources.push((item, source));
    file
}

fn open(size: (u16, u16), focused: usize) -> Model {
    let mut model = model(size.0, size.1);
    let file = file(&mut model);
    let conflict = Conflict::of_returns(&file, file.returns[focused].id).unwrap();
    model.layers.pop();
    model.layers.push(Layer::Council(Box::new(CouncilScreen::new(file))));
    model.layers.push(Layer::Conflict(Box::new(conflict)));
    model
}

#[rstest]
fn two_returns_at_each_size(#[values((60, 20), (80, 24), (120, 40))] size: (u16, u16)) {
    insta::assert_snapshot!(format!("settle_{}x{}", size.0, size.1), screen(&open(size, 1)));
}

#[rstest]
fn a_reply_and_a_return_at_each_size(#[values((60, 20), (80, 24), (120, 40))] size: (u16, u16)) {
    let mut model = model(size.0, size.1);
    press(&mut model, "2 Tab Tab Tab =");
    insta::assert_snapshot!(format!("conflict_{}x{}", size.0, size.1), screen(&model));
}

#[test]
fn all_of_both_answers_can_be_scrolled_to_and_the_keys_stay() {
    let mut model = open((60, 16), 1);
    let mut seen = String::new();
    for _ in 0..30 {
        seen += &screen(&model);
        assert!(screen(&model).contains("= leave the conflict open"), "{}", screen(&model));
        press(&mut model, "j");
    }
    for words in
        ["Earlier, Tue 12 Sep 2023", "Later, Tue", "monthly", "The same in both: takes part yes", "nothing is recorded"]
    {
        assert!(seen.contains(words), "{words}:\n{seen}");
    }
    assert!(screen(&model).contains("the end: k scrolls back"), "{}", screen(&model));
    press(&mut model, "k");
    assert!(screen(&model).contains("more below: j scrolls"), "{}", screen(&model));
}

#[test]
fn differences_have_a_sign_and_each_answer_its_day_and_source() {
    for size in [(60, 24), (80, 24), (120, 40)] {
        let text = screen(&open(size, 0));
        for words in ["! priorities", "! how often", "12 Sep 2023 16:05", "mail “RE: Policing", "monthly", "quarterly"]
        {
            assert!(text.contains(words), "{words} at {size:?}:\n{text}");
        }
        assert!(
            !text.contains("! takes part") && !text.contains("! method"),
            "what is not stated contradicts nothing:\n{text}"
        );
    }
}

#[rstest]
#[case::earlier("<", 0)]
#[case::later(">", 1)]
fn a_choice_between_two_returns_asks_who_decided(#[case] key: &str, #[case] chosen: usize) {
    let mut model = open((80, 24), 0);
    let Some(Layer::Council(council)) = model.layers.first() else { panic!() };
    let id = council.file.returns[chosen].id;
    assert_eq!(press(&mut model, key), [], "nothing is recorded before the form is saved");
    let Some(Layer::Form(form)) = model.layers.last() else { panic!("{}", screen(&model)) };
    assert_eq!(
        form.purpose,
        crate::tui::forms::purpose::Purpose::Decision(crate::tui::forms::decision::Decided::Settled(id))
    );
}

#[test]
fn a_conflict_may_stay_open() {
    let mut model = open((80, 24), 0);
    assert_eq!(press(&mut model, "="), []);
    assert!(screen(&model).contains("nothing was recorded: both answers are kept"), "{}", screen(&model));
    assert!(matches!(model.layers.last(), Some(Layer::Council(_))));
}
