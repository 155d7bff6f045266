//! Writing the list or the brief to a file, or copying the list.

use charter::council_line::CouncilLine;
use charter::list_column::ListColumn;
use desk::list_export;
use desk::list_export::ExportTable;

use crate::tui::app::apply::{apply_step, note_saved_at};
use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::export_request::{
    ExportContent, ExportFailure, ExportOutcome, ExportRequest, ExportTarget, ReportExport,
};
use crate::tui::app::home_path::expand_home;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::forms;
use crate::tui::forms::export::{ExportForm, ExportKind, ExportSource};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::rules;

pub fn open(model: &mut Model) -> Vec<Effect> {
    let (shown, tagged) = (model.shared.search.hits().len(), model.councils.tagged.len());
    let form = forms::export::open_list(shown, tagged, &model.shared.form_context());
    apply_step(model, Step::open_form(form))
}

pub fn open_report(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Report(screen)) = model.layers.last() else { return Vec::new() };
    let Some((query, _)) = screen.asked.clone() else { return Vec::new() };
    let form = forms::report::open(query, &model.shared.form_context());
    apply_step(model, Step::open_form(form))
}

pub fn open_brief(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Brief(page)) = model.layers.last() else { return Vec::new() };
    let form = forms::export::open_brief(page.brief().clone(), &model.shared.form_context());
    apply_step(model, Step::open_form(form))
}

/// Keys wait until the file is written.
pub fn submit(model: &mut Model, request: &ExportForm) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last() else { return Vec::new() };
    let Purpose::Export(source) = &form.purpose else { return Vec::new() };
    if let ExportKind::List { tagged, format: None } = request.kind {
        return copy(model, tagged);
    }
    let home = model.shared.home.as_ref();
    let (Some(path), Some(typed)) = (expand_home(&request.path, home), expand_home(&request.typed, home)) else {
        let why = "there is no home folder here: write the whole path instead of ~".to_owned();
        if let Some(Layer::Form(form)) = model.layers.last_mut() {
            form.set_error("file", why);
        }
        return Vec::new();
    };
    let target = ExportTarget { replace: source.replace() == Some(&path), path, typed };
    let effect = match (&request.kind, source) {
        (ExportKind::Report(order), ExportSource::Report { query, .. }) => {
            let asked = ReportExport { target, query: query.as_ref().clone(), order: order.as_ref().clone() };
            Effect::ExportReport(Box::new(asked))
        }
        (ExportKind::Brief, ExportSource::Brief { brief, .. }) => {
            Effect::Export(Box::new(ExportRequest { target, content: ExportContent::Brief(brief.clone()) }))
        }
        (ExportKind::List { tagged, format: Some(format) }, _) => {
            let content = ExportContent::Table(table(model, *tagged), *format);
            Effect::Export(Box::new(ExportRequest { target, content }))
        }
        // A form reads what its source says.
        _ => return Vec::new(),
    };
    model.awaiting = Some(Awaiting::Export);
    vec![effect]
}

/// The list with its columns and its order, folded groups too.
fn table(model: &Model, tagged: bool) -> ExportTable {
    let (snapshot, councils) = (&model.shared.snapshot, &model.councils);
    let lines = snapshot.lines();
    let listed = councils.listed(&model.shared).into_iter().filter_map(|index| lines.get(index as usize));
    let columns: Vec<ListColumn> = councils.offered_columns(false);
    let about = list_export::about(&snapshot.round().title(), snapshot.as_at());
    if !tagged {
        return ExportTable::new(about, columns, listed);
    }
    // Tagged councils that the filter hides come last.
    let is_tagged = |line: &&CouncilLine| councils.tagged.contains(&line.id);
    let shown: Vec<_> = listed.filter(is_tagged).collect();
    let hidden = lines.iter().filter(is_tagged).filter(|line| shown.iter().all(|one| one.id != line.id));
    ExportTable::new(about, columns, shown.iter().copied().chain(hidden))
}

fn copy(model: &mut Model, tagged: bool) -> Vec<Effect> {
    match table(model, tagged).tab_separated() {
        Ok(text) => {
            close(model);
            vec![Effect::Copy(text), Effect::SaveDrafts]
        }
        Err(error) => {
            model.notify(Tone::Error, error.to_string());
            Vec::new()
        }
    }
}

fn close(model: &mut Model) {
    if let Some(Layer::Form(form)) = model.layers.pop_if(|layer| matches!(layer, Layer::Form(_))) {
        model.drafts.forget(&form);
    }
}

/// The form stays open after a failure. What was recorded is read again.
pub fn ended(model: &mut Model, outcome: ExportOutcome) -> Vec<Effect> {
    if model.awaiting == Some(Awaiting::Export) {
        model.awaiting = None;
    }
    let mut effects = Vec::new();
    if let Some(saved) = &outcome.saved {
        note_saved_at(model, saved);
        let (round, as_at) = model.view();
        effects.push(Effect::ReadSnapshot(Some(round), as_at));
    }
    match outcome.result {
        Ok(written) => {
            close(model);
            model.notify(Tone::Done, written);
            effects.push(Effect::SaveDrafts);
        }
        Err(failure) => {
            model.stop_waiting();
            show_failure(model, failure);
        }
    }
    effects
}

fn show_failure(model: &mut Model, failure: ExportFailure) {
    let Some(Layer::Form(form)) = model.layers.last_mut() else { return };
    let Purpose::Export(source) = &mut form.purpose else { return };
    match failure {
        ExportFailure::Failed(why) => form.set_error("file", why),
        ExportFailure::Exists(path) => {
            let why = format!(
                "{} is there already and was left as it was: save again to replace it, or give another name",
                path.display()
            );
            source.set_replace(path);
            form.set_error("file", why);
        }
        ExportFailure::Invalid(invalid) => {
            if invalid.field == "reason" {
                source.ask_reason();
            }
            rules::show_fields(form);
            form.set_error(invalid.field, invalid.why);
        }
    }
}
