//! The report above any tab: opening it, counting it again, listing the councils of a bar, and coming back.

use std::sync::Arc;

use charter::english::pluralize;
use charter::filter::Filter;
use desk::report::ChartPage;

use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::tab::Tab;
use crate::tui::app::tabs;
use crate::tui::screens::report::state::{ReportQuery, ReportScreen};

/// From any tab, and from a council's page. From the list of a bar's councils it goes back to that bar, because such a list
/// is no area that another report could be of.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let effects = if model.layers.is_empty() { Vec::new() } else { tabs::go_to(model, model.tab) };
    if !back(model) {
        model.layers.push(Layer::Report(Box::default()));
    }
    effects
}

/// Counts the report in front, if its round, day, area or records are not those that were counted last.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let Model { shared, layers, awaiting, .. } = model;
    let Some(Layer::Report(screen)) = layers.last_mut() else { return Vec::new() };
    let wanted = (ReportQuery::of(shared, &shared.search.filter), shared.snapshot.generation());
    if awaiting.is_some() || screen.asked.as_ref() == Some(&wanted) {
        return Vec::new();
    }
    *awaiting = Some(Awaiting::Report);
    let query = wanted.0.clone();
    screen.asked = Some(wanted);
    vec![Effect::ReadReport(Box::new(query))]
}

/// The report keeps its last figures if they cannot be read.
pub fn read(model: &mut Model, query: &ReportQuery, counted: Result<Box<ChartPage>, String>) {
    let Some(Layer::Report(screen)) = model.layers.last_mut() else { return };
    if model.awaiting != Some(Awaiting::Report) || screen.asked.as_ref().map(|(asked, _)| asked) != Some(query) {
        return;
    }
    model.awaiting = None;
    match counted {
        Ok(page) => screen.set_page(*page),
        Err(why) => {
            if screen.page().is_none() {
                model.layers.pop();
            }
            model.stop_waiting();
            model.notify(Tone::Error, why);
        }
    }
}

/// Lists the councils that the bar in focus counts. Esc comes back.
pub fn show_councils(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Report(screen)) = model.layers.last() else { return Vec::new() };
    let Some(chosen) = screen.chosen() else { return Vec::new() };
    if chosen.councils.is_empty() {
        model.notify(Tone::Info, "no council is counted there");
        return Vec::new();
    }
    let Some(Layer::Report(mut screen)) = model.layers.pop() else { return Vec::new() };
    let counted = chosen.councils.len();
    let filter = Filter { chosen: Some(Arc::new(chosen)), ..Filter::default() };
    screen.filter = Some(std::mem::replace(&mut model.shared.search.filter, filter));
    model.report_behind = Some(screen);
    model.search();
    let effects = tabs::go_to(model, Tab::Councils);
    // A council may have ended since the day of the report, or be in the earlier round alone.
    let missing = counted - model.shared.search.hits().len().min(counted);
    if missing > 0 {
        let councils = pluralize(counted, "council");
        model.notify(
            Tone::Info,
            format!("{missing} of the {councils} counted are not in the list of this round and day"),
        );
    }
    effects
}

/// Whether the list has the councils of a bar, so that [`back`] leads to the report.
pub fn is_behind(model: &Model) -> bool {
    model.report_behind.is_some() && model.shared.search.filter.chosen.is_some()
}

/// Brings the report back from the list of a bar's councils. `false` if the list is none of the report.
pub fn back(model: &mut Model) -> bool {
    if !is_behind(model) {
        return false;
    }
    let Some(mut screen) = model.report_behind.take() else { return false };
    model.shared.search.filter = screen.filter.take().unwrap_or_default();
    model.search();
    model.layers.push(Layer::Report(screen));
    true
}

/// The words of the bar in focus, to copy.
pub fn focused_text(screen: &ReportScreen) -> Option<String> {
    let counted = screen.focused()?;
    Some(format!("{}. {} ({})", counted.chart.name, screen.bar().map(ReportScreen::describe)?, counted.chart.about))
}
