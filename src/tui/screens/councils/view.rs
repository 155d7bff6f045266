//! Draws the list of councils; builds only the visible rows.

use charter::list_column::ListColumn;
use charter::list_table::ListSort;
use charter::response_group::{REPLY_WAITING, ResponseCounts, ResponseGroup, WAITING_STEP};
use charter::untrusted::{Untrusted, sanitize};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::screens::councils::cells::{Placed, aligned, cells};
use crate::tui::screens::councils::layout::MARKS;
use crate::tui::screens::councils::state::{Councils, Group, GroupKey, Row};
use crate::tui::screens::councils::{layout, pane};
use crate::tui::ui::bar::{percent, stacked};
use crate::tui::ui::filter_line::none_left;
use crate::tui::ui::frame::{Areas, WIDE, heading_height, lines, spread};
use crate::tui::ui::gauge::group_parts;
use crate::tui::ui::hit::{self, Hit, Target};
use crate::tui::ui::scrollbar;
use crate::tui::ui::scrollbar::Scroll;
use crate::tui::ui::text::{fit, width};
use crate::tui::ui::theme::{Role, Theme};
use crate::tui::ui::{filter_line, frame};

/// Below this width headings are short.
const NARROW: usize = 60;

/// Draws the list, and the pane beside it if there is room.
pub fn draw(frame: &mut Frame<'_>, councils: &Councils, shared: &Shared, areas: &Areas) {
    let (list, pane) = parts(areas.body);
    draw_list(frame, councils, shared, list);
    if pane.width > 0 {
        pane::draw(frame, councils, shared, pane);
    }
}

/// The list with its headings, and the pane beside it. The pane is as wide as its sentences need; the list uses the rest.
fn parts(body: Rect) -> (Rect, Rect) {
    let pane = if body.width >= WIDE { (body.width * 3 / 10).clamp(34, 40) } else { 0 };
    let list = Rect { width: body.width - pane, ..body };
    (list, Rect { x: list.right(), width: pane, ..body })
}

/// Where the rows are, without the headings.
pub fn list_area(size: (u16, u16)) -> Rect {
    let (list, above) = (parts(frame::areas(size).body).0, heading_height(size));
    Rect { y: list.y + above, height: list.height.saturating_sub(above), ..list }
}

/// The columns on screen, for a list of this width.
fn placed(councils: &Councils, room: usize) -> Vec<Placed> {
    let offered = councils.offered_columns(councils.has_headings());
    layout::place(room, &offered, &councils.widths, councils.table.sort)
}

/// The headings of the columns.
pub fn hits(councils: &Councils, shared: &Shared) -> Vec<Hit> {
    let area = parts(frame::areas(shared.size).body).0;
    if heading_height(shared.size) == 0 {
        return Vec::new();
    }
    let height = list_area(shared.size).height.into();
    let scroll = Scroll { offset: councils.list.offset, visible: height, len: councils.rows.len() };
    let placed = placed(councils, usize::from(area.width).saturating_sub(scroll.cells()));
    let drawn = heading(&placed, councils.table.sort, shared.theme);
    let areas = hit::spans(Rect { height: 1, ..area }, &drawn).into_iter().skip(1);
    areas.zip(placed).map(|(area, one)| Hit::new(area, Target::Sort(one.column))).collect()
}

fn draw_list(frame: &mut Frame<'_>, councils: &Councils, shared: &Shared, area: Rect) {
    let with_heading = heading_height(shared.size) > 0;
    let height = usize::from(area.height).saturating_sub(usize::from(with_heading));
    let scroll = Scroll { offset: councils.list.offset, visible: height, len: councils.rows.len() };
    let room = usize::from(area.width).saturating_sub(scroll.cells());
    let placed = placed(councils, room);
    let mut drawn = Vec::with_capacity(area.height.into());
    if with_heading {
        drawn.push(heading(&placed, councils.table.sort, shared.theme));
    }
    if councils.rows.is_empty() && shared.snapshot.is_complete() {
        drawn.extend(when_empty(shared, room));
    }
    let before = placed.iter().take_while(|one| one.column != ListColumn::Status);
    let status_at = MARKS + before.map(|one| one.cells + 1).sum::<usize>();
    let rows = councils.rows.iter().enumerate().skip(councils.list.offset).take(height);
    for (index, row) in rows {
        let focused = index == councils.list.cursor;
        let line = match row {
            Row::Group(group) => group_line(shared, &councils.groups[*group], focused, (status_at, room)),
            Row::Council(index) => council_line(councils, shared, *index, &placed, focused, room),
        };
        drawn.push(line);
    }
    lines(frame, area, drawn);
    let below = Rect { y: area.y + u16::from(with_heading), height: area.height - u16::from(with_heading), ..area };
    scrollbar::draw(frame, shared.theme, below, scroll);
}

/// The names of the columns; an arrow marks the one that sorts.
fn heading(placed: &[Placed], sort: Option<ListSort>, theme: Theme) -> Line<'static> {
    let mut spans = vec![Span::raw(" ".repeat(MARKS))];
    for (index, one) in placed.iter().enumerate() {
        let sorted = sort.filter(|sort| sort.column == one.column);
        let (up, down) = theme.glyphs().sorted;
        let arrow = sorted.map_or("", |sort| if sort.descending { down } else { up });
        // The word of a status stands behind its mark.
        let indent = if one.column == ListColumn::Status { "  " } else { "" };
        let text = format!("{indent}{}{arrow}", one.column.short_label());
        let gap = if index > 0 { " " } else { "" };
        let style = theme.style(if sorted.is_some() { Role::Accent } else { Role::Dim });
        spans.push(Span::styled(format!("{gap}{}", aligned(one.column, &text, one.cells, theme)), style));
    }
    Line::from(spans)
}

/// The numbers stand at the column of the status, if the name leaves it free.
pub fn group_line(shared: &Shared, group: &Group, focused: bool, (status_at, room): (usize, usize)) -> Line<'static> {
    let (theme, glyphs) = (shared.theme, shared.theme.glyphs());
    let mark = shared.cursor_mark(focused);
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
        GroupKey::CountyOfMissed(_, county) => {
            left.insert(1, Span::raw("  "));
            left.push(Span::styled(fit(&sanitize(county), room / 2, theme.ascii), theme.style(Role::Strong)));
            left.push(Span::styled(format!("  {}", group.shown), theme.style(Role::Dim)));
            Vec::new()
        }
        GroupKey::Missed(missed) => {
            let mark = if *missed == ResponseGroup::Incomplete { "?" } else { "!" };
            left.extend(heading_with_step(shared, (mark, missed.label(), missed.next_step()), room));
            let counts = shared.snapshot.counts;
            let waiting = match shared.search.counts().waiting_in(*missed) {
                0 => String::new(),
                n => format!(", {n} above"),
            };
            shown_of(shared, group.shown, counts.count(*missed), &waiting)
        }
    };
    let cells = |spans: &[Span<'_>]| spans.iter().map(|span| width(&span.content)).sum::<usize>();
    let end = status_at + cells(&right);
    let room_of_line = if cells(&left) < status_at && end <= room { end } else { room };
    highlight(spread(left, right, room_of_line), focused, shared, room)
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
    placed: &[Placed],
    focused: bool,
    room: usize,
) -> Line<'static> {
    let line = &shared.snapshot.lines()[index as usize];
    let (theme, glyphs) = (shared.theme, shared.theme.glyphs());
    let tagged = councils.tagged.contains(&line.id);
    let mut spans = vec![
        Span::styled(shared.cursor_mark(focused), theme.style(Role::Accent)),
        Span::styled(if tagged { glyphs.tag } else { " " }, theme.style(Role::Warn)),
        Span::raw(" "),
    ];
    let found_by = shared.search.found_by(index);
    spans.extend(cells((line, found_by), placed, shared.snapshot.as_at(), theme));
    highlight(Line::from(spans), focused, shared, room)
}

/// Extends the row in focus to the edge; below a layer it looks like any other.
pub fn highlight(mut line: Line<'static>, focused: bool, shared: &Shared, room: usize) -> Line<'static> {
    if focused {
        let used: usize = line.spans.iter().map(|span| width(&span.content)).sum();
        line.spans.push(Span::raw(" ".repeat(room.saturating_sub(used))));
        if shared.tab_in_front {
            line = shared.theme.select(line);
        }
    }
    line
}

/// Names the filter that leaves no councils, and the key that clears it.
fn when_empty(shared: &Shared, room: usize) -> Vec<Line<'static>> {
    let text = format!("No council {}. Esc clears every filter.", none_left(&shared.search.filter));
    filter_line::empty_message(shared, &text, room)
}
