//! The report by keys, and what is drawn of it.

use std::collections::BTreeSet;

use charter::ids::CouncilId;
use charter::response_group::ResponseGroup;
use rstest::rstest;

use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::tab::Tab;
use crate::tui::app::update::update;
use crate::tui::screens::report::state::ReportScreen;
use crate::tui::testing::{day, feed, model, press, reading, register_model, screen};
use crate::tui::ui::theme::Theme;

fn report(model: &Model) -> &ReportScreen {
    match model.layers.last() {
        Some(Layer::Report(report)) => report,
        _ => panic!("no report is open: {}", screen(model)),
    }
}

fn name(model: &Model) -> &str {
    &report(model).focused().unwrap().chart.name
}

fn listed(model: &Model) -> BTreeSet<CouncilId> {
    model.shared.search.indices().map(|index| model.shared.snapshot.lines()[index].id).collect()
}

fn of_group(model: &Model, group: ResponseGroup) -> BTreeSet<CouncilId> {
    let lines = model.shared.snapshot.lines().iter();
    lines.filter(|line| line.status.group == group).map(|line| line.id).collect()
}

#[test]
fn enter_on_a_bar_lists_its_councils_and_esc_comes_back_to_the_same_bar() {
    let mut model = register_model(120, 40);
    press(&mut model, "c s 6");
    assert!(screen(&model).contains("Shropshire, as at Thu 5 Oct 2023"), "{}", screen(&model));
    press(&mut model, "Down Down Down");
    let late = report(&model).bar().unwrap().clone();
    assert_eq!(late.label, "silent");
    press(&mut model, "Enter");
    assert!(model.layers.is_empty() && model.tab == Tab::Councils);
    let silent: BTreeSet<CouncilId> = of_group(&model, ResponseGroup::Silent);
    let in_county = |id: &&CouncilId| {
        model.shared.snapshot.lines().iter().any(|line| line.id == **id && line.county.raw() == "Shropshire")
    };
    assert_eq!(listed(&model), silent.iter().filter(in_county).copied().collect());
    assert_eq!(listed(&model).len(), late.share.n, "as many as the bar says");
    assert!(screen(&model).contains("Report Responses: silent, Shropshire"), "{}", screen(&model));
    press(&mut model, "Esc");
    assert_eq!(report(&model).bar(), Some(&late));
    assert_eq!(model.shared.search.filter.county.as_deref(), Some("Shropshire"));
    press(&mut model, "Esc");
    assert!(model.layers.is_empty());
    // Without the report, Esc clears the filter as ever.
    press(&mut model, "Esc");
    assert!(model.shared.search.filter.is_empty());
}

#[test]
fn delete_clears_the_choice_of_the_report_like_every_filter() {
    let mut model = register_model(120, 40);
    press(&mut model, "6 Enter");
    assert!(model.shared.search.filter.chosen.is_some());
    press(&mut model, "Delete");
    assert!(model.shared.search.filter.is_empty() && listed(&model).len() == 610);
    press(&mut model, "6 Enter v s");
    assert!(screen(&model).contains("is not kept"), "a view says what it leaves out: {}", screen(&model));
    press(&mut model, "Esc Esc");
    assert_eq!(name(&model), "Responses");
}

#[test]
fn tab_shows_every_chart_and_an_empty_one_says_why() {
    let mut model = model(80, 24);
    press(&mut model, "6");
    let mut names = Vec::new();
    for _ in 0..report(&model).charts().len() {
        names.push(name(&model).to_owned());
        let (empty, why) = (report(&model).bars().is_empty(), report(&model).focused().unwrap().chart.empty);
        let first: String = why.chars().take(40).collect();
        assert_eq!(screen(&model).contains(&first), empty, "{}", screen(&model));
        press(&mut model, "Tab");
    }
    assert_eq!(name(&model), "Responses", "around the end");
    assert!(names.contains(&"Categories".to_owned()) && names.contains(&"Replies by day".to_owned()), "{names:?}");
    press(&mut model, "Left");
    assert_eq!(name(&model), "Needs attention");
    press(&mut model, "PgUp PgDn Right BackTab Home End");
    assert_eq!(report(&model).list.cursor, report(&model).bars().len() - 1);
}

#[test]
fn a_bar_without_councils_opens_no_list_and_no_verb_acts_on_a_hidden_council() {
    let mut model = model(80, 24);
    press(&mut model, "6 End");
    assert_eq!(report(&model).bar().unwrap().share.n, 0);
    press(&mut model, "Enter");
    assert!(screen(&model).contains("no council is counted there"), "{}", screen(&model));
    press(&mut model, "n");
    assert!(screen(&model).contains("Enter lists the councils of a bar"), "{}", screen(&model));
    report(&model);
}

#[test]
fn the_figures_are_counted_again_when_the_list_is_read_again() {
    let mut model = model(80, 24);
    press(&mut model, "6 Down");
    let label = report(&model).bar().unwrap().label.clone();
    let mut changed = reading(day());
    changed.lines.retain(|line| line.status.group != ResponseGroup::Silent);
    feed(&mut model, Msg::SnapshotRead(Box::new(changed)));
    assert!(!screen(&model).contains("of 9 "), "{}", screen(&model));
    assert_eq!(report(&model).bar().unwrap().label, label, "the focus stays");
    // Unreadable figures close only a report that shows none yet.
    let query = report(&model).asked.clone().unwrap().0;
    model.awaiting = Some(crate::tui::app::awaiting::Awaiting::Report);
    update(&mut model, Msg::ReportRead(Box::new(query), Err("the database cannot be read".to_owned())));
    assert!(screen(&model).contains("the database cannot be read"), "{}", screen(&model));
    report(&model);
}

#[test]
fn a_click_selects_a_bar_or_a_chart() {
    let mut model = register_model(120, 40);
    press(&mut model, "6");
    let click = |model: &mut Model, words: &str| {
        let text = screen(model);
        // The header has the words of some bars too.
        let (row, line) = text.lines().enumerate().filter(|(_, line)| line.contains(words)).last().unwrap();
        let column = u16::try_from(line.chars().count() - line[line.find(words).unwrap()..].chars().count()).unwrap();
        let pointer = crate::tui::app::msg::Pointer {
            kind: crate::tui::app::msg::PointerKind::Press,
            column,
            row: u16::try_from(row).unwrap(),
            at: std::time::Duration::ZERO,
        };
        feed(model, Msg::Mouse(pointer));
    };
    click(&mut model, "incomplete");
    assert_eq!(report(&model).bar().unwrap().label, "incomplete");
    click(&mut model, "Categories");
    assert_eq!(name(&model), "Categories");
}

#[rstest]
fn the_report_as_text(#[values((40, 12), (60, 20), (80, 24), (120, 40), (200, 50))] size: (u16, u16)) {
    for (name, keys) in
        [("responses", "6 Down"), ("days", "6 Tab Tab Up Up"), ("categories", "6 BackTab BackTab BackTab")]
    {
        let mut model = register_model(size.0, size.1);
        press(&mut model, keys);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen(&model));
    }
}

#[rstest]
fn the_report_as_lines_of_text(#[values((40, 12), (80, 24))] size: (u16, u16), #[values(false, true)] reader: bool) {
    let kind = if reader { "reader" } else { "ascii" };
    for (name, keys) in [("bars", "6 Down"), ("days", "6 Tab Tab Up")] {
        let mut model = register_model(size.0, size.1);
        model.shared.theme = Theme::plain(!reader).for_reader(reader);
        press(&mut model, keys);
        let text = screen(&model);
        assert!(!text.chars().any(|c| matches!(c, '\u{2800}'..='\u{28ff}' | '█')), "{text}");
        insta::assert_snapshot!(format!("{kind}_{name}_{}x{}", size.0, size.1), text);
    }
}
