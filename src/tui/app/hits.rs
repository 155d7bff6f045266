//! Where the screen can be clicked, for the layer in front. As [`crate::tui::app::view`], with the same functions.

use ratatui::layout::Rect;

use crate::tui::app::key_hints::key_hints;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::tab::Tab;
use crate::tui::app::tabs;
use crate::tui::app::view;
use crate::tui::app::view::{header, stamp};
use crate::tui::dialogs::{
    brief, column_chooser, comparison_view, conflict_view, council_picker, import, issued_reports, lookup, picker,
    priority_choice, promises_view, response_times, search, summary,
};
use crate::tui::forms;
use crate::tui::reader;
use crate::tui::screens::{council, councils, inbox, letters, map, mapping, plan, report};
use crate::tui::ui::footer::Footer;
use crate::tui::ui::frame::Areas;
use crate::tui::ui::hit::Hit;
use crate::tui::ui::{filter_line, footer, frame, hit};

pub fn hits(model: &Model) -> Vec<Hit> {
    if frame::is_too_small(model.shared.size) {
        return Vec::new();
    }
    if model.shared.theme.reader {
        return reader::view::hits(model);
    }
    let areas = frame::areas(model.shared.size);
    let mut hits = match model.layer_below_find() {
        None => tab(model, &areas),
        Some(layer) => of_layer(model, layer, &areas),
    };
    let (keys, stamp) = (key_hints(model), stamp(model));
    let footer = Footer { notice: model.notice.as_ref(), stamp: stamp.as_deref(), keys: &keys };
    hits.extend(footer::hits(&footer, &areas));
    hits
}

fn tab(model: &Model, areas: &Areas) -> Vec<Hit> {
    let stamp = stamp(model);
    let mut hits = frame::header_hits(&model.shared, &header(model, stamp.as_deref(), areas), areas);
    hits.extend(filter_line::hits(&model.shared, &view::filter_line(model), areas));
    if model.tab == Tab::Councils {
        hits.extend(councils::view::hits(&model.councils, &model.shared));
    }
    let (list, shown, len) = (tabs::list_area(model), tabs::shown_rows(model), tabs::row_count(model));
    let is_longer = shown.len() < len;
    hits.extend(hit::rows(list, shown));
    // The scrollbar is drawn over the last column.
    if is_longer {
        hits.extend(hit::track(Rect { x: list.right().saturating_sub(1), width: 1, ..list }, len));
    }
    hits
}

fn of_layer(model: &Model, layer: &Layer, areas: &Areas) -> Vec<Hit> {
    let shared = &model.shared;
    match layer {
        Layer::Council(screen) => council::view::hits(shared, screen, areas),
        Layer::Map(screen) => {
            let mut hits = filter_line::hits(shared, &view::filter_line(model), areas);
            hits.extend(map::view::hits(screen, &model.councils, shared));
            hits
        }
        Layer::Districts(table) => {
            let mut hits = filter_line::hits(shared, &view::filter_line(model), areas);
            hits.extend(map::districts::hits(table, areas));
            hits
        }
        Layer::Report(screen) => report::view::hits(shared, screen),
        Layer::Form(form) => {
            let beside = inbox::view::areas_beside(form, areas);
            forms::view::hits(shared, form, beside.as_ref().unwrap_or(areas))
        }
        Layer::Pick(pick) => picker::layout(pick, areas).hits(),
        Layer::Columns(chooser) => column_chooser::layout(chooser, areas).hits(),
        Layer::CouncilPicker(picker) => council_picker::layout(picker, areas).hits(),
        Layer::Lookup(list) => lookup::layout(list, areas).hits(),
        Layer::Search(found) => search::hits(shared, found, areas),
        Layer::PriorityChoice(choice) => priority_choice::layout(choice, areas).hits(),
        Layer::IssuedReports(issued) => issued_reports::layout(shared, issued, areas).hits(),
        Layer::Promises(table) => promises_view::layout(shared, table, areas).hits(),
        Layer::ResponseTimes(waits) => response_times::layout(shared, waits, areas).hits(),
        Layer::Comparison(table) => comparison_view::layout(shared, table, areas).hits(),
        Layer::Conflict(conflict) => conflict_view::hits(shared, conflict, areas),
        // The list is not on screen during the review.
        Layer::Plan(screen) if screen.review.is_some() => Vec::new(),
        Layer::Plan(screen) => hit::rows(plan::view::list_area(areas), plan::view::shown(screen, areas)),
        Layer::Letters(screen) => hit::rows(letters::view::list_area(areas), letters::view::shown(screen, areas)),
        Layer::Mapping(screen) => hit::rows(mapping::view::list_area(areas), mapping::view::shown(screen, areas)),
        Layer::Brief(page) => brief::hits(shared, page, areas),
        Layer::Summary(page) => summary::hits(shared, page, areas),
        Layer::ImportReport(report) => import::report_hits(shared, report, areas),
        Layer::Find(_) | Layer::ImportProgress(_) => Vec::new(),
    }
}
