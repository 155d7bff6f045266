//! What the store answered, taken into the model.

use super::form_actions::{read_file, refuse};
use super::layer::Layer;
use super::msg::{Effect, Msg};
use crate::tui::app::import_progress::ImportResult;
use crate::tui::app::model::{Awaiting, Model, OnFileRead, Tone};
use crate::tui::app::snapshot::SnapshotData;
use crate::tui::app::{import_actions, tabs};
use crate::tui::screens::council::update::take_file;
use crate::tui::screens::inbox::update as inbox_actions;
use crate::tui::screens::plan::update as plan_actions;
use charter::calendar::to_london;
use charter::edit::Record;
use charter::journal::{EntryKind, Saved};

/// Takes an answer in.
pub fn take(model: &mut Model, answer: Msg) -> Vec<Effect> {
    match answer {
        Msg::SnapshotRead(reading) => return replace_snapshot(model, *reading),
        Msg::CouncilFileRead(of, file) => {
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
        Msg::CouncilFileFailed(why) => give_up(model, &why),
        Msg::SheetsScanned(peeked) => return import_actions::sheets_scanned(model, peeked),
        Msg::ImportPathInvalid(why) => import_actions::path_invalid(model, why),
        Msg::ImportProgress(progress) => import_actions::set_progress(model, progress),
        Msg::ImportEnded(outcome) => return import_ended(model, outcome),
        Msg::Saved(saved) => return change_saved(model, &saved),
        Msg::Refused(why, theirs) => return change_refused(model, &why, theirs.as_deref()),
        Msg::ReadFailed(why) => {
            model.inbox.give_up();
            match model.awaiting {
                Some(Awaiting::Snapshot(..) | Awaiting::TabRows(_)) => give_up(model, &why),
                _ => model.notify(Tone::Error, why),
            }
        }
        Msg::DayChanged(today) => {
            model.clock_today = today;
            if model.follows_today && today != model.snapshot.as_at() && is_idle(model) {
                let round = model.snapshot.round().id;
                return super::form_actions::read_snapshot(model, round, today);
            }
        }
        Msg::DiaryRead(days, lines) => return tabs::set_diary(model, days, lines),
        Msg::PrioritiesRead(round, as_at, lines) => return tabs::set_priorities(model, (round, as_at), lines),
        Msg::InboxRead(round, as_at, lines) => return tabs::set_inbox(model, (round, as_at), lines),
        Msg::PlanMade(made) => plan_actions::take(model, made),
        Msg::PlanSolved(sketch, solved) => plan_actions::take_again(model, *sketch, solved),
        Msg::Copied(what) => model.notify(Tone::Done, format!("copied: {what}")),
        Msg::Notice(text) => {
            // That something was saved is said first; what else there is to know of it stands behind.
            let done = model.notice.take().filter(|notice| notice.tone == Tone::Done).map(|notice| notice.text);
            model.notify(Tone::Info, done.map_or(text.clone(), |done| format!("{done} · {text}")));
        }
        Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_) | Msg::Resize(..) => {}
    }
    Vec::new()
}

/// Whether the store answers at once: nothing is awaited, and no replies are brought in.
fn is_idle(model: &Model) -> bool {
    model.awaiting.is_none() && !import_actions::is_running(model)
}

/// Replies were brought in, or not: the list is read again where they were.
fn import_ended(model: &mut Model, outcome: ImportResult) -> Vec<Effect> {
    let (saved, mut effects) = import_actions::import_ended(model, outcome);
    if saved {
        inbox_actions::brought(model);
        effects.extend(refresh_council(model));
        effects.push(Effect::ReadSnapshot(Some(model.snapshot.round().id), model.snapshot.as_at()));
    }
    effects
}

/// What was awaited will not come: keys that were typed for it are dropped, so that none reaches another layer.
fn give_up(model: &mut Model, why: &str) {
    model.awaiting = None;
    model.drop_queued_input();
    model.notify(Tone::Error, why);
}

fn replace_snapshot(model: &mut Model, reading: SnapshotData) -> Vec<Effect> {
    let view = (reading.rounds[reading.current].id, reading.as_at);
    if model.awaiting == Some(Awaiting::Snapshot(view.0, view.1)) {
        model.awaiting = None;
    }
    let other_view =
        (reading.rounds[reading.current].id, reading.as_at) != (model.snapshot.round().id, model.snapshot.as_at());
    model.snapshot = model.snapshot.replaced_by(reading);
    model.councils.arrange(&model.snapshot);
    let mut effects = tabs::read(model);
    if !other_view {
        return effects;
    }
    if !effects.is_empty() && model.awaiting.is_none() {
        // The rows in front are of the view before: keys wait for their own.
        model.awaiting = Some(Awaiting::TabRows(model.tab));
    }
    let round = model.snapshot.round();
    let said = format!("{} · as at {}", round.title(), charter::calendar::format_full(model.snapshot.as_at()));
    model.notify(Tone::Info, said);
    effects.extend(refresh_council(model));
    effects
}

/// Asks for the file of the council whose screen is open, since something about it may have changed.
fn refresh_council(model: &mut Model) -> Vec<Effect> {
    let open = model.layers.iter().find_map(|layer| match layer {
        Layer::Council(screen) => Some(screen.id()),
        _ => None,
    });
    let Some(council) = open else { return Vec::new() };
    if model.awaiting.is_some() {
        return Vec::new();
    }
    read_file(model, council, OnFileRead::Refresh)
}

fn change_saved(model: &mut Model, saved: &Saved) -> Vec<Effect> {
    model.awaiting = None;
    if matches!(model.layers.last(), Some(Layer::Mapping(_))) {
        // What columns mean shows on no list; and while replies are read no other answer comes.
        return import_actions::mapping_confirmed(model, saved);
    }
    let mut effects = Vec::new();
    let mut round = Some(model.snapshot.round().id);
    match model.layers.last() {
        Some(Layer::Form(form)) if saved.kind == EntryKind::Change => {
            if matches!(form.purpose, crate::tui::forms::purpose::Purpose::OpenRound(_)) {
                round = None;
            }
            if form.targets.len() > 1 {
                model.councils.tagged.clear();
            }
            model.drafts.forget(form);
            model.layers.pop();
            effects.push(Effect::SaveDrafts);
        }
        Some(Layer::Choose(_)) => {
            model.layers.pop();
        }
        Some(Layer::Plan(_)) => effects.extend(plan_actions::saved(model)),
        _ => {}
    }
    let at = to_london(saved.at).format("%H:%M:%S").to_string();
    let words = saved.words.sanitized();
    model.notify(
        Tone::Done,
        match saved.kind {
            EntryKind::Undo => format!("undone: {words} · Ctrl-R does it again"),
            EntryKind::Redo => format!("done again: {words}"),
            EntryKind::Change | EntryKind::Load => format!("saved: {words} · u takes it back"),
        },
    );
    model.saved_at = Some(at);
    // The file first: keys are held until it has come, and the whole list takes longer.
    effects.extend(refresh_council(model));
    effects.push(Effect::ReadSnapshot(round, model.snapshot.as_at()));
    inbox_actions::saved(model, saved.kind);
    effects
}

fn change_refused(model: &mut Model, why: &str, theirs: Option<&Record>) -> Vec<Effect> {
    model.awaiting = None;
    model.drop_queued_input();
    model.inbox.stay();
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        refuse(form, why, theirs);
        model.notify(Tone::Error, "not saved: the reason stands over the form, and nothing that you typed is lost");
    } else {
        model.notify(Tone::Info, why);
    }
    if theirs.is_none() {
        return Vec::new();
    }
    // Somebody changed what is on the screen: it is read again, and a choice that was made on the old one is closed.
    if matches!(model.layers.last(), Some(Layer::Choose(_))) {
        model.layers.pop();
    }
    let mut effects = refresh_council(model);
    effects.push(Effect::ReadSnapshot(Some(model.snapshot.round().id), model.snapshot.as_at()));
    effects
}
