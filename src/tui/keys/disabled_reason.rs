//! Why a command is disabled: the footer dims it; the palette and the key show the reason.

use charter::diary::MeetingState;
use charter::status::Flag;

use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::records::has_target;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::app::tab::Tab;
use crate::tui::keys::command::Cmd;
use crate::tui::keys::scope::Scope;
use crate::tui::screens::{council, inbox};

/// `None` if the command can run.
pub fn disabled_reason(command: Cmd, model: &Model) -> Option<&'static str> {
    match command {
        Cmd::RecordReturn
        | Cmd::RecordMeeting
        | Cmd::WriteNote
        | Cmd::RecordReply
        | Cmd::RecordLetter
        | Cmd::RecordProgress
        | Cmd::RecordAction
        | Cmd::RecordReview
        | Cmd::ClosePriority
        | Cmd::RecordUpdate
        | Cmd::RecordExcuse
        | Cmd::RecordContact
        | Cmd::RecordTeamTold
        | Cmd::Brief
        | Cmd::EditCouncil => no_target(model),
        Cmd::OpenRound | Cmd::EditRound | Cmd::PreviousRound | Cmd::NextRound | Cmd::CompareRounds => {
            no_round(command, &model.shared.snapshot)
        }
        Cmd::ToMap | Cmd::ToReport if !model.shared.snapshot.is_complete() => Some("the register is still being read"),
        Cmd::AttendInPerson | Cmd::AttendDigitally | Cmd::AttendInWriting | Cmd::DropPlan | Cmd::CancelMeeting => {
            not_alterable(command, model)
        }
        of_plan if of_plan.command().scope == Scope::Plan => in_review(of_plan, model),
        of_inbox if of_inbox.command().scope == Scope::Inbox => {
            inbox::disabled::disabled_reason(of_inbox, &model.inbox, &model.shared)
        }
        Cmd::ClearFirst if model.councils.tagged.is_empty() => disabled_reason(Cmd::ClearFilters, model),
        Cmd::ClearTags | Cmd::MapClearTags if model.councils.tagged.is_empty() => Some("no council is tagged"),
        Cmd::ClearFilters if model.shared.search.filter.is_empty() && model.priorities.concerns.is_empty() => {
            Some("no filter is set; q quits")
        }
        Cmd::ItemOpen => match model.layers.last() {
            Some(Layer::Council(screen)) if council::update::enter_label(screen, &model.shared).is_none() => {
                Some("this records what happened and cannot be changed; n writes a note")
            }
            _ => None,
        },
        Cmd::LettersMarkSent => match model.layers.last() {
            Some(Layer::Letters(screen)) if screen.written.is_none() => {
                Some("nothing is written yet, so nothing can have been sent; Ctrl-S writes the letters")
            }
            _ => None,
        },
        Cmd::ReportUndo => match model.layers.last() {
            Some(Layer::ImportReport(report)) => report.no_undo,
            _ => None,
        },
        Cmd::PickToggle => match model.layers.last() {
            Some(Layer::Pick(pick)) if !pick.is_multiple() => Some("only one can be chosen here"),
            Some(Layer::CouncilPicker(picker)) if !picker.multiple => Some("only one can be chosen here"),
            _ => None,
        },
        Cmd::AgreePriorities => {
            flag_missing(model, Flag::NeedsChoice, "three or fewer priorities were sent: no choice is needed")
        }
        Cmd::SettleConflict => flag_missing(model, Flag::Conflict, "no two returns disagree"),
        _ => None,
    }
}

/// The list of the plan is not on screen while it is reviewed.
fn in_review(command: Cmd, model: &Model) -> Option<&'static str> {
    let chooses = matches!(
        command,
        Cmd::PlanInPerson
            | Cmd::PlanDigitally
            | Cmd::PlanWritten
            | Cmd::PlanLeaveOut
            | Cmd::PlanNextWay
            | Cmd::PlanPreviousWay
            | Cmd::PlanOtherMeeting
            | Cmd::PlanUnpin
            | Cmd::PlanUndo
            | Cmd::PlanRedo
            | Cmd::PlanOpen
    );
    // The palette lies above the plan.
    let is_review = model.layers.iter().any(|layer| matches!(layer, Layer::Plan(screen) if screen.review.is_some()));
    (chooses && is_review).then_some("this is what accepting would change; Esc goes back to the plan")
}

fn no_round(command: Cmd, snapshot: &Snapshot) -> Option<&'static str> {
    let (is_first, is_last) = (snapshot.adjacent_round(-1).is_none(), snapshot.adjacent_round(1).is_none());
    match command {
        _ if !snapshot.is_complete() => Some("the register is still being read"),
        Cmd::PreviousRound if is_first => Some("this is the first round"),
        Cmd::NextRound if is_last => Some("this is the newest round; O opens the next"),
        Cmd::CompareRounds if is_first => {
            Some("there is no earlier round; charterdesk round open QUARTER opens one as a baseline")
        }
        _ => None,
    }
}

fn no_target(model: &Model) -> Option<&'static str> {
    match model.tab {
        _ if has_target(model) => None,
        _ if matches!(model.layers.last(), Some(Layer::Report(_))) => {
            Some("Enter lists the councils of a bar: select one there first")
        }
        Tab::Today => Some("select a row that belongs to a council first"),
        Tab::Councils => Some("select a council first: this is a group heading"),
        Tab::Inbox => Some(inbox::disabled::no_council(&model.inbox)),
        Tab::Diary if model.diary.focused_entry().is_some() => {
            Some("select a meeting of a council first: this row is an event or a due day")
        }
        Tab::Diary | Tab::Priorities => Some("select a row first: it belongs to a council"),
    }
}

fn not_alterable(command: Cmd, model: &Model) -> Option<&'static str> {
    let Some(meeting) = model.diary.focused() else { return Some("select a meeting of a council first") };
    match meeting.state(model.shared.snapshot.as_at()) {
        MeetingState::Met | MeetingState::Written => Some("the team took part; m corrects what is recorded"),
        MeetingState::NotAttended if meeting.attendance.is_some() => Some("the outcome is recorded; m corrects it"),
        _ if command == Cmd::CancelMeeting => None,
        MeetingState::Cancelled => Some("the council cancelled it; x says that it takes place after all"),
        MeetingState::Past | MeetingState::NotRecorded => Some("it is past; m records the outcome"),
        _ if command == Cmd::DropPlan && meeting.plan.is_none() => Some("no attendance is planned; a plans it"),
        _ => None,
    }
}

/// Agreed priorities can be changed too, so this is disabled only if the council sent three or fewer.
fn flag_missing(model: &Model, flag: Flag, otherwise: &'static str) -> Option<&'static str> {
    let screen = model.layers.iter().find_map(|layer| match layer {
        Layer::Council(screen) => Some(screen),
        _ => None,
    })?;
    let has_more_than_three = screen
        .file
        .current_return(model.shared.snapshot.as_at())
        .is_some_and(|returned| returned.answer.priorities.len() > 3);
    let is_set = screen.file.status.flags.has(flag) || (flag == Flag::NeedsChoice && has_more_than_three);
    (!is_set).then_some(otherwise)
}
