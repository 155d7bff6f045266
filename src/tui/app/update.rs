//! Routes each message to the layer that it concerns.
//!
//! ```text
//! key, paste, resize ──> Msg ──> update(&mut Model, Msg) -> Vec<Effect> ──> the runtime runs them ──> Msg
//! ```
//! `update` is pure: no input or output, no clock, no terminal.

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::{answers, dispatch, input, letters, map, pointer, report, tabs, written};
use crate::tui::keys::command::Cmd;
use crate::tui::keys::keymap;
use crate::tui::keys::keymap::Chord;
use crate::tui::ui::frame;

pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = route(model, msg);
    while model.awaiting.is_none()
        && let Some(queued) = model.queued_input.pop_front()
    {
        effects.extend(route(model, queued));
    }
    effects.extend(written::ask(model));
    effects.extend(letters::ask(model));
    effects.extend(report::ask(model));
    tabs::keep_visible(model);
    model.shared.tab_in_front = matches!(model.layers.last(), None | Some(Layer::Find(_)));
    effects
}

fn route(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let effects = match msg {
        Msg::Key(event) if keymap::is_alt(event) => handle_alt(model, event),
        Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_) if model.awaiting.is_some() => {
            model.queued_input.push_back(msg);
            Vec::new()
        }
        Msg::Key(event) => Chord::of(event).map_or_else(Vec::new, |chord| handle_key(model, chord)),
        Msg::Paste(text) => input::paste(model, &text),
        Msg::Mouse(event) => pointer::point(model, event),
        Msg::Resize(columns, rows) => {
            model.shared.size = (columns, rows);
            // A window that shrinks and grows back before a frame has the same size to us, but the terminal has lost
            // its content.
            vec![Effect::Redraw]
        }
        answer => answers::handle(model, answer),
    };
    // The message may have changed the filter's result, so the tab's rows are arranged again.
    tabs::arrange(model);
    map::arrange(model);
    effects
}

/// No command uses Alt. A terminal sends Alt-x as Esc and x, so Esc and a quick x look like Alt-x and are handled as
/// two keys. In a text field they are ignored, because Alt moves by words in other programs.
fn handle_alt(model: &mut Model, event: keymap::Event) -> Vec<Effect> {
    if cfg!(not(unix)) || model.layers.last().is_some_and(Layer::takes_text) {
        return Vec::new();
    }
    keymap::esc_and_key(event).into_iter().flat_map(|event| route(model, Msg::Key(event))).collect()
}

/// A character in a text field is always text, at any size. Any other key is looked up, the innermost scope first.
fn handle_key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    model.notice = None;
    let too_small = frame::is_too_small(model.shared.size);
    if input::type_into(model, chord) {
        model.asked = None;
        return Vec::new();
    }
    match model.shared.keymap.resolve(model.scopes(), chord) {
        // While only the notice "too small" is visible, no key changes anything.
        Some(command) if too_small && !matches!(command, Cmd::Quit | Cmd::Redraw) => Vec::new(),
        Some(command) => dispatch::run(model, command),
        None => {
            model.asked = None;
            input::press(model, chord)
        }
    }
}
