//! What the screens at the bottom share: going from one to another, reading what they show, moving, filtering.

use super::form_actions;
use super::layer::{Layer, Tab};
use super::msg::{DateRange, Effect, Pointer};
use crate::tui::app::import_actions;
use crate::tui::app::model::{Awaiting, Model, OnFileRead};
use crate::tui::dialogs::picker::{Part, Pick};
use crate::tui::keys::command::Cmd;
use crate::tui::screens::diary::view as diary_view;
use crate::tui::screens::inbox::view as inbox_view;
use crate::tui::screens::priorities::view as priorities_view;
use crate::tui::ui::editor::Editor;
use crate::tui::ui::frame;
use charter::diary::DiaryLine;
use charter::filter::{Filter, Show};
use charter::ids::RoundId;
use charter::priority_line::PriorityLine;
use chrono::NaiveDate;
use desk::inbox::InboxLine;

/// Runs one of the commands that hold on every screen at the bottom.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    let page = isize::try_from(visible_rows(model)).unwrap_or(1).max(2) - 1;
    match command {
        Cmd::ToCouncils => return go_to(model, Tab::Councils),
        Cmd::ToInbox => return go_to(model, Tab::Inbox),
        Cmd::ToDiary => return go_to(model, Tab::Diary),
        Cmd::ToPriorities => return go_to(model, Tab::Priorities),
        Cmd::Open => return open(model),
        Cmd::Down => step(model, 1),
        Cmd::Up => step(model, -1),
        Cmd::PageDown => step(model, page),
        Cmd::PageUp => step(model, -page),
        Cmd::First => step(model, isize::MIN),
        Cmd::Last => step(model, isize::MAX),
        Cmd::NextGroup => step_group(model, true),
        Cmd::PreviousGroup => step_group(model, false),
        _ => filter(model, command),
    }
    Vec::new()
}

/// Goes to a screen. What it shows is read when it is gone to, and keys wait for it.
fn go_to(model: &mut Model, base: Tab) -> Vec<Effect> {
    if base == Tab::Inbox && model.tab != base {
        model.inbox.open();
    }
    model.tab = base;
    let effects = read(model);
    if !effects.is_empty() {
        model.awaiting = Some(Awaiting::TabRows(base));
    }
    effects
}

/// Asks for what the screen at the bottom shows beside the councils. The list of councils shows nothing else, so that the
/// start of the program waits for nothing.
pub fn read(model: &mut Model) -> Vec<Effect> {
    let (round, as_at) = (model.snapshot.round(), model.snapshot.as_at());
    match model.tab {
        Tab::Councils => Vec::new(),
        Tab::Inbox => {
            model.inbox.ask();
            vec![Effect::ReadInbox(round.id, as_at)]
        }
        Tab::Diary => vec![Effect::ReadDiary(model.diary.ask(round, as_at))],
        Tab::Priorities => vec![Effect::ReadPriorities(round.id, as_at)],
    }
}

/// Takes the meetings that were asked for. Those of other days answer a question that nobody asks any more.
pub fn set_diary(model: &mut Model, days: DateRange, lines: Vec<DiaryLine>) -> Vec<Effect> {
    let Model { diary, snapshot, councils, .. } = &mut *model;
    if diary.take(days, lines, snapshot, councils) {
        arrived(model, Tab::Diary);
    }
    Vec::new()
}

/// Takes the priorities. Those of another round or day are asked for again, as they are now.
pub fn set_priorities(model: &mut Model, of: (RoundId, NaiveDate), lines: Vec<PriorityLine>) -> Vec<Effect> {
    if of != (model.snapshot.round().id, model.snapshot.as_at()) {
        return if model.tab == Tab::Priorities { read(model) } else { Vec::new() };
    }
    model.priorities.take(lines);
    arrived(model, Tab::Priorities);
    Vec::new()
}

/// Takes the inbox. That of another round or day is asked for again, as it is now.
pub fn set_inbox(model: &mut Model, of: (RoundId, NaiveDate), lines: Vec<InboxLine>) -> Vec<Effect> {
    if of != (model.snapshot.round().id, model.snapshot.as_at()) {
        return if model.tab == Tab::Inbox { read(model) } else { Vec::new() };
    }
    model.inbox.take(lines);
    arrived(model, Tab::Inbox);
    Vec::new()
}

fn arrived(model: &mut Model, base: Tab) {
    // The rows stand before the keys that were held act on them.
    arrange(model);
    if model.awaiting == Some(Awaiting::TabRows(base)) {
        model.awaiting = None;
    }
}

/// Lets the other screens follow the filter and the list.
pub fn arrange(model: &mut Model) {
    let Model { tab: base, councils, inbox, diary, priorities, snapshot, .. } = model;
    match base {
        Tab::Councils => {}
        Tab::Inbox => inbox.arrange(snapshot, councils),
        Tab::Diary => diary.arrange(snapshot, councils),
        Tab::Priorities => priorities.arrange(snapshot, councils),
    }
}

/// Scrolls so that the row in focus is in view.
pub fn keep_visible(model: &mut Model) {
    let height = visible_rows(model);
    match model.tab {
        Tab::Councils => model.councils.keep_visible(height),
        Tab::Inbox => model.inbox.keep_visible(height),
        Tab::Diary => model.diary.keep_visible(height),
        Tab::Priorities => model.priorities.keep_visible(height),
    }
}

fn visible_rows(model: &Model) -> usize {
    match model.tab {
        Tab::Councils => frame::list_height(model),
        Tab::Inbox => inbox_view::visible_rows(model),
        Tab::Diary => diary_view::visible_rows(model),
        Tab::Priorities => priorities_view::visible_rows(model),
    }
}

/// Moves the cursor by rows.
pub fn step(model: &mut Model, rows: isize) {
    match model.tab {
        Tab::Councils => model.councils.step(rows),
        Tab::Inbox => model.inbox.step(rows),
        Tab::Diary => model.diary.step(rows),
        Tab::Priorities => model.priorities.step(rows),
    }
}

fn step_group(model: &mut Model, forward: bool) {
    match model.tab {
        Tab::Councils => model.councils.step_group(forward),
        Tab::Inbox => model.inbox.step_group(forward),
        Tab::Diary => model.diary.step_day(forward),
        Tab::Priorities => model.priorities.step_group(forward),
    }
}

/// Opens the council of the row in focus, or folds the group.
fn open(model: &mut Model) -> Vec<Effect> {
    if model.tab == Tab::Councils
        && let Some(group) = model.councils.focused_group()
    {
        let folded = !group.folded;
        model.councils.fold(&model.snapshot, folded);
        return Vec::new();
    }
    let priority = model.priorities.focused().filter(|_| model.tab == Tab::Priorities).map(|line| line.id);
    let then = priority.map_or(OnFileRead::Open, OnFileRead::OpenPriority);
    match super::focus::council_of_row(model).map(|line| line.id) {
        Some(id) => form_actions::read_file(model, id, then),
        None => Vec::new(),
    }
}

fn filter(model: &mut Model, command: Cmd) {
    let Model { councils, snapshot, .. } = model;
    match command {
        Cmd::FilterMissed => {
            councils.filter.show = if councils.filter.is_missed() { [].into() } else { [Show::Missed].into() };
            councils.arrange(snapshot);
        }
        Cmd::ClearFilters => {
            councils.filter = Filter::default();
            councils.arrange(snapshot);
            model.priorities.show([].into());
        }
        Cmd::Find => model.layers.push(Layer::Find(Editor::new(councils.filter.find.clone()))),
        Cmd::FilterCounty => model.layers.push(Layer::Pick(Box::new(Pick::county(snapshot)))),
        Cmd::FilterDistrict => {
            let pick = Pick::district(snapshot, councils.filter.county.as_deref());
            model.layers.push(Layer::Pick(Box::new(pick)));
        }
        Cmd::FilterTeam => model.layers.push(Layer::Pick(Box::new(Pick::team(snapshot)))),
        Cmd::FilterShow => model.layers.push(Layer::Pick(Box::new(Pick::show(snapshot, &councils.filter)))),
        _ => {}
    }
}

/// Runs one of the commands of the priorities.
pub fn priorities(model: &mut Model, command: Cmd) {
    if command == Cmd::GroupBy {
        model.priorities.group_by_next();
    } else {
        model.layers.push(Layer::Pick(Box::new(Pick::concerns(&model.priorities))));
    }
}

/// Takes the choice in focus of the picker in front.
pub fn accept_pick(model: &mut Model) {
    if let Some(Layer::Pick(pick)) = model.layers.pop() {
        if pick.part == Part::Concern {
            model.priorities.show(pick.concerns_taken(&model.priorities));
            return;
        }
        if pick.part == Part::Column {
            import_actions::set_column(model, &pick);
            return;
        }
        pick.put_into(&mut model.councils.filter);
        model.councils.arrange(&model.snapshot);
    }
}

/// The wheel moves, a click puts the cursor on a row.
pub fn point(model: &mut Model, pointer: Pointer) {
    let row = match pointer {
        Pointer::WheelDown => return step(model, 3),
        Pointer::WheelUp => return step(model, -3),
        Pointer::Click(row) => usize::from(row),
    };
    let top = match model.tab {
        Tab::Councils => frame::list_top(model),
        Tab::Inbox => inbox_view::list_top(model),
        Tab::Diary => diary_view::list_top(model),
        Tab::Priorities => priorities_view::list_top(model),
    };
    let Some(row) = row.checked_sub(top.into()).filter(|row| *row < visible_rows(model)) else { return };
    match model.tab {
        Tab::Councils => model.councils.click(row),
        Tab::Inbox => model.inbox.click(row),
        Tab::Diary => model.diary.click(row),
        Tab::Priorities => model.priorities.click(row),
    }
}
