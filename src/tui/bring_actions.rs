//! Bringing replies in: asking for files, confirming what columns mean, how far it has come, how it ended.

use std::path::PathBuf;

use super::app::{Awaiting, Model, Tone};
use super::bring::{Brought, Outcome, Progress};
use super::command::Cmd;
use super::dialogs::bringing::{Bringing, Report};
use super::dialogs::pick::Pick;
use super::form_actions;
use super::forms::bring_in;
use super::forms::bring_in::Wanted;
use super::layer::Layer;
use super::msg::Effect;
use super::screens::mapping::{MappingScreen, Unconfirmed};
use super::screens::mapping_view;
use charter::calendar::to_london;
use charter::column::Column;
use charter::english::pluralize;
use charter::journal::Saved;

/// What is said when it was stopped, or given up before it began.
const STOPPED: &str = "stopped: nothing was taken in";

/// Opens the form that asks for the files.
pub fn open(model: &mut Model) {
    let form = bring_in::open(&model.context());
    form_actions::show(model, form);
}

/// Has the files looked at. The form stays beneath, with all that was typed.
pub fn ask(model: &mut Model, wanted: &Wanted) -> Vec<Effect> {
    let paths: Option<Vec<PathBuf>> = wanted.paths.iter().map(|path| at_home(path, model.home.as_ref())).collect();
    let Some(paths) = paths else {
        if let Some(Layer::Form(form)) = model.layers.last_mut() {
            form.blame(vec![("files", "there is no home folder here: write the whole path instead of ~".to_owned())]);
        }
        return Vec::new();
    };
    model.layers.push(Layer::Bringing(Box::new(Bringing::looking(paths.clone()))));
    vec![Effect::Peek { named: paths, look_again: wanted.look_again }]
}

/// A path with the home folder in place of `~`; nothing where there is none.
fn at_home(path: &str, home: Option<&PathBuf>) -> Option<PathBuf> {
    match path.strip_prefix('~') {
        Some("") => home.cloned(),
        Some(rest) if rest.starts_with(['/', std::path::MAIN_SEPARATOR]) => {
            Some(home?.join(rest[1..].trim_start_matches('/')))
        }
        _ => Some(PathBuf::from(path)),
    }
}

/// Whether replies are being brought in: the store's thread answers nothing else meanwhile.
pub fn goes_on(model: &Model) -> bool {
    matches!(model.layers.last(), Some(Layer::Bringing(_)))
}

/// Takes the layer of what goes on away.
fn take_layer(model: &mut Model) -> Option<Bringing> {
    if !goes_on(model) {
        return None;
    }
    match model.layers.pop() {
        Some(Layer::Bringing(bringing)) => Some(*bringing),
        _ => None,
    }
}

/// The files were looked at: columns that nobody has confirmed are asked about, otherwise they are read.
pub fn take_peeked(model: &mut Model, peeked: Result<Vec<Unconfirmed>, String>) -> Vec<Effect> {
    let Some(Bringing { named, stopping, .. }) = take_layer(model) else { return Vec::new() };
    let sheets = match peeked {
        _ if stopping => return stopped(model),
        Ok(sheets) => sheets,
        Err(why) => return failed(model, why),
    };
    match MappingScreen::new(named.clone(), sheets) {
        Some(screen) => {
            model.layers.push(Layer::Mapping(Box::new(screen)));
            Vec::new()
        }
        None => read(model, named),
    }
}

fn read(model: &mut Model, named: Vec<PathBuf>) -> Vec<Effect> {
    model.layers.push(Layer::Bringing(Box::new(Bringing::reading(named.clone()))));
    vec![Effect::BringIn(named)]
}

fn stopped(model: &mut Model) -> Vec<Effect> {
    model.say(Tone::Info, STOPPED);
    Vec::new()
}

/// The reason stands in the form, which has all that was typed.
fn failed(model: &mut Model, why: String) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => form.trouble = Some(why),
        _ => model.say(Tone::Trouble, why),
    }
    Vec::new()
}

/// What was typed names nothing that can be read: the form stays, with the reason at the field.
pub fn take_not_there(model: &mut Model, why: String) {
    let Some(Bringing { stopping, .. }) = take_layer(model) else { return };
    if stopping {
        model.say(Tone::Info, STOPPED);
    } else if let Some(Layer::Form(form)) = model.layers.last_mut() {
        form.blame(vec![("files", why)]);
    }
}

/// Shows how far it has come.
pub fn take_progress(model: &mut Model, progress: Progress) {
    if let Some(Layer::Bringing(bringing)) = model.layers.last_mut() {
        bringing.progress = Some(progress);
    }
}

/// It has ended. `true` if something was saved, so that the list is to be read again.
pub fn take_ended(model: &mut Model, outcome: Outcome) -> (bool, Vec<Effect>) {
    let Some(Bringing { stopping, .. }) = take_layer(model) else { return (false, Vec::new()) };
    match outcome {
        Outcome::Stopped => (false, stopped(model)),
        Outcome::Failed(why) => (false, failed(model, why)),
        Outcome::Brought(brought) => brought_in(model, brought, stopping),
    }
}

/// Shows what came in; `too_late` if it was to be stopped, and was committed already.
fn brought_in(model: &mut Model, brought: Brought, too_late: bool) -> (bool, Vec<Effect>) {
    // Where no reply was met something else was meant: what was typed stays beneath.
    let met = brought.new + brought.known > 0;
    if let Some(Layer::Form(form)) = model.layers.last().filter(|_| met) {
        model.drafts.forget(form);
        model.layers.pop();
    }
    if let Some(saved) = &brought.saved {
        note_saved(model, saved);
    }
    let saved = brought.saved.is_some();
    model.layers.push(Layer::Brought(Box::new(Report::new(brought, too_late))));
    (saved, vec![Effect::KeepDrafts])
}

fn note_saved(model: &mut Model, saved: &Saved) {
    model.saved_at = Some(to_london(saved.at).format("%H:%M:%S").to_string());
}

/// The columns of the sheet in front are confirmed: the next sheet is asked about, or everything is read.
pub fn confirmed(model: &mut Model, saved: &Saved) -> Vec<Effect> {
    note_saved(model, saved);
    let Some(Layer::Mapping(screen)) = model.layers.last_mut() else { return Vec::new() };
    let more = screen.next_sheet();
    go_on(model, more)
}

/// The sheet in front is left out: what is no reply, as a list of telephone numbers beside them, keeps nothing from coming in.
fn leave_out(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Mapping(screen)) = model.layers.last_mut() else { return Vec::new() };
    let more = screen.leave_out();
    go_on(model, more)
}

/// What the columns of the sheet in front were confirmed to mean stands.
fn pass_by(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Mapping(screen)) = model.layers.last_mut() else { return Vec::new() };
    let more = screen.next_sheet();
    go_on(model, more)
}

/// Reads what is named once no more sheets are to be asked about.
fn go_on(model: &mut Model, more: bool) -> Vec<Effect> {
    match model.layers.pop_if(|layer| !more && matches!(layer, Layer::Mapping(_))) {
        Some(Layer::Mapping(screen)) => read(model, screen.named),
        _ => Vec::new(),
    }
}

/// Takes the meaning in focus of the picker that was in front.
pub fn take_column(model: &mut Model, pick: &Pick) {
    if let (Some(Layer::Mapping(screen)), Some(column)) = (model.layers.last_mut(), pick.column_taken()) {
        screen.set(column);
    }
}

/// Runs one of the commands of what is brought in.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    let size = model.size;
    let page = a_page(mapping_view::rows_in_view(model));
    match (command, model.layers.last_mut()) {
        (Cmd::BringStop, Some(Layer::Bringing(bringing))) => {
            bringing.stopping = true;
            return vec![Effect::StopBringing];
        }
        (Cmd::BroughtUndo, _) => {
            model.layers.pop();
            model.awaiting = Some(Awaiting::Change);
            return vec![Effect::Undo];
        }
        (Cmd::BroughtClose, _) => {
            model.layers.pop();
        }
        (Cmd::BroughtDown, Some(Layer::Brought(report))) => report.step(1, size),
        (Cmd::BroughtUp, Some(Layer::Brought(report))) => report.step(-1, size),
        (Cmd::BroughtPageDown, Some(Layer::Brought(report))) => report.step(a_page(report.rows_in_view(size)), size),
        (Cmd::BroughtPageUp, Some(Layer::Brought(report))) => report.step(-a_page(report.rows_in_view(size)), size),
        (Cmd::BroughtFirst, Some(Layer::Brought(report))) => report.step(isize::MIN, size),
        (Cmd::BroughtLast, Some(Layer::Brought(report))) => report.step(isize::MAX, size),
        (Cmd::ColumnFirst, Some(Layer::Mapping(screen))) => screen.step(isize::MIN),
        (Cmd::ColumnLast, Some(Layer::Mapping(screen))) => screen.step(isize::MAX),
        (Cmd::ColumnDown, Some(Layer::Mapping(screen))) => screen.step(1),
        (Cmd::ColumnUp, Some(Layer::Mapping(screen))) => screen.step(-1),
        (Cmd::ColumnPageDown, Some(Layer::Mapping(screen))) => screen.step(page),
        (Cmd::ColumnPageUp, Some(Layer::Mapping(screen))) => screen.step(-page),
        (Cmd::ColumnNext, Some(Layer::Mapping(screen))) => screen.turn(true),
        (Cmd::ColumnBefore, Some(Layer::Mapping(screen))) => screen.turn(false),
        (Cmd::ColumnPick, Some(Layer::Mapping(screen))) if !screen.is_empty() => {
            let pick = Pick::columns(Column::ALL, screen.column(screen.cursor));
            model.layers.push(Layer::Pick(Box::new(pick)));
        }
        (Cmd::ColumnsConfirm, _) => return confirm(model),
        (Cmd::ColumnsLeaveOut, _) => return leave_out(model),
        (Cmd::ColumnsClose, _) => {
            let confirmed = model.layers.pop().map_or(0, |layer| match layer {
                Layer::Mapping(screen) => screen.confirmed(),
                _ => 0,
            });
            model.say(Tone::Info, not_confirmed(confirmed));
        }
        _ => {}
    }
    Vec::new()
}

/// What is said where the columns of a sheet are not confirmed, after those of so many were.
fn not_confirmed(confirmed: usize) -> String {
    let kept = match confirmed {
        0 => String::new(),
        _ => format!("; those of {} confirmed before are kept", pluralize(confirmed, "sheet")),
    };
    format!("the columns are not confirmed: nothing was brought in{kept}")
}

/// How far a page goes: one row of the page before stays in view.
fn a_page(rows_in_view: usize) -> isize {
    isize::try_from(rows_in_view).unwrap_or(1).max(2) - 1
}

fn confirm(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Mapping(screen)) = model.layers.last() else { return Vec::new() };
    if screen.is_as_confirmed() {
        return pass_by(model);
    }
    match (screen.why_not(), screen.change()) {
        (Some(why), _) => model.say(Tone::Trouble, format!("not confirmed yet: {why}")),
        (None, Some(change)) => {
            model.awaiting = Some(Awaiting::Change);
            return vec![Effect::Apply(change)];
        }
        (None, None) => {}
    }
    Vec::new()
}
