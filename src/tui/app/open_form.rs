//! Opening, editing, saving and closing forms.

use charter::council_file::CouncilFile;
use charter::edit::{Edit, Record};
use charter::english::pluralize;
use charter::journal::{Difference, differences};

use crate::tui::app::apply::{apply_step, change_awaited, read_snapshot};
use crate::tui::app::awaiting::{OnFileRead, PriorityForm};
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::{KEYS_TO_TRY, Model};
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::app::{contacts, export, import, letters, list_views, summary};
use crate::tui::forms::first_steps::Chosen;
use crate::tui::forms::form::Form;
use crate::tui::forms::import_contacts::ContactsRequest;
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::submit::{Submitted, submit};
use crate::tui::forms::{
    action, close, council, excuse, inbox, letter, meeting, progress, returned, review, rules, team, team_record,
};
use crate::tui::screens::plan;

pub fn from_file(model: &mut Model, file: &CouncilFile, then: OnFileRead) -> Vec<Effect> {
    let context = model.shared.form_context();
    let (ids, names) = (vec![file.council.id], vec![file.council.name.sanitized().into_owned()]);
    let step = match then {
        OnFileRead::Return => Step::open_form(returned::open(ids, &names, Some(file), &context)),
        OnFileRead::Meeting => Step::open_form(meeting::open(ids, &names, Some(file), &context)),
        OnFileRead::FromInbox(id) => match model.inbox.line(id) {
            Some(line) => Step::open_form(inbox::open(line, file, &context)),
            None => Step::info("this item is no longer waiting; nothing was changed"),
        },
        OnFileRead::Letter => Step::open_form(letter::open(ids, &names, Some(file), &context)),
        OnFileRead::Details => Step::open_form(council::open(&file.newest, &context)),
        OnFileRead::Excuse => Step::open_form(excuse::open(file, &context)),
        OnFileRead::TeamTold => {
            let newest = file.team_changes().find(|change| change.is_unannounced(context.today));
            match newest.map(|change| team::open(file, change, &context)) {
                Some(form) => Step::open_form(form),
                None => Step::info("the council has been told of every recorded change of team"),
            }
        }
        OnFileRead::Team => match &file.team {
            Some(team) => Step::open_form(team_record::open(team, &context)),
            None => Step::info("the council has no team yet: e names it"),
        },
        OnFileRead::PriorityForm(form, focus) => {
            let open = match form {
                PriorityForm::Progress => progress::open,
                PriorityForm::Action => action::open,
                PriorityForm::Review => review::open,
                PriorityForm::Close => close::open,
            };
            match open(file, focus, &context) {
                Some(form) => Step::open_form(form),
                None => Step::info("no priority yet: they come with a return; r records one"),
            }
        }
        OnFileRead::MeetingOn(on, known) => Step::open_form(meeting::open_on(file, on, known, &context)),
        OnFileRead::Open
        | OnFileRead::OpenPriority(_)
        | OnFileRead::OpenPassage
        | OnFileRead::OpenSection(_)
        | OnFileRead::Change(_)
        | OnFileRead::Refresh
        | OnFileRead::AlterMeeting(..)
        | OnFileRead::Brief => Step::none(),
    };
    apply_step(model, step)
}

/// Submits the form in front, or shows the errors at their fields.
pub fn save(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last() else { return Vec::new() };
    match submit(form, &model.shared.form_context()) {
        Ok(Submitted::Change(change)) => {
            if matches!(form.purpose, Purpose::FromInbox { .. }) {
                model.inbox.decide(false);
            }
            change_awaited(model, Effect::Apply(change))
        }
        Ok(Submitted::AsAt(date)) => {
            let round = model.shared.snapshot.round().id;
            model.layers.pop();
            model.follows_today = date == model.shared.clock_today;
            read_snapshot(model, round, date)
        }
        // The form stays beneath, with all that was typed.
        Ok(Submitted::Plan(request)) => {
            let step = plan::update::query(request, &model.shared);
            apply_step(model, step)
        }
        // The contacts come first: if their list cannot be read, the form says so and nothing was changed.
        Ok(Submitted::FirstSteps(Chosen { contacts: Some(path), .. })) => {
            contacts::start(model, ContactsRequest { path, ..ContactsRequest::default() })
        }
        Ok(Submitted::FirstSteps(chosen)) => take_first_steps(model, chosen),
        Ok(Submitted::Baseline(form)) => summary::import_baseline(model, form),
        Ok(Submitted::OpenRound(open)) => summary::open_round(model, open),
        Ok(Submitted::Contacts(request)) => contacts::start(model, request),
        Ok(Submitted::Import(request)) => import::start(model, &request),
        Ok(Submitted::Export(request)) => export::submit(model, &request),
        Ok(Submitted::Letters(form)) => letters::submit(model, form),
        Ok(Submitted::LettersSent(form)) => letters::submit_sent(model, &form),
        Ok(Submitted::View(request)) => list_views::save(model, &request),
        Err(errors) => {
            let failure = if matches!(form.purpose, Purpose::Import | Purpose::ImportContacts | Purpose::Baseline) {
                "not imported"
            } else {
                "not saved"
            };
            let Some(Layer::Form(form)) = model.layers.last_mut() else { return Vec::new() };
            let wrong = pluralize(form.set_errors(&errors), "field");
            model.notify(Tone::Error, format!("{failure}: look at {wrong}; nothing that you typed is lost"));
            Vec::new()
        }
    }
}

/// The team is no record, so it is kept apart from the change.
fn take_first_steps(model: &mut Model, chosen: Chosen) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(team) = chosen.team {
        model.shared.search.filter.team.clone_from(&team);
        model.own_team.clone_from(&team);
        model.search();
        effects.push(Effect::RememberTeam(team));
    }
    match chosen.change {
        Some(change) => effects.extend(change_awaited(model, Effect::Apply(change))),
        None => effects.extend(close(model)),
    }
    effects
}

/// Skips optional fields; saves on the last field.
pub fn next_main_field(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last_mut() else { return Vec::new() };
    if !form.step(true, true) {
        return save(model);
    }
    check_left(model);
    Vec::new()
}

pub fn next_field(model: &mut Model) -> Vec<Effect> {
    step(model, true)
}

pub fn previous_field(model: &mut Model) -> Vec<Effect> {
    step(model, false)
}

fn step(model: &mut Model, forward: bool) -> Vec<Effect> {
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        form.step(forward, false);
    }
    check_left(model);
    Vec::new()
}

/// Shows what is wrong with the fields that the focus has left, so that nobody learns it only on saving.
pub fn check_left(model: &mut Model) {
    let Model { shared, layers, .. } = model;
    if let Some(Layer::Form(form)) = layers.last_mut() {
        let errors = submit(form, &shared.form_context()).err().unwrap_or_default();
        form.check_left(&errors);
    }
}

pub fn reset(model: &mut Model) -> Vec<Effect> {
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        form.reset();
        rules::show_fields(form);
        model.notify(Tone::Info, "the form shows what is on file; Ctrl-Z brings back what you typed");
    }
    Vec::new()
}

/// Closes the form and keeps changed fields as a draft.
pub fn close(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.pop_if(|layer| matches!(layer, Layer::Form(_))) else {
        return Vec::new();
    };
    if matches!(form.purpose, Purpose::FirstSteps(_)) {
        model.drafts.forget(&form);
        model.notify(Tone::Info, KEYS_TO_TRY);
        return vec![Effect::SaveDrafts];
    }
    model.drafts.keep(&form, model.shared.snapshot.as_at());
    if form.is_changed() {
        model.notify(Tone::Info, "closed; what you typed is kept for next time");
    }
    vec![Effect::SaveDrafts]
}

/// Shows why a form was not saved. Another user's change appears beside the fields; the next save overwrites it.
pub fn refuse(form: &mut Form, why: &str, theirs: Option<&Record>) {
    form.error = Some(why.to_owned());
    let Some(theirs) = theirs else { return };
    let after = Edit { before: None, after: Some(theirs.clone()) };
    // Only values that differ from the form are worth a line.
    let is_on_screen = |difference: &Difference| form.fields.iter().any(|field| field.value() == difference.to);
    form.theirs = differences(&after)
        .into_iter()
        .map(Difference::for_people)
        .filter(|difference| !is_on_screen(difference))
        .collect();
    form.purpose.set_version(theirs);
}
