//! The last lines: a message, and the keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use crate::tui::app::notice::{Notice, Tone};
use crate::tui::keys::command::Cmd;
use crate::tui::ui::frame::{Areas, has_stamp, lines, spread};
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::text::{fit, width, wrap};
use crate::tui::ui::theme::{Role, Theme};

const MAX_MESSAGE_ROWS: u16 = 5;

pub struct KeyHint {
    pub command: Cmd,
    pub key: String,
    pub label: &'static str,
    pub disabled: bool,
}

pub struct Footer<'a> {
    pub notice: Option<&'a Notice>,
    /// The time of the last save, or that one is running.
    pub stamp: Option<&'a str>,
    /// The most important first.
    pub keys: &'a [KeyHint],
}

pub fn draw(frame: &mut Frame<'_>, theme: Theme, footer: &Footer<'_>, areas: &Areas) {
    let room = usize::from(areas.footer.width);
    if shows_keys(footer, areas) {
        // Shown here if the rule has no room; the keys come first.
        let stamp = footer.stamp.filter(|_| areas.gauge.height == 0 || !has_stamp(room));
        let stamp = stamp.map(|words| Span::styled(format!("{words} "), theme.style(Role::Dim)));
        lines(frame, areas.footer, vec![spread(keys(footer.keys, theme, room), stamp.into_iter().collect(), room)]);
    }
    if let Some(notice) = footer.notice {
        draw_message(frame, notice, areas.message, theme);
    }
}

/// A low terminal has no line of its own for the message.
fn shows_keys(footer: &Footer<'_>, areas: &Areas) -> bool {
    areas.message != areas.footer || footer.notice.is_none()
}

/// The keys, and the message that covers what is beneath it.
pub fn hits(footer: &Footer<'_>, areas: &Areas) -> Vec<Hit> {
    let message = footer.notice.map(|notice| Hit::new(message_rows(notice, areas.message).0, Target::Nothing));
    let shown = if shows_keys(footer, areas) { fitting(footer.keys, areas.footer.width.into()) } else { Vec::new() };
    let key = |(start, cells, hint): (usize, usize, &KeyHint)| {
        let cell = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        Hit::new(Rect { x: cell(start), width: cell(cells), ..areas.footer }, Target::Run(hint.command))
    };
    message.into_iter().chain(shown.into_iter().map(key)).collect()
}

/// The area and the rows of the message.
fn message_rows(notice: &Notice, area: Rect) -> (Rect, Vec<String>) {
    let rows = wrap(&notice.text, usize::from(area.width).saturating_sub(2));
    let height = u16::try_from(rows.len()).unwrap_or(1).min(MAX_MESSAGE_ROWS);
    (Rect { y: area.y.saturating_sub(height - 1), height, ..area }, rows)
}

/// A long message grows upwards over the body: its end is the advice.
fn draw_message(frame: &mut Frame<'_>, notice: &Notice, area: Rect, theme: Theme) {
    let role = match notice.tone {
        Tone::Done => Role::Good,
        Tone::Info => Role::Info,
        Tone::Error => Role::Bad,
        Tone::Quiet => Role::Dim,
    };
    let room = usize::from(area.width).saturating_sub(2);
    let (area, rows) = message_rows(notice, area);
    frame.render_widget(Clear, area.intersection(frame.area()));
    let styled = |row: String| Line::styled(format!(" {}", fit(&row, room, theme.ascii)), theme.style(role));
    lines(frame, area, rows.into_iter().map(styled).collect());
}

fn keys(hints: &[KeyHint], theme: Theme, room: usize) -> Vec<Span<'static>> {
    let mut spans = vec![Span::raw(" ")];
    for (_, _, hint) in fitting(hints, room) {
        let role = if hint.disabled { Role::Dim } else { Role::Accent };
        spans.push(Span::styled(hint.key.clone(), theme.style(role)));
        spans.push(Span::styled(format!(" {}  ", hint.label), theme.style(Role::Dim)));
    }
    spans
}

/// The hints that fit, each with its first cell and its width. That of the help is always there: it names all keys.
fn fitting(hints: &[KeyHint], room: usize) -> Vec<(usize, usize, &KeyHint)> {
    const GAP: usize = 2;
    let cells = |hint: &KeyHint| width(&hint.key) + width(hint.label) + 1;
    let help = hints.iter().position(|hint| hint.command == Cmd::Help);
    let mut shown = Vec::new();
    let mut used = 1;
    for (index, hint) in hints.iter().enumerate() {
        let help = help.filter(|help| *help > index).map(|help| &hints[help]);
        let reserved = help.map_or(0, |help| GAP + cells(help));
        let fits = used + cells(hint) + reserved <= room;
        let hint = if fits { Some(hint) } else { help.filter(|help| used + cells(help) <= room) };
        let Some(hint) = hint else { break };
        shown.push((used, cells(hint), hint));
        used += cells(hint) + GAP;
        if !fits {
            break;
        }
    }
    shown
}
