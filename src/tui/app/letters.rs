//! Drafting letters: the form, the preview, the files, and marking them as sent.

use charter::ids::CouncilId;
use charter::journal::Saved;
use charter::letter::LetterKind;
use charter::status::{Flag, Status};

use crate::tui::app::apply::{apply_step, change_awaited};
use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::home_path::expand_home;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::app::{answers, records};
use crate::tui::forms;
use crate::tui::forms::letters::{LetterTargets, LettersForm, SentForm};
use crate::tui::forms::purpose::Purpose;
use crate::tui::screens::letters::state::{LettersQuery, LettersRequest, LettersScreen, SentQuery, WrittenLetters};
use crate::tui::screens::letters::update::ask_for_text;

pub fn open(model: &mut Model) -> Vec<Effect> {
    let (chosen, names) = records::targets(model);
    let shared = &model.shared;
    let listed: Vec<CouncilId> = shared.search.indices().map(|index| shared.snapshot.lines()[index].id).collect();
    let in_council = model.council_screen().is_some();
    let is_narrowed = !shared.search.filter.is_empty() && !in_council && chosen.len() < 2;
    let prefers_list = chosen.is_empty() || is_narrowed;
    let kind = fitting_kind(model, if prefers_list { &listed } else { &chosen });
    let name = if let [name] = names.as_slice() { Some(name.clone()) } else { None };
    let targets = LetterTargets { chosen, name, listed, prefers_list, kind };
    let form = forms::letters::open(targets, &model.shared.form_context());
    apply_step(model, Step::open_form(form))
}

/// The letter that most of the councils seem to need next.
fn fitting_kind(model: &Model, councils: &[CouncilId]) -> LetterKind {
    let snapshot = &model.shared.snapshot;
    let wanted: std::collections::HashSet<CouncilId> = councils.iter().copied().collect();
    let lines = || snapshot.lines().iter().filter(|line| wanted.contains(&line.id));
    if let [_] = councils
        && let Some(line) = lines().next()
    {
        return match line.status.status {
            _ if line.status.flags.has(Flag::UpdateOwed) => LetterKind::Update,
            Status::Confirmed | Status::Declined => LetterKind::Acknowledgement,
            Status::NotSent => LetterKind::First,
            _ => LetterKind::Chase,
        };
    }
    if lines().all(|line| line.status.flags.has(Flag::UpdateOwed)) {
        return LetterKind::Update;
    }
    if lines().all(|line| matches!(line.status.status, Status::Confirmed | Status::Declined)) {
        return LetterKind::Acknowledgement;
    }
    if lines().all(|line| line.status.status == Status::NotSent) { LetterKind::First } else { LetterKind::Chase }
}

/// Keys wait until the preview is made.
pub fn submit(model: &mut Model, form: LettersForm) -> Vec<Effect> {
    let Some(folder) = expand_home(&form.folder, model.shared.home.as_ref()) else {
        refuse(model, "there is no home folder here: write the whole path instead of ~".to_owned());
        return Vec::new();
    };
    let (round, as_at) = model.view();
    let LettersForm { kind, formats, councils, usual_folder, announcement, to, .. } = form;
    let query = LettersQuery { kind, formats, folder, usual_folder, councils, announcement, to, round, as_at };
    model.awaiting = Some(Awaiting::Export);
    vec![Effect::Letters(Box::new(LettersRequest::Preview(query)))]
}

pub fn submit_sent(model: &mut Model, form: &SentForm) -> Vec<Effect> {
    let round = model.shared.snapshot.round().id;
    let query = SentQuery { round, kind: form.kind, letters: None, on: form.on, channel: form.channel };
    change_awaited(model, Effect::Letters(Box::new(LettersRequest::MarkSent(query))))
}

fn refuse(model: &mut Model, why: String) {
    model.stop_waiting();
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => form.error = Some(why),
        _ => model.notify(Tone::Error, why),
    }
}

pub fn previewed(model: &mut Model, made: Result<Box<LettersScreen>, String>) -> Vec<Effect> {
    if model.awaiting != Some(Awaiting::Export) {
        return Vec::new();
    }
    model.awaiting = None;
    match made {
        Ok(screen) => model.layers.push(Layer::Letters(screen)),
        Err(why) => refuse(model, why),
    }
    Vec::new()
}

pub fn rendered(model: &mut Model, index: usize, text: Result<Vec<String>, String>) {
    match (text, model.layers.last_mut()) {
        (Ok(text), Some(Layer::Letters(screen))) => screen.text = Some((index, text)),
        (Ok(_), _) => {}
        (Err(why), _) => model.notify(Tone::Error, why),
    }
}

/// After the commit, or if nothing was written.
pub fn written(model: &mut Model, result: Result<(Saved, WrittenLetters), String>) -> Vec<Effect> {
    if model.awaiting == Some(Awaiting::Export) {
        model.awaiting = None;
    }
    match result {
        Ok((saved, written)) => {
            if let Some(Layer::Letters(screen)) = model.layers.last_mut() {
                screen.written = Some(written);
            }
            forget_form(model);
            answers::change_saved(model, &saved)
        }
        Err(why) => {
            refuse(model, why);
            Vec::new()
        }
    }
}

/// What was written is no form that waits to be saved.
fn forget_form(model: &mut Model) {
    let is_form = |layer: &Layer| matches!(layer, Layer::Form(form) if matches!(form.purpose, Purpose::Letters(_)));
    if let Some(at) = model.layers.iter().rposition(is_form)
        && let Layer::Form(form) = model.layers.remove(at)
    {
        model.drafts.forget(&form);
    }
}

/// Asks for the text of the letter in focus, once the cursor has moved.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::Letters(screen)) => ask_for_text(screen),
        _ => Vec::new(),
    }
}
