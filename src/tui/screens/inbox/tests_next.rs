//! Which inbox item is next, after each key and during a new reading.

use charter::change::{Act, Supersedes};
use charter::ids::{CouncilId, ItemId};
use charter::returns::{Frequency, Wish};
use desk::inbox::{Difference, Group, InboxLine, OtherReply};
use rstest::rstest;

use crate::tui::app::effect::Effect;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing::inbox::{at, becomes, focused, lines, read_back, without};
use crate::tui::testing::{applied, day, model, press, reading, saved, screen};

#[test]
fn one_key_accepts_and_the_cursor_is_on_the_next_item() {
    let mut model = at(1, (80, 24));
    let effects = press(&mut model, "a");
    let [Act::Return(act), Act::Item(_)] = applied(&effects).acts.as_slice() else { panic!("{effects:?}") };
    assert_eq!(
        (act.council, act.supersedes, act.received.to_string().as_str()),
        (CouncilId(5), Supersedes::ByDate, "2023-10-04T10:14:00")
    );
    assert_eq!((act.answer.wish, act.answer.priorities.len()), (Wish::Yes, 3));
    assert_eq!((act.answer.frequency.clone(), act.answer.method.clone()), (Some(Frequency::Quarterly), None));
    let effects = press(&mut model, "a");
    assert_eq!(effects, [], "keys wait until the inbox is read again");
    read_back(&mut model, without(1));
    assert_eq!(focused(&model), 2);
    assert!(screen(&model).contains("10 of 11 to do"), "{}", screen(&model));
}

/// The items with one of them in another group.
fn regrouped(item: i64, group: Group) -> Vec<InboxLine> {
    let mut all = lines();
    for line in all.iter_mut().filter(|line| line.item.id == ItemId(item)) {
        line.triage.group = group;
        line.item.later = group == Group::Later;
        line.item.version += 1;
    }
    all.sort_by_key(|line| line.triage.group);
    all
}

fn gone(item: i64, lines: Vec<InboxLine>) -> Vec<InboxLine> {
    lines.into_iter().filter(|line| line.item.id != ItemId(item)).collect()
}

fn only(items: &[i64]) -> Vec<InboxLine> {
    lines().into_iter().filter(|line| items.contains(&line.item.id.0)).collect()
}

/// The items with one of them split into two, whose parts are in other groups.
fn split(item: i64) -> Vec<InboxLine> {
    let of = lines().into_iter().find(|line| line.item.id == ItemId(item)).unwrap();
    let mut all = without(item);
    for (part, group, at) in [(101, Group::Conflict, 6), (100, Group::Ready, 3)] {
        let mut part_of = InboxLine { ..of.clone() };
        (part_of.item.id, part_of.item.split_from) = (ItemId(part), Some(of.item.id));
        part_of.triage.group = group;
        all.insert(at, part_of);
    }
    all
}

#[test]
fn after_a_split_the_cursor_is_on_the_first_part_and_a_refusal_leaves_it() {
    let mut model = at(6, (80, 24));
    press(&mut model, "S Enter");
    let round = model.shared.snapshot.round().id;
    // The answer to the earlier request comes first: it does not have the parts yet.
    update(&mut model, Msg::InboxRead(round, day(), lines()));
    read_back(&mut model, split(6));
    assert_eq!(focused(&model), 100);
    let mut model = at(6, (80, 24));
    press(&mut model, "S Enter");
    update(&mut model, Msg::Refused("the disk is full; nothing was lost; make room".into(), None));
    update(&mut model, Msg::InboxRead(round, day(), split(6)));
    assert_ne!(focused(&model), 100);
}

#[rstest]
#[case::put_off(2, "l", regrouped(2, Group::Later), 3)]
#[case::taken_up(12, "l", regrouped(12, Group::Ready), 12)]
#[case::the_last_of_all(12, "x x", without(12), 11)]
#[case::never_into_what_is_put_off(11, "a", without(11), 10)]
#[case::nor_by_putting_off(11, "l", regrouped(11, Group::Later), 10)]
#[case::only_what_is_put_off_is_left(11, "x x", only(&[12]), 12)]
#[case::the_next_has_gone_too(3, "x x", only(&[1, 5, 6, 12]), 5)]
#[case::the_next_is_elsewhere_now(3, "x x", gone(3, regrouped(4, Group::Conflict)), 4)]
fn which_item_is_next_is_settled_when_the_key_is_pressed(
    #[case] item: i64,
    #[case] key: &str,
    #[case] after: Vec<InboxLine>,
    #[case] next: i64,
) {
    let mut model = at(item, (80, 24));
    press(&mut model, key);
    read_back(&mut model, after);
    assert_eq!(focused(&model), next);
}

#[test]
fn fast_keys_act_on_the_rows_read_after_each() {
    let mut model = at(1, (80, 24));
    press(&mut model, "a h");
    update(&mut model, saved("return"));
    update(&mut model, Msg::SnapshotRead(Box::new(reading(day()))));
    let round = model.shared.snapshot.round().id;
    let effects = update(&mut model, Msg::InboxRead(round, day(), without(1)));
    assert_eq!(becomes(applied(&effects)).0, 2);
}

#[test]
fn old_rows_stay_while_reading_and_the_title_says_so() {
    let mut model = at(1, (80, 24));
    press(&mut model, "a");
    update(&mut model, saved("return"));
    assert!(screen(&model).contains(" 11 of 11 to do · 1 later · reading"), "{}", screen(&model));
    update(&mut model, Msg::SnapshotRead(Box::new(reading(day()))));
    let round = model.shared.snapshot.round().id;
    update(&mut model, Msg::InboxRead(round, day(), without(1)));
    assert!(screen(&model).contains(" 10 of 11 to do · 1 later  "), "{}", screen(&model));
    // After the screen is opened again, only items read since then are counted.
    let key = |c| Msg::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(c)));
    update(&mut model, key('1'));
    update(&mut model, key('2'));
    assert!(screen(&model).contains(" 10 of 11 to do · 1 later · reading"), "{}", screen(&model));
    update(&mut model, Msg::InboxRead(round, day(), without(1)));
    assert!(screen(&model).contains(" 10 of 10 to do · 1 later  "), "{}", screen(&model));
}

#[test]
fn a_refused_change_keeps_the_cursor() {
    let mut model = at(2, (80, 24));
    press(&mut model, "a");
    update(&mut model, Msg::Refused("the disk is full; nothing was lost; make room".into(), None));
    assert_eq!(focused(&model), 2);
    let round = model.shared.snapshot.round().id;
    update(&mut model, Msg::InboxRead(round, day(), lines()));
    assert_eq!(focused(&model), 2);
}

#[test]
fn new_items_are_counted_and_do_not_move_the_cursor() {
    let mut model = model(80, 24);
    let key = |c| Msg::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(c)));
    let round = model.shared.snapshot.round().id;
    assert_eq!(update(&mut model, key('2')), [Effect::ReadInbox(round, day())]);
    update(&mut model, Msg::InboxRead(round, day(), without(1)));
    assert!(screen(&model).contains("10 of 10 to do"), "{}", screen(&model));
    press(&mut model, "j");
    update(&mut model, Msg::InboxRead(round, day(), lines()));
    assert_eq!(focused(&model), 3);
    assert!(screen(&model).contains("11 of 11 to do"), "{}", screen(&model));
    // After the screen is opened again, the count restarts.
    update(&mut model, Msg::InboxRead(round, day(), without(2)));
    assert!(screen(&model).contains("10 of 11 to do"), "{}", screen(&model));
    update(&mut model, key('1'));
    update(&mut model, key('2'));
    update(&mut model, Msg::InboxRead(round, day(), without(2)));
    assert!(screen(&model).contains("10 of 10 to do"), "{}", screen(&model));
}

#[test]
fn an_undone_item_is_pending_again_with_the_cursor_on_it() {
    let mut model = at(3, (80, 24));
    press(&mut model, "a");
    read_back(&mut model, without(3));
    assert_eq!(focused(&model), 4);
    assert!(press(&mut model, "u").contains(&Effect::Undo));
    let Msg::Saved(mut undone) = saved("return from the inbox") else { panic!() };
    undone.kind = charter::journal::EntryKind::Undo;
    update(&mut model, Msg::Saved(undone));
    update(&mut model, Msg::SnapshotRead(Box::new(reading(day()))));
    let round = model.shared.snapshot.round().id;
    update(&mut model, Msg::InboxRead(round, day(), lines()));
    assert_eq!(focused(&model), 3);
    assert!(screen(&model).contains("11 of 11 to do"), "{}", screen(&model));
}

/// The model with another reply of the first item's council that contradicts it.
fn contradicted(is_later: bool, size: (u16, u16)) -> Model {
    let mut model = at(1, size);
    let mut all = lines();
    let received = all[1].source.received.unwrap();
    let contradicts = vec![Difference { here: "says yes".to_owned(), there: "says no".to_owned() }];
    let other = OtherReply { item: ItemId(2), received, is_later, contradicts, adds: Vec::new() };
    *(if is_later { &mut all[0].later } else { &mut all[0].earlier }) = Some(other);
    let round = model.shared.snapshot.round().id;
    update(&mut model, Msg::InboxRead(round, day(), all));
    model
}

/// What stands on the right of the divider, on one line.
fn proposed(model: &Model) -> String {
    let screen = screen(model);
    let right = screen.lines().filter_map(|row| row.split_once('│')).map(|(_, right)| right.trim());
    right.collect::<Vec<_>>().join(" ")
}

/// What a reply says beside an earlier one that waits is said before anything is recorded.
#[test]
fn a_reply_that_contradicts_an_earlier_one_that_waits_is_not_recorded() {
    let mut model = contradicted(false, (120, 40));
    assert!(
        proposed(&model).contains("It says yes; a reply of 29 Sep, which also waits, says no."),
        "{}",
        proposed(&model)
    );
    assert_eq!(press(&mut model, "a"), []);
    assert!(screen(&model).contains("decide about that one first"), "{}", screen(&model));
}

/// The earlier of the two says so too; the second press records it.
#[test]
fn a_reply_that_a_later_one_contradicts_is_recorded_by_the_second_press() {
    for size in [(80, 24), (120, 40)] {
        let mut model = contradicted(true, size);
        let says = "It says yes; a later reply of 29 Sep, which also waits, says no.";
        assert!(proposed(&model).contains(says), "{}", screen(&model));
        assert_eq!(press(&mut model, "a"), [], "nothing is recorded yet");
        assert!(screen(&model).contains("a again records"), "{}", screen(&model));
        assert_eq!(becomes(applied(&press(&mut model, "a"))).0, 1);
    }
}
