//! Key handlers of the list of councils.

use charter::english::pluralize;

use charter::list_table::ListTable;

use crate::tui::app::layer::Layer;
use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::dialogs::sort_choices::sort_choices;
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
    councils.clear_tags();
    Step::none()
}

pub fn pick_sort(councils: &mut Councils, _: &Shared) -> Step {
    Step::push(Layer::Pick(Box::new(sort_choices(councils.table.sort))))
}

/// Groups the list, or shows it as one.
pub fn toggle_flat(councils: &mut Councils, shared: &Shared) -> Step {
    let flat = !councils.table.flat;
    councils.set_table(ListTable { flat, ..councils.table.clone() }, shared);
    Step::info(if flat { "one list without groups; F groups it again" } else { "grouped again" })
}

pub fn next_missed(councils: &mut Councils, shared: &Shared) -> Step {
    step_missed(councils, shared, true)
}

pub fn previous_missed(councils: &mut Councils, shared: &Shared) -> Step {
    step_missed(councils, shared, false)
}

fn step_missed(councils: &mut Councils, shared: &Shared, forward: bool) -> Step {
    let where_to = if forward { "below" } else { "above" };
    match councils.step_missed(&shared.snapshot, forward) {
        true => Step::none(),
        false => Step::info(format!("no council {where_to} missed the deadline")),
    }
}
