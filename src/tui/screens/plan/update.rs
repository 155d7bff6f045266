//! Key handlers of the plan, and its query.

use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::plan::{PlanDraft, Way, needs_planning};
use charter::untrusted::sanitize;

use crate::tui::app::awaiting::{Awaiting, OnFileRead};
use crate::tui::app::effect::Effect;
use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::forms::plan::PlanRequest;
use crate::tui::screens::plan::state::{PlanQuery, PlanScreen, Review};
use crate::tui::ui::list_state::ListState;

const NO_COUNCIL: &str = "none of these councils is due a contact this quarter";

/// Plans only for councils with a promise to keep.
pub fn query(request: PlanRequest, shared: &Shared) -> Step {
    let PlanRequest { days, team, duties, roster } = request;
    let snapshot = &shared.snapshot;
    let lines: Vec<&CouncilLine> = match &team {
        Some(team) => snapshot.lines().iter().filter(|line| line.team.raw() == team).collect(),
        None => shared.search.indices().map(|index| &snapshot.lines()[index]).collect(),
    };
    let planned_for = lines.iter().filter(|line| needs_planning(line, days.from, days.until));
    let planned_for = planned_for.map(|line| (*line).clone()).collect();
    let subject = team.map_or_else(|| pluralize(lines.len(), "council"), |team| sanitize(&team).into_owned());
    let (round, as_at) = (snapshot.round().id, snapshot.as_at().max(days.from));
    let query = PlanQuery { days, round, as_at, lines: planned_for, duties, roster, subject };
    Step::ask(Effect::MakePlan(Box::new(query)), Awaiting::Plan)
}

/// Solves the plan again with other fixed choices; without any, shows `otherwise`.
fn solve(draft: Option<PlanDraft>, otherwise: &str) -> Step {
    match draft {
        Some(draft) => Step::ask(Effect::SolvePlan(Box::new(draft)), Awaiting::Plan),
        None => Step::info(otherwise),
    }
}

pub fn in_person(screen: &mut PlanScreen, _: &Shared) -> Step {
    solve(screen.with_way(Way::InPerson), NO_COUNCIL)
}

pub fn digitally(screen: &mut PlanScreen, _: &Shared) -> Step {
    solve(screen.with_way(Way::Digital), NO_COUNCIL)
}

pub fn in_writing(screen: &mut PlanScreen, _: &Shared) -> Step {
    solve(screen.with_way(Way::Written), NO_COUNCIL)
}

pub fn leave_out(screen: &mut PlanScreen, _: &Shared) -> Step {
    solve(screen.with_way(Way::CannotBeMet), NO_COUNCIL)
}

pub fn next_way(screen: &mut PlanScreen, _: &Shared) -> Step {
    solve(screen.with_adjacent_way(true), NO_COUNCIL)
}

pub fn previous_way(screen: &mut PlanScreen, _: &Shared) -> Step {
    solve(screen.with_adjacent_way(false), NO_COUNCIL)
}

pub fn other_meeting(screen: &mut PlanScreen, _: &Shared) -> Step {
    solve(screen.with_other(), "this council has no other meeting in the period")
}

pub fn unpin(screen: &mut PlanScreen, _: &Shared) -> Step {
    solve(screen.unpinned(), "nothing is chosen by hand for this council")
}

pub fn undo(screen: &mut PlanScreen, _: &Shared) -> Step {
    let undone = Step::info("the last choice by hand is undone");
    undone.then(solve(screen.before(), "nothing to undo: no choice was made by hand"))
}

pub fn redo(screen: &mut PlanScreen, _: &Shared) -> Step {
    let redone = Step::info("the choice by hand is made again");
    redone.then(solve(screen.undone(), "nothing to redo: no choice was undone"))
}

/// The council's page lies above the plan.
pub fn open(screen: &mut PlanScreen, shared: &Shared) -> Step {
    match screen.focused() {
        Some(line) => Step::read_file(shared, line.council, OnFileRead::Open),
        _ => Step::none(),
    }
}

/// Shows what the plan changes in the diary; the second time it changes that.
pub fn accept(screen: &mut PlanScreen, _: &Shared) -> Step {
    match screen.plan.to_change_dropping_superseded(&screen.diary, &screen.planned) {
        Some(change) if screen.review.is_some() => Step::apply(change),
        Some(_) => {
            let changes = screen.plan.changes(&screen.diary, &screen.planned);
            screen.review = Some(Review { changes, list: ListState::default() });
            Step::none()
        }
        None => Step::info("nothing to add to the diary: it is all there already, or no meeting can be attended"),
    }
}

/// Goes back from what would change to the plan, and from the plan to the form.
pub fn close(screen: &mut PlanScreen, _: &Shared) -> Step {
    match screen.review.take() {
        Some(_) => Step::none(),
        None => Step::pop(),
    }
}
