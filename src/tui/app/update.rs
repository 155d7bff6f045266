//! Takes in what happens, and routes it to the layer that it concerns; nothing else.
//!
//! ```text
//! key, paste, resize ──> Msg ──> update(&mut Model, Msg) -> Vec<Effect> ──> the runtime runs them ──> Msg
//! ```
//! `update` is pure: no input or output, no clock, no terminal.

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::{answers, dispatch, input, tabs};
use crate::tui::keys::command::Cmd;
use crate::tui::keys::keymap;
use crate::tui::keys::keymap::Chord;
use crate::tui::ui::frame;

/// Takes in what happened; returns what is to be done about it.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = route(model, msg);
    while model.awaiting.is_none()
        && let Some(queued) = model.queued_input.pop_front()
    {
        effects.extend(route(model, queued));
    }
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
        Msg::Mouse(pointer) => input::point(model, pointer),
        Msg::Resize(columns, rows) => {
            model.shared.size = (columns, rows);
            // Smaller and bigger again before a frame was drawn is the same size to us, and an empty window to the terminal.
            vec![Effect::Redraw]
        }
        answer => answers::take(model, answer),
    };
    // Whatever it was may have changed which councils the filter leaves: each screen at the bottom follows.
    tabs::arrange(model);
    effects
}

/// No key of ours has Alt. A terminal writes Alt-x as Esc and x, so that a quick hand on Esc looks like Alt: it is taken for
/// the two keys. Where text is typed it is taken for nothing, because there Alt moves by words elsewhere.
fn handle_alt(model: &mut Model, event: keymap::Event) -> Vec<Effect> {
    if cfg!(not(unix)) || model.layers.last().is_some_and(Layer::takes_text) {
        return Vec::new();
    }
    keymap::esc_and_key(event).into_iter().flat_map(|event| route(model, Msg::Key(event))).collect()
}

/// A typed character in a text field is always text; any other key is looked up, the innermost scope first.
fn handle_key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    model.notice = None;
    let too_small = frame::is_too_small(model.shared.size);
    if !too_small && input::type_into(model, chord) {
        return Vec::new();
    }
    match model.shared.keymap.resolve(model.scopes(), chord) {
        // Behind the notice that the window is too small nothing is changed blindly.
        Some(command) if too_small && !matches!(command, Cmd::Quit | Cmd::QuitNow | Cmd::Redraw) => Vec::new(),
        Some(command) => dispatch::run(model, command),
        None => input::press(model, chord),
    }
}
