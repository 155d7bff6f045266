//! The last lines: a message, and the keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use crate::tui::app::notice::{Notice, Tone};
use crate::tui::ui::frame::{Areas, has_stamp, lines, spread};
use crate::tui::ui::text::{fit, width, wrap};
use crate::tui::ui::theme::{Role, Theme};

const MAX_MESSAGE_ROWS: u16 = 5;

pub struct KeyHint {
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
    let has_message_line = areas.message != areas.footer;
    if has_message_line || footer.notice.is_none() {
        // Shown here if the rule has no room; the keys come first.
        let stamp = footer.stamp.filter(|_| areas.gauge.height == 0 || !has_stamp(room));
        let stamp = stamp.map(|words| Span::styled(format!("{words} "), theme.style(Role::Dim)));
        lines(frame, areas.footer, vec![spread(keys(footer.keys, theme, room), stamp.into_iter().collect(), room)]);
    }
    if let Some(notice) = footer.notice {
        draw_message(frame, notice, areas.message, theme);
    }
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
    let rows = wrap(&notice.text, room);
    let height = u16::try_from(rows.len()).unwrap_or(1).min(MAX_MESSAGE_ROWS);
    let area = Rect { y: area.y.saturating_sub(height - 1), height, ..area };
    frame.render_widget(Clear, area.intersection(frame.area()));
    let styled = |row: String| Line::styled(format!(" {}", fit(&row, room, theme.ascii)), theme.style(role));
    lines(frame, area, rows.into_iter().map(styled).collect());
}

fn keys(hints: &[KeyHint], theme: Theme, room: usize) -> Vec<Span<'static>> {
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    for hint in hints {
        let cells = width(&hint.key) + width(hint.label) + 1;
        if used + cells > room {
            break;
        }
        used += cells + 2;
        let role = if hint.disabled { Role::Dim } else { Role::Accent };
        spans.push(Span::styled(hint.key.clone(), theme.style(role)));
        spans.push(Span::styled(format!(" {}  ", hint.label), theme.style(Role::Dim)));
    }
    spans
}
