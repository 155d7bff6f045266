//! Priorities by keys: actions, progress, reviews, results, those of earlier rounds, and the list of all.

use charter::change::Act;
use charter::edit::Record;
use charter::ids::{ActionId, PriorityId};
use charter::priority::{Outcome, Owner};

use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing::work::{ABBEY, ROSS, ross};
use crate::tui::testing::{applied, counted, file, model, press, screen};

#[test]
fn an_action_is_promised_and_then_done() {
    let mut model = ross(80, 24);
    let keys = "A 2 Enter \"Speak to parents\" Enter p Enter \"the school\" Enter \"20 oct\" C-s";
    let (beside, effects) = counted(&mut model, keys);
    assert_eq!(beside, 8);
    let Act::Action(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.priority, act.facts.owner, act.facts.who.raw()), (PriorityId(22), Owner::Partner, "the school"));
    assert_eq!(act.facts.due.map(|due| due.to_string()).as_deref(), Some("2023-10-20"));

    let mut model = ross(80, 24);
    press(&mut model, "Enter Tab j j Enter");
    assert!(screen(&model).contains("To be done: Survey of speeds at the bend"), "{}", screen(&model));
    let effects = press(&mut model, "\"4 oct\" Enter \"85 percent under 40\" C-s");
    let Act::Action(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.correct, Some((ActionId(2), 2)));
    assert_eq!(act.facts.done_on.map(|on| on.to_string()).as_deref(), Some("2023-10-04"));
    assert_eq!(act.facts.what.raw(), "Survey of speeds at the bend");
}

#[test]
fn progress_is_noted_on_the_priority_in_focus_or_on_one_that_is_chosen() {
    let mut model = ross(80, 24);
    let (beside, effects) = counted(&mut model, "p 3 Enter \"Bins ordered.\" C-s");
    let Act::Progress(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((beside, act.priority), (4, PriorityId(23)));

    let mut model = ross(80, 24);
    let (beside, effects) = counted(&mut model, "Enter Tab p \"Checks go on.\" C-s");
    let Act::Progress(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((beside, act.priority), (4, PriorityId(21)));
}

#[test]
fn a_review_asks_both_questions_and_takes_nothing_for_unchanged() {
    let mut model = ross(80, 24);
    assert_eq!(press(&mut model, "V 1 C-s"), []);
    assert!(screen(&model).contains("u for unchanged, c for changed"), "{}", screen(&model));
    let effects = press(&mut model, "u Enter c C-s");
    let Act::Review(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.priority, act.priority_changed, act.response_changed), (PriorityId(21), false, true));
}

#[test]
fn a_priority_is_closed_with_a_result_and_opened_again() {
    let mut model = ross(80, 24);
    assert_eq!(press(&mut model, "X Enter C-s"), []);
    assert!(screen(&model).contains("describe the outcome"), "{}", screen(&model));
    assert!(screen(&model).contains("choose what came of it"), "{}", screen(&model));
    let effects = press(&mut model, "r Enter \"Speeds fell by a third.\" C-s");
    let Act::Close(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.priority, act.version), (PriorityId(21), 3));
    let closing = act.closed.as_ref().unwrap();
    assert_eq!((closing.outcome, closing.result.raw()), (Some(Outcome::Reduced), "Speeds fell by a third."));

    let mut theirs = file(ROSS).priorities[0].priority.clone();
    theirs.version = 9;
    update(&mut model, Msg::Refused("it was changed elsewhere".into(), Some(Box::new(Record::Priority(theirs)))));
    let effects = press(&mut model, "C-s");
    let Act::Close(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.version, 9, "once both were seen the next save goes over it");

    let mut model = ross(80, 24);
    press(&mut model, "Enter Tab j j j j j j j Enter");
    assert!(screen(&model).contains("Result for Ross"), "{}", screen(&model));
    let effects = press(&mut model, "Enter Enter o C-s");
    let Act::Close(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.priority, act.closed.clone()), (PriorityId(25), None));
}

#[test]
fn the_categories_are_a_list_that_is_edited() {
    let mut model = model(80, 24);
    let effects = press(&mut model, ": \"categories\" Enter C-j \"water safety\" C-s");
    let Act::List(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.names.len(), act.names.last().map(String::as_str)), (13, Some("water safety")));
}

#[test]
fn earlier_priorities_are_proposed_and_kept_only_if_the_council_says_so() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"abbey\" Enter r");
    assert!(
        screen(&model).contains("Agreed in 2023-Q3: 1 Speeding on the A465 · 2 Hare coursing"),
        "{}",
        screen(&model)
    );
    press(&mut model, "Enter y Enter \"=2\"");
    assert!(screen(&model).contains("as in 2023-Q3: Hare coursing"), "{}", screen(&model));
    let effects = press(&mut model, "Enter \"=1 Speeding by the abbey\" Enter \"Litter\" C-s");
    let Act::Return(act) = &applied(&effects).acts[0] else { panic!() };
    let sent: Vec<(&str, Option<PriorityId>)> =
        act.answer.priorities.iter().map(|sent| (sent.received.raw(), sent.priority)).collect();
    let expected =
        [("Hare coursing", Some(PriorityId(12))), ("Speeding by the abbey", Some(PriorityId(11))), ("Litter", None)];
    assert_eq!(sent, expected);
    assert_eq!(act.answer.priorities[0].category.as_deref(), Some("rural crime"));
    let mut model = crate::tui::testing::model(80, 24);
    press(&mut model, "/ \"abbey\" Enter r Enter y Enter \"=3\"");
    assert_eq!(press(&mut model, "C-s"), []);
    assert!(screen(&model).contains("no priority 3 was agreed before"), "{}", screen(&model));
    assert_eq!(file(ABBEY).returns, [], "nothing is agreed by itself");
}

#[test]
fn the_rounds_stand_side_by_side_and_scroll() {
    let mut model = ross(80, 24);
    press(&mut model, "Enter Tab PgDn PgDn PgDn PgDn");
    let text = screen(&model);
    for words in ["2023-Q3  2023-Q4", "new      changed", "new      dropped", "new      solved"] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    press(&mut model, "<");
    assert!(!screen(&model).contains("2023-Q4  ") && screen(&model).contains("2023-Q3"), "{}", screen(&model));
    press(&mut model, ">");
    assert_eq!(screen(&model), text);
}

#[test]
fn the_priorities_of_all_councils_are_grouped_counted_and_narrowed() {
    let mut model = model(120, 40);
    press(&mut model, "4");
    let text = screen(&model);
    for words in [
        "7 priorities · 3 stale · 1 with overdue actions · 1 due this week",
        "by category",
        "! overdue",
        "? stale",
        "? not begun",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    press(&mut model, "s");
    assert!(screen(&model).contains("Herefordshire") && screen(&model).contains("7 of 7"), "{}", screen(&model));
    press(&mut model, "s s");
    assert!(screen(&model).contains("three to six months"), "{}", screen(&model));
    press(&mut model, "U o d Enter");
    assert!(screen(&model).contains("only overdue, due this week"), "{}", screen(&model));
    assert!(!screen(&model).contains("Litter") && screen(&model).contains("1 of 5"), "{}", screen(&model));
    press(&mut model, "Esc / \"abbey\" Enter");
    assert!(screen(&model).contains("2 priorities · 2 stale"), "{}", screen(&model));
    press(&mut model, "/ C-u \"wem\" Enter");
    assert!(screen(&model).contains("Esc clears every filter"), "{}", screen(&model));
}

#[test]
fn a_priority_of_two_aims_is_in_both_groups_and_counts_once() {
    let mut model = model(120, 40);
    press(&mut model, "4 s s s s");
    assert!(screen(&model).contains("no aim yet") && screen(&model).contains("7 of 7"), "{}", screen(&model));
    let mut lines = model.priorities.lines.clone().unwrap();
    lines[0].aims = ["Prevent crime", "Build trust"].map(str::to_owned).to_vec();
    lines[1].aims = vec!["Prevent crime".to_owned()];
    let view = model.view();
    update(&mut model, Msg::PrioritiesRead(view.0, view.1, lines.clone()));
    let text = screen(&model);
    for words in ["Build trust", "1 of 1", "Prevent crime", "2 of 2", "no aim yet", "5 of 5", "7 priorities"] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    assert_eq!(text.matches(lines[0].text.sanitized().as_ref()).count(), 2);
    // The same priority in its second group, after a reading.
    press(&mut model, "Home");
    while model.priorities.list.cursor < 4 {
        press(&mut model, "Down");
    }
    let focus = (model.priorities.list.cursor, model.priorities.focused().map(|line| line.id));
    update(&mut model, Msg::PrioritiesRead(view.0, view.1, lines));
    assert_eq!((model.priorities.list.cursor, model.priorities.focused().map(|line| line.id)), focus);
}

#[test]
fn one_key_adds_progress_and_one_closes_the_priority_in_focus() {
    let mut model = model(80, 24);
    press(&mut model, "4 U o Enter");
    let focus = model.priorities.focused().map(|line| line.id);
    assert_eq!(focus, Some(PriorityId(21)));
    let (beside, effects) = counted(&mut model, "p \"The survey came.\" C-s");
    let Act::Progress(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((beside, act.council, act.priority), (2, ROSS, PriorityId(21)));

    let mut model = crate::tui::testing::model(80, 24);
    let effects = press(&mut model, "4 U o Enter X r Enter \"Speeds fell.\" C-s");
    assert!(matches!(applied(&effects).acts[0], Act::Close(ref act) if act.priority == PriorityId(21)));

    let mut model = crate::tui::testing::model(80, 24);
    press(&mut model, "4 U d Enter Enter");
    assert!(screen(&model).contains("▌ 2  Parking at the school"), "{}", screen(&model));
}

#[test]
fn the_cursor_stays_on_its_priority_when_the_list_is_read_again() {
    let mut model = model(80, 24);
    press(&mut model, "4 j j");
    let focus = model.priorities.focused().map(|line| line.id);
    assert!(focus.is_some());
    let mut lines = crate::tui::testing::work::lines();
    lines.reverse();
    let (round, as_at) = (model.shared.snapshot.round().id, model.shared.snapshot.as_at());
    update(&mut model, Msg::PrioritiesRead(round, as_at, lines));
    assert_eq!(model.priorities.focused().map(|line| line.id), focus);
    press(&mut model, "s");
    assert_eq!(model.priorities.focused().map(|line| line.id), focus, "another grouping keeps it in focus");
}
