//! Draws the priorities of all councils.

use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::priority::{Concern, PriorityState};
use charter::priority_line::PriorityLine;
use charter::untrusted::sanitize;
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::screens::councils::cells::day_cell;
use crate::tui::screens::councils::view::highlight;
use crate::tui::screens::priorities::state::{Group, Priorities, Row};
use crate::tui::ui::filter_line::{empty_message, none_left};
use crate::tui::ui::frame;
use crate::tui::ui::frame::{Areas, heading_height, lines, spread};
use crate::tui::ui::scrollbar;
use crate::tui::ui::scrollbar::Scroll;
use crate::tui::ui::text::{column, column_right, fit};
use crate::tui::ui::theme::Role;

/// The lines above the rows: the counts, and the column headings if there is room.
fn lines_above(size: (u16, u16)) -> u16 {
    1 + heading_height(size)
}

pub fn visible_rows(size: (u16, u16)) -> usize {
    usize::from(frame::areas(size).body.height.saturating_sub(lines_above(size)))
}

pub fn list_area(size: (u16, u16)) -> Rect {
    let body = frame::areas(size).body;
    let above = lines_above(size).min(body.height);
    Rect { y: body.y + above, height: body.height - above, ..body }
}

/// Column widths; 0 if a column does not fit.
#[derive(Clone, Copy, Debug)]
struct Columns {
    council: usize,
    text: usize,
    concern: usize,
    due: usize,
    reviewed: usize,
    state: usize,
    noted: usize,
}

const MARKS: usize = 2;
const LONG_TEXT: usize = 64;
/// Room for the names of groups of parishes.
const LONG_NAME: usize = 54;
/// From this width on the column of what needs attention is as wide as its heading.
const ROOM_FOR_HEADING: usize = 70;

impl Columns {
    fn for_width(room: usize) -> Self {
        let council = if room < 60 { 12 } else { (room / 4).min(34) };
        let concern = if room < ROOM_FOR_HEADING { 11 } else { 17 };
        let mut columns = Self { council, text: 12, concern, due: 0, reviewed: 0, state: 0, noted: 0 };
        let mut left = room.saturating_sub(MARKS + council + 1 + columns.text + 1 + columns.concern);
        let wanted: [(&mut usize, usize); 4] =
            [(&mut columns.due, 7), (&mut columns.reviewed, 8), (&mut columns.state, 8), (&mut columns.noted, 7)];
        for (cells, wants) in wanted {
            // The text of the priority matters most: it gets twenty cells before another column does.
            if left < wants + 1 + 8 {
                break;
            }
            left -= wants + 1;
            *cells = wants;
        }
        columns.text += left;
        // Hardly any priority is longer; the names of groups of parishes are.
        let spare = columns.text.saturating_sub(LONG_TEXT).min(LONG_NAME.saturating_sub(columns.council));
        columns.text -= spare;
        columns.council += spare;
        columns
    }
}

/// Draws the filter line, the counts, and the rows.
pub fn draw(frame: &mut Frame<'_>, priorities: &Priorities, shared: &Shared, areas: &Areas) {
    let visible = visible_rows(shared.size);
    let scroll = Scroll { offset: priorities.list.offset, visible, len: priorities.rows.len() };
    let room = usize::from(areas.body.width) - scroll.cells();
    let mut drawn = vec![counts_line(priorities, shared, room)];
    let columns = Columns::for_width(room);
    if heading_height(shared.size) > 0 {
        drawn.push(heading(shared, &columns));
    }
    let rows = priorities.rows.iter().enumerate().skip(priorities.list.offset).take(visible);
    for (index, row) in rows {
        let line = match *row {
            Row::Group(group) => group_line(priorities, shared, &priorities.groups[group], room),
            Row::Priority { line, council } => {
                let Some(line) = priorities.lines.as_ref().and_then(|lines| lines.get(line)) else { continue };
                priority_line(shared, line, &shared.snapshot.lines()[council], &columns)
            }
        };
        drawn.push(marked(shared, line, index == priorities.list.cursor, room));
    }
    if priorities.rows.is_empty() && priorities.lines.is_some() {
        drawn.extend(empty_message(shared, &when_empty(priorities, shared), room));
    }
    lines(frame, areas.body, drawn);
    let above = areas.body.height.saturating_sub(u16::try_from(visible).unwrap_or(u16::MAX));
    let list = Rect { y: areas.body.y + above, height: areas.body.height - above, ..areas.body };
    scrollbar::draw(frame, shared.theme, list, scroll);
}

/// `87 priorities · 12 stale · 3 with overdue actions · 5 due this week`.
pub fn counts_line(priorities: &Priorities, shared: &Shared, room: usize) -> Line<'static> {
    let theme = shared.theme;
    if priorities.lines.is_none() {
        return Line::styled(" reading the priorities", theme.style(Role::Info));
    }
    let counts = priorities.counts;
    let dot = theme.glyphs().dot;
    let concern = |concern, words: &str, role| {
        let n = counts.with(concern);
        Span::styled(format!(" {dot} {n} {words}"), theme.style(if n == 0 { Role::Dim } else { role }))
    };
    // On a narrow terminal the line above names the unit.
    let all = if room < 60 { counts.all.to_string() } else { pluralize(counts.all, "priority") };
    let mut left = vec![Span::styled(format!(" {all}"), theme.style(Role::Strong))];
    let overdue = if room < 100 { "overdue" } else { "with overdue actions" };
    left.push(concern(Concern::Stale, "stale", Role::Warn));
    left.push(concern(Concern::Overdue, overdue, Role::Bad));
    left.push(concern(Concern::DueThisWeek, if room < 70 { "due" } else { "due this week" }, Role::Text));
    let concern_labels: Vec<&str> = priorities.concerns.iter().map(|concern| concern.label()).collect();
    if !concern_labels.is_empty() {
        left.push(Span::styled(format!("   only {}", concern_labels.join(", ")), theme.style(Role::Accent)));
    }
    let right = vec![Span::styled(format!("by {} ", priorities.grouping()), theme.style(Role::Dim))];
    spread(left, right, room)
}

fn heading(shared: &Shared, columns: &Columns) -> Line<'static> {
    let ascii = shared.theme.ascii;
    let mut text = " ".repeat(MARKS);
    text.push_str(&column("council", columns.council, ascii));
    text.push_str(&format!(" {}", column("priority", columns.text, ascii)));
    let concern = if columns.concern < 17 { "  attention" } else { "  needs attention" };
    let cells = [(concern, columns.concern), ("state", columns.state)];
    for (name, cells) in cells.into_iter().filter(|(_, cells)| *cells > 0) {
        text.push_str(&format!(" {}", column(name, cells, ascii)));
    }
    let cells = [("due", columns.due), ("reviewed", columns.reviewed), ("noted", columns.noted)];
    for (name, cells) in cells.into_iter().filter(|(_, cells)| *cells > 0) {
        text.push_str(&format!(" {}", column_right(name, cells, ascii)));
    }
    Line::styled(text, shared.theme.style(Role::Dim))
}

fn group_line(priorities: &Priorities, shared: &Shared, group: &Group, room: usize) -> Line<'static> {
    let theme = shared.theme;
    let name = if group.name.trim().is_empty() {
        format!("no {} yet", priorities.grouping())
    } else {
        sanitize(&group.name).into_owned()
    };
    let left = vec![
        Span::raw("  "),
        Span::styled(fit(&name, room.saturating_sub(MARKS + 16), theme.ascii), theme.style(Role::Strong)),
    ];
    let right = vec![Span::styled(format!("{} of {} ", group.shown, group.of), theme.style(Role::Dim))];
    spread(left, right, room)
}

fn priority_line(shared: &Shared, line: &PriorityLine, council: &CouncilLine, columns: &Columns) -> Line<'static> {
    let (theme, as_at, ascii) = (shared.theme, shared.snapshot.as_at(), shared.theme.ascii);
    let status = &line.status;
    let (mut words, role) = concern_cell(line, as_at);
    let is_closed = !status.state.is_open();
    if is_closed && columns.state == 0 {
        words = format!("  {}", state_label(line));
    }
    let mut spans = vec![
        Span::raw("  "),
        Span::styled(column(&council.name.sanitized(), columns.council, ascii), theme.style(Role::Dim)),
        Span::styled(
            format!(" {}", column(&line.text.sanitized(), columns.text, ascii)),
            theme.style(if is_closed { Role::Dim } else { Role::Text }),
        ),
        Span::styled(format!(" {}", column(&words, columns.concern, ascii)), theme.style(role)),
    ];
    if columns.state > 0 {
        let role = if status.state == PriorityState::Agreed { Role::Text } else { Role::Dim };
        let state = column(state_label(line), columns.state, ascii);
        spans.push(Span::styled(format!(" {state}"), theme.style(role)));
    }
    let days =
        [(status.next_due, columns.due), (status.reviewed_on, columns.reviewed), (status.progress_on, columns.noted)];
    for (on, cells) in days.into_iter().filter(|(_, cells)| *cells > 0) {
        let text = on.map_or_else(|| theme.glyphs().empty.to_owned(), |on| day_cell(on, as_at));
        let role = if on.is_some() { Role::Text } else { Role::Dim };
        spans.push(Span::styled(format!(" {}", column_right(&text, cells, ascii)), theme.style(role)));
    }
    Line::from(spans)
}

/// Of a closed priority the class of its outcome.
fn state_label(line: &PriorityLine) -> &'static str {
    match &line.closed {
        Some(closing) if line.status.state == PriorityState::Closed => closing.class(),
        _ => line.status.state.label(),
    }
}

/// The most urgent concern, in a word under its mark.
fn concern_cell(line: &PriorityLine, as_at: NaiveDate) -> (String, Role) {
    match line.concerns(as_at).first() {
        Some(Concern::Overdue) => ("! overdue".to_owned(), Role::Bad),
        Some(Concern::DueThisWeek) => ("  this week".to_owned(), Role::Text),
        Some(Concern::Stale) => ("? stale".to_owned(), Role::Warn),
        Some(Concern::Untouched) => ("? not begun".to_owned(), Role::Warn),
        None => (String::new(), Role::Dim),
    }
}

/// Marks the row in focus in its first cell.
fn marked(shared: &Shared, mut line: Line<'static>, focused: bool, room: usize) -> Line<'static> {
    if let Some(first) = line.spans.first_mut().filter(|_| focused) {
        *first = Span::styled(format!("{} ", shared.cursor_mark(true)), shared.theme.style(Role::Accent));
    }
    highlight(line, focused, shared, room)
}

/// Names the filter that leaves no priorities, and the key that clears it.
fn when_empty(priorities: &Priorities, shared: &Shared) -> String {
    let filter = &shared.search.filter;
    if filter.is_empty() && priorities.concerns.is_empty() {
        return "No priority is agreed yet: they come with returns. 1 shows the councils, r records a return."
            .to_owned();
    }
    let what: Vec<&str> = priorities.concerns.iter().map(|concern| concern.label()).collect();
    let what = if what.is_empty() { String::new() } else { format!(" that is {}", what.join(" or ")) };
    let whose = none_left(filter);
    let whose = if whose.is_empty() { String::new() } else { format!(" for a council {whose}") };
    format!("No priority{what}{whose}. Esc clears every filter.")
}
