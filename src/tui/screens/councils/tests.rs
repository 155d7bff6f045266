//! The list of councils by keys: sorting, grouping, columns, tags.

use charter::list_column::{Cell, ListColumn};
use desk::list_export::{ExportFormat, ExportTable};
use rstest::rstest;

use crate::list_views::{ListView, ListViews, NamedView, ViewEdit};
use crate::tui::app::effect::Effect;
use crate::tui::app::export_request::ExportContent;
use crate::tui::app::list_views;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::tab::Tab;
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
    let late = text.lines().position(|line| line.contains("! late:")).unwrap();
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
    for (name, keys) in [
        ("list", ""),
        ("missed", "!"),
        ("flat", "F s h"),
        ("sort", "s"),
        ("columns", "H j"),
        ("views", "v"),
        ("export", "E"),
    ] {
        let mut model = model(size.0, size.1);
        press(&mut model, keys);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen(&model));
    }
}

/// The headings of the columns on screen.
fn heading(model: &Model) -> String {
    let text = screen(model);
    let line = text.lines().find(|line| line.trim_start().starts_with("council ")).unwrap_or_default();
    line.split('│').next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn columns_are_hidden_moved_and_brought_back() {
    let mut model = model(145, 40);
    assert_eq!(heading(&model), "council status heard pri method how often seen next");
    press(&mut model, "H j j Space Right Right Enter");
    assert_eq!(heading(&model), "council status pri method how often seen next team");
    press(&mut model, "H Space");
    assert!(screen(&model).contains("the council's name is always shown"));
    press(&mut model, "G k k k k k k k k k k k k K K K Enter");
    assert!(model.layers.is_empty());
    press(&mut model, "H Delete Esc");
    assert_eq!(heading(&model), "council status heard pri method how often seen next");
}

#[test]
fn a_view_keeps_filter_order_and_columns_and_opens_by_its_digit() {
    let mut model = model(120, 40);
    press(&mut model, "c s s h F v s");
    let effects = press(&mut model, "\"Chase\" C-s");
    assert!(
        matches!(effects.as_slice(), [Effect::SaveDrafts, Effect::EditViews(ViewEdit::Save(view))] if view.name == "Chase"),
        "{effects:?}"
    );
    assert!(screen(&model).contains("view Chase saved: v 1 opens it"), "{}", screen(&model));
    press(&mut model, "Esc F s o");
    assert_eq!(model.shared.search.hits().len(), 9);
    press(&mut model, "v 1");
    assert!(screen(&model).contains("view Chase: 5 of 9 councils"), "{}", screen(&model));
    assert_eq!(listed(&model), ["Whixall", "Weston", "Shrewsbury", "Wem", "Wem"]);
    // The open view can be removed.
    let effects = press(&mut model, "v x");
    assert_eq!(effects, [Effect::EditViews(ViewEdit::Delete("Chase".to_owned()))]);
    press(&mut model, "v");
    assert!(!screen(&model).contains("Chase"), "{}", screen(&model));
}

#[test]
fn a_start_view_is_opened_with_its_tab_and_the_list_as_it_was_left() {
    let mut saved = model(120, 40);
    press(&mut saved, "c s ! s l");
    let mut views = ListViews::default();
    views.apply(&ViewEdit::Last(list_views::now(&saved)));
    let mut left = model(120, 40);
    assert_eq!(list_views::restore(&mut left, views.clone()), []);
    assert_eq!(listed(&left), listed(&saved));
    assert!(screen(&left).contains("the list is as you left it; Esc shows all councils"), "{}", screen(&left));

    let start = NamedView::new("Diary".to_owned(), true, "diary".to_owned(), ListView::default());
    views.apply(&ViewEdit::Save(start));
    let mut opened = model(120, 40);
    assert!(matches!(list_views::restore(&mut opened, views).as_slice(), [Effect::ReadDiary(..)]));
    assert_eq!((opened.tab, opened.shared.search.hits().len()), (Tab::Diary, 9));
}

#[test]
fn a_view_with_unknown_words_is_not_opened_and_a_name_in_another_case_is_replaced() {
    let text = "[[view]]\nname = \"Chase\"\nstart = true\n[view.list]\nshow = [\"shouting\"]\n";
    let mut model = model(120, 40);
    assert_eq!(list_views::restore(&mut model, toml::from_str(text).unwrap()), []);
    let said = "view Chase was not opened: the list cannot show “shouting”";
    assert!(screen(&model).contains(said), "{}", screen(&model));
    press(&mut model, "c s v 1");
    assert!(screen(&model).contains(said), "{}", screen(&model));
    assert_eq!(model.shared.search.hits().len(), 5, "the list is as it was");
    press(&mut model, "v s C-u \"chase\" C-s");
    assert!(screen(&model).contains("view chase saved in place of Chase: v 1 opens it"), "{}", screen(&model));
    assert_eq!(model.views.views.len(), 1);
}

#[test]
fn my_team_is_asked_for_once_and_then_one_key() {
    let mut model = model(120, 40);
    press(&mut model, "M");
    assert!(screen(&model).contains("Which team is yours?"));
    let effects = press(&mut model, "Enter");
    assert_eq!(effects, [Effect::RememberTeam(Some("North SNT".to_owned()))]);
    assert_eq!(model.shared.search.hits().len(), 5);
    press(&mut model, "M");
    assert_eq!(model.shared.search.hits().len(), 9);
    press(&mut model, "c h M");
    assert_eq!(model.shared.search.hits().len(), 5, "its councils are in another county");
    model.own_team = Some("South SNT".to_owned());
    press(&mut model, "M");
    assert!(screen(&model).contains("no council has the team South SNT now"), "{}", screen(&model));
}

fn exported(effects: &[Effect]) -> &ExportTable {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::Export(request) => Some(&request.content),
        _ => None,
    });
    match found {
        Some(ExportContent::Table(table, _)) => table,
        other => panic!("no list is written: {other:?}"),
    }
}

fn first_words(table: &ExportTable) -> Vec<String> {
    let word = |row: &Vec<Cell<'_>>| match &row[0] {
        Cell::Text(text) => text.split(' ').next().unwrap_or_default().to_owned(),
        other => panic!("{other:?}"),
    };
    table.rows.iter().map(word).collect()
}

#[test]
fn what_is_on_screen_is_written_with_its_order_and_columns() {
    let mut model = model(120, 40);
    model.shared.home = Some("/sergeant".into());
    // The folded group is written too.
    press(&mut model, "c s s h Left");
    let effects = press(&mut model, "E Enter Enter");
    assert_eq!(first_words(exported(&effects)), ["Whixall", "Weston", "Shrewsbury", "Wem", "Wem"]);
    assert!(exported(&effects).columns.contains(&ListColumn::County));
    let text = screen(&model);
    assert!(text.contains("written: 5 councils to /sergeant/councils-2023-10-05.xlsx"), "{text}");
    press(&mut model, "H j Space Enter");
    let effects = press(&mut model, "E h Enter Enter");
    assert!(!exported(&effects).columns.contains(&ListColumn::Status));
    assert!(screen(&model).contains("councils-2023-10-05.html"), "{}", screen(&model));
}

#[test]
fn only_the_tagged_councils_are_written_if_some_are_tagged() {
    let mut model = model(120, 40);
    model.shared.home = Some("/sergeant".into());
    press(&mut model, "c s Space Space c h");
    let effects = press(&mut model, "E Enter Enter Enter");
    assert_eq!(first_words(exported(&effects)), ["Shrewsbury", "Wem"], "those out of view too");
}

#[test]
fn a_file_that_is_there_is_not_replaced_without_asking() {
    let mut model = model(120, 40);
    press(&mut model, "E Tab C-u \"/tmp/taken\"");
    press(&mut model, "C-s");
    let text = screen(&model);
    assert!(text.contains("/tmp/taken.xlsx is there already and was left as it was"), "{text}");
    // Another name is another question.
    press(&mut model, "\"2\" C-s");
    assert!(screen(&model).contains("/tmp/taken2.xlsx is there already"), "{}", screen(&model));
    press(&mut model, "C-s");
    assert!(screen(&model).contains("written: 9 councils to /tmp/taken2.xlsx"), "{}", screen(&model));
}

#[test]
fn a_typed_ending_is_the_format() {
    let mut model = model(120, 40);
    let effects = press(&mut model, "E Tab C-u \"/tmp/o.csv\" C-s");
    assert!(screen(&model).contains("written: 9 councils to /tmp/o.csv"), "{}", screen(&model));
    let format = effects.iter().find_map(|effect| match effect {
        Effect::Export(request) => Some(&request.content),
        _ => None,
    });
    assert!(matches!(format, Some(ExportContent::Table(_, ExportFormat::Csv))), "{format:?}");
    press(&mut model, "/ \"ross\" Enter b E C-u \"/tmp/o.csv\" C-s");
    assert!(screen(&model).contains("end the name with .html"), "{}", screen(&model));
}

#[test]
fn the_clipboard_needs_no_file() {
    let mut model = model(120, 40);
    let effects = press(&mut model, "c h E t");
    assert_eq!(effects, []);
    assert!(!screen(&model).contains("councils-2023"), "{}", screen(&model));
    let effects = press(&mut model, "C-s");
    let Some(Effect::Copy(text)) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.starts_with("council\tstatus"), "{text}");
}

#[test]
fn the_brief_is_written_from_its_screen() {
    let mut model = model(120, 40);
    model.shared.home = Some("/sergeant".into());
    press(&mut model, "/ \"ross\" Enter b");
    let effects = press(&mut model, "E Enter");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Export(request)
        if matches!(request.content, ExportContent::Brief(_)))));
    let text = screen(&model);
    assert!(text.contains("written: the brief to /sergeant/brief-ross-on-wye-town-council-2023-10-05.html"), "{text}");
}

/// A name that only looks like the text may be another council, so the line says that none has it.
#[test]
fn a_guess_is_said_and_letters_inside_a_name_are_none() {
    let mut model = model(120, 40);
    press(&mut model, "/ \"wthll\"");
    assert!(screen(&model).contains("Find wthll (none; nearest names)"), "{}", screen(&model));
    press(&mut model, "C-u \"hyn\"");
    assert!(screen(&model).contains("Weston Rhyn") && !screen(&model).contains("nearest names"), "{}", screen(&model));
}
