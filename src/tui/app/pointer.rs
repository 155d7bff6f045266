//! The mouse: a click does what the key for it does, a double click is Enter, the wheel moves.

use std::collections::BTreeSet;
use std::time::Duration;

use charter::list_table::{ListSort, ListTable};
use ratatui::layout::Position;

use crate::tui::app::dispatch;
use crate::tui::app::effect::Effect;
use crate::tui::app::hits::hits;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::{Pointer, PointerKind, Press};
use crate::tui::app::notice::Tone;
use crate::tui::app::{map, movement, open_form, tabs};
use crate::tui::dialogs::lookup::Kind;
use crate::tui::dialogs::picker::PickTarget;
use crate::tui::forms::rules;
use crate::tui::keys::command::Cmd;
use crate::tui::keys::keymap::Chord;
use crate::tui::screens::council;
use crate::tui::ui::editor::Editor;
use crate::tui::ui::frame;
use crate::tui::ui::hit::{Target, at};
use crate::tui::ui::motion::Motion;

/// The usual time of other programs.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);
/// The rows that a notch of the wheel moves.
const NOTCH: usize = 3;

pub fn point(model: &mut Model, pointer: Pointer) -> Vec<Effect> {
    if frame::is_too_small(model.shared.size) {
        return Vec::new();
    }
    match pointer.kind {
        PointerKind::WheelDown => wheel(model, pointer, Motion::Down),
        PointerKind::WheelUp => wheel(model, pointer, Motion::Up),
        PointerKind::Press => press(model, pointer),
        PointerKind::Drag => drag(model, pointer),
    }
}

fn wheel(model: &mut Model, pointer: Pointer, motion: Motion) -> Vec<Effect> {
    let over_source =
        model.layers.is_empty() && tabs::is_over_source(model, Position::new(pointer.column, pointer.row));
    match model.layers.last_mut() {
        // A form scrolls to the field in focus.
        Some(Layer::Form(form)) => {
            form.step(motion == Motion::Down, false);
            open_form::check_left(model);
        }
        None if over_source => {
            let command = if motion == Motion::Down { Cmd::InboxSourceDown } else { Cmd::InboxSourceUp };
            return dispatch::run(model, command);
        }
        Some(Layer::Map(_)) => {
            let command = if motion == Motion::Down { Cmd::MapFarther } else { Cmd::MapNearer };
            return dispatch::run(model, command);
        }
        _ => (0..NOTCH).for_each(|_| movement::apply(model, motion)),
    }
    Vec::new()
}

fn press(model: &mut Model, pointer: Pointer) -> Vec<Effect> {
    let target = at(&hits(model), pointer.column, pointer.row).unwrap_or(Target::Nothing);
    let before = model.pressed.replace(Press { pointer, target });
    let soon = before.filter(|before| {
        let same_place = (before.pointer.column, before.pointer.row) == (pointer.column, pointer.row);
        same_place && pointer.at.saturating_sub(before.pointer.at) <= DOUBLE_CLICK
    });
    model.notice = None;
    match soon {
        None => click(model, target),
        Some(before) => {
            // A third click begins anew.
            model.pressed = None;
            match (target, before.target) {
                // The arrow of a choice is pressed as often as it takes.
                (Target::Option(field, _), Target::Option(same, _)) if field == same => click(model, target),
                (Target::Row(_), _) if before.target == target && !tabs::is_heading(model) => enter(model),
                // What the first click opened may have something else in this place.
                _ => Vec::new(),
            }
        }
    }
}

fn click(model: &mut Model, target: Target) -> Vec<Effect> {
    match target {
        Target::Run(command) => dispatch::run(model, command),
        Target::Tab(tab) => {
            leave_find(model);
            tabs::go_to(model, tab)
        }
        Target::Section(section) => {
            if let Some(Layer::Council(screen)) = model.layers.last_mut() {
                council::update::go_to_section(screen, section);
            }
            Vec::new()
        }
        Target::Row(index) => {
            leave_find(model);
            let selected = select(model, index);
            match selected {
                true if tabs::is_heading(model) => dispatch::run(model, Cmd::Open),
                true => choose(model),
                false => Vec::new(),
            }
        }
        Target::Track(index) => {
            leave_find(model);
            scroll_to(model, index);
            Vec::new()
        }
        Target::Field(index) => {
            if let Some(Layer::Form(form)) = model.layers.last_mut() {
                form.focus = index;
            }
            open_form::check_left(model);
            Vec::new()
        }
        Target::Option(field, option) => {
            let Model { shared, layers, .. } = &mut *model;
            if let Some(Layer::Form(form)) = layers.last_mut() {
                form.focus = field;
                if let Some(field) = form.focused() {
                    field.choose(option);
                }
                rules::refresh(form, &shared.form_context());
            }
            open_form::check_left(model);
            Vec::new()
        }
        Target::Outside => leave_dialog(model),
        Target::Sort(column) => {
            leave_find(model);
            let table = &model.councils.table;
            let table = ListTable { sort: Some(ListSort::by(column, table.sort)), ..table.clone() };
            model.councils.set_table(table, &model.shared);
            Vec::new()
        }
        Target::Nothing => Vec::new(),
    }
}

/// In a picker a click takes the row in focus, or marks it where several are marked.
fn choose(model: &mut Model) -> Vec<Effect> {
    let command = match model.layers.last() {
        Some(Layer::Pick(pick)) if pick.is_multiple() => Cmd::PickToggle,
        Some(Layer::CouncilPicker(picker)) if picker.multiple => Cmd::PickToggle,
        Some(Layer::Pick(_) | Layer::CouncilPicker(_)) => Cmd::PickAccept,
        Some(Layer::Columns(_)) => Cmd::ListColumnToggle,
        Some(Layer::PriorityChoice(_)) => Cmd::ChooseToggle,
        Some(Layer::Lookup(lookup)) if lookup.kind == Kind::Commands => Cmd::LookupRun,
        _ => return Vec::new(),
    };
    spend_press(model);
    dispatch::run(model, command)
}

/// A click has acted, so a quick second one in the same place does nothing to what is there now.
fn spend_press(model: &mut Model) {
    if let Some(press) = &mut model.pressed {
        press.target = Target::Nothing;
    }
}

/// As Esc, but what was typed or marked is not given up by a slip of the mouse.
fn leave_dialog(model: &mut Model) -> Vec<Effect> {
    if !is_untouched(model) {
        model.notify(Tone::Info, "this stays open, because you typed or marked something; Esc closes it");
        return Vec::new();
    }
    spend_press(model);
    key(model, "Esc")
}

fn is_untouched(model: &Model) -> bool {
    match model.layers.last() {
        Some(Layer::Pick(pick)) => {
            let marked: BTreeSet<&str> = match pick.target {
                PickTarget::Show => model.shared.search.filter.show.iter().map(|show| show.code()).collect(),
                PickTarget::Concern => model.priorities.concerns.iter().map(|concern| concern.code()).collect(),
                _ => BTreeSet::new(),
            };
            pick.typed.as_ref().is_none_or(Editor::is_empty) && pick.marked.iter().map(String::as_str).eq(marked)
        }
        Some(Layer::CouncilPicker(picker)) => picker.typed.is_empty() && picker.marked.is_empty(),
        Some(Layer::PriorityChoice(choice)) => !choice.is_changed(),
        Some(Layer::Lookup(lookup)) => lookup.typed.is_empty(),
        Some(Layer::Search(search)) => search.typed.is_empty(),
        _ => true,
    }
}

/// On a scrollbar, even if the pointer leaves its column.
fn drag(model: &mut Model, pointer: Pointer) -> Vec<Effect> {
    let Some(Press { pointer: from, target: Target::Track(_) }) = model.pressed else { return Vec::new() };
    if let Some(Target::Track(index)) = at(&hits(model), from.column, pointer.row) {
        scroll_to(model, index);
    }
    Vec::new()
}

/// A heading may take no focus; then the row below it does.
fn scroll_to(model: &mut Model, index: usize) {
    let _ = (index..index + 3).any(|row| select(model, row));
}

/// The search is kept, as with Enter.
fn leave_find(model: &mut Model) {
    model.layers.pop_if(|layer| matches!(layer, Layer::Find(_)));
}

fn enter(model: &mut Model) -> Vec<Effect> {
    key(model, "Enter")
}

fn key(model: &mut Model, key: &str) -> Vec<Effect> {
    let command = Chord::parse(key).and_then(|chord| model.shared.keymap.resolve(model.scopes(), chord));
    command.map_or_else(Vec::new, |command| dispatch::run(model, command))
}

/// Puts the focus on a row of the list in front. Returns `false` if it takes no focus.
fn select(model: &mut Model, index: usize) -> bool {
    let list = match model.layers.last_mut() {
        None | Some(Layer::Find(_)) => return tabs::select(model, index),
        Some(Layer::Map(_)) => return map::select(model, index),
        Some(Layer::Report(screen)) => return screen.select(index),
        Some(Layer::Districts(table)) => &mut table.list,
        Some(Layer::Council(screen)) => &mut screen.list,
        Some(Layer::Plan(screen)) => &mut screen.list,
        Some(Layer::Letters(screen)) => &mut screen.list,
        Some(Layer::Mapping(screen)) => &mut screen.list,
        Some(Layer::Pick(pick)) => &mut pick.list,
        Some(Layer::Columns(chooser)) => &mut chooser.list,
        Some(Layer::CouncilPicker(picker)) => &mut picker.list,
        Some(Layer::PriorityChoice(choice)) => &mut choice.list,
        Some(Layer::Lookup(lookup)) => &mut lookup.list,
        Some(Layer::IssuedReports(issued)) => &mut issued.list,
        Some(Layer::Promises(table)) => &mut table.list,
        Some(Layer::ResponseTimes(waits)) => &mut waits.list,
        Some(Layer::Comparison(table)) => &mut table.list,
        Some(Layer::Search(search)) => &mut search.list,
        Some(
            Layer::Form(_)
            | Layer::Conflict(_)
            | Layer::Brief(_)
            | Layer::Summary(_)
            | Layer::ImportReport(_)
            | Layer::ImportProgress(_),
        ) => return false,
    };
    list.cursor = index;
    true
}
