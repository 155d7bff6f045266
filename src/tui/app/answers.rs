//! Handles the answers of the worker and its helper threads.

use charter::brief::Brief;
use charter::calendar::format_full;
use charter::council_file::CouncilFile;
use charter::edit::Record;
use charter::english::pluralize;
use charter::journal::{EntryKind, Saved};
use charter::plan::{Infeasible, Plan, PlanDraft};

use crate::tui::app::apply::{apply_step, note_saved_at, read_snapshot};
use crate::tui::app::awaiting::{Awaiting, OnFileRead};
use crate::tui::app::effect::{CouncilFileKey, Effect};
use crate::tui::app::import_progress::{ContactReport, ImportResult};
use crate::tui::app::layer::Layer;
use crate::tui::app::model::{KEYS_TO_TRY, Model};
use crate::tui::app::msg::Msg;
use crate::tui::app::notice::Tone;
use crate::tui::app::snapshot::SnapshotData;
use crate::tui::app::step::Step;
use crate::tui::app::tab::Tab;
use crate::tui::app::{
    comparison, contacts, export, import, issued_reports, letters, open_form, report, response_times, summary, tabs,
    written,
};
use crate::tui::dialogs::brief::BriefPage;
use crate::tui::forms::purpose::Purpose;
use crate::tui::screens::council::state::CouncilScreen;
use crate::tui::screens::plan::state::PlanScreen;
use crate::tui::screens::{council, diary, mapping};

pub fn handle(model: &mut Model, answer: Msg) -> Vec<Effect> {
    match answer {
        Msg::SnapshotRead(data) => return replace_snapshot(model, *data),
        Msg::CouncilFileRead(key, file) => return file_read(model, key, file),
        Msg::CouncilFileFailed(why) => fail(model, &why),
        Msg::SheetsScanned(scanned) => return import::sheets_scanned(model, scanned),
        Msg::ImportPathInvalid(why) => import::path_invalid(model, why),
        Msg::ImportProgress(progress) => import::set_progress(model, progress),
        Msg::ImportEnded(result) => return import_ended(model, result),
        Msg::ContactsImported(result) => return contacts_imported(model, result),
        Msg::Summarized(result) => summary::made(model, result),
        Msg::Saved(saved) => return change_saved(model, &saved),
        Msg::Refused(why, theirs) => return change_refused(model, &why, theirs.as_deref()),
        Msg::ReadFailed(why) => {
            model.inbox.loading_failed();
            written::failed(model);
            match model.awaiting {
                Some(
                    Awaiting::Snapshot(..)
                    | Awaiting::TabRows(_)
                    | Awaiting::Written
                    | Awaiting::Comparison
                    | Awaiting::IssuedReports
                    | Awaiting::ResponseTimes,
                ) => fail(model, &why),
                _ => model.notify(Tone::Error, why),
            }
        }
        Msg::DayChanged(today) => {
            model.shared.clock_today = today;
            let (round, as_at) = model.view();
            if model.follows_today && today != as_at && is_idle(model) {
                return read_snapshot(model, round, today);
            }
        }
        Msg::DiaryRead(days, rows) => return tabs::set_diary(model, days, rows),
        Msg::PrioritiesRead(round, as_at, lines) => return tabs::set_priorities(model, (round, as_at), lines),
        Msg::TodayRead(round, as_at, tasks) => return tabs::set_today(model, (round, as_at), tasks),
        Msg::InboxRead(round, as_at, lines) => return tabs::set_inbox(model, (round, as_at), lines),
        Msg::WrittenFound(typed, found) => return written::found(model, typed, found),
        Msg::WaitingRepliesRead(round, as_at, waiting) => tabs::set_waiting_replies(model, (round, as_at), waiting),
        Msg::RoundsCompared(compared) => comparison::read(model, *compared),
        Msg::ReportRead(query, counted) => report::read(model, &query, counted),
        Msg::IssuedReportsRead(reports) => issued_reports::read(model, reports),
        Msg::ResponseTimesRead(times) => response_times::read(model, *times),
        Msg::PlanMade(made) => plan_made(model, made),
        Msg::PlanSolved(draft, solved) => plan_solved(model, *draft, solved),
        Msg::LettersPreviewed(made) => return letters::previewed(model, made),
        Msg::LetterRendered(index, text) => letters::rendered(model, index, text),
        Msg::LettersWritten(result) => return letters::written(model, result),
        Msg::Exported(outcome) => return export::ended(model, outcome),
        Msg::Copied(what) => model.notify(Tone::Done, format!("copied: {what}")),
        Msg::Notice(text) => {
            // The notice starts with the saved change; other news follows it.
            let done = model.notice.take().filter(|notice| notice.tone == Tone::Done).map(|notice| notice.text);
            model.notify(Tone::Info, done.map_or(text.clone(), |done| format!("{done} · {text}")));
        }
        Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_) | Msg::Resize(..) => {}
    }
    Vec::new()
}

fn file_read(model: &mut Model, key: CouncilFileKey, file: Option<Box<CouncilFile>>) -> Vec<Effect> {
    let Some(Awaiting::File(then, wanted)) = model.awaiting else { return Vec::new() };
    if wanted != key {
        return Vec::new();
    }
    model.awaiting = None;
    match file {
        Some(file) => continue_with_file(model, file, then),
        None => {
            fail(model, "this no longer exists; nothing was changed");
            Vec::new()
        }
    }
}

fn contacts_imported(model: &mut Model, result: Result<ContactReport, String>) -> Vec<Effect> {
    let ended = contacts::ended(model, result);
    let mut effects = vec![Effect::SaveDrafts];
    if ended.is_first_step {
        effects.extend(open_form::save(model));
    }
    reread_after_import(model, (ended.is_saved, effects))
}

fn is_idle(model: &Model) -> bool {
    model.awaiting.is_none() && !import::is_running(model)
}

fn continue_with_file(model: &mut Model, mut file: Box<CouncilFile>, then: OnFileRead) -> Vec<Effect> {
    let shared = &model.shared;
    file.status.waiting = shared.snapshot.waiting_reply(file.council.id);
    match then {
        OnFileRead::Refresh => show_refreshed(model, &file),
        OnFileRead::OpenPriority(id) => {
            let mut screen = CouncilScreen::new(file);
            screen.go_to_priority(id, shared);
            model.layers.push(Layer::Council(Box::new(screen)));
        }
        OnFileRead::OpenPassage => {
            let mut screen = CouncilScreen::new(file);
            if let Some(passage) = model.opening.take() {
                screen.go_to_text(written::section_of(passage.kind), &passage.opening, shared);
            }
            model.layers.push(Layer::Council(Box::new(screen)));
        }
        OnFileRead::OpenSection(section) => {
            let mut screen = CouncilScreen::new(file);
            screen.go_to(section);
            model.layers.push(Layer::Council(Box::new(screen)));
        }
        OnFileRead::Change(subject) => {
            let step = council::update::change(&file, subject, shared);
            return apply_step(model, step);
        }
        OnFileRead::Open => match model.layers.last_mut() {
            Some(Layer::Council(screen)) => {
                let section = screen.section;
                **screen = CouncilScreen::new(file);
                screen.go_to(section);
            }
            _ => model.layers.push(Layer::Council(Box::new(CouncilScreen::new(file)))),
        },
        OnFileRead::Brief => {
            let brief = Brief::build(&file, shared.snapshot.round(), shared.snapshot.as_at());
            model.layers.push(Layer::Brief(Box::new(BriefPage::new(&brief))));
        }
        OnFileRead::AlterMeeting(id, alteration) => {
            return apply_step(model, diary::update::alter(&file, id, alteration));
        }
        OnFileRead::Return
        | OnFileRead::Meeting
        | OnFileRead::MeetingOn(..)
        | OnFileRead::FromInbox(_)
        | OnFileRead::Letter
        | OnFileRead::Details
        | OnFileRead::PriorityForm(..)
        | OnFileRead::Excuse
        | OnFileRead::Team
        | OnFileRead::TeamTold => return open_form::from_file(model, &file, then),
    }
    Vec::new()
}

/// On each screen that shows the council.
fn show_refreshed(model: &mut Model, file: &CouncilFile) {
    for layer in &mut model.layers {
        if let Layer::Council(screen) = layer
            && screen.id() == file.council.id
        {
            screen.refresh(Box::new(file.clone()), &model.shared);
        }
    }
}

fn import_ended(model: &mut Model, result: ImportResult) -> Vec<Effect> {
    let ended = import::ended(model, result);
    reread_after_import(model, ended)
}

fn reread_after_import(model: &mut Model, (saved, mut effects): (bool, Vec<Effect>)) -> Vec<Effect> {
    if saved {
        // Keys needn't wait for the inbox: the import's counts are in front of it.
        if model.tab == Tab::Inbox {
            model.inbox.mark_stale(false);
        }
        effects.extend(refresh_council(model));
        effects.push(reread(model));
    }
    effects
}

fn reread(model: &Model) -> Effect {
    let (round, as_at) = model.view();
    Effect::ReadSnapshot(Some(round), as_at)
}

/// Drops the keys typed while waiting, so that none reaches another layer.
fn fail(model: &mut Model, why: &str) {
    model.stop_waiting();
    model.notify(Tone::Error, why);
}

fn replace_snapshot(model: &mut Model, data: SnapshotData) -> Vec<Effect> {
    let view = (data.rounds[data.current].id, data.as_at);
    if model.awaiting == Some(Awaiting::Snapshot(view.0, view.1)) {
        model.awaiting = None;
    }
    let other_view = view != model.view();
    model.shared.snapshot = model.shared.snapshot.replaced_by(data);
    model.search();
    for layer in &mut model.layers {
        if let Layer::Search(search) = layer {
            search.ask_again();
        }
    }
    let mut effects = tabs::read(model);
    if (other_view || !tabs::has_rows(model)) && !effects.is_empty() && model.awaiting.is_none() {
        // The rows on screen belong to the previous view, or there are none yet, so keys wait for the new ones.
        model.awaiting = Some(Awaiting::TabRows(model.tab));
    }
    if model.shared.snapshot.is_complete() {
        effects.push(Effect::ReadWaitingReplies(view.0, view.1));
    }
    if !other_view {
        return effects;
    }
    effects.extend(written::read_file(model));
    let snapshot = &model.shared.snapshot;
    let text = format!("{} · as at {}", snapshot.round().title(), format_full(snapshot.as_at()));
    model.notify(Tone::Info, text);
    effects.extend(refresh_council(model));
    effects
}

/// Reads the open council again, because the change may affect it.
fn refresh_council(model: &mut Model) -> Vec<Effect> {
    match model.council_screen().map(CouncilScreen::id) {
        Some(council) if model.awaiting.is_none() => {
            let step = Step::read_file(&model.shared, council, OnFileRead::Refresh);
            apply_step(model, step)
        }
        _ => Vec::new(),
    }
}

pub fn change_saved(model: &mut Model, saved: &Saved) -> Vec<Effect> {
    model.awaiting = None;
    note_saved_at(model, saved);
    if let Some(Layer::Mapping(screen)) = model.layers.last_mut() {
        // No list shows column meanings, and the worker answers nothing else during an import.
        let step = mapping::update::next_sheet(screen);
        return apply_step(model, step);
    }
    let summarized = model.layers.last().is_some_and(|layer| matches!(layer, Layer::Summary(_)));
    let form = model.layers.iter().rev().nth(usize::from(summarized));
    let purpose = form.and_then(|layer| if let Layer::Form(form) = layer { Some(&form.purpose) } else { None });
    let first_steps = matches!(purpose, Some(Purpose::FirstSteps(_)));
    let opens_round = first_steps || matches!(purpose, Some(Purpose::OpenRound(..)));
    let round = (!(opens_round && saved.kind == EntryKind::Change)).then(|| model.shared.snapshot.round().id);
    let mut effects = close_saved_layer(model, saved.kind);
    let words = saved.words.sanitized();
    model.notify(
        Tone::Done,
        match saved.kind {
            EntryKind::Undo => format!("undone: {words} · Ctrl-R redoes it"),
            EntryKind::Redo => format!("redone: {words}"),
            EntryKind::Change if first_steps => format!("saved: {words} · u undoes it. {KEYS_TO_TRY}"),
            EntryKind::Change | EntryKind::Load => format!("saved: {words} · u undoes it"),
        },
    );
    // The file is read first: keys wait for it, and the whole list takes longer.
    effects.extend(refresh_council(model));
    effects.push(Effect::ReadSnapshot(round, model.shared.snapshot.as_at()));
    if model.tab == Tab::Inbox {
        // Keys wait for the new list, so that nobody decides by outdated rows.
        model.inbox.mark_stale(saved.kind == EntryKind::Undo);
        model.awaiting = model.awaiting.or(Some(Awaiting::TabRows(Tab::Inbox)));
    }
    effects
}

/// Closes the form, dialog or plan whose change was saved, and drops its draft.
fn close_saved_layer(model: &mut Model, kind: EntryKind) -> Vec<Effect> {
    match model.layers.last() {
        Some(Layer::Form(form)) if kind == EntryKind::Change => {
            if form.targets.len() > 1 {
                model.councils.clear_tags();
            }
            close_form(model);
            // The choice that the form recorded is below it.
            model.layers.pop_if(|layer| matches!(layer, Layer::PriorityChoice(_)));
            vec![Effect::SaveDrafts]
        }
        Some(Layer::Plan(_) | Layer::Summary(_)) => {
            model.layers.pop();
            close_form(model);
            vec![Effect::SaveDrafts]
        }
        // The first change writes the letters, the second one marks them as sent.
        Some(Layer::Letters(screen)) if screen.is_done => {
            model.layers.pop();
            close_form(model);
            vec![Effect::SaveDrafts]
        }
        _ => Vec::new(),
    }
}

fn close_form(model: &mut Model) {
    if let Some(Layer::Form(form)) = model.layers.pop_if(|layer| matches!(layer, Layer::Form(_))) {
        model.drafts.forget(&form);
    }
}

fn change_refused(model: &mut Model, why: &str, theirs: Option<&Record>) -> Vec<Effect> {
    model.stop_waiting();
    model.inbox.cancel_decision();
    if let Some(Layer::Letters(screen)) = model.layers.last_mut() {
        screen.is_done = false;
    }
    // The form beneath a summary says why.
    model.layers.pop_if(|layer| matches!(layer, Layer::Summary(_)));
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        open_form::refuse(form, why, theirs);
        model.notify(Tone::Error, "not saved: see the reason above the form; nothing that you typed is lost");
    } else {
        model.notify(Tone::Info, why);
    }
    if theirs.is_none() {
        return Vec::new();
    }
    // Somebody changed the records on screen. A choice made on the old ones is closed.
    let below = model.layers.len().checked_sub(2).and_then(|index| model.layers.get(index));
    if matches!(below, Some(Layer::PriorityChoice(_))) {
        close_form(model);
        model.layers.pop();
        model.notify(Tone::Error, why);
    }
    let mut effects = refresh_council(model);
    effects.push(reread(model));
    effects
}

fn plan_made(model: &mut Model, made: Result<Box<PlanScreen>, String>) {
    if model.awaiting != Some(Awaiting::Plan) {
        return;
    }
    model.awaiting = None;
    match made {
        Ok(screen) => {
            if screen.dropped > 0 {
                let meetings = pluralize(screen.dropped, "meeting");
                let text = format!("{meetings} planned before cannot be attended with this duty; those lines say so");
                model.notify(Tone::Info, text);
            }
            model.layers.push(Layer::Plan(screen));
        }
        Err(why) => {
            model.stop_waiting();
            if let Some(Layer::Form(form)) = model.layers.last_mut() {
                form.error = Some(why);
            }
        }
    }
}

/// Shows the plan solved again. A choice that makes it infeasible is not fixed, and the notice says why.
fn plan_solved(model: &mut Model, draft: PlanDraft, solved: Result<Plan, Infeasible>) {
    if model.awaiting != Some(Awaiting::Plan) {
        return;
    }
    model.awaiting = None;
    match (solved, model.layers.last_mut()) {
        (Ok(plan), Some(Layer::Plan(screen))) => screen.set_plan(draft, plan),
        (Ok(_), _) => {}
        (Err(infeasible), _) => {
            let why = infeasible.describe(&|id| model.shared.council_name(id));
            model.notify(Tone::Error, format!("not changed: {why}"));
        }
    }
}
