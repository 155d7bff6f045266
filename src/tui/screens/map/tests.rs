//! The map by keys, and what is drawn of it.

use std::collections::BTreeSet;

use charter::ids::CouncilId;
use charter::map::Direction;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rstest::rstest;

use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::{Msg, Pointer, PointerKind};
use crate::tui::app::snapshot::SnapshotData;
use crate::tui::app::tab::Tab;
use crate::tui::app::update::update;
use crate::tui::screens::map::state::MapScreen;
use crate::tui::testing::{applied, day, model, press, reading, register_model, register_reading, saved, screen};
use crate::tui::ui::theme::Theme;

fn map(model: &Model) -> &MapScreen {
    let map = model.layers.iter().find_map(|layer| if let Layer::Map(map) = layer { Some(map) } else { None });
    map.unwrap_or_else(|| panic!("no map is open: {}", screen(model)))
}

fn focused(model: &Model) -> String {
    model.councils.focused(&model.shared.snapshot).map(|line| line.name.raw().to_owned()).unwrap_or_default()
}

/// The councils that arrows reach from a council of the map.
fn reached(map: &MapScreen, start: usize) -> BTreeSet<CouncilId> {
    let mut at = map.clone();
    let (mut seen, mut waiting) = (BTreeSet::from([map.marks[start].id]), vec![start]);
    while let Some(index) = waiting.pop() {
        at.focus = Some(index);
        for mark in Direction::ALL.into_iter().filter_map(|direction| at.step(direction)) {
            if seen.insert(mark.id) {
                waiting.extend(map.marks.iter().position(|known| known.id == mark.id));
            }
        }
    }
    seen
}

#[rstest]
#[case("", 610)]
#[case("c h", 214)]
#[case("c s", 175)]
#[case("c t", 29)]
#[case("c w", 192)]
#[case("!", 406)]
fn every_council_of_the_register_is_reached_by_arrows(#[case] keys: &str, #[case] councils: usize) {
    let mut model = register_model(120, 40);
    press(&mut model, &format!("5 {keys}"));
    let map = map(&model);
    assert_eq!((map.marks.len(), map.unplaced), (councils, 0), "{}", screen(&model));
    // From the first to all, and from all to the first: then from each to each.
    assert_eq!(reached(map, 0).len(), councils);
    let first = map.marks[0].id;
    let stuck: Vec<usize> = (0..councils).filter(|start| !reached(map, *start).contains(&first)).collect();
    assert_eq!(stuck, [0; 0]);
}

#[test]
fn the_map_follows_the_list_and_the_list_the_map() {
    let mut model = model(120, 40);
    press(&mut model, "/ \"weston\" Enter 5");
    assert_eq!(focused(&model), "Weston Rhyn Parish Council");
    press(&mut model, "Delete");
    let route = ["Right", "Down", "j", "k", "Up", "Left", "Up"];
    let names = route.map(|key| {
        press(&mut model, key);
        focused(&model).replace(" Parish Council", "").replace(" Town Council", "")
    });
    assert_eq!(names, ["Whixall", "Wem Rural", "Wem", "Wem Rural", "Whixall", "Weston Rhyn", "Weston Rhyn"]);
    assert!(screen(&model).contains("no council shown here is further north"), "{}", screen(&model));
    press(&mut model, "G");
    assert_eq!(focused(&model), "Malvern Town Council", "the last one has no place");
    press(&mut model, "Esc");
    assert!(model.layers.is_empty() && focused(&model) == "Malvern Town Council");
}

#[test]
fn a_folded_group_is_unfolded_only_when_the_focus_goes_there() {
    let mut model = model(120, 40);
    press(&mut model, "Z 5");
    assert_eq!(focused(&model), "Abbey Dore");
    let folded = |model: &Model| model.councils.groups.iter().filter(|group| group.folded).count();
    assert_eq!(folded(&model), 2);
    press(&mut model, "Up");
    assert_eq!(folded(&model), 1, "{}", focused(&model));
}

#[test]
fn digits_go_to_the_nearest_and_tab_to_the_next_that_missed() {
    let mut model = model(120, 40);
    press(&mut model, "/ \"wem town\" Enter Delete 5 1");
    assert_eq!(focused(&model), "Wem Rural Parish Council");
    let nearest: Vec<CouncilId> = map(&model).nearest().iter().map(|index| map(&model).marks[*index].id).collect();
    assert_eq!(nearest, [5, 7, 3, 6, 8, 1, 2].map(CouncilId));
    assert!(screen(&model).contains("1 ! Wem Town"), "{}", screen(&model));
    press(&mut model, "9");
    assert!(screen(&model).contains("no council has the digit 9"), "{}", screen(&model));
    let missed = |model: &mut Model, key| {
        press(model, key);
        focused(model)
    };
    let around: Vec<String> = (0..5).map(|_| missed(&mut model, "Tab")).collect();
    assert_eq!(around.iter().map(|name| &name[..5]).collect::<Vec<_>>(), ["Wem T", "Westo", "Malve", "Abbey", "Wem R"]);
    assert_eq!(missed(&mut model, "BackTab"), "Abbey Dore");
}

#[test]
fn the_numbers_of_the_legend_sum_to_the_councils_shown() {
    for keys in ["", "c s", "!", "f s Enter", "/ \"wem\" Enter"] {
        let mut model = register_model(120, 40);
        press(&mut model, &format!("5 {keys}"));
        let text = screen(&model);
        let words = ["  on time", "  late", "  incomplete", "  silent", "  never reached", "  councils shown"];
        let number = |words: &str| -> usize {
            let row = text.lines().find_map(|row| row.rsplit_once('│')?.1.strip_suffix(words));
            let number = row.and_then(|row| row.split_whitespace().last());
            number.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{words} in\n{text}"))
        };
        let [parts @ .., sum] = words.map(number);
        assert_eq!(parts.iter().sum::<usize>(), sum, "{keys}\n{text}");
        assert_eq!(sum, model.shared.search.hits().len());
    }
}

#[test]
fn zoom_and_pan_change_the_view_and_another_filter_shows_its_whole_area() {
    let mut model = register_model(80, 24);
    press(&mut model, "5");
    assert!(screen(&model).contains("out of view: 0 shows all"), "{}", screen(&model));
    press(&mut model, "0");
    let whole = screen(&model);
    press(&mut model, "-");
    assert!(screen(&model).contains("this is the whole area"), "{}", screen(&model));
    press(&mut model, "+ + +");
    let near = screen(&model);
    assert!(near.contains("out of view: 0 shows all"), "{near}");
    press(&mut model, "S-Right S-Down");
    assert_ne!(screen(&model), near);
    let focus = focused(&model);
    press(&mut model, "0");
    assert_eq!((screen(&model), focused(&model)), (whole.clone(), focus));
    press(&mut model, "+ + + + c t");
    assert!(!screen(&model).contains("out of view"), "{}", screen(&model));
    press(&mut model, "Delete");
    // The focus stays on the council of Telford and Wrekin.
    let point = map(&model).points[map(&model).focus.unwrap()];
    assert!(map(&model).viewport(model.shared.size).cell(point).is_some(), "{}", screen(&model));
    while !screen(&model).contains("as near as the map goes") {
        press(&mut model, "+");
    }
    // A focus outside the view moves it.
    press(&mut model, "G");
    let map = map(&model);
    let point = map.points[map.focus.unwrap()];
    assert!(map.viewport(model.shared.size).cell(point).is_some());
}

/// Elsewhere an arrow with Shift is the arrow.
#[test]
fn shift_is_ignored_where_no_command_has_it() {
    let mut model = model(80, 24);
    let key = KeyEvent::new(KeyCode::Down, KeyModifiers::SHIFT);
    press(&mut model, "g");
    update(&mut model, Msg::Key(key));
    assert_eq!(model.councils.list.cursor, 1);
}

#[test]
fn a_verb_on_the_map_records_for_the_council_in_focus() {
    let mut model = model(120, 40);
    press(&mut model, "/ \"weston\" Enter Delete 5 Right Down Down n \"Rang.\"");
    let effects = press(&mut model, "C-s");
    let [charter::change::Act::Note(note)] = applied(&effects).acts.as_slice() else { panic!("{effects:?}") };
    assert_eq!(note.council, CouncilId(5));
    update(&mut model, saved("note on Wem Town Council"));
    update(&mut model, Msg::SnapshotRead(Box::new(reading(day()))));
    assert!(screen(&model).contains("saved: note on Wem Town Council"), "{}", screen(&model));
    assert_eq!((map(&model).marks.len(), focused(&model)), (8, "Wem Town Council".to_owned()));
    // The form of a return reads the council's file first.
    press(&mut model, "r");
    assert!(screen(&model).contains("Return of Wem Town Council"), "{}", screen(&model));
    press(&mut model, "Esc Enter");
    assert!(
        matches!(model.layers.as_slice(), [Layer::Map(_), Layer::Council(council)] if council.id() == CouncilId(5))
    );
    press(&mut model, "Esc y");
    assert!(matches!(model.layers.as_slice(), [Layer::Map(_)]));
}

#[test]
fn tagged_councils_are_the_targets_and_the_focus_stays() {
    let mut model = model(120, 40);
    press(&mut model, "5 Space Up Space");
    assert_eq!(model.councils.tagged, BTreeSet::from([CouncilId(1), CouncilId(3)]), "{}", focused(&model));
    assert!(screen(&model).contains("2 tagged, underlined here"), "{}", screen(&model));
    press(&mut model, "n");
    assert!(screen(&model).contains("2 councils"), "{}", screen(&model));
    press(&mut model, "Esc x");
    assert!(model.councils.tagged.is_empty());
}

#[test]
fn a_council_without_a_place_is_said_to_have_none() {
    let mut model = model(120, 40);
    press(&mut model, "5");
    assert!(screen(&model).contains("1 without a place on record"), "{}", screen(&model));
    press(&mut model, "/ \"wythall\" Enter");
    let text = screen(&model);
    assert!(text.contains("The register does not say where this council is"), "{text}");
    assert!(text.contains("It has no place on record") && focused(&model) == "Wythall", "{text}");
    press(&mut model, "Right");
    assert!(screen(&model).contains("no council shown here is further east"), "{}", screen(&model));
    press(&mut model, "Delete Right");
    assert_ne!(focused(&model), "Wythall", "an arrow leads onto the map");
    press(&mut model, "/ \"zzzz\" Enter");
    assert!(screen(&model).contains("No council called “zzzz”"), "{}", screen(&model));
    press(&mut model, "Up Down Left Right 1 Tab BackTab Space + - 0 S-Up g G PgDn PgUp Enter");
    assert!(matches!(model.layers.as_slice(), [Layer::Map(_)]));
}

#[test]
fn five_opens_the_map_from_any_tab_and_tabs_close_it_in_a_council() {
    let mut model = model(120, 40);
    press(&mut model, "3 5");
    assert!(matches!((model.tab, model.layers.as_slice()), (Tab::Councils, [Layer::Map(_)])));
    press(&mut model, "Enter 5");
    assert!(matches!(model.layers.as_slice(), [Layer::Map(_)]), "{}", screen(&model));
    press(&mut model, "Enter 3");
    assert!(model.tab == Tab::Diary && model.layers.is_empty());
}

#[test]
fn a_click_focuses_a_double_click_opens_and_the_wheel_zooms() {
    let mut model = model(120, 40);
    press(&mut model, "5");
    let text = screen(&model);
    // The only council that declined in time stands in the north-east of Shropshire.
    press(&mut model, "/ \"whixall\" Enter Delete Left");
    let target = map(&model).marks.iter().position(|mark| mark.id == CouncilId(8)).unwrap();
    let point = map(&model).points[target];
    let (x, y) = map(&model).viewport(model.shared.size).cell(point).unwrap();
    let (column, row) = (x, y + 4);
    let mut at = std::time::Duration::ZERO;
    let mut point_at = |model: &mut Model, kind| {
        at += std::time::Duration::from_millis(100);
        crate::tui::testing::feed(model, Msg::Mouse(Pointer { kind, column, row, at }));
    };
    point_at(&mut model, PointerKind::Press);
    assert_eq!(focused(&model), "Malvern Town Council", "{text}");
    point_at(&mut model, PointerKind::Press);
    assert!(matches!(model.layers.as_slice(), [Layer::Map(_), Layer::Council(_)]), "{}", screen(&model));
    press(&mut model, "Esc");
    let before = map(&model).viewport(model.shared.size).km;
    point_at(&mut model, PointerKind::WheelUp);
    assert!(map(&model).viewport(model.shared.size).km < before);
    point_at(&mut model, PointerKind::WheelDown);
    assert!((map(&model).viewport(model.shared.size).km - before).abs() < 1e-9);
}

#[rstest]
fn the_map_as_text(#[values((60, 20), (80, 24), (120, 40), (200, 50))] size: (u16, u16)) {
    let cases = [("open", "5"), ("whole", "5 0"), ("county", "5 c s Tab"), ("near", "5 + Space Right")];
    for (name, keys) in cases {
        let mut model = register_model(size.0, size.1);
        press(&mut model, keys);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen(&model));
    }
}

#[rstest]
fn the_table_of_districts_as_text(
    #[values((60, 20), (80, 24), (120, 40), (200, 50))] size: (u16, u16),
    #[values(false, true)] reader: bool,
) {
    let mut model = register_model(size.0, size.1);
    model.shared.theme = Theme::plain(!reader).for_reader(reader);
    press(&mut model, "5 j j");
    let name = if reader { "reader" } else { "ascii" };
    insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen(&model));
}

#[test]
fn a_district_of_the_table_becomes_the_filter_of_the_list() {
    let mut model = register_model(80, 24);
    model.shared.theme = Theme::plain(true);
    press(&mut model, "5");
    let Some(Layer::Districts(table)) = model.layers.last() else { panic!("{}", screen(&model)) };
    let sum: usize = table.rows.iter().map(|row| row.counts.total()).sum();
    assert_eq!((table.rows.len(), sum), (9, 610));
    press(&mut model, "! G");
    assert!(screen(&model).contains("Show missed"), "{}", screen(&model));
    press(&mut model, "Enter");
    assert!(model.layers.is_empty(), "{}", screen(&model));
    let filter = &model.shared.search.filter;
    assert_eq!((filter.county.as_deref(), filter.district.as_deref()), (Some("Worcestershire"), Some("Wyre Forest")));
    assert!(filter.is_missed());
    // No council is in focus in the table, so no verb acts there.
    press(&mut model, "5 r");
    assert!(screen(&model).contains("r does nothing here"), "{}", screen(&model));
    press(&mut model, "q");
    assert!(model.layers.is_empty());
}

/// A district is a part of a county, so the county's lines do not widen the view. Those of Telford and Wrekin are the same
/// councils.
#[test]
fn the_area_follows_the_filter_even_if_the_councils_stay_the_same() {
    let mut model = register_model(120, 40);
    press(&mut model, "5");
    let mut show = |county: Option<&str>, district: Option<&str>| {
        let filter = &mut model.shared.search.filter;
        (filter.county, filter.district) = (county.map(str::to_owned), district.map(str::to_owned));
        model.search();
        update(&mut model, Msg::Resize(120, 40));
        (map(&model).marks.clone(), map(&model).scene().view.km)
    };
    let (of_district, near) = show(None, Some("Telford and Wrekin"));
    let (of_county, far) = show(Some("Telford and Wrekin"), None);
    assert!(of_district.len() == 29 && of_district == of_county, "{of_district:?}");
    assert!(near < far, "{near} {far}");
    assert_eq!(show(None, Some("Telford and Wrekin")).1, near);
}

/// The first page of councils is of one county.
#[test]
fn the_lines_of_all_counties_come_with_the_rest_of_the_councils() {
    let all = register_reading();
    let first = SnapshotData { lines: all.lines[..60].to_vec(), ..reading(day()) };
    let mut model = register_model(120, 40);
    update(&mut model, Msg::SnapshotRead(Box::new(first)));
    press(&mut model, "/ \"abbey dore\" Enter 5");
    assert_eq!((map(&model).marks.len(), map(&model).rings.len()), (1, 1));
    update(&mut model, Msg::SnapshotRead(Box::new(all)));
    assert_eq!((map(&model).marks.len(), map(&model).rings.len()), (1, 4));
}

/// On a small screen the whole force would leave out most councils.
#[rstest]
#[case((60, 20), "5")]
#[case((80, 24), "5")]
#[case((80, 24), "5 + 0")]
#[case((120, 40), "5")]
#[case((200, 50), "5")]
fn the_map_opens_with_room_for_the_councils_in_view(#[case] size: (u16, u16), #[case] keys: &str) {
    let mut model = register_model(size.0, size.1);
    press(&mut model, keys);
    let is_whole = keys.contains('0') || size.0 >= 120;
    let spread = &map(&model).scene().spread;
    let in_view = map(&model).marks.len() - spread.outside;
    assert_eq!(spread.outside == 0, is_whole, "{}", screen(&model));
    assert_eq!(spread.crowded * 20 <= in_view, size.0 >= 120 || !is_whole, "{spread:?}");
    // The focus is in view and the words sum up.
    let focus = map(&model).points[map(&model).focus.unwrap()];
    assert!(map(&model).scene().view.cell(focus).is_some());
    let said = |n: usize, words: &str| n == 0 || screen(&model).contains(&format!("{n} {words}"));
    assert!(said(spread.crowded, "more here: +") && said(spread.outside, "out of view: 0"), "{}", screen(&model));
    assert!(said(spread.displaced, "beside their place"), "{}", screen(&model));
}

#[test]
fn the_view_that_was_chosen_stays_when_the_screen_or_the_councils_change() {
    let mut model = register_model(120, 40);
    press(&mut model, "5");
    update(&mut model, Msg::Resize(80, 24));
    assert!(screen(&model).contains("out of view: 0 shows all"), "{}", screen(&model));
    press(&mut model, "0");
    let whole = screen(&model);
    update(&mut model, Msg::SnapshotRead(Box::new(register_reading())));
    assert_eq!(screen(&model), whole);
    update(&mut model, Msg::Resize(60, 20));
    assert!(!screen(&model).contains("out of view"), "{}", screen(&model));
}
