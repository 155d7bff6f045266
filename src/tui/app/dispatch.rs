//! Runs a command: finds its handler, passes it the state, applies the step.

use crate::tui::app::apply::apply_step;
use crate::tui::app::effect::Effect;
use crate::tui::app::handlers::{Handler, handler};
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::app::{input, movement, records, tabs};
use crate::tui::dialogs::conflict::Settles;
use crate::tui::keys::command::Cmd;
use crate::tui::keys::disabled_reason::disabled_reason;
use crate::tui::keys::question::question;
use crate::tui::screens::{council, inbox};

pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    if let Some(reason) = disabled_reason(command, model) {
        model.notify(Tone::Info, format!("{}: {reason}", command.command().label));
        return Vec::new();
    }
    let asked = model.asked.take();
    if let Some(question) = question(command, model).map(|question| (command, question))
        && asked.as_ref() != Some(&question)
    {
        model.notify(Tone::Info, question.1.clone());
        model.asked = Some(question);
        return Vec::new();
    }
    let Model { shared, today, councils, inbox, diary, priorities, .. } = &mut *model;
    let step = match handler(command) {
        Handler::App(run) => return run(model),
        Handler::GoTo(tab) => return tabs::go_to(model, tab),
        Handler::Move(motion) => {
            movement::apply(model, motion);
            return Vec::new();
        }
        Handler::RunFocused => return run_focused(model),
        Handler::Edit(edit) => {
            input::edit(model, edit);
            return Vec::new();
        }
        Handler::WithFile(then) => return records::with_file(model, then),
        Handler::Priority(form) => return records::priority_form(model, form),
        Handler::ForTargets(open) => {
            let (ids, names) = records::targets(model);
            Step::open_form(open(ids, &names, &model.shared.form_context()))
        }
        Handler::Form(open) => Step::open_form(open(&shared.form_context())),
        Handler::CloseLayer => Step::pop(),
        Handler::Today(run) => run(today, shared),
        Handler::Councils(run) => run(councils, shared),
        Handler::Inbox(run) => run(inbox, shared),
        Handler::Diary(run) => run(diary, shared),
        Handler::Priorities(run) => run(priorities, shared),
        Handler::Council(_)
        | Handler::Section(_)
        | Handler::Plan(_)
        | Handler::Mapping(_)
        | Handler::Letters(_)
        | Handler::Map(_)
        | Handler::Report(_)
        | Handler::Settle(_) => run_on_layer(model, handler(command)),
    };
    apply_step(model, step)
}

fn run_on_layer(model: &mut Model, handler: Handler) -> Step {
    let Model { shared, layers, inbox, councils, .. } = model;
    match (handler, layers.last_mut()) {
        (Handler::Council(run), Some(Layer::Council(screen))) => run(screen, shared),
        (Handler::Section(section), Some(Layer::Council(screen))) => council::update::go_to_section(screen, section),
        (Handler::Map(run), Some(Layer::Map(screen))) => run(screen, councils, shared),
        (Handler::Report(run), Some(Layer::Report(screen))) => run(screen, shared),
        (Handler::Plan(run), Some(Layer::Plan(screen))) => run(screen, shared),
        (Handler::Letters(run), Some(Layer::Letters(screen))) => run(screen, shared),
        (Handler::Mapping(run), Some(Layer::Mapping(screen))) => run(screen, shared),
        (Handler::Settle(supersedes), Some(Layer::Conflict(conflict))) => Step::pop().then(match conflict.settles {
            Settles::Item(item) => inbox::update::settle(inbox, shared, item, &conflict.sides[1], supersedes),
            Settles::Returns(..) => council::update::settle(conflict, shared, supersedes),
        }),
        // A layer's scope is active only while the layer is in front.
        (_, _) => Step::none(),
    }
}

fn run_focused(model: &mut Model) -> Vec<Effect> {
    let focused = match model.layers.last() {
        Some(Layer::Lookup(lookup)) => lookup.focused(),
        _ => None,
    };
    let Some(command) = focused else { return Vec::new() };
    model.recent_commands.retain(|known| *known != command);
    model.recent_commands.insert(0, command);
    model.layers.pop();
    run(model, command)
}
