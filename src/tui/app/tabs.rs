//! The tabs: switching between them, reading their rows, moving in them.

use std::ops::Range;

use charter::council_line::CouncilLine;
use charter::diary_entry::EntrySource;
use charter::ids::{CouncilId, RoundId};
use charter::priority_line::PriorityLine;
use chrono::NaiveDate;
use desk::inbox::{InboxLine, WaitingReplies};
use desk::today::Task;
use ratatui::layout::{Position, Rect};

use crate::tui::app::apply::apply_step;
use crate::tui::app::awaiting::{Awaiting, OnFileRead};
use crate::tui::app::date_range::DateRange;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::requests;
use crate::tui::app::step::Step;
use crate::tui::app::tab::Tab;
use crate::tui::forms::event;
use crate::tui::screens::{councils, diary, inbox, priorities, today};
use crate::tui::ui::frame;
use crate::tui::ui::motion::Motion;

/// Switches to a tab, also from a council's page. Its rows are read at that moment, and keys wait for them.
pub fn go_to(model: &mut Model, tab: Tab) -> Vec<Effect> {
    let mut effects = close_layers(model);
    if tab == Tab::Inbox && model.tab != tab {
        model.inbox.restart_count();
    }
    model.tab = tab;
    let rows = read(model);
    if !rows.is_empty() {
        model.awaiting = Some(Awaiting::TabRows(tab));
    }
    effects.extend(rows);
    effects
}

/// A form beneath a council's page, as that of a plan, keeps what was typed.
fn close_layers(model: &mut Model) -> Vec<Effect> {
    let mut has_form = false;
    while let Some(layer) = model.layers.pop() {
        if let Layer::Form(form) = layer {
            model.drafts.keep(&form, model.shared.snapshot.as_at());
            has_form = true;
        }
    }
    if has_form { vec![Effect::SaveDrafts] } else { Vec::new() }
}

/// Reads the rows of the current tab. The councils are part of the snapshot, so the start waits for no second reading.
pub fn read(model: &mut Model) -> Vec<Effect> {
    let (round, as_at) = (model.shared.snapshot.round(), model.shared.snapshot.as_at());
    match model.tab {
        Tab::Councils => Vec::new(),
        Tab::Today => vec![Effect::ReadToday(round.id, as_at)],
        Tab::Inbox => {
            model.inbox.mark_loading();
            vec![Effect::ReadInbox(round.id, as_at)]
        }
        Tab::Diary => vec![Effect::ReadDiary(model.diary.request_days(round, as_at), as_at)],
        Tab::Priorities => vec![Effect::ReadPriorities(round.id, as_at)],
    }
}

/// `false` at the start on a tab whose rows were never read: then keys wait for them.
pub fn has_rows(model: &Model) -> bool {
    model.tab != Tab::Today || model.today.is_read()
}

pub fn set_diary(model: &mut Model, days: DateRange, rows: desk::diary::Diary) -> Vec<Effect> {
    if model.diary.set_rows(days, rows, &model.shared) {
        arrived(model, Tab::Diary);
    }
    Vec::new()
}

/// Rows of another view are outdated, so they are read again.
pub fn set_priorities(model: &mut Model, view: (RoundId, NaiveDate), lines: Vec<PriorityLine>) -> Vec<Effect> {
    if view != model.view() {
        return if model.tab == Tab::Priorities { read(model) } else { Vec::new() };
    }
    model.priorities.set_lines(lines);
    arrived(model, Tab::Priorities);
    Vec::new()
}

/// Like [`set_priorities`].
pub fn set_today(model: &mut Model, view: (RoundId, NaiveDate), tasks: Vec<Task>) -> Vec<Effect> {
    if view != model.view() {
        return if model.tab == Tab::Today { read(model) } else { Vec::new() };
    }
    model.today.set_tasks(tasks);
    arrived(model, Tab::Today);
    Vec::new()
}

/// Like [`set_priorities`].
pub fn set_inbox(model: &mut Model, view: (RoundId, NaiveDate), lines: Vec<InboxLine>) -> Vec<Effect> {
    if view != model.view() {
        return if model.tab == Tab::Inbox { read(model) } else { Vec::new() };
    }
    model.inbox.set_lines(lines);
    arrived(model, Tab::Inbox);
    Vec::new()
}

/// Replies that wait for another view are outdated. Those of the new one are read with it.
pub fn set_waiting_replies(model: &mut Model, view: (RoundId, NaiveDate), waiting: WaitingReplies) {
    // Mostly nothing has changed, and the list need not be searched and arranged again.
    if view != model.view() || !model.shared.snapshot.set_waiting_replies(waiting) {
        return;
    }
    for layer in &mut model.layers {
        if let Layer::Council(screen) = layer {
            screen.file.status.waiting = model.shared.snapshot.waiting_reply(screen.id());
        }
    }
    model.search();
    arrange(model);
}

fn arrived(model: &mut Model, tab: Tab) {
    arrange(model);
    if model.awaiting == Some(Awaiting::TabRows(tab)) {
        model.awaiting = None;
    }
}

pub fn arrange(model: &mut Model) {
    match model.tab {
        Tab::Today => model.today.arrange(&model.shared, &model.drafts),
        // The search arranges them itself.
        Tab::Councils => {}
        Tab::Inbox => model.inbox.arrange(&model.shared),
        Tab::Diary => model.diary.arrange(&model.shared),
        Tab::Priorities => model.priorities.arrange(&model.shared),
    }
}

pub fn keep_visible(model: &mut Model) {
    let height = visible_rows(model);
    match model.tab {
        Tab::Today => model.today.keep_visible(height),
        Tab::Councils => model.councils.keep_visible(height),
        Tab::Inbox => model.inbox.keep_visible(height),
        Tab::Diary => model.diary.keep_visible(height),
        Tab::Priorities => model.priorities.keep_visible(height),
    }
}

fn visible_rows(model: &Model) -> usize {
    let size = model.shared.size;
    match model.tab {
        Tab::Today => today::view::visible_rows(size),
        Tab::Councils => frame::list_height(size),
        Tab::Inbox => inbox::layout::visible_rows(size),
        Tab::Diary => diary::view::visible_rows(size),
        Tab::Priorities => priorities::view::visible_rows(size),
    }
}

pub fn apply(model: &mut Model, motion: Motion) {
    let visible = visible_rows(model);
    match model.tab {
        Tab::Today => model.today.apply(motion, visible),
        Tab::Councils => model.councils.apply(motion, visible),
        Tab::Inbox => model.inbox.apply(motion, visible),
        Tab::Diary => model.diary.apply(motion, visible),
        Tab::Priorities => model.priorities.apply(motion, visible),
    }
}

pub fn focused_council(model: &Model) -> Option<&CouncilLine> {
    let snapshot = &model.shared.snapshot;
    match model.tab {
        Tab::Today => model.today.focused_council(snapshot),
        Tab::Councils => model.councils.focused(snapshot),
        Tab::Inbox => model.inbox.focused_council(snapshot),
        Tab::Diary => model.diary.focused_council(snapshot),
        Tab::Priorities => model.priorities.focused_council(snapshot),
    }
}

/// Moves to the next or previous row of another council, and returns that council.
pub fn step_council(model: &mut Model, forward: bool) -> Option<CouncilId> {
    let snapshot = &model.shared.snapshot;
    match model.tab {
        Tab::Today => model.today.step_council(snapshot, forward),
        Tab::Councils => model.councils.step_council(snapshot, forward),
        Tab::Inbox => model.inbox.step_council(snapshot, forward),
        Tab::Diary => model.diary.step_council(snapshot, forward),
        Tab::Priorities => model.priorities.step_council(snapshot, forward),
    }
}

/// Opens the council of the row in focus, at the priority in focus. On a group heading it folds the group.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.tab == Tab::Councils
        && let Some(group) = model.councils.focused_group()
    {
        let folded = !group.folded;
        model.councils.fold(&model.shared, folded);
        return Vec::new();
    }
    if model.tab == Tab::Diary
        && let Some(source) = model.diary.focused_entry().map(|entry| entry.source)
    {
        return open_entry(model, source);
    }
    let priority = model.priorities.focused().filter(|_| model.tab == Tab::Priorities).map(|line| line.id);
    let then = priority.map_or(OnFileRead::Open, OnFileRead::OpenPriority);
    let step = focused_council(model).map(|line| Step::read_file(&model.shared, line.id, then));
    step.map_or_else(Vec::new, |step| apply_step(model, step))
}

/// Opens the form of the event or request that an entry of the diary is derived from.
fn open_entry(model: &mut Model, source: EntrySource) -> Vec<Effect> {
    let step = match (source, model.diary.focused_event()) {
        (EntrySource::Request(id), _) => return requests::open_form(model, Some(id)),
        (EntrySource::Event(_), Some(event)) => {
            let names: Vec<String> = event.councils.iter().map(|id| model.shared.council_name(*id)).collect();
            Step::open_form(event::open_known(event, &names, &model.shared.form_context()))
        }
        (EntrySource::Event(_), None) => Step::info("this event is not on record any more; nothing was changed"),
    };
    apply_step(model, step)
}

/// Where the rows of the list in view are drawn, one on each line.
pub fn list_area(model: &Model) -> Rect {
    let size = model.shared.size;
    match model.tab {
        Tab::Today => today::view::list_area(size),
        Tab::Councils => councils::view::list_area(size),
        Tab::Inbox => inbox::layout::parts(size, false).list,
        Tab::Diary => diary::view::list_area(size),
        Tab::Priorities => priorities::view::list_area(size),
    }
}

/// The rows in view, by their indices.
pub fn shown_rows(model: &Model) -> Range<usize> {
    let list = match model.tab {
        Tab::Today => model.today.list,
        Tab::Councils => model.councils.list,
        Tab::Inbox => model.inbox.list,
        Tab::Diary => model.diary.list,
        Tab::Priorities => model.priorities.list,
    };
    list.offset..(list.offset + visible_rows(model)).min(row_count(model))
}

pub fn row_count(model: &Model) -> usize {
    match model.tab {
        Tab::Today => model.today.rows.len(),
        Tab::Councils => model.councils.rows.len(),
        Tab::Inbox => model.inbox.rows.len(),
        Tab::Diary => model.diary.rows.len(),
        Tab::Priorities => model.priorities.rows.len(),
    }
}

/// Puts the cursor on a row. Returns `false` if it takes none.
pub fn select(model: &mut Model, row: usize) -> bool {
    match model.tab {
        Tab::Today => model.today.list.click(row, &model.today.rows),
        Tab::Councils => model.councils.list.click(row, &model.councils.rows),
        Tab::Inbox => model.inbox.list.click(row, &model.inbox.rows),
        Tab::Diary => model.diary.click(row),
        Tab::Priorities => model.priorities.list.click(row, &model.priorities.rows),
    }
}

/// Whether a cell is in the inbox's pane with the reply.
pub fn is_over_source(model: &Model, cell: Position) -> bool {
    let source = || inbox::layout::parts(model.shared.size, model.inbox.source_in_front).source;
    model.tab == Tab::Inbox && source().contains(cell)
}

/// Whether the cursor is on the heading of a group that folds.
pub fn is_heading(model: &Model) -> bool {
    model.layers.is_empty() && model.tab == Tab::Councils && model.councils.focused_group().is_some()
}
