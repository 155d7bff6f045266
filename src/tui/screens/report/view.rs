//! Draws the report: the list of charts, and the one in focus with its message.

use charter::report::AreaKey;
use charter::untrusted::sanitize;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::screens::report::drawing::{self, BarRows, is_plain};
use crate::tui::screens::report::layout::{Parts, parts};
use crate::tui::screens::report::state::ReportScreen;
use crate::tui::ui::frame::{Areas, lines, spread};
use crate::tui::ui::gauge;
use crate::tui::ui::gauge::Counted;
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::panel::{row, window};
use crate::tui::ui::text::{fit, width, wrap};
use crate::tui::ui::theme::Role;

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, screen: &ReportScreen, areas: &Areas) {
    let theme = shared.theme;
    let name = " Report   ";
    let room = usize::from(areas.filter.width).saturating_sub(width(name));
    let left = vec![
        Span::styled(name, theme.style(Role::Strong)),
        Span::styled(fit(&screen.about(shared), room, theme.ascii), theme.style(Role::Accent)),
    ];
    let right = vec![Span::styled(format!("{} ", position(screen)), theme.style(Role::Dim))];
    lines(frame, areas.filter, vec![spread(left, right, areas.filter.width.into())]);
    let Parts { contents, chart } = parts(shared.size);
    if screen.page().is_none() {
        let words = Line::styled(" The figures are being counted.", theme.style(Role::Info));
        return lines(frame, chart, vec![words]);
    }
    draw_contents(frame, shared, screen, contents);
    lines(frame, chart, heading(shared, screen, chart));
    drawing::draw(frame, shared, screen, below_heading(shared, screen, chart));
}

/// The line of the header: the councils of the report's area, as its charts count them.
pub fn gauge(shared: &Shared, screen: &ReportScreen, room: usize) -> Line<'static> {
    let Some(page) = screen.page() else { return gauge::waiting_line(shared, "counting the figures") };
    let is_whole = page.area == AreaKey::force() && page.as_at == shared.snapshot.as_at();
    let (is_past, label) = (shared.snapshot.round().is_past(page.as_at), if is_whole { "" } else { "report: " });
    gauge::line(shared, &Counted { counts: &page.counts, is_past, label }, room)
}

/// `chart 3 of 17`.
pub fn position(screen: &ReportScreen) -> String {
    match screen.charts().len() {
        0 => String::new(),
        len => format!("chart {} of {len}", screen.chart_index() + 1),
    }
}

fn draw_contents(frame: &mut Frame<'_>, shared: &Shared, screen: &ReportScreen, area: Rect) {
    if area.width == 0 {
        return;
    }
    let room = usize::from(area.width).saturating_sub(2);
    let shown = window(screen.chart_index(), screen.charts().len(), area.height.into());
    let name = |index: usize| {
        let counted = screen.charts().get(index)?;
        let role = if counted.chart.is_empty() { Role::Dim } else { Role::Text };
        let text = Span::styled(fit(&counted.chart.name, room - 1, shared.theme.ascii), shared.theme.style(role));
        Some(row(shared.theme, vec![text], index == screen.chart_index(), room))
    };
    lines(frame, area, shown.filter_map(name).collect());
}

/// The message and the notes; with room also what the chart is about.
fn heading(shared: &Shared, screen: &ReportScreen, area: Rect) -> Vec<Line<'static>> {
    let Some(counted) = screen.focused() else { return Vec::new() };
    let (theme, room) = (shared.theme, usize::from(area.width).saturating_sub(2));
    // Half of the lines belong to the chart.
    let most = usize::from(area.height / 2);
    let title = wrap(&sanitize(&counted.chart.title), room);
    let about = screen.about_chart().map_or_else(Vec::new, |about| wrap(&sanitize(about), room));
    let notes = screen.notes(shared);
    let long: Vec<String> = notes.iter().flat_map(|note| wrap(&note.long, room)).collect();
    let short = || notes.iter().flat_map(|note| wrap(&note.short, room)).collect();
    let (notes, about) = match most.saturating_sub(title.len()) {
        left if long.len() + about.len() < left => (long, about),
        left if long.len() < left => (long, Vec::new()),
        _ => (short(), Vec::new()),
    };
    let styled = |role: Role| move |line: String| Line::styled(format!(" {line}"), theme.style(role));
    let mut drawn: Vec<Line<'static>> = title.into_iter().map(styled(Role::Strong)).collect();
    drawn.extend(notes.into_iter().map(styled(Role::Warn)));
    drawn.extend(about.into_iter().map(styled(Role::Info)));
    drawn.push(Line::default());
    drawn
}

fn below_heading(shared: &Shared, screen: &ReportScreen, area: Rect) -> Rect {
    let above = u16::try_from(heading(shared, screen, area).len()).unwrap_or(0).min(area.height);
    Rect { y: area.y + above, height: area.height - above, ..area }
}

/// The bars in view; in the list of charts, the charts (see [`ReportScreen::select`]).
pub fn hits(shared: &Shared, screen: &ReportScreen) -> Vec<Hit> {
    let Parts { contents, chart } = parts(shared.size);
    let bars = screen.bars();
    let line = |area: Rect, at: usize, height: u16, row: usize| {
        let y = area.y.saturating_add(u16::try_from(at).unwrap_or(u16::MAX).saturating_mul(height));
        Hit::new(Rect { y, height, ..area }.intersection(area), Target::Row(row))
    };
    let shown = window(screen.chart_index(), screen.charts().len(), contents.height.into());
    let mut hits: Vec<Hit> = Vec::new();
    if contents.width > 0 {
        hits.extend(shown.enumerate().map(|(at, index)| line(contents, at, 1, bars.len() + index)));
    }
    let is_bars =
        screen.focused().is_some_and(|counted| !matches!(counted.chart.kind, charter::report::ChartKind::Lines(_)));
    if is_bars {
        let area = below_heading(shared, screen, chart);
        let rows = BarRows::new(bars, screen.list.cursor, area, is_plain(shared));
        hits.extend(rows.shown.enumerate().map(|(at, index)| line(area, at, rows.height, index)));
    }
    hits
}
