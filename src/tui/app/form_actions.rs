//! Opening, filling in, saving and closing forms.

use super::focus::targets;
use super::layer::Layer;
use super::msg::{CouncilFileKey, Effect};
use crate::tui::app::import_actions;
use crate::tui::app::model::{Awaiting, Model, OnFileRead, PriorityForm, Tone};
use crate::tui::forms::form::Form;
use crate::tui::forms::purpose::{Purpose, Submitted, submit};
use crate::tui::forms::{
    action, as_at, categories, close, council, excuse, inbox, letter, meeting, note, progress, reply, returned, review,
    round, team, update,
};
use crate::tui::keys::command::Cmd;
use crate::tui::screens::plan::update as plan_actions;
use charter::council_file::CouncilFile;
use charter::ids::{CouncilId, PriorityId, RoundId};
use chrono::NaiveDate;

/// Asks for a council's file, to open something with it.
pub fn read_file(model: &mut Model, council: CouncilId, then: OnFileRead) -> Vec<Effect> {
    let of = CouncilFileKey { council, round: model.snapshot.round().id, as_at: model.snapshot.as_at() };
    model.awaiting = Some(Awaiting::File(then, of));
    vec![Effect::ReadCouncilFile(of)]
}

/// Opens a form that starts from what is on file; for several councils there is no file, and it opens empty.
pub fn open_with_file(model: &mut Model, then: OnFileRead) -> Vec<Effect> {
    let (ids, names) = targets(model);
    if let [one] = ids.as_slice() {
        return read_file(model, *one, then);
    }
    let context = model.context();
    let form = match then {
        OnFileRead::Return => returned::open(ids, &names, None, &context),
        OnFileRead::Meeting => meeting::open(ids, &names, None, &context),
        OnFileRead::Letter => letter::open(ids, &names, None, &context),
        OnFileRead::Details => council::open_many(ids, &names, &context),
        OnFileRead::PriorityForm(..) | OnFileRead::Excuse | OnFileRead::TeamTold | OnFileRead::Brief => {
            model.notify(Tone::Info, "this is done for one council at a time; x takes the tags away");
            return Vec::new();
        }
        OnFileRead::Open
        | OnFileRead::OpenPriority(_)
        | OnFileRead::Refresh
        | OnFileRead::MeetingOn(..)
        | OnFileRead::AlterMeeting(..)
        | OnFileRead::FromInbox(_) => {
            return Vec::new();
        }
    };
    show(model, form);
    Vec::new()
}

/// Opens the form that was asked for, now that the file has come.
pub fn open_from(model: &mut Model, file: &CouncilFile, then: OnFileRead) {
    let context = model.context();
    let (ids, names) = (vec![file.council.id], vec![file.council.name.sanitized().into_owned()]);
    let form = match then {
        OnFileRead::Return => returned::open(ids, &names, Some(file), &context),
        OnFileRead::Meeting => meeting::open(ids, &names, Some(file), &context),
        OnFileRead::FromInbox(id) => match model.inbox.line(id) {
            Some(line) => inbox::open(line, file, &context),
            None => return model.notify(Tone::Info, "this item does not wait any more; nothing was changed"),
        },
        OnFileRead::Letter => letter::open(ids, &names, Some(file), &context),
        OnFileRead::Details => council::open(&file.council, &context),
        OnFileRead::Excuse => excuse::open(file, &context),
        OnFileRead::TeamTold => {
            let newest = file.team_changes.iter().find(|change| change.is_unannounced(context.today));
            match newest.map(|change| team::open(file, change, &context)) {
                Some(form) => form,
                None => return model.notify(Tone::Info, "the council knows of every change of its team on record"),
            }
        }
        OnFileRead::PriorityForm(work, focus) => match open_work(file, work, focus, &context) {
            Some(form) => form,
            None => return model.notify(Tone::Info, "no priority is worked on: it comes with a return; r records one"),
        },
        OnFileRead::MeetingOn(on, known) => meeting::open_on(file, on, known, &context),
        OnFileRead::Open
        | OnFileRead::OpenPriority(_)
        | OnFileRead::Refresh
        | OnFileRead::AlterMeeting(..)
        | OnFileRead::Brief => return,
    };
    show(model, form);
}

fn open_work(
    file: &CouncilFile,
    work: PriorityForm,
    focus: Option<PriorityId>,
    context: &crate::tui::forms::form::FormContext<'_>,
) -> Option<Form> {
    match work {
        PriorityForm::Progress => progress::open(file, focus, context),
        PriorityForm::Action => action::open(file, focus, context),
        PriorityForm::Review => review::open(file, focus, context),
        PriorityForm::Close => close::open(file, focus, context),
    }
}

/// Opens a form that needs nothing from the file.
pub fn open_at_once(model: &mut Model, command: Cmd) {
    let (ids, names) = targets(model);
    let context = model.context();
    let form = match command {
        Cmd::WriteNote => note::open(ids, &names, &context),
        Cmd::RecordReply => reply::open(ids, &names, &context),
        Cmd::RecordUpdate => update::open(ids, &names, &context),
        Cmd::EditCategories => categories::open(&context),
        Cmd::EditRound => round::open(&context),
        Cmd::OpenRound => round::open_next(model.snapshot.newest_round(), &context),
        _ => as_at::open(&context, model.clock_today),
    };
    show(model, form);
}

/// Puts a form in front, with what was typed in it before.
pub fn show(model: &mut Model, mut form: Form) {
    model.drafts.restore(&mut form);
    form.follow(model.snapshot.as_at());
    model.layers.push(Layer::Form(Box::new(form)));
}

/// Saves the form in front: it stays until the change is committed.
pub fn save(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last() else { return Vec::new() };
    match submit(form, &model.context()) {
        Ok(Submitted::Change(change)) => {
            if matches!(form.purpose, Purpose::FromInbox { .. }) {
                model.inbox.decide(false);
            }
            model.awaiting = Some(Awaiting::Change);
            vec![Effect::Apply(change)]
        }
        Ok(Submitted::AsAt(date)) => {
            let round = model.snapshot.round().id;
            model.layers.pop();
            model.follows_today = date == model.clock_today;
            read_snapshot(model, round, date)
        }
        Ok(Submitted::Plan(wanted)) => plan_actions::ask(model, wanted),
        Ok(Submitted::Import(wanted)) => import_actions::start(model, &wanted),
        Err(errors) => {
            let wrong = charter::english::pluralize(errors.len(), "field");
            let not = if matches!(form.purpose, Purpose::Import) { "not brought in" } else { "not saved" };
            if let Some(Layer::Form(form)) = model.layers.last_mut() {
                form.set_errors(errors);
            }
            model.notify(Tone::Error, format!("{not}: look at {wrong}; nothing that you typed is lost"));
            Vec::new()
        }
    }
}

/// Asks for the councils of another round or another day; keys wait for them.
pub fn read_snapshot(model: &mut Model, round: RoundId, as_at: NaiveDate) -> Vec<Effect> {
    model.awaiting = Some(Awaiting::Snapshot(round, as_at));
    vec![Effect::ReadSnapshot(Some(round), as_at)]
}

/// Goes to the next main field; on the last, saves.
pub fn enter(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last_mut() else { return Vec::new() };
    if form.step(true, true) { Vec::new() } else { save(model) }
}

/// Moves between fields, or starts afresh.
pub fn edit(model: &mut Model, command: Cmd) {
    let Some(Layer::Form(form)) = model.layers.last_mut() else { return };
    match command {
        Cmd::FieldNext => {
            form.step(true, false);
        }
        Cmd::FieldPrevious => {
            form.step(false, false);
        }
        _ => {
            form.reset();
            model.notify(Tone::Info, "the form is as it was opened");
        }
    }
}

/// Closes the form in front; what was typed is kept as a draft.
pub fn close(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.pop() else { return Vec::new() };
    let today = model.snapshot.as_at();
    model.drafts.keep(&form, today);
    if form.is_changed() {
        model.notify(Tone::Info, "closed; what you typed is kept and comes back with the form");
    }
    vec![Effect::SaveDrafts]
}

/// Says in the form in front why it was not saved. Where another's change stands in the way, shows it, and lets the next
/// save go over it: the sergeant has then seen both.
pub fn refuse(form: &mut Form, why: &str, theirs: Option<&charter::edit::Record>) {
    form.error = Some(why.to_owned());
    let Some(theirs) = theirs else { return };
    let after = charter::edit::Edit { before: None, after: Some(theirs.clone()) };
    // What the form says already is no news; only where the two differ is worth a line.
    let said = |difference: &charter::journal::Difference| form.fields.iter().any(|f| f.value() == difference.to);
    let theirs_in_words = charter::journal::differences(&after);
    form.theirs = theirs_in_words.into_iter().filter(|difference| !said(difference)).collect();
    let version = theirs.version();
    match (&mut form.purpose, theirs) {
        (Purpose::Council(known), _) => *known = Some(version),
        (Purpose::Meeting(after), _) => {
            if let Some((_, known)) = &mut after.correct {
                *known = version;
            }
        }
        (Purpose::CorrectReturn(known, _), _) => known.version = version,
        (Purpose::FromInbox { line, .. }, charter::edit::Record::Item(now)) => line.item = now.clone(),
        (Purpose::Action(_, Some((_, known))), _) => *known = version,
        (Purpose::Close(of), charter::edit::Record::Priority(now)) => of.seen(now.id, version),
        (Purpose::TeamTold(known), _) => known.version = version,
        (Purpose::Priority { returned, place }, charter::edit::Record::Return(now)) => {
            // The priority is the one with the same words, wherever it stands now.
            let words = returned.answer.priorities.get(*place).map(|priority| priority.received.clone());
            let found = now.answer.priorities.iter().position(|priority| Some(&priority.received) == words.as_ref());
            *place = found.unwrap_or(usize::MAX);
            **returned = now.clone();
        }
        (Purpose::Round(known), _) => known.version = version,
        _ => {}
    }
}
