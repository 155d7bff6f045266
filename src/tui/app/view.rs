//! Draws the whole screen: the frame, the tab, and the layers above it.

use charter::untrusted::to_ascii;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::key_hints::key_hints;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::tab::Tab;
use crate::tui::dialogs::{
    brief, column_chooser, comparison_view, conflict_view, council_picker, import, issued_reports, lookup, picker,
    priority_choice, promises_view, response_times, search, summary,
};
use crate::tui::forms;
use crate::tui::keys::disabled_reason::disabled_reason;
use crate::tui::reader;
use crate::tui::screens::{council, councils, diary, inbox, letters, map, mapping, plan, priorities, report, today};
use crate::tui::ui::filter_line::FilterLine;
use crate::tui::ui::footer::Footer;
use crate::tui::ui::frame::{Areas, Header};
use crate::tui::ui::theme::Theme;
use crate::tui::ui::{filter_line, footer, frame, gauge};

/// Changes nothing, and works at any size.
pub fn view(model: &Model, out: &mut Frame<'_>) {
    let Rect { width, height, .. } = out.area();
    if frame::is_too_small((width, height)) {
        frame::draw_too_small(out, model.shared.size);
        return;
    }
    if model.shared.theme.reader {
        reader::view::draw(out, model);
        return finish(out, model.shared.theme);
    }
    let areas = frame::areas((width, height));
    let stamp = stamp(model);
    // A full-screen layer hides what is beneath it; a panel does not.
    let covering = model.layers.iter().rposition(Layer::covers);
    frame::draw_header(out, &model.shared, header(model, stamp.as_deref(), &areas), &areas);
    if covering.is_none() {
        draw_tab(out, model, &areas);
    }
    for layer in &model.layers[covering.unwrap_or(0)..] {
        draw_layer(out, model, layer, &areas);
    }
    let footer = Footer { notice: model.notice.as_ref(), stamp: stamp.as_deref(), keys: &key_hints(model) };
    footer::draw(out, model.shared.theme, &footer, &areas);
    finish(out, model.shared.theme);
}

fn finish(out: &mut Frame<'_>, theme: Theme) {
    draw_ground(out, theme);
    if theme.ascii {
        draw_ascii(out);
    }
}

/// Fills in what nobody has coloured, for a theme with a ground of its own.
fn draw_ground(out: &mut Frame<'_>, theme: Theme) {
    let Style { fg: Some(words), bg: Some(ground), .. } = theme.ground() else { return };
    for cell in &mut out.buffer_mut().content {
        if cell.fg == Color::Reset {
            cell.fg = words;
        }
        if cell.bg == Color::Reset {
            cell.bg = ground;
        }
    }
}

/// When the last change was saved, or that one is being saved.
pub fn stamp(model: &Model) -> Option<String> {
    match model.awaiting {
        Some(Awaiting::Change) => Some("saving".to_owned()),
        _ => model.saved_at.as_ref().map(|at| format!("saved {at}")),
    }
}

/// The diary's second line counts promises; the other tabs count replies. That of the report counts its own councils.
pub fn header<'a>(model: &'a Model, stamp: Option<&'a str>, areas: &Areas) -> Header<'a> {
    let room = usize::from(areas.title.width);
    let gauge = match (model.report_in_front(), model.tab) {
        (Some(screen), _) => report::view::gauge(&model.shared, screen, room),
        (None, Tab::Diary) => diary::promise_line::line(&model.diary, &model.shared, room),
        (None, Tab::Today | Tab::Councils | Tab::Inbox | Tab::Priorities) => gauge::of_shown(&model.shared, room),
    };
    let covered = model.layers.iter().any(Layer::covers);
    Header { tab: model.tab, covered, stamp, gauge }
}

pub fn filter_line(model: &Model) -> FilterLine {
    FilterLine {
        tab: model.tab,
        finding: matches!(model.layers.last(), Some(Layer::Find(_))),
        tagged: model.councils.tagged.len(),
        tags_hidden: model.councils.tags_hidden,
        title: model.map_title(),
        position: model.councils.position().filter(|_| model.tab == Tab::Councils && model.map_title().is_none()),
        items: if model.tab == Tab::Inbox { model.inbox.item_counts() } else { (0, 0) },
    }
}

fn draw_tab(out: &mut Frame<'_>, model: &Model, areas: &Areas) {
    let shared = &model.shared;
    filter_line::draw(out, shared, &filter_line(model), areas);
    match model.tab {
        Tab::Today => today::view::draw(out, &model.today, shared, areas),
        Tab::Councils => councils::view::draw(out, &model.councils, shared, areas),
        Tab::Inbox => inbox::view::draw(out, &model.inbox, shared, areas),
        Tab::Diary => diary::view::draw(out, &model.diary, shared, areas),
        Tab::Priorities => priorities::view::draw(out, &model.priorities, shared, areas),
    }
}

pub fn draw_layer(out: &mut Frame<'_>, model: &Model, layer: &Layer, areas: &Areas) {
    let shared = &model.shared;
    match layer {
        // The filter line shows it.
        Layer::Find(_) => {}
        Layer::Council(screen) => council::view::draw(out, shared, screen, areas),
        Layer::Map(screen) => {
            filter_line::draw(out, shared, &filter_line(model), areas);
            map::view::draw(out, screen, &model.councils, shared);
        }
        Layer::Districts(table) => {
            filter_line::draw(out, shared, &filter_line(model), areas);
            map::districts::draw(out, shared, table, areas);
        }
        Layer::Report(screen) => report::view::draw(out, shared, screen, areas),
        Layer::Form(form) => {
            let form_areas = inbox::view::areas_beside(form, areas);
            inbox::view::draw_beside(out, &model.inbox, shared, form, areas);
            forms::view::draw(out, shared, form, form_areas.as_ref().unwrap_or(areas));
        }
        Layer::Columns(chooser) => column_chooser::draw(out, shared, chooser, areas),
        Layer::Pick(pick) => picker::draw(out, shared, pick, areas),
        Layer::CouncilPicker(picker) => council_picker::draw(out, shared, picker, areas),
        Layer::Conflict(conflict) => conflict_view::draw(out, shared, conflict, areas),
        Layer::PriorityChoice(choice) => priority_choice::draw(out, shared, choice, areas),
        Layer::Plan(screen) => plan::view::draw(out, shared, screen, areas),
        Layer::Letters(screen) => letters::view::draw(out, shared, screen, areas),
        Layer::Mapping(screen) => mapping::view::draw(out, shared, screen, areas),
        Layer::ImportProgress(dialog) => import::draw(out, shared, dialog, areas),
        Layer::ImportReport(report) => import::draw_report(out, shared, report, areas),
        Layer::IssuedReports(issued) => issued_reports::draw(out, shared, issued, areas),
        Layer::Promises(table) => promises_view::draw(out, shared, table, areas),
        Layer::ResponseTimes(waits) => response_times::draw(out, shared, waits, areas),
        Layer::Comparison(table) => comparison_view::draw(out, shared, table, areas),
        Layer::Brief(page) => brief::draw(out, shared, page, areas),
        Layer::Summary(page) => summary::draw(out, shared, page, areas),
        Layer::Search(found) => search::draw(out, shared, found, areas),
        Layer::Lookup(list) => {
            lookup::draw(out, shared, list, &|command| disabled_reason(command, model), areas);
        }
    }
}

/// Any name can hold more than ASCII, so one pass over all cells replaces it.
fn draw_ascii(out: &mut Frame<'_>) {
    for cell in &mut out.buffer_mut().content {
        if !cell.symbol().is_ascii() {
            let plain = to_ascii(cell.symbol());
            cell.set_symbol(plain.get(..1).unwrap_or("?"));
        }
    }
}
