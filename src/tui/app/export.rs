//! Writing the list or the brief to a file, or copying the list.

use charter::council_line::CouncilLine;
use charter::list_column::ListColumn;
use desk::list_export;
use desk::list_export::ExportTable;

use crate::tui::app::apply::apply_step;
use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::effect::Effect;
use crate::tui::app::export_request::{ExportContent, ExportFailure, ExportRequest};
use crate::tui::app::home_path::expand_home;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::forms;
use crate::tui::forms::export::{ExportForm, ExportSource};
use crate::tui::forms::purpose::Purpose;

pub fn open(model: &mut Model) -> Vec<Effect> {
    let (shown, tagged) = (model.shared.search.hits().len(), model.councils.tagged.len());
    let form = forms::export::open_list(shown, tagged, &model.shared.form_context());
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
    let Some(format) = request.format else { return copy(model, request.tagged) };
    let home = model.shared.home.as_ref();
    let (Some(path), Some(typed)) = (expand_home(&request.path, home), expand_home(&request.typed, home)) else {
        let why = "there is no home folder here: write the whole path instead of ~".to_owned();
        if let Some(Layer::Form(form)) = model.layers.last_mut() {
            form.set_error("file", why);
        }
        return Vec::new();
    };
    let content = match source {
        ExportSource::Brief { brief, .. } => ExportContent::Brief(brief.clone()),
        ExportSource::List { .. } => ExportContent::Table(table(model, request.tagged), format),
    };
    let replace = source.replace() == Some(&path);
    model.awaiting = Some(Awaiting::Export);
    vec![Effect::Export(Box::new(ExportRequest { path, typed, replace, content }))]
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

/// The form stays open after a failure.
pub fn ended(model: &mut Model, result: Result<String, ExportFailure>) -> Vec<Effect> {
    if model.awaiting == Some(Awaiting::Export) {
        model.awaiting = None;
    }
    let why = match result {
        Ok(written) => {
            close(model);
            model.notify(Tone::Done, written);
            return vec![Effect::SaveDrafts];
        }
        Err(ExportFailure::Failed(why)) => why,
        Err(ExportFailure::Exists(path)) => {
            let why = format!(
                "{} is there already and was left as it was: save again to replace it, or give another name",
                path.display()
            );
            if let Some(Layer::Form(form)) = model.layers.last_mut()
                && let Purpose::Export(source) = &mut form.purpose
            {
                source.set_replace(path);
            }
            why
        }
    };
    model.stop_waiting();
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        form.set_error("file", why);
    }
    Vec::new()
}
