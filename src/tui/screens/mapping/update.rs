//! Key handlers of the column screen.

use std::path::PathBuf;

use charter::column::Column;
use charter::english::pluralize;

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::dialogs::import::ImportDialog;
use crate::tui::dialogs::picker::Pick;
use crate::tui::screens::mapping::state::MappingScreen;

pub fn next_meaning(screen: &mut MappingScreen, _: &Shared) -> Step {
    screen.cycle_meaning(true);
    Step::none()
}

pub fn previous_meaning(screen: &mut MappingScreen, _: &Shared) -> Step {
    screen.cycle_meaning(false);
    Step::none()
}

pub fn pick_meaning(screen: &mut MappingScreen, _: &Shared) -> Step {
    if screen.is_empty() {
        return Step::none();
    }
    Step::push(Layer::Pick(Box::new(Pick::columns(Column::ALL, screen.column(screen.list.cursor)))))
}

/// Confirms the current meanings. Unchanged confirmed ones are not recorded again.
pub fn confirm(screen: &mut MappingScreen, _: &Shared) -> Step {
    if screen.is_as_confirmed() {
        return next_sheet(screen);
    }
    match (screen.disabled_reason(), screen.change()) {
        (Some(why), _) => Step::error(format!("not confirmed yet: {why}")),
        (None, Some(change)) => Step::apply(change),
        (None, None) => Step::none(),
    }
}

/// After the last sheet the import starts.
pub fn next_sheet(screen: &mut MappingScreen) -> Step {
    let more = screen.next_sheet();
    continue_or_import(screen, more)
}

pub fn skip_sheet(screen: &mut MappingScreen, _: &Shared) -> Step {
    let more = screen.skip_sheet();
    continue_or_import(screen, more)
}

fn continue_or_import(screen: &MappingScreen, more: bool) -> Step {
    if more { Step::none() } else { Step::pop().then(start_import(screen.paths.clone())) }
}

pub fn start_import(paths: Vec<PathBuf>) -> Step {
    let progress = Step::push(Layer::ImportProgress(Box::new(ImportDialog::reading(paths.clone()))));
    progress.then(Step { effects: vec![Effect::Import(paths)], ..Step::none() })
}

pub fn close(screen: &mut MappingScreen, _: &Shared) -> Step {
    let kept = match screen.confirmed() {
        0 => String::new(),
        confirmed => format!("; the columns of {} confirmed before are kept", pluralize(confirmed, "sheet")),
    };
    Step::pop().then(Step::info(format!("the columns are not confirmed: nothing was imported{kept}")))
}
