//! Commands of all screens: recording something about the councils in focus, undo, another round or day, copying,
//! quitting.

use std::collections::HashSet;

use charter::ids::{CouncilId, PriorityId};

use crate::tui::app::apply::{apply_step, change_awaited, read_snapshot};
use crate::tui::app::awaiting::{OnFileRead, PriorityForm};
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::app::tab::Tab;
use crate::tui::app::tabs::focused_council;
use crate::tui::app::{report, tabs};
use crate::tui::forms::{as_at, council, first_steps, letter, meeting, returned, round};
use crate::tui::screens::council::state::CouncilScreen;

/// The open council, else the tagged ones, else the one in focus.
fn target_ids(model: &Model) -> Vec<CouncilId> {
    // The report covers the list, and has no council in focus.
    if model.layers.iter().any(|layer| matches!(layer, Layer::Report(_))) {
        return Vec::new();
    }
    match (model.council_screen(), model.tab) {
        (Some(screen), _) => vec![screen.id()],
        (None, Tab::Councils) => model.councils.targets(&model.shared.snapshot),
        (None, Tab::Today) => {
            let focused = model.today.focused().filter(|task| task.is_certain);
            focused.map(|task| task.councils.clone()).unwrap_or_default()
        }
        (None, Tab::Inbox | Tab::Diary | Tab::Priorities) => {
            focused_council(model).map(|line| line.id).into_iter().collect()
        }
    }
}

pub fn targets(model: &Model) -> (Vec<CouncilId>, Vec<String>) {
    let ids = target_ids(model);
    let wanted: HashSet<CouncilId> = ids.iter().copied().collect();
    let names = model.shared.snapshot.lines().iter().filter(|line| wanted.contains(&line.id));
    let names = names.map(|line| line.name.sanitized().into_owned()).collect();
    (ids, names)
}

/// Reads the council's file and then opens `then`. For several councils some forms open without a file.
pub fn with_file(model: &mut Model, then: OnFileRead) -> Vec<Effect> {
    let (ids, names) = targets(model);
    let step = match ids.as_slice() {
        [one] => Step::read_file(&model.shared, *one, then),
        _ => open_for_several(model, ids, &names, then),
    };
    apply_step(model, step)
}

fn open_for_several(model: &Model, ids: Vec<CouncilId>, names: &[String], then: OnFileRead) -> Step {
    let context = model.shared.form_context();
    match then {
        OnFileRead::Return => Step::open_form(returned::open(ids, names, None, &context)),
        OnFileRead::Meeting => Step::open_form(meeting::open(ids, names, None, &context)),
        OnFileRead::Letter => Step::open_form(letter::open(ids, names, None, &context)),
        OnFileRead::Details => Step::open_form(council::open_many(ids, names, &context)),
        OnFileRead::PriorityForm(..)
        | OnFileRead::Excuse
        | OnFileRead::TeamTold
        | OnFileRead::Team
        | OnFileRead::Brief => Step::info("this works for one council at a time; x removes the tags"),
        OnFileRead::Open
        | OnFileRead::OpenPriority(_)
        | OnFileRead::OpenPassage
        | OnFileRead::OpenSection(_)
        | OnFileRead::Change(_)
        | OnFileRead::Refresh
        | OnFileRead::MeetingOn(..)
        | OnFileRead::AlterMeeting(..)
        | OnFileRead::FromInbox(_) => Step::none(),
    }
}

/// Opens the form of the meeting in focus; outside the diary, of the next meeting or a new one.
pub fn record_meeting(model: &mut Model) -> Vec<Effect> {
    let focused = model.diary.focused().filter(|_| model.tab == Tab::Diary && model.layers.is_empty());
    match focused.map(|meeting| (meeting.council, OnFileRead::MeetingOn(meeting.on, meeting.meeting))) {
        Some((council, then)) => {
            let step = Step::read_file(&model.shared, council, then);
            apply_step(model, step)
        }
        None => with_file(model, OnFileRead::Meeting),
    }
}

/// Opens a form about the priority in focus, or one to be chosen.
pub fn priority_form(model: &mut Model, form: PriorityForm) -> Vec<Effect> {
    let listed = model.priorities.focused().filter(|_| model.tab == Tab::Priorities && model.layers.is_empty());
    let task = model.today.focused_priority().filter(|_| model.tab == Tab::Today && model.layers.is_empty());
    let listed: Option<PriorityId> = listed.map(|line| line.id).or(task);
    let on_screen = model.council_screen().and_then(|screen| {
        let item = screen.focused(&model.shared)?;
        screen.priority_of(item.subject)
    });
    with_file(model, OnFileRead::PriorityForm(form, on_screen.or(listed)))
}

pub fn next_council(model: &mut Model) -> Vec<Effect> {
    step_council(model, true)
}

pub fn previous_council(model: &mut Model) -> Vec<Effect> {
    step_council(model, false)
}

fn step_council(model: &mut Model, forward: bool) -> Vec<Effect> {
    let open_council = model.council_screen().map(CouncilScreen::id);
    // If the open council has left the list, the cursor is already on the next one.
    let next = match focused_council(model).map(|line| line.id) {
        Some(id) if forward && Some(id) != open_council => Some(id),
        _ => tabs::step_council(model, forward),
    };
    let step = match next {
        Some(id) => Step::read_file(&model.shared, id, OnFileRead::Open),
        None => Step::info("this is the end of the list"),
    };
    apply_step(model, step)
}

pub fn open_round(model: &mut Model) -> Vec<Effect> {
    let form = round::open_next(model.shared.snapshot.newest_round(), &model.shared.form_context());
    apply_step(model, Step::open_form(form))
}

/// The contact that was promised to every council: the newest round, if only the date of its letter is missing, or
/// else the next one.
pub fn open_promised_round(model: &mut Model) -> Vec<Effect> {
    let snapshot = &model.shared.snapshot;
    let newest = snapshot.newest_round();
    let is_begun = newest.id != snapshot.round().id && newest.starts_on <= snapshot.as_at();
    if !is_begun || newest.issued_on.is_some() {
        return open_round(model);
    }
    let form = round::edit(newest);
    apply_step(model, Step::open_form(form))
}

pub fn first_steps(model: &mut Model) -> Vec<Effect> {
    let shared = &model.shared;
    let teams = shared.snapshot.names(|line| &line.team);
    let team = shared.search.filter.team.as_deref();
    let form = first_steps::open(shared.snapshot.newest_round(), teams, team, &shared.form_context());
    apply_step(model, Step::open_form(form))
}

pub fn change_as_at(model: &mut Model) -> Vec<Effect> {
    let form = as_at::open(&model.shared.form_context(), model.shared.clock_today);
    apply_step(model, Step::open_form(form))
}

pub fn undo(model: &mut Model) -> Vec<Effect> {
    change_awaited(model, Effect::Undo)
}

pub fn redo(model: &mut Model) -> Vec<Effect> {
    change_awaited(model, Effect::Redo)
}

pub fn previous_round(model: &mut Model) -> Vec<Effect> {
    read_round(model, -1)
}

pub fn next_round(model: &mut Model) -> Vec<Effect> {
    read_round(model, 1)
}

fn read_round(model: &mut Model, step: isize) -> Vec<Effect> {
    let Some(round) = model.shared.snapshot.adjacent_round(step).map(|round| round.id) else { return Vec::new() };
    let as_at = model.shared.snapshot.as_at();
    read_snapshot(model, round, as_at)
}

/// Copies what is in focus in the layer in front.
pub fn copy(model: &mut Model) -> Vec<Effect> {
    let snapshot = &model.shared.snapshot;
    let text = match model.layers.last() {
        Some(Layer::Council(screen)) => screen.focused(&model.shared).map(|item| item.text()),
        Some(Layer::Brief(page)) => Some(page.text()),
        Some(Layer::Report(screen)) => report::focused_text(screen),
        None | Some(Layer::Map(_)) => focused_council(model).map(|line| {
            format!("{}: {}", line.name.sanitized(), line.status.explain(snapshot.round(), snapshot.as_at()))
        }),
        // A text field is copied by the command of its own scope.
        Some(_) => None,
    };
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => vec![Effect::Copy(text)],
        None => {
            model.notify(Tone::Quiet, "nothing is selected to copy");
            Vec::new()
        }
    }
}

/// Also says so, because often nothing on the screen changes.
pub fn redraw(model: &mut Model) -> Vec<Effect> {
    let (round, as_at) = model.view();
    model.notify(Tone::Quiet, "everything is read again");
    vec![Effect::Redraw, Effect::ReadSnapshot(Some(round), as_at)]
}

pub fn toggle_mouse(model: &mut Model) -> Vec<Effect> {
    model.mouse = !model.mouse;
    let text = match model.mouse {
        true => "the mouse works here again; Shift-drag selects text",
        false => "the mouse is the terminal's: drag selects text; mouse = false in the settings keeps it so",
    };
    model.notify(Tone::Info, text);
    vec![Effect::CaptureMouse(model.mouse)]
}

/// For this run; the setting `theme` keeps it.
pub fn next_theme(model: &mut Model) -> Vec<Effect> {
    match model.shared.theme.next() {
        Some((theme, name)) => {
            model.shared.theme = theme;
            model.notify(Tone::Info, format!("theme {name}; theme = \"{name}\" in the settings keeps it"));
        }
        None => model.notify(Tone::Info, "no colours are drawn here: NO_COLOR, --color never or the plain theme"),
    }
    Vec::new()
}

pub fn suspend(_: &mut Model) -> Vec<Effect> {
    vec![Effect::Suspend]
}

pub fn quit(_: &mut Model) -> Vec<Effect> {
    vec![Effect::SaveDrafts, Effect::Quit]
}

pub fn has_target(model: &Model) -> bool {
    !target_ids(model).is_empty()
}
