//! Key handlers of the small dialogs.

use charter::list_column::ListTable;

use crate::tui::app::apply::{apply_step, change_awaited};
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::dialogs::lookup::{Kind, Lookup};
use crate::tui::dialogs::picker::PickTarget;
use crate::tui::screens::inbox;

pub fn open_keys(model: &mut Model) -> Vec<Effect> {
    open_lookup(model, Kind::Keys)
}

pub fn open_palette(model: &mut Model) -> Vec<Effect> {
    open_lookup(model, Kind::Commands)
}

fn open_lookup(model: &mut Model, kind: Kind) -> Vec<Effect> {
    let scopes = model.scopes();
    model.layers.push(Layer::Lookup(Box::new(Lookup::new(kind, scopes))));
    Vec::new()
}

pub fn toggle_choice(model: &mut Model) -> Vec<Effect> {
    match model.layers.last_mut() {
        Some(Layer::CouncilPicker(picker)) => picker.toggle(),
        Some(Layer::Pick(pick)) => pick.toggle(),
        Some(
            Layer::Find(_)
            | Layer::Council(_)
            | Layer::Form(_)
            | Layer::Conflict(_)
            | Layer::PriorityChoice(_)
            | Layer::Plan(_)
            | Layer::Mapping(_)
            | Layer::ImportProgress(_)
            | Layer::ImportReport(_)
            | Layer::Promises(_)
            | Layer::Brief(_)
            | Layer::Lookup(_),
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
            let table = ListTable { sort: pick.picked_sort(table.sort), ..table.clone() };
            model.councils.set_table(table, &model.shared);
        }
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
    let change = choice.change();
    change_awaited(model, Effect::Apply(change))
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
