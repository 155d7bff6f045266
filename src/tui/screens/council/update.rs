//! What is done on a council's own screen: going on to the next, changing the item in focus, agreeing and settling.

use crate::tui::app::brief_actions;
use crate::tui::app::form_actions::{open_from, read_file, show};
use crate::tui::app::layer::{Layer, Tab};
use crate::tui::app::model::{Awaiting, Model, OnFileRead, PriorityForm, Tone};
use crate::tui::app::msg::Effect;
use crate::tui::app::{focus, form_actions};
use crate::tui::dialogs::priority_choice::Choose;
use crate::tui::forms::{action, close, excuse, meeting, priority, returned, team};
use crate::tui::keys::command::Cmd;
use crate::tui::screens::council::items::Subject;
use crate::tui::screens::council::state::CouncilScreen;
use crate::tui::screens::diary::update as diary_actions;
use charter::change::{Act, Change, ResolveConflict};

/// Runs one of the commands of the screen.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    match command {
        Cmd::NextCouncil | Cmd::PreviousCouncil => {
            // Where the council has left the list its row holds the next one already: going on must not skip it.
            let shown = screen(model).map(CouncilScreen::id);
            let at_cursor = focus::council_of_row(model).map(|line| line.id);
            let next = match at_cursor {
                Some(id) if command == Cmd::NextCouncil && Some(id) != shown => Some(id),
                _ => focus::step_council(model, command == Cmd::NextCouncil),
            };
            match next {
                Some(id) => return read_file(model, id, OnFileRead::Open),
                None => model.notify(Tone::Info, "this is the end of the list"),
            }
        }
        Cmd::AgreePriorities => {
            if let Some(choose) = screen(model).and_then(|screen| choose(model, screen)) {
                model.layers.push(Layer::Choose(Box::new(choose)));
            }
        }
        Cmd::ChooseSave => return save_choice(model),
        Cmd::SettleConflict => return settle(model),
        _ => return change_item(model),
    }
    Vec::new()
}

fn screen(model: &Model) -> Option<&CouncilScreen> {
    model.layers.iter().rev().find_map(|layer| match layer {
        Layer::Council(screen) => Some(screen.as_ref()),
        _ => None,
    })
}

fn choose(model: &Model, screen: &CouncilScreen) -> Option<Choose> {
    let returned = screen.file.current_return(model.snapshot.as_at())?;
    Some(Choose::new(returned, screen.file.council.name.sanitized().into_owned()))
}

/// Agrees the priority in focus, or takes that back.
pub fn toggle_priority(model: &mut Model) {
    let Some(Layer::Choose(choose)) = model.layers.last_mut() else { return };
    if !choose.toggle() {
        model.notify(Tone::Info, "three are agreed already: take one back with Space first");
    }
}

fn save_choice(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Choose(choose)) = model.layers.last() else { return Vec::new() };
    if choose.chosen.is_empty() {
        model.notify(Tone::Info, "agree at least one: Space on it");
        return Vec::new();
    }
    let change = choose.change();
    model.awaiting = Some(Awaiting::Change);
    vec![Effect::Apply(change)]
}

fn settle(model: &mut Model) -> Vec<Effect> {
    let item = screen(model).and_then(|screen| screen.focused(model.snapshot.round(), model.snapshot.as_at()));
    let Some((screen, Some(Subject::Return(holds)))) =
        screen(model).map(|screen| (screen, item.map(|item| item.subject)))
    else {
        model.notify(Tone::Info, "settle: go to the return that holds (1), then v");
        return Vec::new();
    };
    let settle = ResolveConflict { council: screen.id(), round: model.snapshot.round().id, holds };
    model.awaiting = Some(Awaiting::Change);
    vec![Effect::Apply(Change::from(Act::Settle(settle)))]
}

/// Opens a form about the priority in focus; where none is, about one of the council's.
pub fn work(model: &mut Model, work: PriorityForm) -> Vec<Effect> {
    let on_base = model.priorities.focused().filter(|_| model.tab == Tab::Priorities && model.layers.is_empty());
    let on_base = on_base.map(|line| line.id);
    let focus = screen(model).and_then(|screen| {
        let item = screen.focused(model.snapshot.round(), model.snapshot.as_at())?;
        screen.priority_of(item.subject)
    });
    let focus = focus.or(on_base);
    form_actions::open_with_file(model, OnFileRead::PriorityForm(work, focus))
}

fn change_item(model: &mut Model) -> Vec<Effect> {
    let context = model.context();
    let Some(screen) = screen(model) else { return Vec::new() };
    let Some(item) = screen.focused(context.round, context.today) else { return Vec::new() };
    let name = screen.file.council.name.sanitized().into_owned();
    let file = screen.file.clone();
    let known = |id| file.returns.iter().find(|returned| returned.id == id);
    let form = match item.subject {
        Subject::Return(id) => known(id).map(|returned| returned::open_known(returned, &file, &context)),
        Subject::Priority(id, place) => known(id).and_then(|returned| priority::open(returned, place, &name, &context)),
        Subject::Meeting(id) => {
            let meeting = file.meetings.iter().find(|meeting| meeting.id == id);
            meeting.map(|meeting| meeting::open_known(meeting, &file, &context))
        }
        Subject::Letter => {
            open_from(model, &file, OnFileRead::Letter);
            return Vec::new();
        }
        Subject::Details => {
            open_from(model, &file, OnFileRead::Details);
            return Vec::new();
        }
        Subject::Worked(id) => {
            let closed = file.priorities.iter().any(|known| known.priority.id == id && known.priority.closed.is_some());
            closed.then(|| close::open(&file, Some(id), &context)).flatten()
        }
        Subject::Action(_, id) => {
            let mut actions = file.priorities.iter().flat_map(|known| &known.actions);
            actions.find(|known| known.id == id).and_then(|known| action::open_known(&file, known, &context))
        }
        Subject::Promise => Some(excuse::open(&file, &context)),
        Subject::Team(id) => {
            let change = file.team_changes.iter().find(|change| change.id == id);
            change.map(|change| team::open(&file, change, &context))
        }
        Subject::Nothing => None,
    };
    match form {
        Some(form) => show(model, form),
        None => model.notify(Tone::Info, "this is a record of what happened and is not changed; n writes a note"),
    }
    Vec::new()
}

/// Copies what is in focus: a council's name, or an item of its screen.
pub fn copy(model: &mut Model) -> Vec<Effect> {
    let text = match screen(model) {
        Some(screen) => screen.focused(model.snapshot.round(), model.snapshot.as_at()).map(|item| item.text()),
        None => focus::council_of_row(model).map(|line| {
            format!(
                "{}: {}",
                line.name.sanitized(),
                line.status.explain(model.snapshot.round(), model.snapshot.as_at())
            )
        }),
    };
    match text {
        Some(text) => vec![Effect::Copy(text)],
        None => {
            model.notify(Tone::Info, "nothing is in focus to copy");
            Vec::new()
        }
    }
}

/// Takes the file that was asked for.
pub fn take_file(model: &mut Model, file: Box<charter::council_file::CouncilFile>, then: OnFileRead) -> Vec<Effect> {
    let (round, as_at) = (model.snapshot.round().clone(), model.snapshot.as_at());
    match then {
        OnFileRead::Refresh => {
            for layer in &mut model.layers {
                if let Layer::Council(screen) = layer
                    && screen.id() == file.council.id
                {
                    screen.refresh(file.clone(), &round, as_at);
                }
            }
        }
        OnFileRead::OpenPriority(id) => {
            let mut screen = CouncilScreen::new(file);
            screen.go_to_priority(id, &round, as_at);
            model.layers.push(Layer::Council(Box::new(screen)));
        }
        OnFileRead::Open => match model.layers.last_mut() {
            Some(Layer::Council(screen)) => {
                let section = screen.section;
                **screen = CouncilScreen::new(file);
                screen.go_to(section);
            }
            _ => model.layers.push(Layer::Council(Box::new(CouncilScreen::new(file)))),
        },
        OnFileRead::Brief => brief_actions::open(model, &file),
        OnFileRead::AlterMeeting(id, alteration) => return diary_actions::alter(model, &file, id, alteration),
        _ => form_actions::open_from(model, &file, then),
    }
    Vec::new()
}
