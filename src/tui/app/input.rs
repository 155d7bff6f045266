//! Characters, pastes and the mouse in the topmost layer.

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Pointer;
use crate::tui::app::notice::Tone;
use crate::tui::app::{layers, tabs};
use crate::tui::forms::rules;
use crate::tui::keys::keymap::Chord;

/// Types a character into the field in focus. Returns `true` if there is one: then the key is no command.
pub fn type_into(model: &mut Model, chord: Chord) -> bool {
    let is_command = model.shared.keymap.resolve(model.scopes(), chord).is_some();
    let Some(typed) = chord.typed() else { return false };
    // Where several choices can be marked, Space marks one.
    let is_mark = |several: bool| typed == ' ' && is_command && several;
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => {
            form.press(chord);
            rules::refresh(form, model.shared.snapshot.as_at());
        }
        Some(Layer::Lookup(lookup)) => lookup.press(chord),
        Some(Layer::CouncilPicker(picker)) if !is_mark(picker.multiple) => picker.press(chord, &model.shared.snapshot),
        Some(Layer::Pick(pick)) if pick.typed.is_some() && !is_mark(pick.is_multiple()) => {
            pick.press(chord);
        }
        Some(Layer::Find(editor)) => {
            editor.press(chord);
            let typed = editor.text().to_owned();
            model.find(&typed);
        }
        _ => return false,
    }
    true
}

/// Handles a key that is neither text nor a command.
pub fn press(model: &mut Model, chord: Chord) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => {
            form.press(chord);
            rules::refresh(form, model.shared.snapshot.as_at());
        }
        Some(Layer::Find(editor)) => {
            if editor.press(chord) {
                let typed = editor.text().to_owned();
                model.find(&typed);
            }
        }
        Some(Layer::Lookup(lookup)) => lookup.press(chord),
        Some(Layer::CouncilPicker(picker)) => picker.press(chord, &model.shared.snapshot),
        Some(Layer::Pick(pick)) => {
            if pick.press(chord) {
                return layers::accept_choice(model);
            }
        }
        Some(Layer::ImportProgress(_)) => {
            model.notify(Tone::Info, "replies are being imported: Esc stops the import");
        }
        Some(
            Layer::Council(_)
            | Layer::Columns(_)
            | Layer::Brief(_)
            | Layer::ImportReport(_)
            | Layer::PriorityChoice(_)
            | Layer::Conflict(_)
            | Layer::Mapping(_)
            | Layer::Promises(_)
            | Layer::Plan(_),
        )
        | None => {}
    }
    Vec::new()
}

/// Pastes into the field in focus. Elsewhere a paste is ignored, with a notice.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => {
            form.paste(text);
            rules::refresh(form, model.shared.snapshot.as_at());
        }
        Some(Layer::Find(editor)) => {
            editor.insert(text, true);
            let typed = editor.text().to_owned();
            model.find(&typed);
        }
        Some(Layer::Lookup(lookup)) => lookup.typed.insert(text, true),
        Some(Layer::CouncilPicker(picker)) => picker.paste(text, &model.shared.snapshot),
        _ => model.notify(Tone::Info, "pasted text goes into a field: open a form, or / to find"),
    }
    Vec::new()
}

/// The mouse only works on a tab without layers above it.
pub fn point(model: &mut Model, pointer: Pointer) -> Vec<Effect> {
    if model.layers.is_empty() {
        tabs::point(model, pointer);
    }
    Vec::new()
}
