//! What each command does to the model: a short function a command, found from the table.

use super::app::{Awaiting, Model, Then, Tone, Work};
use super::command::Cmd;
use super::council_actions;
use super::dialogs::lookup::{Kind, Lookup};
use super::dialogs::pick::Pick;
use super::form_actions;
use super::layer::{BASE, Layer};
use super::msg::Effect;
use super::screens::council::Section;
use super::screens::frame;
use super::why_not::why_not;
use super::widgets::editor::Editor;
use crate::domain::filter::{Filter, Show};

/// Runs a command, or says why it is off.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    if let Some(reason) = why_not(command, model) {
        model.say(Tone::Info, format!("{}: {reason}", command.command().label));
        return Vec::new();
    }
    if !matches!(command, Cmd::Quit) {
        model.quit_asked = false;
    }
    match command {
        Cmd::Open => return open(model),
        Cmd::RecordReturn => return form_actions::open_with_file(model, Then::Return),
        Cmd::RecordMeeting => return form_actions::open_with_file(model, Then::Meeting),
        Cmd::RecordLetter => return form_actions::open_with_file(model, Then::Letter),
        Cmd::EditCouncil => return form_actions::open_with_file(model, Then::Details),
        Cmd::Decide => return form_actions::open_with_file(model, Then::Excuse),
        Cmd::TellOfTeam => return form_actions::open_with_file(model, Then::TellOfTeam),
        Cmd::RecordProgress => return council_actions::work(model, Work::Progress),
        Cmd::RecordAction => return council_actions::work(model, Work::Action),
        Cmd::RecordReview => return council_actions::work(model, Work::Review),
        Cmd::ClosePriority => return council_actions::work(model, Work::Close),
        Cmd::WriteNote | Cmd::RecordReply | Cmd::RecordUpdate | Cmd::EditRound | Cmd::OpenRound | Cmd::AsAt => {
            form_actions::open_at_once(model, command);
        }
        Cmd::EditCategories => form_actions::open_at_once(model, command),
        Cmd::FormSave => return form_actions::save(model),
        Cmd::FieldEnter => return form_actions::enter(model),
        Cmd::FormClose => return form_actions::close(model),
        Cmd::FieldNext | Cmd::FieldPrevious | Cmd::FormReset => form_actions::edit(model, command),
        Cmd::Undo => return await_change(model, Effect::Undo),
        Cmd::Redo => return await_change(model, Effect::Redo),
        Cmd::RoundBefore => return read_round(model, -1),
        Cmd::RoundAfter => return read_round(model, 1),
        Cmd::Copy => return council_actions::copy(model),
        Cmd::Redraw => {
            let (round, as_at) = (model.desk.round().id, model.desk.as_at());
            return vec![Effect::Redraw, Effect::Read(Some(round), as_at)];
        }
        Cmd::Suspend => return vec![Effect::Suspend],
        Cmd::Quit => return quit(model),
        Cmd::QuitNow => return vec![Effect::KeepDrafts, Effect::Quit],
        Cmd::LookupTake => return take_lookup(model),
        Cmd::NextCouncil | Cmd::PreviousCouncil | Cmd::Agree | Cmd::Settle | Cmd::ItemOpen | Cmd::ChooseSave => {
            return council_actions::run(model, command);
        }
        _ => stay(model, command),
    }
    Vec::new()
}

/// The commands that only move, fold, filter and open: nothing is asked of the runtime.
fn stay(model: &mut Model, command: Cmd) {
    let page = isize::try_from(frame::list_height(model)).unwrap_or(1).max(2) - 1;
    let Model { councils, desk, .. } = model;
    match command {
        Cmd::Down => councils.step(1),
        Cmd::Up | Cmd::FindUp => councils.step(-1),
        Cmd::PageDown => councils.step(page),
        Cmd::PageUp => councils.step(-page),
        Cmd::First => councils.cursor = 0,
        Cmd::Last => councils.step(isize::MAX),
        Cmd::NextGroup => councils.step_group(true),
        Cmd::PreviousGroup => councils.step_group(false),
        Cmd::Fold => councils.fold(desk, true),
        Cmd::Unfold => councils.fold(desk, false),
        Cmd::FoldAll => councils.fold_all(desk),
        Cmd::Tag => {
            let on_heading = councils.focused_group().is_some();
            councils.toggle_tag(desk);
            if on_heading {
                let n = councils.tagged.len();
                model.say(
                    Tone::Info,
                    format!("{} tagged; x takes the tags away", crate::domain::words::count(n, "council")),
                );
            }
        }
        Cmd::ClearTags => councils.tagged.clear(),
        Cmd::ShowMissed => {
            councils.filter.show = if councils.filter.is_missed() { [].into() } else { [Show::Missed].into() };
            councils.arrange(desk);
        }
        Cmd::ClearFilters => {
            councils.filter = Filter::default();
            councils.arrange(desk);
        }
        Cmd::Find => model.layers.push(Layer::Find(Editor::new(councils.filter.find.clone()))),
        Cmd::County => model.layers.push(Layer::Pick(Box::new(Pick::county(desk)))),
        Cmd::District => {
            let pick = Pick::district(desk, councils.filter.county.as_deref());
            model.layers.push(Layer::Pick(Box::new(pick)));
        }
        Cmd::Team => model.layers.push(Layer::Pick(Box::new(Pick::team(desk)))),
        Cmd::Show => model.layers.push(Layer::Pick(Box::new(Pick::show(desk, &councils.filter)))),
        _ => in_layer(model, command, page),
    }
}

/// The commands of the layer in front.
fn in_layer(model: &mut Model, command: Cmd, page: isize) {
    let scopes = model.scopes();
    let (round, as_at) = (model.desk.round().clone(), model.desk.as_at());
    match (command, model.layers.last_mut()) {
        (Cmd::Help, _) => model.layers.push(Layer::Lookup(Box::new(Lookup::new(Kind::Keys, scopes)))),
        (Cmd::Palette, _) => model.layers.push(Layer::Lookup(Box::new(Lookup::new(Kind::Commands, scopes)))),
        (Cmd::FindDone | Cmd::Back | Cmd::PickClose | Cmd::ChooseClose | Cmd::LookupClose, Some(_)) => {
            model.layers.pop();
        }
        (Cmd::FindCancel, _) => {
            model.layers.pop();
            model.councils.filter.find.clear();
            model.councils.arrange(&model.desk);
        }
        (Cmd::PickTake, _) => take_pick(model),
        (Cmd::PickDown, Some(Layer::Pick(pick))) => pick.step(1),
        (Cmd::PickUp, Some(Layer::Pick(pick))) => pick.step(-1),
        (Cmd::PickToggle, Some(Layer::Pick(pick))) => pick.toggle(),
        (Cmd::LookupDown, Some(Layer::Lookup(lookup))) => lookup.step(1),
        (Cmd::LookupUp, Some(Layer::Lookup(lookup))) => lookup.step(-1),
        (Cmd::ChooseDown, Some(Layer::Choose(choose))) => choose.step(1),
        (Cmd::ChooseUp, Some(Layer::Choose(choose))) => choose.step(-1),
        (Cmd::ChooseToggle, _) => council_actions::toggle_priority(model),
        (Cmd::SectionNext, Some(Layer::Council(screen))) => screen.step_section(true),
        (Cmd::SectionPrevious, Some(Layer::Council(screen))) => screen.step_section(false),
        (Cmd::ItemDown, Some(Layer::Council(screen))) => screen.step(1, &round, as_at),
        (Cmd::ItemUp, Some(Layer::Council(screen))) => screen.step(-1, &round, as_at),
        (Cmd::ItemPageDown, Some(Layer::Council(screen))) => screen.step(page / 3, &round, as_at),
        (Cmd::ItemPageUp, Some(Layer::Council(screen))) => screen.step(-page / 3, &round, as_at),
        (section, Some(Layer::Council(screen))) => {
            if let Some(section) = section_of(section) {
                screen.go_to(section);
            }
        }
        _ => {}
    }
}

fn section_of(command: Cmd) -> Option<Section> {
    Some(match command {
        Cmd::Section1 => Section::Return,
        Cmd::Section2 => Section::Priorities,
        Cmd::Section3 => Section::Meetings,
        Cmd::Section4 => Section::Replies,
        Cmd::Section5 => Section::Notes,
        Cmd::Section6 => Section::History,
        _ => return None,
    })
}

fn open(model: &mut Model) -> Vec<Effect> {
    if let Some(group) = model.councils.focused_group() {
        let folded = !group.folded;
        model.councils.fold(&model.desk, folded);
        return Vec::new();
    }
    let Some(line) = model.councils.focused(&model.desk) else { return Vec::new() };
    let id = line.id;
    form_actions::read_file(model, id, Then::Open)
}

/// Takes the choice in focus of the picker in front.
pub fn take_pick(model: &mut Model) {
    if let Some(Layer::Pick(pick)) = model.layers.pop() {
        pick.put_into(&mut model.councils.filter);
        model.councils.arrange(&model.desk);
    }
}

fn take_lookup(model: &mut Model) -> Vec<Effect> {
    let chosen = match model.layers.last() {
        Some(Layer::Lookup(lookup)) => lookup.focused(),
        _ => None,
    };
    let Some(command) = chosen else { return Vec::new() };
    model.layers.pop();
    run(model, command)
}

fn await_change(model: &mut Model, effect: Effect) -> Vec<Effect> {
    model.awaiting = Some(Awaiting::Change);
    vec![effect]
}

fn read_round(model: &mut Model, step: isize) -> Vec<Effect> {
    let Some(round) = model.desk.round_beside(step).map(|round| round.id) else { return Vec::new() };
    let as_at = model.desk.as_at();
    form_actions::read_view(model, round, as_at)
}

fn quit(model: &mut Model) -> Vec<Effect> {
    if model.drafts.is_empty() || model.quit_asked {
        return vec![Effect::KeepDrafts, Effect::Quit];
    }
    model.quit_asked = true;
    let forms = crate::domain::words::count(model.drafts.len(), "form");
    model.say(Tone::Info, format!("{forms} not saved, kept as a draft for the next time. q again quits."));
    Vec::new()
}

/// Whether a layer that is not the list itself is in front.
pub fn is_over_list(model: &Model) -> bool {
    model.scopes() != BASE
}
