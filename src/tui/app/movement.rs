//! Moves the cursor or scrolls in the layer in front.

use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::tabs;
use crate::tui::dialogs::conflict_view;
use crate::tui::screens::map::districts;
use crate::tui::screens::{letters, mapping, plan};
use crate::tui::ui::frame;
use crate::tui::ui::motion::Motion;

pub fn apply(model: &mut Model, motion: Motion) {
    let Model { shared, layers, councils, .. } = &mut *model;
    let visible = frame::list_height(shared.size);
    match layers.last_mut() {
        Some(Layer::Map(screen)) => screen.apply(motion, councils, shared),
        Some(Layer::Districts(table)) => table.apply(motion, districts::visible_rows(&frame::areas(shared.size))),
        Some(Layer::Report(screen)) => screen.apply(motion),
        Some(Layer::Council(screen)) => screen.apply(motion, visible, shared),
        Some(Layer::Plan(screen)) => screen.apply(motion, plan::view::visible_rows(shared.size)),
        Some(Layer::Letters(screen)) => screen.apply(motion, letters::view::visible_rows(shared.size)),
        Some(Layer::Mapping(screen)) => screen.apply(motion, mapping::view::visible_rows(shared.size)),
        Some(Layer::Pick(pick)) => pick.apply(motion, visible),
        Some(Layer::Columns(chooser)) => chooser.apply(motion, visible),
        Some(Layer::CouncilPicker(picker)) => picker.apply(motion, visible),
        Some(Layer::PriorityChoice(choice)) => choice.apply(motion, visible),
        Some(Layer::Lookup(lookup)) => lookup.apply(motion, visible),
        Some(Layer::Search(search)) => search.apply(motion, shared.size),
        Some(Layer::IssuedReports(issued)) => issued.apply(motion, visible),
        Some(Layer::Promises(table)) => table.apply(motion, visible, shared),
        Some(Layer::ResponseTimes(waits)) => waits.apply(motion, visible),
        Some(Layer::Comparison(table)) => table.apply(motion, visible),
        Some(Layer::Brief(page)) => page.scroll(motion, shared.size),
        Some(Layer::Summary(page)) => page.scroll(motion, shared.size),
        Some(Layer::ImportReport(report)) => report.scroll(motion, shared.size),
        Some(Layer::Find(_)) | None => tabs::apply(model, motion),
        Some(Layer::Conflict(conflict)) => conflict_view::scroll(conflict, motion, shared),
        Some(Layer::Form(_) | Layer::ImportProgress(_)) => {}
    }
}
