//! Draws a sheet's columns: header, samples, meaning, reason.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::screens::mapping::state::MappingScreen;
use crate::tui::ui::frame::{Areas, areas, lines, spread};
use crate::tui::ui::panel::{row, window};
use crate::tui::ui::text::{column, fit, wrap};
use crate::tui::ui::theme::Role;

/// Below this width the samples are under the list, for the column in focus.
const NARROW: usize = 70;
/// From this width on each line shows the reason.
const WIDE: usize = 110;
/// From this height on there are headings, and more lines below the list.
const TALL: u16 = 16;
/// The lines below the list with their rule, on tall and on low screens.
const BELOW: (usize, usize) = (6, 3);

fn area_of(areas: &Areas) -> Rect {
    areas.filter.union(areas.body)
}

fn above(area: Rect) -> usize {
    if area.height >= TALL { 4 } else { 1 }
}

fn below(area: Rect) -> usize {
    if area.height >= TALL { BELOW.0 } else { BELOW.1 }
}

pub fn visible_rows(size: (u16, u16)) -> usize {
    list_area(&areas(size)).height.into()
}

pub fn list_area(areas: &Areas) -> Rect {
    let area = area_of(areas);
    let cells = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX).min(area.height);
    let height = area.height.saturating_sub(cells(above(area) + below(area))).max(1);
    Rect { y: area.y + cells(above(area)), height, ..area }
}

pub fn shown(screen: &MappingScreen, areas: &Areas) -> Range<usize> {
    window(screen.list.cursor, screen.len(), list_area(areas).height.into())
}

/// Draws the screen in place of the body.
pub fn draw(frame: &mut Frame<'_>, shared: &Shared, screen: &MappingScreen, areas: &Areas) {
    let area = area_of(areas);
    let room = usize::from(area.width);
    let theme = shared.theme;
    let mut drawn = vec![title(shared, screen, room)];
    if above(area) > 1 {
        let about = "Ctrl-S confirms. You are asked only once about sheets with this header.";
        drawn.push(Line::styled(
            format!(" {}", fit(about, room.saturating_sub(1), theme.ascii)),
            theme.style(Role::Dim),
        ));
        drawn.push(Line::default());
        drawn.push(Line::styled(heading(screen, room, theme.ascii), theme.style(Role::Dim)));
    }
    let height = visible_rows(shared.size);
    for index in shown(screen, areas) {
        drawn.push(column_line(shared, screen, index, room));
    }
    drawn.resize_with(above(area) + height, Line::default);
    drawn.extend(details(shared, screen, room).into_iter().take(below(area)));
    lines(frame, area, drawn);
}

fn title(shared: &Shared, screen: &MappingScreen, room: usize) -> Line<'static> {
    let theme = shared.theme;
    let file = screen.sheet().map_or_else(String::new, |sheet| sheet.preview.describe());
    let question = if room < NARROW { "columns?" } else { "what do its columns mean?" };
    let index = match screen.position() {
        (_, 1) => String::new(),
        (at, of) => format!("sheet {at} of {of} "),
    };
    let file = fit(&file, room.saturating_sub(question.len() + index.len() + 5), theme.ascii);
    let left = vec![Span::styled(format!(" {file}: {question}"), theme.style(Role::Strong))];
    spread(left, vec![Span::styled(index, theme.style(Role::Dim))], room)
}

/// The widths of header, samples, meaning and reason; 0 if a cell does not fit.
fn widths(room: usize) -> (usize, usize, usize, usize) {
    match room {
        ..NARROW => (room.saturating_sub(22).max(8), 0, 18, 0),
        NARROW..WIDE => (22, room.saturating_sub(22 + 18 + 4), 18, 0),
        _ => (26, 34, 18, room.saturating_sub(26 + 34 + 18 + 4)),
    }
}

fn heading(screen: &MappingScreen, room: usize, ascii: bool) -> String {
    let index = format!("column {} of {}", screen.list.cursor + 1, screen.len());
    let (header, samples, meaning, why) = widths(room);
    let cell = |text: &str, room: usize| column(if room > 0 { text } else { "" }, room, ascii);
    format!(
        "   {}{}  {}{}",
        cell(&index, header),
        cell("its first values", samples),
        cell("means", meaning),
        cell("because", why)
    )
}

fn column_line(shared: &Shared, screen: &MappingScreen, index: usize, room: usize) -> Line<'static> {
    let (theme, focused) = (shared.theme, index == screen.list.cursor);
    let (header, samples, meaning, why) = widths(room);
    let (before, after) = theme.glyphs().choice;
    let column_is = screen.column(index);
    let unsure = screen.is_unsure(index);
    let cell = |text: &str, room: usize| column(&fit(text, room.saturating_sub(1), theme.ascii), room, theme.ascii);
    let meaning_text = if focused { format!("{before} {column_is} {after}") } else { format!("  {column_is}") };
    let role = match column_is.code() {
        "unused" => Role::Dim,
        _ if unsure => Role::Warn,
        _ => Role::Strong,
    };
    let mut spans = vec![
        Span::styled(if unsure { "? " } else { "  " }, theme.style(Role::Warn)),
        Span::raw(cell(&screen.header(index), header)),
    ];
    if samples > 0 {
        let values = screen.samples(index).join(&format!(" {} ", theme.glyphs().dot));
        let values = if values.is_empty() { theme.glyphs().empty.to_owned() } else { values };
        spans.push(Span::styled(cell(&values, samples), theme.style(Role::Dim)));
    }
    spans.push(Span::styled(cell(&meaning_text, meaning), theme.style(role)));
    if why > 0 {
        spans.push(Span::styled(cell(screen.why(index), why), theme.style(Role::Dim)));
    }
    row(shared.theme, spans, focused, room)
}

/// What prevents confirming, and the details of the column in focus.
fn details(shared: &Shared, screen: &MappingScreen, room: usize) -> Vec<Line<'static>> {
    let (theme, index) = (shared.theme, screen.list.cursor);
    let mut drawn = vec![Line::styled(theme.glyphs().rule.repeat(room), theme.style(Role::Dim))];
    let mut add = |role: Role, text: &str| {
        let wrapped = wrap(text, room.saturating_sub(2));
        drawn.extend(wrapped.into_iter().map(|line| Line::styled(format!(" {line}"), theme.style(role))));
    };
    if let Some(why) = screen.disabled_reason() {
        add(Role::Bad, &format!("! {why}"));
    }
    if !screen.is_empty() {
        let mark = if screen.is_unsure(index) { "? " } else { "" };
        let (header, why) = (screen.header(index), screen.why(index));
        let dot = theme.glyphs().dot;
        add(Role::Text, &format!("{mark}{header}: {} {dot} {why}", screen.column(index)));
        let samples = screen.samples(index);
        if !samples.is_empty() {
            add(Role::Dim, &samples.join(&format!(" {} ", theme.glyphs().dot)));
        }
    }
    drawn
}
