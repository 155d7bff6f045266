//! The filter that all tabs share.

use charter::filter::{Filter, Show};

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::tab::Tab;
use crate::tui::app::{report, tabs};
use crate::tui::dialogs::picker::Pick;
use crate::tui::ui::editor::Editor;

pub fn find(model: &mut Model) -> Vec<Effect> {
    let editor = Editor::new(model.shared.search.filter.find.clone());
    model.layers.push(Layer::Find(editor));
    Vec::new()
}

pub fn cancel_find(model: &mut Model) -> Vec<Effect> {
    model.layers.pop();
    model.shared.search.filter.find.clear();
    model.search();
    Vec::new()
}

fn push(pick: Pick, model: &mut Model) -> Vec<Effect> {
    model.layers.push(Layer::Pick(Box::new(pick)));
    Vec::new()
}

/// Whose councils the pickers of areas count: a report counts an area whole.
fn counted_filter(model: &Model) -> Filter {
    let filter = model.shared.search.filter.clone();
    match model.report_in_front() {
        Some(_) => Filter { show: [].into(), find: String::new(), ..filter },
        None => filter,
    }
}

pub fn pick_county(model: &mut Model) -> Vec<Effect> {
    push(Pick::county(&model.shared.snapshot, &counted_filter(model)), model)
}

pub fn pick_district(model: &mut Model) -> Vec<Effect> {
    push(Pick::district(&model.shared.snapshot, &counted_filter(model)), model)
}

pub fn pick_team(model: &mut Model) -> Vec<Effect> {
    push(Pick::team(&model.shared.snapshot, &counted_filter(model)), model)
}

pub fn pick_show(model: &mut Model) -> Vec<Effect> {
    push(Pick::show(&model.shared.snapshot, &model.shared.search.filter), model)
}

pub fn toggle_missed(model: &mut Model) -> Vec<Effect> {
    let filter = &mut model.shared.search.filter;
    filter.show = if filter.is_missed() { [].into() } else { [Show::Missed].into() };
    model.search();
    Vec::new()
}

pub fn show_no_address(model: &mut Model) -> Vec<Effect> {
    show_only(model, Show::NoAddress)
}

pub fn show_bounced(model: &mut Model) -> Vec<Effect> {
    show_only(model, Show::Bounced)
}

pub fn show_unchecked(model: &mut Model) -> Vec<Effect> {
    show_only(model, Show::Unchecked)
}

/// The county and the other filters stay.
fn show_only(model: &mut Model, show: Show) -> Vec<Effect> {
    model.shared.search.filter.show = [show].into();
    model.search();
    tabs::go_to(model, Tab::Councils)
}

/// Tags first, because they decide what a verb acts on.
pub fn untag_or_clear(model: &mut Model) -> Vec<Effect> {
    if model.councils.tagged.is_empty() {
        return clear(model);
    }
    model.councils.tagged.clear();
    Vec::new()
}

/// The councils of a bar of the report were one step: Esc goes back by it.
pub fn back_or_clear(model: &mut Model) -> Vec<Effect> {
    if report::back(model) { Vec::new() } else { clear(model) }
}

pub fn clear(model: &mut Model) -> Vec<Effect> {
    model.report_behind = None;
    model.shared.search.filter = Filter::default();
    model.search();
    model.priorities.show([].into());
    Vec::new()
}
