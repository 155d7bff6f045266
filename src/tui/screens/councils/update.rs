//! Key handlers of the list of councils.

use charter::english::pluralize;

use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::screens::councils::state::Councils;

pub fn fold(councils: &mut Councils, shared: &Shared) -> Step {
    councils.fold(shared, true);
    Step::none()
}

pub fn unfold(councils: &mut Councils, shared: &Shared) -> Step {
    councils.fold(shared, false);
    Step::none()
}

pub fn fold_all(councils: &mut Councils, shared: &Shared) -> Step {
    councils.fold_all(shared);
    Step::none()
}

pub fn tag(councils: &mut Councils, shared: &Shared) -> Step {
    let on_heading = councils.focused_group().is_some();
    councils.toggle_tag(shared);
    if !on_heading {
        return Step::none();
    }
    // A tagged group may be partly out of view, so the notice shows the number.
    Step::info(format!("{} tagged; x removes the tags", pluralize(councils.tagged.len(), "council")))
}

pub fn clear_tags(councils: &mut Councils, _: &Shared) -> Step {
    councils.tagged.clear();
    Step::none()
}
