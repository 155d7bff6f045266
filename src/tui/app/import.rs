//! Importing replies: scans the files, lets the user confirm new columns, reads the files.

use std::path::PathBuf;

use crate::tui::app::apply::{apply_step, change_awaited, note_saved_at};
use crate::tui::app::effect::Effect;
use crate::tui::app::home_path::expand_home;
use crate::tui::app::import_progress::{ImportReport, ImportResult, Progress};
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::dialogs::import::{ImportDialog, ReportDialog};
use crate::tui::forms;
use crate::tui::forms::import::ImportRequest;
use crate::tui::screens::mapping;
use crate::tui::screens::mapping::state::{MappingScreen, UnconfirmedSheet};

const STOPPED: &str = "stopped: nothing was imported";

pub fn open(model: &mut Model) -> Vec<Effect> {
    let form = forms::import::open(&model.shared.form_context());
    apply_step(model, super::step::Step::open_form(form))
}

/// The form stays beneath, with all that was typed.
pub fn start(model: &mut Model, request: &ImportRequest) -> Vec<Effect> {
    let home = model.shared.home.as_ref();
    let paths: Option<Vec<PathBuf>> = request.paths.iter().map(|path| expand_home(path, home)).collect();
    let Some(paths) = paths else {
        if let Some(Layer::Form(form)) = model.layers.last_mut() {
            let why = "there is no home folder here: write the whole path instead of ~".to_owned();
            form.set_error("files", why);
        }
        return Vec::new();
    };
    model.layers.push(Layer::ImportProgress(Box::new(ImportDialog::scanning(paths.clone()))));
    vec![Effect::ScanSheets { paths, include_confirmed: request.include_confirmed }]
}

/// During an import the worker answers nothing else.
pub fn is_running(model: &Model) -> bool {
    matches!(model.layers.last(), Some(Layer::ImportProgress(_)))
}

fn pop_progress(model: &mut Model) -> Option<ImportDialog> {
    match model.layers.pop_if(|layer| matches!(layer, Layer::ImportProgress(_))) {
        Some(Layer::ImportProgress(dialog)) => Some(*dialog),
        _ => None,
    }
}

pub fn stop(model: &mut Model) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::ImportProgress(dialog)) => {
            dialog.stopping = true;
            vec![Effect::StopImport]
        }
        _ => Vec::new(),
    }
}

/// Undoes the import whose report is in front.
pub fn undo(model: &mut Model) -> Vec<Effect> {
    model.layers.pop();
    change_awaited(model, Effect::Undo)
}

/// Asks about unconfirmed columns; without any, the import starts.
pub fn sheets_scanned(model: &mut Model, scanned: Result<Vec<UnconfirmedSheet>, String>) -> Vec<Effect> {
    let Some(ImportDialog { paths, stopping, .. }) = pop_progress(model) else { return Vec::new() };
    let sheets = match scanned {
        _ if stopping => return stopped(model),
        Ok(sheets) => sheets,
        Err(why) => return failed(model, why),
    };
    match MappingScreen::new(paths.clone(), sheets) {
        Some(screen) => {
            model.layers.push(Layer::Mapping(Box::new(screen)));
            Vec::new()
        }
        None => apply_step(model, mapping::update::start_import(paths)),
    }
}

fn stopped(model: &mut Model) -> Vec<Effect> {
    model.notify(Tone::Info, STOPPED);
    Vec::new()
}

/// Shows the reason in the form, which keeps all that was typed.
fn failed(model: &mut Model, why: String) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => form.error = Some(why),
        _ => model.notify(Tone::Error, why),
    }
    Vec::new()
}

pub fn path_invalid(model: &mut Model, why: String) {
    let Some(ImportDialog { stopping, .. }) = pop_progress(model) else { return };
    if stopping {
        model.notify(Tone::Info, STOPPED);
    } else if let Some(Layer::Form(form)) = model.layers.last_mut() {
        form.set_error("files", why);
    }
}

pub fn set_progress(model: &mut Model, progress: Progress) {
    if let Some(Layer::ImportProgress(dialog)) = model.layers.last_mut() {
        dialog.progress = Some(progress);
    }
}

/// Returns `true` if something was saved and the lists have to be read again.
pub fn ended(model: &mut Model, result: ImportResult) -> (bool, Vec<Effect>) {
    let Some(ImportDialog { stopping, .. }) = pop_progress(model) else { return (false, Vec::new()) };
    match result {
        ImportResult::Stopped => (false, stopped(model)),
        ImportResult::Failed(why) => (false, failed(model, why)),
        ImportResult::Imported(report) => show_report(model, report, stopping),
    }
}

/// `too_late`: the user cancelled after the commit.
fn show_report(model: &mut Model, report: ImportReport, too_late: bool) -> (bool, Vec<Effect>) {
    // Without a reply the path was probably wrong, so the form stays beneath.
    let found = report.new + report.known > 0;
    if let Some(Layer::Form(form)) = model.layers.last().filter(|_| found) {
        model.drafts.forget(form);
        model.layers.pop();
    }
    if let Some(saved) = &report.saved {
        note_saved_at(model, saved);
    }
    let saved = report.saved.is_some();
    model.layers.push(Layer::ImportReport(Box::new(ReportDialog::new(&report, too_late))));
    (saved, vec![Effect::SaveDrafts])
}
