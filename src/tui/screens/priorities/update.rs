//! Key handlers of the priorities.

use crate::tui::app::layer::Layer;
use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::dialogs::picker::Pick;
use crate::tui::screens::priorities::state::Priorities;

pub fn group_by_next(priorities: &mut Priorities, _: &Shared) -> Step {
    priorities.group_by_next();
    Step::none()
}

pub fn pick_concerns(priorities: &mut Priorities, _: &Shared) -> Step {
    Step::push(Layer::Pick(Box::new(Pick::concerns(priorities))))
}
