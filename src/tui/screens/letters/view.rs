//! Draws the preview: recipients and those left out beside the text of the letter in focus, or above it.

use std::ops::Range;

use charter::english::pluralize;
use charter::untrusted::sanitize;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::letters::state::LettersScreen;
use crate::tui::ui::frame;
use crate::tui::ui::frame::{Areas, lines, spread};
use crate::tui::ui::panel::{row, window};
use crate::tui::ui::text::{column, fit, sentence, wrap_typed};
use crate::tui::ui::theme::Role;

/// From this width on the text is beside the list.
const BESIDE: u16 = 80;

pub fn list_area(areas: &Areas) -> Rect {
    let body = areas.body;
    if body.width >= BESIDE {
        Rect { width: body.width * 2 / 5, ..body }
    } else {
        Rect { height: body.height / 2, ..body }
    }
}

fn text_area(areas: &Areas) -> Rect {
    let (body, list) = (areas.body, list_area(areas));
    if body.width >= BESIDE {
        Rect { x: list.right() + 2, width: body.width.saturating_sub(list.width + 2), ..body }
    } else {
        Rect { y: list.bottom() + 1, height: body.height.saturating_sub(list.height + 1), ..body }
    }
}

pub fn visible_rows(size: (u16, u16)) -> usize {
    list_area(&frame::areas(size)).height.into()
}

pub fn shown(screen: &LettersScreen, areas: &Areas) -> Range<usize> {
    window(screen.list.cursor, screen.row_count(), list_area(areas).height.into())
}

/// Draws the preview in place of the tab.
pub fn draw(frame: &mut Frame<'_>, shared: &Shared, screen: &LettersScreen, areas: &Areas) {
    lines(frame, areas.filter, vec![title(shared, screen, areas.filter.width.into())]);
    let area = list_area(areas);
    let rows = shown(screen, areas).map(|index| list_row(shared, screen, index, area.width.into()));
    lines(frame, area, rows.collect());
    let area = text_area(areas);
    lines(frame, area, text(shared, screen, area.width.into(), area.height.into()));
}

fn title(shared: &Shared, screen: &LettersScreen, room: usize) -> Line<'static> {
    let theme = shared.theme;
    let letters = pluralize(screen.recipients.len(), "letter");
    let shared_mails = screen.mails < screen.recipients.len();
    let mails = if shared_mails { format!(" in {}", pluralize(screen.mails, "mail")) } else { String::new() };
    let unaddressed = match screen.without_postal_address {
        0 => String::new(),
        some => format!(", {some} without a postal address"),
    };
    let left = vec![
        Span::styled(
            format!(" {}", sentence(screen.query.kind.label()).trim_end_matches('.')),
            theme.style(Role::Strong),
        ),
        Span::styled(
            format!("  {letters}{mails}{unaddressed}, {} left out", screen.left_out.len()),
            theme.style(Role::Dim),
        ),
    ];
    let state = match &screen.written {
        Some(_) => "drafted, not sent ",
        None => "not written yet ",
    };
    spread(left, vec![Span::styled(state, theme.style(Role::Strong))], room)
}

fn list_row(shared: &Shared, screen: &LettersScreen, index: usize, room: usize) -> Line<'static> {
    let theme = shared.theme;
    let focused = index == screen.list.cursor;
    let room = room.saturating_sub(1);
    let name_room = (room / 2).max(room.saturating_sub(34));
    let (name, more, role) = match (screen.recipients.get(index), index.checked_sub(screen.recipients.len())) {
        (Some(recipient), _) => {
            let address = sanitize(&recipient.address).into_owned();
            (recipient.name.as_str(), address, Role::Text)
        }
        (None, Some(at)) => {
            let left = screen.left_out.get(at);
            (left.map_or("", |left| left.name.as_str()), left.map_or(String::new(), |left| left.why.clone()), Role::Dim)
        }
        (None, None) => ("", String::new(), Role::Text),
    };
    let spans = vec![
        Span::styled(column(name, name_room.saturating_sub(1), theme.ascii), theme.style(role)),
        Span::raw(" "),
        Span::styled(fit(&more, room.saturating_sub(name_room), theme.ascii), theme.style(Role::Dim)),
    ];
    row(theme, spans, focused, room + 1)
}

fn text(shared: &Shared, screen: &LettersScreen, room: usize, height: usize) -> Vec<Line<'static>> {
    let theme = shared.theme;
    if let Some(left) = screen.focused_left_out() {
        return vec![
            Line::styled(fit(&format!("{} gets no letter.", left.name), room, theme.ascii), theme.style(Role::Strong)),
            Line::styled(fit(&sentence(&left.why), room, theme.ascii), theme.style(Role::Info)),
        ];
    }
    let Some((_, text)) = screen.text.as_ref().filter(|(index, _)| *index == screen.list.cursor) else {
        let words =
            if screen.recipients.is_empty() { "No council gets this letter." } else { "The text is being made." };
        return vec![Line::styled(words, theme.style(Role::Info))];
    };
    let mut drawn: Vec<Line<'static>> = Vec::new();
    if let Some(written) = &screen.written {
        let sent = shared.keymap.key(Cmd::LettersMarkSent).unwrap_or_default();
        let files = pluralize(written.mails, screen.query.format().piece());
        let words = format!("{files} in {}. {sent} records that you sent them.", screen.query.folder.display());
        drawn.extend(wrap_typed(&words, room).into_iter().map(|line| Line::styled(line, theme.style(Role::Good))));
        drawn.push(Line::default());
    }
    for (index, line) in text.iter().enumerate().skip(screen.scroll) {
        let role = if index == 0 { Role::Strong } else { Role::Text };
        drawn.extend(wrap_typed(line, room).into_iter().map(|line| Line::styled(line, theme.style(role))));
        if drawn.len() >= height {
            break;
        }
    }
    drawn
}
