//! Key handlers of the tasks. Opening a task leads to other screens: see `app::places`.

use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::screens::today::state::Today;

pub fn fold_all(today: &mut Today, _: &Shared) -> Step {
    today.fold_all();
    Step::none()
}
