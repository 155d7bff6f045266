//! The last lines: a message, and the keys that matter now.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::super::forms::purpose::Purpose;
use super::frame::{Areas, has_stamp, lines, spread};
use crate::tui::app::layer::Layer;
use crate::tui::app::model::{Awaiting, Model, Notice, Tone};
use crate::tui::keys::command::{COMMANDS, Cmd, Command, Scope};
use crate::tui::keys::disabled_reason::disabled_reason;
use crate::tui::screens::inbox::update as inbox_actions;
use crate::tui::ui::text::{fit, width, wrap};
use crate::tui::ui::theme::{Role, Theme};

/// The most rows that a message takes.
const MESSAGE_MOST: u16 = 5;

/// Draws the message and the keys that matter now.
pub fn draw(frame: &mut Frame<'_>, model: &Model, areas: &Areas) {
    let room = usize::from(areas.footer.width);
    let apart = areas.message != areas.footer;
    if apart || model.notice.is_none() {
        // Where the rule over the body has no room for it; the keys have what they need first.
        let stamp = stamp(model).filter(|_| areas.gauge.height == 0 || !has_stamp(room));
        let stamp = stamp.map(|words| Span::styled(format!("{words} "), model.theme.style(Role::Dim)));
        lines(frame, areas.footer, vec![spread(keys(model, room), stamp.into_iter().collect(), room)]);
    }
    if let Some(notice) = &model.notice {
        draw_message(frame, notice, areas.message, model.theme);
    }
}

/// When the last change was saved, or that one is being saved.
pub fn stamp(model: &Model) -> Option<String> {
    match model.awaiting {
        Some(Awaiting::Change) => Some("saving".to_owned()),
        _ => model.saved_at.as_ref().map(|at| format!("saved {at}")),
    }
}

/// A message that is longer than a line grows upwards over the body: its end is the advice.
fn draw_message(frame: &mut Frame<'_>, notice: &Notice, area: Rect, theme: Theme) {
    let role = match notice.tone {
        Tone::Done => Role::Good,
        Tone::Info => Role::Info,
        Tone::Error => Role::Bad,
    };
    let room = usize::from(area.width).saturating_sub(2);
    let rows = wrap(&notice.text, room);
    let height = u16::try_from(rows.len()).unwrap_or(1).min(MESSAGE_MOST);
    let area = Rect { y: area.y.saturating_sub(height - 1), height, ..area };
    frame.render_widget(Clear, area.intersection(frame.area()));
    let styled = |row: String| Line::styled(format!(" {}", fit(&row, room, theme.ascii)), theme.style(role));
    lines(frame, area, rows.into_iter().map(styled).collect());
}

/// As many keys as fit, each with its word; one that is off is dim.
fn keys(model: &Model, room: usize) -> Vec<Span<'static>> {
    let theme = model.theme;
    let mut shown = vec![Span::raw(" ")];
    let mut used = 1;
    for command in commands(model) {
        let Some(key) = model.keymap.key(command.id) else { continue };
        let off = disabled_reason(command.id, model).is_some();
        if off && matches!(command.scope, Scope::ImportReport | Scope::Pick) {
            // What has ended stays as it is, and where one is asked for one is taken: nothing can turn it on.
            continue;
        }
        let label = label(model, command);
        let cells = width(&key) + width(label) + 1;
        if used + cells > room {
            break;
        }
        used += cells + 2;
        shown.push(Span::styled(key, theme.style(if off { Role::Dim } else { Role::Accent })));
        shown.push(Span::styled(format!(" {label}  "), theme.style(Role::Dim)));
    }
    shown
}

/// The commands of the scopes in force: those that the scope is for, then the pinned ones by rank. In the inbox what cannot be
/// done with the item in focus comes last.
fn commands(model: &Model) -> Vec<&'static Command> {
    let scopes = model.scopes();
    let mut first: Vec<Cmd> = scopes.iter().flat_map(|scope| scope.first()).copied().collect();
    // A key that means another thing in an inner scope is not offered for this one.
    let pinned = |command: &&Command| {
        let offered = command.pinned > 0 && !first.contains(&command.id) && scopes.contains(&command.scope);
        offered && model.keymap.is_reachable(scopes, command.id)
    };
    let mut pinned: Vec<&Command> = COMMANDS.iter().filter(pinned).collect();
    pinned.sort_by_key(|command| command.pinned);
    let of_inbox = scopes.contains(&Scope::Inbox);
    let last = if of_inbox { inbox_actions::take_out_of_use(model, &mut first) } else { Vec::new() };
    pinned.splice(0..0, first.iter().map(|id| id.command()));
    pinned.extend(last.iter().map(|id| id.command()));
    pinned
}

/// The word for a key: that of the table, or what the form in front does when it is saved.
fn label(model: &Model, command: &Command) -> &'static str {
    let saves = match command.id {
        Cmd::FieldNextMain => on_last_field(model),
        Cmd::FormSave => true,
        _ => false,
    };
    match model.layers.last() {
        Some(Layer::Form(form)) if saves => match form.purpose {
            Purpose::Import => "bring in",
            _ => "save",
        },
        _ => command.label,
    }
}

/// Whether Enter has no main field left to go to: then it saves, and the footer says so.
fn on_last_field(model: &Model) -> bool {
    match model.layers.last() {
        Some(Layer::Form(form)) => !form.clone().step(true, true),
        _ => false,
    }
}
