//! Characters and pastes in the topmost layer.

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::layers;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::dialogs::picker::Pressed;
use crate::tui::forms::rules;
use crate::tui::keys::keymap::Chord;
use crate::tui::keys::old_keys;
use crate::tui::ui::editor::Edit;

/// Types a character into the field in focus. Returns `true` if there is one: then the key is no command.
pub fn type_into(model: &mut Model, chord: Chord) -> bool {
    let is_command = model.shared.keymap.resolve(model.scopes(), chord).is_some();
    let Some(typed) = chord.typed() else { return false };
    // Where several choices can be marked, Space marks one.
    let is_mark = |several: bool| typed == ' ' && is_command && several;
    match model.layers.last() {
        Some(Layer::CouncilPicker(picker)) if is_mark(picker.multiple) => false,
        Some(Layer::Pick(pick)) if pick.typed.is_none() || is_mark(pick.is_multiple()) => false,
        _ => edit(model, Edit::Type(typed)),
    }
}

/// Edits the field in focus. Returns `false` if there is none, or if this does not edit it.
pub fn edit(model: &mut Model, edit: Edit) -> bool {
    let Model { shared, layers, .. } = &mut *model;
    match layers.last_mut() {
        Some(Layer::Form(form)) => {
            let edited = form.edit(edit);
            rules::refresh(form, &shared.form_context());
            edited
        }
        Some(Layer::Find(editor)) => {
            let edited = editor.edit(edit);
            let typed = editor.text().to_owned();
            if edited && typed != shared.search.filter.find {
                model.find(&typed);
            }
            edited
        }
        Some(Layer::Lookup(lookup)) => lookup.edit(edit),
        Some(Layer::Search(search)) => search.edit(edit),
        Some(Layer::CouncilPicker(picker)) => picker.edit(edit, &shared.snapshot),
        Some(Layer::Pick(pick)) => pick.edit(edit),
        _ => false,
    }
}

pub fn undo_typing(model: &mut Model) -> Vec<Effect> {
    if !edit(model, Edit::Undo) {
        model.notify(Tone::Info, "nothing was typed in this field that could be undone");
    }
    Vec::new()
}

pub fn redo_typing(model: &mut Model) -> Vec<Effect> {
    if !edit(model, Edit::Redo) {
        model.notify(Tone::Info, "nothing was undone in this field");
    }
    Vec::new()
}

pub fn copy_field(model: &mut Model) -> Vec<Effect> {
    match field_text(model).filter(|text| !text.is_empty()) {
        Some(text) => vec![Effect::Copy(text)],
        None => {
            model.notify(Tone::Info, "this field is empty: there is nothing to copy");
            Vec::new()
        }
    }
}

pub fn cut_field(model: &mut Model) -> Vec<Effect> {
    let effects = copy_field(model);
    if !effects.is_empty() {
        edit(model, Edit::Clear);
    }
    effects
}

fn field_text(model: &Model) -> Option<String> {
    let text = match model.layers.last()? {
        Layer::Form(form) => form.fields.get(form.focus)?.value(),
        Layer::Find(editor) => editor.text(),
        Layer::Lookup(lookup) => lookup.typed.text(),
        Layer::Search(search) => search.typed.text(),
        Layer::CouncilPicker(picker) => picker.typed.text(),
        Layer::Pick(pick) => pick.typed.as_ref()?.text(),
        _ => return None,
    };
    Some(text.to_owned())
}

/// Handles a key that is neither text nor a command: it picks a choice by its letter, or a notice says that it does nothing.
pub fn press(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let pressed = match model.layers.last_mut() {
        // Without a text field Backspace goes back, as elsewhere.
        Some(Layer::Pick(pick)) if pick.typed.is_none() && Chord::parse("Backspace") == Some(chord) => {
            model.layers.pop();
            Pressed::Used
        }
        Some(Layer::Pick(pick)) => pick.press(chord),
        Some(Layer::ImportProgress(_)) => {
            model.notify(Tone::Info, "replies are being imported: Esc stops the import");
            Pressed::Used
        }
        _ => Pressed::Unknown,
    };
    match pressed {
        Pressed::Picked => layers::accept_choice(model),
        Pressed::Used => Vec::new(),
        Pressed::Unknown => {
            say_unknown(model, chord);
            Vec::new()
        }
    }
}

/// Names the new key of a command that had this one, else where to look.
fn say_unknown(model: &mut Model, chord: Chord) {
    let keymap = &model.shared.keymap;
    let moved = old_keys::moved_command(model.scopes(), chord);
    let now = moved.and_then(|command| Some((keymap.key(command)?, command.command().label)));
    let help = keymap.key_for_help(model.layers.last().is_some_and(Layer::takes_text));
    let text = match now {
        Some((key, label)) => format!("{chord} is now {key}: {label}"),
        None => format!("{chord} does nothing here; {help} shows the keys"),
    };
    model.notify(Tone::Quiet, text);
}

/// Pastes into the field in focus. Elsewhere a paste is ignored, with a notice.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => {
            form.paste(text);
            rules::refresh(form, &model.shared.form_context());
        }
        Some(Layer::Find(editor)) => {
            editor.insert(text, true);
            let typed = editor.text().to_owned();
            model.find(&typed);
        }
        Some(Layer::Lookup(lookup)) => lookup.paste(text),
        Some(Layer::Search(search)) => search.typed.insert(text, true),
        Some(Layer::CouncilPicker(picker)) => picker.paste(text, &model.shared.snapshot),
        _ => model.notify(Tone::Info, "pasted text goes into a field: open a form, or / to find"),
    }
    Vec::new()
}
