//! What a key that is no command means to the layer in front: text, an editing key, the letter of a choice.

use super::layer::Layer;
use super::msg::{Effect, Pointer};
use crate::tui::app::model::Model;
use crate::tui::app::tabs;
use crate::tui::keys::keymap::Chord;

/// Types a character into the field in focus. `true` if there is one: then the key is text and nothing else.
pub fn type_into(model: &mut Model, chord: Chord) -> bool {
    let is_command = model.keymap.resolve(model.scopes(), chord).is_some();
    let Some(typed) = chord.typed() else { return false };
    let today = model.snapshot.as_at();
    let found = match model.layers.last_mut() {
        Some(Layer::Form(form)) => {
            form.press(chord, today);
            return true;
        }
        Some(Layer::Lookup(lookup)) => {
            lookup.press(chord);
            return true;
        }
        Some(Layer::CouncilPicker(picker)) if !(typed == ' ' && is_command && picker.multiple) => {
            picker.press(chord, &model.snapshot);
            return true;
        }
        Some(Layer::Pick(pick)) if pick.typed.is_some() && !(typed == ' ' && is_command && pick.takes_several()) => {
            pick.press(chord);
            return true;
        }
        Some(Layer::Find(editor)) => {
            editor.press(chord);
            editor.text().to_owned()
        }
        _ => return false,
    };
    model.councils.find(&model.snapshot, &found);
    true
}

/// A key that is neither a character typed nor a command.
pub fn press(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let today = model.snapshot.as_at();
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => {
            form.press(chord, today);
        }
        Some(Layer::Find(editor)) => {
            if editor.press(chord) {
                let typed = editor.text().to_owned();
                model.councils.find(&model.snapshot, &typed);
            }
        }
        Some(Layer::Lookup(lookup)) => lookup.press(chord),
        Some(Layer::CouncilPicker(picker)) => picker.press(chord, &model.snapshot),
        Some(Layer::Pick(pick)) => {
            if pick.press(chord) {
                tabs::accept_pick(model);
            }
        }
        Some(Layer::ImportProgress(_)) => {
            model.notify(crate::tui::app::model::Tone::Info, "replies are being brought in: Esc stops that")
        }
        Some(
            Layer::Council(_)
            | Layer::Brief(_)
            | Layer::ImportReport(_)
            | Layer::Choose(_)
            | Layer::Conflict(_)
            | Layer::Mapping(_)
            | Layer::Promises(_)
            | Layer::Plan(_),
        )
        | None => {}
    }
    Vec::new()
}

/// A paste goes into the text field in focus; elsewhere it is not obeyed, and that is said.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let today = model.snapshot.as_at();
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => {
            form.paste(text, today);
        }
        Some(Layer::Find(editor)) => {
            editor.insert(text, true);
            let typed = editor.text().to_owned();
            model.councils.find(&model.snapshot, &typed);
        }
        Some(Layer::Lookup(lookup)) => lookup.typed.insert(text, true),
        Some(Layer::CouncilPicker(picker)) => picker.paste(text, &model.snapshot),
        _ => {
            model.notify(crate::tui::app::model::Tone::Info, "pasted text goes into a field: open a form, or / to find")
        }
    }
    Vec::new()
}

/// The wheel moves, a click puts the cursor on a row of the list.
pub fn point(model: &mut Model, pointer: Pointer) -> Vec<Effect> {
    if model.layers.is_empty() {
        tabs::point(model, pointer);
    }
    Vec::new()
}
