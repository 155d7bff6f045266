//! From a task to the place where it is done: an inbox item, a council's section, a form with its draft.

use charter::diary_entry::EntrySource;
use charter::ids::{ActionId, AreaId, ContactId, CouncilChangeId, ItemId, MeetingId, PriorityId, ReturnId};
use desk::today::{DraftPlace, Place};

use crate::tui::app::apply::apply_step;
use crate::tui::app::awaiting::{OnFileRead, PriorityForm};
use crate::tui::app::effect::Effect;
use crate::tui::app::model::Model;
use crate::tui::app::step::Step;
use crate::tui::app::tab::Tab;
use crate::tui::app::{areas, contacts, import, records, requests, tabs};
use crate::tui::forms::{contact, event, name_list, note, officer, reply, round, update};
use crate::tui::screens::council::item::{Section, Subject};
use crate::tui::screens::diary;

/// Goes to the place of the task in focus; on the rest of a section, shows it.
pub fn open_task(model: &mut Model) -> Vec<Effect> {
    let Some(task) = model.today.focused().cloned() else {
        model.today.unfold();
        return Vec::new();
    };
    let then = match task.place {
        Place::Item(id) => return open_item(model, id),
        Place::Entry(EntrySource::Request(id), _) => return requests::open_form(model, Some(id)),
        Place::Entry(source, on) => {
            model.diary.seek(model.shared.snapshot.round().id, source, on);
            return tabs::go_to(model, Tab::Diary);
        }
        Place::NextRound => return records::open_promised_round(model),
        Place::Draft(draft) => return open_draft(model, &draft),
        Place::Meeting(_) => OnFileRead::OpenSection(Section::Meetings),
        Place::Priorities => OnFileRead::OpenSection(Section::Priorities),
        Place::Priority(id) => OnFileRead::OpenPriority(id),
    };
    records::with_file(model, then)
}

/// Goes to the first reply of the council in focus that waits in the inbox.
pub fn open_waiting_reply(model: &mut Model) -> Vec<Effect> {
    let council = match model.council_screen() {
        Some(screen) => Some(screen.id()),
        None => tabs::focused_council(model).map(|line| line.id),
    };
    let Some(reply) = council.and_then(|id| model.shared.snapshot.waiting_reply(id)) else {
        return apply_step(model, Step::info("no reply of this council waits in the inbox"));
    };
    model.layers.clear();
    open_item(model, reply.item)
}

fn open_item(model: &mut Model, id: ItemId) -> Vec<Effect> {
    model.inbox.go_to_item(id);
    tabs::go_to(model, Tab::Inbox)
}

/// Opens the form as the user opened it, so that it finds its draft.
fn open_draft(model: &mut Model, draft: &DraftPlace) -> Vec<Effect> {
    if draft.round.is_some_and(|round| round != model.shared.snapshot.round().id) {
        let step = Step::info("this was typed in another round: go there with [ or ], then open it");
        return apply_step(model, step);
    }
    let form = draft.form.as_str();
    let (kind, about) = form.split_once(' ').unwrap_or((form, ""));
    let then = match kind {
        "area-record" => return areas::open_form(model, about.parse().ok().map(AreaId)),
        "inbox" => return about.parse().map_or_else(|_| Vec::new(), |id| open_item(model, ItemId(id))),
        "reply" | "note" | "update" | "contact" | "officer" | "event" if about.is_empty() => {
            return open_for_targets(model, kind);
        }
        "round" | "open" | "first-steps" | "as-at" | "categories" | "plan" | "bring-in" | "import-contacts" => {
            return open_without_council(model, kind);
        }
        _ => on_file_read(form),
    };
    match then {
        Some(then) => records::with_file(model, then),
        None => apply_step(model, Step::info("the form of this draft is not known; what was typed is kept")),
    }
}

fn open_for_targets(model: &mut Model, kind: &str) -> Vec<Effect> {
    let (ids, names) = records::targets(model);
    let context = model.shared.form_context();
    let form = match kind {
        "reply" => reply::open(ids, &names, &context),
        "note" => note::open(ids, &names, &context),
        "contact" => contact::open(ids, &names, &context),
        "officer" => officer::open(ids, &names, &context),
        "event" => event::open(ids, &names, &context),
        _ => update::open(ids, &names, &context),
    };
    apply_step(model, Step::open_form(form))
}

fn open_without_council(model: &mut Model, kind: &str) -> Vec<Effect> {
    let step = match kind {
        "open" => return records::open_round(model),
        "first-steps" => return records::first_steps(model),
        "as-at" => return records::change_as_at(model),
        "bring-in" => return import::open(model),
        "import-contacts" => return contacts::open(model),
        "plan" => diary::update::open_plan_form(&mut model.diary, &model.shared),
        "round" => Step::open_form(round::open(&model.shared.form_context())),
        _ => Step::open_form(name_list::open_categories(&model.shared.form_context())),
    };
    apply_step(model, step)
}

/// By the names that [`crate::tui::forms::purpose::Purpose::draft_name`] gives.
fn on_file_read(form: &str) -> Option<OnFileRead> {
    let (kind, about) = form.rsplit_once(' ').unwrap_or((form, ""));
    let id: Option<i64> = about.parse().ok();
    let priority = id.map(PriorityId);
    let change = |subject: Subject| Some(OnFileRead::Change(subject));
    match (kind, id) {
        ("return", None) => Some(OnFileRead::Return),
        ("return", Some(id)) => change(Subject::Return(ReturnId(id))),
        ("priority", None) => {
            let (returned, index) = about.split_once('/')?;
            change(Subject::Priority(ReturnId(returned.parse().ok()?), index.parse().ok()?))
        }
        ("meeting", None) => Some(OnFileRead::Meeting),
        ("meeting", Some(id)) => change(Subject::Meeting(MeetingId(id))),
        ("meeting of", None) => Some(OnFileRead::MeetingOn(about.parse().ok()?, None)),
        ("council", None) => Some(OnFileRead::Details),
        ("contact", Some(id)) => change(Subject::Contact(ContactId(id))),
        ("letter", None) => Some(OnFileRead::Letter),
        ("decision", None) => Some(OnFileRead::Excuse),
        ("team-record", _) => Some(OnFileRead::Team),
        // What was chosen is not in the draft.
        ("agree" | "settle", _) => Some(OnFileRead::Open),
        ("team", Some(id)) => change(Subject::Team(CouncilChangeId(id))),
        ("action", Some(id)) => change(Subject::Action(PriorityId(0), ActionId(id))),
        ("new action", _) => Some(OnFileRead::PriorityForm(PriorityForm::Action, priority)),
        ("new", None) => Some(OnFileRead::PriorityForm(PriorityForm::Action, None)),
        ("progress", _) => Some(OnFileRead::PriorityForm(PriorityForm::Progress, priority)),
        ("review", _) => Some(OnFileRead::PriorityForm(PriorityForm::Review, priority)),
        ("close", _) => Some(OnFileRead::PriorityForm(PriorityForm::Close, priority)),
        _ => None,
    }
}
