//! What each command does to the model: a short function a command, found from the table.

use super::brief_actions;
use super::form_actions;
use super::layer::Layer;
use super::msg::Effect;
use crate::tui::app::model::{Awaiting, Model, OnFileRead, PriorityForm, Tone};
use crate::tui::app::{import_actions, tabs};
use crate::tui::dialogs::lookup::{Kind, Lookup};
use crate::tui::keys::command::{Cmd, Scope};
use crate::tui::keys::disabled_reason::disabled_reason;
use crate::tui::screens::council::state::Section;
use crate::tui::screens::council::update as council_actions;
use crate::tui::screens::diary::update as diary_actions;
use crate::tui::screens::inbox::update as inbox_actions;
use crate::tui::screens::plan::update as plan_actions;
use crate::tui::ui::frame;

/// Runs a command, or says why it is off.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    if let Some(reason) = disabled_reason(command, model) {
        model.notify(Tone::Info, format!("{}: {reason}", command.command().label));
        return Vec::new();
    }
    if !matches!(command, Cmd::Quit) {
        model.quit_asked = false;
    }
    match command {
        Cmd::Import | Cmd::ImportFiles => {
            import_actions::open(model);
            Vec::new()
        }
        _ => match command.command().scope {
            Scope::Tabs => tabs::run(model, command),
            Scope::Mapping | Scope::ImportProgress | Scope::ImportReport => import_actions::run(model, command),
            Scope::Plan => plan_actions::run(model, command),
            Scope::Inbox | Scope::Conflict => inbox_actions::run(model, command),
            Scope::Diary => diary_actions::run(model, command),
            Scope::Brief => brief_actions::run(model, command),
            _ => dispatch(model, command),
        },
    }
}

/// The commands that no part of the screen runs as its own.
fn dispatch(model: &mut Model, command: Cmd) -> Vec<Effect> {
    match command {
        of_work if of_work.command().scope == Scope::Priorities => tabs::priorities(model, of_work),
        Cmd::RecordReturn => return form_actions::open_with_file(model, OnFileRead::Return),
        Cmd::RecordMeeting => return diary_actions::open_meeting(model),
        Cmd::RecordLetter => return form_actions::open_with_file(model, OnFileRead::Letter),
        Cmd::EditCouncil => return form_actions::open_with_file(model, OnFileRead::Details),
        Cmd::RecordExcuse => return form_actions::open_with_file(model, OnFileRead::Excuse),
        Cmd::Brief => return form_actions::open_with_file(model, OnFileRead::Brief),
        Cmd::RecordTeamTold => return form_actions::open_with_file(model, OnFileRead::TeamTold),
        Cmd::RecordProgress => return council_actions::work(model, PriorityForm::Progress),
        Cmd::RecordAction => return council_actions::work(model, PriorityForm::Action),
        Cmd::RecordReview => return council_actions::work(model, PriorityForm::Review),
        Cmd::ClosePriority => return council_actions::work(model, PriorityForm::Close),
        Cmd::WriteNote | Cmd::RecordReply | Cmd::RecordUpdate | Cmd::EditRound | Cmd::OpenRound | Cmd::AsAt => {
            form_actions::open_at_once(model, command);
        }
        Cmd::EditCategories => form_actions::open_at_once(model, command),
        Cmd::FormSave => return form_actions::save(model),
        Cmd::FieldNextMain => return form_actions::enter(model),
        Cmd::FormClose => return form_actions::close(model),
        Cmd::FieldNext | Cmd::FieldPrevious | Cmd::FormReset => form_actions::edit(model, command),
        Cmd::Undo => return await_change(model, Effect::Undo),
        Cmd::Redo => return await_change(model, Effect::Redo),
        Cmd::PreviousRound => return read_round(model, -1),
        Cmd::NextRound => return read_round(model, 1),
        Cmd::Copy => return council_actions::copy(model),
        Cmd::Redraw => {
            let (round, as_at) = (model.snapshot.round().id, model.snapshot.as_at());
            return vec![Effect::Redraw, Effect::ReadSnapshot(Some(round), as_at)];
        }
        Cmd::Suspend => return vec![Effect::Suspend],
        Cmd::Quit => return quit(model),
        Cmd::QuitNow => return vec![Effect::SaveDrafts, Effect::Quit],
        Cmd::LookupRun => return take_lookup(model),
        Cmd::PickAccept if matches!(model.layers.last(), Some(Layer::CouncilPicker(_))) => {
            return inbox_actions::accept_councils(model);
        }
        Cmd::NextCouncil
        | Cmd::PreviousCouncil
        | Cmd::AgreePriorities
        | Cmd::SettleConflict
        | Cmd::ItemOpen
        | Cmd::ChooseSave => {
            return council_actions::run(model, command);
        }
        _ => dispatch_list(model, command),
    }
    Vec::new()
}

/// The commands that only move, fold and tag: nothing is asked of the runtime.
fn dispatch_list(model: &mut Model, command: Cmd) {
    let page = isize::try_from(frame::list_height(model)).unwrap_or(1).max(2) - 1;
    let Model { councils, snapshot, .. } = model;
    match command {
        Cmd::FindUp => tabs::step(model, -1),
        Cmd::Fold => councils.fold(snapshot, true),
        Cmd::Unfold => councils.fold(snapshot, false),
        Cmd::FoldAll => councils.fold_all(snapshot),
        Cmd::Tag => {
            let on_heading = councils.focused_group().is_some();
            councils.toggle_tag(snapshot);
            if on_heading {
                let n = councils.tagged.len();
                model.notify(
                    Tone::Info,
                    format!("{} tagged; x takes the tags away", charter::english::pluralize(n, "council")),
                );
            }
        }
        Cmd::ClearTags => councils.tagged.clear(),
        _ => dispatch_layer(model, command, page),
    }
}

/// The commands of the layer in front.
fn dispatch_layer(model: &mut Model, command: Cmd, page: isize) {
    let scopes = model.scopes();
    let (round, as_at) = (model.snapshot.round().clone(), model.snapshot.as_at());
    match (command, model.layers.last_mut()) {
        (Cmd::Help, _) => model.layers.push(Layer::Lookup(Box::new(Lookup::new(Kind::Keys, scopes)))),
        (Cmd::Palette, _) => model.layers.push(Layer::Lookup(Box::new(Lookup::new(Kind::Commands, scopes)))),
        (
            Cmd::FindAccept | Cmd::Back | Cmd::PickClose | Cmd::ChooseClose | Cmd::LookupClose | Cmd::TableClose,
            Some(_),
        ) => {
            model.layers.pop();
        }
        (Cmd::FindCancel, _) => {
            model.layers.pop();
            model.councils.filter.find.clear();
            model.councils.arrange(&model.snapshot);
        }
        (Cmd::PickDown, Some(Layer::CouncilPicker(picker))) => picker.step(1),
        (Cmd::PickUp, Some(Layer::CouncilPicker(picker))) => picker.step(-1),
        (Cmd::PickToggle, Some(Layer::CouncilPicker(picker))) => picker.toggle(),
        (Cmd::PickAccept, _) => tabs::accept_pick(model),
        (Cmd::PickDown, Some(Layer::Pick(pick))) => pick.step(1),
        (Cmd::PickUp, Some(Layer::Pick(pick))) => pick.step(-1),
        (Cmd::PickToggle, Some(Layer::Pick(pick))) => pick.toggle(),
        (Cmd::LookupDown, Some(Layer::Lookup(lookup))) => lookup.step(1),
        (Cmd::LookupUp, Some(Layer::Lookup(lookup))) => lookup.step(-1),
        (Cmd::TableDown, Some(Layer::Promises(table))) => table.cursor += 1,
        (Cmd::TableUp, Some(Layer::Promises(table))) => table.cursor = table.cursor.saturating_sub(1),
        (Cmd::TableGroupBy, Some(Layer::Promises(table))) => table.turn(),
        (Cmd::ChooseDown, Some(Layer::Choose(choose))) => choose.step(1),
        (Cmd::ChooseUp, Some(Layer::Choose(choose))) => choose.step(-1),
        (Cmd::ChooseToggle, _) => council_actions::toggle_priority(model),
        (Cmd::SectionNext, Some(Layer::Council(screen))) => screen.step_section(true),
        (Cmd::SectionPrevious, Some(Layer::Council(screen))) => screen.step_section(false),
        (Cmd::RoundsEarlier, Some(Layer::Council(screen))) => screen.scroll_rounds(true),
        (Cmd::RoundsLater, Some(Layer::Council(screen))) => screen.scroll_rounds(false),
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
    let Some(round) = model.snapshot.adjacent_round(step).map(|round| round.id) else { return Vec::new() };
    let as_at = model.snapshot.as_at();
    form_actions::read_snapshot(model, round, as_at)
}

fn quit(model: &mut Model) -> Vec<Effect> {
    if model.drafts.is_empty() || model.quit_asked {
        return vec![Effect::SaveDrafts, Effect::Quit];
    }
    model.quit_asked = true;
    let forms = charter::english::pluralize(model.drafts.len(), "form");
    model.notify(Tone::Info, format!("{forms} not saved, kept as a draft for the next time. q again quits."));
    Vec::new()
}
