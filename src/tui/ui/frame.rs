//! The frame around every screen.
//!
//! ```text
//!  charterdesk   October–December 2023   reply by Sat 30 Sep 2023 · 5 days past      as at Thu 5 Oct 2023
//!  ██████▓▒▒░░░░── on time 239 · ! missed 371: late 50, incomplete 81, silent 210, …  7 have a reply waiting
//! ─ 0 Today ─‹1 Councils›─ 2 Inbox 4 ─ 3 Diary ─ 4 Priorities ───────────────────────── saved 14:02:11 ─
//!  the filter, or the council on screen                                              3 of 610 councils
//!  the body
//!  a message
//!  the keys
//! ```
//! Below twenty rows the second and third line are left out, and the message replaces the keys. The time of the last
//! save is at the end of the third line, or after the keys if there is no room.

use charter::calendar::{format_full, format_short};
use charter::english::pluralize;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::app::tab::Tab;
use crate::tui::keys::command::Cmd;
use crate::tui::ui::hit;
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::text::width;
use crate::tui::ui::theme::Role;

/// The smallest size, in columns and rows, at which a screen is drawn.
pub const SMALLEST: (u16, u16) = (40, 12);

/// Then only a notice is drawn.
pub fn is_too_small(size: (u16, u16)) -> bool {
    size.0 < SMALLEST.0 || size.1 < SMALLEST.1
}
/// The number of rows from which the whole frame is drawn.
const TALL: u16 = 20;
/// The number of columns from which there is a second pane.
pub const WIDE: u16 = 100;

#[derive(Clone, Copy, Debug)]
pub struct Areas {
    pub title: Rect,
    /// The gauge and the rule below it; empty on a low terminal.
    pub gauge: Rect,
    pub filter: Rect,
    pub body: Rect,
    /// On a low terminal the same line as the footer.
    pub message: Rect,
    pub footer: Rect,
}

pub fn areas(size: (u16, u16)) -> Areas {
    let (columns, rows) = size;
    let line = |top: u16, height: u16| Rect::new(0, top.min(rows), columns, height.min(rows.saturating_sub(top)));
    let last = rows.saturating_sub(1);
    if rows < TALL {
        let body = line(2, rows.saturating_sub(3));
        return Areas {
            title: line(0, 1),
            gauge: line(0, 0),
            filter: line(1, 1),
            body,
            message: line(last, 1),
            footer: line(last, 1),
        };
    }
    Areas {
        title: line(0, 1),
        gauge: line(1, 2),
        filter: line(3, 1),
        body: line(4, rows.saturating_sub(6)),
        message: line(rows.saturating_sub(2), 1),
        footer: line(last, 1),
    }
}

pub fn heading_height(size: (u16, u16)) -> u16 {
    u16::from(size.1 >= TALL)
}

pub fn list_height(size: (u16, u16)) -> usize {
    usize::from(areas(size).body.height.saturating_sub(heading_height(size)))
}

/// Draws a line on each row and cuts it at the edge. A `Paragraph` would needlessly split every line into words.
pub fn lines(frame: &mut Frame<'_>, area: Rect, lines: Vec<Line<'_>>) {
    let area = area.intersection(frame.area());
    for (row, line) in (area.top()..area.bottom()).zip(&lines) {
        let mut column = area.left();
        for span in &line.spans {
            let style = line.style.patch(span.style);
            column = put(frame.buffer_mut(), column, row, area.right(), &span.content, style);
        }
    }
}

/// Draws text and returns the next column. Printable ASCII, nearly all text, goes straight to the cells: finding
/// grapheme boundaries took a third of the time of a frame.
fn put(buffer: &mut Buffer, from: u16, row: u16, end: u16, text: &str, style: Style) -> u16 {
    if !text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return buffer.set_stringn(from, row, text, usize::from(end.saturating_sub(from)), style).0;
    }
    let mut column = from;
    for c in text.chars().take(usize::from(end.saturating_sub(from))) {
        buffer[(column, row)].set_char(c).set_style(style);
        column += 1;
    }
    column
}

/// A line with a left and a right part; the right part is cut first.
pub fn spread(left: Vec<Span<'static>>, right: Vec<Span<'static>>, room: usize) -> Line<'static> {
    let cells = |spans: &[Span<'_>]| spans.iter().map(|span| width(&span.content)).sum::<usize>();
    let (used, wanted) = (cells(&left), cells(&right));
    let mut spans = left;
    if used + wanted < room {
        spans.push(Span::raw(" ".repeat(room - used - wanted)));
        spans.extend(right);
    }
    Line::from(spans)
}

pub struct Header<'a> {
    pub tab: Tab,
    /// Whether a layer covers the tab, so that the keys 0 to 4 have another meaning.
    pub covered: bool,
    pub stamp: Option<&'a str>,
    pub gauge: Line<'a>,
}

pub fn draw_header(frame: &mut Frame<'_>, shared: &Shared, header: Header<'_>, areas: &Areas) {
    let room = usize::from(areas.title.width);
    let line = title(shared, room);
    lines(frame, areas.title, vec![line]);
    if areas.gauge.height > 1 {
        let tabs = tabs(shared, &header, room);
        lines(frame, areas.gauge, vec![header.gauge, tabs]);
    }
}

/// The tabs, and the counters: a click on those that missed the deadline filters, one on those waiting opens the inbox.
pub fn header_hits(shared: &Shared, header: &Header<'_>, areas: &Areas) -> Vec<Hit> {
    let line = |y: u16| Rect { y: areas.gauge.y + y, height: 1, ..areas.gauge };
    if areas.gauge.height < 2 || header.covered {
        return Vec::new();
    }
    let counter = |start: &str, target: Target| {
        let area = hit::find(line(0), &header.gauge, |text| text.trim_start().starts_with(start))?;
        Some(Hit::new(area, target))
    };
    let waiting = header.gauge.spans.iter().map(|span| span.content.trim()).find(|text| text.ends_with("waiting"));
    let counters = [
        counter("! ", Target::Run(Cmd::FilterMissed)),
        waiting.and_then(|text| counter(text, Target::Tab(Tab::Inbox))),
    ];
    let drawn = tabs(shared, header, usize::from(areas.title.width));
    let tab = |(number, tab): (usize, &Tab)| {
        let labels = [true, false].map(|named| tab_label(shared, number, *tab, named));
        let is_label = |text: &str| labels.iter().any(|label| text.trim_matches([' ', '‹', '›', '<', '>']) == label);
        Some(Hit::new(hit::find(line(1), &drawn, is_label)?, Target::Tab(*tab)))
    };
    counters.into_iter().flatten().chain((0..).zip(Tab::ALL).filter_map(tab)).collect()
}

/// `2 Inbox 4`: the key, the name, and how many replies wait.
fn tab_label(shared: &Shared, number: usize, tab: Tab, named: bool) -> String {
    let waiting = if tab == Tab::Inbox { shared.snapshot.waiting() } else { 0 };
    let waiting = if waiting > 0 { format!(" {waiting}") } else { String::new() };
    let name = if named { format!(" {tab}") } else { String::new() };
    format!("{number}{name}{waiting}")
}

/// The rule with the tabs; without them while a layer covers the tab.
fn tabs(shared: &Shared, header: &Header<'_>, room: usize) -> Line<'static> {
    let (theme, glyphs) = (shared.theme, shared.theme.glyphs());
    let (before, after) = glyphs.choice;
    let rule = |cells: usize| Span::styled(glyphs.rule.repeat(cells), theme.style(Role::Dim));
    let stamp = header.stamp.filter(|_| has_stamp(room)).map(|words| format!(" {words} "));
    let end = |mut spans: Vec<Span<'static>>| {
        let used: usize = spans.iter().map(|span| width(&span.content)).sum();
        let words = stamp.filter(|words| used + width(words) < room).unwrap_or_default();
        spans.push(rule(room.saturating_sub(used + width(&words) + 1)));
        spans.push(Span::styled(words, theme.style(Role::Dim)));
        spans.push(rule(1));
        Line::from(spans)
    };
    if header.covered {
        return end(Vec::new());
    }
    let named = |between: usize, names: bool| {
        let mut spans = vec![rule(1)];
        for (number, tab) in (0..).zip(Tab::ALL) {
            let is_open = *tab == header.tab;
            let text = tab_label(shared, number, *tab, names || is_open);
            spans.push(if is_open {
                Span::styled(format!("{before}{text}{after}"), theme.style(Role::Accent).add_modifier(BOLD))
            } else {
                Span::styled(format!(" {text} "), theme.style(Role::Dim))
            });
            spans.push(rule(between));
        }
        spans
    };
    let fits = |spans: &Vec<Span<'_>>| spans.iter().map(|span| width(&span.content)).sum::<usize>() <= room;
    let wide = [named(1, true), named(0, true)].into_iter().find(fits);
    // On a narrow terminal only the open tab has a name.
    end(wide.unwrap_or_else(|| named(0, false)))
}

/// Whether the rule has room for the time of the last save.
pub fn has_stamp(room: usize) -> bool {
    room >= 80
}

/// Drops other words before the as-at date, because the user can guess them but not the date.
pub fn title(shared: &Shared, room: usize) -> Line<'static> {
    let (theme, round, as_at) = (shared.theme, shared.snapshot.round(), shared.snapshot.as_at());
    let dot = theme.glyphs().dot;
    let days = round.days_left(as_at);
    let role = match days {
        ..0 => Role::Bad,
        _ if round.in_last_seven_days(as_at) => Role::Warn,
        _ => Role::Text,
    };
    let left_or_past = match days {
        0 => "today is the last day".to_owned(),
        1.. => format!("{} left", day_count(days)),
        _ => format!("{} past", day_count(-days)),
    };
    let deadline = format!("reply by {} {dot} ", format_full(round.deadline));
    let deadline_short = format!("{} {dot} ", format_short(round.deadline, as_at));
    let names = if shared.demo {
        [" DEMO: invented replies  ", " DEMO: invented  ", " DEMO "]
    } else {
        [" charterdesk  ", " ", " "]
    };
    let name_role = if shared.demo { Role::Warn } else { Role::Accent };
    let as_at_text = format!("as at {} ", format_full(as_at));
    let as_at_short = format!("as at {} ", format_short(as_at, round.deadline));
    let variants = [
        (names[0], round.title(), &deadline, &as_at_text),
        (names[0], round.title(), &deadline_short, &as_at_text),
        (names[1], round.title(), &deadline_short, &as_at_text),
        (names[1], round.short_title(), &deadline_short, &as_at_text),
        (names[2], round.short_title(), &deadline_short, &as_at_short),
        (names[2], round.short_title(), &String::new(), &as_at_short),
    ];
    let [.., shortest] = &variants;
    let cells = |(name, title, deadline, as_at_text): &(&str, String, &String, &String)| {
        width(name) + width(title) + 3 + width(deadline) + width(&left_or_past) + 3 + width(as_at_text)
    };
    let fitting = variants.iter().find(|variant| cells(variant) <= room).unwrap_or(shortest);
    let left = vec![
        Span::styled(fitting.0, theme.style(name_role).add_modifier(BOLD)),
        Span::styled(format!("{}   ", fitting.1), theme.style(Role::Strong)),
        Span::raw(fitting.2.clone()),
        Span::styled(left_or_past, theme.style(role)),
    ];
    spread(left, vec![Span::styled(fitting.3.clone(), theme.style(Role::Dim))], room)
}

const BOLD: ratatui::style::Modifier = ratatui::style::Modifier::BOLD;

fn day_count(days: i64) -> String {
    pluralize(usize::try_from(days).unwrap_or(0), "day")
}

/// Draws a notice in place of a screen that would not fit.
pub fn draw_too_small(frame: &mut Frame<'_>, size: (u16, u16)) {
    let (columns, rows) = size;
    let (least_columns, least_rows) = SMALLEST;
    let text = format!(
        "charterdesk needs {least_columns} columns and {least_rows} rows; here are {columns} and {rows}. Nothing is lost."
    );
    let wrapped = super::text::wrap(&text, columns.into());
    let area = frame.area();
    lines(frame, area, wrapped.into_iter().map(Line::from).collect());
}
