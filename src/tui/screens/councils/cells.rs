//! The cells of a council's row.

use charter::council_line::CouncilLine;
use charter::list_column::{Cell, ListColumn};
use charter::response_group::ResponseGroup;
use charter::search_key::FoundBy;
use charter::status::{CouncilStatus, Flag, Status};
use charter::untrusted::sanitize;
use chrono::{Datelike, NaiveDate};
use ratatui::text::Span;

use crate::tui::ui::text::{column, column_right, fit, width};
use crate::tui::ui::theme::{Role, Theme};

/// A column with its width in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    pub column: ListColumn,
    pub cells: usize,
}

/// Behind a name that is only the parish's.
pub const PARISH_NOTE: &str = " (parish)";

/// The row's cells, each with the space before it, except the first.
pub fn cells(
    (line, found_by): (&CouncilLine, Option<FoundBy>),
    placed: &[Placed],
    as_at: NaiveDate,
    theme: Theme,
) -> Vec<Span<'static>> {
    let mut spans = Vec::with_capacity(placed.len() + 2);
    for (index, one) in placed.iter().enumerate() {
        let gap = if index > 0 { " " } else { "" };
        match one.column {
            ListColumn::Council => {
                spans.push(Span::raw(gap));
                spans.extend(name_cell(line, found_by, one.cells, theme));
            }
            ListColumn::Status => {
                let (mark, word, role) = status_cell(&line.status);
                let text = column(&format!("{mark} {word}"), one.cells, theme.ascii);
                spans.push(Span::styled(format!("{gap}{text}"), theme.style(role)));
            }
            other => {
                let text = cell_text(other, line, as_at);
                let role = if text.is_some() { Role::Text } else { Role::Dim };
                let text = text.unwrap_or_else(|| theme.glyphs().empty.to_owned());
                // The space before a cell has the cell's style, so that a row of empty cells is one span.
                spans
                    .push(Span::styled(format!("{gap}{}", aligned(other, &text, one.cells, theme)), theme.style(role)));
            }
        }
    }
    spans
}

/// Cut or padded to the column's width.
pub fn aligned(of: ListColumn, text: &str, cells: usize, theme: Theme) -> String {
    if of.is_right_aligned() { column_right(text, cells, theme.ascii) } else { column(text, cells, theme.ascii) }
}

fn cell_text(column: ListColumn, line: &CouncilLine, as_at: NaiveDate) -> Option<String> {
    match column.cell(line) {
        Cell::Blank => None,
        Cell::Number(number) => Some(number.to_string()),
        Cell::Day(on) => Some(day_cell(on, as_at)),
        Cell::Text(text) => Some(sanitize(&text).into_owned()),
    }
}

/// The name, with a note if it is only the parish's, or if the council was found by another field.
fn name_cell(line: &CouncilLine, found_by: Option<FoundBy>, cells: usize, theme: Theme) -> Vec<Span<'static>> {
    let name = line.name.sanitized();
    let note = match found_by {
        Some(by) => format!(" (by {by})"),
        None if line.name_confirmed => String::new(),
        None => PARISH_NOTE.to_owned(),
    };
    if note.is_empty() {
        return vec![Span::raw(column(&shorten_name(&name, cells), cells, theme.ascii))];
    }
    let room = cells.saturating_sub(width(&note));
    let name = fit(&shorten_name(&name, room), room, theme.ascii);
    let rest = cells.saturating_sub(width(&name));
    vec![Span::raw(name), Span::styled(column(&note, rest, theme.ascii), theme.style(Role::Dim))]
}

/// The cells that a name gets at most where other words follow: the longest of the register has 54.
pub const MOST_OF_NAME: usize = 56;

/// A long name drops "Parish Council" and the like first: the place identifies the council.
pub fn shorten_name(name: &str, cells: usize) -> String {
    let place = [" Group Parish Council", " Parish Council", " Town Council", " Parish Meeting"]
        .into_iter()
        .find_map(|body| name.strip_suffix(body));
    match place {
        Some(place) if width(name) > cells => format!("{place} …"),
        _ => name.to_owned(),
    }
}

/// The mark, words and role of the most urgent status.
pub fn status_cell(status: &CouncilStatus) -> (&'static str, String, Role) {
    let (mark, role) = match (status.missed, status.status) {
        _ if status.waiting.is_some() => ("?", Role::Warn),
        _ if status.flags.has(Flag::Conflict) => return ("?", Flag::Conflict.to_string(), Role::Warn),
        _ if status.flags.has(Flag::NeedsChoice) => return ("?", Flag::NeedsChoice.to_string(), Role::Warn),
        (Some(ResponseGroup::Silent | ResponseGroup::NeverReached), _) => ("!", Role::Bad),
        (Some(ResponseGroup::Late), _) => ("!", Role::Warn),
        (_, Status::Holding | Status::Partial) => ("?", Role::Warn),
        (_, Status::Undelivered | Status::NotSent) => ("!", Role::Bad),
        (_, Status::Awaiting) if status.flags.has(Flag::DueSoon) => {
            return ("?", Flag::DueSoon.to_string(), Role::Warn);
        }
        (_, Status::Confirmed) => (" ", Role::Good),
        _ => (" ", Role::Dim),
    };
    (mark, status.describe(), role)
}

/// Without the year in the as-at day's year, else without the day.
pub fn day_cell(on: NaiveDate, as_at: NaiveDate) -> String {
    on.format(if on.year() == as_at.year() { "%-d %b" } else { "%b %Y" }).to_string()
}
