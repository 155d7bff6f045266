//! The records of counties and districts: which one to edit, and its form.

use charter::area::Area;
use charter::ids::AreaId;

use crate::tui::app::apply::apply_step;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::step::Step;
use crate::tui::dialogs::picker::{Choice, Pick, PickTarget};
use crate::tui::dialogs::unit_label::unit_label;
use crate::tui::forms::area_record;
use crate::tui::ui::editor::Editor;

/// Opens the picker of the areas on record, by level and name; the last choice records a new one.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let snapshot = &model.shared.snapshot;
    let choice = |area: &Area| Choice {
        value: Some(area.id.to_string()),
        label: format!("{}, {}", unit_label(area.facts.name.raw(), &[area], snapshot.as_at()), area.facts.level),
        count: 0,
        letter: None,
    };
    let mut choices: Vec<Choice> = snapshot.areas().iter().map(choice).collect();
    choices.push(Choice { value: None, label: "a new county or district …".to_owned(), count: 0, letter: None });
    let pick = Pick { typed: Some(Editor::default()), ..Pick::of(PickTarget::AreaRecord, choices) };
    model.layers.push(Layer::Pick(Box::new(pick)));
    Vec::new()
}

/// Opens the form of the chosen area.
pub fn picked(model: &mut Model, pick: &Pick) -> Vec<Effect> {
    let Some(choice) = pick.matches().get(pick.list.cursor).map(|choice| choice.value.clone()) else {
        return Vec::new();
    };
    open_form(model, choice.and_then(|id| id.parse().ok()).map(AreaId))
}

/// `None` for a new area.
pub fn open_form(model: &mut Model, id: Option<AreaId>) -> Vec<Effect> {
    let known = model.shared.snapshot.areas().iter().find(|area| Some(area.id) == id);
    let step = match (known, id) {
        (None, Some(_)) => Step::info("this county or district is not on record any more; nothing was changed"),
        (known, _) => Step::open_form(area_record::open(known, &model.shared.form_context())),
    };
    apply_step(model, step)
}
