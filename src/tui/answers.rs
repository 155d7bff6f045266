//! What the store answered, taken into the model.

use super::app::{Awaiting, Model, Then, Tone};
use super::council_actions::take_file;
use super::desk::{Desk, Reading};
use super::form_actions::refuse;
use super::layer::Layer;
use super::msg::{Effect, Msg};
use crate::domain::calendar::in_london;
use crate::domain::edit::Record;
use crate::domain::journal::{EntryKind, Saved};

/// Takes an answer in.
pub fn take(model: &mut Model, answer: Msg) -> Vec<Effect> {
    match answer {
        Msg::Read(reading) => return take_reading(model, *reading),
        Msg::File(file) => {
            let Some(Awaiting::File(then)) = model.awaiting.take() else { return Vec::new() };
            match file {
                Some(file) => take_file(model, file, then),
                None => model.say(Tone::Trouble, "this council is not there any more; nothing was changed"),
            }
        }
        Msg::Saved(saved) => return take_saved(model, &saved),
        Msg::Refused(why, theirs) => take_refusal(model, &why, theirs.as_deref()),
        Msg::Failed(why) => {
            model.awaiting = None;
            model.say(Tone::Trouble, why);
        }
        Msg::Copied(what) => model.say(Tone::Done, format!("copied: {what}")),
        Msg::Notice(text) => model.say(Tone::Info, text),
        Msg::Key(_) | Msg::Paste(_) | Msg::Point(_) | Msg::Resize(..) => {}
    }
    Vec::new()
}

fn take_reading(model: &mut Model, reading: Reading) -> Vec<Effect> {
    let other_view = (reading.rounds[reading.current].id, reading.as_at) != (model.desk.round().id, model.desk.as_at());
    model.desk = Desk::new(reading);
    model.councils.arrange(&model.desk);
    if !other_view {
        return Vec::new();
    }
    let round = model.desk.round();
    let said = format!("{} · as at {}", round.title(), crate::domain::calendar::full(model.desk.as_at()));
    model.say(Tone::Info, said);
    refresh_screen(model)
}

/// Asks for the file of the council whose screen is open, since something about it may have changed.
fn refresh_screen(model: &mut Model) -> Vec<Effect> {
    let open = model.layers.iter().find_map(|layer| match layer {
        Layer::Council(screen) => Some(screen.id()),
        _ => None,
    });
    let Some(council) = open else { return Vec::new() };
    model.awaiting = Some(Awaiting::File(Then::Refresh));
    vec![Effect::ReadFile(council, model.desk.round().id, model.desk.as_at())]
}

fn take_saved(model: &mut Model, saved: &Saved) -> Vec<Effect> {
    model.awaiting = None;
    let mut effects = Vec::new();
    let mut round = Some(model.desk.round().id);
    match model.layers.last() {
        Some(Layer::Form(form)) if saved.kind == EntryKind::Change => {
            if matches!(form.purpose, super::forms::form::Purpose::OpenRound(_)) {
                round = None;
            }
            model.drafts.forget(form);
            model.layers.pop();
            effects.push(Effect::KeepDrafts);
        }
        Some(Layer::Choose(_)) => {
            model.layers.pop();
        }
        _ => {}
    }
    if saved.kind == EntryKind::Change {
        model.councils.tagged.clear();
    }
    let at = in_london(saved.at).format("%H:%M:%S").to_string();
    let words = saved.words.on_screen();
    model.say(
        Tone::Done,
        match saved.kind {
            EntryKind::Undo => format!("undone: {words} · Ctrl-R does it again"),
            EntryKind::Redo => format!("done again: {words}"),
            EntryKind::Change | EntryKind::Load => format!("saved: {words} · u takes it back"),
        },
    );
    model.saved_at = Some(at);
    // The file first: keys are held until it has come, and the whole list takes longer.
    effects.extend(refresh_screen(model));
    effects.push(Effect::Read(round, model.desk.as_at()));
    effects
}

fn take_refusal(model: &mut Model, why: &str, theirs: Option<&Record>) {
    model.awaiting = None;
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        refuse(form, why, theirs);
        model.say(Tone::Trouble, format!("not saved: {why}"));
    } else {
        model.say(Tone::Info, why);
    }
}
