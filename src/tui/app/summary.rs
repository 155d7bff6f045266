//! The second screen of a form: what will be done; Enter does it, Esc goes back to the form.

use std::path::PathBuf;

use charter::calendar::Quarter;
use charter::change::OpenRound;
use chrono::NaiveDate;

use crate::tui::app::apply::change_awaited;
use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::home_path::expand_home;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::dialogs::summary::Summary;
use crate::tui::forms::baseline::BaselineForm;

/// What the worker summarizes.
#[derive(Clone, Debug, PartialEq)]
pub enum SummaryRequest {
    OpenRound(OpenRound, NaiveDate),
    Baseline(BaselineJob),
}

/// The answers of an earlier round.
#[derive(Clone, Debug, PartialEq)]
pub struct BaselineJob {
    pub path: PathBuf,
    pub quarter: Quarter,
    pub deadline: Option<NaiveDate>,
    pub agreed_on: Option<NaiveDate>,
    pub as_at: NaiveDate,
}

pub fn import_baseline(model: &mut Model, form: BaselineForm) -> Vec<Effect> {
    let Some(path) = expand_home(&form.path, model.shared.home.as_ref()) else {
        if let Some(Layer::Form(form)) = model.layers.last_mut() {
            form.set_error("file", "there is no home folder here: write the whole path instead of ~".to_owned());
        }
        return Vec::new();
    };
    let BaselineForm { quarter, deadline, agreed_on, .. } = form;
    let as_at = model.shared.snapshot.as_at();
    ask(model, SummaryRequest::Baseline(BaselineJob { path, quarter, deadline, agreed_on, as_at }))
}

/// The form stays beneath; keys wait for the summary.
pub fn open_round(model: &mut Model, open: OpenRound) -> Vec<Effect> {
    let as_at = model.shared.snapshot.as_at();
    ask(model, SummaryRequest::OpenRound(open, as_at))
}

fn ask(model: &mut Model, request: SummaryRequest) -> Vec<Effect> {
    model.awaiting = Some(Awaiting::Summary);
    vec![Effect::Summarize(Box::new(request))]
}

pub fn made(model: &mut Model, made: Result<Box<Summary>, String>) {
    if model.awaiting != Some(Awaiting::Summary) {
        return;
    }
    model.awaiting = None;
    match (made, model.layers.last_mut()) {
        (Ok(summary), _) => model.layers.push(Layer::Summary(summary)),
        (Err(why), Some(Layer::Form(form))) => {
            form.error = Some(why);
            model.stop_waiting();
        }
        (Err(_), _) => model.stop_waiting(),
    }
}

pub fn accept(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Summary(summary)) = model.layers.last() else { return Vec::new() };
    match summary.change.clone() {
        Some(change) if summary.backup => change_awaited(model, Effect::ApplyImport(change)),
        Some(change) => change_awaited(model, Effect::Apply(change)),
        None => {
            model.layers.pop();
            Vec::new()
        }
    }
}
