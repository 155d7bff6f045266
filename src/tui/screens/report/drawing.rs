//! Draws one chart with the widgets of ratatui: bars with their numbers, or lines by day. Every number stands as text beside
//! its bar, and the bar in focus has a mark, so nothing is said by colour alone.

use std::ops::Range;

use charter::report::{Bar, ChartKind, Line as DayLine, Measure, Share, thousands};
use charter::untrusted::sanitize;
use ratatui::Frame;
use ratatui::layout::{Direction, Rect};
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::symbols::bar::{NINE_LEVELS, Set};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Bar as DrawnBar, BarChart, BarGroup, Chart, Dataset, GraphType};

use crate::tui::app::shared::Shared;
use crate::tui::screens::report::state::ReportScreen;
use crate::tui::ui::frame::lines;
use crate::tui::ui::panel::{row, window};
use crate::tui::ui::text::{fit, width, wrap};
use crate::tui::ui::theme::Role;

/// The least cells of a bar on the line of its label.
const LEAST_BAR: usize = 20;
/// Below a chart of lines: what each line is, and the day in focus.
const BELOW_LINES: u16 = 3;

/// Lines from which there is room for lines by day; below it the days are rows of words.
const HIGH: u16 = 9;

/// How the bars of a chart are laid out.
pub(super) struct BarRows {
    /// Of the bars in view.
    pub shown: Range<usize>,
    /// Lines of each bar: its words, and the bar below them if there is no room beside.
    pub height: u16,
    label: usize,
    number: usize,
}

impl BarRows {
    /// Without bars (in ASCII), the rows are words alone.
    pub fn new(bars: &[Bar], cursor: usize, area: Rect, is_plain: bool) -> Self {
        let room = usize::from(area.width);
        let label = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0) + 2;
        let number = bars.iter().map(|bar| width(&bar.share.to_string())).max().unwrap_or(0) + 1;
        let is_beside = label + number + LEAST_BAR + 2 <= room;
        let height = if is_beside || is_plain || usize::from(area.height) < bars.len() * 2 { 1 } else { 2 };
        let visible = usize::from(area.height / height);
        Self { shown: window(cursor, bars.len(), visible), height, label, number }
    }

    fn is_beside(&self, room: usize) -> bool {
        self.height == 1 && self.label + self.number + LEAST_BAR + 2 <= room
    }

    /// The label and the number of a bar. Only their words are selected: without colour a selection is drawn in blocks, as
    /// the bar between them is, and one that touched it would look like its rest.
    fn beside(&self, shared: &Shared, bar: &Bar, is_focused: bool, room: usize) -> Line<'static> {
        let theme = shared.theme;
        let style = if is_focused { theme.selection() } else { theme.style(Role::Text) };
        let mark = if is_focused { theme.glyphs().cursor } else { " " };
        let label = fit(&sanitize(&bar.label), self.label, theme.ascii);
        let number = bar.share.to_string();
        let gap = room.saturating_sub(width(&label) + width(&number) + 2);
        Line::from(vec![
            Span::styled(mark, theme.style(Role::Accent)),
            Span::styled(label, style),
            Span::raw(" ".repeat(gap)),
            Span::styled(number, style),
        ])
    }
}

/// A label with its number. Without room for the rate n of N alone, and then a shorter label: a number is never cut.
fn labelled(label: &str, share: Share, room: usize, ascii: bool) -> String {
    let whole = format!("{label}: {share}");
    if width(&whole) <= room {
        return whole;
    }
    let number = format!(": {} of {}", thousands(share.n), thousands(share.of));
    format!("{}{number}", fit(label, room.saturating_sub(width(&number)), ascii))
}

/// A bar in words.
fn words(shared: &Shared, bar: &Bar, is_focused: bool, room: usize) -> Line<'static> {
    let text = labelled(&sanitize(&bar.label), bar.share, room.saturating_sub(1), shared.theme.ascii);
    row(shared.theme, vec![Span::raw(text)], is_focused, room)
}

/// Whether a chart is words alone: braille and blocks are neither ASCII nor words.
pub(super) fn is_plain(shared: &Shared) -> bool {
    shared.theme.ascii || shared.theme.reader
}

pub(super) fn draw(frame: &mut Frame<'_>, shared: &Shared, screen: &ReportScreen, area: Rect) {
    let Some(counted) = screen.focused() else { return };
    if counted.chart.is_empty() {
        let words = wrap(counted.chart.empty, usize::from(area.width).saturating_sub(2));
        let style = shared.theme.style(Role::Info);
        return lines(frame, area, words.into_iter().map(|line| Line::styled(format!(" {line}"), style)).collect());
    }
    match &counted.chart.kind {
        ChartKind::Lines(days) if area.height >= HIGH && !is_plain(shared) => {
            draw_days(frame, shared, (screen, days), area)
        }
        ChartKind::Lines(_) | ChartKind::Bars(_) | ChartKind::Stacked(_) => draw_bars(frame, shared, screen, area),
    }
}

fn draw_bars(frame: &mut Frame<'_>, shared: &Shared, screen: &ReportScreen, area: Rect) {
    let (bars, room) = (screen.bars(), usize::from(area.width));
    let rows = BarRows::new(bars, screen.list.cursor, area, is_plain(shared));
    let is_beside = rows.is_beside(room) && !is_plain(shared);
    let mut drawn = Vec::new();
    for index in rows.shown.clone() {
        let Some(bar) = bars.get(index) else { continue };
        let is_focused = index == screen.list.cursor;
        drawn.push(match is_beside {
            true => rows.beside(shared, bar, is_focused, room),
            false => words(shared, bar, is_focused, room),
        });
        drawn.extend((1..rows.height).map(|_| Line::default()));
    }
    lines(frame, area, drawn);
    let top = rows.height - 1;
    let place = match is_beside {
        true => {
            let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
            Rect { x: area.x + cells(rows.label + 1), width: cells(room - rows.label - rows.number - 3), ..area }
        }
        // Without room for bars there are words alone.
        false if rows.height == 1 => return,
        false => Rect { x: area.x + 2, width: area.width.saturating_sub(4), y: area.y + top, ..area },
    };
    let shown = bars.get(rows.shown).unwrap_or(&[]);
    draw_bar_chart(frame, shared, shown, Rect { height: area.height.saturating_sub(top), ..place }, top);
}

/// One bar a row, `gap` rows apart. The longest possible bar is its whole base.
fn draw_bar_chart(frame: &mut Frame<'_>, shared: &Shared, bars: &[Bar], area: Rect, gap: u16) {
    const WHOLE: u64 = 10_000;
    let (theme, style) = (shared.theme, shared.theme.style(Role::Accent));
    let empty = theme.glyphs().bar.1;
    // The bars have whole cells; some is never drawn as none.
    let least = WHOLE.div_ceil(u64::from(area.width.max(1)));
    let part = |share: Share| {
        let [n, of] = [share.n, share.of.max(1)].map(|count| u64::try_from(count).unwrap_or(0));
        let part = (n * WHOLE).checked_div(of).unwrap_or(0);
        if n > 0 { part.max(least) } else { part }
    };
    let bar = |bar: &Bar| DrawnBar::default().value(part(bar.share)).text_value(String::new()).style(style);
    let group = BarGroup::default().bars(&bars.iter().map(bar).collect::<Vec<_>>());
    let chart = BarChart::default()
        .direction(Direction::Horizontal)
        .data(group)
        .bar_set(Set { empty, ..NINE_LEVELS })
        .bar_width(1)
        .bar_gap(gap)
        .max(WHOLE);
    let area = area.intersection(frame.area());
    frame.render_widget(chart, area);
    // The rest up to the whole base is no part of the bar.
    for cell in area.positions() {
        if let Some(cell) = frame.buffer_mut().cell_mut(cell)
            && cell.symbol() == empty
        {
            cell.set_style(theme.style(Role::Dim));
        }
    }
}

/// Cumulative steps by day; the deadline and the day in focus are lines down.
fn draw_days(frame: &mut Frame<'_>, shared: &Shared, (screen, days): (&ReportScreen, &[DayLine]), area: Rect) {
    let theme = shared.theme;
    let all = || days.iter().flat_map(DayLine::days).map(|(day, _)| day);
    let (first, last) = (all().min().unwrap_or(0).min(0) - 1, all().max().unwrap_or(0).max(1));
    let steps: Vec<Vec<(f64, f64)>> = days.iter().map(steps).collect();
    let deadline = [(0.0, 0.0), (0.0, 100.0)];
    let focus = focused_day(screen).map(|(day, share)| vec![(day, 0.0), (day, share)]).unwrap_or_default();
    let line = |data, marker, style: Style| {
        Dataset::default().data(data).marker(marker).graph_type(GraphType::Line).style(style)
    };
    let mut drawn = vec![line(&deadline, Marker::Custom('│'), theme.style(Role::Dim))];
    drawn.push(line(&focus, Marker::Custom('┆'), theme.style(Role::Strong)));
    // The earlier round is a line of dots, this one of braille: their signs differ without colour.
    for (data, (marker, role)) in steps.iter().zip([(Marker::Braille, Role::Accent), (Marker::Dot, Role::Dim)]).rev() {
        drawn.push(line(data, marker, theme.style(role)));
    }
    let dim = theme.style(Role::Dim);
    let days = |day: i64| match day {
        0 => "deadline".to_owned(),
        day if day < 0 => format!("{} before", day.unsigned_abs()),
        day => format!("{day} after"),
    };
    let x = Axis::default().bounds([as_f64(first), as_f64(last)]).labels([days(first), days(last)]).style(dim);
    let y = Axis::default().bounds([0.0, 100.0]).labels(["0 %", "50 %", "100 %"]).style(dim);
    let chart = Chart::new(drawn).x_axis(x).y_axis(y).legend_position(None);
    let above = Rect { height: area.height.saturating_sub(BELOW_LINES), ..area };
    frame.render_widget(chart, above.intersection(frame.area()));
    let below = Rect { y: above.bottom(), height: BELOW_LINES.min(area.height), ..area };
    lines(frame, below, words_below(shared, screen, usize::from(area.width)));
}

/// Which line is which round, and the day in focus with its number.
fn words_below(shared: &Shared, screen: &ReportScreen, room: usize) -> Vec<Line<'static>> {
    let theme = shared.theme;
    let Some(ChartKind::Lines(days)) = screen.focused().map(|counted| &counted.chart.kind) else { return Vec::new() };
    let ends = days.iter().zip(["⣀⣀", "••"]).filter_map(|(line, sign)| {
        let (_, share) = line.days().last()?;
        Some(labelled(&format!("{sign} {}", line.label), share, room.saturating_sub(2), theme.ascii))
    });
    let mut signs: Vec<String> = Vec::new();
    for sign in ends.chain(["│ the deadline".to_owned()]) {
        match signs.last_mut().filter(|line| width(line) + 3 + width(&sign) <= room.saturating_sub(2)) {
            Some(line) => line.push_str(&format!("   {sign}")),
            None => signs.push(sign),
        }
    }
    let mut drawn: Vec<Line<'static>> = signs
        .into_iter()
        .take(usize::from(BELOW_LINES) - 1)
        .map(|line| Line::styled(format!(" {line}"), theme.style(Role::Dim)))
        .collect();
    if let Some(bar) = screen.bar() {
        drawn.push(words(shared, bar, true, room));
    }
    drawn
}

fn focused_day(screen: &ReportScreen) -> Option<(f64, f64)> {
    let bar = screen.bar()?;
    match bar.measure {
        Measure::HeardBy(day) => Some((as_f64(day), percent(bar.share))),
        _ => None,
    }
}

fn steps(line: &DayLine) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    let mut height = None;
    for (day, share) in line.days() {
        points.extend(height.map(|height| (as_f64(day), height)));
        points.push((as_f64(day), percent(share)));
        height = Some(percent(share));
    }
    points
}

/// Days of one quarter, and counts of councils.
fn as_f64(number: i64) -> f64 {
    f64::from(i32::try_from(number).unwrap_or(i32::MAX))
}

fn percent(share: Share) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if share.of == 0 { 0.0 } else { count(share.n) * 100.0 / count(share.of) }
}
