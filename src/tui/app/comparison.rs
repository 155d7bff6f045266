//! Compares the round on screen with an earlier one.

use charter::round::Round;
use desk::round_comparison::RoundComparison;

use crate::tui::app::apply::apply_step;
use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::dialogs::comparison::ComparisonTable;

/// With the round before.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let snapshot = &model.shared.snapshot;
    match snapshot.adjacent_round(-1).cloned() {
        Some(before) => {
            let now = snapshot.round().clone();
            compare(model, before, now)
        }
        None => Vec::new(),
    }
}

pub fn earlier(model: &mut Model) -> Vec<Effect> {
    step(model, -1)
}

pub fn later(model: &mut Model) -> Vec<Effect> {
    step(model, 1)
}

fn step(model: &mut Model, step: isize) -> Vec<Effect> {
    let Some(Layer::Comparison(table)) = model.layers.last() else { return Vec::new() };
    match table.other_round(model.shared.snapshot.rounds(), step).cloned() {
        Some(before) => {
            let now = table.comparison.now.clone();
            compare(model, before, now)
        }
        None => {
            let which = if step < 0 { "first" } else { "last" };
            model.notify(Tone::Info, format!("this is the {which} round to compare with"));
            Vec::new()
        }
    }
}

fn compare(model: &mut Model, before: Round, now: Round) -> Vec<Effect> {
    let filter = model.shared.search.filter.clone();
    let effect = Effect::CompareRounds(Box::new([before, now]), model.shared.snapshot.as_at(), filter);
    apply_step(model, Step::ask(effect, Awaiting::Comparison))
}

pub fn read(model: &mut Model, comparison: RoundComparison) {
    if model.awaiting != Some(Awaiting::Comparison) {
        return;
    }
    model.awaiting = None;
    match model.layers.last_mut() {
        Some(Layer::Comparison(table)) => table.replace(comparison),
        _ => model.layers.push(Layer::Comparison(Box::new(ComparisonTable::new(comparison)))),
    }
}

pub fn next_grouping(model: &mut Model) -> Vec<Effect> {
    if let Some(Layer::Comparison(table)) = model.layers.last_mut() {
        table.next_grouping();
    }
    Vec::new()
}
