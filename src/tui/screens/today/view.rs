//! Draws the tasks of the day.

use charter::calendar::format_full;
use desk::today::{Section, Task};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::councils::cells::{MOST_OF_NAME, day_cell, shorten_name};
use crate::tui::screens::councils::view::highlight;
use crate::tui::screens::today::state::{Row, Today};
use crate::tui::ui::filter_line::{empty_message, none_left};
use crate::tui::ui::frame;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::scrollbar;
use crate::tui::ui::scrollbar::Scroll;
use crate::tui::ui::text::{column, column_right, fit};
use crate::tui::ui::theme::Role;

const MARKS: usize = 2;
const DAY: usize = 9;

/// The line above the rows: the day and the number of tasks.
const LINES_ABOVE: u16 = 1;

pub fn visible_rows(size: (u16, u16)) -> usize {
    usize::from(frame::areas(size).body.height.saturating_sub(LINES_ABOVE))
}

pub fn list_area(size: (u16, u16)) -> Rect {
    let body = frame::areas(size).body;
    let above = LINES_ABOVE.min(body.height);
    Rect { y: body.y + above, height: body.height - above, ..body }
}

pub fn draw(frame: &mut Frame<'_>, today: &Today, shared: &Shared, areas: &Areas) {
    let visible = visible_rows(shared.size);
    let scroll = Scroll { offset: today.list.offset, visible, len: today.rows.len() };
    let room = usize::from(areas.body.width) - scroll.cells();
    let mut drawn = vec![title(today, shared)];
    let rows = today.rows.iter().enumerate().skip(today.list.offset).take(visible);
    drawn.extend(rows.map(|(index, row)| {
        let focused = index == today.list.cursor;
        match row {
            Row::Section(section, count) => heading(shared, *section, *count),
            Row::Task(task) => task_line(shared, today, &today.tasks[*task], focused, room),
            Row::More(_, count) => more_line(shared, *count, focused, room),
        }
    }));
    if today.rows.is_empty() && today.is_read() {
        drawn.extend(empty_message(shared, &when_empty(shared), room));
    }
    lines(frame, areas.body, drawn);
    scrollbar::draw(frame, shared.theme, list_area(shared.size), scroll);
}

pub fn title(today: &Today, shared: &Shared) -> Line<'static> {
    let theme = shared.theme;
    if !today.is_read() {
        return Line::styled(" reading what there is to do", theme.style(Role::Info));
    }
    let mut spans = vec![Span::styled(format!(" {}", format_full(shared.snapshot.as_at())), theme.style(Role::Strong))];
    if !today.tasks.is_empty() {
        let to_do = format!(" {} {} to do", theme.glyphs().dot, today.tasks.len());
        spans.push(Span::styled(to_do, theme.style(Role::Text)));
    }
    Line::from(spans)
}

fn heading(shared: &Shared, section: Section, count: usize) -> Line<'static> {
    let theme = shared.theme;
    let indent = Span::raw(" ".repeat(MARKS));
    if count == 0 {
        return Line::from(vec![indent, Span::styled(format!("{section}: none"), theme.style(Role::Dim))]);
    }
    let role = if section == Section::ActionsOverdue { Role::Bad } else { Role::Strong };
    Line::from(vec![
        indent,
        Span::styled(section.label(), theme.style(role)),
        Span::styled(format!(" {count}"), theme.style(Role::Dim)),
    ])
}

/// The council, the day, and what there is to do.
fn task_line(shared: &Shared, today: &Today, task: &Task, focused: bool, room: usize) -> Line<'static> {
    let (theme, snapshot) = (shared.theme, &shared.snapshot);
    let names = if room < 56 { 14 } else { (room * 2 / 5).min(MOST_OF_NAME) };
    let (name, role) = name(shared, today, task);
    let day =
        task.on.map(|on| if on == snapshot.as_at() { "today".to_owned() } else { day_cell(on, snapshot.as_at()) });
    let day_role = if day.is_some() { Role::Text } else { Role::Dim };
    let day = day.unwrap_or_else(|| theme.glyphs().empty.to_owned());
    let left = room.saturating_sub(MARKS + 2 + names + DAY + 3);
    let spans = vec![
        mark(shared, focused),
        Span::styled(format!("  {}", column(&shorten_name(&name, names), names, theme.ascii)), theme.style(role)),
        Span::styled(column_right(&day, DAY, theme.ascii), theme.style(day_role)),
        Span::styled(format!("  {}", fit(&task.words, left, theme.ascii)), theme.style(Role::Text)),
    ];
    highlight(Line::from(spans), focused, shared, room)
}

/// The council; a likely one has a question mark.
pub fn name(shared: &Shared, today: &Today, task: &Task) -> (String, Role) {
    if let Some(line) = today.council_of(task, &shared.snapshot) {
        return (line.name.sanitized().into_owned(), Role::Text);
    }
    match task.councils.as_slice() {
        [likely] if !task.is_certain => (format!("? {}", shared.council_name(*likely)), Role::Warn),
        _ => (task.from.clone(), Role::Dim),
    }
}

fn more_line(shared: &Shared, count: usize, focused: bool, room: usize) -> Line<'static> {
    let key = shared.keymap.key(Cmd::OpenTask).unwrap_or_default();
    let words = fit(&format!("  and {count} more: {key} shows them"), room.saturating_sub(MARKS), shared.theme.ascii);
    let spans = vec![mark(shared, focused), Span::styled(words, shared.theme.style(Role::Dim))];
    highlight(Line::from(spans), focused, shared, room)
}

fn mark(shared: &Shared, focused: bool) -> Span<'static> {
    let mark = shared.cursor_mark(focused);
    Span::styled(format!("{mark} "), shared.theme.style(Role::Accent))
}

fn when_empty(shared: &Shared) -> String {
    let key = |command| shared.keymap.key(command).unwrap_or_default();
    let filter = &shared.search.filter;
    if filter.is_empty() {
        return format!(
            "Nothing is waiting for you today: no reply, no meeting, nothing owed and nothing overdue. {} shows the \
             councils, {} the diary.",
            key(Cmd::ToCouncils),
            key(Cmd::ToDiary)
        );
    }
    format!("Nothing to do today for a council {}. {} clears every filter.", none_left(filter), key(Cmd::ClearFilters))
}
