//! Which councils and which day the report is of, and that the header, the notes and the list behind a bar say the same.

use charter::report::thousands;
use charter::response_group::ResponseGroup;
use rstest::rstest;

use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::screens::report::state::ReportScreen;
use crate::tui::testing::{model_after_the_quarter, press, register_model, screen};
use crate::tui::ui::theme::Theme;

fn report(model: &Model) -> &ReportScreen {
    match model.layers.last() {
        Some(Layer::Report(report)) => report,
        _ => panic!("no report is open: {}", screen(model)),
    }
}

fn header(model: &Model) -> String {
    screen(model).lines().nth(1).unwrap().to_owned()
}

/// The text without line breaks and frames.
fn flowing(model: &Model) -> String {
    screen(model).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each bar of the first chart is in the header with its number, unless it counts nobody.
fn assert_header_counts_as_the_chart(model: &Model) {
    for bar in report(model).bars().iter().filter(|bar| bar.share.n > 0) {
        let part = format!("{} {}", bar.label, bar.share.n);
        assert!(header(model).contains(&part), "{part} in\n{}", screen(model));
    }
}

#[rstest]
#[case("f s Enter 6", "The filter Show does not count here.")]
#[case("/ \"wem\" Enter 6", "The filter Find does not count here.")]
#[case("f s Enter / \"wem\" Enter 6", "The filters Show and Find do not count here.")]
#[case("3 f s Enter 6", "The filter Show does not count here.")]
fn the_header_counts_the_councils_of_the_report_and_a_note_says_which_filter_does_not_count(
    #[case] keys: &str,
    #[case] note: &str,
    #[values((120, 40), (40, 12))] size: (u16, u16),
) {
    let mut model = register_model(size.0, size.1);
    press(&mut model, keys);
    if size.0 >= 120 {
        assert_header_counts_as_the_chart(&model);
        assert!(header(&model).contains("on time 204") && !header(&model).contains("shown:"), "{}", header(&model));
        assert!(flowing(&model).contains(note), "{}", screen(&model));
        // The form that writes the report lies above it.
        press(&mut model, "E");
        assert!(header(&model).contains("on time 204"), "{}", screen(&model));
        press(&mut model, "Esc");
    } else {
        assert!(flowing(&model).contains("not count here."), "{}", screen(&model));
    }
    press(&mut model, "Esc");
    assert!(model.layers.is_empty() && !screen(&model).contains("not count here"), "{}", screen(&model));
    assert_eq!(header(&model).contains("shown:"), size.0 >= 120 && !keys.starts_with('3'), "{}", screen(&model));
}

#[test]
fn the_area_is_chosen_in_the_report_too() {
    let mut model = register_model(120, 40);
    press(&mut model, "f s Enter 6 c");
    assert!(screen(&model).contains("s   Shropshire                                    175"), "{}", screen(&model));
    press(&mut model, "s");
    assert!(screen(&model).contains("Shropshire, as at Thu 5 Oct 2023"), "{}", screen(&model));
    assert_header_counts_as_the_chart(&model);
    assert!(header(&model).contains("report: on time 58"), "{}", header(&model));
    assert_eq!(model.shared.search.filter.county.as_deref(), Some("Shropshire"), "the list follows");
    press(&mut model, "c c");
    assert!(screen(&model).contains("Whole force area, as at"), "{}", screen(&model));
    press(&mut model, "d y");
    assert!(screen(&model).contains("Wychavon, as at Thu 5 Oct 2023"), "{}", screen(&model));
    assert_header_counts_as_the_chart(&model);
    // A filter that no report follows has no key here.
    press(&mut model, "!");
    assert_eq!(model.shared.search.filter.show.len(), 1);
    report(&model);
}

#[test]
fn after_the_quarter_the_screen_the_form_and_the_reader_say_why_the_day_is_its_last() {
    const WHY: &str = "As at Sun 31 Dec 2023, the last day of the quarter: later work belongs to the next round.";
    for size in [(80, 24), (60, 20)] {
        let mut model = model_after_the_quarter(size.0, size.1);
        press(&mut model, "6");
        assert!(flowing(&model).contains(WHY), "{}", screen(&model));
        assert!(header(&model).contains("report: on time"), "{}", screen(&model));
        press(&mut model, "E");
        assert!(flowing(&model).contains("Write the report") && flowing(&model).contains(WHY), "{}", screen(&model));
    }
    let mut model = model_after_the_quarter(40, 12);
    press(&mut model, "6");
    assert!(screen(&model).contains("31 Dec 2023: the quarter's last day."), "{}", screen(&model));
    let mut model = model_after_the_quarter(80, 24);
    model.shared.theme = Theme::plain(false).for_reader(true);
    press(&mut model, "6");
    assert!(flowing(&model).contains(WHY), "{}", screen(&model));
    let mut model = register_model(80, 24);
    press(&mut model, "6");
    assert!(!flowing(&model).contains("last day"), "{}", screen(&model));
}

#[rstest]
fn the_list_behind_a_bar_says_how_many_councils_it_has_at_every_size(
    #[values((40, 12), (60, 20), (80, 24), (100, 30), (120, 40), (200, 50))] size: (u16, u16),
) {
    let mut model = register_model(size.0, size.1);
    press(&mut model, "c s 6 Tab Tab Tab Tab Down Down");
    let bar = report(&model).bar().unwrap().clone();
    press(&mut model, "Enter");
    let text = screen(&model);
    let line = text.lines().find(|line| line.starts_with(" Report Promise of one")).unwrap_or_else(|| panic!("{text}"));
    assert!(line.contains(&format!("{} of 610", thousands(bar.share.n))), "{line}");
    assert!(!line.contains("County all"), "the councils of a report are those of its area: {line}");
    let whole = "Promise of one contact a quarter: not offered, Shropshire";
    assert!(line.contains(whole) || line.contains('…'), "{line}");
    assert_eq!(line.contains(whole), size.0 >= 80, "{line}");
    assert_eq!(line.contains("row 1 of"), size.0 >= 120, "{line}");
    // 6 goes back to the bar, as Esc does.
    press(&mut model, "6");
    assert_eq!(report(&model).bar(), Some(&bar));
    assert_eq!(model.shared.search.filter.county.as_deref(), Some("Shropshire"));
}

#[rstest]
fn a_number_is_never_cut(#[values(40, 47, 52, 60)] columns: u16, #[values(false, true)] is_ascii: bool) {
    let mut model = register_model(columns, 40);
    model.shared.theme = Theme::plain(is_ascii);
    press(&mut model, "6");
    for _ in 0..report(&model).charts().len() {
        let text = screen(&model);
        let bars = report(&model).bars();
        let is_lines = text.contains("the deadline");
        for bar in bars.iter().filter(|_| !is_lines) {
            let number = format!("{} of {}", thousands(bar.share.n), thousands(bar.share.of));
            let label: String = bar.label.chars().take(12).collect();
            let is_whole = |line: &str| line.contains(&label) && line.contains(&number);
            assert!(text.lines().any(is_whole), "{label}, {number}\n{text}");
        }
        press(&mut model, "Tab");
    }
}

#[rstest]
fn a_chart_without_bars_names_no_base(#[values(false, true)] reader: bool) {
    let mut model = register_model(120, 40);
    model.shared.theme = Theme::plain(false).for_reader(reader);
    press(&mut model, "6");
    while report(&model).focused().unwrap().chart.name != "Aims" {
        press(&mut model, "Tab");
    }
    let text = screen(&model);
    assert!(text.contains("No aim is on record") && text.contains("tagged with an aim"), "{text}");
    assert!(!text.contains("base:"), "{text}");
}

#[test]
fn the_header_counts_nothing_before_the_figures_are_read() {
    let mut model = register_model(120, 40);
    model.layers.push(Layer::Report(Box::default()));
    assert!(header(&model).contains("counting the figures"), "{}", screen(&model));
    assert!(!header(&model).contains(ResponseGroup::OnTime.label()), "{}", header(&model));
}
