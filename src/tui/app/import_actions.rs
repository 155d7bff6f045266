//! Bringing replies in: asking for files, confirming what columns mean, how far it has come, how it ended.

use std::path::PathBuf;

use super::form_actions;
use super::layer::Layer;
use super::msg::Effect;
use crate::tui::app::import_progress::{ImportReport, ImportResult, Progress};
use crate::tui::app::model::{Awaiting, Model, Tone};
use crate::tui::dialogs::import::{ImportDialog, ReportDialog};
use crate::tui::dialogs::picker::Pick;
use crate::tui::forms::import;
use crate::tui::forms::import::ImportRequest;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::mapping::state::{MappingScreen, UnconfirmedSheet};
use crate::tui::screens::mapping::view as mapping_view;
use charter::calendar::to_london;
use charter::column::Column;
use charter::english::pluralize;
use charter::journal::Saved;

/// What is said when it was stopped, or given up before it began.
const STOPPED: &str = "stopped: nothing was taken in";

/// Opens the form that asks for the files.
pub fn open(model: &mut Model) {
    let form = import::open(&model.context());
    form_actions::show(model, form);
}

/// Has the files looked at. The form stays beneath, with all that was typed.
pub fn start(model: &mut Model, wanted: &ImportRequest) -> Vec<Effect> {
    let paths: Option<Vec<PathBuf>> = wanted.paths.iter().map(|path| expand_home(path, model.home.as_ref())).collect();
    let Some(paths) = paths else {
        if let Some(Layer::Form(form)) = model.layers.last_mut() {
            form.set_errors(vec![(
                "files",
                "there is no home folder here: write the whole path instead of ~".to_owned(),
            )]);
        }
        return Vec::new();
    };
    model.layers.push(Layer::ImportProgress(Box::new(ImportDialog::looking(paths.clone()))));
    vec![Effect::ScanSheets { paths: paths, include_confirmed: wanted.include_confirmed }]
}

/// A path with the home folder in place of `~`; nothing where there is none.
fn expand_home(path: &str, home: Option<&PathBuf>) -> Option<PathBuf> {
    match path.strip_prefix('~') {
        Some("") => home.cloned(),
        Some(rest) if rest.starts_with(['/', std::path::MAIN_SEPARATOR]) => {
            Some(home?.join(rest[1..].trim_start_matches('/')))
        }
        _ => Some(PathBuf::from(path)),
    }
}

/// Whether replies are being brought in: the store's thread answers nothing else meanwhile.
pub fn is_running(model: &Model) -> bool {
    matches!(model.layers.last(), Some(Layer::ImportProgress(_)))
}

/// Takes the layer of what goes on away.
fn pop_progress(model: &mut Model) -> Option<ImportDialog> {
    if !is_running(model) {
        return None;
    }
    match model.layers.pop() {
        Some(Layer::ImportProgress(bringing)) => Some(*bringing),
        _ => None,
    }
}

/// The files were looked at: columns that nobody has confirmed are asked about, otherwise they are read.
pub fn sheets_scanned(model: &mut Model, peeked: Result<Vec<UnconfirmedSheet>, String>) -> Vec<Effect> {
    let Some(ImportDialog { paths, stopping, .. }) = pop_progress(model) else { return Vec::new() };
    let sheets = match peeked {
        _ if stopping => return stopped(model),
        Ok(sheets) => sheets,
        Err(why) => return failed(model, why),
    };
    match MappingScreen::new(paths.clone(), sheets) {
        Some(screen) => {
            model.layers.push(Layer::Mapping(Box::new(screen)));
            Vec::new()
        }
        None => start_import(model, paths),
    }
}

fn start_import(model: &mut Model, paths: Vec<PathBuf>) -> Vec<Effect> {
    model.layers.push(Layer::ImportProgress(Box::new(ImportDialog::reading(paths.clone()))));
    vec![Effect::Import(paths)]
}

fn stopped(model: &mut Model) -> Vec<Effect> {
    model.notify(Tone::Info, STOPPED);
    Vec::new()
}

/// The reason stands in the form, which has all that was typed.
fn failed(model: &mut Model, why: String) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => form.error = Some(why),
        _ => model.notify(Tone::Error, why),
    }
    Vec::new()
}

/// What was typed names nothing that can be read: the form stays, with the reason at the field.
pub fn path_invalid(model: &mut Model, why: String) {
    let Some(ImportDialog { stopping, .. }) = pop_progress(model) else { return };
    if stopping {
        model.notify(Tone::Info, STOPPED);
    } else if let Some(Layer::Form(form)) = model.layers.last_mut() {
        form.set_errors(vec![("files", why)]);
    }
}

/// Shows how far it has come.
pub fn set_progress(model: &mut Model, progress: Progress) {
    if let Some(Layer::ImportProgress(bringing)) = model.layers.last_mut() {
        bringing.progress = Some(progress);
    }
}

/// It has ended. `true` if something was saved, so that the list is to be read again.
pub fn import_ended(model: &mut Model, outcome: ImportResult) -> (bool, Vec<Effect>) {
    let Some(ImportDialog { stopping, .. }) = pop_progress(model) else { return (false, Vec::new()) };
    match outcome {
        ImportResult::Stopped => (false, stopped(model)),
        ImportResult::Failed(why) => (false, failed(model, why)),
        ImportResult::Imported(brought) => show_report(model, brought, stopping),
    }
}

/// Shows what came in; `too_late` if it was to be stopped, and was committed already.
fn show_report(model: &mut Model, brought: ImportReport, too_late: bool) -> (bool, Vec<Effect>) {
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
    model.layers.push(Layer::ImportReport(Box::new(ReportDialog::new(brought, too_late))));
    (saved, vec![Effect::SaveDrafts])
}

fn note_saved(model: &mut Model, saved: &Saved) {
    model.saved_at = Some(to_london(saved.at).format("%H:%M:%S").to_string());
}

/// The columns of the sheet in front are confirmed: the next sheet is asked about, or everything is read.
pub fn mapping_confirmed(model: &mut Model, saved: &Saved) -> Vec<Effect> {
    note_saved(model, saved);
    let Some(Layer::Mapping(screen)) = model.layers.last_mut() else { return Vec::new() };
    let more = screen.next_sheet();
    next_sheet_or_import(model, more)
}

/// The sheet in front is left out: what is no reply, as a list of telephone numbers beside them, keeps nothing from coming in.
fn skip_sheet(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Mapping(screen)) = model.layers.last_mut() else { return Vec::new() };
    let more = screen.skip_sheet();
    next_sheet_or_import(model, more)
}

/// What the columns of the sheet in front were confirmed to mean stands.
fn keep_mapping(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Mapping(screen)) = model.layers.last_mut() else { return Vec::new() };
    let more = screen.next_sheet();
    next_sheet_or_import(model, more)
}

/// Reads what is named once no more sheets are to be asked about.
fn next_sheet_or_import(model: &mut Model, more: bool) -> Vec<Effect> {
    match model.layers.pop_if(|layer| !more && matches!(layer, Layer::Mapping(_))) {
        Some(Layer::Mapping(screen)) => start_import(model, screen.paths),
        _ => Vec::new(),
    }
}

/// Takes the meaning in focus of the picker that was in front.
pub fn set_column(model: &mut Model, pick: &Pick) {
    if let (Some(Layer::Mapping(screen)), Some(column)) = (model.layers.last_mut(), pick.column_taken()) {
        screen.set(column);
    }
}

/// Runs one of the commands of what is brought in.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    let size = model.size;
    let page = page_rows(mapping_view::visible_rows(model));
    match (command, model.layers.last_mut()) {
        (Cmd::ImportStop, Some(Layer::ImportProgress(bringing))) => {
            bringing.stopping = true;
            return vec![Effect::StopImport];
        }
        (Cmd::ReportUndo, _) => {
            model.layers.pop();
            model.awaiting = Some(Awaiting::Change);
            return vec![Effect::Undo];
        }
        (Cmd::ReportClose, _) => {
            model.layers.pop();
        }
        (Cmd::ReportDown, Some(Layer::ImportReport(report))) => report.step(1, size),
        (Cmd::ReportUp, Some(Layer::ImportReport(report))) => report.step(-1, size),
        (Cmd::ReportPageDown, Some(Layer::ImportReport(report))) => {
            report.step(page_rows(report.visible_rows(size)), size)
        }
        (Cmd::ReportPageUp, Some(Layer::ImportReport(report))) => {
            report.step(-page_rows(report.visible_rows(size)), size)
        }
        (Cmd::ReportFirst, Some(Layer::ImportReport(report))) => report.step(isize::MIN, size),
        (Cmd::ReportLast, Some(Layer::ImportReport(report))) => report.step(isize::MAX, size),
        (Cmd::ColumnFirst, Some(Layer::Mapping(screen))) => screen.step(isize::MIN),
        (Cmd::ColumnLast, Some(Layer::Mapping(screen))) => screen.step(isize::MAX),
        (Cmd::ColumnDown, Some(Layer::Mapping(screen))) => screen.step(1),
        (Cmd::ColumnUp, Some(Layer::Mapping(screen))) => screen.step(-1),
        (Cmd::ColumnPageDown, Some(Layer::Mapping(screen))) => screen.step(page),
        (Cmd::ColumnPageUp, Some(Layer::Mapping(screen))) => screen.step(-page),
        (Cmd::ColumnNext, Some(Layer::Mapping(screen))) => screen.turn(true),
        (Cmd::ColumnPrevious, Some(Layer::Mapping(screen))) => screen.turn(false),
        (Cmd::ColumnPick, Some(Layer::Mapping(screen))) if !screen.is_empty() => {
            let pick = Pick::columns(Column::ALL, screen.column(screen.cursor));
            model.layers.push(Layer::Pick(Box::new(pick)));
        }
        (Cmd::ColumnsConfirm, _) => return confirm(model),
        (Cmd::ColumnsSkip, _) => return skip_sheet(model),
        (Cmd::ColumnsClose, _) => {
            let confirmed = model.layers.pop().map_or(0, |layer| match layer {
                Layer::Mapping(screen) => screen.confirmed(),
                _ => 0,
            });
            model.notify(Tone::Info, not_confirmed(confirmed));
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
fn page_rows(visible_rows: usize) -> isize {
    isize::try_from(visible_rows).unwrap_or(1).max(2) - 1
}

fn confirm(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Mapping(screen)) = model.layers.last() else { return Vec::new() };
    if screen.is_as_confirmed() {
        return keep_mapping(model);
    }
    match (screen.disabled_reason(), screen.change()) {
        (Some(why), _) => model.notify(Tone::Error, format!("not confirmed yet: {why}")),
        (None, Some(change)) => {
            model.awaiting = Some(Awaiting::Change);
            return vec![Effect::Apply(change)];
        }
        (None, None) => {}
    }
    Vec::new()
}
