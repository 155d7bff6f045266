//! What the store answered, taken into the model.

use super::app::{Awaiting, Model, Then, Tone};
use super::bring::Outcome;
use super::council_actions::take_file;
use super::desk::Reading;
use super::form_actions::{read_file, refuse};
use super::layer::Layer;
use super::msg::{Effect, Msg};
use super::{bases, bring_actions, inbox_actions, plan_actions};
use charter::calendar::to_london;
use charter::edit::Record;
use charter::journal::{EntryKind, Saved};

/// Takes an answer in.
pub fn take(model: &mut Model, answer: Msg) -> Vec<Effect> {
    match answer {
        Msg::Read(reading) => return take_reading(model, *reading),
        Msg::File(of, file) => {
            // Whatever is not awaited any more answers a question that nobody asks now.
            let Some(Awaiting::File(then, wanted)) = model.awaiting else { return Vec::new() };
            if wanted != of {
                return Vec::new();
            }
            model.awaiting = None;
            match file {
                Some(file) => return take_file(model, file, then),
                None => give_up(model, "this is not there any more; nothing was changed"),
            }
        }
        Msg::FileFailed(why) => give_up(model, &why),
        Msg::Peeked(peeked) => return bring_actions::take_peeked(model, peeked),
        Msg::NotThere(why) => bring_actions::take_not_there(model, why),
        Msg::Bringing(progress) => bring_actions::take_progress(model, progress),
        Msg::BringingEnded(outcome) => return take_ended(model, outcome),
        Msg::Saved(saved) => return take_saved(model, &saved),
        Msg::Refused(why, theirs) => return take_refusal(model, &why, theirs.as_deref()),
        Msg::ReadFailed(why) => {
            model.inbox.give_up();
            match model.awaiting {
                Some(Awaiting::View(..) | Awaiting::Rows(_)) => give_up(model, &why),
                _ => model.say(Tone::Trouble, why),
            }
        }
        Msg::Today(today) => {
            model.clock_today = today;
            if model.follows_today && today != model.desk.as_at() && is_free(model) {
                let round = model.desk.round().id;
                return super::form_actions::read_view(model, round, today);
            }
        }
        Msg::Diary(days, lines) => return bases::take_diary(model, days, lines),
        Msg::Priorities(round, as_at, lines) => return bases::take_priorities(model, (round, as_at), lines),
        Msg::Inbox(round, as_at, lines) => return bases::take_inbox(model, (round, as_at), lines),
        Msg::Planned(made) => plan_actions::take(model, made),
        Msg::Solved(sketch, solved) => plan_actions::take_again(model, *sketch, solved),
        Msg::Copied(what) => model.say(Tone::Done, format!("copied: {what}")),
        Msg::Notice(text) => {
            // That something was saved is said first; what else there is to know of it stands behind.
            let done = model.notice.take().filter(|notice| notice.tone == Tone::Done).map(|notice| notice.text);
            model.say(Tone::Info, done.map_or(text.clone(), |done| format!("{done} · {text}")));
        }
        Msg::Key(_) | Msg::Paste(_) | Msg::Point(_) | Msg::Resize(..) => {}
    }
    Vec::new()
}

/// Whether the store answers at once: nothing is awaited, and no replies are brought in.
fn is_free(model: &Model) -> bool {
    model.awaiting.is_none() && !bring_actions::goes_on(model)
}

/// Replies were brought in, or not: the list is read again where they were.
fn take_ended(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    let (saved, mut effects) = bring_actions::take_ended(model, outcome);
    if saved {
        inbox_actions::brought(model);
        effects.extend(refresh_screen(model));
        effects.push(Effect::Read(Some(model.desk.round().id), model.desk.as_at()));
    }
    effects
}

/// What was awaited will not come: keys that were typed for it are dropped, so that none reaches another layer.
fn give_up(model: &mut Model, why: &str) {
    model.awaiting = None;
    model.drop_held();
    model.say(Tone::Trouble, why);
}

fn take_reading(model: &mut Model, reading: Reading) -> Vec<Effect> {
    let view = (reading.rounds[reading.current].id, reading.as_at);
    if model.awaiting == Some(Awaiting::View(view.0, view.1)) {
        model.awaiting = None;
    }
    let other_view = (reading.rounds[reading.current].id, reading.as_at) != (model.desk.round().id, model.desk.as_at());
    model.desk = model.desk.followed_by(reading);
    model.councils.arrange(&model.desk);
    let mut effects = bases::read(model);
    if !other_view {
        return effects;
    }
    if !effects.is_empty() && model.awaiting.is_none() {
        // The rows in front are of the view before: keys wait for their own.
        model.awaiting = Some(Awaiting::Rows(model.tab));
    }
    let round = model.desk.round();
    let said = format!("{} · as at {}", round.title(), charter::calendar::format_full(model.desk.as_at()));
    model.say(Tone::Info, said);
    effects.extend(refresh_screen(model));
    effects
}

/// Asks for the file of the council whose screen is open, since something about it may have changed.
fn refresh_screen(model: &mut Model) -> Vec<Effect> {
    let open = model.layers.iter().find_map(|layer| match layer {
        Layer::Council(screen) => Some(screen.id()),
        _ => None,
    });
    let Some(council) = open else { return Vec::new() };
    if model.awaiting.is_some() {
        return Vec::new();
    }
    read_file(model, council, Then::Refresh)
}

fn take_saved(model: &mut Model, saved: &Saved) -> Vec<Effect> {
    model.awaiting = None;
    if matches!(model.layers.last(), Some(Layer::Mapping(_))) {
        // What columns mean shows on no list; and while replies are read no other answer comes.
        return bring_actions::confirmed(model, saved);
    }
    let mut effects = Vec::new();
    let mut round = Some(model.desk.round().id);
    match model.layers.last() {
        Some(Layer::Form(form)) if saved.kind == EntryKind::Change => {
            if matches!(form.purpose, super::forms::purpose::Purpose::OpenRound(_)) {
                round = None;
            }
            if form.targets.len() > 1 {
                model.councils.tagged.clear();
            }
            model.drafts.forget(form);
            model.layers.pop();
            effects.push(Effect::KeepDrafts);
        }
        Some(Layer::Choose(_)) => {
            model.layers.pop();
        }
        Some(Layer::Plan(_)) => effects.extend(plan_actions::saved(model)),
        _ => {}
    }
    let at = to_london(saved.at).format("%H:%M:%S").to_string();
    let words = saved.words.sanitized();
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
    inbox_actions::saved(model, saved.kind);
    effects
}

fn take_refusal(model: &mut Model, why: &str, theirs: Option<&Record>) -> Vec<Effect> {
    model.awaiting = None;
    model.drop_held();
    model.inbox.stay();
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        refuse(form, why, theirs);
        model.say(Tone::Trouble, "not saved: the reason stands over the form, and nothing that you typed is lost");
    } else {
        model.say(Tone::Info, why);
    }
    if theirs.is_none() {
        return Vec::new();
    }
    // Somebody changed what is on the screen: it is read again, and a choice that was made on the old one is closed.
    if matches!(model.layers.last(), Some(Layer::Choose(_))) {
        model.layers.pop();
    }
    let mut effects = refresh_screen(model);
    effects.push(Effect::Read(Some(model.desk.round().id), model.desk.as_at()));
    effects
}
