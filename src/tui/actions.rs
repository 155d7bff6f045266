//! What each command does to the model: a short function a command, found from the table.

use super::app::{Awaiting, Model, Then, Tone, Work};
use super::command::{Cmd, Scope};
use super::dialogs::lookup::{Kind, Lookup};
use super::layer::Layer;
use super::msg::Effect;
use super::screens::council::Section;
use super::screens::frame;
use super::why_not::why_not;
use super::{
    bases, brief_actions, bring_actions, council_actions, diary_actions, form_actions, inbox_actions, plan_actions,
};

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
        Cmd::BringIn | Cmd::BringInFiles => {
            bring_actions::open(model);
            Vec::new()
        }
        _ => match command.command().scope {
            Scope::Tabs => bases::run(model, command),
            Scope::Mapping | Scope::Bringing | Scope::Brought => bring_actions::run(model, command),
            Scope::Plan => plan_actions::run(model, command),
            Scope::Inbox | Scope::Conflict => inbox_actions::run(model, command),
            Scope::Diary => diary_actions::run(model, command),
            Scope::Brief => brief_actions::run(model, command),
            _ => one_by_one(model, command),
        },
    }
}

/// The commands that no part of the screen runs as its own.
fn one_by_one(model: &mut Model, command: Cmd) -> Vec<Effect> {
    match command {
        of_work if of_work.command().scope == Scope::Priorities => bases::priorities(model, of_work),
        Cmd::RecordReturn => return form_actions::open_with_file(model, Then::Return),
        Cmd::RecordMeeting => return diary_actions::open_meeting(model),
        Cmd::RecordLetter => return form_actions::open_with_file(model, Then::Letter),
        Cmd::EditCouncil => return form_actions::open_with_file(model, Then::Details),
        Cmd::Decide => return form_actions::open_with_file(model, Then::Excuse),
        Cmd::Brief => return form_actions::open_with_file(model, Then::Brief),
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
        Cmd::PickTake if matches!(model.layers.last(), Some(Layer::Whose(_))) => {
            return inbox_actions::take_whose(model);
        }
        Cmd::NextCouncil | Cmd::PreviousCouncil | Cmd::Agree | Cmd::Settle | Cmd::ItemOpen | Cmd::ChooseSave => {
            return council_actions::run(model, command);
        }
        _ => stay(model, command),
    }
    Vec::new()
}

/// The commands that only move, fold and tag: nothing is asked of the runtime.
fn stay(model: &mut Model, command: Cmd) {
    let page = isize::try_from(frame::list_height(model)).unwrap_or(1).max(2) - 1;
    let Model { councils, desk, .. } = model;
    match command {
        Cmd::FindUp => bases::step(model, -1),
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
                    format!("{} tagged; x takes the tags away", charter::english::pluralize(n, "council")),
                );
            }
        }
        Cmd::ClearTags => councils.tagged.clear(),
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
        (
            Cmd::FindDone | Cmd::Back | Cmd::PickClose | Cmd::ChooseClose | Cmd::LookupClose | Cmd::TableClose,
            Some(_),
        ) => {
            model.layers.pop();
        }
        (Cmd::FindCancel, _) => {
            model.layers.pop();
            model.councils.filter.find.clear();
            model.councils.arrange(&model.desk);
        }
        (Cmd::PickDown, Some(Layer::Whose(whose))) => whose.step(1),
        (Cmd::PickUp, Some(Layer::Whose(whose))) => whose.step(-1),
        (Cmd::PickToggle, Some(Layer::Whose(whose))) => whose.toggle(),
        (Cmd::PickTake, _) => bases::take_pick(model),
        (Cmd::PickDown, Some(Layer::Pick(pick))) => pick.step(1),
        (Cmd::PickUp, Some(Layer::Pick(pick))) => pick.step(-1),
        (Cmd::PickToggle, Some(Layer::Pick(pick))) => pick.toggle(),
        (Cmd::LookupDown, Some(Layer::Lookup(lookup))) => lookup.step(1),
        (Cmd::LookupUp, Some(Layer::Lookup(lookup))) => lookup.step(-1),
        (Cmd::TableDown, Some(Layer::Promises(table))) => table.cursor += 1,
        (Cmd::TableUp, Some(Layer::Promises(table))) => table.cursor = table.cursor.saturating_sub(1),
        (Cmd::TableBy, Some(Layer::Promises(table))) => table.turn(),
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
    let Some(round) = model.desk.round_beside(step).map(|round| round.id) else { return Vec::new() };
    let as_at = model.desk.as_at();
    form_actions::read_view(model, round, as_at)
}

fn quit(model: &mut Model) -> Vec<Effect> {
    if model.drafts.is_empty() || model.quit_asked {
        return vec![Effect::KeepDrafts, Effect::Quit];
    }
    model.quit_asked = true;
    let forms = charter::english::pluralize(model.drafts.len(), "form");
    model.say(Tone::Info, format!("{forms} not saved, kept as a draft for the next time. q again quits."));
    Vec::new()
}
