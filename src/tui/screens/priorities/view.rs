//! The priorities of all councils, drawn.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::model::Model;
use crate::tui::screens::councils::view::{day_cell, highlight};
use crate::tui::screens::priorities::state::{Group, Row};
use crate::tui::ui::filter_line::{none_left, told};
use crate::tui::ui::frame::{Areas, heading_height, lines, spread};
use crate::tui::ui::text::{column, column_right, fit};
use crate::tui::ui::theme::Role;
use crate::tui::ui::{filter_line, frame};
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::priority::{Concern, PriorityState};
use charter::priority_line::PriorityLine;
use charter::untrusted::sanitize;

/// How many lines stand over the rows: the counts, and the names of the columns where there is room.
fn over(model: &Model) -> u16 {
    1 + heading_height(model)
}

/// How many rows are drawn.
pub fn visible_rows(model: &Model) -> usize {
    usize::from(frame::areas(model.size).body.height.saturating_sub(over(model)))
}

/// The row of the terminal on which the first row is drawn.
pub fn list_top(model: &Model) -> u16 {
    frame::areas(model.size).body.y + over(model)
}

/// How wide each column is; one that does not fit has no width.
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

impl Columns {
    fn for_width(room: usize) -> Self {
        let council = if room < 60 { 12 } else { (room / 4).min(34) };
        let mut columns = Self { council, text: 12, concern: 11, due: 0, reviewed: 0, state: 0, noted: 0 };
        let mut left = room.saturating_sub(MARKS + council + 1 + columns.text + 1 + columns.concern);
        let wanted: [(&mut usize, usize); 4] =
            [(&mut columns.due, 7), (&mut columns.reviewed, 8), (&mut columns.state, 8), (&mut columns.noted, 7)];
        for (cells, wants) in wanted {
            // The words of the priority are what the list is read for: they have twenty cells before a column is added.
            if left < wants + 1 + 8 {
                break;
            }
            left -= wants + 1;
            *cells = wants;
        }
        columns.text += left;
        columns
    }
}

/// Draws the filter line, the counts, and the rows.
pub fn draw(frame: &mut Frame<'_>, model: &Model, areas: &Areas) {
    filter_line::draw(frame, model, areas);
    let room = usize::from(areas.body.width);
    let priorities = &model.priorities;
    let mut drawn = vec![counted(model, room)];
    let columns = Columns::for_width(room);
    if heading_height(model) > 0 {
        drawn.push(heading(model, &columns));
    }
    let rows = priorities.rows.iter().enumerate().skip(priorities.offset).take(visible_rows(model));
    for (place, row) in rows {
        let line = match *row {
            Row::Group(group) => group_line(model, &priorities.groups[group], room),
            Row::Priority { line, council } => {
                let Some(line) = priorities.lines.as_ref().and_then(|lines| lines.get(line)) else { continue };
                priority_line(model, line, &model.snapshot.lines()[council], &columns)
            }
        };
        drawn.push(marked(model, line, place == priorities.cursor, room));
    }
    if priorities.rows.is_empty() && priorities.lines.is_some() {
        drawn.extend(told(model, &when_empty(model), room));
    }
    lines(frame, areas.body, drawn);
}

/// `87 priorities · 12 stale · 3 with overdue actions · 5 due this week`.
fn counted(model: &Model, room: usize) -> Line<'static> {
    let (theme, priorities) = (model.theme, &model.priorities);
    if priorities.lines.is_none() {
        return Line::styled(" reading the priorities", theme.style(Role::Info));
    }
    let counts = priorities.counts;
    let dot = theme.glyphs().dot;
    let concern = |concern, words: &str, role| {
        let n = counts.with(concern);
        Span::styled(format!(" {dot} {n} {words}"), theme.style(if n == 0 { Role::Dim } else { role }))
    };
    // On a narrow terminal the line above says what is counted.
    let all = if room < 60 { counts.all.to_string() } else { pluralize(counts.all, "priority") };
    let mut left = vec![Span::styled(format!(" {all}"), theme.style(Role::Strong))];
    let overdue = if room < 100 { "overdue" } else { "with overdue actions" };
    left.push(concern(Concern::Stale, "stale", Role::Warn));
    left.push(concern(Concern::Overdue, overdue, Role::Bad));
    left.push(concern(Concern::DueThisWeek, if room < 70 { "due" } else { "due this week" }, Role::Text));
    let shown: Vec<&str> = priorities.concerns.iter().map(|concern| concern.label()).collect();
    if !shown.is_empty() {
        left.push(Span::styled(format!("   only {}", shown.join(", ")), theme.style(Role::Accent)));
    }
    let right = vec![Span::styled(format!("by {} ", priorities.grouping()), theme.style(Role::Dim))];
    spread(left, right, room)
}

fn heading(model: &Model, columns: &Columns) -> Line<'static> {
    let ascii = model.theme.ascii;
    let mut text = " ".repeat(MARKS);
    text.push_str(&column("council", columns.council, ascii));
    text.push_str(&format!(" {}", column("priority", columns.text, ascii)));
    let cells = [("  calls for", columns.concern), ("state", columns.state)];
    for (name, cells) in cells.into_iter().filter(|(_, cells)| *cells > 0) {
        text.push_str(&format!(" {}", column(name, cells, ascii)));
    }
    let cells = [("due", columns.due), ("reviewed", columns.reviewed), ("noted", columns.noted)];
    for (name, cells) in cells.into_iter().filter(|(_, cells)| *cells > 0) {
        text.push_str(&format!(" {}", column_right(name, cells, ascii)));
    }
    Line::styled(text, model.theme.style(Role::Dim))
}

fn group_line(model: &Model, group: &Group, room: usize) -> Line<'static> {
    let theme = model.theme;
    let name = if group.name.trim().is_empty() {
        format!("no {} yet", model.priorities.grouping())
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

fn priority_line(model: &Model, line: &PriorityLine, council: &CouncilLine, columns: &Columns) -> Line<'static> {
    let (theme, as_at, ascii) = (model.theme, model.snapshot.as_at(), model.theme.ascii);
    let standing = &line.standing;
    let (mut words, role) = concern_cell(line, as_at);
    let ended = !standing.carried.is_open();
    if ended && columns.state == 0 {
        words = format!("  {}", standing.carried);
    }
    let mut spans = vec![
        Span::raw("  "),
        Span::styled(column(&council.name.sanitized(), columns.council, ascii), theme.style(Role::Dim)),
        Span::styled(
            format!(" {}", column(&line.text.sanitized(), columns.text, ascii)),
            theme.style(if ended { Role::Dim } else { Role::Text }),
        ),
        Span::styled(format!(" {}", column(&words, columns.concern, ascii)), theme.style(role)),
    ];
    if columns.state > 0 {
        let role = if standing.carried == PriorityState::Agreed { Role::Text } else { Role::Dim };
        let state = column(standing.carried.label(), columns.state, ascii);
        spans.push(Span::styled(format!(" {state}"), theme.style(role)));
    }
    let days = [
        (standing.next_due, columns.due),
        (standing.reviewed_on, columns.reviewed),
        (standing.progress_on, columns.noted),
    ];
    for (on, cells) in days.into_iter().filter(|(_, cells)| *cells > 0) {
        let text = on.map_or_else(|| theme.glyphs().empty.to_owned(), |on| day_cell(on, as_at));
        let role = if on.is_some() { Role::Text } else { Role::Dim };
        spans.push(Span::styled(format!(" {}", column_right(&text, cells, ascii)), theme.style(role)));
    }
    Line::from(spans)
}

/// What calls for attention first, in a word under its mark.
fn concern_cell(line: &PriorityLine, as_at: NaiveDate) -> (String, Role) {
    match line.concerns(as_at).first() {
        Some(Concern::Overdue) => ("! overdue".to_owned(), Role::Bad),
        Some(Concern::DueThisWeek) => ("  this week".to_owned(), Role::Text),
        Some(Concern::Stale) => ("? stale".to_owned(), Role::Warn),
        Some(Concern::Untouched) => ("? not begun".to_owned(), Role::Warn),
        None => (String::new(), Role::Dim),
    }
}

/// The row in focus carries a mark in its first cell.
fn marked(model: &Model, mut line: Line<'static>, focused: bool, room: usize) -> Line<'static> {
    if let Some(first) = line.spans.first_mut().filter(|_| focused) {
        *first = Span::styled(format!("{} ", model.theme.glyphs().cursor), model.theme.style(Role::Accent));
    }
    highlight(line, focused, model, room)
}

/// Which filter leaves no priorities, and how to clear it.
fn when_empty(model: &Model) -> String {
    let filter = &model.councils.filter;
    if filter.is_empty() && model.priorities.concerns.is_empty() {
        return "No priority is agreed yet: they come with returns. 1 goes to the councils, r records a return."
            .to_owned();
    }
    let what: Vec<&str> = model.priorities.concerns.iter().map(|concern| concern.label()).collect();
    let what = if what.is_empty() { String::new() } else { format!(" that is {}", what.join(" or ")) };
    let whose = none_left(filter);
    let whose = if whose.is_empty() { String::new() } else { format!(" of a council {whose}") };
    format!("No priority{what}{whose}. Esc clears every filter.")
}
