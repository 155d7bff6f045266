//! The whole screen: the frame, the screen in it, and what lies over that.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::layer::{Layer, Tab};
use crate::tui::app::model::Model;
use crate::tui::dialogs::council_picker;
use crate::tui::dialogs::view as dialogs;
use crate::tui::dialogs::{conflict, import, promises_view};
use crate::tui::forms::view as forms;
use crate::tui::screens::council::view as council_view;
use crate::tui::screens::councils::view as councils_view;
use crate::tui::screens::diary::view as diary_view;
use crate::tui::screens::inbox::view as inbox_view;
use crate::tui::screens::mapping::view as mapping_view;
use crate::tui::screens::plan::view as plan_view;
use crate::tui::screens::priorities::view as priorities_view;
use crate::tui::ui::{footer, frame};
use charter::untrusted::to_ascii;

/// Draws the model. It changes nothing, and draws at any size.
pub fn view(model: &Model, out: &mut Frame<'_>) {
    let Rect { width, height, .. } = out.area();
    if width < frame::SMALLEST.0 || height < frame::SMALLEST.1 {
        councils_view::draw_too_small(out, model);
        return;
    }
    let areas = frame::areas((width, height));
    frame::draw_header(out, model, &areas);
    // What a layer covers wholly is not drawn; a panel leaves what is beneath it in view.
    let covering = model.layers.iter().rposition(Layer::covers);
    if covering.is_none() {
        match model.tab {
            Tab::Councils => councils_view::draw(out, model, &areas),
            Tab::Inbox => inbox_view::draw(out, model, &areas),
            Tab::Diary => diary_view::draw(out, model, &areas),
            Tab::Priorities => priorities_view::draw(out, model, &areas),
        }
    }
    for layer in &model.layers[covering.unwrap_or(0)..] {
        match layer {
            Layer::Find(_) => {}
            Layer::Council(screen) => council_view::draw(out, model, screen, &areas),
            Layer::Form(form) => {
                let beside = inbox_view::draw_beside(out, model, form, &areas);
                forms::draw(out, model, form, beside.as_ref().unwrap_or(&areas));
            }
            Layer::Pick(pick) => dialogs::draw_pick(out, model, pick, &areas),
            Layer::CouncilPicker(picker) => council_picker::draw(out, model, picker, &areas),
            Layer::Conflict(conflict) => conflict::draw(out, model, conflict, &areas),
            Layer::Choose(choose) => dialogs::draw_choose(out, model, choose, &areas),
            Layer::Plan(plan) => plan_view::draw(out, model, plan, &areas),
            Layer::Mapping(screen) => mapping_view::draw(out, model, screen, &areas),
            Layer::ImportProgress(goes_on) => import::draw(out, model, goes_on, &areas),
            Layer::ImportReport(report) => import::draw_report(out, model, report, &areas),
            Layer::Promises(table) => promises_view::draw(out, model, table, &areas),
            Layer::Brief(page) => crate::tui::dialogs::brief::draw(out, model, page, &areas),
            Layer::Lookup(lookup) => dialogs::draw_lookup(out, model, lookup, &areas),
        }
    }
    footer::draw(out, model, &areas);
    if model.theme.ascii {
        draw_ascii(out);
    }
}

/// Names and words hold more than ASCII, wherever they are drawn: one pass over the cells catches them all.
fn draw_ascii(out: &mut Frame<'_>) {
    for cell in &mut out.buffer_mut().content {
        if !cell.symbol().is_ascii() {
            let plain = to_ascii(cell.symbol());
            cell.set_symbol(plain.get(..1).unwrap_or("?"));
        }
    }
}
