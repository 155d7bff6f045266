//! The request log: which request to answer or correct, and its form.

use charter::ids::RequestId;
use charter::request::Request;

use crate::tui::app::apply::apply_step;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::step::Step;
use crate::tui::dialogs::picker::{Choice, Pick, PickTarget};
use crate::tui::forms::request;
use crate::tui::ui::editor::Editor;

/// Opens the picker: a new request first, then the open ones, then the answered ones. Without any on record, the form of
/// a new one.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let snapshot = &model.shared.snapshot;
    let as_at = snapshot.as_at();
    let mut known: Vec<&Request> = snapshot.requests().iter().collect();
    if known.is_empty() {
        return open_form(model, None);
    }
    known.sort_by_key(|request| (!request.is_open(as_at), request.facts.on, request.id));
    let choice = |request: &Request| Choice {
        value: Some(request.id.to_string()),
        label: format!("{}: {}", request.describe_state(as_at), request.facts.what.sanitized()),
        count: 0,
        letter: None,
    };
    let new = Choice { value: None, label: "a new request …".to_owned(), count: 0, letter: None };
    let choices = std::iter::once(new).chain(known.into_iter().map(choice)).collect();
    let pick = Pick { typed: Some(Editor::default()), ..Pick::of(PickTarget::Request, choices) };
    model.layers.push(Layer::Pick(Box::new(pick)));
    Vec::new()
}

/// Opens the form of the chosen request.
pub fn picked(model: &mut Model, pick: &Pick) -> Vec<Effect> {
    let Some(choice) = pick.matches().get(pick.list.cursor).map(|choice| choice.value.clone()) else {
        return Vec::new();
    };
    open_form(model, choice.and_then(|id| id.parse().ok()).map(RequestId))
}

/// `None` for a new one.
pub fn open_form(model: &mut Model, id: Option<RequestId>) -> Vec<Effect> {
    let known = model.shared.snapshot.requests().iter().find(|request| Some(request.id) == id);
    let step = match (known, id) {
        (None, Some(_)) => Step::info("this request is not on record any more; nothing was changed"),
        (known, _) => Step::open_form(request::open(known, &model.shared.form_context())),
    };
    apply_step(model, step)
}
