//! The report by keys, and what is drawn of it.

use std::collections::BTreeSet;

use charter::ids::CouncilId;
use charter::report::Layout;
use charter::response_group::ResponseGroup;
use desk::records::{Invalid, InvalidKind};
use desk::report::ReportFormat;
use rstest::rstest;

use crate::tui::app::effect::Effect;
use crate::tui::app::export_request::{ExportFailure, ExportOutcome};
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::tab::Tab;
use crate::tui::app::update::update;
use crate::tui::screens::report::state::ReportScreen;
use crate::tui::testing::{day, feed, model, press, reading, register_model, saved, screen};
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
    assert!(screen(&model).contains("Esc report"), "the footer names the way back\n{}", screen(&model));
    press(&mut model, "Esc");
    assert_eq!(report(&model).bar(), Some(&late));
    assert_eq!(model.shared.search.filter.county.as_deref(), Some("Shropshire"));
    press(&mut model, "Esc");
    assert!(model.layers.is_empty() && !screen(&model).contains("Esc report"), "{}", screen(&model));
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
fn a_bar_is_as_long_as_its_share_and_some_is_never_none() {
    let mut model = register_model(120, 40);
    press(&mut model, "6");
    let cells = |model: &Model, label: &str| {
        let text = screen(model);
        let line = text.lines().rfind(|line| line.contains(label)).unwrap().to_owned();
        let count = |sign: char| line.chars().filter(|c| *c == sign).count();
        (count('█'), count('█') + count('─'))
    };
    let bars = report(&model).bars().to_vec();
    for bar in &bars {
        let (drawn, all) = cells(&model, &format!("{}  ", bar.label));
        assert!(drawn.abs_diff(bar.share.n * all / bar.share.of) <= 1, "{}: {drawn} of {all}", bar.label);
    }
    let mut few = reading(day());
    few.lines = model.shared.snapshot.lines().to_vec();
    let mut late = few.lines.iter().filter(|line| line.status.group == ResponseGroup::Late).map(|line| line.id);
    let kept = late.next();
    few.lines.retain(|line| line.status.group != ResponseGroup::Late || Some(line.id) == kept);
    feed(&mut model, Msg::SnapshotRead(Box::new(few)));
    assert_eq!(cells(&model, "late  ").0, 1, "{}", screen(&model));
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

#[test]
fn e_writes_the_report_and_asks_for_a_reason_only_if_figures_differ() {
    let mut model = register_model(80, 24);
    model.shared.home = Some("/desk".into());
    press(&mut model, "c s 6 E");
    let text = screen(&model);
    assert!(text.contains("Write the report") && text.contains("Shropshire") && !text.contains("reason"), "{text}");
    insta::assert_snapshot!("export_80x24", text);
    let effects = press(&mut model, "C-s");
    let asked =
        effects.iter().find_map(|effect| if let Effect::ExportReport(asked) = effect { Some(asked) } else { None });
    let asked = asked.unwrap_or_else(|| panic!("{effects:?}"));
    assert_eq!(asked.target.path.to_str(), Some("/desk/report-2023-q4-shropshire.html"));
    assert_eq!((asked.order.format, asked.order.area.as_deref()), (ReportFormat::Html, Some("Shropshire")));
    assert_eq!((asked.order.layout, asked.order.by, asked.order.issue.is_some()), (Layout::Summary, None, false));
    let why = "2 figures differ from those that were issued to the panel on Thu 5 Oct 2023; say why";
    let invalid = Invalid { field: "reason", kind: InvalidKind::Rule, why: why.to_owned() };
    feed(&mut model, Msg::Exported(ExportOutcome::unrecorded(Err(ExportFailure::Invalid(invalid)))));
    assert!(screen(&model).contains("reason") && screen(&model).contains("2 figures differ"), "{}", screen(&model));
    let effects = feed(&mut model, Msg::Exported(ExportOutcome::unrecorded(Ok("written: the report".to_owned()))));
    assert_eq!(effects, [Effect::SaveDrafts]);
    report(&model);
}

#[test]
fn a_report_that_was_issued_is_read_again_and_can_be_undone() {
    let mut model = register_model(80, 24);
    press(&mut model, "6 E Tab Tab");
    let Msg::Saved(record) = saved("issued report") else { panic!("a save") };
    let outcome = ExportOutcome { result: Ok("written: the report".to_owned()), saved: Some(record) };
    let effects = feed(&mut model, Msg::Exported(outcome));
    assert!(matches!(effects.as_slice(), [Effect::ReadSnapshot(..), Effect::SaveDrafts]), "{effects:?}");
    let effects = press(&mut model, "u");
    assert_eq!(effects, [Effect::Undo]);
}

#[rstest]
#[case("committee-meets", "31/9", "does not exist")]
#[case("file", "report.csv", "the name of another format (CSV)")]
fn a_wrong_field_of_the_order_is_said_at_the_field(#[case] field: &str, #[case] value: &str, #[case] why: &str) {
    let mut model = register_model(80, 24);
    press(&mut model, "6 E");
    let Some(Layer::Form(form)) = model.layers.last_mut() else { panic!("a form") };
    form.field_mut(field).unwrap().set(value);
    let submitted = crate::tui::forms::submit::submit(form, &model.shared.form_context());
    let errors = submitted.unwrap_err();
    assert!(errors.iter().any(|wrong| wrong.field == field && wrong.why.contains(why)), "{errors:?}");
}

#[rstest]
fn the_issued_reports_are_listed_with_what_differs_now(
    #[values((40, 12), (80, 24), (120, 40))] size: (u16, u16),
    #[values(false, true)] reader: bool,
) {
    let mut model = register_model(size.0, size.1);
    model.shared.theme = Theme::plain(false).for_reader(reader);
    press(&mut model, "6 *");
    assert!(matches!(model.layers.as_slice(), [Layer::Report(_), Layer::IssuedReports(_)]), "{}", screen(&model));
    press(&mut model, "Down");
    let kind = if reader { "reader" } else { "issued" };
    insta::assert_snapshot!(format!("{kind}_issued_{}x{}", size.0, size.1), screen(&model));
    if size.0 >= 80 {
        let text = screen(&model).replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Declined: 1 of 610, now 2 of 610. Report 2 corrects it."), "{text}");
    }
    press(&mut model, "Esc");
    report(&model);
}

#[test]
fn without_an_issued_report_the_list_says_how_to_issue_one() {
    let mut model = register_model(80, 24);
    model.awaiting = Some(crate::tui::app::awaiting::Awaiting::IssuedReports);
    feed(&mut model, Msg::IssuedReportsRead(Vec::new()));
    assert!(screen(&model).contains("No report was issued yet"), "{}", screen(&model));
    press(&mut model, "Down Up PgDn PgUp q");
    assert!(model.layers.is_empty());
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
