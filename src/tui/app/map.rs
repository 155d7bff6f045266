//! The map of councils above their list, or the table of districts in its place.

use desk::county_outlines::embedded_outlines;

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::tab::Tab;
use crate::tui::app::tabs;
use crate::tui::screens::map::state::MapScreen;

/// From any tab, and from a council's page.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let is_list = model.tab == Tab::Councils && model.layers.is_empty();
    let effects = if is_list { Vec::new() } else { tabs::go_to(model, Tab::Councils) };
    let theme = model.shared.theme;
    // Braille is neither ASCII nor words.
    model.layers.push(match theme.ascii || theme.reader {
        true => Layer::Districts(Box::default()),
        // A test reads the outlines; without them there still is a map.
        false => Layer::Map(Box::new(MapScreen::new(embedded_outlines().unwrap_or_default()))),
    });
    effects
}

/// After each message, because it may have changed the filter, the councils, the list's focus or the size.
pub fn arrange(model: &mut Model) {
    let Model { shared, councils, layers, .. } = model;
    for layer in layers {
        match layer {
            Layer::Map(map) => map.update(councils, shared),
            Layer::Districts(table) => table.arrange(shared),
            _ => {}
        }
    }
}

/// Puts the focus on a council of the map.
pub fn select(model: &mut Model, index: usize) -> bool {
    let Model { shared, councils, layers, .. } = model;
    match layers.last() {
        Some(Layer::Map(map)) => match map.marks.get(index) {
            Some(mark) => {
                councils.focus_on(mark.id, shared);
                true
            }
            None => false,
        },
        _ => false,
    }
}

/// Shows the list of the district in focus.
pub fn show_district(model: &mut Model) -> Vec<Effect> {
    let focused = match model.layers.last() {
        Some(Layer::Districts(table)) => table.focused().cloned(),
        _ => None,
    };
    let Some(district) = focused else { return Vec::new() };
    let filter = &mut model.shared.search.filter;
    // The name of a district may occur in two counties.
    (filter.county, filter.district) = (Some(district.county), Some(district.name));
    model.layers.pop();
    model.search();
    Vec::new()
}
