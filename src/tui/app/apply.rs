//! Carries out a screen's step.

use charter::calendar::to_london;
use charter::ids::RoundId;
use charter::journal::Saved;
use chrono::NaiveDate;

use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::shared::Shared;
use crate::tui::app::step::{LayerChange, Step};
use crate::tui::forms::form::Form;
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::rules;
use crate::tui::keys::command::Cmd;
use crate::tui::ui::text::sentence;

pub fn apply_step(model: &mut Model, step: Step) -> Vec<Effect> {
    for change in step.layers {
        match change {
            LayerChange::Push(layer) => model.layers.push(layer),
            LayerChange::Pop => drop(model.layers.pop()),
            LayerChange::OpenForm(mut form) => {
                warn_of_waiting_reply(&mut form, &model.shared);
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

/// Typing a return or a reply by hand while one waits in the inbox would record it twice.
fn warn_of_waiting_reply(form: &mut Form, shared: &Shared) {
    if !matches!(form.purpose, Purpose::Return { .. } | Purpose::Reply) {
        return;
    }
    let waiting = form.targets.iter().find_map(|council| shared.snapshot.waiting_reply(*council));
    let Some(waiting) = waiting else { return };
    let words = sentence(&waiting.describe(shared.snapshot.as_at()));
    let key = shared.keymap.key(Cmd::OpenWaitingReply);
    let open = key.map(|key| format!(" Esc, then {key} opens it.")).unwrap_or_default();
    form.about.insert(0, format!("{words} It may already say this.{open}"));
}
