//! Shows the reports that were issued.

use desk::report::IssuedLine;

use crate::tui::app::apply::apply_step;
use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::step::Step;
use crate::tui::dialogs::issued_reports::IssuedReports;

pub fn open(model: &mut Model) -> Vec<Effect> {
    apply_step(model, Step::ask(Effect::ReadIssuedReports, Awaiting::IssuedReports))
}

pub fn read(model: &mut Model, reports: Vec<IssuedLine>) {
    if model.awaiting == Some(Awaiting::IssuedReports) {
        model.awaiting = None;
        model.layers.push(Layer::IssuedReports(Box::new(IssuedReports::new(reports))));
    }
}
