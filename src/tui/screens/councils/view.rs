//! Draws the list of councils; builds only the visible rows.

use charter::council_line::CouncilLine;
use charter::response_group::{REPLY_WAITING, ResponseCounts, ResponseGroup, WAITING_STEP};
use charter::search_key::FoundBy;
use charter::status::{CouncilStatus, Flag, Status};
use charter::untrusted::{Untrusted, sanitize};
use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::screens::councils::pane;
use crate::tui::screens::councils::state::{Councils, Group, GroupKey, Row};
use crate::tui::ui::bar::{percent, stacked};
use crate::tui::ui::filter_line::none_left;
use crate::tui::ui::frame::{Areas, WIDE, heading_height, lines, spread};
use crate::tui::ui::gauge::group_parts;
use crate::tui::ui::text::{column, column_right, fit, width};
use crate::tui::ui::theme::{Role, Theme};
use crate::tui::ui::{filter_line, frame};

/// Column widths; 0 if a column does not fit.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    name: usize,
    status: usize,
    heard: usize,
    priorities: usize,
    method: usize,
    frequency: usize,
    seen: usize,
    next: usize,
}

const NAME_LEAST: usize = 23;
const NAME_MOST: usize = 48;
/// `! assumed declined (silent)`.
const STATUS: usize = 27;
const MARKS: usize = 3;
/// Below this width headings are short.
const NARROW: usize = 60;

impl Columns {
    fn for_width(room: usize) -> Self {
        let mut columns = Self { name: NAME_LEAST, status: STATUS, ..Self::default() };
        let mut left = room.saturating_sub(MARKS + NAME_LEAST + 1 + columns.status);
        let wanted: [(&mut usize, usize); 6] = [
            (&mut columns.heard, 8),
            (&mut columns.priorities, 3),
            (&mut columns.method, 10),
            (&mut columns.frequency, 11),
            (&mut columns.seen, 8),
            (&mut columns.next, 8),
        ];
        for (column, cells) in wanted {
            if left < cells + 1 {
                break;
            }
            left -= cells + 1;
            *column = cells;
        }
        columns.name = (NAME_LEAST + left).min(NAME_MOST).min(room.saturating_sub(MARKS + 1 + columns.status).max(8));
        columns
    }
}

/// Draws the list, and the pane beside it if there is room.
pub fn draw(frame: &mut Frame<'_>, councils: &Councils, shared: &Shared, areas: &Areas) {
    let (list, pane) = parts(areas.body);
    draw_list(frame, councils, shared, list);
    if pane.width > 0 {
        pane::draw(frame, councils, shared, pane);
    }
}

/// The list with its headings, and the pane beside it.
fn parts(body: Rect) -> (Rect, Rect) {
    let pane = if body.width >= WIDE { (body.width * 2 / 5).min(46) } else { 0 };
    let list = Rect { width: body.width - pane, ..body };
    (list, Rect { x: list.right(), width: pane, ..body })
}

/// Where the rows are, without the headings.
pub fn list_area(size: (u16, u16)) -> Rect {
    let (list, above) = (parts(frame::areas(size).body).0, heading_height(size));
    Rect { y: list.y + above, height: list.height.saturating_sub(above), ..list }
}

fn draw_list(frame: &mut Frame<'_>, councils: &Councils, shared: &Shared, area: Rect) {
    let room = usize::from(area.width);
    let columns = Columns::for_width(room);
    let mut drawn = Vec::with_capacity(area.height.into());
    if heading_height(shared.size) > 0 {
        drawn.push(heading(&columns, shared.theme));
    }
    let height = usize::from(area.height).saturating_sub(drawn.len());
    if councils.rows.is_empty() {
        drawn.extend(when_empty(shared, room));
    }
    let rows = councils.rows.iter().enumerate().skip(councils.list.offset).take(height);
    for (index, row) in rows {
        let focused = index == councils.list.cursor;
        let line = match row {
            Row::Group(group) => group_line(shared, &councils.groups[*group], focused, room),
            Row::Council(index) => council_line(councils, shared, *index, &columns, focused, room),
        };
        drawn.push(line);
    }
    lines(frame, area, drawn);
}

fn heading(columns: &Columns, theme: Theme) -> Line<'static> {
    let mut text = " ".repeat(MARKS);
    let mut cell = |name: &str, cells: usize, right: bool| {
        if cells > 0 {
            text.push_str(&if right {
                column_right(name, cells, theme.ascii)
            } else {
                column(name, cells, theme.ascii)
            });
            text.push(' ');
        }
    };
    cell("council", columns.name, false);
    cell("  status", columns.status, false);
    cell("heard", columns.heard, true);
    cell("pri", columns.priorities, true);
    cell("method", columns.method, false);
    cell("how often", columns.frequency, false);
    cell("seen", columns.seen, true);
    cell("next", columns.next, true);
    Line::styled(text, theme.style(Role::Dim))
}

pub fn group_line(shared: &Shared, group: &Group, focused: bool, room: usize) -> Line<'static> {
    let (theme, glyphs) = (shared.theme, shared.theme.glyphs());
    let mark = if focused { glyphs.cursor } else { " " };
    let fold = if group.folded { glyphs.folded } else { glyphs.open };
    let mut left = vec![Span::styled(mark, theme.style(Role::Accent)), Span::raw(format!("{fold} "))];
    let right = match &group.key {
        GroupKey::County(name) => {
            left.push(Span::styled(fit(&sanitize(name), room / 2, theme.ascii), theme.style(Role::Strong)));
            county_counts(shared, &shared.snapshot.county(&Untrusted::from(name.as_str())), group.shown, room)
        }
        GroupKey::Waiting => {
            left.extend(heading_with_step(shared, ("?", REPLY_WAITING, WAITING_STEP), room));
            shown_of(shared, group.shown, shared.snapshot.counts.missed_waiting(), "")
        }
        GroupKey::Missed(missed) => {
            let mark = if *missed == ResponseGroup::Incomplete { "?" } else { "!" };
            left.extend(heading_with_step(shared, (mark, missed.label(), missed.next_step()), room));
            let counts = shared.snapshot.counts;
            let waiting = match counts.waiting_in(*missed) {
                0 => String::new(),
                n => format!(", {n} above"),
            };
            shown_of(shared, group.shown, counts.count(*missed), &waiting)
        }
    };
    highlight(spread(left, right, room), focused, shared, room)
}

/// The mark and the group's word, then the next step if there is room.
fn heading_with_step(shared: &Shared, (mark, word, step): (&str, &str, &str), room: usize) -> Vec<Span<'static>> {
    let mut spans = vec![Span::styled(format!("{mark} {word}"), shared.theme.style(Role::Bad))];
    if room >= NARROW {
        spans.push(Span::styled(format!(": {step}"), shared.theme.style(Role::Dim)));
    }
    spans
}

fn shown_of(shared: &Shared, shown: usize, total: usize, note: &str) -> Vec<Span<'static>> {
    vec![Span::styled(format!("{shown} of {total}{note} "), shared.theme.style(Role::Dim))]
}

/// Without a filter how the county responded; with one how much of it is shown.
fn county_counts(shared: &Shared, counts: &ResponseCounts, shown: usize, room: usize) -> Vec<Span<'static>> {
    let (theme, snapshot) = (shared.theme, &shared.snapshot);
    if !snapshot.is_complete() {
        return Vec::new();
    }
    if !shared.search.filter.is_empty() {
        return shown_of(shared, shown, counts.total(), " shown");
    }
    let is_past = snapshot.round().is_past(snapshot.as_at());
    let in_time = ResponseGroup::of_day(is_past)[0];
    let text = format!("{} of {} {in_time} ", counts.in_time(), counts.total());
    let mut right = vec![Span::styled(text, theme.style(Role::Dim))];
    if room >= NARROW {
        right.push(Span::raw(" "));
        right.extend(stacked(&group_parts(counts, is_past), 12, theme));
        let percent = percent(counts.in_time(), counts.total());
        right.push(Span::styled(format!(" {percent:>5} "), theme.style(Role::Dim)));
    }
    right
}

fn council_line(
    councils: &Councils,
    shared: &Shared,
    index: u32,
    columns: &Columns,
    focused: bool,
    room: usize,
) -> Line<'static> {
    let line = &shared.snapshot.lines()[index as usize];
    let (theme, glyphs, as_at) = (shared.theme, shared.theme.glyphs(), shared.snapshot.as_at());
    let tagged = councils.tagged.contains(&line.id);
    let council_status = &line.status;
    let mut spans = vec![
        Span::styled(if focused { glyphs.cursor } else { " " }, theme.style(Role::Accent)),
        Span::styled(if tagged { glyphs.tag } else { " " }, theme.style(Role::Warn)),
        Span::raw(" "),
    ];
    let found_by = shared.search.found_by(index);
    spans.extend(name_cell(line, found_by, columns.name, theme));
    let (mark, word, role) = status_cell(council_status);
    spans.push(Span::styled(column(&format!("{mark} {word}"), columns.status, theme.ascii), theme.style(role)));
    let mut cell = |text: Option<String>, cells: usize, right: bool| {
        if cells == 0 {
            return;
        }
        let style = theme.style(if text.is_some() { Role::Text } else { Role::Dim });
        let text = text.unwrap_or_else(|| glyphs.empty.to_owned());
        let text = if right { column_right(&text, cells, theme.ascii) } else { column(&text, cells, theme.ascii) };
        // The space before a cell has the cell's style, so that a row of empty cells is one span.
        spans.push(Span::styled(format!(" {text}"), style));
    };
    let day = |on: Option<NaiveDate>| on.map(|on| day_cell(on, as_at));
    cell(day(council_status.heard_on), columns.heard, true);
    cell((council_status.priorities > 0).then(|| council_status.priorities.to_string()), columns.priorities, true);
    cell(council_status.method.as_ref().map(|method| sanitize(method.label()).into_owned()), columns.method, false);
    cell(council_status.frequency.as_ref().map(|often| sanitize(often.label()).into_owned()), columns.frequency, false);
    cell(day(council_status.engagement.last_seen_on), columns.seen, true);
    cell(day(council_status.engagement.next_meeting_on), columns.next, true);
    highlight(Line::from(spans), focused, shared, room)
}

/// The name, with a note if it is only the parish's, or if the council was found by another field.
fn name_cell(line: &CouncilLine, found_by: Option<FoundBy>, cells: usize, theme: Theme) -> Vec<Span<'static>> {
    let name = line.name.sanitized();
    let note = match found_by {
        Some(by) => format!(" (by {by})"),
        None if line.name_confirmed => String::new(),
        None => " (parish)".to_owned(),
    };
    if note.is_empty() {
        return vec![Span::raw(column(&shorten_name(&name, cells), cells, theme.ascii)), Span::raw(" ")];
    }
    let room = cells.saturating_sub(width(&note));
    let name = fit(&shorten_name(&name, room), room, theme.ascii);
    let rest = cells - width(&name);
    vec![Span::raw(name), Span::styled(column(&note, rest, theme.ascii), theme.style(Role::Dim)), Span::raw(" ")]
}

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
fn status_cell(status: &CouncilStatus) -> (&'static str, String, Role) {
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

/// Extends the row in focus to the edge; dimmer below a layer.
pub fn highlight(mut line: Line<'static>, focused: bool, shared: &Shared, room: usize) -> Line<'static> {
    if focused {
        let used: usize = line.spans.iter().map(|span| width(&span.content)).sum();
        line.spans.push(Span::raw(" ".repeat(room.saturating_sub(used))));
        let style = if !shared.tab_in_front { Style::default() } else { shared.theme.selection() };
        line = line.patch_style(style);
    }
    line
}

/// Names the filter that leaves no councils, and the key that clears it.
fn when_empty(shared: &Shared, room: usize) -> Vec<Line<'static>> {
    let text = format!("No council {}. Esc clears every filter.", none_left(&shared.search.filter));
    filter_line::empty_message(shared, &text, room)
}
