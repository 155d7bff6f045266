//! Shows how long councils wait for the team.

use desk::response_times::ResponseTimes;

use crate::tui::app::apply::apply_step;
use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::step::Step;
use crate::tui::dialogs::response_times::WaitList;

/// Of the councils that match the filter.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let (shared, (round, as_at)) = (&model.shared, model.view());
    let shown = shared.search.indices().map(|index| shared.snapshot.lines()[index].id).collect();
    apply_step(model, Step::ask(Effect::ReadResponseTimes(round, as_at, shown), Awaiting::ResponseTimes))
}

pub fn read(model: &mut Model, times: ResponseTimes) {
    if model.awaiting == Some(Awaiting::ResponseTimes) {
        model.awaiting = None;
        model.layers.push(Layer::ResponseTimes(Box::new(WaitList::new(times))));
    }
}
