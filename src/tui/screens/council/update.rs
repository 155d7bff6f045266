//! Key handlers of the council screen.

use charter::change::Supersedes;
use charter::council_file::CouncilFile;

use crate::tui::app::layer::Layer;
use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::dialogs::conflict::Conflict;
use crate::tui::dialogs::priority_choice::PriorityChoice;
use crate::tui::forms::{action, close, contact, council, decision, excuse, letter, meeting, priority, returned, team};
use crate::tui::screens::council::item::{Section, Subject};
use crate::tui::screens::council::state::CouncilScreen;

pub fn next_section(screen: &mut CouncilScreen, _: &Shared) -> Step {
    screen.step_section(true);
    Step::none()
}

pub fn previous_section(screen: &mut CouncilScreen, _: &Shared) -> Step {
    screen.step_section(false);
    Step::none()
}

pub fn go_to_section(screen: &mut CouncilScreen, section: Section) -> Step {
    screen.go_to(section);
    Step::none()
}

pub fn earlier_rounds(screen: &mut CouncilScreen, _: &Shared) -> Step {
    screen.scroll_rounds(true);
    Step::none()
}

pub fn later_rounds(screen: &mut CouncilScreen, _: &Shared) -> Step {
    screen.scroll_rounds(false);
    Step::none()
}

pub fn agree_priorities(screen: &mut CouncilScreen, shared: &Shared) -> Step {
    match screen.file.current_return(shared.snapshot.as_at()) {
        Some(returned) => {
            let name = screen.file.council.name.sanitized().into_owned();
            Step::push(Layer::PriorityChoice(Box::new(PriorityChoice::new(returned, name))))
        }
        None => Step::none(),
    }
}

pub fn settle_conflict(screen: &mut CouncilScreen, shared: &Shared) -> Step {
    let Some(Subject::Return(chosen_return)) = screen.focused(shared).map(|item| item.subject) else {
        return Step::info("to settle it: go to the right return in the first section, then press =");
    };
    match Conflict::of_returns(&screen.file, chosen_return) {
        Some(conflict) => Step::push(Layer::Conflict(Box::new(conflict))),
        None => Step::info("there is only one answer: nothing to settle"),
    }
}

/// Opens the form for the decision between two recorded returns.
pub fn settle(conflict: &Conflict, shared: &Shared, supersedes: Supersedes) -> Step {
    let index = match supersedes {
        Supersedes::SetAside => 0,
        Supersedes::Chosen => 1,
        Supersedes::ByDate | Supersedes::Disagrees | Supersedes::Corrects { .. } => {
            return Step::info("nothing was recorded: both answers are kept, and the conflict stays open");
        }
    };
    match decision::open_settlement(conflict, index, &shared.form_context()) {
        Some(form) => Step::open_form(form),
        None => Step::none(),
    }
}

/// What Enter does with the item in focus, for the footer; `None` if it records what happened and cannot be changed.
pub fn enter_label(screen: &CouncilScreen, shared: &Shared) -> Option<&'static str> {
    match screen.focused(shared)?.subject {
        Subject::Return(_) | Subject::Priority(..) | Subject::Meeting(_) => Some("correct"),
        Subject::Letter => Some("letter"),
        Subject::Details | Subject::Contact(_) => Some("edit"),
        Subject::OtherPriority(id) => {
            let mut closed = screen.file.priorities.iter().filter(|known| known.priority.closed.is_some());
            closed.any(|known| known.priority.id == id).then_some("result")
        }
        Subject::Action(..) => Some("action"),
        Subject::Promise => Some("decide"),
        Subject::Team(_) => Some("team told"),
        Subject::Nothing => None,
    }
}

pub fn change_item(screen: &mut CouncilScreen, shared: &Shared) -> Step {
    screen.focused(shared).map_or_else(Step::none, |item| change(&screen.file, item.subject, shared))
}

/// Opens the form that changes an item.
pub fn change(file: &CouncilFile, subject: Subject, shared: &Shared) -> Step {
    let context = shared.form_context();
    let name = file.council.name.sanitized().into_owned();
    let known = |id| file.returns.iter().find(|returned| returned.id == id);
    let form = match subject {
        Subject::Return(id) => known(id).map(|returned| returned::open_known(returned, file, &context)),
        Subject::Priority(id, index) => known(id).and_then(|returned| priority::open(file, returned, index, &context)),
        Subject::Meeting(id) => {
            let meeting = file.meetings.iter().find(|meeting| meeting.id == id);
            meeting.map(|meeting| meeting::open_known(meeting, file, &context))
        }
        Subject::Letter => Some(letter::open(vec![file.council.id], &[name], Some(file), &context)),
        Subject::Contact(id) => {
            let known = file.contacts.iter().find(|contact| contact.id == id);
            known.map(|known| contact::open_known(known, file, &context))
        }
        Subject::Details => Some(council::open(&file.newest, &context)),
        Subject::OtherPriority(id) => {
            let closed = file.priorities.iter().any(|known| known.priority.id == id && known.priority.closed.is_some());
            closed.then(|| close::open(file, Some(id), &context)).flatten()
        }
        Subject::Action(_, id) => {
            let mut actions = file.priorities.iter().flat_map(|known| &known.actions);
            actions.find(|known| known.id == id).and_then(|known| action::open_known(file, known, &context))
        }
        Subject::Promise => Some(excuse::open(file, &context)),
        Subject::Team(id) => {
            let change = file.team_changes().find(|change| change.id == id);
            change.map(|change| team::open(file, change, &context))
        }
        Subject::Nothing => None,
    };
    match form {
        Some(form) => Step::open_form(form),
        None => Step::info("this records what happened and cannot be changed; n writes a note"),
    }
}
