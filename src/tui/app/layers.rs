//! Key handlers of the small dialogs.

use charter::list_table::ListTable;

use crate::tui::app::apply::apply_step;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::app::{areas, list_views, requests};
use crate::tui::dialogs::column_chooser::ColumnChooser;
use crate::tui::dialogs::lookup::{Kind, Lookup};
use crate::tui::dialogs::picker::PickTarget;
use crate::tui::dialogs::sort_choices::picked_sort;
use crate::tui::forms::decision;
use crate::tui::keys::command::COMMANDS;
use crate::tui::keys::disabled_reason::disabled_reason;
use crate::tui::screens::inbox;

pub fn open_keys(model: &mut Model) -> Vec<Effect> {
    open_lookup(model, Kind::Keys)
}

pub fn open_palette(model: &mut Model) -> Vec<Effect> {
    open_lookup(model, Kind::Commands)
}

fn open_lookup(model: &mut Model, kind: Kind) -> Vec<Effect> {
    let disabled = COMMANDS.iter().map(|command| command.id).filter(|id| disabled_reason(*id, model).is_some());
    let lookup = Lookup::new(kind, model.scopes(), disabled.collect(), model.recent_commands.clone());
    model.layers.push(Layer::Lookup(Box::new(lookup)));
    Vec::new()
}

pub fn toggle_choice(model: &mut Model) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::CouncilPicker(picker)) => picker.toggle(),
        Some(Layer::Pick(pick)) => pick.toggle(),
        Some(
            Layer::Find(_)
            | Layer::Columns(_)
            | Layer::Council(_)
            | Layer::Map(_)
            | Layer::Districts(_)
            | Layer::Report(_)
            | Layer::Form(_)
            | Layer::Conflict(_)
            | Layer::PriorityChoice(_)
            | Layer::Plan(_)
            | Layer::Letters(_)
            | Layer::Mapping(_)
            | Layer::ImportProgress(_)
            | Layer::ImportReport(_)
            | Layer::IssuedReports(_)
            | Layer::Promises(_)
            | Layer::Comparison(_)
            | Layer::ResponseTimes(_)
            | Layer::Brief(_)
            | Layer::Summary(_)
            | Layer::Lookup(_)
            | Layer::Search(_),
        )
        | None => {}
    }
    Vec::new()
}

pub fn accept_choice(model: &mut Model) -> Vec<Effect> {
    if let Some(Layer::CouncilPicker(picker)) = model.layers.last() {
        let step = inbox::update::accept_councils(&mut model.inbox, &model.shared, picker);
        return apply_step(model, step);
    }
    let Some(Layer::Pick(pick)) = model.layers.pop_if(|layer| matches!(layer, Layer::Pick(_))) else {
        return Vec::new();
    };
    match pick.target {
        PickTarget::Concern => model.priorities.show(pick.picked_concerns(&model.priorities)),
        PickTarget::Column => {
            if let (Some(Layer::Mapping(screen)), Some(column)) = (model.layers.last_mut(), pick.picked_column()) {
                screen.set(column);
            }
        }
        PickTarget::Sort => {
            let table = &model.councils.table;
            let table = ListTable { sort: picked_sort(&pick, table.sort), ..table.clone() };
            model.councils.set_table(table, &model.shared);
        }
        PickTarget::View => return list_views::picked(model, &pick),
        PickTarget::MyTeam => return list_views::team_picked(model, &pick),
        PickTarget::AreaRecord => return areas::picked(model, &pick),
        PickTarget::Request => return requests::picked(model, &pick),
        PickTarget::County | PickTarget::District | PickTarget::Team | PickTarget::Show => {
            pick.apply_to(&mut model.shared.search.filter);
            model.search();
        }
    }
    Vec::new()
}

pub fn toggle_priority(model: &mut Model) -> Vec<Effect> {
    if let Some(Layer::PriorityChoice(choice)) = model.layers.last_mut()
        && !choice.toggle()
    {
        model.notify(Tone::Info, "three are agreed already: undo one with Space first");
    }
    Vec::new()
}

pub fn save_priorities(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::PriorityChoice(choice)) = model.layers.last() else { return Vec::new() };
    if choice.chosen.is_empty() {
        model.notify(Tone::Info, "agree at least one: press Space on it");
        return Vec::new();
    }
    let form = decision::open_agreement(choice, &model.shared.form_context());
    apply_step(model, Step::open_form(form))
}

pub fn copy_brief(model: &mut Model) -> Vec<Effect> {
    match model.layers.last() {
        Some(Layer::Brief(page)) => vec![Effect::Copy(page.text())],
        _ => Vec::new(),
    }
}

pub fn group_promises(model: &mut Model) -> Vec<Effect> {
    if let Some(Layer::Promises(table)) = model.layers.last_mut() {
        table.toggle_grouping();
    }
    Vec::new()
}

pub fn choose_columns(model: &mut Model) -> Vec<Effect> {
    let shown = model.councils.offered_columns(model.councils.has_headings());
    model.layers.push(Layer::Columns(Box::new(ColumnChooser::new(&shown))));
    Vec::new()
}

pub fn toggle_column(model: &mut Model) -> Vec<Effect> {
    change_columns(model, |chooser| chooser.toggle())
}

pub fn column_earlier(model: &mut Model) -> Vec<Effect> {
    change_columns(model, |chooser| {
        chooser.shift(false);
        true
    })
}

pub fn column_later(model: &mut Model) -> Vec<Effect> {
    change_columns(model, |chooser| {
        chooser.shift(true);
        true
    })
}

/// The list behind the dialog shows each step.
fn change_columns(model: &mut Model, change: impl FnOnce(&mut ColumnChooser) -> bool) -> Vec<Effect> {
    let Some(Layer::Columns(chooser)) = model.layers.last_mut() else { return Vec::new() };
    if !change(chooser) {
        model.notify(Tone::Info, "the council's name is always shown");
        return Vec::new();
    }
    let table = ListTable { columns: chooser.shown(), ..model.councils.table.clone() };
    model.councils.set_table(table, &model.shared);
    Vec::new()
}

/// Goes back to the columns with content.
pub fn usual_columns(model: &mut Model) -> Vec<Effect> {
    let table = ListTable { columns: Vec::new(), ..model.councils.table.clone() };
    model.councils.set_table(table, &model.shared);
    let shown = model.councils.offered_columns(model.councils.has_headings());
    if let Some(Layer::Columns(chooser)) = model.layers.last_mut() {
        **chooser = ColumnChooser::new(&shown);
    }
    Vec::new()
}
