//! The dashboard driven by the mouse: what is clicked is looked up on the screen, as a person does.

use std::time::Duration;

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::{Msg, Pointer, PointerKind};
use crate::tui::app::tab::Tab;
use crate::tui::testing::{feed, model, press, screen};
use rstest::rstest;

/// The first place of the text on the screen.
fn place(model: &Model, text: &str) -> (u16, u16) {
    let drawn = screen(model);
    let found = drawn.lines().enumerate().find_map(|(row, line)| {
        let before = &line[..line.find(text)?];
        Some((u16::try_from(before.chars().count()).unwrap(), u16::try_from(row).unwrap()))
    });
    found.unwrap_or_else(|| panic!("no {text:?} in\n{drawn}"))
}

fn point(model: &mut Model, kind: PointerKind, (column, row): (u16, u16), at: u64) -> Vec<Effect> {
    feed(model, Msg::Mouse(Pointer { kind, column, row, at: Duration::from_millis(at) }))
}

/// A press long after the one before.
fn click(model: &mut Model, text: &str) -> Vec<Effect> {
    let at = model.pressed.map_or(0, |pressed| u64::try_from(pressed.pointer.at.as_millis()).unwrap()) + 10_000;
    let place = place(model, text);
    point(model, PointerKind::Press, place, at)
}

fn double_click(model: &mut Model, text: &str) -> Vec<Effect> {
    let place = place(model, text);
    click(model, text);
    let at = model.pressed.map_or(0, |pressed| u64::try_from(pressed.pointer.at.as_millis()).unwrap()) + 200;
    point(model, PointerKind::Press, place, at)
}

fn focused(model: &Model) -> String {
    model.councils.focused(&model.shared.snapshot).map(|line| line.name.raw().to_owned()).unwrap_or_default()
}

#[rstest]
#[case("0 Today", Tab::Today)]
#[case("2 Inbox", Tab::Inbox)]
#[case("3 Diary", Tab::Diary)]
#[case("4 Priorities", Tab::Priorities)]
fn a_click_on_a_tab_goes_there(#[case] text: &str, #[case] tab: Tab) {
    for size in [(80, 24), (120, 40), (200, 50)] {
        let mut model = model(size.0, size.1);
        click(&mut model, text);
        assert_eq!(model.tab, tab, "{size:?}");
        click(&mut model, "1 Councils");
        assert_eq!(model.tab, Tab::Councils, "{size:?}");
    }
}

#[test]
fn a_click_on_the_counter_filters_as_the_key_does() {
    let mut by_key = model(120, 40);
    press(&mut by_key, "!");
    let mut by_click = model(120, 40);
    click(&mut by_click, "! missed");
    assert!(by_click.shared.search.filter.is_missed());
    assert_eq!(screen(&by_click), screen(&by_key));
    click(&mut by_click, "! missed");
    assert!(by_click.shared.search.filter.is_empty(), "a second click shows all again");
}

#[rstest]
#[case(60, 20)]
#[case(80, 24)]
#[case(120, 40)]
fn a_click_on_a_row_selects_it_and_a_double_click_opens_it(#[case] columns: u16, #[case] rows: u16) {
    let mut model = model(columns, rows);
    click(&mut model, "Weston Rhyn");
    assert_eq!(focused(&model), "Weston Rhyn Parish Council");
    assert!(model.layers.is_empty());
    double_click(&mut model, "Wem Rural");
    assert!(matches!(model.layers.last(), Some(Layer::Council(_))));
    assert!(screen(&model).contains("Wem Rural Parish Council"));
}

#[test]
fn two_slow_clicks_are_no_double_click() {
    let mut model = model(80, 24);
    click(&mut model, "Weston Rhyn");
    click(&mut model, "Weston Rhyn");
    assert!(model.layers.is_empty());
}

#[test]
fn a_click_folds_a_group_and_a_double_click_folds_it_once() {
    let mut model = model(80, 24);
    click(&mut model, "Shropshire");
    assert!(!screen(&model).contains("Wem Town"), "{}", screen(&model));
    click(&mut model, "Shropshire");
    assert!(screen(&model).contains("Wem Town"));
    double_click(&mut model, "Shropshire");
    assert!(!screen(&model).contains("Wem Town"));
}

#[test]
fn a_click_on_a_key_runs_its_command_and_a_quick_second_one_hits_nothing_new() {
    let mut model = model(120, 40);
    press(&mut model, "j");
    double_click(&mut model, "n note");
    assert!(screen(&model).contains("Note on Ross-on-Wye"), "{}", screen(&model));
    let Some(Layer::Form(form)) = model.layers.last() else { panic!() };
    assert_eq!((model.layers.len(), form.error.as_ref()), (1, None));
    click(&mut model, "Esc close");
    assert!(model.layers.is_empty());
}

#[test]
fn a_click_on_another_field_checks_the_one_that_is_left() {
    let mut model = model(80, 24);
    press(&mut model, "j m \"soon\"");
    click(&mut model, "place");
    assert!(screen(&model).contains("“soon” is not a date"), "{}", screen(&model));
}

#[test]
fn a_click_goes_to_a_field_and_what_is_typed_lands_there() {
    let mut model = model(80, 24);
    press(&mut model, "j m");
    click(&mut model, "place");
    press(&mut model, "\"Corn Exchange\"");
    let Some(Layer::Form(form)) = model.layers.last() else { panic!() };
    assert_eq!(form.fields[form.focus].name, "place");
    assert!(form.value("place").contains("Corn Exchange"), "{}", screen(&model));
}

#[test]
fn a_click_in_a_picker_chooses_and_a_quick_second_one_hits_nothing_beneath() {
    let mut model = model(80, 24);
    press(&mut model, "c");
    double_click(&mut model, "w   Worcestershire");
    assert_eq!(model.shared.search.filter.county.as_deref(), Some("Worcestershire"));
    assert!(model.layers.is_empty(), "the row beneath is not opened: {}", screen(&model));
}

#[test]
fn a_click_marks_where_several_can_be_chosen() {
    let mut model = model(80, 24);
    press(&mut model, "f");
    click(&mut model, "missed the deadline");
    click(&mut model, "assumed declined");
    assert!(matches!(model.layers.last(), Some(Layer::Pick(pick)) if pick.marked.len() == 2), "{}", screen(&model));
    click(&mut model, "missed the deadline");
    press(&mut model, "Enter");
    assert_eq!(model.shared.search.filter.show.len(), 1);
}

#[test]
fn a_click_in_the_column_chooser_shows_or_hides_the_column() {
    let mut model = model(120, 40);
    press(&mut model, "H");
    let shown = |model: &Model| match model.layers.last() {
        Some(Layer::Columns(chooser)) => chooser.shown(),
        _ => panic!("{}", screen(model)),
    };
    let before = shown(&model);
    let row = format!("{} {}", model.shared.theme.glyphs().tag, before[1].label());
    click(&mut model, &row);
    assert_eq!(shown(&model).len() + 1, before.len(), "{}", screen(&model));
}

#[test]
fn the_palette_runs_what_is_clicked() {
    let mut model = model(80, 24);
    press(&mut model, ": \"diary\"");
    double_click(&mut model, "go to the diary");
    assert_eq!(model.tab, Tab::Diary);
    assert!(model.layers.is_empty());
}

#[rstest]
#[case("c", true)]
#[case("f", true)]
#[case("f m", false)]
#[case("?", true)]
#[case("H", true)]
#[case(":", true)]
#[case(": \"diary\"", false)]
#[case("C-f", true)]
#[case("C-f \"speed\"", false)]
#[case("j b", true)]
fn a_click_outside_closes_a_dialog_unless_something_was_typed(#[case] keys: &str, #[case] closes: bool) {
    let mut model = model(120, 40);
    press(&mut model, keys);
    point(&mut model, PointerKind::Press, (60, 0), 10_000);
    assert_eq!(model.layers.is_empty(), closes, "{}", screen(&model));
    assert_eq!(screen(&model).contains("this stays open"), !closes);
}

#[test]
fn a_click_inside_a_dialog_does_not_close_it() {
    let mut model = model(120, 40);
    press(&mut model, "j b");
    click(&mut model, "Brief: ");
    click(&mut model, "Status: ");
    assert!(matches!(model.layers.last(), Some(Layer::Brief(_))));
}

#[test]
fn a_click_on_a_choice_changes_it() {
    let mut model = model(120, 40);
    press(&mut model, "j r");
    let value = |model: &Model| match model.layers.last() {
        Some(Layer::Form(form)) => form.value("wish").to_owned(),
        _ => panic!("{}", screen(model)),
    };
    let first = value(&model);
    let at = place(&model, &format!("‹ {first} ›"));
    let end = u16::try_from(first.chars().count()).unwrap() + 3;
    point(&mut model, PointerKind::Press, (at.0 + end, at.1), 10_000);
    let second = value(&model);
    assert_ne!(second, first, "{}", screen(&model));
    let Some(Layer::Form(form)) = model.layers.last() else { panic!() };
    assert_eq!(form.fields[form.focus].name, "wish");
    click(&mut model, &format!("‹ {second} ›"));
    assert_eq!(value(&model), first, "the left arrow goes back");
    click(&mut model, &format!("{second}  "));
    assert_eq!(value(&model), second, "each option that is shown: {}", screen(&model));
    press(&mut model, "C-z");
    assert_eq!(value(&model), first);
}

#[test]
fn a_click_during_the_review_of_a_plan_moves_nothing_behind_it() {
    let mut model = model(80, 24);
    press(&mut model, "3 P \"12 oct, 14 nov\" C-s");
    let cursor = |model: &Model| match model.layers.last() {
        Some(Layer::Plan(plan)) => plan.list.cursor,
        _ => panic!("{}", screen(model)),
    };
    let before = cursor(&model);
    press(&mut model, "C-s");
    for row in 2..20 {
        point(&mut model, PointerKind::Press, (10, row), u64::from(row) * 10_000);
        assert_eq!(cursor(&model), before, "row {row}");
    }
    press(&mut model, "Esc");
    point(&mut model, PointerKind::Press, (10, 6), 900_000);
    assert_ne!(cursor(&model), before, "the list takes clicks again");
}

#[test]
fn the_sections_of_a_council_and_its_items_are_clicked() {
    let mut model = model(120, 40);
    press(&mut model, "/ \"ross\" Enter Enter");
    click(&mut model, "Meetings");
    let Some(Layer::Council(council)) = model.layers.last() else { panic!() };
    assert_eq!((council.section.code(), council.list.cursor), ("meetings", 0));
    click(&mut model, "14 Mar 2023");
    let Some(Layer::Council(council)) = model.layers.last() else { panic!() };
    assert!(council.list.cursor > 0, "{}", screen(&model));
}

#[test]
fn the_wheel_moves_in_every_list_and_dialog() {
    for (keys, what) in [("", "councils"), ("c", "a picker"), ("?", "the keys"), ("3 #", "totals"), ("4", "priorities")]
    {
        let mut model = model(80, 24);
        press(&mut model, keys);
        let before = screen(&model);
        point(&mut model, PointerKind::WheelDown, (10, 10), 0);
        assert_ne!(screen(&model), before, "{what}");
        point(&mut model, PointerKind::WheelUp, (10, 10), 0);
    }
}

#[test]
fn a_click_while_searching_keeps_the_search() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"wem\"");
    click(&mut model, "Wem Rural");
    assert_eq!((focused(&model).as_str(), model.layers.len()), ("Wem Rural Parish Council", 0));
    assert_eq!(model.shared.search.filter.find, "wem");
}

#[test]
fn nothing_happens_where_nothing_is() {
    for keys in ["", "r", "Enter"] {
        let mut model = model(120, 40);
        press(&mut model, &format!("j {keys}"));
        let before = screen(&model);
        for column in [0, 50, 119] {
            point(&mut model, PointerKind::Press, (column, 0), u64::from(column) * 1_000);
            point(&mut model, PointerKind::Press, (column, 500), u64::from(column) * 1_000);
        }
        assert_eq!(screen(&model), before, "{keys}");
    }
}

#[test]
fn the_wheel_over_a_reply_scrolls_the_reply_and_not_the_list() {
    let mut model = model(80, 24);
    press(&mut model, "2");
    let (item, first) = (model.inbox.list.cursor, model.inbox.source_view().list.offset);
    let over = place(&model, "reply received");
    point(&mut model, PointerKind::WheelDown, (over.0, over.1 + 3), 0);
    assert_eq!(model.inbox.list.cursor, item);
    assert!(model.inbox.source_view().list.offset > first, "{}", screen(&model));
    point(&mut model, PointerKind::WheelDown, (over.0, over.1 - 2), 0);
    assert!(model.inbox.list.cursor > item);
}

#[test]
fn the_scrollbar_is_clicked_and_dragged_even_beside_its_column() {
    for (keys, last) in [("", 11), ("2", 19)] {
        let mut model = model(40, 12);
        press(&mut model, keys);
        let cursor = |model: &Model| if keys.is_empty() { model.councils.list.cursor } else { model.inbox.list.cursor };
        let area = crate::tui::app::tabs::list_area(&model);
        point(&mut model, PointerKind::Press, (area.right() - 1, area.bottom() - 1), 0);
        assert_eq!(cursor(&model), last, "{}", screen(&model));
        point(&mut model, PointerKind::Drag, (area.right() - 9, area.top()), 100);
        assert!(cursor(&model) <= 1, "the first row that takes the focus");
        point(&mut model, PointerKind::Drag, (area.right() + 5, area.bottom() - 1), 200);
        assert_eq!(cursor(&model), last);
    }
    let mut model = model(80, 24);
    press(&mut model, "?");
    let Some(Layer::Lookup(help)) = model.layers.last() else { panic!() };
    let (rows, right) = (help.matches().len(), 79);
    point(&mut model, PointerKind::Press, (right, 20), 0);
    let Some(Layer::Lookup(help)) = model.layers.last() else { panic!() };
    assert!(help.list.cursor + 4 > rows, "row {} of {rows}\n{}", help.list.cursor, screen(&model));
}

#[test]
fn a_click_on_a_filter_chooses_its_value() {
    for tab in ["1", "4"] {
        let mut model = model(80, 24);
        press(&mut model, tab);
        click(&mut model, "County all");
        assert!(screen(&model).contains("all counties"), "{}", screen(&model));
        press(&mut model, "Esc");
        click(&mut model, "Show all");
        assert!(screen(&model).contains("Show only"), "{}", screen(&model));
    }
}

#[test]
fn a_field_is_checked_when_a_click_leaves_it() {
    let mut model = model(80, 24);
    press(&mut model, "j m \"31 feb\"");
    let Some(Layer::Form(form)) = model.layers.last() else { panic!() };
    assert!(form.fields.iter().all(|field| field.error.is_none()), "not while it is typed: {}", screen(&model));
    click(&mut model, "place");
    let Some(Layer::Form(form)) = model.layers.last() else { panic!() };
    assert_eq!(form.fields[form.focus].name, "place");
    let wrong: Vec<_> = form.fields.iter().filter(|field| field.error.is_some()).map(|field| field.name).collect();
    assert_eq!(wrong.len(), 1, "{}", screen(&model));
}

#[test]
fn a_result_of_the_search_is_clicked_on_either_of_its_lines_and_opened_by_a_double_click() {
    let mut model = model(80, 24);
    press(&mut model, "C-f \"speeding\"");
    click(&mut model, "priority");
    let before = model.layers.len();
    let Some(Layer::Search(search)) = model.layers.last() else { panic!() };
    assert_eq!((search.list.cursor, before), (1, 1), "{}", screen(&model));
    double_click(&mut model, "Ross-on-Wye Town Council  priority");
    assert!(matches!(model.layers.last(), Some(Layer::Council(_))), "{}", screen(&model));
}

#[test]
fn a_click_on_a_heading_sorts_by_its_column_and_again_reverses() {
    let mut model = model(120, 40);
    let sort = |model: &Model| model.councils.table.sort.map(|sort| (sort.column.code(), sort.descending));
    click(&mut model, "status");
    assert_eq!(sort(&model), Some(("status", false)), "{}", screen(&model));
    click(&mut model, "status");
    assert_eq!(sort(&model), Some(("status", true)));
    click(&mut model, "council ");
    assert_eq!(sort(&model), Some(("council", false)));
}
