//! Carries out a screen's step.

use charter::calendar::to_london;
use charter::ids::RoundId;
use charter::journal::Saved;
use chrono::NaiveDate;

use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::step::{LayerChange, Step};
use crate::tui::forms::rules;

pub fn apply_step(model: &mut Model, step: Step) -> Vec<Effect> {
    for change in step.layers {
        match change {
            LayerChange::Push(layer) => model.layers.push(layer),
            LayerChange::Pop => drop(model.layers.pop()),
            LayerChange::OpenForm(mut form) => {
                model.drafts.restore(&mut form);
                rules::refresh(&mut form, &model.shared.form_context());
                model.layers.push(Layer::Form(form));
            }
        }
    }
    model.notice = step.notice.or(model.notice.take());
    model.awaiting = step.awaiting.or(model.awaiting);
    step.effects
}

/// Sends a change; keys wait until it is committed or refused.
pub fn change_awaited(model: &mut Model, effect: Effect) -> Vec<Effect> {
    model.awaiting = Some(Awaiting::Change);
    vec![effect]
}

/// Reads another round or day; keys wait for it.
pub fn read_snapshot(model: &mut Model, round: RoundId, as_at: NaiveDate) -> Vec<Effect> {
    model.awaiting = Some(Awaiting::Snapshot(round, as_at));
    vec![Effect::ReadSnapshot(Some(round), as_at)]
}

pub fn note_saved_at(model: &mut Model, saved: &Saved) {
    model.saved_at = Some(to_london(saved.at).format("%H:%M:%S").to_string());
}
