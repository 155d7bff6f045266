//! The list of councils by keys: sorting, grouping, columns, tags.

use rstest::rstest;

use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::screens::councils::state::Row;
use crate::tui::testing::{day, model, press, reading, screen};

fn focused(model: &Model) -> String {
    model.councils.focused(&model.shared.snapshot).map(|line| line.name.raw().to_owned()).unwrap_or_default()
}

/// The first words of the councils, in the order of the rows.
fn listed(model: &Model) -> Vec<String> {
    let lines = model.shared.snapshot.lines();
    let name = |row: &Row| match row {
        Row::Council(index) => lines[*index as usize].name.raw().split(' ').next().map(str::to_owned),
        Row::Group(_) => None,
    };
    model.councils.rows.iter().filter_map(name).collect()
}

#[rstest]
#[case("", "Abbey Ross-on-Wye Shrewsbury Wem Wem Weston Whixall Malvern Wythall")]
#[case("F", "Abbey Malvern Ross-on-Wye Shrewsbury Wem Wem Weston Whixall Wythall")]
#[case("F s c s c", "Wythall Whixall Weston Wem Wem Shrewsbury Ross-on-Wye Malvern Abbey")]
#[case("s h", "Ross-on-Wye Abbey Whixall Weston Shrewsbury Wem Wem Malvern Wythall")]
#[case("s h s h", "Ross-on-Wye Abbey Wem Shrewsbury Weston Whixall Wem Malvern Wythall")]
#[case("F s p", "Wem Ross-on-Wye Shrewsbury Abbey Wem Weston Whixall Malvern Wythall")]
#[case("s h s o", "Abbey Ross-on-Wye Shrewsbury Wem Wem Weston Whixall Malvern Wythall")]
fn sorts_within_groups_or_across_them(#[case] keys: &str, #[case] order: &str) {
    let mut model = model(120, 40);
    press(&mut model, keys);
    assert_eq!(listed(&model).join(" "), order, "{}", screen(&model));
}

#[test]
fn an_arrow_marks_the_sorted_column_and_the_cursor_stays() {
    let mut model = model(120, 40);
    press(&mut model, "/ \"weston\" Enter Esc");
    assert_eq!(focused(&model), "Weston Rhyn Parish Council");
    press(&mut model, "s h");
    assert!(screen(&model).contains("heard↑"), "{}", screen(&model));
    press(&mut model, "s h");
    assert!(screen(&model).contains("heard↓"), "{}", screen(&model));
    assert_eq!(focused(&model), "Weston Rhyn Parish Council");
    // Another reading keeps the sort.
    update(&mut model, Msg::SnapshotRead(Box::new(reading(day()))));
    assert!(screen(&model).contains("heard↓"));
    assert_eq!(focused(&model), "Weston Rhyn Parish Council");
}

#[test]
fn a_sort_takes_two_keys_and_works_while_a_search_is_kept() {
    let mut model = model(80, 24);
    press(&mut model, "s h / \"we\" Enter");
    // The best match leads; lines that match alike are sorted.
    assert_eq!(listed(&model), ["Weston", "Wem", "Wem"], "{}", screen(&model));
}

#[test]
fn counties_are_named_inside_the_groups_of_missed_councils() {
    let mut model = model(120, 40);
    press(&mut model, "!");
    let text = screen(&model);
    let rows: Vec<&str> = text.lines().skip_while(|line| !line.contains("silent: write")).collect();
    for (row, words) in rows.iter().zip(["! silent", "Herefordshire", "Abbey Dore", "Shropshire", "Wem Town"]) {
        assert!(row.contains(words), "{words} in {row}\n{text}");
    }
    // A group of one county needs no heading for it.
    let late = text.lines().position(|line| line.contains("late reply")).unwrap();
    assert!(text.lines().nth(late + 1).unwrap().contains("Wem Rural"), "{text}");
    press(&mut model, "F");
    assert!(screen(&model).contains("county"), "a list of several counties has a column for them");
}

#[test]
fn a_heading_tags_all_below_it_with_its_inner_groups() {
    let mut model = model(120, 40);
    press(&mut model, "! g Space");
    assert_eq!(model.councils.tagged.len(), 3, "{}", screen(&model));
    press(&mut model, "x g j Space");
    assert_eq!(model.councils.tagged.len(), 1, "{}", screen(&model));
}

#[test]
fn folding_a_group_hides_its_inner_groups() {
    let mut model = model(120, 40);
    press(&mut model, "! g Left");
    let text = screen(&model);
    assert!(text.contains("▸ ! silent") && !text.contains("Abbey Dore"), "{text}");
    press(&mut model, "Right j Left");
    let text = screen(&model);
    assert!(text.contains("▾ ! silent") && text.contains("▸ Herefordshire") && !text.contains("Abbey Dore"), "{text}");
}

#[rstest]
#[case("}", "Abbey Dore")]
#[case("} }", "Wem Rural Parish Council")]
#[case("} } } {", "Wem Rural Parish Council")]
#[case("G {", "Malvern Town Council")]
fn braces_go_to_missed_councils(#[case] keys: &str, #[case] council: &str) {
    let mut model = model(80, 24);
    press(&mut model, "g");
    press(&mut model, keys);
    assert_eq!(focused(&model), council);
}

#[test]
fn the_last_missed_council_says_so() {
    let mut model = model(80, 24);
    press(&mut model, "G }");
    assert!(screen(&model).contains("no council below missed the deadline"));
}

#[test]
fn a_verb_on_tags_out_of_view_says_so_first() {
    let mut model = model(120, 40);
    press(&mut model, "c s Space Space Space c h");
    assert!(screen(&model).contains("3 tagged, 3 not shown"), "{}", screen(&model));
    press(&mut model, "n");
    assert!(model.layers.is_empty(), "it asks first");
    assert!(screen(&model).contains("3 councils tagged, 3 of them not shown: n again goes on with all"));
    // Another verb asks again.
    press(&mut model, "h");
    assert!(model.layers.is_empty());
    press(&mut model, "h");
    assert!(screen(&model).contains("3 councils:"), "{}", screen(&model));
    press(&mut model, "Esc c c n");
    assert!(!model.layers.is_empty(), "all are in view again");
}

#[test]
fn a_long_list_has_a_scrollbar_and_says_where_the_cursor_is() {
    let mut model = model(120, 12);
    press(&mut model, "j");
    let text = screen(&model);
    assert!(text.contains('▐'), "{text}");
    update(&mut model, Msg::Resize(120, 40));
    let text = screen(&model);
    assert!(!text.contains('▐') && text.contains("row 2 of 9   9 of 9 councils"), "{text}");
}

#[rstest]
fn each_list_as_text(#[values((60, 20), (80, 24), (120, 40), (200, 50))] size: (u16, u16)) {
    for (name, keys) in [("list", ""), ("missed", "!"), ("flat", "F s h"), ("sort", "s")] {
        let mut model = model(size.0, size.1);
        press(&mut model, keys);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen(&model));
    }
}
