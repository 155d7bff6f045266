//! The result of a key handler. A screen changes only its own state; it asks for everything else with a step.

use charter::change::Change;
use charter::ids::CouncilId;

use crate::tui::app::awaiting::{Awaiting, OnFileRead};
use crate::tui::app::effect::{CouncilFileKey, Effect};
use crate::tui::app::layer::Layer;
use crate::tui::app::notice::{Notice, Tone};
use crate::tui::app::shared::Shared;
use crate::tui::forms::form::Form;

#[derive(Clone, Debug)]
pub enum LayerChange {
    Push(Layer),
    Pop,
    /// Restores the form's draft.
    OpenForm(Box<Form>),
}

#[derive(Clone, Debug, Default)]
pub struct Step {
    pub effects: Vec<Effect>,
    pub layers: Vec<LayerChange>,
    pub notice: Option<Notice>,
    pub awaiting: Option<Awaiting>,
}

impl Step {
    pub fn none() -> Self {
        Self::default()
    }

    pub fn info(text: impl Into<String>) -> Self {
        Self { notice: Some(Notice { tone: Tone::Info, text: text.into() }), ..Self::default() }
    }

    pub fn error(text: impl Into<String>) -> Self {
        Self { notice: Some(Notice { tone: Tone::Error, text: text.into() }), ..Self::default() }
    }

    pub fn push(layer: Layer) -> Self {
        Self { layers: vec![LayerChange::Push(layer)], ..Self::default() }
    }

    pub fn pop() -> Self {
        Self { layers: vec![LayerChange::Pop], ..Self::default() }
    }

    pub fn open_form(form: Form) -> Self {
        Self { layers: vec![LayerChange::OpenForm(Box::new(form))], ..Self::default() }
    }

    /// Performs an effect; keys wait for its answer.
    pub fn ask(effect: Effect, awaiting: Awaiting) -> Self {
        Self { effects: vec![effect], awaiting: Some(awaiting), ..Self::default() }
    }

    pub fn apply(change: Change) -> Self {
        Self::ask(Effect::Apply(change), Awaiting::Change)
    }

    pub fn read_file(shared: &Shared, council: CouncilId, then: OnFileRead) -> Self {
        let (round, as_at) = (shared.snapshot.round().id, shared.snapshot.as_at());
        let key = CouncilFileKey { council, round, as_at };
        Self::ask(Effect::ReadCouncilFile(key), Awaiting::File(then, key))
    }

    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.effects.extend(other.effects);
        self.layers.extend(other.layers);
        self.notice = other.notice.or(self.notice);
        self.awaiting = other.awaiting.or(self.awaiting);
        self
    }
}
