//! Which council is in focus, on whatever screen: what the verbs act on.

use std::collections::HashSet;

use super::layer::{Layer, Tab};
use crate::tui::app::model::Model;
use charter::council_line::CouncilLine;
use charter::ids::CouncilId;

/// The council of the row in focus on the screen at the bottom.
pub fn council_of_row(model: &Model) -> Option<&CouncilLine> {
    match model.tab {
        Tab::Councils => model.councils.focused(&model.snapshot),
        Tab::Inbox => model.inbox.focused_council(&model.snapshot),
        Tab::Diary => model.diary.focused_council(&model.snapshot),
        Tab::Priorities => model.priorities.focused_council(&model.snapshot),
    }
}

/// The councils that a verb acts on: that of the screen that is open, those that are tagged in the list, the one in focus.
fn ids(model: &Model) -> Vec<CouncilId> {
    let open = model.layers.iter().rev().find_map(|layer| match layer {
        Layer::Council(screen) => Some(screen.id()),
        _ => None,
    });
    match (open, model.tab) {
        (Some(id), _) => vec![id],
        (None, Tab::Councils) => model.councils.targets(&model.snapshot),
        (None, _) => council_of_row(model).map(|line| line.id).into_iter().collect(),
    }
}

/// Whether there is a council to act on.
pub fn has_target(model: &Model) -> bool {
    !ids(model).is_empty()
}

/// The councils that a verb acts on, and what they are called.
pub fn targets(model: &Model) -> (Vec<CouncilId>, Vec<String>) {
    let ids = ids(model);
    let wanted: HashSet<CouncilId> = ids.iter().copied().collect();
    let names = model.snapshot.lines().iter().filter(|line| wanted.contains(&line.id));
    let names = names.map(|line| line.name.sanitized().into_owned()).collect();
    (ids, names)
}

/// Goes to the next row of another council, or to the one before; says which council that is.
pub fn step_council(model: &mut Model, forward: bool) -> Option<CouncilId> {
    match model.tab {
        Tab::Councils => model.councils.step_council(&model.snapshot, forward),
        Tab::Inbox => model.inbox.step_council(&model.snapshot, forward),
        Tab::Diary => model.diary.step_council(&model.snapshot, forward),
        Tab::Priorities => model.priorities.step_council(&model.snapshot, forward),
    }
}
